// A scanned card leads to /v/#CODE: the code is sent in the body of a request and taken out of the address bar. It is
// kept nowhere: without a signal it waits in this page only, and is tried again until it is answered.
"use strict";
(() => {
  const { facts, words, filled, tell, send } = Light;
  const form = document.getElementById("enter"), waiting = document.getElementById("waiting");
  Offline.start();
  if (!form) return;
  const field = document.getElementById("code");
  let sending = null;
  const say = (sentence) => { waiting.textContent = sentence; waiting.hidden = !sentence; };

  async function enter(code) {
    if (sending) sending.stop(); // what was typed last is meant
    tell("");
    say(words.entering);
    const mine = (sending = send({
      method: "POST", url: facts.session, body: { token: code }, fits: (_data, answer) => Boolean(answer.headers.get("x-jieyi-round")),
      told: ({ status, wait_s }) => say(status ? filled(words.busy, { seconds: Math.ceil(wait_s) }) : words.enter_waits),
    }));
    const found = await mine.answer;
    if (sending !== mine) return;
    sending = null;
    say("");
    if (found.status !== 204) { tell(found.data.message); return; }
    const to = facts.round_page.replace("ROUND", encodeURIComponent(found.answer.headers.get("x-jieyi-round")));
    if (window.location.href === new URL(to, window.location.href).href) window.location.reload();
    else window.location.replace(to);
  }
  form.addEventListener("submit", (event) => { event.preventDefault(); if (field.value.trim()) enter(field.value); else field.focus(); });
  function scanned() {
    let code = "";
    try { code = decodeURIComponent(window.location.hash.slice(1)); } catch { /* no code of ours */ }
    if (!code || window.location.pathname !== "/v/") return;
    window.history.replaceState(null, "", window.location.pathname + window.location.search);
    field.value = code;
    enter(code);
  }
  window.addEventListener("hashchange", scanned);
  scanned();
})();
