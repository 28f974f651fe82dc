// Sends each chosen photo by itself, goes on where a broken connection stopped, and shows what has arrived.
"use strict";
(() => {
  const form = document.getElementById("uploads");
  const thumbs = document.getElementById("thumbs");
  const said = document.getElementById("said");
  const chosen = document.getElementById("chosen");
  const words = form.dataset;
  const TRIES = 4;

  const address = (id, more) => words.to.replace("PHOTO", id) + (more || "");
  const freshId = () => {
    const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    return Array.from(crypto.getRandomValues(new Uint8Array(22)), (n) => letters[n % letters.length]).join("");
  };
  const say = (sentence) => {
    said.textContent = sentence;
    said.hidden = !sentence;
  };
  const wait = (ms) => new Promise((resolve) => { setTimeout(resolve, ms); });

  async function arrived(id) {
    const answer = await fetch(address(id));
    return answer.ok ? (await answer.json()).received : 0;
  }

  async function send(id, file) {
    for (let tried = 0; tried < TRIES; tried += 1) {
      try {
        const from = tried ? Math.min(await arrived(id), file.size) : 0;
        const rest = from ? file.slice(from) : file;
        const answer = await fetch(address(id, `&from=${from}&of=${file.size}`), {
          method: "PUT", body: rest, headers: { "content-type": "application/octet-stream" },
        });
        if (answer.status === 201) return await answer.json();
        if (answer.status !== 202 && answer.status !== 503 && answer.status !== 409) {
          throw Object.assign(new Error("refused"), { sentence: (await answer.json()).message });
        }
      } catch (fault) {
        if (fault.sentence) throw fault;
      }
      await wait(500 * 2 ** tried);
    }
    throw Object.assign(new Error("offline"), { sentence: words.offline });
  }

  function withdrawable(figure) {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = "×";
    button.setAttribute("aria-label", words.drop);
    button.addEventListener("click", async () => {
      await fetch(address(figure.dataset.id), { method: "DELETE" });
      figure.remove();
      say("");
    });
    figure.append(button);
  }

  function show(figure, photo) {
    figure.textContent = "";
    figure.classList.remove("busy");
    figure.dataset.id = photo.id;
    const image = document.createElement("img");
    image.src = photo.small;
    image.alt = "";
    figure.append(image);
    withdrawable(figure);
  }

  async function take(file) {
    const figure = document.createElement("figure");
    const id = freshId();
    figure.className = "busy";
    figure.textContent = words.sending;
    thumbs.append(figure);
    try {
      show(figure, await send(id, file));
    } catch (fault) {
      figure.remove();
      say(fault.sentence || words.offline);
    }
  }

  chosen.addEventListener("change", async () => {
    const files = Array.from(chosen.files);
    chosen.value = "";
    say("");
    if (thumbs.children.length + files.length > Number(words.most)) {
      say(words.many);
      return;
    }
    for (const file of files) await take(file);
  });
  thumbs.querySelectorAll("figure").forEach(withdrawable);
})();
