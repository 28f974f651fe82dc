"""Rules for marked ballots: what an over-vote, an empty rank and a repeat mean, and how the count goes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from planning.errors import N_, Problem, Refusals


class Overvote(StrEnum):
    """What becomes of a ballot at a rank with several marks."""

    EXHAUST = "exhaust"
    SKIP = "skip"
    EXHAUST_IF_MULTIPLE_CONTINUING = "exhaust_if_multiple_continuing"


class Duplicate(StrEnum):
    """What becomes of a ballot at an option that it named before."""

    EXHAUST = "exhaust"
    SKIP = "skip"


class Majority(StrEnum):
    """More than half of which ballots: of those that still count, or of all that counted at the first stage."""

    ACTIVE = "active"
    FIRST_STAGE = "first_stage"


@dataclass(frozen=True, slots=True)
class MarkedRules:
    """The rules in which real instant runoffs differ, by the words of RCTab's configuration.

    :param max_skipped_ranks: a ballot with more empty ranks in a row is exhausted there; None: no limit.
    :param max_rankings: ranks beyond this one are not read; None: all are.
    :param batch_elimination: the largest group of lowest options leaves at once whose sum is below the next tally.
    :param undeclared_write_in: an option that cannot win; it leaves first if it has any ballot.
    :param until_two: the count goes on until two options are left.
    """

    overvote_rule: Overvote = Overvote.EXHAUST
    duplicate_rule: Duplicate = Duplicate.SKIP
    max_skipped_ranks: int | None = None
    max_rankings: int | None = None
    batch_elimination: bool = False
    undeclared_write_in: str | None = None
    until_two: bool = False
    majority: Majority = Majority.ACTIVE

    @classmethod
    def parse(cls, said: object, options: tuple[str, ...]) -> MarkedRules:
        """Rules from plain data; raises :class:`Refusals` with every fault (``bad_rules``, ``unknown_rule``, ``bad_rule``).

        ``tie_break`` is passed over: what is done with a tie is announced by the tie rule.
        """
        if not isinstance(said, Mapping):
            raise Refusals([Problem("bad_rules", N_("The rules must be one JSON object with a value for each rule."))])
        problems = [
            Problem("unknown_rule", N_("There is no rule “{rule}” for marked ballots."), {"rule": str(name)[:40]})
            for name in said
            if name not in _READ and name != "tie_break"
        ]
        read: dict[str, Any] = {}
        for name in said:
            if name in _READ:
                try:
                    read[name] = _READ[name](said[name], options)
                except (ValueError, TypeError):
                    problems.append(_bad(name, said[name]))
        if problems:
            raise Refusals(problems)
        return cls(**read)


def _whole(said: Any, _: tuple[str, ...]) -> int | None:
    if said is None or (type(said) is int and said >= 0):
        return said
    raise ValueError


def _whether(said: Any, _: tuple[str, ...]) -> bool:
    if isinstance(said, bool):
        return said
    raise ValueError


def _option(said: Any, options: tuple[str, ...]) -> str | None:
    if said is None or (isinstance(said, str) and said in options):
        return said
    raise ValueError


_READ: dict[str, Any] = {
    "overvote_rule": lambda said, _: Overvote(said),
    "duplicate_rule": lambda said, _: Duplicate(said),
    "majority": lambda said, _: Majority(said),
    "max_skipped_ranks": _whole,
    "max_rankings": _whole,
    "batch_elimination": _whether,
    "until_two": _whether,
    "undeclared_write_in": _option,
}


def _bad(name: str, said: Any) -> Problem:
    return Problem(
        "bad_rule", N_("“{value}” is no value of the rule “{rule}”."), {"rule": name, "value": str(said)[:40]}
    )
