"""Conditions of a form worked out: read into a small tree here, which the phone works out by the same rules.

XForms lets conditions be XPath 1.0 with functions of its own. elementpath tells whether an expression is XPath at all
(:mod:`.expressions`); the part that forms use is read here into nested lists, since the phone needs it as JSON:
``["and", a, b]``, ``["of", name]``, ``["here"]``, ``["str", text]``, ``["num", x]``, ``["call", name, …]``.
What is in no row of :data:`FUNCTIONS` is :class:`Undecidable`: such a question is always asked, and the report says so.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import Any

import regex

Tree = list[Any]
Value = str | float | bool
DEEPEST = 40
"""Brackets inside brackets."""
MOST_TOKENS = 300
_TOKEN = re.compile(
    r"\s*(?:(?P<number>\d+(?:\.\d*)?|\.\d+)|(?P<text>'[^']*'|\"[^\"]*\")|\$\{\s*(?P<answer>[^}]*?)\s*\}"
    r"|(?:(?:\.\./)+|/)(?:[\w-]+/)*(?P<path>[A-Za-z_][\w-]*)|(?P<name>[A-Za-z_][\w-]*(?::[\w-]+)?)|(?P<sign>!=|<=|>=|[=<>()+*,.-]))"
)
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
NUMBER = re.compile(r"-?(?:\d+(?:\.\d*)?|\.\d+)", re.ASCII)
"""A number as answers and conditions have it."""
_LEVELS: tuple[frozenset[str], ...] = tuple(
    map(frozenset, (("or",), ("and",), ("=", "!="), ("<", "<=", ">", ">="), ("+", "-"), ("*", "div", "mod")))
)
TURNED = {"=": "=", "!=": "!=", "<": ">", "<=": ">=", ">": "<", ">=": "<="}
"""A comparison with its two sides changed over."""
_PATIENCE_S = 0.2


class Undecidable(Exception):  # noqa: N818 - an answer, not a fault
    """An expression that cannot be worked out here, with the part that stands in the way."""


def tree_of(expression: str) -> Tree:
    """Read an expression; raises :class:`Undecidable`."""
    reader = _Reader(_tokens(expression))
    found = reader.level(0)
    if reader.left:
        raise Undecidable(reader.left[0][1])
    return found


def _tokens(expression: str) -> list[tuple[str, str]]:
    found, at, text = [], 0, expression.rstrip()
    while at < len(text):
        match = _TOKEN.match(text, at)
        if match is None or match.lastgroup is None:
            raise Undecidable(text[at : at + 20])
        found.append((match.lastgroup, match[match.lastgroup]))
        at = match.end()
    if len(found) > MOST_TOKENS:
        raise Undecidable("…")
    return found


class _Reader:
    """Takes tokens from the left, one level of binding after the other."""

    def __init__(self, tokens: list[tuple[str, str]]) -> None:
        self.left, self.depth = tokens, 0

    def level(self, number: int) -> Tree:
        if number == len(_LEVELS):
            return self.signed()
        made = self.level(number + 1)
        while self.left and self.left[0][0] in {"sign", "name"} and self.left[0][1] in _LEVELS[number]:
            operator = self.left.pop(0)[1]
            made = [operator, made, self.level(number + 1)]
        return made

    def signed(self) -> Tree:
        if self.left and self.left[0] == ("sign", "-"):
            self.left.pop(0)
            return ["neg", self.signed()]
        return self.single()

    def single(self) -> Tree:
        kind, text = self.left.pop(0) if self.left else ("", "")
        if kind == "number":
            return ["num", float(text)]
        if kind == "text":
            return ["str", text[1:-1]]
        if kind in {"answer", "path"}:  # ../name is what pyxform itself writes for "or other"
            return ["of", text]
        if (kind, text) == ("sign", "."):
            return ["here"]
        if (kind, text) == ("sign", "("):
            return self.within()[0]
        if kind == "name" and self.left[:1] == [("sign", "(")]:
            self.left.pop(0)
            return self.call(text, self.within())
        raise Undecidable(text)

    def within(self) -> list[Tree]:
        """What stands between brackets, by commas."""
        self.depth += 1
        if self.depth > DEEPEST:
            raise Undecidable("((")
        found: list[Tree] = []
        while self.left[:1] != [("sign", ")")]:
            found.append(self.level(0))
            if self.left[:1] == [("sign", ",")]:
                self.left.pop(0)
            elif self.left[:1] != [("sign", ")")]:
                raise Undecidable(self.left[0][1] if self.left else ")")
        self.left.pop(0)
        self.depth -= 1
        return found or [["str", ""]]

    @staticmethod
    def call(name: str, arguments: list[Tree]) -> Tree:
        there = FUNCTIONS.get(name)
        given = 0 if arguments == [["str", ""]] and there and there[0] == 0 else len(arguments)
        if there is None or not there[0] <= given <= there[1]:
            raise Undecidable(name)
        return ["call", name, *arguments[:given]]


def names_of(tree: Tree) -> frozenset[str]:
    """Names of the answers that a tree asks for."""
    if tree[0] == "of":
        return frozenset({tree[1]})
    return frozenset().union(*(names_of(part) for part in tree[1:] if isinstance(part, list)))


def value_of(leaf: Tree) -> str:
    """A text or a number of a condition, as one writes it."""
    return _text(leaf[1])


def means(leaf: Tree, name: str) -> bool:
    """Whether a text or a number of a condition is the name of a choice, which may be written as a number there."""
    if leaf[0] == "num" and NUMBER.fullmatch(name):
        return float(name) == float(leaf[1])
    return name == value_of(leaf)


def is_true(tree: Tree, answers: Mapping[str, str], today: date, here: str = "") -> bool:
    """Whether a condition holds.

    :param answers: texts by names, as ODK keeps them: several choices with spaces between them; what is missing is empty.
    :param here: the answer that ``.`` stands for.
    """
    return _truth(_value(tree, _Around(answers, here, today)))


class _Around:
    def __init__(self, answers: Mapping[str, str], here: str, today: date) -> None:
        self.answers, self.here, self.today = answers, here, today


def _value(tree: Tree, around: _Around) -> Value:
    head = tree[0]
    if head in _LEAVES:
        return _LEAVES[head](tree, around)
    if head in {"and", "or"}:  # what stands behind is worked out only where it matters
        first = _truth(_value(tree[1], around))
        return first if first is (head == "or") else _truth(_value(tree[2], around))
    if head == "call":
        if tree[1] == "today":
            return around.today.isoformat()
        return FUNCTIONS[tree[1]][2](*(_value(part, around) for part in tree[2:]))
    return _OPERATORS[head](*(_value(part, around) for part in tree[1:]))


_LEAVES: dict[str, Callable[[Tree, _Around], Value]] = {
    "num": lambda tree, _around: float(tree[1]),
    "str": lambda tree, _around: str(tree[1]),
    "of": lambda tree, around: around.answers.get(tree[1], ""),
    "here": lambda _tree, around: around.here,
}


def _truth(value: Value) -> bool:
    if isinstance(value, bool):
        return value
    return value != 0 and not math.isnan(value) if isinstance(value, float) else bool(value)


def _number(value: Value) -> float:
    """As XPath reads numbers; a day is the number of days since 1970, as in ODK."""
    if isinstance(value, bool):
        return float(value)
    if isinstance(value, float):
        return value
    text = value.strip()
    if _DAY.fullmatch(text):
        try:
            return float((date.fromisoformat(text) - date(1970, 1, 1)).days)
        except ValueError:
            return math.nan
    return float(text) if NUMBER.fullmatch(text) else math.nan


def _text(value: Value) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return value
    if not math.isfinite(value):
        return "NaN" if math.isnan(value) else "Infinity" if value > 0 else "-Infinity"
    return f"{value:.10f}".rstrip("0").rstrip(".")


def _equal(one: Value, other: Value) -> bool:
    if isinstance(one, bool) or isinstance(other, bool):
        return _truth(one) is _truth(other)
    if isinstance(one, float) or isinstance(other, float):
        return _number(one) == _number(other)
    return one == other


def _divided(one: Value, other: Value) -> float:
    x, y = _number(one), _number(other)
    if y == 0:
        return math.nan if x == 0 or math.isnan(x) else math.inf if x > 0 else -math.inf
    return x / y


def _rest(one: Value, other: Value) -> float:
    x, y = _number(one), _number(other)
    return math.nan if y == 0 or not math.isfinite(x) or math.isnan(y) else math.fmod(x, y)


_OPERATORS: dict[str, Callable[..., Value]] = {
    "=": _equal, "!=": lambda a, b: _number(a) != _number(b) if isinstance(a, float) or isinstance(b, float) else not _equal(a, b),
    "<": lambda a, b: _number(a) < _number(b), "<=": lambda a, b: _number(a) <= _number(b),
    ">": lambda a, b: _number(a) > _number(b), ">=": lambda a, b: _number(a) >= _number(b),
    "+": lambda a, b: _number(a) + _number(b), "-": lambda a, b: _number(a) - _number(b),
    "*": lambda a, b: _number(a) * _number(b), "div": _divided, "mod": _rest, "neg": lambda a: -_number(a),
}  # fmt: skip


def _whole(value: Value) -> float:
    number = _number(value)
    return float(math.trunc(number)) if math.isfinite(number) else number


def _rounded(value: Value, places: Value = 0.0) -> float:
    number, ten = _number(value), 10.0 ** max(-9, min(9, _whole(places)))
    return math.floor(number * ten + 0.5) / ten if math.isfinite(number) else number


def _at(value: Value, place: Value) -> str:
    chosen, at = _text(value).split(), _number(place)
    return chosen[int(at)] if 0 <= at < len(chosen) else ""


def _fits(value: Value, pattern: Value) -> bool:
    try:
        return regex.fullmatch(_text(pattern), _text(value), timeout=_PATIENCE_S) is not None
    except (regex.error, TimeoutError):
        return True  # a pattern that cannot be tried must not keep anybody from answering


def _day(value: Value) -> str:
    """A day as answers have it, of such a text or of the number of days since 1970; empty where it is none."""
    number = _number(value)
    if not math.isfinite(number) or (isinstance(value, str) and not _DAY.fullmatch(value.strip())):
        return ""
    try:
        return (date(1970, 1, 1) + timedelta(days=math.floor(number))).isoformat()
    except OverflowError:
        return ""


FUNCTIONS: dict[str, tuple[int, int, Callable[..., Value]]] = {
    "selected": (2, 2, lambda a, b: _text(b).strip() in _text(a).split()),
    "selected-at": (2, 2, _at),
    "count-selected": (1, 1, lambda a: float(len(_text(a).split()))),
    "not": (1, 1, lambda a: not _truth(a)),
    "true": (0, 0, lambda: True),
    "false": (0, 0, lambda: False),
    "boolean": (1, 1, _truth),
    "string": (1, 1, _text),
    "number": (1, 1, _number),
    "int": (1, 1, _whole),
    "round": (1, 2, _rounded),
    "if": (3, 3, lambda a, b, c: b if _truth(a) else c),
    "coalesce": (2, 2, lambda a, b: a if _text(a) else b),
    "concat": (1, 20, lambda *parts: "".join(map(_text, parts))),
    "contains": (2, 2, lambda a, b: _text(b) in _text(a)),
    "starts-with": (2, 2, lambda a, b: _text(a).startswith(_text(b))),
    "ends-with": (2, 2, lambda a, b: _text(a).endswith(_text(b))),
    "string-length": (1, 1, lambda a: float(len(_text(a)))),
    "regex": (2, 2, _fits),
    "date": (1, 1, _day),
    "today": (0, 0, lambda: ""),  # the day is an argument: see _value
}
"""How many arguments a function takes, and what it does; ``planning/web/assets/conditions.js`` has the same rows."""
