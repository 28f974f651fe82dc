"""A ballot 选票 and the ranking 排序 on it, read from what a phone sends."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import Any

from planning.errors import N_, Problem, Refusals
from planning.wording import clean

RULE_VERSION = "1"
"""Version of what the rules of a round mean; every ballot carries the one it was cast under."""

Ranking = tuple[tuple[str, ...], ...]
"""Option keys, best first; those of equal rank stand together. Empty: a blank ballot."""


class Channel(StrEnum):
    """How a ballot came in."""

    PHONE = "phone"
    WEB = "web"
    PAPER = "paper"


@dataclass(frozen=True, slots=True)
class Ballot:
    """One ballot in the box. It knows its round and nothing of the person who cast it.

    :param ranking: what it says; of a score ballot graded (:mod:`planning.options.score_ballot`).
    :param place: courtyard or street front that it came from, only in a round that was announced so; empty otherwise,
        and after closing where a group is small.
    """

    id: str
    community_id: str
    round_id: str
    ranking: Ranking
    weight: Fraction = Fraction(1)
    channel: Channel = Channel.PHONE
    rule_version: str = RULE_VERSION
    place: str = ""


def parse_ranking(raw: object, *, options: Sequence[str], allow_equal: bool = True) -> Ranking:
    """A checked ranking from raw input such as ``[["a"], ["b", "c"]]``; an empty list is a blank ballot.

    Raises :class:`Refusals` with everything that is wrong: ``bad_ranking``, ``too_many_ranks``, ``bad_rank``,
    ``empty_rank``, ``unknown_option``, ``duplicate_option``, ``equal_ranks``. ``where`` is the rank, counted from 1.
    The work is bounded by the number of options, however much was sent.

    :param options: keys that may be ranked.
    :param allow_equal: whether several options may share a rank.
    """
    if not isinstance(raw, (list, tuple)):
        raise Refusals([_not_a_ranking()])
    problems: list[Problem] = []
    if len(raw) > len(options):
        problems.append(_too_many(len(options), None))
    seen: set[str] = set()
    ranking = tuple(_rank(raw[i], i + 1, options, seen, problems) for i in range(min(len(raw), len(options))))
    if not allow_equal:
        problems += [_equal(i) for i, rank in enumerate(ranking, start=1) if len(rank) > 1]
    if problems:
        raise Refusals(problems)
    return ranking


def _rank(raw: Any, place: int, options: Sequence[str], seen: set[str], problems: list[Problem]) -> tuple[str, ...]:
    """One rank; what is wrong with it goes to ``problems``."""
    if not isinstance(raw, (list, tuple)):
        problems.append(
            Problem("bad_rank", N_("Rank {rank} is not a list of options: please rank again."), {"rank": place}, place)
        )
        return ()
    if not raw:
        problems.append(
            Problem("empty_rank", N_("Rank {rank} is empty: close the gap and try again."), {"rank": place}, place)
        )
    if len(raw) > len(options):
        problems.append(_too_many(len(options), place))
    return tuple(
        option
        for option in (raw[i] for i in range(min(len(raw), len(options))))
        if _is_fresh(option, place, options, seen, problems)
    )


def _is_fresh(option: Any, place: int, options: Sequence[str], seen: set[str], problems: list[Problem]) -> bool:
    """Whether this is an option of the round that was not ranked before."""
    if not isinstance(option, str) or option not in options:
        problems.append(
            Problem(
                "unknown_option",
                N_("“{option}” is not an option of this round: load the page again and choose from its options."),
                {"option": quoted(option)},
                place,
            )
        )
        return False
    if option in seen:
        problems.append(
            Problem(
                "duplicate_option",
                N_("“{option}” is ranked twice: leave it at one rank only."),
                {"option": option},
                place,
            )
        )
        return False
    seen.add(option)
    return True


def quoted(value: Any) -> str:
    """Something foreign, short enough to be quoted; containers are named, not spelled out."""
    if isinstance(value, str):
        return clean(value[:40])
    if isinstance(value, int) and abs(value) >= 10**40:
        return type(value).__name__
    return str(value)[:40] if isinstance(value, (bool, int, float)) or value is None else type(value).__name__


def _not_a_ranking() -> Problem:
    return Problem("bad_ranking", N_("The ballot holds no list of ranks: load the page again and rank the options."))


def _too_many(most: int, place: int | None) -> Problem:
    return Problem(
        "too_many_ranks", N_("There are only {most} options: rank each of them once at most."), {"most": most}, place
    )


def _equal(place: int) -> Problem:
    return Problem(
        "equal_ranks",
        N_("Rank {rank} holds several options: this round wants one option at each rank."),
        {"rank": place},
        place,
    )


def fault_of(ranking: Ranking, options: frozenset[str]) -> str | None:
    """Why a readable ranking cannot count (``empty_rank``, ``unknown_option``, ``duplicate_option``), or None."""
    if not all(ranking):
        return "empty_rank"
    named = [option for rank in ranking for option in rank]
    if not options.issuperset(named):
        return "unknown_option"
    return "duplicate_option" if len(set(named)) < len(named) else None


def without(ranking: Ranking, gone: frozenset[str]) -> Ranking:
    """The ranking with some options struck; the ranks below close up."""
    return tuple(kept for rank in ranking if (kept := tuple(o for o in rank if o not in gone)))
