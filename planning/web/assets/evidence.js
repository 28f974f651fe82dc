// Adding photos to an evidence walk: the code behind the # is entered by itself; place by the phone or by a tap on a map;
// photos lie on the phone until the server has them, each under an id of its own, and go on when the signal returns.
"use strict";
(() => {
  const { facts, words, kept, keep, freshId, filled, announce, tell } = Light;
  const $ = (id) => document.getElementById(id);
  const enter = $("enter"), form = $("add");
  if (enter) {
    const code = decodeURIComponent(location.hash.slice(1));
    if (/^[0-9A-Za-z -]{8,20}$/.test(code)) {
      history.replaceState(null, "", location.pathname + location.search); // a reload after a wrong code does not count twice
      $("code").value = code;
      enter.requestSubmit();
    }
  }
  if (form) Offline.start();
  const QUEUE = `evidence.queue.${facts.walk}`, BOX = `evidence.${facts.walk}`;
  const ENTRY = ["bad_code", "not_today", "walk_closed"]; // not of the photo: a new code, or a walk opened again, mends them
  const AGAIN = [408, 425, 429, 500, 502, 503, 504, 507], PAUSES_S = [1, 2, 4, 8, 15, 30, 60];
  const place = $("place"), where = $("where"), pictures = $("pictures"), waiting = $("waiting");

  // ---- where
  let follows = false, locating = Promise.resolve(), drawn = null;
  const say = (sentence) => { where.textContent = sentence; where.hidden = !sentence; };
  function set(lon, lat, placed, sentence) {
    place.value = "";
    for (const [name, value] of [["lon", lon], ["lat", lat], ["placed", placed]]) form.elements[name].value = value;
    say(sentence);
    if (drawn) drawn.pin(lon === "" ? null : [Number(lon), Number(lat)]);
  }
  function locate() {
    say(words.locating);
    locating = new Promise((done) => {
      navigator.geolocation.getCurrentPosition(({ coords }) => {
        set(coords.longitude.toFixed(7), coords.latitude.toFixed(7), "placed_phone", filled(words.located, { metres: Math.max(1, Math.round(coords.accuracy)) }));
        done();
      }, () => { set("", "", "", words.not_located); follows = false; done(); }, { enableHighAccuracy: true, timeout: 20000, maximumAge: 0 });
    });
  }
  if (form && window.isSecureContext && navigator.geolocation) {
    $("locate").hidden = false;
    $("locate").addEventListener("click", () => { follows = true; locate(); });
  }
  if (form) place.addEventListener("change", () => {
    const chosen = place.value;
    follows = false;
    set("", "", "", "");
    place.value = chosen;
  });
  const loaded = (address) => new Promise((done, failed) => {
    const script = document.createElement("script");
    script.src = address;
    script.onload = done;
    script.onerror = () => { script.remove(); failed(new Error(address)); };
    document.body.append(script);
  });
  const tapped = (lon, lat) => { follows = false; set(lon.toFixed(7), lat.toFixed(7), "placed_map", words.picked); };
  if (form) $("show-map").addEventListener("click", async () => {
    const box = $("map"), button = $("show-map");
    box.hidden = !box.hidden;
    button.setAttribute("aria-expanded", String(!box.hidden));
    if (box.hidden) return;
    if (drawn) { drawn.shown(); return; }
    announce(words.map_loading);
    box.textContent = words.map_loading;
    try {
      document.head.append(Object.assign(document.createElement("link"), { rel: "stylesheet", href: facts.map.sheet }));
      for (const address of facts.map.scripts) await loaded(address);
      box.textContent = "";
      drawn = window.SayMap.start(box, facts, words, { point: tapped, thing: (_key, _name, [lon, lat]) => tapped(lon, lat) });
    } catch {
      box.hidden = true;
      button.setAttribute("aria-expanded", "false");
      say(words.map_failed);
    }
  });

  // ---- photos
  const queue = () => kept(QUEUE) || [];
  const unqueue = (id) => keep(QUEUE, queue().filter((one) => one.id !== id));
  const requeue = (item) => keep(QUEUE, queue().map((one) => (one.id === item.id ? item : one)));
  const value = (name) => (form.elements[name] ? form.elements[name].value || "" : "");
  const typed = () => ({ kind: value("kind"), note: value("note"), place: place.value, lon: value("lon"), lat: value("lat"), placed: value("placed") });
  /** What was refused, with those fields of the form, as it is filled in now, that the refusal named: the form is of the next photo by now. */
  function mended(one) {
    const now = typed(), named = one.named || [], item = { ...one, refused: "", code: "" };
    if (named.includes("kind") && now.kind) item.kind = now.kind;
    if (named.includes("note") && now.note) item.note = now.note;
    if (["place", "lon", "lat"].some((name) => named.includes(name)) && (now.place || (now.lon && now.lat))) Object.assign(item, { place: now.place, lon: now.lon, lat: now.lat, placed: now.placed });
    return item;
  }
  let came = 0, waits = false, going = false, wake = () => {};

  if (form) pictures.addEventListener("change", () => {
    form.elements.chosen.value = new Date().toISOString();
    if (follows) locate(); // who walks on is somewhere else by now
  });
  let busy = false;
  if (form) form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (busy) return; // a second tap, while the first still waits for place and storage
    busy = $("send").disabled = true;
    try { await queued(); } finally { busy = $("send").disabled = false; }
  });
  async function queued() {
    tell("");
    const files = [...pictures.files];
    await locating;
    if (!files.length) { tell(words.no_photo); return; }
    if (!value("kind")) { tell(words.no_kind); return; }
    if (files.length > facts.most) { tell(words.too_many); return; }
    const items = files.map((file) => ({ id: freshId(), name: file.name, chosen: value("chosen") || new Date().toISOString(), ...typed() }));
    for (const [index, item] of items.entries()) await SayPhotos.keep(BOX, item.id, files[index]);
    keep(QUEUE, [...queue(), ...items]);
    pictures.value = form.elements.note.value = form.elements.chosen.value = "";
    if (!follows) set("", "", "", ""); // the next photo is of another place
    show();
    waiting.scrollIntoView({ block: "center" });
    deliver();
  }

  /** What waits, what was refused and why, what came in. */
  function show() {
    const left = queue(), lines = [];
    const refused = left.filter((one) => one.refused), rest = left.filter((one) => !one.refused);
    if (rest.length) lines.push(line(filled(waits ? words.waits : words.sending, { count: rest.length })));
    for (const one of [...refused, ...rest]) {
      const told = line(one.refused ? `${one.name}: ${one.refused}` : one.name);
      if (one.refused && form) told.append(button(words.again, () => { requeue(mended(one)); deliver(); }));
      told.append(button(words.drop, () => { unqueue(one.id); SayPhotos.drop(one.id); show(); }));
      lines.push(told);
    }
    if (came) {
      const told = line(filled(words.came, { count: came }));
      told.append(Object.assign(document.createElement("a"), { href: `${facts.here}&at=${Date.now()}#mine`, textContent: words.look, className: "button quietly" }));
      lines.push(told);
    }
    waiting.replaceChildren(...lines);
    waiting.hidden = !lines.length;
  }
  const line = (sentence) => Object.assign(document.createElement("p"), { textContent: `${sentence} ` });
  function button(sentence, act) {
    const made = Object.assign(document.createElement("button"), { type: "button", className: "quietly", textContent: sentence });
    made.addEventListener("click", act);
    return made;
  }
  const pause = (seconds) => new Promise((resolve) => {
    const done = () => { clearTimeout(timer); window.removeEventListener("online", done); resolve(); };
    const timer = setTimeout(done, seconds * 1000);
    wake = done;
    window.addEventListener("online", done);
  });

  /** {done}, {sentence} where it is refused for good, or neither where it has to wait. */
  async function put(item, blob) {
    const body = new FormData();
    for (const name of ["kind", "note", "place", "lon", "lat", "placed", "chosen"]) body.append(name, item[name] || "");
    body.append("photo", blob, "photo");
    try {
      const answer = await fetch(facts.put.replace("CLIENT", item.id), { method: "PUT", body, credentials: "same-origin" });
      if (AGAIN.includes(answer.status)) return {};
      const data = await answer.json();
      if (answer.status === 201 && typeof data.id === "string") return { done: true };
      const problems = Array.isArray(data.problems) ? data.problems : [];
      return typeof data.message === "string" ? { sentence: data.message, code: data.error, named: problems.map((one) => one.where) } : {};
    } catch {
      return {};
    }
  }
  async function deliver() {
    wake();
    if (going) return;
    going = true;
    for (let item, tries = 0; (item = queue().find((one) => !one.refused));) {
      const lies = (await SayPhotos.of(BOX)).find((one) => one.id === item.id);
      if (!lies) { if (queue().some((one) => one.id === item.id)) tell(words.lost); unqueue(item.id); continue; }
      show();
      const answer = await put(item, lies.blob);
      waits = !answer.done && !answer.sentence;
      tries = waits ? tries + 1 : 0;
      if (answer.done) { unqueue(item.id); await SayPhotos.drop(item.id); came += 1; announce(filled(words.came, { count: came })); }
      if (answer.sentence) { requeue({ ...item, refused: answer.sentence, code: answer.code, named: answer.named }); announce(answer.sentence); }
      show();
      if (waits) await pause(PAUSES_S[Math.min(tries, PAUSES_S.length) - 1]);
    }
    going = false;
    show();
  }
  // Opened again, it may come in by now: with the new code, or because the walk was opened again.
  keep(QUEUE, queue().map((one) => (ENTRY.includes(one.code) ? { ...one, refused: "", code: "" } : one)));
  show();
  deliver();
})();
