// The ground under the marks: a canvas that follows the map, and the community's own streets and buildings on it.
"use strict";
window.jieyiGround = (() => {
  const M = window.jieyiMarks;

  // A canvas that moves and zooms with the map and calls a painter with layer points.
  const Sheet = L.Renderer.extend({
    initialize(painter, options) { this._painter = painter; L.Renderer.prototype.initialize.call(this, options); },
    _initContainer() { this._container = document.createElement("canvas"); this._g = this._container.getContext("2d"); },
    _destroyContainer() { this._container.remove(); delete this._container; delete this._g; },
    _update() {
      if (this._map._animatingZoom && this._bounds) return;
      L.Renderer.prototype._update.call(this);
      this.paint();
    },
    paint() {
      if (!this._container || !this._bounds) return;
      const b = this._bounds, size = b.getSize(), canvas = this._container, scale = window.devicePixelRatio || 1;
      L.DomUtil.setPosition(canvas, b.min);
      canvas.width = Math.round(size.x * scale);
      canvas.height = Math.round(size.y * scale);
      canvas.style.width = `${size.x}px`;
      canvas.style.height = `${size.y}px`;
      this._g.setTransform(scale, 0, 0, scale, -b.min.x * scale, -b.min.y * scale);
      this._painter(this._g, b);
    },
  });

  function rings(geometry) {
    const c = geometry.coordinates;
    return { Polygon: c, MultiPolygon: c.flat ? c.flat(1) : c, LineString: [c], MultiLineString: c }[geometry.type] || [];
  }
  function trace(g, geometry, at) {
    const closed = geometry.type.endsWith("Polygon");
    g.beginPath();
    for (const ring of rings(geometry)) {
      ring.forEach((position, i) => { const p = at(position); if (i) g.lineTo(p.x, p.y); else g.moveTo(p.x, p.y); });
      if (closed) g.closePath();
    }
  }

  const ORDER = ["pavement", "carriageway", "kerb", "building"];
  function paint(g, map, base) {
    const c = M.palette(), at = (position) => map.latLngToLayerPoint([position[1], position[0]]);
    map.getContainer().style.background = c.outside;
    for (const part of ORDER) {
      for (const f of base) {
        if (f.properties.part !== part) continue;
        trace(g, f.geometry, at);
        if (part === "kerb") M.drawn(g, c.kerb, 1.2);
        else {
          g.fillStyle = { pavement: c.pavement, carriageway: c.road, building: c.building }[part];
          g.fill("evenodd");
          M.drawn(g, c.line, part === "building" ? 1 : 0.6);
        }
      }
    }
    if (map.getZoom() >= 17) for (const f of base) if (f.properties.part === "centreline" && f.properties.name) nameStreet(g, f, c, at);
  }
  function nameStreet(g, f, c, at) {
    const line = rings(f.geometry).reduce((a, b) => (b.length > a.length ? b : a), []).map((position) => at(position));
    if (line.length < 2) return;
    const a = line[0], z = line[line.length - 1], middle = line[Math.floor(line.length / 2)];
    if (Math.hypot(z.x - a.x, z.y - a.y) < M.width(g, f.properties.name, 13) + 24) return;
    let turn = Math.atan2(z.y - a.y, z.x - a.x);
    if (Math.abs(turn) > Math.PI / 2) turn += Math.PI;
    g.save();
    g.translate(middle.x, middle.y);
    g.rotate(turn);
    M.words(g, f.properties.name, 0, 0, 13, c.soft, c.road);
    g.restore();
  }

  return { Sheet, trace, paint };
})();
