"""A decision as a record keeps it: the rule, the totals of the roll and the sums by choice, and what follows from them.

Areas are whole hundredths of a square metre throughout, as the roll and the sums hold them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from planning.chain import canonical
from planning.options.counting.exact import Exact, exact
from planning.options.decision.announcing import rule_of
from planning.options.decision.deciding import Checked, Decision, Part
from planning.options.decision.on_roll import WHOLE, ChoiceSum, by_sums
from planning.options.decision.publishing import Line, Published
from planning.options.decision.rule import By, GroupRoll, Measure, Totals
from planning.options.decision.votes import Choice
from planning.options.record.results import number


@dataclass(frozen=True, slots=True)
class Basis:
    """What a decision follows from: the rule as it was announced, the totals of the roll, the sums by choice."""

    rule: str
    totals: Totals
    sums: tuple[ChoiceSum, ...]

    @property
    def decision(self) -> Decision:
        """The decision; raises :class:`Refusals` where sums and totals do not fit."""
        return by_sums(rule_of(self.rule), self.totals, self.sums)

    @property
    def heads(self) -> Mapping[str, int]:
        """How many chose what, in the whole."""
        return {str(one.choice): one.heads for one in self.sums if one.group == WHOLE}

    def plain(self) -> dict[str, Any]:
        """As JSON holds it."""
        groups = {name: _measure(g.measure) | {"weight": number(g.weight)} for name, g in self.totals.groups.items()}
        sums = [{"group": s.group, "choice": str(s.choice), "heads": s.heads, "area": s.area} for s in self.sums]
        return {"rule": self.rule, "roll": _measure(self.totals.whole), "groups": groups, "sums": sums}

    @property
    def text(self) -> str:
        """In one writing only, of which the log keeps a salted hash since closing."""
        return canonical(self.plain())


def basis_of(said: Mapping[str, Any]) -> Basis:
    """The basis that a file holds; raises what wrong JSON makes of it."""
    groups = {name: GroupRoll(_measured(g), _exact(g["weight"])) for name, g in said["groups"].items()}
    sums = tuple(ChoiceSum(s["group"], Choice(s["choice"]), int(s["heads"]), int(s["area"])) for s in said["sums"])
    return Basis(said["rule"], Totals(_measured(said["roll"]), groups), sums)


def full(basis: Basis) -> dict[str, Any]:
    """All of it, and the decision that follows."""
    return basis.plain() | {"decision": decided(basis.decision)}


def decided(decision: Decision) -> dict[str, Any]:
    """The decision with every threshold of the whole and of each group, as the second program counts it again."""
    said = _part(decision.whole)
    rule = decision.rule.groups
    if rule is None:
        return said
    step = rule.share.least(decision.weight_of_all, Fraction(1))
    enough = {
        "by": "heads", "part": number(decision.weight), "whole": number(decision.weight_of_all), "needed": number(step),
        "met": decision.groups_accept,
    }  # fmt: skip
    groups = {name: _part(part) for name, part in decision.groups.items()}
    return said | {"groups": groups, "groups_accept": enough, "accepted": decision.accepted}


def public(rule: str, told: Published) -> dict[str, Any]:
    """What everybody may read of it; null stands for a figure or a verdict that would tell on somebody."""
    return {
        "rule": rule, "accepted": told.accepted, "heads": {str(c): number(n) for c, n in told.heads.items()},
        "thresholds": [_line(line) for line in told.lines], "groups": dict(told.groups),
    }  # fmt: skip


def is_whole(said: Mapping[str, Any]) -> bool:
    """Whether a public decision shows every figure that it follows from."""
    return bool(said["thresholds"]) and not said["groups"] and all(t["part"] is not None for t in said["thresholds"])


def _part(part: Part) -> dict[str, Any]:
    return {
        "votes": {str(choice): _measure(measure) for choice, measure in part.tally.sums.items()},
        "participation": [_checked(one) for one in part.participation],
        "consent": [_checked(one) for one in part.consent], "accepted": part.accepted,
    }  # fmt: skip


def _checked(one: Checked) -> dict[str, Any]:
    by = one.threshold.by
    figures = {"part": one.part, "whole": one.whole, "needed": one.needed}
    return {"by": str(by), **{name: _figure(value, by) for name, value in figures.items()}, "met": one.met}


def _line(line: Line) -> dict[str, Any]:
    figures = {"part": line.part, "whole": line.whole, "needed": line.needed}
    said = {name: None if value is None else _figure(value, line.by) for name, value in figures.items()}
    return {"of": "consent" if line.is_consent else "participation", "by": str(line.by), "met": line.met, **said}


def _figure(value: Exact, by: By) -> int | str:
    return number(exact(value * 100)) if by is By.AREA else number(value)


def _measure(measure: Measure) -> dict[str, int | str]:
    return {str(by): _figure(measure.by(by), by) for by in By}


def _measured(said: Mapping[str, Any]) -> Measure:
    return Measure(_exact(said["heads"]), exact(_exact(said["area"]) / Fraction(100)))


def _exact(said: int | str) -> Exact:
    return exact(Fraction(said))
