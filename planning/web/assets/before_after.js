// Before and after: slides one picture over the other, and fetches the page anew when something else is asked for.
// Without this script the pictures stand side by side and the form has a button.
"use strict";
(() => {
  const form = document.getElementById("wanted");
  let isSwipe = true, at = 50, along = 0, asked = null;

  function place() {
    const pair = document.getElementById("pair");
    pair.classList.toggle("ba-swipe", isSwipe);
    pair.style.setProperty("--ba-at", `${at}%`);
  }

  // Both pictures are as wide as each other: what is scrolled in one is seen in the other.
  function arrange() {
    const divider = document.getElementById("divider"), mode = document.getElementById("mode");
    divider.value = String(at);
    divider.addEventListener("input", () => { at = Number(divider.value); place(); });
    mode.textContent = isSwipe ? mode.dataset.pair : mode.dataset.swipe;
    mode.addEventListener("click", () => { isSwipe = !isSwipe; mode.textContent = isSwipe ? mode.dataset.pair : mode.dataset.swipe; place(); });
    const reels = [...document.querySelectorAll(".ba-reel")];
    for (const reel of reels) {
      reel.scrollLeft = along;
      reel.addEventListener("scroll", () => {
        along = reel.scrollLeft;
        for (const other of reels) if (other !== reel && Math.abs(other.scrollLeft - along) > 1) other.scrollLeft = along;
      }, { passive: true });
    }
    place();
  }

  async function ask() {
    const query = new URLSearchParams(new FormData(form)), address = `${location.pathname}?${query}`;
    if (asked) asked.abort();
    const mine = (asked = new AbortController()), seen = document.getElementById("seen");
    seen.classList.add("busy");
    try {
      const answer = await fetch(address, { signal: mine.signal, credentials: "same-origin", headers: { accept: "text/html" } });
      const page = new DOMParser().parseFromString(await answer.text(), "text/html"), fresh = page.getElementById("seen");
      if (!fresh) { location.assign(address); return; }
      seen.replaceWith(fresh);
      history.replaceState(null, "", address);
      arrange();
      document.getElementById("live").textContent = fresh.querySelector("p").textContent;
    } catch (error) {
      if (error.name !== "AbortError") form.submit();
    }
  }

  document.documentElement.classList.add("scripted");
  form.addEventListener("change", ask);
  form.addEventListener("submit", (e) => { e.preventDefault(); ask(); });
  form.addEventListener("input", (e) => { const told = e.target.closest("label").querySelector("output"); if (told) told.value = e.target.value; });
  arrange();
  const reel = document.querySelector(".ba-reel");
  reel.scrollLeft = along = (reel.scrollWidth - reel.clientWidth) / 2;
})();
