// What planners drew on their layers, and free layers of files: points, lines, areas, arrows and texts in ink.
"use strict";
window.jieyiDrawings = (() => {
  const M = window.jieyiMarks, HEAD = 13;

  function words(g, text, x, y, c) { if (text) M.words(g, text, x, y, 13, c.ink, c.paper); }
  function head(g, tip, before, colour) {
    const turn = Math.atan2(tip.y - before.y, tip.x - before.x);
    g.beginPath();
    g.moveTo(tip.x, tip.y);
    for (const side of [0.42, -0.42]) g.lineTo(tip.x - HEAD * Math.cos(turn + side), tip.y - HEAD * Math.sin(turn + side));
    g.closePath();
    M.filled(g, colour, 1);
  }
  function path(geometry) { return geometry.type === "LineString" ? geometry.coordinates : geometry.type === "MultiLineString" ? geometry.coordinates[0] : null; }

  function shape(g, f, at, c, named) {
    const p = f.properties;
    window.jieyiGround.trace(g, f.geometry, at);
    if (p.mark === "area") M.filled(g, c.ink, 0.09);
    M.drawn(g, c.paper, 5);
    window.jieyiGround.trace(g, f.geometry, at);
    M.drawn(g, c.ink, 2.2, p.mark === "area" ? [9, 3] : []);
    const line = path(f.geometry);
    if (p.mark === "arrow" && line && line.length > 1) head(g, at(line[line.length - 1]), at(line[line.length - 2]), c.ink);
    if (!named || !p.name) return;
    const middle = line ? at(line[Math.floor((line.length - 1) / 2)]) : at(centre(f.geometry));
    words(g, p.name, middle.x, middle.y - (line ? 12 : 0), c);
  }
  function centre(geometry) {
    const ring = geometry.type === "Polygon" ? geometry.coordinates[0] : geometry.coordinates[0][0], box = [Infinity, Infinity, -Infinity, -Infinity];
    for (const [x, y] of ring) { box[0] = Math.min(box[0], x); box[1] = Math.min(box[1], y); box[2] = Math.max(box[2], x); box[3] = Math.max(box[3], y); }
    return [(box[0] + box[2]) / 2, (box[1] + box[3]) / 2];
  }
  function point(g, f, x, y, c, named) {
    if (f.properties.mark === "text") { words(g, f.properties.name, x, y, c); return; }
    M.outlines.circle(g, x, y, 5.5); M.filled(g, c.ink, 1); M.drawn(g, c.paper, 2);
    M.outlines.circle(g, x, y, 2); M.filled(g, c.paper, 1);
    if (named) words(g, f.properties.name, x, y - 15, c);
  }
  function places(geometry) { return { Point: [geometry.coordinates], MultiPoint: geometry.coordinates }[geometry.type]; }

  function paint(g, f, at, c, zoom) {
    const spots = places(f.geometry), named = zoom >= 16;
    if (spots) for (const spot of spots) { const xy = at(spot); point(g, f, xy.x, xy.y, c, named); }
    else shape(g, f, at, c, named);
  }
  // Whether a point of the screen (in layer pixels) means this feature.
  function meant(g, f, at, screen, reach) {
    const spots = places(f.geometry);
    if (spots) {
      return spots.some((spot) => {
        const xy = at(spot), wide = f.properties.mark === "text" ? M.width(g, f.properties.name || "", 13) / 2 : 0;
        return Math.abs(xy.y - screen.y) <= Math.max(reach, 9) && Math.abs(xy.x - screen.x) <= Math.max(reach, 9, wide);
      });
    }
    // Traced without the canvas's shift, so that the point may be one of the map's layer.
    g.save();
    g.setTransform(1, 0, 0, 1, 0, 0);
    window.jieyiGround.trace(g, f.geometry, at);
    g.lineWidth = 2 * reach;
    const hit = g.isPointInStroke(screen.x, screen.y) || (f.properties.mark === "area" && g.isPointInPath(screen.x, screen.y));
    g.restore();
    return hit;
  }
  function under(g, features, at, screen, reach) {
    const found = features.filter((f) => f.properties.kind === "layer_feature" && meant(g, f, at, screen, reach));
    // A sign on an area wins over the area.
    return found.reverse().find((f) => f.properties.mark !== "area") || found[0] || null;
  }
  function ring(g, f, at, c) {
    const spots = places(f.geometry);
    if (!spots) { window.jieyiGround.trace(g, f.geometry, at); M.drawn(g, c.accent, 3.5); return; }
    for (const spot of spots) { const xy = at(spot); M.outlines.circle(g, xy.x, xy.y, 13); M.drawn(g, c.paper, 6); M.drawn(g, c.accent, 3.2); }
  }
  // What was drawn and is not kept yet.
  function draft(g, geometry, mark, at, c) {
    paint(g, { geometry, properties: { mark, name: "" } }, at, { ...c, ink: c.accent }, 18);
  }

  return { paint, under, ring, draft };
})();
