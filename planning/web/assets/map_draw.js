// Drawing by hand on a planner's layer: a bar of tools; corners are set and moved with Leaflet-Geoman (MIT). What was drawn
// goes to the page as a click with a shape, and stands on the map as a draft until the page has kept it.
"use strict";
window.jieyiDraw = (() => {
  const TOOL = { line: "Line", arrow: "Line", area: "Polygon" }, DECIMALS = 8;
  let map, w, send, redraw, bar, told = null, mark = null, edited = null, buttons = {};

  const style = () => ({ color: window.jieyiMarks.palette().accent, weight: 3, fillOpacity: 0.12 });
  const dot = () => L.divIcon({ className: "marker-icon jy-vertex" });

  function press(words, act, attributes) {
    const made = document.createElement("button");
    made.type = "button"; made.textContent = words;
    for (const [name, value] of Object.entries(attributes || {})) made.setAttribute(name, value);
    made.addEventListener("click", act);
    bar.appendChild(made);
    return made;
  }
  function stop() {
    if (mark && TOOL[mark]) map.pm.disableDraw();
    mark = null;
    map.getContainer().classList.remove("jy-picking");
    for (const button of Object.values(buttons)) button.setAttribute("aria-pressed", "false");
    tools();
  }
  function begin(wanted) {
    const again = mark === wanted;
    stop();
    if (again) return;
    mark = wanted;
    buttons[mark].setAttribute("aria-pressed", "true");
    map.getContainer().classList.add("jy-picking");
    if (TOOL[mark]) {
      map.pm.enableDraw(TOOL[mark], {
        tooltips: false, snappable: false, continueDrawing: false, allowSelfIntersection: mark !== "area", finishOn: "dblclick",
        templineStyle: style(), hintlineStyle: { ...style(), dashArray: [5, 5] }, pathOptions: style(),
      });
    }
    tools();
  }
  function tools() {
    const lines = Boolean(mark && TOOL[mark]);
    buttons.finish.hidden = buttons.back.hidden = !lines;
    said(!told ? "" : edited ? w.draw_edit : mark ? w[`draw_help_${mark}`] : "");
  }
  function said(text) { const line = bar.querySelector("p"); line.textContent = text; line.hidden = !text; }

  function geometry(layer) { return layer.toGeoJSON(DECIMALS).geometry; }
  function made(e) {
    const drawn = mark, shape = geometry(e.layer);
    e.layer.remove();
    stop();
    if (drawn) hand({ kind: "drawn", id: "", mark: drawn, shape });
  }
  function hand(what) {
    if (what.kind === "drawn") told = { ...told, draft: { mark: what.mark, shape: what.shape } };
    send(what);
    redraw();
  }
  // A tap while drawing: true when it was taken, and is nothing for the script.
  function take(latlng) {
    if (edited) return true;
    if (!mark) return false;
    if (TOOL[mark]) return true;  // Geoman's own
    const drawn = mark;
    stop();
    const place = [latlng.lng, latlng.lat].map((number) => L.Util.formatNum(number, DECIMALS));
    hand({ kind: "drawn", id: "", mark: drawn, shape: { type: "Point", coordinates: place } });
    return true;
  }

  // ---- corners of what is there
  function edit(wanted) {
    if ((wanted && wanted.key) === (edited && edited.key)) return;
    if (edited) { edited.layer.pm.disable(); edited.layer.remove(); edited = null; }
    if (!wanted) return;
    const layer = wanted.shape.type === "Point"
      ? L.marker([wanted.shape.coordinates[1], wanted.shape.coordinates[0]], { icon: dot(), title: w.draw_edit })
      : L.GeoJSON.geometryToLayer({ type: "Feature", geometry: wanted.shape, properties: {} });
    if (layer.setStyle) layer.setStyle(style());
    layer.addTo(map);
    layer.pm.enable({ snappable: false, draggable: true, allowSelfIntersection: wanted.mark !== "area", removeLayerBelowMinVertexCount: false });
    edited = { ...wanted, layer };
    const box = layer.getBounds ? layer.getBounds() : L.latLngBounds([layer.getLatLng()]);
    if (!map.getBounds().contains(box)) map.fitBounds(box, { maxZoom: map.getZoom(), animate: false });
  }

  function tell(message) {
    if (!bar) return;
    const before = told;
    told = message || null;
    bar.hidden = !told;
    if (before && !told) stop();
    if (told && told.edit && mark) stop();
    edit(told && told.edit);
    for (const name of ["point", "line", "area", "arrow", "text"]) buttons[name].hidden = Boolean(edited);
    buttons.done.hidden = !edited;
    tools();
  }
  function add(theMap, words, hands, paintAgain) {
    map = theMap; w = words; send = hands; redraw = paintAgain;
    if (!map.pm) return;
    const Tool = L.Control.extend({
      options: { position: "topleft" },
      onAdd() {
        bar = document.createElement("section");
        bar.className = "jy-measure jy-draw"; bar.setAttribute("aria-label", w.draw); bar.hidden = true;
        for (const name of ["point", "line", "area", "arrow", "text"]) buttons[name] = press(w[`draw_${name}`], () => begin(name), { "aria-pressed": "false", class: "jy-tool" });
        buttons.back = press(w.undo_place, () => { map.pm.Draw[TOOL[mark]]._removeLastVertex(); if (!map.pm.globalDrawModeEnabled()) stop(); });
        buttons.finish = press(w.draw_finish, () => map.pm.Draw[TOOL[mark]]._finishShape(), { class: "jy-main" });
        buttons.done = press(w.draw_done, () => hand({ kind: "reshaped", id: edited.id, mark: edited.mark, shape: geometry(edited.layer) }), { class: "jy-main" });
        const line = bar.appendChild(document.createElement("p"));
        line.setAttribute("role", "status");
        L.DomEvent.disableClickPropagation(bar);
        return bar;
      },
    });
    new Tool().addTo(map);
    map.on("pm:create", made);
    map.getContainer().addEventListener("keydown", (e) => { if (e.key === "Escape" && mark) stop(); });
    tell(null);
  }
  function paint(g, at, c) {
    if (!told) return;
    if (told.draft && !edited) window.jieyiDrawings.draft(g, told.draft.shape, told.draft.mark, at, c);
  }

  return { add, tell, take, paint, isOn: () => Boolean(mark || edited), hides: (id) => Boolean(edited && edited.id === id) };
})();
