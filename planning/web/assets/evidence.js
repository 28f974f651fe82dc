// Adding photos to an evidence walk: the code behind the # is entered by itself; the phone's own position, where it gives it.
"use strict";
(() => {
  const { words, filled } = Light;
  const $ = (id) => document.getElementById(id);
  const enter = $("enter");
  if (enter) {
    const code = decodeURIComponent(location.hash.slice(1));
    if (/^[0-9A-Za-z -]{8,20}$/.test(code)) {
      history.replaceState(null, "", location.pathname + location.search); // a reload after a wrong code does not count twice
      $("code").value = code;
      enter.requestSubmit();
    }
    return;
  }
  const form = $("add"), where = $("where"), place = $("place"), locate = $("locate");
  if (!form) return;
  const tell = (sentence) => { where.textContent = sentence; where.hidden = !sentence; };
  function set(lon, lat, placed) {
    form.elements.lon.value = lon;
    form.elements.lat.value = lat;
    form.elements.placed.value = placed;
  }
  if (window.isSecureContext && navigator.geolocation) {
    locate.hidden = false;
    locate.addEventListener("click", () => {
      tell(words.locating);
      navigator.geolocation.getCurrentPosition(({ coords }) => {
        place.value = "";
        set(coords.longitude.toFixed(7), coords.latitude.toFixed(7), "placed_phone");
        tell(filled(words.located, { metres: Math.max(1, Math.round(coords.accuracy)) }));
      }, () => tell(words.not_located), { enableHighAccuracy: true, timeout: 20000, maximumAge: 0 });
    });
  }
  place.addEventListener("change", () => { set("", "", ""); tell(""); });
  $("pictures").addEventListener("change", () => { form.elements.chosen.value = new Date().toISOString(); });
})();
