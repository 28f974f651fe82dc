// Conditions of a questionnaire, worked out from the trees that the server read: the same rows as in
// planning/surveys/questionnaire/conditions.py, so that phone and server ask the same questions.
"use strict";
self.Conditions = (() => {
  const NUMBER = /^-?(?:\d+(?:\.\d*)?|\.\d+)$/, DAY = /^\d{4}-\d{2}-\d{2}$/, MOST_ROUNDS = 20;
  const truth = (v) => (typeof v === "boolean" ? v : typeof v === "number" ? v !== 0 && !Number.isNaN(v) : v.length > 0);
  const words = (text) => text.split(/\s+/).filter(Boolean);
  function number(v) {
    if (typeof v === "boolean") return v ? 1 : 0;
    if (typeof v === "number") return v;
    const text = v.trim();
    if (DAY.test(text)) {
      const at = new Date(`${text}T00:00:00Z`);
      return !Number.isNaN(at.getTime()) && at.toISOString().slice(0, 10) === text ? at.getTime() / 86400000 : NaN;
    }
    return NUMBER.test(text) ? Number(text) : NaN;
  }
  function text(v) {
    if (typeof v === "boolean") return v ? "true" : "false";
    if (typeof v === "string") return v;
    if (!Number.isFinite(v)) return String(v);
    return v.toFixed(10).replace(/0+$/, "").replace(/\.$/, "");
  }
  function equal(a, b) {
    if (typeof a === "boolean" || typeof b === "boolean") return truth(a) === truth(b);
    if (typeof a === "number" || typeof b === "number") return number(a) === number(b);
    return a === b;
  }
  const whole = (v) => Math.trunc(number(v));
  function rounded(v, places = 0) {
    const ten = 10 ** Math.max(-9, Math.min(9, whole(places)));
    return Math.floor(number(v) * ten + 0.5) / ten;
  }
  function fits(v, pattern) {
    try { return new RegExp(`^(?:${text(pattern)})$`, "u").test(text(v)); } catch { return true; }
  }
  const OPERATORS = {
    "=": equal,
    "!=": (a, b) => (typeof a === "number" || typeof b === "number" ? number(a) !== number(b) : !equal(a, b)),
    "<": (a, b) => number(a) < number(b), "<=": (a, b) => number(a) <= number(b),
    ">": (a, b) => number(a) > number(b), ">=": (a, b) => number(a) >= number(b),
    "+": (a, b) => number(a) + number(b), "-": (a, b) => number(a) - number(b), "*": (a, b) => number(a) * number(b),
    div: (a, b) => number(a) / number(b), mod: (a, b) => number(a) % number(b), neg: (a) => -number(a),
  };
  /** A day of such a text, or of the number of days since 1970; empty where it is none. */
  function day(v) {
    const days = number(v);
    if (!Number.isFinite(days) || (typeof v === "string" && !DAY.test(v.trim()))) return "";
    const at = new Date(Math.floor(days) * 86400000);
    return Number.isNaN(at.getTime()) || at.getUTCFullYear() < 1 || at.getUTCFullYear() > 9999 ? "" : at.toISOString().slice(0, 10);
  }
  const FUNCTIONS = {
    selected: (a, b) => words(text(a)).includes(text(b).trim()),
    "selected-at": (a, b) => words(text(a))[Math.trunc(number(b))] || "",
    "count-selected": (a) => words(text(a)).length,
    not: (a) => !truth(a), true: () => true, false: () => false, boolean: truth, string: text, number, int: whole, round: rounded,
    if: (a, b, c) => (truth(a) ? b : c), coalesce: (a, b) => (text(a) ? a : b), concat: (...parts) => parts.map(text).join(""),
    contains: (a, b) => text(a).includes(text(b)), "starts-with": (a, b) => text(a).startsWith(text(b)),
    "ends-with": (a, b) => text(a).endsWith(text(b)), "string-length": (a) => [...text(a)].length, regex: fits, date: day,
  };
  function value(tree, around) {
    const [head, one, other] = tree;
    if (head === "num" || head === "str") return one;
    if (head === "of") return Object.hasOwn(around.answers, one) ? around.answers[one] : "";
    if (head === "here") return around.here || "";
    if (head === "and") return truth(value(one, around)) && truth(value(other, around));
    if (head === "or") return truth(value(one, around)) || truth(value(other, around));
    if (head === "call") return one === "today" ? around.today : FUNCTIONS[one](...tree.slice(2).map((part) => value(part, around)));
    return OPERATORS[head](...tree.slice(1).map((part) => value(part, around)));
  }
  const holds = (tree, answers, today, here) => truth(value(tree, { answers, today, here }));

  /** One answer as conditions see it. */
  function asText(said) {
    if (Array.isArray(said)) {
      if (Array.isArray(said[0])) return said.map(([lon, lat]) => `${lat} ${lon} 0 0`).join(";");
      if (said.length === 2 && said.every((part) => typeof part === "number")) return `${said[1]} ${said[0]} 0 0`;
      return said.join(" ");
    }
    return said === null || said === undefined ? "" : String(said);
  }
  /** Answers to the questions that are shown as conditions see them: lines of a matrix under their own names. */
  function texts(questions, answers, shown) {
    const told = {};
    for (const at of shown) {
      const q = questions[at], said = answers[q.name];
      if (said === undefined || said === null) continue;
      if (q.kind === "matrix") Object.assign(told, said);
      else told[q.name] = asText(said);
    }
    return told;
  }
  /** Which of the questions are asked of somebody who has answered this so far: their indexes. */
  function asked(questions, answers, today) {
    let shown = questions.map((_, at) => at);
    for (let round = 0; round < MOST_ROUNDS; round += 1) {
      const told = texts(questions, answers, shown);
      const now = questions.map((_, at) => at).filter((at) => !questions[at].condition || holds(questions[at].condition, told, today));
      if (now.join() === shown.join()) break;
      shown = now;
    }
    return shown;
  }
  return { holds, asked, asText, texts };
})();
