// The layers of the map: which are switched on, in which order they lie on one another, how faint each is. Each visitor's own
// choice, kept in the browser for as long as its tab is open.
"use strict";
window.jieyiLayers = (() => {
  const OF_KIND = {
    tree: "trees", planting_site: "sites", rooftop_structure: "structures", facility: "facilities", comment: "comments",
    evidence_photo: "evidence",
    courtyard: "courtyards", pipe: "pipes",
  };
  const FAINTEST = 0.1;
  let order = [], faint = {}, off = {}, place = "", changed = () => {};

  const of = (p) => (p.kind === "layer_feature" ? `layer:${p.layer}` : OF_KIND[p.kind]);
  // Several kinds counted in one sign are as clear as the clearest of them.
  function opacity(p) {
    const names = p.count ? Object.keys(p.kinds).map((kind) => OF_KIND[kind]) : [of(p)];
    return Math.max(...names.map((name) => faint[name] ?? 1));
  }
  // Lower layers first, as they are painted; one that nobody knows (a mixed count) lies on top.
  function sorted(features) {
    const rank = new Map(order.map((name, i) => [name, i]));
    const at = (f) => (f.properties.count && Object.keys(f.properties.kinds).length > 1 ? -1 : rank.get(f.properties.count ? OF_KIND[Object.keys(f.properties.kinds)[0]] : of(f.properties)) ?? order.length);
    return features.map((f, i) => [at(f), i, f]).sort((a, b) => b[0] - a[0] || a[1] - b[1]).map((one) => one[2]);
  }

  function kept() { try { return JSON.parse(sessionStorage.getItem(place)) || {}; } catch { return {}; } }
  function keep() { try { sessionStorage.setItem(place, JSON.stringify({ order, faint, off })); } catch { /* a browser that keeps nothing */ } }

  // Names from the top down; what is new comes where the community has it, what the visitor moved stays moved.
  function start(community, names, onChange) {
    place = `jieyi:layers:${community}`;
    changed = onChange;
    const before = kept();
    faint = before.faint || {}; off = before.off || {};
    order = (before.order || []).filter((name) => names.includes(name) || name.startsWith("layer:"));
    for (const [i, name] of names.entries()) if (!order.includes(name)) order.splice(Math.min(i, order.length), 0, name);
  }
  // Layers of planners lie under the marks and over pipes and courtyards, until somebody moves them.
  function also(names) {
    const under = Math.min(...["pipes", "courtyards"].map((name) => order.indexOf(name)).filter((i) => i >= 0), order.length);
    order.splice(under, 0, ...names.filter((name) => !order.includes(name)));
  }
  function move(name, by, among) {
    const shown = order.filter((one) => among.includes(one)), i = shown.indexOf(name), other = shown[i + by];
    if (i < 0 || other === undefined) return false;
    order.splice(order.indexOf(name), 1);
    order.splice(order.indexOf(other) + (by > 0 ? 1 : 0), 0, name);
    keep(); changed();
    return true;
  }
  function setOpacity(name, value) { faint[name] = Math.max(FAINTEST, Math.min(1, value)); keep(); changed(); }
  function switched(name, on) { off[name] = !on; keep(); }

  return {
    start, also, move, setOpacity, switched, opacity, sorted, of, order: () => [...order],
    fainted: (name) => faint[name] ?? 1, on: (name, usual) => (name in off ? !off[name] : usual),
  };
})();
