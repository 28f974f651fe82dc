// Voting on a phone: a draft that survives a closed tab, a last look, and sending until it is acknowledged. One id is made
// before the first send; sent again, the same receipt comes back. What was sent is kept nowhere once it is received.
"use strict";
(() => {
  const { facts, words, kept, keep, drop, keys, freshId, filled, announce, tell, send } = Light;
  const $ = (id) => document.getElementById(id);
  const room = $("room"), form = $("vote"), leave = $("leave");
  const mine = (what) => `vote.${what}.${facts.round}.${facts.voter}`;
  const DRAFT = mine("draft"), QUEUE = mine("queue"), DONE = mine("done");
  const DAY_MS = 86400000, is = (kind) => facts.kind === kind;
  const known = new Set(facts.options.map((one) => one.key));
  let draft = null, sending = null;

  function show(step, focused) {
    room.dataset.step = step;
    if (!focused) return;
    window.scrollTo({ top: 0 });
    $(focused).focus({ preventScroll: true });
  }
  const say = (sentence) => { $("waiting").textContent = sentence; $("waiting").hidden = !sentence; };

  // ---- the ballot as it stands in the page
  const fields = () => [...form.querySelectorAll("#ballot input[type=radio], #ballot input[type=checkbox]")];
  /** Points are kept as "option=points" in one rank, so that a draft of any kind is a list of ranks. */
  const keyOf = (field) => is("score") ? `${field.name.slice("points-".length)}=${field.value}` : field.dataset.key || field.value;
  const optionOf = (mark) => is("score") ? mark.slice(0, mark.lastIndexOf("=")) : mark;
  const pointsOf = (mark) => Number(mark.slice(mark.lastIndexOf("=") + 1));
  function read() {
    if (is("ranking")) return Ranks.get();
    const marked = fields().filter((field) => field.checked && field.value).map(keyOf);
    if (is("score")) marked.sort((one, other) => pointsOf(other) - pointsOf(one));
    return marked.length ? [marked] : [];
  }
  function write(ranks) {
    if (is("ranking")) { Ranks.set(ranks); return; }
    const marks = new Set(ranks.flat()), given = new Set([...marks].map(optionOf));
    for (const field of fields()) field.checked = field.value ? marks.has(keyOf(field)) : !given.has(optionOf(keyOf(field)));
  }
  const stillThere = (ranks) => ranks.map((rank) => rank.filter((mark) => known.has(optionOf(mark)))).filter((rank) => rank.length);

  function save() {
    if (room.dataset.step === "receipt") return;
    Object.assign(draft, { ranks: read(), version: facts.version, at: Date.now() });
    keep(DRAFT, draft);
    usable();
  }
  /** Yes, no or abstain: one must be chosen. Where points are asked for all options, all have them or none. Other ballots may be blank. */
  const usable = () => {
    const marked = read().flat().length;
    $("look").disabled = (is("yes_no") && !marked) || (is("score") && facts.all && marked > 0 && marked < known.size);
  };

  // ---- the last look
  function line(key, number) {
    const { made, face } = Ranks;
    const one = made("li", { className: number ? "" : "off" }, made("b", { textContent: number || "–" }), ...face(key).filter((part) => part.localName !== "img"));
    if (number) one.dataset.aloud = "";
    else one.lastChild.textContent += ` · ${is("ranking") ? words.not_ranked : is("score") ? words.no_points : words.not_marked}`;
    return one;
  }
  function review() {
    const ranks = read(), named = ranks.flat().map(optionOf);
    const sign = (mark, i) => is("ranking") ? i + 1 : is("score") ? String(pointsOf(mark)) : "✓";
    const left = is("yes_no") ? [] : [...known].filter((key) => !named.includes(key));
    $("order").replaceChildren(...ranks.flatMap((rank, i) => rank.map((mark) => line(optionOf(mark), sign(mark, i)))), ...left.map((key) => line(key)));
    $("blank").hidden = named.length > 0;
    tell("");
    show("review", "review-head");
  }
  function back() {
    window.history.replaceState(null, "");
    show("ballot");
    $("ballot").focus({ preventScroll: true });
    $("ballot").scrollIntoView();
  }

  // ---- sending
  function received({ receipt, received_at: at, nonce }) {
    drop(DRAFT);
    drop(QUEUE);
    keep(DONE, { receipt, received_at: at, at: Date.now() });
    say("");
    tell("");
    $("number").textContent = receipt;
    $("minute").textContent = new Intl.DateTimeFormat(words.locale, { dateStyle: "long", timeStyle: "short", timeZone: facts.zone, hourCycle: "h23" }).format(new Date(at));
    if (nonce) { $("nonce").textContent = nonce; $("secret").hidden = false; }
    show("receipt", "received");
    announce(words.received);
  }
  async function deliver() {
    const item = kept(QUEUE);
    if (!item || sending) return;
    const url = facts.put.replace("CLIENT", item.id);
    show("sending");
    say(words.sending);
    announce(words.sending);
    sending = send({
      method: "PUT", url, body: item.body, fits: (data) => Boolean(data.receipt && data.received_at),
      told: async ({ tries, status, wait_s }) => {
        if (tries === 1) await Offline.leave("PUT", url, item.body); // not before: a hall full of phones would send twice
        if (sending) say(status ? filled(words.busy, { seconds: Math.ceil(wait_s) }) : Offline.goesByItself() ? words.waits_away : words.waits);
      },
    });
    const { status, data } = await sending.answer;
    sending = null;
    if (room.dataset.step === "receipt") return; // another tab was told first
    await Offline.done(url);
    if (data.receipt) received(data);
    else refused(status, data);
  }
  /** Back to the ballot with the sentence; the order is kept, whatever it was. */
  function refused(status, data) {
    drop(QUEUE);
    say("");
    if (data.error === "body_differs" && !kept(DONE)) draft.id = freshId(); // another order went from here: the code decides
    save();
    back();
    if (data.error === "options_changed") { changed(); return; }
    tell(filled(words.not_sent, { reason: data.message }));
    if (status !== 403) return;
    $("told").append(" ", words.enter_again);
    $("again").hidden = false;
    $("again").querySelector("h2").focus();
  }
  function changed() {
    tell(words.options_changed);
    const button = Ranks.made("button", { type: "button", className: "quietly", textContent: words.look_again });
    button.addEventListener("click", () => window.location.reload());
    $("told").append(" ", button);
  }
  function cast() {
    if (sending || kept(QUEUE)) { deliver(); return; }
    save();
    const said = is("score") ? { scores: Object.fromEntries(draft.ranks.flat().map((mark) => [optionOf(mark), pointsOf(mark)])) } : { ranking: draft.ranks };
    keep(QUEUE, { id: draft.id, body: { version: facts.version, ...said }, at: Date.now() });
    deliver();
  }

  // ---- start
  function old() { // drafts of rounds long gone
    for (const key of keys("vote.")) { const one = kept(key); if (!one || !one.at || Date.now() - one.at > 60 * DAY_MS) drop(key); }
  }
  function begin() {
    const before = kept(DRAFT);
    draft = before || { id: freshId(), ranks: [], version: facts.version };
    const ranks = stillThere(draft.ranks);
    if (is("ranking")) Ranks.start(ranks, save); else write(ranks);
    usable();
    if (!before || !before.ranks.length) return;
    if (before.version === facts.version) announce(words.restored);
    else { tell(words.options_changed); save(); }
  }
  function listen() {
    form.addEventListener("change", save);
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      const step = (event.submitter || $("look")).value;
      if (step === "cast") cast();
      else if (step === "change") window.history.back();
      else { window.history.pushState({ review: true }, ""); review(); }
    });
    window.addEventListener("popstate", (event) => { if (sending || room.dataset.step === "receipt") return; if (event.state && event.state.review) review(); else back(); });
    // Two tabs of one voter: one draft, and what one was told the other shows.
    window.addEventListener("storage", (event) => {
      if (event.key === DONE && event.newValue) received(kept(DONE));
      else if (event.key === DRAFT && event.newValue && room.dataset.step === "ballot") { draft = kept(DRAFT); write(stillThere(draft.ranks)); usable(); }
    });
    window.addEventListener("online", deliver);
  }

  old();
  if (leave) leave.addEventListener("submit", (event) => {
    event.preventDefault();
    for (const key of [DRAFT, QUEUE, DONE]) drop(key);
    Offline.forget().finally(() => leave.submit());
  });
  if (facts.step === "receipt") { drop(DRAFT); drop(QUEUE); return; }
  if (!form) return;
  window.history.replaceState(null, "");
  begin();
  listen();
  if (kept(DONE)) received(kept(DONE)); // this page may lie on the phone from before
  else if (kept(QUEUE)) deliver();
})();
