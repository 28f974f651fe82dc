// Raising a matter: a draft that survives a closed tab, what was raised already first, and sending until it is
// acknowledged. The receipt word is made before the first send; sent again, the server raises once.
"use strict";
(() => {
  const { facts, words, kept, keep, drop, freshId, filled, announce, tell, send } = Light;
  const $ = (id) => document.getElementById(id);
  const form = $("raise");
  const DRAFT = `raise.draft.${facts.community}`, QUEUE = `raise.queue.${facts.community}`;
  const TYPED = ["text", "topic", "courtyard", "place"];
  let draft = null, offered = "", sending = null;

  const value = (name) => { const field = form.elements[name]; return field ? field.value || "" : ""; };
  function read() {
    const made = { hold: form.elements.hold.checked ? "yes" : "" };
    for (const name of TYPED) made[name] = value(name);
    return made;
  }
  function save() {
    Object.assign(draft, read());
    keep(DRAFT, draft);
    const text = value("text"), n = window.Intl && Intl.Segmenter ? [...new Intl.Segmenter().segment(text)].length : [...text].length;
    if (n > facts.longest * 0.8) $("left").textContent = filled(words.left, { count: facts.longest - n });
  }
  function begin(next) {
    draft = next || { id: freshId(), word: MatterWords.fresh() };
    form.elements.word.value = draft.word;
    for (const name of TYPED) if (form.elements[name] && draft[name]) form.elements[name].value = draft[name];
    form.elements.hold.checked = draft.hold === "yes";
  }

  // ---- what was raised already
  function card(one) {
    const made = document.createElement("article");
    made.className = "comment";
    made.append(Object.assign(document.createElement("p"), { className: "quiet", textContent: `${one.topic} · ${one.state}` }));
    made.append(Object.assign(document.createElement("p"), { textContent: one.text }));
    if (one.is_supported) made.append(Object.assign(document.createElement("p"), { className: "quiet", textContent: words.thanks }));
    else made.append(meToo(one));
    return made;
  }
  function meToo(one) {
    const button = Object.assign(document.createElement("button"), { type: "button", className: "quietly", textContent: words.me_too });
    button.addEventListener("click", async () => {
      button.disabled = true;
      try {
        const answer = await fetch(facts.me_too.replace("MATTER", one.id), { method: "POST" });
        if (!answer.ok) { tell((await answer.json()).message); button.disabled = false; return; }
        const link = Object.assign(document.createElement("a"), { href: one.page, textContent: words.follow });
        const said = Object.assign(document.createElement("p"), { className: "quiet", textContent: `${words.thanks} ` });
        said.append(link);
        button.replaceWith(said);
        announce(words.thanks);
      } catch {
        tell(words.not_sent);
        button.disabled = false;
      }
    });
    return button;
  }
  async function similar() {
    const stop = new AbortController(), timer = setTimeout(() => stop.abort(), 4000);
    try {
      const query = new URLSearchParams({ topic: value("topic"), text: value("text").slice(0, 300) });
      const answer = await fetch(`${facts.similar}&${query}`, { signal: stop.signal });
      return answer.ok ? (await answer.json()).matters : [];
    } catch {
      return []; // without a signal nobody is kept from writing
    } finally {
      clearTimeout(timer);
    }
  }
  async function offer() {
    const asked = JSON.stringify([value("topic"), value("text")]);
    if (offered === asked || !value("text").trim()) return false;
    const found = await similar();
    offered = asked;
    if (!found.length) return false;
    $("near-list").replaceChildren(...found.map(card));
    $("near").hidden = false;
    $("near").querySelector("h2").focus();
    return true;
  }

  // ---- sending
  const queue = () => kept(QUEUE) || [];
  const unqueue = (id) => keep(QUEUE, queue().filter((one) => one.id !== id));
  const say = (sentence) => { $("waiting").textContent = sentence; $("waiting").hidden = !sentence; };
  const away = () => (Offline.goesByItself() ? words.waits_away : words.waits);
  async function submit(own) {
    tell("");
    if (!own && (await offer())) return;
    $("near").hidden = true;
    save();
    keep(QUEUE, [...queue().filter((one) => one.id !== draft.id), draft]);
    drop(DRAFT);
    offered = "";
    form.reset();
    begin(null);
    window.scrollTo({ top: 0 });
    deliver();
  }
  async function deliver() {
    if (sending) return;
    for (let item = queue()[0]; item; item = queue()[0]) {
      sending = item.id;
      say(words.sending);
      const { id, ...body } = item, url = facts.put.replace("CLIENT", id);
      const { answer } = send({
        method: "PUT", url, body, fits: (data) => Boolean(data.id),
        told: async ({ tries, status, wait_s }) => {
          if (tries === 1) await Offline.leave("PUT", url, body);
          if (sending === item.id) say(status === 429 || status === 503 ? filled(words.busy, { seconds: Math.ceil(wait_s) }) : away());
        },
      });
      const { data } = await answer;
      await Offline.done(url);
      unqueue(item.id);
      say("");
      if (!data.id) { refused(item, data.message, data.error); break; }
      MatterWords.remember(item.word);
      receipt(item.word, data);
    }
    sending = null;
  }
  /** The word and its code, shown once; the phone keeps the word until somebody has it forgotten. */
  function receipt(word, data) {
    const box = $("receipt");
    const code = Object.assign(document.createElement("div"), { className: "receipt" });
    code.append(document.importNode(new DOMParser().parseFromString(data.qr, "text/html").querySelector("svg"), true));
    const sentence = Object.assign(document.createElement("p"), { textContent: words.raised });
    const signs = document.createElement("p");
    signs.append(Object.assign(document.createElement("code"), { className: "word", textContent: MatterWords.spelled(word) }));
    const link = document.createElement("p");
    link.append(Object.assign(document.createElement("a"), { className: "button quietly", href: data.page, textContent: words.follow }));
    box.replaceChildren(sentence, signs, code, link);
    box.hidden = false;
    announce(words.raised);
  }
  /** Back into the form, with the sentence; what is being written there meanwhile is not touched. */
  function refused(item, sentence, error) {
    const back = { ...item, ...(error === "act_reused" ? { id: freshId(), word: MatterWords.fresh() } : {}) };
    const mend = () => { say(""); tell(sentence); begin(back); save(); };
    if (!value("text").trim()) { mend(); return; }
    say(filled(words.refused_kept, { reason: sentence }));
    const button = Object.assign(document.createElement("button"), { type: "button", className: "quietly", textContent: words.edit });
    button.addEventListener("click", mend);
    $("waiting").append(" ", button);
  }

  form.addEventListener("input", save);
  form.addEventListener("change", save);
  form.addEventListener("submit", (event) => { event.preventDefault(); submit(false); });
  $("own").addEventListener("click", () => submit(true));
  const before = kept(DRAFT);
  begin(before);
  if (before && before.text) announce(words.restored);
  if (queue().length) deliver();
  window.addEventListener("online", () => { if (queue().length) deliver(); });
  Offline.start();
})();
