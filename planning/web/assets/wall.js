// The wall asks for its one number every few seconds, for hours, and goes on while the server is away. It keeps the last
// number it was told, and says so.
"use strict";
(() => {
  const facts = JSON.parse(document.getElementById("facts").textContent);
  const received = document.getElementById("received");
  const state = document.getElementById("state");
  const lost = document.getElementById("lost");
  const PATIENCE_S = 8; // a request that hangs longer is given up: the server, or the network, has gone without a word
  const MISSES = 2; // one lost answer is no news to a hall

  let missed = 0;
  async function ask() {
    const stop = new AbortController();
    const timer = setTimeout(() => stop.abort(), PATIENCE_S * 1000);
    try {
      const answer = await fetch(facts.count, { signal: stop.signal, cache: "no-store", credentials: "same-origin" });
      const told = answer.ok ? await answer.json() : {};
      if (!Number.isInteger(told.received)) throw new TypeError("no answer of ours");
      const shown = String(told.received);
      if (received.textContent !== shown) received.textContent = shown;
      if (state.textContent !== told.told) state.textContent = told.told;
      missed = 0;
    } catch {
      missed += 1;
    } finally {
      clearTimeout(timer);
      lost.hidden = missed < MISSES;
      setTimeout(ask, facts.every_s * 1000);
    }
  }
  ask();

  const full = document.getElementById("full");
  full.hidden = !document.fullscreenEnabled;
  full.addEventListener("click", () => document.documentElement.requestFullscreen());
  document.addEventListener("fullscreenchange", () => { full.hidden = !!document.fullscreenElement; });

  // The laptop at the projector must not fall asleep; over plain http from elsewhere there is no such wish to be had.
  const awake = () => { if (!document.hidden) navigator.wakeLock?.request("screen").catch(() => { /* refused: battery */ }); };
  document.addEventListener("visibilitychange", awake);
  awake();
})();
