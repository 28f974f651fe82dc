// The map's own behaviour inside the frame: asks the viewport route for what is seen, draws it, finds what was
// clicked. Panning and zooming never reach the server's script; only a click does.
"use strict";
window.jieyiMap = (() => {
  const M = window.jieyiMarks;
  let map, config, ground, marks;
  let features = [], base = [], drawnMarks = [];
  let asked = null, known = null, waiting = null, told = {}, lastClick = null, clicks = 0;
  const layersOn = new Set(), filters = {};

  const { Sheet, trace } = window.jieyiGround;
  const at = (position) => map.latLngToLayerPoint([position[1], position[0]]);
  function metresPerPixel() {
    return (40075016.686 * Math.cos((map.getCenter().lat * Math.PI) / 180)) / (256 * 2 ** map.getZoom());
  }

  function paintMarks(g) {
    const c = M.palette(), scale = metresPerPixel(), zoom = map.getZoom();
    drawnMarks = [];
    for (const f of window.jieyiLayers.sorted(features)) {
      const p = f.properties;
      g.globalAlpha = window.jieyiLayers.opacity(p);
      if (p.kind === "layer_feature") { if (!window.jieyiDraw.hides(p.id)) window.jieyiDrawings.paint(g, f, at, c, zoom); continue; }
      if (f.geometry.type !== "Point") { paintShape(g, f, c, zoom); continue; }
      const xy = at(f.geometry.coordinates);
      if (p.count) { M.cluster(g, xy.x, xy.y, p, c); drawnMarks.push({ f, x: xy.x, y: xy.y, r: M.clusterRadius(p.count) }); continue; }
      const r = M.radius(p, scale);
      M.KINDS[p.kind](g, xy.x, xy.y, r, p, c);
      drawnMarks.push({ f, x: xy.x, y: p.kind === "comment" ? xy.y - 1.9 * r : xy.y, r });
    }
    g.globalAlpha = 1;
    window.jieyiStanding.paint(g, at, c, zoom);
    window.jieyiMeasure.paint(g, at, c, M);
    window.jieyiDraw.paint(g, at, c);
    if (told.selected) ringSelected(g, c, scale);
    if (told.pin) { const p = at(told.pin); M.outlines.drop(g, p.x, p.y, 11); M.filled(g, c.accent, 1); M.drawn(g, c.paper, 2); M.outlines.circle(g, p.x, p.y - 21, 4); M.filled(g, c.paper, 1); }
    if (told.mode === "pick" && map.getContainer().matches(":focus-visible")) {
      const p = map.latLngToLayerPoint(map.getCenter());
      g.beginPath(); g.moveTo(p.x - 16, p.y); g.lineTo(p.x + 16, p.y); g.moveTo(p.x, p.y - 16); g.lineTo(p.x, p.y + 16);
      M.drawn(g, c.accent, 2);
    }
  }
  function paintShape(g, f, c, zoom) {
    const p = f.properties;
    trace(g, f.geometry, at);
    if (p.kind === "pipe") { M.drawn(g, c.soft, 2, M.DASH[p.carries]); return; }
    M.filled(g, c.leaf, 0.04);
    M.drawn(g, c.soft, 1.3, [6, 4]);
    if (zoom >= 17 && p.name) {
      const box = L.geoJSON(f.geometry).getBounds(), m = map.latLngToLayerPoint(box.getCenter());
      const wide = map.latLngToLayerPoint(box.getNorthEast()).x - map.latLngToLayerPoint(box.getSouthWest()).x;
      if (wide > M.width(g, p.name, 13) + 16) M.words(g, p.name, m.x, m.y, 13, c.soft, c.paper);
    }
  }
  function ringSelected(g, c, scale) {
    const s = told.selected, f = features.find((one) => one.properties.id === s.id && one.properties.kind === s.kind);
    if (window.jieyiDraw.hides(s.id)) return;  // its corners are being moved
    if (f && s.kind === "layer_feature") { window.jieyiDrawings.ring(g, f, at, c); return; }
    if (f && f.geometry.type !== "Point") { trace(g, f.geometry, at); M.drawn(g, c.accent, 3.5); return; }
    if (s.lon === null) return;
    const p = at([s.lon, s.lat]), r = f ? M.radius(f.properties, scale) : 8;
    M.outlines.circle(g, p.x, s.kind === "comment" ? p.y - 1.9 * r : p.y, r + 6);
    M.drawn(g, c.paper, 6);
    M.drawn(g, c.accent, 3.2);
  }

  // ---- what lies under a point of the screen: the topmost mark, the smaller one first
  const TOP = ["evidence_photo", "comment", "facility", "rooftop_structure", "planting_site", "tree"];
  function under(point, reach) {
    let best = null;
    for (const mark of drawnMarks) {
      const away = Math.hypot(mark.x - point.x, mark.y - point.y);
      if (away > Math.max(mark.r, reach)) continue;
      const kind = mark.f.properties.kind;
      // A crown may cover much ground: small marks on it win, and of crowns the nearest trunk.
      const rank = away / Math.max(mark.r, reach) + (kind ? TOP.indexOf(kind) : 0);
      if (!best || rank < best.rank) best = { rank, f: mark.f };
    }
    if (best) return best.f;
    const g = marks._g, screen = { x: point.x, y: point.y }, drawn = window.jieyiDrawings.under(g, features, at, screen, reach);
    if (drawn) return drawn;
    let found = null;
    for (const f of features) {
      if (!f.geometry.type.endsWith("Polygon") || f.properties.kind === "layer_feature") continue;
      // Traced without the canvas's shift, so that the point may be one of the map's layer.
      g.save(); g.setTransform(1, 0, 0, 1, 0, 0);
      trace(g, f.geometry, at);
      if (g.isPointInPath(point.x, point.y)) found = f;
      g.restore();
    }
    return found;
  }

  // streamlit-folium's own listener comes after ours and sends `e.latlng` to the script: what was clicked rides along.
  function clicked(e) {
    if (e.sent) return;
    if (window.jieyiMeasure.take(e.latlng)) { e.latlng = lastClick; return; }
    if (window.jieyiDraw.isOn()) {
      // The tools read where it was; streamlit-folium, which sends what it has a moment later, is given the last click again.
      window.jieyiDraw.take(e.latlng);
      setTimeout(() => { window.__GLOBAL_DATA__.lat_lng_clicked = lastClick; }, 0);
      return;
    }
    const point = map.latLngToLayerPoint(e.latlng);
    const f = told.mode === "pick" ? null : under(point, e.originalEvent && e.originalEvent.pointerType === "touch" ? 20 : 9);
    if (f && f.properties.count) {
      e.latlng = lastClick;  // nothing new for the script: a group only opens
      map.setView([f.geometry.coordinates[1], f.geometry.coordinates[0]], Math.min(map.getZoom() + 2, map.getMaxZoom()));
      return;
    }
    const spot = f && f.geometry.type === "Point" ? f.geometry.coordinates : [e.latlng.lng, e.latlng.lat];
    e.latlng = stamped({ lng: spot[0], lat: spot[1], kind: f ? f.properties.kind : "place", id: f ? f.properties.id : "" });
    // Shown at once; the script confirms it a moment later.
    if (f && (f.geometry.type === "Point" || f.properties.kind === "layer_feature")) told = { ...told, selected: { kind: lastClick.kind, id: lastClick.id, lon: spot[0], lat: spot[1] }, pin: null };
    else told = { ...told, selected: null, pin: spot };
    marks.paint();
  }

  function stamped(click) {
    clicks += 1;
    lastClick = { ...click, stamp: `${Date.now()}-${clicks}` };
    return lastClick;
  }
  // What was drawn goes to the script as a click does.
  function send(what) {
    const middle = map.getCenter();
    map.fire("click", { latlng: stamped({ lng: middle.lng, lat: middle.lat, ...what }), sent: true });
  }

  let tip, tipWaiting = false;
  function hovered(e) {
    if (tipWaiting) return;
    tipWaiting = true;
    requestAnimationFrame(() => {
      tipWaiting = false;
      const f = told.mode === "pick" || window.jieyiMeasure.isOn() || window.jieyiDraw.isOn() ? null : under(e.layerPoint, 5);
      map.getContainer().style.cursor = told.mode === "pick" || window.jieyiMeasure.isOn() || window.jieyiDraw.isOn() ? "crosshair" : f ? "pointer" : "";
      tip.hidden = !f || f.properties.kind === "courtyard";
      if (tip.hidden) return;
      tip.textContent = describe(f.properties);
      tip.style.transform = `translate(${Math.min(e.containerPoint.x + 14, map.getSize().x - 230)}px, ${e.containerPoint.y + 16}px)`;
    });
  }
  function describe(p) {
    const w = config.words, say = (group, code) => (w[group] && w[group][code]) || "";
    if (p.count) return Object.entries(p.kinds).map(([kind, count]) => `${say("kind", kind)} ${count}`).join(" · ");
    const parts = {
      tree: () => [p.species, p.crown_m ? `${say("word", "crown")} ${p.crown_m} m` : "", say("condition", p.condition)],
      planting_site: () => [say("word", "empty_site")],
      rooftop_structure: () => [say("structure", p.structure), say("state", p.state)],
      facility: () => [p.name || say("facility", p.facility), say("condition", p.condition)],
      comment: () => [say("stance", p.stance), say("topic", p.topic), p.text], evidence_photo: () => [say("shows", p.shows), p.text],
      layer_feature: () => [p.name || say("mark", p.mark)], courtyard: () => [p.name], pipe: () => [say("carries", p.carries)],
    }[p.kind]();
    return parts.filter(Boolean).join(" · ");
  }

  // ---- asking the routes
  function ask(force) {
    const zoom = map.getZoom(), view = map.getBounds();
    if (!force && known && known.zoom === zoom && known.box.contains(view)) return;
    const box = view.pad(0.12), clip = (x, most) => Math.max(-most, Math.min(most, x)).toFixed(6);
    const query = new URLSearchParams({
      community: config.community, zoom: String(Math.floor(zoom)), layers: [...layersOn].filter((name) => !name.includes(":")).join(","), lang: config.language,
      bbox: [clip(box.getWest(), 180), clip(box.getSouth(), 90), clip(box.getEast(), 180), clip(box.getNorth(), 90)].join(","),
    });
    const drawn = [...layersOn].filter((name) => name.startsWith("layer:")).map((name) => name.slice(6));
    if (drawn.length) query.set("drawn", drawn.join(","));
    for (const [name, value] of Object.entries(filters)) if (value) query.set(name, value);
    if (asked) asked.abort();
    const mine = (asked = new AbortController());
    clearTimeout(waiting);
    waiting = setTimeout(() => status(config.words.word.loading), 1000);
    fetch(`${config.viewport}?${query}`, { signal: mine.signal, credentials: "same-origin" })
      .then((answer) => { if (!answer.ok) throw new Error(String(answer.status)); return answer.json(); })
      .then((found) => { features = found.features; known = { zoom, box }; clearTimeout(waiting); status(found.more ? config.words.word.more_drawn : ""); marks.paint(); map.getContainer().dataset.shown = String(features.length); })
      .catch((error) => {
        if (error.name === "AbortError") return;
        clearTimeout(waiting);
        status(config.words.word.failed);
        waiting = setTimeout(() => ask(true), 4000);
      });
  }
  let statusLine;
  function status(text) { statusLine.textContent = text; statusLine.hidden = !text; }

  function askGround() {
    fetch(`${config.base}?${new URLSearchParams({ community: config.community, lang: config.language })}`, { credentials: "same-origin" })
      .then((answer) => (answer.ok ? answer.json() : { features: [] }))
      .then((found) => { base = found.features; ground.paint(); })
      .catch(() => status(config.words.word.failed));
  }

  // ---- the script tells: what is selected, whether a place is being picked, filters of the list, that things changed
  function tell(message) {
    const before = told;
    told = { ...message };
    if (!map) return;
    let again = Boolean(before.fresh !== undefined && before.fresh !== message.fresh);
    for (const [name, value] of Object.entries(message.filters || {})) {
      if ((filters[name] || "") !== (value || "")) { filters[name] = value || ""; window.jieyiLegend.set(name, value || ""); again = true; }
    }
    again = drawnOn(message.drawn_on || []) || again;
    if (message.options) window.jieyiLegend.options(message.options);
    map.getContainer().classList.toggle("jy-picking", message.mode === "pick");
    status(message.mode === "pick" ? config.words.word.pick : "");
    const s = message.selected, was = before.selected;
    if (s && s.lon !== null && (!was || was.id !== s.id)) showPlace(s);
    // Chosen by a link or in a list while its layer, which is off at first, is not on the map.
    if (s && s.kind === "evidence_photo" && (!was || was.id !== s.id) && !layersOn.has("evidence")) {
      layersOn.add("evidence"); window.jieyiLayers.switched("evidence", true); window.jieyiLegend.ticked("evidence"); again = true;
    }
    if (again) ask(true);
    window.jieyiDraw.tell(message.drawing);
    window.jieyiStanding.show(message.standing, (count) => { status(""); map.getContainer().dataset.standing = String(count); marks.paint(); },
      () => status(config.words.word.failed));
    marks.paint();
  }
  // Layers of planners come, go and change while the map stands; true where the viewport must be asked again.
  const drawnKnown = new Map();
  function drawnOn(found) {
    const told = JSON.stringify(found);
    if (told === drawnOn.told) return false;
    drawnOn.told = told;
    const names = new Set(found.map((one) => one.name));
    for (const one of found) if (!drawnKnown.has(one.name) && window.jieyiLayers.on(one.name, one.on)) layersOn.add(one.name);
    window.jieyiLayers.also(found.map((one) => one.name));
    for (const name of drawnKnown.keys()) if (!names.has(name)) layersOn.delete(name);
    drawnKnown.clear();
    for (const one of found) drawnKnown.set(one.name, one);
    window.jieyiLegend.drawn(found, (name) => layersOn.has(name));
    return true;
  }
  function showPlace(s) {
    const spot = L.latLng(s.lat, s.lon);
    if (s.near && map.getZoom() < 18) map.setView(spot, 18);
    else if (!map.getBounds().pad(-0.12).contains(spot)) map.panTo(spot);
  }

  function chooseBase(id) {
    window.jieyiBase.choose(map, config, id, (own) => { base = []; ground.paint(); if (own) askGround(); });
  }
  function switchLayer(name, on) { window.jieyiLayers.switched(name, on); if (on) layersOn.add(name); else layersOn.delete(name); ask(true); }
  function filter(name, value) { filters[name] = value; ask(true); }

  function fillScreen() {
    const frame = window.frameElement;
    if (!frame) return;
    const outer = window.parent, narrow = outer.innerWidth <= 900;  // as in map_page.css
    const top = frame.getBoundingClientRect().top + outer.document.documentElement.scrollTop;
    const room = narrow ? outer.innerHeight * 0.62 : outer.innerHeight - Math.max(0, Math.min(top, 260)) - 14;
    if (Math.abs(frame.getBoundingClientRect().height - room) < 2) return;
    frame.style.setProperty("height", `${Math.max(300, Math.round(room))}px`, "important");
    if (map) map.invalidateSize({ pan: false });
  }

  // The whole community, beside an open legend rather than under it.
  function fitCommunity() {
    if (!config.bounds) return;
    const [west, south, east, north] = config.bounds, beside = window.innerWidth > 900 ? 300 : 10;
    map.fitBounds([[south, west], [north, east]], { paddingTopLeft: [10, 10], paddingBottomRight: [beside, 10], animate: false });
  }

  function start(theMap, theConfig) {
    map = theMap; config = theConfig;
    map.options.zoomSnap = 0.25;
    const box = map.getContainer(), w = config.words.word;
    document.documentElement.lang = config.language === "zh" ? "zh-CN" : "en";
    document.title = w.map;
    if (window.frameElement) window.frameElement.title = w.map;
    box.setAttribute("role", "application");
    box.setAttribute("aria-label", w.map_help);
    map.attributionControl.setPrefix(false);
    L.control.scale({ imperial: false, position: "bottomleft" }).addTo(map);
    L.control.zoom({ position: "bottomright", zoomInTitle: w.zoom_in, zoomOutTitle: w.zoom_out }).addTo(map);
    for (const [name, z] of [["jyGround", 210], ["jyMarks", 450]]) { const pane = map.createPane(name); pane.style.zIndex = z; pane.style.pointerEvents = "none"; }
    ground = new Sheet((g) => window.jieyiGround.paint(g, map, base), { pane: "jyGround", padding: 0.25 }).addTo(map);
    marks = new Sheet(paintMarks, { pane: "jyMarks", padding: 0.25 }).addTo(map);
    tip = box.appendChild(document.createElement("div"));
    tip.className = "jy-tip"; tip.hidden = true;
    statusLine = box.appendChild(document.createElement("div"));
    statusLine.className = "jy-status"; statusLine.setAttribute("role", "status"); statusLine.hidden = true;
    window.jieyiLayers.start(config.community, config.layers.map((layer) => layer.name), () => marks.paint());
    for (const layer of config.layers) if (window.jieyiLayers.on(layer.name, layer.on)) layersOn.add(layer.name);
    window.jieyiLegend.add(map, config, { switchLayer, filter, chooseBase, layersOn: () => [...layersOn] });
    window.jieyiMeasure.add(map, w, () => marks.paint());
    window.jieyiDraw.add(map, w, send, () => marks.paint());
    map.on("click", clicked).on("mousemove", hovered).on("mouseout", () => { tip.hidden = true; });
    map.on("moveend", () => ask(false));
    box.addEventListener("keydown", (e) => {
      if (e.key !== "Enter" || e.target !== box) return;
      map.fire("click", { latlng: map.getCenter(), layerPoint: map.latLngToLayerPoint(map.getCenter()) });
    });
    box.addEventListener("focus", () => marks.paint());
    box.addEventListener("blur", () => marks.paint());
    fillScreen();
    window.parent.addEventListener("resize", fillScreen);
    // A sentence above the map comes and goes: the map keeps to the foot of the screen.
    const around = window.frameElement && window.parent.document.querySelector('[data-testid="stMainBlockContainer"]');
    if (around) new ResizeObserver(() => requestAnimationFrame(fillScreen)).observe(around);
    fitCommunity();
    chooseBase(config.bases[0].id);
    ask(true);
    const early = window.jieyiTold;
    if (early) { window.jieyiTold = null; tell(early); }
    // The theme's colours arrive with each message of the page: drawn again when they change.
    new MutationObserver(() => { ground.paint(); marks.paint(); }).observe(document.head, { childList: true });
  }

  return { start, marks: () => drawnMarks, features: () => features, tell: (message) => (map ? tell(message) : (window.jieyiTold = message)) };
})();
