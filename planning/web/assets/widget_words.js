// Streamlit's own words in the visitor's language; window.jieyiWords holds them (planning/web/widget_words.py). What a
// person typed, and what our pages say, is never touched.
"use strict";
(() => {
  const { words, language } = window.jieyiWords;
  // Dates, months and what is announced to screen readers follow the browser: here, the language of the page.
  Object.defineProperty(Navigator.prototype, "language", { get: () => language, configurable: true });
  Object.defineProperty(Navigator.prototype, "languages", { get: () => [language], configurable: true });

  const exact = new Map();
  const patterns = [];
  for (const [theirs, ours] of Object.entries(words)) {
    if (!theirs.includes("{")) exact.set(theirs, ours);
    else {
      const names = [];
      const source = theirs.split(/(\{\w+\})/).map((part) => {
        if (!part.startsWith("{")) return part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
        names.push(part);
        return "([\\s\\S]+)";
      });
      patterns.push({ found: new RegExp(`^${source.join("")}$`), names, ours });
    }
  }
  const said = (text) => {
    const key = text.trim();
    if (!/[A-Za-z]/.test(key)) return null;
    if (exact.has(key)) return text.replace(key, () => exact.get(key));
    for (const one of patterns) {
      const match = one.found.exec(key);
      if (match) return one.names.reduce((filled, name, at) => filled.replaceAll(name, () => match[at + 1]), one.ours);
    }
    return null;
  };

  // Where our pages and their visitors speak; and inside of that, where it is Streamlit again.
  const OURS = '[data-testid="stMarkdownContainer"], .stHtml, [data-testid="stHtml"], [data-testid="stCode"] pre, [role="option"], '
    + '[data-testid="stMultiSelectTag"], canvas *, script, style, textarea, [contenteditable="true"]';
  const THEIRS = '[data-testid="stFileUploaderDropzone"], [data-testid="stDialog"], [role="dialog"], [role="tooltip"], '
    + '[data-testid="stTooltipContent"], [data-testid="stTooltipErrorContent"], [data-testid="stDateInputFieldsScroller"]';
  const BULK = /^(No results|Select all|Select \d+ matches|Add: .+|You can only select up to .+)$/; // lines of a list that are no choice of ours
  const isTheirs = (element, text) => !element.closest(OURS) || !!element.closest(THEIRS)
    || (!!element.closest('[role="option"]') && BULK.test(text.trim()));

  // A field of a date says "12 – December": the number is enough to name the month.
  const month = (text) => text.replace(/^(\d{1,2}) – [A-Z][a-z]+$/, (_, number) =>
    new Intl.DateTimeFormat(language, { month: "long" }).format(new Date(2000, number - 1, 1)));

  const NAMED = ["aria-label", "title", "placeholder", "aria-description", "aria-valuetext"];
  function attributes(element) {
    for (const name of NAMED) {
      const text = element.getAttribute(name);
      const ours = text && !element.closest("canvas *, .stHtml") ? (said(text) ?? (name === "aria-valuetext" ? month(text) : null)) : null;
      if (ours && ours !== text) element.setAttribute(name, ours);
    }
  }
  function words_of(node) {
    const parent = node.parentElement;
    if (!parent || !isTheirs(parent, node.nodeValue)) return;
    const ours = said(node.nodeValue);
    if (ours && ours !== node.nodeValue) node.nodeValue = ours;
  }
  function all(root) {
    if (root.nodeType === Node.TEXT_NODE) { words_of(root); return; }
    if (root.nodeType !== Node.ELEMENT_NODE) return;
    attributes(root);
    for (const element of root.querySelectorAll(NAMED.map((name) => `[${name}]`).join(","))) attributes(element);
    const walk = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    while (walk.nextNode()) words_of(walk.currentNode);
  }

  new MutationObserver((changes) => {
    for (const change of changes) {
      if (change.type === "childList") change.addedNodes.forEach(all);
      else if (change.type === "attributes") attributes(change.target);
      else words_of(change.target);
    }
  }).observe(document.documentElement, {
    subtree: true, childList: true, characterData: true, attributes: true, attributeFilter: NAMED,
  });
})();
