"""Evaluation 评议: weeks after the works residents say whether what was promised was done, and done well.

The same machinery asks, once a year, the residents of a courtyard about its self-management group.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from planning.period import Moment, Period
from planning.wording import Words

FEW = 5
"""Fewer answers than this tell nothing, and are not shown."""


class About(StrEnum):
    """What is evaluated."""

    CASE = "about_case"
    GROUP = "about_group"


class Done(StrEnum):
    """Was it done as promised?"""

    YES = "done_yes"
    PARTLY = "done_partly"
    NO = "done_no"
    UNKNOWN = "done_unknown"


class Good(StrEnum):
    """Was it done well?"""

    GOOD = "good_good"
    FAIR = "good_fair"
    POOR = "good_poor"
    UNKNOWN = "good_unknown"


class Verdict(StrEnum):
    """What an evaluation says, by a rule that is read beside it."""

    YES = "verdict_yes"
    NO = "verdict_no"
    FEW = "verdict_few"


@dataclass(frozen=True, slots=True)
class Evaluation:
    """One asking.

    :param promise: what was promised, in the words that are shown beside the question and the result.
    :param year: of the yearly evaluation of a courtyard's group, and ``courtyard_id`` whose; None for a case.
    :param called_off_at: when it was called off, and why: it asks nobody any more and tells nothing.
    :param by_code: one answer for each code; otherwise one for each browser.
    """

    id: str
    community_id: str
    about: About
    promise: Words
    opens: datetime
    closes: datetime
    by_code: bool
    at: datetime
    case_id: str | None = None
    courtyard_id: str | None = None
    year: int | None = None
    called_off_at: datetime | None = None
    called_off_reason: str = ""
    version: int = 1

    def moment(self, now: datetime) -> Moment:
        """Before, during or after it is asked; what was called off is over."""
        if self.called_off_at is not None:
            return Moment.AFTER
        return Period(self.opens, self.closes).at(now)

    def stays(self, now: datetime, answers: int) -> bool:
        """Whether nobody may call it off (any more): it is over, and residents have said what they think."""
        return self.called_off_at is not None or (self.moment(now) is Moment.AFTER and answers > 0)


@dataclass(frozen=True, slots=True)
class EvaluationCode:
    """A code as it is kept: only its hash. It is of nobody: it is handed out, not addressed."""

    id: str
    community_id: str
    evaluation_id: str
    hash: str


@dataclass(frozen=True, slots=True)
class Appraisal:
    """One answer.

    :param once: what may answer once: the id of the code, or a hash of the browser; no two answers share it.
    :param browser: the browser that sent it, so that its owner can have the answer erased.
    :param shown: whether a moderator has read the words and shows them to everybody.
    """

    id: str
    community_id: str
    evaluation_id: str
    once: str
    browser: str
    done: Done
    good: Good
    words: str
    at: datetime
    courtyard_id: str | None = None
    shown: bool = False
    version: int = 1


@dataclass(frozen=True, slots=True)
class CaseEnding:
    """A case was closed with its evaluation, or reopened because the answer was no; the latest one counts."""

    id: str
    community_id: str
    case_id: str
    evaluation_id: str
    closed: bool
    reason: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Appraised:
    """The figures of an evaluation; empty tables where fewer than :data:`FEW` answered.

    :param by_courtyard: answers by courtyard id ("" where none was named); None where a group is small.
    """

    answered: int
    verdict: Verdict
    done: Mapping[Done, int] = field(default_factory=dict)
    good: Mapping[Good, int] = field(default_factory=dict)
    words: tuple[str, ...] = ()
    by_courtyard: Mapping[str, int | None] = field(default_factory=dict)


def appraised(answers: Iterable[Appraisal], by_courtyard: Mapping[str, int | None]) -> Appraised:
    """Count the answers; nothing is told of fewer than :data:`FEW`."""
    found = list(answers)
    if len(found) < FEW:
        return Appraised(len(found), Verdict.FEW)
    done = {one: sum(answer.done is one for answer in found) for one in Done}
    good = {one: sum(answer.good is one for answer in found) for one in Good}
    words = tuple(answer.words for answer in found if answer.shown and answer.words)
    return Appraised(len(found), verdict(done), done, good, words, dict(by_courtyard))


def verdict(done: Mapping[Done, int]) -> Verdict:
    """No, where at least half of those who know say that it was not done; too few where fewer than :data:`FEW` know."""
    known = done[Done.YES] + done[Done.PARTLY] + done[Done.NO]
    if known < FEW:
        return Verdict.FEW
    return Verdict.NO if 2 * done[Done.NO] >= known else Verdict.YES
