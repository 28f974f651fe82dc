// The map of a question: a tap sets a point, or the next corner of a line or an area. Arrow keys and Enter do it too.
"use strict";
window.AskMap = (() => {
  const M = window.jieyiMarks, G = window.jieyiGround;

  function start(box, facts, words, kind, tapped) {
    let base = [], points = [];
    const map = L.map(box, { zoomControl: false, maxZoom: 21, minZoom: 12, zoomSnap: 0.25, attributionControl: false });
    const [west, south, east, north] = facts.bounds || [104.05, 30.62, 104.07, 30.64];
    map.fitBounds([[south, west], [north, east]], { animate: false });
    L.control.zoom({ position: "bottomright" }).addTo(map);
    box.setAttribute("role", "application");
    box.setAttribute("aria-label", words.map_help);
    for (const [name, z] of [["askGround", 210], ["askMarks", 450]]) { const pane = map.createPane(name); pane.style.zIndex = z; pane.style.pointerEvents = "none"; }
    const ground = new G.Sheet((g) => G.paint(g, map, base), { pane: "askGround", padding: 0.25 }).addTo(map);
    const marks = new G.Sheet(paint, { pane: "askMarks", padding: 0.25 }).addTo(map);

    function paint(g) {
      const c = M.palette(), at = ([lon, lat]) => map.latLngToLayerPoint([lat, lon]);
      if (points.length > 1) {
        g.beginPath();
        points.forEach((point, i) => { const p = at(point); if (i) g.lineTo(p.x, p.y); else g.moveTo(p.x, p.y); });
        if (kind === "area") { g.closePath(); g.globalAlpha = 0.18; g.fillStyle = c.accent; g.fill("evenodd"); g.globalAlpha = 1; }
        M.drawn(g, c.accent, 3);
      }
      for (const point of points) {
        const p = at(point);
        if (kind === "point") { M.outlines.drop(g, p.x, p.y, 13); M.filled(g, c.accent, 1); M.drawn(g, c.paper, 2); M.outlines.circle(g, p.x, p.y - 25, 5); M.filled(g, c.paper, 1); }
        else { M.outlines.circle(g, p.x, p.y, 7); M.filled(g, c.accent, 1); M.drawn(g, c.paper, 2); }
      }
      if (!box.matches(":focus-visible")) return;
      const m = map.latLngToLayerPoint(map.getCenter());
      g.beginPath(); g.moveTo(m.x - 16, m.y); g.lineTo(m.x + 16, m.y); g.moveTo(m.x, m.y - 16); g.lineTo(m.x, m.y + 16);
      M.drawn(g, c.accent, 3);
    }
    fetch(facts.map.base).then((answer) => answer.json()).then((found) => { base = found.features; ground.paint(); box.dataset.ready = "yes"; }).catch(() => { box.dataset.ready = "bare"; });
    map.on("click", (event) => tapped(event.latlng.lng, event.latlng.lat));
    box.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || event.target !== box) return;
      event.preventDefault();
      const middle = map.getCenter();
      tapped(middle.lng, middle.lat);
    });
    for (const name of ["focus", "blur"]) box.addEventListener(name, () => marks.paint());
    return { draw: (found) => { points = found; marks.paint(); }, shown: () => map.invalidateSize() };
  }
  return { start };
})();
