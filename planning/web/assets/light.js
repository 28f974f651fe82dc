// What the light pages share: facts from the server, what a phone keeps, an id of its own, sending until it is
// acknowledged, words for those who listen. Nothing here is offered that the phone would refuse.
"use strict";
window.Light = (() => {
  const PAUSES_S = [1, 2, 4, 8, 15, 30, 60];
  const MOST_KEPT_ALIVE = 60000; // bytes; browsers refuse more of what is to go on when the page is left
  const PATIENCE_S = 20; // a request that hangs longer is tried anew: the network has gone without a word
  const AGAIN = [408, 425, 429, 500, 502, 503, 504, 507];

  const block = document.getElementById("facts");
  const facts = block ? JSON.parse(block.textContent) : {};
  const words = facts.words || {};

  // The phone's own storage; where it is shut (some private windows) things are kept while the page is open.
  const memory = new Map();
  const kept = (key) => {
    let text = memory.get(key);
    try { text = localStorage.getItem(key) || text; } catch { /* shut */ }
    try { return text ? JSON.parse(text) : null; } catch { return null; }
  };
  const keep = (key, value) => {
    const text = JSON.stringify(value);
    memory.set(key, text);
    try { localStorage.setItem(key, text); } catch { /* shut or full: the copy in memory stays */ }
  };
  const drop = (key) => {
    memory.delete(key);
    try { localStorage.removeItem(key); } catch { /* shut */ }
  };
  const keys = (prefix) => {
    const found = new Set(memory.keys());
    try { for (let i = 0; i < localStorage.length; i += 1) found.add(localStorage.key(i)); } catch { /* shut */ }
    return [...found].filter((key) => key.startsWith(prefix));
  };

  /** 128 random bits; crypto.randomUUID does not exist over plain http. */
  const freshId = () => Array.from(crypto.getRandomValues(new Uint8Array(16)), (n) => n.toString(16).padStart(2, "0")).join("");
  const filled = (sentence, values) => sentence.replace(/\{(\w+)\}/g, (whole, name) => (name in values ? values[name] : whole));

  /** Say it to a screen reader; the same words again are said again. */
  const announce = (sentence) => {
    const live = document.getElementById("live");
    live.textContent = "";
    setTimeout(() => { live.textContent = sentence; }, 50);
  };
  /** A sentence where everybody sees it; empty takes it away. */
  const tell = (sentence) => {
    const told = document.getElementById("told");
    told.textContent = sentence;
    told.hidden = !sentence;
    if (sentence) told.scrollIntoView({ block: "center" });
  };

  async function once(asked) {
    const stop = new AbortController();
    const timer = setTimeout(() => stop.abort(), PATIENCE_S * 1000);
    try {
      const body = JSON.stringify(asked.body);
      const answer = await fetch(asked.url, {
        method: asked.method, body, headers: { "content-type": "application/json" },
        keepalive: new Blob([body]).size < MOST_KEPT_ALIVE, signal: stop.signal, credentials: "same-origin",
      });
      const wait = Number(answer.headers.get("retry-after")) || 0;
      if (AGAIN.includes(answer.status)) return { status: answer.status, wait };
      const data = answer.status === 204 ? {} : await answer.json();
      // A hall's sign-in page answers 200 to everything: only what has the right shape is an answer of ours.
      const ours = answer.ok ? !asked.fits || asked.fits(data, answer) : typeof data.message === "string";
      return ours ? { status: answer.status, data, answer } : { status: 0, wait: 0 };
    } catch {
      return { status: 0, wait: 0 };
    } finally {
      clearTimeout(timer);
    }
  }

  /** Wait, but not longer than until the signal returns, somebody looks at the page, or asks; Retry-After is obeyed. */
  function pause(wait_s, obeyed, waking) {
    return new Promise((resolve) => {
      const done = () => {
        clearTimeout(timer);
        window.removeEventListener("online", done);
        document.removeEventListener("visibilitychange", seen);
        waking.now = () => {};
        resolve();
      };
      const seen = () => { if (!document.hidden) done(); };
      const timer = setTimeout(done, wait_s * 1000);
      if (obeyed) return;
      waking.now = done;
      window.addEventListener("online", done);
      document.addEventListener("visibilitychange", seen);
    });
  }

  /**
   * Send JSON until it is acknowledged or refused for good. `told({tries, wait_s, status})` hears of every pause.
   * Gives {answer: Promise<{status, data, answer}>, now(), stop()}; now() ends a pause that the server did not ask for.
   */
  function send(asked) {
    const waking = { now: () => {} };
    let stopped = false;
    const answer = (async () => {
      for (let tries = 1; !stopped; tries += 1) {
        const found = await once(asked);
        if (found.data) return found;
        const grown = PAUSES_S[Math.min(tries, PAUSES_S.length) - 1] * (0.75 + Math.random() / 2);
        const wait_s = Math.max(grown, found.wait);
        if (asked.told && !stopped) asked.told({ tries, wait_s, status: found.status });
        if (!stopped) await pause(wait_s, found.wait > 0, waking);
      }
      return { status: 0, data: {} };
    })();
    return { answer, now: () => waking.now(), stop: () => { stopped = true; waking.now(); } };
  }

  /** Show each `button[data-read]`, which reads the element of that id, once the phone has a voice of its own for the language. */
  function voices() {
    if (!window.speechSynthesis) return;
    const wanted = document.documentElement.lang.slice(0, 2);
    const buttons = [...document.querySelectorAll("button[data-read]")];
    // A voice from elsewhere would send the words there.
    const voice = () => speechSynthesis.getVoices().filter((one) => one.localService)
      .sort((a, b) => b.lang.includes("CN") - a.lang.includes("CN"))
      .find((one) => one.lang.slice(0, 2).toLowerCase() === wanted);
    const found = () => buttons.forEach((button) => { button.hidden = !voice(); });
    const quiet = () => {
      speechSynthesis.cancel();
      buttons.forEach((one) => { one.textContent = one.dataset.start; one.setAttribute("aria-pressed", "false"); });
    };
    const read = (button) => {
      const reading = button.getAttribute("aria-pressed") === "true";
      quiet();
      if (reading) return;
      const parts = [...document.getElementById(button.dataset.read).querySelectorAll("[data-aloud]")].filter((one) => !one.closest("[hidden]"));
      parts.forEach((part, i) => {
        const said = new SpeechSynthesisUtterance(part.textContent.trim());
        said.voice = voice();
        said.lang = said.voice.lang;
        said.rate = 0.9;
        if (i === parts.length - 1) said.onend = quiet;
        speechSynthesis.speak(said);
      });
      button.textContent = button.dataset.stop;
      button.setAttribute("aria-pressed", "true");
    };
    buttons.forEach((button) => button.addEventListener("click", () => read(button)));
    speechSynthesis.addEventListener("voiceschanged", found);
    window.addEventListener("pagehide", () => speechSynthesis.cancel());
    found();
  }

  document.documentElement.classList.add("scripted");
  voices();
  return { facts, words, kept, keep, drop, keys, freshId, filled, announce, tell, send };
})();
