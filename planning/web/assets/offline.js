// The light pages and their worker: only where the phone has one (over HTTPS); over plain http nothing of it is offered.
"use strict";
window.Offline = (() => {
  const { facts } = Light;
  const can = Boolean(window.isSecureContext && navigator.serviceWorker && window.indexedDB && facts.worker);
  let goesByItself = false, leaving = Promise.resolve();

  /** Start the worker, and have this page kept with all that it is made of. */
  async function start() {
    if (!can) return;
    try {
      await navigator.serviceWorker.register(facts.worker, { scope: "/v/" });
      const ready = await navigator.serviceWorker.ready;
      if (facts.keep === false) return;
      const parts = [...document.querySelectorAll("script[src], link[rel=stylesheet], main img")].map((one) => one.src || one.href);
      ready.active.postMessage({ keep: [window.location.pathname + window.location.search, ...parts] });
    } catch { /* no certificate that this phone trusts: drafts and retries work all the same */ }
  }
  /** Leave a request with the worker, which sends it also when this page is closed; where a phone's worker cannot, not. */
  function leave(method, url, body) {
    leaving = leaving.then(async () => {
      const ready = can && (await navigator.serviceWorker.getRegistration("/v/"));
      if (!ready || !ready.active || !ready.sync) return;
      await Outbox.put(method, url, JSON.stringify(body));
      await ready.sync.register("outbox");
      goesByItself = true;
    }).catch(() => { /* the page sends by itself */ });
    return leaving;
  }
  const done = (url) => (can ? leaving.then(() => Outbox.drop(url)).catch(() => {}) : Promise.resolve());
  /** Nothing of this voter stays behind: another one is next on this phone. */
  async function forget() {
    if (!can) return;
    try {
      await Outbox.clear();
      for (const name of await caches.keys()) {
        const shelf = await caches.open(name);
        for (const one of await shelf.keys()) if (new URL(one.url).pathname.startsWith("/v/rounds/")) await shelf.delete(one);
      }
    } catch { /* storage is shut: nothing was kept */ }
  }
  return { start, leave, done, forget, goesByItself: () => goesByItself };
})();
