"""A decision on the roll of a round: what each vote adds to which sum, and the decision from the sums alone.

A vote is never kept beside a floor area. When a ballot is cast, its choice grows by one head and by the area that the
roll holds for the voter, in the sum of the whole and in the sum of each group that the voter belongs to; these sums
are all that is kept.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from planning.errors import N_, Problem
from planning.options.counting.exact import exact
from planning.options.decision.deciding import Decision, decide
from planning.options.decision.owners import Owners, Unit
from planning.options.decision.rule import By, Level, Measure, Rule, Totals, Unsold
from planning.options.decision.votes import Choice, Tallies, Tally
from planning.options.electorate import Holding, Voter, VoterKind

WHOLE = ""
"""The group that everybody belongs to."""
MOST_NAMED = 5
LONGEST_GROUP = 200


@dataclass(frozen=True, slots=True)
class Share:
    """What a vote adds to the sum of one group: one head, and so many hundredths of a square metre."""

    group: str
    area: int


@dataclass(frozen=True, slots=True)
class ChoiceSum:
    """So many heads with so many hundredths of a square metre chose this, in one group or in the whole."""

    group: str
    choice: Choice
    heads: int
    area: int


def deciding(voters: Iterable[Voter], rule: Rule) -> list[Voter]:
    """The voters that a rule lets decide: all, or all but the developer of unsold units."""
    left_out = rule.unsold is Unsold.LEFT_OUT
    return [voter for voter in voters if not (left_out and voter.kind is VoterKind.DEVELOPER)]


def group_of(holding: Holding, level: Level) -> str:
    """The unit, building or estate that a holding lies in; empty where the roll does not say.

    Buildings of two courtyards may bear one number, so the courtyard stands before it.
    """
    parts = {
        Level.ESTATE: (holding.place,),
        Level.BUILDING: (holding.place, holding.building),
        Level.UNIT: (holding.place, holding.building, holding.unit),
    }[level]
    return " ".join(part for part in parts if part)[:LONGEST_GROUP] if parts[-1] else ""


def shares_of(voter: Voter, rule: Rule) -> list[Share]:
    """What the vote of this voter adds, and where: to the whole first."""
    areas = {WHOLE: sum(holding.area or 0 for holding in voter.holdings)}
    for holding in voter.holdings if rule.groups else ():
        group = group_of(holding, rule.groups.level) if rule.groups else WHOLE
        if group != WHOLE:
            areas[group] = areas.get(group, 0) + (holding.area or 0)
    return [Share(group, area) for group, area in areas.items()]


def totals_of(voters: Iterable[Voter], rule: Rule) -> Totals:
    """Heads and areas of the roll, as the rule counts owners of several units and unsold ones."""
    units = [
        Unit(
            voter.id, exact(Fraction(holding.area or 0, 100)),
            group_of(holding, rule.groups.level) if rule.groups else "", voter.kind is VoterKind.DEVELOPER,
        )
        for voter in voters
        for holding in voter.holdings or (Holding(voter.label),)
    ]  # fmt: skip
    return Owners.of(units, rule.unsold).totals()


def decision_of(rule: Rule, voters: Sequence[Voter], sums: Iterable[ChoiceSum]) -> Decision:
    """The decision of a round by its frozen roll and the sums of its votes."""
    return by_sums(rule, totals_of(voters, rule), sums)


def by_sums(rule: Rule, totals: Totals, sums: Iterable[ChoiceSum]) -> Decision:
    """The decision by the totals of a roll and the sums of the votes."""
    tallies: dict[str, dict[Choice, Measure]] = {}
    for one in sums:
        measure = Measure(one.heads, exact(Fraction(one.area, 100)))
        tallies.setdefault(one.group, {})[one.choice] = measure
    whole = Tally(tallies.pop(WHOLE, {}))
    return decide(rule, totals, Tallies(whole, {group: Tally(sum_) for group, sum_ in tallies.items()}))


def roll_problems(rule: Rule, voters: Sequence[Voter]) -> list[Problem]:
    """What the roll lacks for a rule: voters at all, a floor area, the building of each unit."""
    mine = deciding(voters, rule)
    problems = []
    if not mine:
        problems.append(
            Problem("no_roll", N_("A round that decides needs a roll: enrol those who may decide, with their codes."))
        )
    conditions = [rule.conditions, *([rule.groups.conditions] if rule.groups else [])]
    by_area = any(t.by is By.AREA for c in conditions for t in (*c.participation, *c.consent))
    if by_area:
        problems += _lacking("no_area", N_("The rule counts by area, and the roll gives none for {labels} (in all {count}): import the roll with floor areas."), [v.label for v in mine if v.area is None])  # fmt: skip
    if rule.groups:
        level = rule.groups.level
        ungrouped = [v.label for v in mine if not v.holdings or any(not group_of(h, level) for h in v.holdings)]
        message = N_("The rule asks the {level}, and the roll does not say it for {labels} (in all {count}): import the roll with that column.")  # fmt: skip
        problems += _lacking("no_group", message, ungrouped, level=level.words)
    return problems


def _lacking(code: str, message: str, labels: list[str], **said: object) -> list[Problem]:
    if not labels:
        return []
    return [Problem(code, message, {"labels": ", ".join(labels[:MOST_NAMED]), "count": len(labels)} | said)]
