"""A decision rule as a round announces it: without totals, which the frozen roll gives."""

from __future__ import annotations

import json
from dataclasses import replace

from planning.errors import N_, Problem, Refusals
from planning.options.decision.reading import canonical, parse_rule
from planning.options.decision.rule import Level, Rule

LEVELS_OF_ROUNDS = (Level.UNIT, Level.BUILDING, Level.ESTATE)
"""Groups that a roll tells."""


def announced(text: str) -> tuple[str, Rule]:
    """The rule in its one canonical writing, and as a value; raises :class:`Refusals` with all that is wrong.

    A rule of a round names no totals (``roll_in_rule``), and its groups are those of a roll (``unknown_level``).
    """
    rule, _ = parse_rule(text)
    raw = json.loads(text, parse_float=str)
    problems = []
    if "roll" in raw or "rolls" in raw.get("groups", {}):
        problems.append(Problem("roll_in_rule", N_("Leave the totals out of the rule: the frozen roll of the round gives them.")))  # fmt: skip
    if rule.groups and rule.groups.level not in LEVELS_OF_ROUNDS:
        problems.append(Problem("unknown_level", N_("Say which groups decide beside the whole: unit, building or estate.")))  # fmt: skip
    if problems:
        raise Refusals([replace(problem, where="rule") for problem in problems])
    return canonical(text), rule


def rule_of(text: str) -> Rule:
    """The rule that a round keeps."""
    return parse_rule(text)[0]
