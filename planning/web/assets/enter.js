// A scanned card leads to /v/#CODE: the code is sent once, in the body of a request, and taken out of the address bar.
(function () {
  "use strict";
  var form = document.getElementById("enter"), field = document.getElementById("code"), said = document.getElementById("said");
  function say(words) { said.textContent = words; said.hidden = !words; }
  function send(code) {
    say("");
    form.classList.add("busy");
    fetch(form.dataset.session, {
      method: "POST", headers: { "Content-Type": "application/json" }, credentials: "same-origin",
      body: JSON.stringify({ token: code })
    }).then(function (answer) {
      if (answer.status === 204) {
        window.location.assign(form.dataset.page + "?round=" + encodeURIComponent(answer.headers.get("X-Jieyi-Round")));
        return null;
      }
      return answer.json().then(function (problem) { say(problem.message); });
    }).catch(function () { say(form.dataset.offline); }).then(function () { form.classList.remove("busy"); });
  }
  form.addEventListener("submit", function (event) { event.preventDefault(); send(field.value); });
  function scanned() {
    var code = decodeURIComponent(window.location.hash.slice(1));
    if (!code) { return; }
    window.history.replaceState(null, "", window.location.pathname + window.location.search);
    field.value = code;
    send(code);
  }
  window.addEventListener("hashchange", scanned);
  scanned();
})();
