// Base maps: the community's own drawing, tiles by address, or tiles that a planner loaded. A base map has a datum; its
// pictures are shifted so that objects, which are in WGS 84, stand where they stand. Formulas as in geodata/gcj02.py.
"use strict";
window.jieyiBase = (() => {
  const AXIS = 6378245.0, E2 = 0.00669342162296594323, BD = (Math.PI * 3000) / 180, RAD = Math.PI / 180;
  const applies = (lon, lat) => lon >= 72.004 && lon <= 137.8347 && lat >= 0.8293 && lat <= 55.8271;

  function gcj(lon, lat) {
    if (!applies(lon, lat)) return [lon, lat];
    const x = lon - 105, y = lat - 35, s = (v) => Math.sin(v * Math.PI);
    const wave = ((s(6 * x) + s(2 * x)) * 40) / 3;
    let north = -100 + 2 * x + 3 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * Math.sqrt(Math.abs(x)) + wave;
    north += ((s(y) * 20 + s(y / 3) * 40) * 2) / 3 + ((s(y / 12) * 160 + s(y / 30) * 320) * 2) / 3;
    let east = 300 + x + 2 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * Math.sqrt(Math.abs(x)) + wave;
    east += ((s(x) * 20 + s(x / 3) * 40) * 2) / 3 + ((s(x / 12) * 150 + s(x / 30) * 300) * 2) / 3;
    const w2 = 1 - E2 * Math.sin(lat * RAD) ** 2;
    return [lon + east / ((AXIS / Math.sqrt(w2)) * Math.cos(lat * RAD) * RAD), lat + north / (((AXIS * (1 - E2)) / (w2 * Math.sqrt(w2))) * RAD)];
  }
  function bd(lon, lat) {
    if (!applies(lon, lat)) return [lon, lat];
    const [x, y] = gcj(lon, lat);
    const radius = Math.hypot(x, y) + 0.00002 * Math.sin(y * BD), angle = Math.atan2(y, x) + 0.000003 * Math.cos(x * BD);
    return [radius * Math.cos(angle) + 0.0065, radius * Math.sin(angle) + 0.006];
  }
  const SHIFT = { GCJ02: gcj, BD09: bd };
  // The inverse, by iterating the forward formula until it is exact to a tenth of a millimetre.
  function undone(shift, lon, lat) {
    let x = lon, y = lat;
    for (let i = 0; i < 12; i += 1) {
      const [mx, my] = shift(x, y), dx = mx - lon, dy = my - lat;
      x -= dx; y -= dy;
      if (Math.max(Math.abs(dx), Math.abs(dy)) < 1e-9) break;
    }
    return [x, y];
  }

  const Shifted = L.TileLayer.extend({
    // Tiles are asked for around the place as the base map has it …
    _getTiledPixelBounds(center) {
      const [lon, lat] = this.options.shift(center.lng, center.lat);
      return L.TileLayer.prototype._getTiledPixelBounds.call(this, L.latLng(lat, lon));
    },
    // … and each is put where its corner really is.
    _getTilePos(coords) {
      const corner = this._map.unproject(coords.scaleBy(this.getTileSize()), coords.z);
      const [lon, lat] = undone(this.options.shift, corner.lng, corner.lat);
      return this._map.project(L.latLng(lat, lon), coords.z).subtract(this._level.origin).round();
    },
  });

  function layer(base) {
    const options = { attribution: base.attribution, maxZoom: 22, maxNativeZoom: base.most, minNativeZoom: base.least || 0 };
    const shift = SHIFT[base.datum];
    return shift ? new Shifted(base.url, { ...options, shift }) : L.tileLayer(base.url, options);
  }

  let shown = null;
  // Shows one of the base maps; `own` is told whether the community's own drawing is wanted.
  function choose(map, config, id, own) {
    if (shown) shown.remove();
    const base = config.bases.find((one) => one.id === id);
    shown = base && base.url ? layer(base).addTo(map) : null;
    own(!shown);
  }

  return { choose, shifted: (datum, lon, lat) => SHIFT[datum](lon, lat), unshifted: (datum, lon, lat) => undone(SHIFT[datum], lon, lat) };
})();
