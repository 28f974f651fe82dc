// Where it is: the phone's own position (only where a phone gives it: over HTTPS), a place from the list by typing a part
// of its name, or a tap on a map that is fetched when somebody asks for it.
"use strict";
window.SayPlace = (() => {
  const { facts, words, filled, announce } = Light;
  const $ = (id) => document.getElementById(id);
  const form = $("say"), select = $("place"), find = $("find"), matches = $("matches"), where = $("where");
  const MOST_SHOWN = 8, COARSE_M = 100, PATIENCE_MS = 20000;
  const all = [...select.options].filter((one) => one.value).map((one) => ({ key: one.value, name: one.textContent, kind: one.parentElement.label }));
  let heard = () => {}, asked = null, pinned = () => {};

  const point = () => (form.elements.lon.value ? { lon: Number(form.elements.lon.value), lat: Number(form.elements.lat.value) } : null);
  function tell(sentence) {
    where.textContent = sentence;
    where.hidden = !sentence;
  }
  /** A place of the list. */
  function choose(key, name) {
    if (key && ![...select.options].some((one) => one.value === key)) select.add(new Option(name, key));
    select.value = key;
    form.elements.lon.value = form.elements.lat.value = "";
    matches.hidden = true;
    tell(key ? filled(words.chosen, { place: name }) : "");
    pinned(null);
    heard();
  }
  /** A point on the ground. */
  function set(lon, lat, sentence) {
    select.value = "";
    form.elements.lon.value = lon.toFixed(7);
    form.elements.lat.value = lat.toFixed(7);
    tell(sentence);
    pinned([lon, lat]);
    heard();
  }
  const clear = () => { find.value = ""; choose("", ""); };
  const inside = (lon, lat) => !facts.bounds || (lon >= facts.bounds[0] && lon <= facts.bounds[2] && lat >= facts.bounds[1] && lat <= facts.bounds[3]);

  function locate() {
    tell(words.locating);
    navigator.geolocation.getCurrentPosition(({ coords }) => {
      const metres = Math.max(1, Math.round(coords.accuracy));
      if (!inside(coords.longitude, coords.latitude)) tell(words.outside);
      else set(coords.longitude, coords.latitude, metres > COARSE_M ? filled(words.coarse, { metres }) : filled(words.located, { metres }));
    }, () => tell(words.not_located), { enableHighAccuracy: true, timeout: PATIENCE_MS, maximumAge: 0 });
  }

  function draw(found) {
    matches.textContent = "";
    for (const one of found.slice(0, MOST_SHOWN)) {
      const button = document.createElement("button");
      button.type = "button";
      button.className = "quietly";
      button.textContent = `${one.name || one.kind} · ${one.kind}`;
      button.addEventListener("click", () => { choose(one.key, one.name || one.kind); find.value = ""; where.scrollIntoView({ block: "nearest" }); });
      matches.append(button);
    }
    if (!found.length) matches.append(Object.assign(document.createElement("p"), { textContent: words.no_match }));
    matches.hidden = false;
    announce(found.length ? filled(words.matches, { count: found.length }) : words.no_match);
  }
  const onPhone = (typed) => all.filter((one) => one.name.toLowerCase().includes(typed.toLowerCase()));
  async function look() {
    const typed = find.value.trim();
    if (asked) asked.abort();
    if (!typed) { matches.hidden = true; return; }
    const mine = (asked = new AbortController());
    try {
      const answer = await fetch(`${facts.places}&text=${encodeURIComponent(typed)}`, { signal: mine.signal });
      if (!answer.ok) throw new Error(String(answer.status));
      draw((await answer.json()).places);
    } catch (fault) {
      if (fault.name !== "AbortError") draw(onPhone(typed)); // no signal: what came with the page is searched
    }
  }
  let typing = 0;
  find.addEventListener("input", () => { clearTimeout(typing); typing = setTimeout(look, 250); });
  find.addEventListener("keydown", (event) => { if (event.key === "Enter") { event.preventDefault(); clearTimeout(typing); look(); } });
  select.addEventListener("change", () => choose(select.value, select.selectedOptions[0].textContent));

  const loaded = (address) => new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = address;
    script.onload = resolve;
    script.onerror = () => { script.remove(); reject(new Error(address)); };
    document.body.append(script);
  });
  let drawn = null;
  async function showMap() {
    const box = $("map"), button = $("show-map");
    if (drawn && !box.hidden) { box.hidden = true; button.setAttribute("aria-expanded", "false"); return; }
    box.hidden = false;
    button.setAttribute("aria-expanded", "true");
    if (drawn) { drawn.shown(); return; }
    announce(words.map_loading);
    box.textContent = words.map_loading;
    try {
      const sheet = Object.assign(document.createElement("link"), { rel: "stylesheet", href: facts.map.sheet });
      document.head.append(sheet);
      for (const address of facts.map.scripts) await loaded(address);
      box.textContent = "";
      drawn = window.SayMap.start(box, facts, words, { point: (lon, lat) => set(lon, lat, words.picked), thing: (key, name) => choose(key, name) });
      pinned = drawn.pin;
      pinned(point() && [point().lon, point().lat]);
    } catch {
      box.hidden = true;
      button.setAttribute("aria-expanded", "false");
      tell(words.map_failed);
    }
  }
  $("show-map").addEventListener("click", showMap);
  if (window.isSecureContext && navigator.geolocation) {
    $("locate").hidden = false;
    $("locate").addEventListener("click", locate);
  }

  return {
    clear, choose, set,
    onChange: (act) => { heard = act; },
    /** What is sent: a place of the list, or a point; and what stands in the page. */
    where: () => (select.value ? { place: select.value } : point() || {}),
    told: () => (where.hidden ? "" : where.textContent),
    name: () => (select.value ? select.selectedOptions[0].textContent : ""),
  };
})();
