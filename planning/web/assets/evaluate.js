// A printed code leads to /v/e/…#CODE: it is put into its field and taken out of the address bar; no server and no log sees it there.
"use strict";
(() => {
  const field = document.getElementById("code");
  let code = "";
  try { code = decodeURIComponent(window.location.hash.slice(1)); } catch { /* no code of ours */ }
  if (!field || code.length < 26) return;
  window.history.replaceState(null, "", window.location.pathname + window.location.search);
  field.value = code;
})();
