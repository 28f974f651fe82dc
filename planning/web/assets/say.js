// Writing a comment: a draft that survives a closed tab, what neighbours have said first, and sending until it is
// acknowledged. One id is made before the first send; sent again, the server pins once.
"use strict";
(() => {
  const { facts, words, kept, keep, drop, freshId, filled, announce, tell, send } = Light;
  const $ = (id) => document.getElementById(id);
  const form = $("say"), uploads = Uploads.root;
  const DRAFT = `say.draft.${facts.community}`, QUEUE = `say.queue.${facts.community}`, HELD = `say.held.${facts.community}`;
  const TYPED = ["text", "author", "topic", "stance", "consent"];
  const template = uploads.dataset.to;
  const LONGEST_SHOWN = 80;
  let caseHere = form.elements.case.value; // none, once the server has said that it is closed
  let draft = null, offered = "", sending = null;

  Object.assign(uploads.dataset, { sending: words.sending, goes: words.photo_goes, waits: words.photo_waits, drop: words.drop, many: words.too_many_photos, offline: words.not_sent });

  // ---- the draft
  const value = (name) => { const field = form.elements[name]; return field ? field.value || "" : ""; };
  const isAssisted = () => Boolean(form.elements.assisted && form.elements.assisted.checked);
  function save() {
    for (const name of TYPED) draft[name] = value(name);
    Object.assign(draft, { ...{ place: "", lon: null, lat: null }, ...SayPlace.where() });
    Object.assign(draft, { placeName: SayPlace.name(), told: SayPlace.told(), assisted: isAssisted(), photos: Uploads.there() });
    if (!draft.text.trim()) { // words of another case are gone: what is written next belongs to this page
      delete draft.case;
      form.elements.case.value = caseHere;
    }
    keep(DRAFT, draft);
    count();
  }
  function count() {
    // As a reader counts: families of emoji are one sign.
    const text = value("text");
    const n = window.Intl && Intl.Segmenter ? [...new Intl.Segmenter().segment(text)].length : [...text].length;
    if (n > facts.longest * 0.8) $("left").textContent = filled(words.left, { count: facts.longest - n });
  }
  function fill() {
    for (const name of TYPED) if (form.elements[name] && draft[name]) form.elements[name].value = draft[name];
    if (form.elements.assisted) form.elements.assisted.checked = Boolean(draft.assisted);
    if (draft.place) SayPlace.choose(draft.place, draft.placeName);
    else if (draft.lon) SayPlace.set(draft.lon, draft.lat, draft.told);
  }
  async function begin(next) {
    draft = next || { id: freshId() };
    form.elements.case.value = draft.case ?? caseHere;
    form.elements.form.value = draft.id;
    uploads.dataset.to = template.replace("FORM", draft.id);
    Uploads.clear();
    const mine = draft.id;
    const gone = (id) => { if (draft.id === mine) SayPhotos.drop(id); }; // else it stays for when these words are here again
    Uploads.hooks.keep = (id, blob) => SayPhotos.keep(mine, id, blob);
    Uploads.hooks.gone = gone;
    for (const photo of draft.photos || []) Uploads.show(photo);
    fill();
    const waiting = await SayPhotos.of(mine);
    if (draft.id === mine) for (const one of waiting) Uploads.take(one.id, one.blob, () => gone(one.id));
  }
  function empty() {
    draft = null; // what the emptied form tells belongs to nobody
    offered = "";
    form.reset();
    SayPlace.clear();
  }
  const begun = () => Boolean(value("text").trim() || value("author").trim() || Uploads.there().length || Uploads.coming().length);

  // ---- what neighbours have said there already
  function card(one) {
    const made = document.createElement("article"), head = document.createElement("p"), said = document.createElement("p");
    made.className = "comment";
    head.className = "quiet";
    head.textContent = `${one.stance} · ${one.topic} · ${filled(words.near, { metres: one.metres })}`;
    said.textContent = one.text;
    made.append(head, said);
    if (one.is_mine || one.is_supported) made.append(Object.assign(document.createElement("p"), { className: "quiet", textContent: one.is_mine ? words.yours : words.thanks }));
    else if (!one.is_over) made.append(meToo(one, made)); // of a case that is closed nothing is counted any more
    return made;
  }
  function meToo(one, made) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "quietly";
    button.textContent = words.me_too;
    button.addEventListener("click", async () => {
      button.disabled = true;
      try {
        const answer = await fetch(facts.me_too.replace("COMMENT", one.id), { method: "POST" });
        if (!answer.ok) { tell((await answer.json()).message); button.disabled = false; return; }
        button.replaceWith(Object.assign(document.createElement("p"), { className: "quiet", textContent: words.thanks }));
        announce(words.thanks);
      } catch {
        tell(words.not_sent);
        button.disabled = false;
      }
    });
    return button;
  }
  async function similar(where) {
    const stop = new AbortController(), timer = setTimeout(() => stop.abort(), 4000);
    try {
      const query = new URLSearchParams({ ...where, topic: value("topic"), text: value("text").slice(0, 200) });
      const answer = await fetch(`${facts.near}&${query}`, { signal: stop.signal });
      return answer.ok ? (await answer.json()).comments : [];
    } catch {
      return []; // without a signal nobody is kept from writing
    } finally {
      clearTimeout(timer);
    }
  }
  async function offer() {
    const where = SayPlace.where(), asked = JSON.stringify([where, value("topic")]);
    if (offered === asked || !Object.keys(where).length) return false;
    const found = await similar(where);
    offered = asked;
    if (!found.length) return false;
    $("near-list").replaceChildren(...found.map(card));
    $("near").hidden = false;
    $("near").querySelector("h2").focus();
    return true;
  }

  // ---- sending
  const body = () => {
    const made = { ...SayPlace.where(), photos: [...Uploads.there().map((one) => one.id), ...Uploads.coming()] };
    for (const name of ["topic", "stance", "text", "author"]) made[name] = value(name);
    if (value("case")) made.case = value("case");
    if (isAssisted()) Object.assign(made, { assisted: true, consent: value("consent") });
    return made;
  };
  const queue = () => kept(QUEUE) || [];
  const unqueue = (id) => keep(QUEUE, queue().filter((one) => one.id !== id));
  const requeue = (item) => keep(QUEUE, queue().map((one) => (one.id === item.id ? item : one)));

  async function submit(own) {
    tell("");
    const mine = draft;
    if (!own && (await offer())) return;
    if (draft !== mine) return; // another one was taken into the form meanwhile: nobody has asked to send that
    $("near").hidden = true;
    save();
    keep(QUEUE, [...queue().filter((one) => one.id !== draft.id), { id: draft.id, body: body(), draft }]);
    drop(DRAFT);
    empty();
    await begin(null);
    window.scrollTo({ top: 0 });
    deliver();
  }
  /** Photos first: a comment that names them is refused until they are there. */
  async function photosOf(item) {
    const to = template.replace("FORM", item.id);
    for (const one of await SayPhotos.of(item.id)) {
      if (!item.body.photos.includes(one.id)) { await SayPhotos.drop(one.id); continue; }
      const photo = await Uploads.send(to, one.id, one.blob, (_share, waiting) => { if (waiting) say(words.waits); })
        .catch((fault) => { if (fault.error === "act_reused") return one; throw fault; }); // another tab was faster
      item.body.photos = item.body.photos.map((id) => (id === one.id ? photo.id : id));
      if (photo.small) item.draft.photos.push({ id: photo.id, small: photo.small }); // shown should it come back
      requeue(item);
      await SayPhotos.drop(one.id);
    }
  }
  function say(sentence, link) {
    const box = $("waiting");
    box.textContent = sentence;
    if (link) box.append(" ", Object.assign(document.createElement("a"), { href: link, textContent: words.mine }));
    box.hidden = !sentence;
  }
  const away = () => (Offline.goesByItself() ? words.waits_away : words.waits);

  async function deliver() {
    if (sending) return;
    for (let item = queue()[0]; item; item = queue()[0]) {
      sending = item.id;
      say(words.sending);
      try {
        await photosOf(item);
      } catch (fault) {
        refused(item, fault.sentence || words.not_sent, [fault]);
        continue;
      }
      const url = facts.pin.replace("CLIENT", item.id);
      const { answer } = send({
        method: "PUT", url, body: item.body, fits: (data) => Boolean(data.id),
        told: async ({ tries, status, wait_s }) => {
          if (tries === 1) await Offline.leave("PUT", url, item.body);
          if (sending === item.id) say(status === 429 || status === 503 ? filled(words.busy, { seconds: Math.ceil(wait_s) }) : away());
        },
      });
      const { data } = await answer;
      await Offline.done(url);
      if (!data.id) { refused(item, data.message, [data, ...(data.problems || [])]); continue; }
      unqueue(item.id);
      say(item.body.assisted ? `${words.pinned} ${filled(words.number, { number: data.id })}` : words.pinned, data.mine);
      announce(words.pinned);
    }
    sending = null;
  }
  /** Back into the form, with the sentence; where something is being written there, beside it until it is asked for. */
  function refused(item, sentence, problems) {
    const has = (code) => problems.some((one) => one.error === code);
    // What its case does not take any more stands at its place, in no case, when it is sent once more.
    const over = (has("case_closed") && item.body.case) || "";
    const back = { ...item.draft, case: over ? "" : item.body.case || "", id: has("act_reused") ? freshId() : item.id, photos: has("photos_gone") ? [] : item.draft.photos };
    hold({ draft: back, sentence, over });
    unqueue(item.id);
    say("");
    if (over && over === caseHere) { caseHere = ""; save(); }
    if (!begun()) { mend(back.id); return; }
    showHeld();
    announce(filled(words.refused_kept, { reason: sentence }));
  }

  // ---- what is neither sent nor in the form: in the phone's storage until it is taken into the form
  const held = () => kept(HELD) || [];
  const others = (id) => held().filter((one) => one.draft.id !== id);
  const hold = (one) => keep(HELD, [...others(one.draft.id), one]);
  const decided = (over) => Object.assign(document.createElement("a"), { href: facts.decision.replace("CASE", encodeURIComponent(over)), target: "_blank", textContent: words.decided });
  function mend(id) {
    const one = held().find(({ draft: { id: its } }) => its === id);
    if (one) { // not there: another tab has taken it
      if (begun()) { save(); hold({ draft: { ...draft, case: value("case") }, sentence: "", over: "" }); }
      keep(DRAFT, one.draft);
      keep(HELD, others(id));
      empty();
      tell(one.sentence);
      if (one.over) $("told").append(" ", decided(one.over));
      begin(one.draft).then(save);
    }
    showHeld();
  }
  function showHeld() {
    $("held").replaceChildren(...held().map(({ draft: { id, text = "" }, sentence, over }) => {
      const box = document.createElement("div"), told = document.createElement("p"), begins = [...text].slice(0, LONGEST_SHOWN).join("");
      box.className = "queue";
      told.textContent = sentence ? filled(words.refused_kept, { reason: sentence }) : words.begun;
      if (over) told.append(" ", decided(over));
      const said = Object.assign(document.createElement("p"), { className: "quiet", textContent: begins === text ? text : `${begins}…` });
      const button = Object.assign(document.createElement("button"), { type: "button", className: "quietly", textContent: words.edit });
      button.addEventListener("click", () => { mend(id); form.elements.text.focus({ preventScroll: true }); });
      box.append(told, said, button);
      return box;
    }));
  }

  // ---- start
  form.addEventListener("input", save);
  form.addEventListener("change", save);
  uploads.addEventListener("changed", () => { if (draft) save(); });
  SayPlace.onChange(() => { if (draft) save(); });
  form.addEventListener("submit", (event) => { event.preventDefault(); submit(false); });
  $("own").addEventListener("click", () => submit(true));
  const before = kept(DRAFT);
  begin(before).then(() => { if (before && before.text) announce(words.restored); });
  showHeld();
  if (queue().length) deliver();
  window.addEventListener("online", () => { if (queue().length) deliver(); });
  Offline.start();
})();
