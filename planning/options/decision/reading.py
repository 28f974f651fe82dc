"""A decision rule from JSON, with everything that is wrong in it at once.

.. code-block:: json

    {"preset": "civil_code_278", "matter": 9, "purpose": "pre_check", "unsold": "once_for_developer",
     "roll": {"heads": 120, "area": "9876.54"}}

    {"participation": [{"by": "heads", "at_least": "1/2"}],
     "consent": [{"by": "heads", "more_than": "1/2", "of": "taking_part"}],
     "groups": {"level": "building", "more_than": "1/2", "rolls": {"1": {"heads": 40, "area": "3000", "weight": 1}}},
     "roll": {"heads": 120, "area": "9876.54"}}

Groups take the conditions of the whole unless they bring their own; without ``at_least`` or ``more_than`` every group
must accept. ``of`` is ``all``, ``taking_part`` (the default) or ``yes_and_no``.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from fractions import Fraction
from typing import Any, TypeVar

from planning.errors import N_, Problem, Refusals
from planning.options.counting.exact import Exact, parse_weight
from planning.options.decision.presets import GRAVE_MATTERS, MATTERS, PRESETS, preset_for
from planning.options.decision.rule import (
    By,
    Conditions,
    GroupRoll,
    Groups,
    Level,
    Measure,
    Of,
    Purpose,
    Rule,
    Share,
    Threshold,
    Totals,
    Unsold,
)
from planning.options.decision.votes import parse_area, parse_heads
from planning.wording import Words

OWN = Words("自定规则", "a rule of one's own")
FIELDS = {"preset", "matter", "purpose", "unsold", "participation", "consent", "groups", "roll"}
EVERY = Share(Fraction(1), strict=False)
MOST_GROUPS = 10_000
E = TypeVar("E", bound=StrEnum)


def parse_rule(text: str) -> tuple[Rule, Totals]:
    """The rule and the totals of its roll; raises :class:`Refusals` with all faults, each with its place in the JSON."""
    try:
        # A number such as 0.5 is read as it is written: a float would not be exact.
        raw = json.loads(text, parse_float=str, parse_constant=str)
    except (ValueError, RecursionError):
        raw = None
    if not isinstance(raw, dict):
        raise Refusals(
            [Problem("bad_rule", N_("The rule is no JSON object: look at the examples in docs/deciding.md."))]
        )
    reading = _Reading()
    rule = reading.rule(raw)
    totals = reading.totals(raw)
    if reading.problems:
        raise Refusals(reading.problems)
    return rule, totals


def canonical(text: str) -> str:
    """A rule as it is sealed: checked, its fields in order, no spaces; raises as :func:`parse_rule` does."""
    parse_rule(text)
    return json.dumps(json.loads(text, parse_float=str), ensure_ascii=False, sort_keys=True, separators=(",", ":"))


@dataclass(slots=True)
class _Reading:
    """A rule while it is read: what is wrong is collected, and something harmless stands in for it."""

    problems: list[Problem] = field(default_factory=list)

    def wrong(self, code: str, message: str, where: str, **params: Any) -> None:
        self.problems.append(Problem(code, message, {"field": where} | params, where))

    def only(self, raw: Any, known: set[str], where: str) -> dict[str, Any]:
        """An object with no field that is unknown."""
        if not isinstance(raw, dict):
            self.wrong("not_an_object", N_("“{field}” must be an object in braces."), where)
            return {}
        for name in raw:
            if name not in known:
                self.wrong("unknown_field", N_("There is no field “{field}” in a rule: correct its name."), f"{where}.{name}".strip(".")[:80])  # fmt: skip
        return raw

    def rule(self, raw: dict[str, Any]) -> Rule:
        self.only(raw, FIELDS, "")
        matter = self.matter(raw.get("matter"))
        name = raw.get("preset", preset_for(matter) if matter and not raw.get("consent") else None)
        if name is not None and (not isinstance(name, str) or name not in PRESETS):
            self.wrong("unknown_preset", N_("There is no preset “{name}”: choose one of {known}."), "preset", name=str(name)[:40], known=", ".join(PRESETS))  # fmt: skip
            name = None
        if name in {"civil_code_278", "civil_code_278_grave"} and matter and name != preset_for(matter):
            grave = ", ".join(map(str, sorted(GRAVE_MATTERS)))
            self.wrong("matter_differs", N_("Matter {matter} goes by another paragraph than the preset: the items {grave} are the graver ones."), "matter", matter=matter, grave=grave)  # fmt: skip
        rule = self.preset(raw, PRESETS[name]) if name else self.own(raw)
        purpose = self.one_of(Purpose, raw.get("purpose", str(_purpose(rule))), "purpose") or Purpose.ADVISORY
        unsold = self.one_of(Unsold, raw.get("unsold", str(rule.unsold)), "unsold") or rule.unsold
        return replace(rule, matter=matter, purpose=purpose, unsold=unsold)

    def matter(self, raw: Any) -> int | None:
        if raw is None or (isinstance(raw, int) and not isinstance(raw, bool) and raw in MATTERS):
            return raw
        self.wrong("unknown_matter", N_("“{field}” must be the number of an item of Art. 278 of the Civil Code, 1 to 9."), "matter")  # fmt: skip
        return None

    def preset(self, raw: dict[str, Any], preset: Rule) -> Rule:
        for name in ("participation", "consent"):
            if name in raw:
                self.wrong("preset_and_own", N_("A preset brings its own thresholds: leave out “{field}”, or the preset."), name)  # fmt: skip
        if "groups" not in raw or preset.groups is None:
            return (
                preset if "groups" not in raw else replace(preset, groups=self.groups(raw["groups"], preset.conditions))
            )
        mine = {"level", "rolls"} if isinstance(raw["groups"], dict) else set()
        groups = self.only(raw["groups"], mine, "groups")
        level = self.one_of(Level, groups.get("level", str(preset.groups.level)), "groups.level") or preset.groups.level
        return replace(preset, groups=replace(preset.groups, level=level))

    def own(self, raw: dict[str, Any]) -> Rule:
        conditions = self.conditions(raw, "")
        if not conditions.consent:
            self.wrong("no_condition", N_("The rule asks for no consent: give “{field}” at least one threshold, or a preset."), "consent")  # fmt: skip
        groups = self.groups(raw["groups"], conditions) if "groups" in raw else None
        return Rule("own", OWN, conditions, groups)

    def groups(self, raw: Any, conditions: Conditions) -> Groups:
        found = self.only(raw, {"level", "rolls", "participation", "consent", "at_least", "more_than"}, "groups")
        level = self.one_of(Level, found.get("level"), "groups.level") or Level.BUILDING
        own = {"participation", "consent"} & found.keys()
        mine = self.conditions(found, "groups") if own else conditions
        if own and not mine.consent:
            self.wrong("no_condition", N_("The rule asks for no consent: give “{field}” at least one threshold, or a preset."), "groups.consent")  # fmt: skip
        share = self.share(found, "groups") if {"at_least", "more_than"} & found.keys() else EVERY
        return Groups(level, share, mine)

    def conditions(self, raw: Mapping[str, Any], where: str) -> Conditions:
        return Conditions(
            self.thresholds(raw.get("participation", []), f"{where}.participation".strip("."), Of.ALL),
            self.thresholds(raw.get("consent", []), f"{where}.consent".strip("."), Of.TAKING_PART),
        )

    def thresholds(self, raw: Any, where: str, usual: Of) -> tuple[Threshold, ...]:
        if not isinstance(raw, list):
            self.wrong("not_a_list", N_("“{field}” must be a list of thresholds in brackets."), where)
            return ()
        return tuple(self.threshold(one, f"{where}.{i}", usual) for i, one in enumerate(raw, start=1))

    def threshold(self, raw: Any, where: str, usual: Of) -> Threshold:
        known = {"by", "at_least", "more_than"} | ({"of"} if usual is Of.TAKING_PART else set())
        found = self.only(raw, known, where)
        by = self.one_of(By, found.get("by"), f"{where}.by") if found else None
        of = self.one_of(Of, found.get("of", str(usual)), f"{where}.of")
        return Threshold(by or By.HEADS, self.share(found, where) if found else EVERY, of or usual)

    def share(self, raw: Mapping[str, Any], where: str) -> Share:
        named = [name for name in ("at_least", "more_than") if name in raw]
        fraction = _fraction(raw[named[0]]) if len(named) == 1 else None
        strict = named == ["more_than"]
        if fraction is None or not 0 < fraction <= 1 or (strict and fraction == 1):
            self.wrong("bad_share", N_("“{field}” needs either at_least or more_than, an exact fraction such as 2/3 up to 1."), where)  # fmt: skip
            return EVERY
        return Share(fraction, strict)

    def one_of(self, kind: type[E], raw: Any, where: str) -> E | None:
        try:
            return kind(raw)
        except ValueError:
            self.wrong("unknown_word", N_("“{field}” must be one of {known}."), where, known=", ".join(kind))
            return None

    def totals(self, raw: dict[str, Any]) -> Totals:
        whole = self.measure(self.only(raw["roll"], {"heads", "area"}, "roll"), "roll") if "roll" in raw else Measure()
        rolls = raw["groups"].get("rolls", {}) if isinstance(raw.get("groups"), dict) else {}
        if not isinstance(rolls, dict) or len(rolls) > MOST_GROUPS:
            self.wrong("not_an_object", N_("“{field}” must be an object in braces."), "groups.rolls")
            return Totals(whole)
        groups = {}
        for name, roll in rolls.items():
            where = f"groups.rolls.{name[:40]}"
            found = self.only(roll, {"heads", "area", "weight"}, where)
            weight = self.number(parse_weight, found.get("weight", 1), f"{where}.weight")
            groups[name] = GroupRoll(self.measure(found, where), weight)
        return Totals(whole, groups)

    def measure(self, raw: Mapping[str, Any], where: str) -> Measure:
        heads = self.number(parse_heads, raw.get("heads", 0), f"{where}.heads")
        return Measure(heads, self.number(parse_area, raw.get("area", 0), f"{where}.area"))

    def number(self, parse: Any, raw: Any, where: str) -> Exact:
        if isinstance(raw, (int, str)) and not isinstance(raw, bool):
            try:
                found: Exact = parse(str(raw) if isinstance(raw, str) or abs(raw) < 10**19 else "?")
            except Refusals:
                pass  # said below, as for everything else that is no number
            else:
                return found
        self.wrong("bad_number", N_("“{field}” must be a number that is not negative; people are whole."), where)
        return 0


def _purpose(rule: Rule) -> Purpose:
    """A rule of the Civil Code is about an owners' vote."""
    return Purpose.PRE_CHECK if rule.name.startswith("civil_code") else Purpose.ADVISORY


def _fraction(raw: Any) -> Fraction | None:
    if isinstance(raw, bool) or not isinstance(raw, (str, int)):
        return None
    try:
        return Fraction(parse_weight(str(raw) if isinstance(raw, str) or abs(raw) < 2 else "?"))
    except Refusals:
        return None
