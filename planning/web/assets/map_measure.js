// Measuring on the ground: distances and areas on the ellipsoid of WGS 84, never on the stretched plane of the map.
"use strict";
window.jieyiMeasure = (() => {
  const A = 6378137.0, F = 1 / 298.257223563, B = A * (1 - F), E2 = F * (2 - F), E = Math.sqrt(E2), RAD = Math.PI / 180;

  // Metres between two places [lon, lat]: T. Vincenty, Survey Review 23 (1975), inverse formula; below a millimetre.
  function metres([lon1, lat1], [lon2, lat2]) {
    const L0 = (lon2 - lon1) * RAD, U1 = Math.atan((1 - F) * Math.tan(lat1 * RAD)), U2 = Math.atan((1 - F) * Math.tan(lat2 * RAD));
    const s1 = Math.sin(U1), c1 = Math.cos(U1), s2 = Math.sin(U2), c2 = Math.cos(U2);
    let turn = L0, sinS = 0, cosS = 0, sigma = 0, cos2a = 0, cos2m = 0;
    for (let i = 0; i < 100; i += 1) {
      const sl = Math.sin(turn), cl = Math.cos(turn);
      sinS = Math.hypot(c2 * sl, c1 * s2 - s1 * c2 * cl);
      if (sinS === 0) return 0;
      cosS = s1 * s2 + c1 * c2 * cl;
      sigma = Math.atan2(sinS, cosS);
      const sinA = (c1 * c2 * sl) / sinS;
      cos2a = 1 - sinA * sinA;
      cos2m = cos2a ? cosS - (2 * s1 * s2) / cos2a : 0;
      const C = (F / 16) * cos2a * (4 + F * (4 - 3 * cos2a)), before = turn;
      turn = L0 + (1 - C) * F * sinA * (sigma + C * sinS * (cos2m + C * cosS * (2 * cos2m * cos2m - 1)));
      if (Math.abs(turn - before) < 1e-12) break;
    }
    const u2 = (cos2a * (A * A - B * B)) / (B * B);
    const P = 1 + (u2 / 16384) * (4096 + u2 * (-768 + u2 * (320 - 175 * u2))), Q = (u2 / 1024) * (256 + u2 * (-128 + u2 * (74 - 47 * u2)));
    const d = Q * sinS * (cos2m + (Q / 4) * (cosS * (2 * cos2m * cos2m - 1) - (Q / 6) * cos2m * (4 * sinS * sinS - 3) * (4 * cos2m * cos2m - 3)));
    return B * P * (sigma - d);
  }
  // Square metres inside a ring: exact for edges that are straight in the equal-area cylindrical projection of the
  // ellipsoid (Snyder, Map Projections, 1987, eq. 3-12); edges are cut into pieces along the shortest way, so that for rings
  // of a city less than a millionth is left.
  function q(lat) {
    const s = Math.sin(lat * RAD), es = E * s;
    return (1 - E2) * (s / (1 - es * es) - Math.log((1 - es) / (1 + es)) / (2 * E));
  }
  // A place on the great circle between two, so that edges bend as the shortest way does and not as the projection would.
  function between([lon1, lat1], [lon2, lat2], part) {
    const at = (lon, lat) => [Math.cos(lat * RAD) * Math.cos(lon * RAD), Math.cos(lat * RAD) * Math.sin(lon * RAD), Math.sin(lat * RAD)];
    const a = at(lon1, lat1), b = at(lon2, lat2), [x, y, z] = a.map((v, k) => v * (1 - part) + b[k] * part);
    return [Math.atan2(y, x) / RAD, Math.atan2(z, Math.hypot(x, y)) / RAD];
  }
  const PIECES = 8;
  function squareMetres(ring) {
    const fine = ring.flatMap((place, i) => Array.from({ length: PIECES }, (_, k) => between(place, ring[(i + 1) % ring.length], k / PIECES)));
    let sum = 0;
    fine.forEach(([lon, lat], i) => {
      const [lon2, lat2] = fine[(i + 1) % fine.length];
      sum += (lon2 - lon) * RAD * (q(lat) + q(lat2));
    });
    return Math.abs((sum * A * A) / 4);
  }
  const length = (line) => line.slice(1).reduce((sum, place, i) => sum + metres(line[i], place), 0);

  let map, w, redraw, panel, said, button, places = [], on = false;

  function amount(number, unit) {
    const digits = number < 100 ? 2 : number < 10000 ? 1 : 0;
    return `${number.toLocaleString(document.documentElement.lang, { minimumFractionDigits: digits, maximumFractionDigits: digits })} ${unit}`;
  }
  function tell() {
    const parts = [];
    if (places.length > 1) parts.push(`${w.length}: ${amount(length(places), "m")}`);
    if (places.length > 2) parts.push(`${w.area}: ${amount(squareMetres(places), "m²")}`);
    said.textContent = parts.join(" · ") || w.measure_help;
    redraw();
  }
  function toggle(to) {
    on = to; places = [];
    panel.hidden = !on;
    button.setAttribute("aria-pressed", String(on));
    map.getContainer().classList.toggle("jy-picking", on);
    if (on) map.doubleClickZoom.disable(); else map.doubleClickZoom.enable();
    tell();
  }
  function press(parent, words, act, attributes) {
    const made = document.createElement("button");
    made.type = "button"; made.textContent = words;
    for (const [name, value] of Object.entries(attributes || {})) made.setAttribute(name, value);
    made.addEventListener("click", act);
    parent.appendChild(made);
    return made;
  }

  function add(theMap, words, paintAgain) {
    map = theMap; w = words; redraw = paintAgain;
    const Tool = L.Control.extend({
      options: { position: "topleft" },
      onAdd() {
        const whole = document.createElement("section");
        whole.className = "jy-measure"; whole.setAttribute("aria-label", w.measure);
        button = press(whole, w.measure, () => toggle(!on), { "aria-pressed": "false", class: "jy-tool" });
        panel = whole.appendChild(document.createElement("div"));
        panel.hidden = true;
        said = panel.appendChild(document.createElement("p"));
        said.setAttribute("role", "status");
        press(panel, w.undo_place, () => { places.pop(); tell(); });
        press(panel, w.clear, () => { places = []; tell(); });
        L.DomEvent.disableClickPropagation(whole);
        return whole;
      },
    });
    new Tool().addTo(map);
  }
  // A tap while measuring: true when it was taken, and is nothing for the script.
  function take(latlng) {
    if (!on) return false;
    places.push([latlng.lng, latlng.lat]);
    tell();
    return true;
  }
  function paint(g, at, c, M) {
    if (!on || !places.length) return;
    const points = places.map(at);
    g.beginPath();
    points.forEach((p, i) => { if (i) g.lineTo(p.x, p.y); else g.moveTo(p.x, p.y); });
    if (points.length > 2) { g.save(); g.closePath(); M.filled(g, c.accent, 0.1); M.drawn(g, c.accent, 1, [3, 4]); g.restore(); }
    g.beginPath();
    points.forEach((p, i) => { if (i) g.lineTo(p.x, p.y); else g.moveTo(p.x, p.y); });
    M.drawn(g, c.paper, 5); M.drawn(g, c.accent, 2.4);
    for (const p of points) { M.outlines.circle(g, p.x, p.y, 4.5); M.filled(g, c.paper, 1); M.drawn(g, c.accent, 2); }
    for (let i = 1; i < points.length; i += 1) {
      const a = points[i - 1], b = points[i];
      if (Math.hypot(b.x - a.x, b.y - a.y) > 70) M.words(g, amount(metres(places[i - 1], places[i]), "m"), (a.x + b.x) / 2, (a.y + b.y) / 2 - 11, 13, c.ink, c.paper);
    }
  }

  return { add, take, paint, metres, squareMetres, isOn: () => on };
})();
