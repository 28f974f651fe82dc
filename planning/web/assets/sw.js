// The worker of the light pages. It keeps what a page asks it to keep, answers from it when there is no signal, and
// sends what waits in the outbox (outbox.js, named in the line above). Writing it leaves alone: pages send by themselves.
"use strict";
const SHELF = "jieyi-light-1";
const PATIENCE_MS = 8000; // a network that hangs is none, if the page lies here
const FOR_EVER = ["/web/", "/map/assets/", "/photos/"];

/**
 * Under which name something is kept: without what stands behind its # (that may be somebody's code), and a page without
 * its language: the last one that was read is the one.
 */
function bare(address) {
  const url = new URL(address, self.location.href);
  url.hash = "";
  if (!isForEver(url)) url.search = "";
  return url.href;
}
const isForEver = (url) => FOR_EVER.some((folder) => url.pathname.startsWith(folder));
const isOurs = (url) => url.origin === self.location.origin;

async function keep(address) {
  const plain = bare(address);
  if (!isOurs(new URL(plain))) return;
  const shelf = await caches.open(SHELF);
  if (isForEver(new URL(plain)) && (await shelf.match(plain))) return;
  const answer = await fetch(address, { credentials: "same-origin", headers: { accept: "text/html,*/*" } });
  if (answer.ok && !answer.redirected) await shelf.put(plain, answer);
}
const kept = async (address) => (await caches.open(SHELF)).match(bare(address));
async function page(request) {
  const stop = new AbortController();
  const here = await kept(request.url);
  const timer = here && setTimeout(() => stop.abort(), PATIENCE_MS);
  try {
    return await fetch(request, { signal: stop.signal });
  } catch (fault) {
    if (here) return here;
    throw fault; // the phone's own page says that there is no connection
  } finally {
    clearTimeout(timer);
  }
}
const part = async (request) => (await kept(request.url)) || fetch(request);

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil((async () => {
  for (const name of await caches.keys()) if (name !== SHELF) await caches.delete(name);
  await self.clients.claim();
})()));
self.addEventListener("message", (event) => {
  if (event.data && Array.isArray(event.data.keep)) event.waitUntil(Promise.allSettled(event.data.keep.map(keep)));
});
self.addEventListener("fetch", (event) => {
  const url = new URL(event.request.url);
  if (event.request.method !== "GET" || !isOurs(url)) return;
  if (event.request.mode === "navigate") event.respondWith(page(event.request));
  else if (isForEver(url)) event.respondWith(part(event.request));
});
self.addEventListener("sync", (event) => { if (event.tag === "outbox") event.waitUntil(Outbox.deliver()); });
