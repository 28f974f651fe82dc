"""Dissent 异议: who objects to a case, who went there, what came of it, what was answered. It is kept, not averaged away."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from planning.wording import Words


class Outcome(StrEnum):
    """What came of a visit."""

    STANDS = "stands"
    MET = "met_half_way"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class Objection:
    """One objection to a case.

    :param topic: one of the topics of comments.
    :param who: a label such as a door or "a shop": only those who work on the case read it.
    :param text: the objector's own words.
    :param shown: whether the objector allows that everybody reads these words.
    :param owner_id: the member of staff who is responsible; None in the illustrative community, which has no accounts.
    :param comment_id: the comment that it was made from, or ``household_id``, the household of the register that objects.
    :param mistaken_at: when it was taken out because it had been entered twice or in the wrong case, and why: it does not count.
    """

    id: str
    community_id: str
    case_id: str
    topic: str
    who: str
    text: str
    shown: bool
    owner_id: str | None
    at: datetime
    comment_id: str | None = None
    answer: Words = Words("")
    answered_at: datetime | None = None
    version: int = 1
    household_id: str | None = None
    mistaken_at: datetime | None = None
    mistaken_reason: str = ""


@dataclass(frozen=True, slots=True)
class Call:
    """A visit to whoever objects: who went, on which day, what was explained there, and what came of it."""

    id: str
    community_id: str
    objection_id: str
    day: date
    went: str
    explained: str
    outcome: Outcome
    at: datetime
    version: int = 1


@dataclass(frozen=True, slots=True)
class Standing:
    """An objection as everybody may read it: neither who it is nor who went there.

    :param words: the objector's own words; empty where they may not be shown.
    :param outcome: what the latest visit brought; None where nobody went yet.
    """

    topic: str
    words: str
    answer: Words
    visits: int
    at: datetime
    outcome: Outcome | None = None

    @property
    def is_settled(self) -> bool:
        """Whether it was met half-way or withdrawn after a visit."""
        return self.outcome in {Outcome.MET, Outcome.WITHDRAWN}


@dataclass(frozen=True, slots=True)
class Tally:
    """What everybody reads of the objections to a case: each one, those that stand apart from those that came to an end.

    :param settled: those that were met half-way or withdrawn after a visit, of which there are so many.
    :param mistaken: entries that were taken out as entered by mistake; they are none of the total.
    """

    standing: tuple[Standing, ...] = ()
    withdrawn: int = 0
    met: int = 0
    mistaken: int = 0
    settled: tuple[Standing, ...] = ()

    @property
    def total(self) -> int:
        """How many objections there were."""
        return len(self.standing) + self.withdrawn + self.met


def outcome_of(calls: Iterable[Call]) -> Outcome | None:
    """What the latest visit brought; None where nobody went yet. Of two visits on one day the one noted later counts."""
    last = max(calls, key=lambda call: (call.day, call.at, call.id), default=None)
    return last.outcome if last else None


def tally(
    objections: Sequence[Objection], calls: Mapping[str, Sequence[Call]], readable: frozenset[str] = frozenset()
) -> Tally:
    """What everybody may read.

    :param calls: visits by the ids of their objections; an objection that nobody visited stands.
    :param readable: ids of comments that everybody can still read: words that came from another one are not shown.
    """
    standing, settled, counted = [], [], {Outcome.WITHDRAWN: 0, Outcome.MET: 0}
    for one in objections:
        if one.mistaken_at is not None:
            continue
        visits = calls.get(one.id, ())
        outcome = outcome_of(visits)
        allowed = one.shown and (one.comment_id is None or one.comment_id in readable)
        told = Standing(one.topic, one.text if allowed else "", one.answer, len(visits), one.at, outcome)
        if outcome in counted:
            counted[outcome] += 1
            settled.append(told)
        else:
            standing.append(told)
    mistaken = sum(one.mistaken_at is not None for one in objections)
    return Tally(tuple(standing), counted[Outcome.WITHDRAWN], counted[Outcome.MET], mistaken, tuple(settled))
