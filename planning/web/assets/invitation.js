// An invitation's link leads to /invitation#TOKEN: the token moves into the form and out of the address bar.
(function () {
  "use strict";
  var token = decodeURIComponent(window.location.hash.slice(1));
  if (!token) { return; }
  window.history.replaceState(null, "", window.location.pathname + window.location.search);
  document.querySelector("input[name=token]").value = token;
})();
