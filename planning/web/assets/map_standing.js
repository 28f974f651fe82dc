// Where a species may stand: one mark on every planting site. Shape tells the answer, colour only repeats it.
"use strict";
window.jieyiStanding = (() => {
  const M = window.jieyiMarks;
  const CLEAR = 0, UNKNOWN = 1, UNDECIDED = 2, TOO_CLOSE = 3;
  let address = "", sites = [], asked = null, waiting = null;

  function show(wanted, changed, failed) {
    if ((wanted || "") === address) return;
    address = wanted || "";
    sites = [];
    clearTimeout(waiting);
    if (asked) asked.abort();
    if (address) fetchSites(changed, failed); else changed(0);
  }
  function fetchSites(changed, failed) {
    const mine = (asked = new AbortController());
    fetch(address, { signal: mine.signal, credentials: "same-origin" })
      .then((answer) => { if (!answer.ok) throw new Error(String(answer.status)); return answer.json(); })
      .then((found) => { sites = found.features; changed(sites.length); })
      .catch((error) => {
        if (error.name === "AbortError") return;
        failed();
        waiting = setTimeout(() => fetchSites(changed, failed), 4000);
      });
  }

  function paint(g, at, c, zoom) {
    const r = zoom >= 18 ? 9 : zoom >= 16.5 ? 7 : 4;
    for (const site of sites) {
      const p = at(site.geometry.coordinates);
      mark(g, p.x, p.y, r, site.properties.answer, c);
    }
  }
  function mark(g, x, y, r, answer, c) {
    const outline = { [CLEAR]: "circle", [UNKNOWN]: "circle", [UNDECIDED]: "diamond", [TOO_CLOSE]: "octagon" }[answer];
    const hue = { [CLEAR]: c.leaf, [UNKNOWN]: c.soft, [UNDECIDED]: c.amber, [TOO_CLOSE]: c.ink }[answer];
    const path = () => {
      g.beginPath();
      if (outline === "circle") g.arc(x, y, r, 0, 2 * Math.PI);
      else if (outline === "octagon") for (let k = 0; k < 8; k++) g.lineTo(x + r * Math.cos((k + 0.5) * Math.PI / 4), y + r * Math.sin((k + 0.5) * Math.PI / 4));
      else { g.moveTo(x, y - r * 1.25); g.lineTo(x + r * 1.25, y); g.lineTo(x, y + r * 1.25); g.lineTo(x - r * 1.25, y); }
      g.closePath();
    };
    path(); M.filled(g, answer === UNKNOWN ? c.paper : hue, 1);
    path(); M.drawn(g, answer === UNKNOWN ? hue : c.paper, 1.6, answer === UNKNOWN ? [3, 2] : undefined);
    if (r < 6) return;
    const s = r * 0.45;
    g.beginPath();
    if (answer === CLEAR) { g.moveTo(x - s, y); g.lineTo(x - s * 0.2, y + s * 0.8); g.lineTo(x + s * 1.1, y - s * 0.8); }
    else if (answer === TOO_CLOSE) { g.moveTo(x - s, y - s); g.lineTo(x + s, y + s); g.moveTo(x + s, y - s); g.lineTo(x - s, y + s); }
    else { M.words(g, answer === UNKNOWN ? "?" : "≈", x, y, Math.round(r * 1.4), answer === UNKNOWN ? hue : c.paper, answer === UNKNOWN ? c.paper : hue); return; }
    M.drawn(g, c.paper, 2);
  }
  return { show, paint };
})();
