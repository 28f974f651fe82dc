// Sends each chosen photo by itself, smaller where the phone can make it so, goes on where a broken connection stopped,
// and shows what has arrived. Used by the small page inside a form, and by the page for comments.
"use strict";
window.Uploads = (() => {
  const root = document.getElementById("uploads");
  const thumbs = document.getElementById("thumbs");
  const said = document.getElementById("said");
  const chosen = document.getElementById("chosen");
  const words = root.dataset; // read anew each time: a page may send to another form later on
  const PAUSES_S = [0.5, 1, 2, 4, 8, 15, 30, 60];
  const AGAIN = [0, 202, 408, 425, 429, 500, 502, 503, 504];
  const flying = new Map(); // what is on its way is sent once, whoever asks
  const LARGEST_PX = 2048, SMALL_ENOUGH = 300000, QUALITY = 0.85;

  const addressOf = (to, id, more) => to.replace("PHOTO", id) + (more || "");
  const freshId = () => {
    const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    return Array.from(crypto.getRandomValues(new Uint8Array(22)), (n) => letters[n % letters.length]).join("");
  };
  const say = (sentence) => {
    said.textContent = sentence;
    said.hidden = !sentence;
  };
  const changed = () => root.dispatchEvent(new CustomEvent("changed"));
  const filled = (sentence, values) => sentence.replace(/\{(\w+)\}/g, (whole, name) => (name in values ? values[name] : whole));

  /** Wait, or until the signal returns. */
  const pause = (seconds) => new Promise((resolve) => {
    const done = () => { clearTimeout(timer); window.removeEventListener("online", done); resolve(); };
    const timer = setTimeout(done, seconds * 1000);
    window.addEventListener("online", done);
  });

  /** The photo as the server would keep it, if this phone can draw it; else as it is. Drawing also drops where it was taken. */
  async function smaller(file) {
    if (!window.createImageBitmap) return file;
    try {
      const picture = await createImageBitmap(file, { imageOrientation: "from-image" });
      const scale = Math.min(1, LARGEST_PX / Math.max(picture.width, picture.height));
      if (scale === 1 && file.size <= SMALL_ENOUGH) return file;
      const canvas = document.createElement("canvas");
      canvas.width = Math.round(picture.width * scale);
      canvas.height = Math.round(picture.height * scale);
      canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
      picture.close();
      const made = await new Promise((resolve) => { canvas.toBlob(resolve, "image/jpeg", QUALITY); });
      return made && made.size < file.size ? made : file;
    } catch {
      return file; // a kind that this phone cannot draw: the server says whether it takes it
    }
  }

  async function arrived(to, id) {
    const answer = await fetch(addressOf(to, id));
    return answer.ok ? (await answer.json()).received : 0;
  }

  function put(address, rest, progress) {
    return new Promise((resolve) => {
      const request = new XMLHttpRequest();
      request.open("PUT", address);
      request.setRequestHeader("content-type", "application/octet-stream");
      request.upload.onprogress = (event) => progress(event.loaded);
      request.onload = () => resolve({ status: request.status, text: request.responseText, wait_s: Number(request.getResponseHeader("retry-after")) || 0 });
      request.onerror = request.ontimeout = request.onabort = () => resolve({ status: 0, wait_s: 0 });
      request.timeout = 120000;
      request.send(rest);
    });
  }

  /** Send until it has arrived; throws {sentence, error} where it is refused. `told(share, waits)` hears how far it is. */
  function send(to, id, blob, told) {
    const there = flying.get(id);
    if (there) { there.ears.push(told); return there.arriving; }
    const ears = [told];
    const arriving = sent(to, id, blob, (...how) => ears.forEach((hear) => hear(...how))).finally(() => flying.delete(id));
    flying.set(id, { ears, arriving });
    return arriving;
  }
  async function sent(to, id, blob, told) {
    for (let tries = 0; ; tries += 1) {
      let from = 0;
      try { from = tries ? Math.min(await arrived(to, id), blob.size) : 0; } catch { /* no signal: the next line finds that, too */ }
      const rest = from ? blob.slice(from) : blob;
      const answer = await put(addressOf(to, id, `&from=${from}&of=${blob.size}`), rest, (sent) => told((from + sent) / blob.size, false));
      if (answer.status === 201) return JSON.parse(answer.text);
      let said = {};
      try { said = JSON.parse(answer.text); } catch { /* nobody's answer, or somebody else's */ }
      if (!AGAIN.includes(answer.status) && said.error !== "upload_gap") {
        throw Object.assign(new Error("refused"), { sentence: said.message || words.offline, error: said.error });
      }
      if (answer.status !== 202) told(from / blob.size, true);
      await pause(Math.max(PAUSES_S[Math.min(tries, PAUSES_S.length - 1)], answer.wait_s));
    }
  }

  function removable(figure, gone) {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = "×";
    button.setAttribute("aria-label", words.drop);
    button.addEventListener("click", async () => {
      figure.dataset.gone = "yes";
      figure.remove();
      say("");
      gone();
      changed();
      chosen.focus();
      try { await fetch(addressOf(words.to, figure.dataset.id), { method: "DELETE" }); } catch { /* it goes by itself in a day */ }
    });
    figure.append(button);
  }

  /** A photo that has arrived. */
  function show(photo, figure = thumbs.appendChild(document.createElement("figure"))) {
    figure.textContent = "";
    figure.classList.remove("busy");
    figure.dataset.id = photo.id;
    const image = document.createElement("img");
    image.src = photo.small;
    image.alt = words.alt || "";
    image.addEventListener("error", () => { figure.remove(); changed(); }); // waited too long, and is gone
    figure.append(image);
    removable(figure, () => {});
  }

  /** Send one photo with a figure that says how far it is. `kept`, `gone`: called when it is on its way, and no more. */
  async function take(id, blob, gone = () => {}) {
    const figure = thumbs.appendChild(document.createElement("figure"));
    const bar = document.createElement("progress"), line = document.createElement("span");
    figure.className = "busy";
    figure.dataset.id = id;
    bar.max = 1;
    bar.setAttribute("aria-label", words.sending);
    line.textContent = words.sending;
    figure.append(line, bar);
    removable(figure, gone);
    const told = (share, waits) => {
      bar.value = share;
      line.textContent = waits && words.waits ? words.waits : filled(words.goes || words.sending, { percent: Math.round(share * 100) });
      if (waits && !words.waits) say(words.offline);
    };
    changed();
    try {
      const photo = await send(words.to, id, blob, told);
      gone();
      if (!figure.dataset.gone) {
        say("");
        show(photo, figure);
      }
    } catch (fault) {
      gone();
      figure.remove();
      say(fault.sentence || words.offline);
    }
    changed();
  }

  async function pick(files, keep = async () => {}, gone = () => {}) {
    say("");
    if (thumbs.children.length + files.length > Number(words.most)) {
      say(words.many);
      return;
    }
    for (const file of files) {
      const id = freshId(), blob = await smaller(file);
      await keep(id, blob);
      await take(id, blob, () => gone(id));
    }
  }
  const hooks = { keep: undefined, gone: undefined };
  chosen.addEventListener("change", () => {
    const files = Array.from(chosen.files);
    chosen.value = "";
    pick(files, hooks.keep, hooks.gone);
  });
  thumbs.querySelectorAll("figure").forEach((figure) => removable(figure, () => {}));

  return {
    root, send, take, show, hooks, freshId, smaller,
    clear: () => { thumbs.textContent = ""; say(""); },
    /** Photos that have arrived, and those that are still on their way. */
    there: () => [...thumbs.querySelectorAll("figure:not(.busy)")].map((one) => ({ id: one.dataset.id, small: one.querySelector("img").getAttribute("src") })),
    coming: () => [...thumbs.querySelectorAll("figure.busy")].map((one) => one.dataset.id),
  };
})();
