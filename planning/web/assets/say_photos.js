// Photos of comments on this phone: kept in its own storage until the server has them, so that a closed tab loses none.
"use strict";
window.SayPhotos = (() => {
  const memory = new Map(); // where the storage is shut
  const opened = () => new Promise((resolve, reject) => {
    const asked = indexedDB.open("jieyi-photos", 1);
    asked.onupgradeneeded = () => asked.result.createObjectStore("photos", { keyPath: "id" });
    asked.onsuccess = () => resolve(asked.result);
    asked.onerror = () => reject(asked.error);
  });
  async function doing(mode, what) {
    const base = await opened();
    try {
      return await new Promise((resolve, reject) => {
        const steps = base.transaction("photos", mode);
        const asked = what(steps.objectStore("photos"));
        steps.oncomplete = () => resolve(asked.result);
        steps.onabort = steps.onerror = () => reject(steps.error);
      });
    } finally {
      base.close();
    }
  }
  async function keep(form, id, blob) {
    memory.set(id, { id, form, blob });
    try { await doing("readwrite", (box) => box.put({ id, form, blob })); } catch { /* shut or full: while the tab lives */ }
  }
  async function drop(id) {
    memory.delete(id);
    try { await doing("readwrite", (box) => box.delete(id)); } catch { /* shut */ }
  }
  /** Those of one form that the server has not got yet. */
  async function of(form) {
    const found = new Map(memory);
    try { for (const one of await doing("readonly", (box) => box.getAll())) found.set(one.id, one); } catch { /* shut */ }
    return [...found.values()].filter((one) => one.form === form);
  }
  return { keep, drop, of };
})();
