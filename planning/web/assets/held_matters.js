// The matters whose words this phone keeps: asked for one by one, shown with a button that has the word forgotten here.
"use strict";
(() => {
  const { facts, words, announce, tell } = Light;
  const $ = (id) => document.getElementById(id);

  async function fetched(word) {
    const body = new URLSearchParams({ word, part: "yes" });
    const answer = await fetch(facts.held, { method: "POST", body, headers: { accept: "application/json" } });
    if (answer.ok) return { html: await answer.text() };
    return { gone: answer.status === 422, message: (await answer.json()).message };
  }
  async function show(word) {
    const box = document.createElement("section");
    box.append(Object.assign(document.createElement("p"), { className: "quiet", textContent: words.wait }));
    $("held").append(box);
    try {
      const found = await fetched(word);
      if (found.html) {
        // Drawn by our own server, every word in it escaped there; scripts inside would not run.
        box.replaceChildren(...new DOMParser().parseFromString(found.html, "text/html").body.childNodes);
        box.append(forgetting(word, box));
        return true;
      }
      box.remove();
      if (!found.gone) tell(found.message);
      return !found.gone;
    } catch {
      box.replaceChildren(Object.assign(document.createElement("p"), { className: "quiet", textContent: words.not_sent }));
      return true;
    }
  }
  function forgetting(word, box) {
    const line = document.createElement("div"), signs = document.createElement("code");
    line.className = "buttons";
    signs.textContent = MatterWords.spelled(word);
    const button = Object.assign(document.createElement("button"), { type: "button", className: "quietly", textContent: words.forget });
    button.addEventListener("click", () => {
      MatterWords.forget(word);
      box.replaceChildren(Object.assign(document.createElement("p"), { className: "quiet", textContent: words.forgotten }));
      announce(words.forgotten);
    });
    line.append(signs, button);
    return line;
  }

  async function start() {
    // A scanned code brings its word behind the #; it leaves the address at once, so that no history keeps it.
    const brought = decodeURIComponent(window.location.hash.slice(1));
    if (brought) window.history.replaceState(null, "", window.location.pathname + window.location.search);
    const mine = MatterWords.all();
    if (MatterWords.is(brought)) {
      if (await show(brought)) MatterWords.remember(brought);
      else tell(words.unknown);
    }
    for (const word of mine) if (MatterWords.spelled(brought) !== word && !(await show(word))) MatterWords.forget(word);
  }
  $("open").addEventListener("submit", (event) => {
    const word = $("open").elements.word.value;
    if (!MatterWords.is(word)) return; // the server says what is wrong with it
    event.preventDefault();
    tell("");
    show(word).then((there) => {
      if (!there) { tell(words.unknown); return; }
      MatterWords.remember(word);
      $("open").reset();
    });
  });
  start();
})();
