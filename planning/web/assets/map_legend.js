// The legend: which layers are drawn, filters, and what the marks mean. Made of plain elements with textContent.
"use strict";
window.jieyiLegend = (() => {
  const selects = {};
  let acts, list, words;

  function element(tag, parent, text, attributes) {
    const made = document.createElement(tag);
    if (text) made.textContent = text;
    for (const [name, value] of Object.entries(attributes || {})) made.setAttribute(name, value);
    if (parent) parent.appendChild(made);
    return made;
  }

  const SAMPLE = {
    trees: { kind: "tree", condition: "good" }, sites: { kind: "planting_site" }, structures: { kind: "rooftop_structure", state: "agreed" },
    facilities: { kind: "facility", condition: "good" }, comments: { kind: "comment", stance: "worry" },
    evidence: { kind: "evidence_photo" },
    courtyards: { kind: "courtyard" }, pipes: { kind: "pipe" },
  };
  const sample = (name) => SAMPLE[name] || { kind: "layer_feature" };

  const rows = new Map();
  // One layer: its switch, and folded beside it where it lies, how faint it is, and whence it comes.
  function layerRow(layer, isOn, w) {
    const row = element("div", null, "", { class: "jy-sheet", "data-layer": layer.name });
    const label = element("label", row, "", { class: "jy-layer" });
    const box = element("input", label, "", { type: "checkbox" });
    box.checked = isOn;
    box.addEventListener("change", () => acts.switchLayer(layer.name, box.checked));
    label.appendChild(window.jieyiMarks.swatch(sample(layer.name), 20));
    const named = element("span", label, layer.label);
    for (const line of layer.about ? [layer.about].flat() : []) element("small", named, line);
    const fold = element("details", row, "", { class: "jy-how" });
    element("summary", fold, "⋯", { "aria-label": `${w.layer_how}: ${layer.label}`, title: w.layer_how });
    const how = element("div", fold);
    const faint = element("label", how, w.opacity);
    const range = element("input", faint, "", { type: "range", min: "10", max: "100", step: "10", "aria-label": `${w.opacity}: ${layer.label}` });
    range.value = String(Math.round(window.jieyiLayers.fainted(layer.name) * 100));
    range.addEventListener("input", () => window.jieyiLayers.setOpacity(layer.name, Number(range.value) / 100));
    for (const [by, sign, word] of [[-1, "↑", w.layer_up], [1, "↓", w.layer_down]]) {
      const button = element("button", how, sign, { type: "button", "aria-label": `${word}: ${layer.label}`, title: word });
      button.addEventListener("click", () => { if (window.jieyiLayers.move(layer.name, by, [...rows.keys()])) { placed(); button.focus(); } });
    }
    return row;
  }
  // As they lie on one another, the topmost first.
  function placed() { for (const name of window.jieyiLayers.order()) if (rows.has(name)) list.appendChild(rows.get(name)); }
  // Layers of planners, told anew whenever one is opened, published or put away.
  function drawn(found, isOn) {
    for (const name of [...rows.keys()]) if (name.startsWith("layer:")) { rows.get(name).remove(); rows.delete(name); }
    for (const layer of found) rows.set(layer.name, layerRow(layer, isOn(layer.name), words));
    placed();
  }

  function filterRow(parent, filter, all) {
    const label = element("label", parent, "", { class: "jy-filter" });
    element("span", label, filter.label);
    const select = (selects[filter.name] = element("select", label, "", { "aria-label": filter.label }));
    fill(select, filter.options, all);
    select.dataset.all = all;
    select.addEventListener("change", () => acts.filter(filter.name, select.value));
  }

  function baseRow(parent, config) {
    const label = element("label", parent, "", { class: "jy-filter" });
    element("span", label, config.words.word.base_map);
    const select = element("select", label, "", { "aria-label": config.words.word.base_map });
    for (const base of config.bases) element("option", select, base.label, { value: base.id });
    select.addEventListener("change", () => acts.chooseBase(select.value));
  }

  function fill(select, options, all) {
    const kept = select.value;
    select.replaceChildren();
    for (const [value, words] of [["", all], ...options]) element("option", select, words, { value });
    select.value = kept;
    if (select.selectedIndex < 0) select.selectedIndex = 0;
  }

  function meaning(parent, config) {
    // In the order of the filters: the talk about a roof goes from survey to removal.
    const codes = (name) => config.filters.find((filter) => filter.name === name).options.map(([code]) => code);
    const rows = [
      ...["good", "fair", "poor", "dead"].map((code) => [{ kind: "tree", condition: code }, `${config.words.kind.tree} · ${config.words.condition[code]}`]),
      ...codes("state").map((code) => [{ kind: "rooftop_structure", state: code }, `${config.words.kind.rooftop_structure} · ${config.words.state[code]}`]),
      [{ kind: "facility", condition: "poor" }, `${config.words.kind.facility} · ${config.words.condition.poor}`],
      ...codes("stance").map((code) => [{ kind: "comment", stance: code }, `${config.words.kind.comment} · ${config.words.stance[code]}`]),
      ...[["evidence_other", "amiss"], ["evidence_good", "good_example"]].map(([code, word]) => [{ kind: "evidence_photo", shows: code }, `${config.words.kind.evidence_photo} · ${config.words.word[word]}`]),
      ...["water", "reclaimed", "sewer", "gas", "power", "telecom", "heat", "overhead", "fence", "retaining_wall"].map((code) => [{ kind: "pipe", carries: code }, config.words.carries[code]]),
    ];
    for (const [sample, words] of rows) {
      const row = element("div", parent, "", { class: "jy-meaning" });
      row.appendChild(window.jieyiMarks.swatch(sample, 20));
      element("span", row, words);
    }
  }

  function fold(parent, title, open) {
    const details = element("details", parent);
    details.open = open;
    element("summary", details, title);
    return details;
  }

  // The address is made when it is followed: it names the part and the layers that are seen then.
  function printRow(parent, map, config) {
    const row = element("p", parent, `${config.words.word.print} `, { class: "jy-print" });
    for (const [size, address] of Object.entries(config.sheets)) {
      const link = element("a", row, `${size.toUpperCase()} (PDF)`, { href: address, target: "_blank", rel: "noopener", "aria-label": `${config.words.word.print}: ${size.toUpperCase()} (PDF)` });
      const point = () => {
        const box = map.getBounds(), clip = (x, most) => Math.max(-most, Math.min(most, x)).toFixed(6);
        const bbox = [clip(box.getWest(), 180), clip(box.getSouth(), 90), clip(box.getEast(), 180), clip(box.getNorth(), 90)].join(",");
        const on = [...acts.layersOn()], drawn = on.filter((name) => name.startsWith("layer:")).map((name) => name.slice(6)).join(",");
        const layers = ["streets", "buildings", ...on.filter((name) => name !== "comments" && name !== "evidence" && !name.includes(":")), ...(drawn ? ["drawn"] : [])].join(",");
        link.href = `${address}?${new URLSearchParams({ bbox, layers, ...(drawn && { drawn }) })}`;
      };
      for (const event of ["pointerdown", "focus", "click"]) link.addEventListener(event, point);
    }
  }

  function add(map, config, callbacks) {
    acts = callbacks;
    const w = (words = config.words.word);
    const Legend = L.Control.extend({
      options: { position: "topright" },
      onAdd() {
        const whole = element("section", null, "", { class: "jy-legend", "aria-label": w.legend });
        const top = fold(whole, w.legend, window.innerWidth > 900);
        if (config.bases.length > 1) baseRow(top, config);
        list = element("div", top);
        for (const layer of config.layers) rows.set(layer.name, layerRow(layer, acts.layersOn().includes(layer.name), w));
        placed();
        const filters = fold(top, w.filter, false);
        for (const filter of config.filters) filterRow(filters, filter, w.all);
        meaning(fold(top, w.meaning, false), config);
        printRow(top, map, config);
        L.DomEvent.disableClickPropagation(whole);
        L.DomEvent.disableScrollPropagation(whole);
        return whole;
      },
    });
    new Legend().addTo(map);
  }

  return {
    add, drawn,
    ticked(name) { const box = rows.has(name) && rows.get(name).querySelector("input[type=checkbox]"); if (box) box.checked = true; },
    set(name, value) { if (selects[name]) selects[name].value = value; },
    options(all) { for (const [name, options] of Object.entries(all)) if (selects[name]) fill(selects[name], options, selects[name].dataset.all); },
  };
})();
