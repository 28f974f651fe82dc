"""The decision: each threshold with its figures, and whether all of them are reached."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from planning.errors import N_, Problem, Refusals
from planning.options.counting.exact import Exact, exact
from planning.options.decision.rule import By, Conditions, Measure, Of, Rule, Threshold, Totals
from planning.options.decision.votes import Choice, Tallies, Tally
from planning.options.telling.teller import decimal

STEPS = {By.HEADS: Fraction(1), By.AREA: Fraction(1, 100)}
"""What a least number is rounded up to: a head, a hundredth of a square metre."""


@dataclass(frozen=True, slots=True)
class Checked:
    """A threshold and what was reached: ``part`` of ``whole``, where at least ``needed`` was asked for."""

    threshold: Threshold
    part: Exact
    whole: Exact
    needed: Exact
    met: bool


@dataclass(frozen=True, slots=True)
class Part:
    """What one body decided: everybody, or one group."""

    tally: Tally
    participation: tuple[Checked, ...]
    consent: tuple[Checked, ...]

    @property
    def has_participation(self) -> bool:
        """Whether enough took part."""
        return all(checked.met for checked in self.participation)

    @property
    def has_consent(self) -> bool:
        """Whether enough said yes."""
        return all(checked.met for checked in self.consent)

    @property
    def accepted(self) -> bool:
        """Both."""
        return self.has_participation and self.has_consent


@dataclass(frozen=True, slots=True)
class Decision:
    """What was decided by a rule.

    :param groups: what each group decided; empty where the rule asks no groups.
    :param weight: weight of the groups that accept, of ``weight_of_all``.
    """

    rule: Rule
    whole: Part
    groups: Mapping[str, Part] = field(default_factory=dict)
    weight: Exact = 0
    weight_of_all: Exact = 0

    @property
    def groups_accept(self) -> bool:
        """Whether enough groups accept; true where none are asked."""
        return self.rule.groups is None or self.rule.groups.share.is_reached(self.weight, self.weight_of_all)

    @property
    def accepted(self) -> bool:
        """Whether everything that the rule asks for was reached."""
        return self.whole.accepted and self.groups_accept


def decide(rule: Rule, totals: Totals, tallies: Tallies) -> Decision:
    """Decide by a rule; raises :class:`Refusals` (``no_roll``, ``more_than_roll``, ``unknown_group``)."""
    problems = _missing(rule, totals) or _too_many(rule, totals, tallies)
    if problems:
        raise Refusals(problems)
    whole = _part(rule.conditions, totals.whole, tallies.whole)
    if rule.groups is None:
        return Decision(rule, whole)
    groups = {
        name: _part(rule.groups.conditions, group.measure, tallies.groups.get(name, Tally()))
        for name, group in totals.groups.items()
    }
    weight = sum(totals.groups[name].weight for name, part in groups.items() if part.accepted)
    return Decision(rule, whole, groups, exact(weight), exact(sum(group.weight for group in totals.groups.values())))


def _part(conditions: Conditions, roll: Measure, tally: Tally) -> Part:
    participation = tuple(
        _checked(threshold, tally.taking_part, roll.by(threshold.by)) for threshold in conditions.participation
    )
    consent = tuple(
        _checked(threshold, tally[Choice.YES], tally.base(threshold.of, threshold.by, roll))
        for threshold in conditions.consent
    )
    return Part(tally, participation, consent)


def _checked(threshold: Threshold, reached: Measure, whole: Exact) -> Checked:
    part, share = reached.by(threshold.by), threshold.share
    needed = share.least(whole, STEPS[threshold.by])
    return Checked(threshold, exact(part), exact(whole), needed, share.is_reached(part, whole))


def _of_the_roll(conditions: Conditions) -> set[By]:
    """What must be known of the roll."""
    consent = {threshold.by for threshold in conditions.consent if threshold.of is Of.ALL}
    return consent | {threshold.by for threshold in conditions.participation}


def _missing(rule: Rule, totals: Totals) -> list[Problem]:
    """Totals of the roll that the rule needs and that are not there."""
    problems = [_no_roll(by, "") for by in sorted(_of_the_roll(rule.conditions)) if totals.whole.by(by) <= 0]
    if rule.groups is None:
        return problems
    if not totals.groups:
        problems.append(Problem("no_roll", N_("The rule asks groups: name each of them with its totals.")))
    needed = sorted(_of_the_roll(rule.groups.conditions))
    return problems + [_no_roll(by, n) for n, g in totals.groups.items() for by in needed if g.measure.by(by) <= 0]


def _no_roll(by: By, group: str) -> Problem:
    if group:
        return Problem("no_roll", N_("The rule needs the total of {by} of the group “{group}”."), {"by": by.words, "group": group[:40]})  # fmt: skip
    return Problem("no_roll", N_("The rule needs the total of {by} on the roll."), {"by": by.words})


def _too_many(rule: Rule, totals: Totals, tallies: Tallies) -> list[Problem]:
    """Votes that the roll does not hold: then one of the two is wrong, and nothing is decided."""
    problems = _over(totals.whole, tallies.whole, "")
    if rule.groups is None:
        return problems
    for name, tally in tallies.groups.items():
        if name not in totals.groups:
            problems.append(
                Problem("unknown_group", N_("The group “{group}” is not on the roll."), {"group": name[:40]})
            )
        else:
            problems += _over(totals.groups[name].measure, tally, name)
    grouped = sum((tally.taking_part for tally in tallies.groups.values()), Measure())
    if grouped.heads < tallies.whole.taking_part.heads:
        problems.append(Problem("no_group", N_("The rule asks groups: name the group of every vote.")))
    return problems


def _over(roll: Measure, tally: Tally, group: str) -> list[Problem]:
    problems = []
    for by in By:
        part, whole = tally.taking_part.by(by), roll.by(by)
        if not whole or part <= whole:
            continue
        said = {"by": by.words, "part": decimal(part), "whole": decimal(whole), "group": group[:40]}
        message = N_("More took part than the roll holds, by {by}: {part} of {whole}.")
        if group:
            message = N_("More took part than the roll of the group “{group}” holds, by {by}: {part} of {whole}.")
        problems.append(Problem("more_than_roll", message, said))
    return problems
