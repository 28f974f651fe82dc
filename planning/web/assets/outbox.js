// What waits to be sent, where the worker finds it too: in the phone's own database, each under its address.
"use strict";
self.Outbox = (() => {
  const AGAIN = [408, 425, 429, 500, 502, 503, 504, 507];
  const opened = () => new Promise((done, failed) => {
    const asked = indexedDB.open("jieyi-outbox", 1);
    asked.onupgradeneeded = () => asked.result.createObjectStore("waiting", { keyPath: "url" });
    asked.onsuccess = () => done(asked.result);
    asked.onerror = () => failed(asked.error);
  });
  async function run(mode, what) {
    const database = await opened();
    try {
      return await new Promise((done, failed) => {
        const step = database.transaction("waiting", mode), asked = what(step.objectStore("waiting"));
        step.oncomplete = () => done(asked.result);
        step.onerror = step.onabort = () => failed(step.error);
      });
    } finally {
      database.close();
    }
  }
  const put = (method, url, body) => run("readwrite", (box) => box.put({ url, method, body }));
  const drop = (url) => run("readwrite", (box) => box.delete(url));
  const all = () => run("readonly", (box) => box.getAll());
  const clear = () => run("readwrite", (box) => box.clear());

  /** Send all that waits; what is answered for good goes out of the box. Rejects while something has to wait. */
  async function deliver() {
    let waits = 0;
    for (const one of await all()) {
      try {
        const answer = await fetch(one.url, { method: one.method, body: one.body, headers: { "content-type": "application/json" }, credentials: "same-origin" });
        if (AGAIN.includes(answer.status)) waits += 1;
        else await drop(one.url); // a refusal, too: the page asks again when it is opened, and tells it
      } catch {
        waits += 1;
      }
    }
    if (waits) throw new Error("something waits");
  }
  return { put, drop, all, clear, deliver };
})();
