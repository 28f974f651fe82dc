// A light map for one tap: ground, and what stands on it; a tap on an object means that object. Arrow keys and Enter do it too.
"use strict";
window.SayMap = (() => {
  const M = window.jieyiMarks, G = window.jieyiGround, REACH_PX = 20, NEAR_ZOOM = 19;
  const LAYERS = "trees,sites,structures,facilities,comments,courtyards";

  function start(box, facts, words, chosen) {
    let base = [], features = [], at = null, asked = null;
    const map = L.map(box, { zoomControl: false, maxZoom: 21, minZoom: 12, zoomSnap: 0.25, attributionControl: false });
    const [west, south, east, north] = facts.bounds || [104.05, 30.62, 104.07, 30.64];
    map.fitBounds([[south, west], [north, east]], { animate: false });
    L.control.zoom({ position: "bottomright" }).addTo(map);
    box.setAttribute("role", "application");
    box.setAttribute("aria-label", words.map_help);
    for (const [name, z] of [["sayGround", 210], ["sayMarks", 450]]) { const pane = map.createPane(name); pane.style.zIndex = z; pane.style.pointerEvents = "none"; }
    const ground = new G.Sheet((g) => G.paint(g, map, base), { pane: "sayGround", padding: 0.25 }).addTo(map);
    const marks = new G.Sheet(paint, { pane: "sayMarks", padding: 0.25 }).addTo(map);
    const layer = (position) => map.latLngToLayerPoint([position[1], position[0]]);
    const scale = () => (40075016.686 * Math.cos((map.getCenter().lat * Math.PI) / 180)) / (256 * 2 ** map.getZoom());

    function paint(g) {
      const c = M.palette();
      for (const f of features) {
        const p = f.properties;
        if (f.geometry.type !== "Point") { G.trace(g, f.geometry, layer); M.drawn(g, c.soft, 1.3, [6, 4]); continue; }
        if (p.count) continue; // counts would only cover the ground: objects come when one is near
        const xy = layer(f.geometry.coordinates);
        M.KINDS[p.kind](g, xy.x, xy.y, M.radius(p, scale()), p, c);
      }
      if (box.matches(":focus-visible")) {
        const m = map.latLngToLayerPoint(map.getCenter());
        g.beginPath(); g.moveTo(m.x - 16, m.y); g.lineTo(m.x + 16, m.y); g.moveTo(m.x, m.y - 16); g.lineTo(m.x, m.y + 16);
        M.drawn(g, c.accent, 3);
      }
      if (!at) return;
      const p = layer(at);
      M.outlines.drop(g, p.x, p.y, 13); M.filled(g, c.accent, 1); M.drawn(g, c.paper, 2);
      M.outlines.circle(g, p.x, p.y - 25, 5); M.filled(g, c.paper, 1);
    }
    function ask() {
      const b = map.getBounds();
      if (asked) asked.abort();
      const mine = (asked = new AbortController());
      const query = new URLSearchParams({ bbox: [b.getWest(), b.getSouth(), b.getEast(), b.getNorth()].join(","), zoom: Math.floor(map.getZoom()), layers: LAYERS });
      fetch(`${facts.map.viewport}&${query}`, { signal: mine.signal })
        .then((answer) => (answer.ok ? answer.json() : Promise.reject(new Error(String(answer.status)))))
        .then((found) => { features = found.features; marks.paint(); box.dataset.shown = String(features.length); })
        .catch(() => { box.dataset.shown = box.dataset.shown || "0"; }); // the ground is enough to tap on
    }
    fetch(facts.map.base).then((answer) => answer.json()).then((found) => { base = found.features; ground.paint(); }).catch(() => {});

    /** The object under a tap; a comment is no object. */
    function under(point) {
      let best = null;
      for (const f of features) {
        const p = f.properties;
        if (f.geometry.type !== "Point" || p.count || p.kind === "comment") continue;
        const xy = layer(f.geometry.coordinates), away = Math.hypot(xy.x - point.x, xy.y - point.y);
        if (away <= REACH_PX && (!best || away < best.away)) best = { away, f };
      }
      return best && best.f;
    }
    map.on("click", (event) => {
      const thing = under(event.layerPoint);
      if (!thing) {
        chosen.point(event.latlng.lng, event.latlng.lat);
        if (map.getZoom() < NEAR_ZOOM) map.setView(event.latlng, NEAR_ZOOM); // a second tap may be more exact
        return;
      }
      const p = thing.properties;
      chosen.thing(`${p.kind}:${p.id}`, p.species || p.name || facts.kinds[p.kind], thing.geometry.coordinates);
      pin(thing.geometry.coordinates);
    });
    map.on("moveend", ask);
    box.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || event.target !== box) return;
      event.preventDefault();
      map.fire("click", { latlng: map.getCenter(), layerPoint: map.latLngToLayerPoint(map.getCenter()) });
    });
    for (const name of ["focus", "blur"]) box.addEventListener(name, () => marks.paint());
    function pin(position) { at = position; marks.paint(); }
    ask();
    return { pin, shown: () => map.invalidateSize() };
  }
  return { start };
})();
