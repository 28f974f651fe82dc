// Answering a questionnaire: questions appear as their conditions hold, a draft survives a closed tab, and answers are
// sent until they are acknowledged. One id is made before the first send; sent again, the same receipt comes back.
"use strict";
(() => {
  const { facts, words, kept, keep, drop, freshId, filled, announce, tell, send } = Light;
  const $ = (id) => document.getElementById(id);
  const form = $("ask"), room = $("room");
  const mine = (what) => `ask.${what}.${facts.survey}.${facts.voter}`;
  const DRAFT = mine("draft"), QUEUE = mine("queue");
  const OTHERS = ["courtyard", "assisted", "consent"];
  const template = facts.photos;
  let draft = null, sending = null;
  Offline.start();
  const trying = facts.step === "look"; // before it is published: conditions work, and nothing is kept or sent
  if (!form || !(trying || facts.step === "ask")) return;
  const block = (at) => $(`q-${at}`);
  const field = (name) => form.elements[name];
  const valueOf = (name) => { const one = field(name); return one ? (["checkbox", "radio"].includes(one.type) ? (one.checked ? one.value : "") : one.value || "") : ""; };

  // ---- what stands in the page
  const points = (text) => text.split(";").filter((part) => part.trim()).map((part) => part.split(" ").map(Number));
  const number = (q) => valueOf(`a.${q.name}`).normalize("NFKC").trim();
  const READ = {
    number, scale: number,
    text: (q) => valueOf(`a.${q.name}`).normalize("NFC").trim(),
    multiple: (q) => q.choices.filter((choice) => valueOf(`a.${q.name}.${choice}`)),
    ranking: (q) => q.choices.map((choice) => [Number(valueOf(`a.${q.name}.${choice}`)), choice]).filter(([place]) => place).sort((a, b) => a[0] - b[0]).map(([, choice]) => choice),
    matrix: (q) => Object.fromEntries(q.lines.map((line) => [line, valueOf(`a.${q.name}.${line}`)]).filter(([, choice]) => choice)),
    point: (q) => points(valueOf(`a.${q.name}`) || valueOf(`p.${q.name}`))[0] || [],
    line: (q) => points(valueOf(`a.${q.name}`)), area: (q) => points(valueOf(`a.${q.name}`)),
  };
  const empty = (said) => said === "" || (typeof said === "object" && said !== null && !Object.keys(said).length);
  function answerTo(q) {
    const said = (READ[q.kind] || (() => valueOf(`a.${q.name}`)))(q);
    return empty(said) && valueOf(`u.${q.name}`) ? null : said;
  }
  function answers() {
    const found = {};
    for (const q of facts.questions) {
      if (q.kind === "note") continue;
      const said = answerTo(q);
      if (!empty(said)) found[q.name] = said;
    }
    return found;
  }
  const today = () => new Intl.DateTimeFormat("en-CA", { timeZone: facts.zone, year: "numeric", month: "2-digit", day: "2-digit" }).format(new Date());
  for (const end of ["min", "max"]) { // the page may be older than today
    for (const one of form.querySelectorAll(`[data-${end}-today]`)) one.addEventListener("focus", () => { one[end] = today(); });
  }
  function show() {
    const said = answers(), shown = Conditions.asked(facts.questions, said, today());
    facts.questions.forEach((_, at) => { block(at).hidden = !shown.includes(at); });
    for (const group of form.querySelectorAll(".together")) group.hidden = !group.querySelector(".ask:not([hidden])");
    field("shown").value = shown.join(" ");
    return { said, shown };
  }

  // ---- the draft: every field by its name
  const fields = () => [...form.elements].filter((one) => one.name && one.type !== "file" && !["client_id", "edition", "shown"].includes(one.name));
  function save() {
    if (trying) return;
    draft.fields = Object.fromEntries(fields().filter((one) => (!["radio", "checkbox"].includes(one.type) || one.checked) && one.value).map((one) => [one.name, one.value]));
    Object.assign(draft, { edition: facts.edition, at: Date.now() });
    keep(DRAFT, draft);
  }
  function fill(said) {
    for (const one of fields()) {
      const there = Object.hasOwn(said, one.name) ? said[one.name] : "";
      if (["radio", "checkbox"].includes(one.type)) one.checked = one.value === there;
      else one.value = there;
    }
    ranks.forEach((draw) => draw());
    drawings.forEach((draw) => draw());
    photosDrawn();
    show();
  }
  function begin(next) {
    draft = next || { id: freshId() };
    field("client_id").value = draft.id;
    problems({});
    if (draft.fields) fill(draft.fields);
    else show();
  }

  // ---- an order is made by tapping
  const ranks = [...form.querySelectorAll("[data-kind=ranking] .ranks")].map((box) => {
    const rows = [...box.querySelectorAll(".rank")].map((row) => {
      const button = document.createElement("button"), place = document.createElement("b");
      button.type = "button";
      button.append(place, row.querySelector("span").textContent);
      row.after(button);
      row.hidden = true;
      return { select: row.querySelector("select"), button, place };
    });
    const draw = () => rows.forEach(({ select, button, place }) => { place.textContent = select.value || "＋"; button.setAttribute("aria-pressed", String(Boolean(select.value))); });
    rows.forEach(({ select, button }) => button.addEventListener("click", () => {
      const chosen = rows.filter((row) => row.select.value && row.select !== select).sort((a, b) => a.select.value - b.select.value);
      const was = select.value;
      chosen.forEach((row, i) => { row.select.value = String(i + 1); });
      select.value = was ? "" : String(chosen.length + 1);
      draw();
      changed();
    }));
    draw();
    return draw;
  });

  // ---- places are tapped on a map, which comes when it is asked for
  const loaded = (address) => new Promise((resolve, reject) => {
    const script = Object.assign(document.createElement("script"), { src: address, onload: resolve });
    script.onerror = () => { script.remove(); reject(new Error(address)); };
    document.body.append(script);
  });
  let mapped = null;
  const parts = () => (mapped ||= (async () => {
    document.head.append(Object.assign(document.createElement("link"), { rel: "stylesheet", href: facts.map.sheet }));
    for (const address of facts.map.scripts) await loaded(address);
  })());
  const drawings = facts.questions.flatMap((q, at) => (["point", "line", "area"].includes(q.kind) ? [drawing(q, block(at))] : []));
  function drawing(q, here) {
    const hidden = field(`a.${q.name}`), box = here.querySelector("[data-box]"), button = here.querySelector("[data-map]"), undo = here.querySelector("[data-undo]");
    let map = null;
    const there = () => points(hidden.value);
    function draw() {
      const count = there().length;
      here.querySelector("[data-drawn]").textContent = count ? filled(words.drawn, { count }) : "";
      undo.hidden = !count;
      if (map) map.draw(there());
    }
    const put = (found) => { hidden.value = found.map(([lon, lat]) => `${lon.toFixed(7)} ${lat.toFixed(7)}`).join(";"); draw(); changed(); };
    undo.addEventListener("click", () => put(there().slice(0, -1)));
    if (field(`p.${q.name}`)) field(`p.${q.name}`).addEventListener("change", () => { hidden.value = ""; draw(); });
    button.addEventListener("click", async () => {
      box.hidden = !box.hidden;
      button.setAttribute("aria-expanded", String(!box.hidden));
      if (box.hidden) return;
      if (map) { map.shown(); return; }
      try {
        box.textContent = words.map_loading;
        await parts();
        box.textContent = "";
        map = window.AskMap.start(box, facts, words, q.kind, (lon, lat) => {
          if (field(`p.${q.name}`)) field(`p.${q.name}`).value = "";
          put(q.kind === "point" ? [[lon, lat]] : [...there(), [lon, lat]]);
        });
        draw();
      } catch {
        mapped = null;
        box.hidden = true;
        button.setAttribute("aria-expanded", "false");
        tell(words.map_failed);
      }
    });
    draw();
    return draw;
  }

  // ---- photos are kept on the phone until the server has them
  const photoBlocks = () => facts.questions.flatMap((q, at) => (q.kind === "photo" ? [[q, block(at)]] : []));
  function photosDrawn() { for (const [q, here] of photoBlocks()) here.querySelector("[data-photo]").textContent = valueOf(`a.${q.name}`) ? words.photo_there : ""; }
  for (const [q, here] of photoBlocks()) {
    const chosen = field(`f.${q.name}`);
    chosen.disabled = trying;
    chosen.addEventListener("change", async () => {
      const file = chosen.files[0];
      if (!file) return;
      const id = Uploads.freshId(), blob = await Uploads.smaller(file);
      await SayPhotos.keep(draft.id, id, blob);
      field(`a.${q.name}`).value = id;
      chosen.value = "";
      changed();
      here.querySelector("[data-photo]").textContent = words.photo_there;
      carry(draft.id, { [q.name]: id }, (line) => { here.querySelector("[data-photo]").textContent = line; }).catch((fault) => {
        field(`a.${q.name}`).value = "";
        here.querySelector("[data-photo]").textContent = fault.sentence || words.not_sent;
      });
    });
  }
  /** Send the photos of a draft that the server has not got; answers take the ids under which it has them. */
  async function carry(form_, said, told) {
    if (!window.SayPhotos) return;
    for (const one of await SayPhotos.of(form_)) {
      const name = Object.keys(said).find((key) => said[key] === one.id);
      if (!name) continue;
      const photo = await Uploads.send(template.replace("FORM", form_), one.id, one.blob, (share, waits) => told(waits ? words.photo_waits : filled(words.photo_goes, { percent: Math.round(share * 100) })))
        .catch(async (fault) => { await SayPhotos.drop(one.id); if (fault.error === "act_reused") return one; throw fault; });
      said[name] = photo.id;
      if (valueOf(`a.${name}`) === one.id) { field(`a.${name}`).value = photo.id; save(); }
      await SayPhotos.drop(one.id);
      told(words.photo_there);
    }
  }

  // ---- sending
  function problems(found) {
    let first = null;
    facts.questions.forEach((q, at) => {
      const line = block(at).querySelector("[data-problem]");
      if (!line) return;
      line.textContent = found[q.name] || "";
      line.hidden = !found[q.name];
      if (found[q.name] && !first) first = block(at);
    });
    if (first) { first.scrollIntoView({ block: "start" }); announce(first.querySelector("[data-problem]").textContent); }
    return Boolean(first);
  }
  const say = (sentence) => { $("waiting").textContent = sentence; $("waiting").hidden = !sentence; };
  function submit() {
    tell("");
    save();
    const { said, shown } = show(), missing = {}, seen = Conditions.texts(facts.questions, said, shown);
    for (const at of shown) {
      const q = facts.questions[at];
      if (q.required && q.kind !== "note" && !(q.name in said)) missing[q.name] = filled(words.missing, { question: q.label });
      else if (q.rule && q.name in said && said[q.name] !== null && !Conditions.holds(q.rule, seen, today(), Conditions.asText(said[q.name]))) missing[q.name] = q.unfit;
    }
    if (problems(missing)) return;
    const told = Object.fromEntries(shown.map((at) => facts.questions[at].name).filter((name) => name in said).map((name) => [name, said[name]]));
    const body = { edition: facts.edition, answers: told, courtyard: valueOf("courtyard") };
    if (valueOf("assisted")) Object.assign(body, { assisted: true, consent: valueOf("consent") });
    keep(QUEUE, { id: draft.id, body });
    deliver();
  }
  async function deliver() {
    const item = kept(QUEUE);
    if (!item || sending) return;
    sending = true;
    form.hidden = true;
    say(words.sending);
    announce(words.sending);
    const url = facts.put.replace("CLIENT", item.id);
    try {
      await carry(item.id, item.body.answers, say);
      keep(QUEUE, item);
    } catch (fault) {
      sending = null;
      refused({ message: fault.sentence || words.not_sent });
      return;
    }
    const { answer } = send({
      method: "PUT", url, body: item.body, fits: (data) => Boolean(data.receipt && data.received_at),
      told: async ({ tries, status, wait_s }) => {
        if (tries === 1) await Offline.leave("PUT", url, item.body);
        if (sending) say(status === 429 || status === 503 ? filled(words.busy, { seconds: Math.ceil(wait_s) }) : Offline.goesByItself() ? words.waits_away : words.waits);
      },
    });
    const { data } = await answer;
    sending = null;
    await Offline.done(url);
    if (data.receipt) received(data);
    else refused(data);
  }
  function received({ receipt, received_at: at }) {
    drop(QUEUE);
    drop(DRAFT);
    say("");
    $("number").textContent = receipt;
    $("minute").textContent = new Intl.DateTimeFormat(words.locale, { dateStyle: "long", timeStyle: "short", timeZone: facts.zone, hourCycle: "h23" }).format(new Date(at));
    $("receipt").hidden = false;
    room.dataset.step = "done";
    window.scrollTo({ top: 0 });
    $("got").focus({ preventScroll: true });
    announce(words.received);
  }
  /** Back into the form with the sentences; nothing that was answered is lost. */
  function refused(data) {
    drop(QUEUE);
    say("");
    form.hidden = false;
    if (data.error === "body_differs") { draft.id = freshId(); field("client_id").value = draft.id; }
    save();
    const found = Object.fromEntries((data.problems || []).filter((one) => one.where).map((one) => [one.where, one.message]));
    if (!problems(found)) tell(data.message);
  }

  // ---- start
  const changed = () => { show(); save(); };
  form.addEventListener("input", changed);
  form.addEventListener("change", changed);
  form.addEventListener("submit", (event) => { event.preventDefault(); if (!trying) submit(); });
  if (!trying) window.addEventListener("online", deliver);
  const before = trying ? null : kept(DRAFT);
  begin(before);
  if (before && before.fields && Object.keys(before.fields).length) {
    if (before.edition === facts.edition) announce(words.restored);
    else tell(words.changed);
  }
  if (!trying) deliver();
})();
