// An order of preference made by tapping: what is tapped comes last, can be moved, taken away, made equal, undone. Ranks
// are lists of options, best first, as they are sent. Nothing needs dragging; every step is told to those who listen.
"use strict";
window.Ranks = (() => {
  const { facts, words, filled, announce } = Light;
  const $ = (id) => document.getElementById(id);
  const GUARD_MS = 400, GUARD_PX = 30, MOST_STEPS = 50;
  const titles = Object.fromEntries(facts.options.map((one) => [one.key, one.title]));
  const listed = (keys) => new Intl.ListFormat(document.documentElement.lang).format(keys.map((key) => titles[key]));
  let ranks = [], steps = [], changed = () => {}, last = { at: 0, x: 0, y: 0 };

  const where = (key) => ranks.findIndex((rank) => rank.includes(key));
  const without = (key) => ranks.map((rank) => rank.filter((one) => one !== key));
  const closed = (all) => all.filter((rank) => rank.length);

  // ---- the steps: each gives the ranks after it
  const doing = {
    give: (key) => [...ranks, [key]],
    take: (key) => closed(without(key)),
    up: (key) => moved(key, -1),
    down: (key) => moved(key, 1),
    join: (key) => {
      const at = where(key), rest = without(key);
      rest[at - 1] = [...rest[at - 1], key];
      return closed(rest);
    },
    part: (key) => {
      const at = where(key), rest = without(key);
      return closed([...rest.slice(0, at + 1), [key], ...rest.slice(at + 1)]);
    },
  };
  /** One place up or down; out of a shared rank first into one of its own. */
  function moved(key, by) {
    const at = where(key), rest = without(key);
    if (ranks[at].length > 1) return closed(by < 0 ? [...rest.slice(0, at), [key], ...rest.slice(at)] : [...rest.slice(0, at + 1), [key], ...rest.slice(at + 1)]);
    const to = Math.min(Math.max(at + by, 0), ranks.length - 1), others = ranks.filter((_, i) => i !== at);
    return [...others.slice(0, to), [key], ...others.slice(to)];
  }
  function told(act, key) {
    if (act === "take") return filled(words.taken, { option: titles[key] });
    const at = where(key);
    return ranks[at].length > 1 ? filled(words.equal_given, { options: listed(ranks[at]), number: at + 1 })
      : filled(words.given, { option: titles[key], number: at + 1 });
  }
  function step(next, sentence) {
    steps = [...steps, ranks].slice(-MOST_STEPS);
    ranks = next;
    draw();
    changed();
    announce(typeof sentence === "function" ? sentence() : sentence);
  }

  // ---- drawing
  const made = (tag, given = {}, ...inside) => {
    const one = Object.assign(document.createElement(tag), given);
    one.append(...inside);
    return one;
  };
  function face(key) {
    const picture = document.querySelector(`[data-picture="${key}"]`), mark = document.querySelector(`[data-mark="${key}"] svg`);
    const parts = [];
    if (picture) parts.push(made("img", { src: picture.src, alt: "", className: "thumb", loading: "lazy" }));
    if (mark) parts.push(mark.cloneNode(true));
    return [...parts, made("span", { textContent: titles[key] })];
  }
  function button(act, key, sign, word, off, className = "quietly") {
    const one = made("button", { type: "button", className, disabled: off }, `${sign} ${word}`, made("span", { className: "heard", textContent: ` ${titles[key]}` }));
    Object.assign(one.dataset, { act, key });
    return one;
  }
  function line(key, number, place, size) {
    const moves = made("div", { className: "moves" },
      button("up", key, "↑", words.up, number === 1 && size === 1), button("down", key, "↓", words.down, number === ranks.length && size === 1),
      button("take", key, "✕", words.take, false));
    if (facts.equal && size > 1) moves.append(button("part", key, "≠", words.part, false, "quietly long"));
    else if (facts.equal && number > 1) moves.append(button("join", key, "=", words.join, false, "quietly long"));
    const one = made("li", { className: place ? "equal" : "" }, made("div", { className: "what" }, made("b", { textContent: number }), ...face(key)), moves);
    one.dataset.key = key;
    return one;
  }
  function draw() {
    const left = facts.options.map((one) => one.key).filter((key) => where(key) < 0);
    $("chosen").replaceChildren(...ranks.flatMap((rank, i) => rank.map((key, j) => line(key, i + 1, j, rank.length))));
    $("rest").replaceChildren(...left.map((key) => {
      const one = made("button", { type: "button" }, made("span", { className: "plus", textContent: "＋" }), ...face(key),
        made("span", { className: "heard", textContent: ` ${filled(words.give, { number: ranks.length + 1 })}` }));
      Object.assign(one.dataset, { act: "give", key });
      return made("li", {}, one);
    }));
    $("none").hidden = ranks.length > 0;
    $("undo").disabled = !steps.length;
    $("clear").disabled = !ranks.length;
  }
  /** The same button again, else the next thing to do: the place on the page is not lost. */
  function focus(act, key) {
    const again = document.querySelector(`#ranking [data-act="${act}"][data-key="${key}"]:not([disabled])`)
      || document.querySelector(`#chosen [data-key="${key}"] button:not([disabled])`);
    const next = act === "give" || act === "take" ? document.querySelector("#rest button") || $("look") : again;
    if (next) next.focus({ preventScroll: true });
  }
  /** The second tap of a shaking finger, on what has just moved under it, is none. */
  function isEcho(event) {
    if (event.detail === 0) return false; // a key
    const near = Math.hypot(event.clientX - last.x, event.clientY - last.y) < GUARD_PX;
    const echo = near && event.timeStamp - last.at < GUARD_MS;
    last = { at: event.timeStamp, x: event.clientX, y: event.clientY };
    return echo;
  }

  function start(before, onChange) {
    changed = onChange;
    $("ranking").addEventListener("click", (event) => {
      const tapped = event.target.closest("button[data-act]");
      if (!tapped || isEcho(event)) return;
      const { act, key } = tapped.dataset;
      step(doing[act](key), () => told(act, key));
      focus(act, key);
    });
    $("undo").addEventListener("click", () => {
      ranks = steps.pop();
      draw();
      changed();
      announce(words.undone);
      ($("undo").disabled ? $("look") : $("undo")).focus({ preventScroll: true });
    });
    $("clear").addEventListener("click", () => { step([], words.cleared); $("undo").focus({ preventScroll: true }); });
    set(before);
  }
  const set = (next) => { ranks = next; steps = []; draw(); };
  return { start, set, get: () => ranks, titles, face, made };
})();
