// How things look on the map: shape carries the kind, fill carries the state, a sign the exception.
// Everything is drawn on canvas, so no word that a person typed can become markup here.
"use strict";
window.jieyiMarks = (() => {
  const LIGHT = {
    paper: "#FBFAF7", ink: "#1E2328", soft: "#5B6570", accent: "#A61E4D", leaf: "#2B6A3F", brick: "#9A4A1B",
    sky: "#1F5F99", violet: "#5E4B9E", amber: "#8A5A00", line: "#CFC8B9", building: "#DED6C6", road: "#EFEAE0",
    pavement: "#F7F4EE", kerb: "#BDB5A4", outside: "#FBFAF7",
  };
  const DARK = {
    paper: "#15191D", ink: "#E9ECEF", soft: "#A9B2BC", accent: "#F2789F", leaf: "#7CC592", brick: "#E39A6B",
    sky: "#7DB6E8", violet: "#B6A6EC", amber: "#E0B25A", line: "#46505A", building: "#2A323A", road: "#20272D",
    pavement: "#1B2126", kerb: "#59636D", outside: "#15191D",
  };
  const HUE = {
    tree: "leaf", planting_site: "leaf", rooftop_structure: "brick", facility: "sky", comment: "violet", evidence_photo: "amber",
    courtyard: "soft", pipe: "soft",
  };
  const FONT = "'PingFang SC', 'Noto Sans SC', 'Noto Sans CJK SC', 'Microsoft YaHei', sans-serif";
  const TAU = 2 * Math.PI;

  // The frame's paper is set by Streamlit's theme; a dark paper asks for the dark colours.
  function palette() {
    const paper = getComputedStyle(document.documentElement).getPropertyValue("--background-color").trim();
    const found = /^#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})/i.exec(paper);
    return found && found.slice(1).reduce((sum, part) => sum + parseInt(part, 16), 0) < 384 ? DARK : LIGHT;
  }

  function hatch(g, colour) {
    const tile = document.createElement("canvas");
    tile.width = tile.height = 6;
    const t = tile.getContext("2d");
    t.strokeStyle = colour;
    t.lineWidth = 1.6;
    t.beginPath();
    for (const shift of [-6, 0, 6]) { t.moveTo(shift, 6); t.lineTo(shift + 6, 0); }
    t.stroke();
    return g.createPattern(tile, "repeat");
  }

  function sign(g, text, x, y, size, colour) {
    g.font = `700 ${size}px ${FONT}`;
    g.textAlign = "center";
    g.textBaseline = "middle";
    g.fillStyle = colour;
    g.fillText(text, x, y + 0.5);
  }

  function words(g, text, x, y, size, colour, halo) {
    g.font = `500 ${size}px ${FONT}`;
    g.textAlign = "center";
    g.textBaseline = "middle";
    g.lineJoin = "round";
    g.lineWidth = 3.5;
    g.strokeStyle = halo;
    g.strokeText(text, x, y);
    g.fillStyle = colour;
    g.fillText(text, x, y);
  }

  function width(g, text, size) { g.font = `500 ${size}px ${FONT}`; return g.measureText(text).width; }

  const outlines = {
    circle(g, x, y, r) { g.beginPath(); g.arc(x, y, r, 0, TAU); },
    square(g, x, y, r) { g.beginPath(); g.rect(x - r, y - r, 2 * r, 2 * r); },
    diamond(g, x, y, r) {
      g.beginPath();
      g.moveTo(x, y - r); g.lineTo(x + r, y); g.lineTo(x, y + r); g.lineTo(x - r, y);
      g.closePath();
    },
    triangle(g, x, y, r) {
      g.beginPath();
      g.moveTo(x, y - r); g.lineTo(x + r, y + 0.8 * r); g.lineTo(x - r, y + 0.8 * r);
      g.closePath();
    },
    // A drop stands on its place: the tip at (x, y), the belly above.
    drop(g, x, y, r) {
      g.beginPath();
      g.moveTo(x, y);
      g.bezierCurveTo(x - 0.4 * r, y - 0.9 * r, x - r, y - 1.2 * r, x - r, y - 1.9 * r);
      g.arc(x, y - 1.9 * r, r, Math.PI, TAU);
      g.bezierCurveTo(x + r, y - 1.2 * r, x + 0.4 * r, y - 0.9 * r, x, y);
      g.closePath();
    },
  };

  function filled(g, colour, alpha) { g.save(); g.globalAlpha *= alpha; g.fillStyle = colour; g.fill(); g.restore(); }
  function drawn(g, colour, width, dash) {
    g.strokeStyle = colour; g.lineWidth = width; g.setLineDash(dash || []); g.stroke(); g.setLineDash([]);
  }

  function tree(g, x, y, r, p, c) {
    outlines.circle(g, x, y, r);
    if (p.condition === "poor") { filled(g, c.paper, 0.6); filled(g, hatch(g, c.leaf), 0.8); }
    else filled(g, c.leaf, { good: 0.42, fair: 0.2, dead: 0.0 }[p.condition] ?? 0.3);
    drawn(g, c.leaf, 1.4, p.condition === "dead" ? [2, 2] : null);
    if (p.condition === "dead") sign(g, "×", x, y, Math.max(11, Math.min(r, 18)), c.leaf);
    else if (r > 6) { outlines.circle(g, x, y, Math.max(1.6, r / 9)); filled(g, c.leaf, 1); }
  }

  function site(g, x, y, r, p, c) {
    outlines.circle(g, x, y, r);
    filled(g, c.paper, 0.9);
    drawn(g, c.leaf, 1.6, [3, 2.4]);
  }

  function structure(g, x, y, r, p, c) {
    outlines.square(g, x, y, r);
    filled(g, c.paper, 1);
    if (p.state === "surveyed") filled(g, c.brick, 0.28);
    if (p.state === "agreed") filled(g, c.brick, 1);
    if (p.state === "objected") filled(g, hatch(g, c.brick), 1);
    if (p.state === "spoken_to") { g.save(); g.clip(); g.fillStyle = c.brick; g.fillRect(x - r, y, 2 * r, r); g.restore(); }
    outlines.square(g, x, y, r);
    drawn(g, c.brick, 1.6, p.state === "removed" ? [2.5, 2] : null);
    if (p.state === "removed") sign(g, "×", x, y, 2 * r, c.brick);
  }

  function facility(g, x, y, r, p, c) {
    const bad = p.condition === "poor" || p.condition === "dead";
    outlines.diamond(g, x, y, r);
    filled(g, c.paper, 1);
    if (!bad) filled(g, c.sky, p.condition === "fair" ? 0.45 : 1);
    drawn(g, c.sky, 1.6);
    if (bad) sign(g, "!", x, y, 1.4 * r, c.sky);
  }

  const STANCE = { support: "●", worry: "▲", objection: "■", idea: "◇" };  // the same signs as in the list
  function comment(g, x, y, r, p, c) {
    outlines.drop(g, x, y, r);
    filled(g, c.violet, 1);
    drawn(g, c.paper, 1.4);
    if (r >= 6) sign(g, STANCE[p.stance] || "", x, y - 1.9 * r, 1.25 * r, c.paper);
  }

  // What is wrong as a triangle, a good example as a disc with a tick: the shapes of the walk's own small map.
  function evidence(g, x, y, r, p, c) {
    const good = p.shows === "evidence_good";
    if (good) outlines.circle(g, x, y, 0.9 * r); else outlines.triangle(g, x, y, r);
    filled(g, good ? c.leaf : c.amber, 1);
    drawn(g, c.paper, 1.6);
    if (r >= 6) sign(g, good ? "✓" : "!", x, y + (good ? 0 : 0.22 * r), (good ? 1.3 : 1.15) * r, c.paper);
  }

  const KINDS = { tree, planting_site: site, rooftop_structure: structure, facility, comment, evidence_photo: evidence };

  // Half the size in pixels: a crown keeps its metres, everything else its size on the screen.
  function radius(p, metresPerPixel) {
    if (p.kind === "tree") return Math.max(3, Math.min((p.crown_m || 4) / 2 / metresPerPixel, 400));
    const near = metresPerPixel < 0.42;
    return { planting_site: near ? 6 : 3.5, rooftop_structure: near ? 7 : 4.5, facility: near ? 8 : 5.5, comment: near ? 9 : 6, evidence_photo: near ? 10 : 8 }[p.kind] || 6;
  }

  const SHAPE = { tree: "circle", planting_site: "circle", rooftop_structure: "square", facility: "diamond", comment: "drop", evidence_photo: "triangle" };
  function clusterRadius(count) { return 13 + 3.2 * Math.log10(count) * 2; }
  function cluster(g, x, y, p, c) {
    const kinds = Object.entries(p.kinds), r = clusterRadius(p.count);
    if (kinds.length === 1) {
      const [kind] = kinds[0], hue = c[HUE[kind]], shape = SHAPE[kind];
      if (shape === "drop") outlines.drop(g, x, y + 1.4 * r, r * 0.9);
      else outlines[shape](g, x, y, shape === "diamond" ? r * 1.25 : shape === "triangle" ? r * 1.4 : shape === "square" ? r * 0.88 : r);
      filled(g, c.paper, 0.94);
      filled(g, hue, 0.16);
      drawn(g, hue, 2.2);
      sign(g, String(p.count), x, shape === "drop" ? y - 0.3 * r : shape === "triangle" ? y + 0.3 * r : y, 13, c.ink);
      return;
    }
    outlines.circle(g, x, y, r);
    filled(g, c.paper, 0.94);
    let from = -Math.PI / 2;
    for (const [kind, count] of kinds) {
      const to = from + (TAU * count) / p.count;
      g.beginPath();
      g.arc(x, y, r, from + 0.05, Math.max(to - 0.05, from + 0.06));
      drawn(g, c[HUE[kind]], 4, kind === "planting_site" ? [3, 2] : null);
      from = to;
    }
    sign(g, String(p.count), x, y, 13, c.ink);
  }

  const DASH = { water: [], sewer: [11, 4], gas: [9, 3, 2, 3], power: [4, 3], telecom: [1.5, 3.5], heat: [6, 2], overhead: [14, 3, 2, 3, 2, 3], reclaimed: [16, 3], fence: [1, 4, 1, 4, 6, 4], retaining_wall: [12, 2, 1, 2], other: [2, 6] };
  const LETTER = { water: "W", sewer: "S", gas: "G", power: "E", telecom: "T", heat: "H", overhead: "O", reclaimed: "R", fence: "F", retaining_wall: "RW", other: "?" };

  function swatch(p, size) {
    const canvas = document.createElement("canvas"), scale = Math.max(2, window.devicePixelRatio || 1);
    canvas.width = canvas.height = size * scale;
    canvas.style.width = canvas.style.height = `${size}px`;
    canvas.setAttribute("aria-hidden", "true");
    const g = canvas.getContext("2d"), c = palette(), m = size / 2;
    g.scale(scale, scale);
    if (p.kind === "courtyard") { outlines.square(g, m, m, m - 3); drawn(g, c.soft, 1.4, [5, 3]); }
    else if (p.kind === "layer_feature") { g.beginPath(); g.moveTo(3, size - 4); g.lineTo(m, m - 3); g.lineTo(size - 4, 4); drawn(g, c.ink, 2.2); outlines.circle(g, 4, size - 5, 2.6); filled(g, c.ink, 1); }
    else if (p.kind === "pipe") { g.beginPath(); g.moveTo(1, m); g.lineTo(size - 1, m); drawn(g, c.soft, 2, DASH[p.carries || "sewer"]); }
    else if (p.kind === "comment") comment(g, m, size - 2, size / 3.2, p, c);
    else KINDS[p.kind](g, m, m, p.kind === "facility" || p.kind === "evidence_photo" ? m - 2.5 : m - 4, p, c);
    return canvas;
  }

  return { palette, KINDS, HUE, DASH, LETTER, radius, cluster, clusterRadius, outlines, filled, drawn, sign, words, width, swatch };
})();
