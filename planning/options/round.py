"""A round 表决轮次: a voting period with rules that are fixed before it opens."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING

from planning.options.counting.unranked import Unranked
from planning.period import Moment, Period
from planning.wording import Words

if TYPE_CHECKING:
    from planning.options.option import Option

RULE_VERSION = "1"
"""Version of what the rule fields below mean; every ballot carries it."""

METHODS_OF_ROUNDS = ("irv", "plurality", "borda", "copeland")
"""Methods that a round may announce; the others are shown beside the result."""


class Access(StrEnum):
    """Who may cast: one code per voter on the roll, counted; or anybody, consultative."""

    INVITED = "invited"
    OPEN = "open"


class State(StrEnum):
    """How a round is called on the pages."""

    DRAFT = "draft"
    PLANNED = "planned"
    OPEN = "open"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class Round:
    """A voting period. ``period`` is None while staff prepare it; then everything else stays as it is.

    ``tie`` is one of the tie rules of :mod:`planning.options.counting`. ``version`` grows with every change of the
    options before opening and with every withdrawal after it; a ballot names the version its voter read. ``unranked``
    is what an option that a ballot does not rank is to it, where the method asks.
    ``provable``: voters are given the nonce of their receipt, so that they can prove what they cast.
    """

    id: str
    community_id: str
    title: Words
    question: Words
    method: str = "irv"
    access: Access = Access.INVITED
    tie: str = "stands"
    case_id: str | None = None
    courtyard_id: str | None = None
    period: Period | None = None
    closed_at: datetime | None = None
    closed_reason: str = ""
    sealed_at: datetime | None = None
    definition_hash: str = ""
    version: int = 1
    unranked: Unranked = Unranked.TIED_LAST
    provable: bool = False

    def moment(self, now: datetime) -> Moment:
        """Before, during or after voting, by the server's clock."""
        if self.period is None:
            return Moment.BEFORE
        if self.closed_at is not None and now >= self.closed_at:
            return Moment.AFTER
        return self.period.at(now)

    def state(self, now: datetime) -> State:
        """Draft, planned, open or closed."""
        if self.period is None:
            return State.DRAFT
        return {Moment.BEFORE: State.PLANNED, Moment.DURING: State.OPEN, Moment.AFTER: State.CLOSED}[self.moment(now)]


def definition(round_: Round, options: list[Option]) -> str:
    """Everything a voter relies on as JSON of one form: question, options, rules. Dates may be extended, and stay out."""
    said = {
        "id": round_.id, "title": [round_.title.zh, round_.title.en], "question": [round_.question.zh, round_.question.en],
        "method": round_.method, "access": round_.access, "tie": round_.tie, "rule_version": RULE_VERSION,
        "unranked": round_.unranked,
        "provable": round_.provable,
        "options": [
            {"key": o.key, "title": [o.title.zh, o.title.en], "summary": [o.summary.zh, o.summary.en],
             "note": [o.professional_note.zh, o.professional_note.en],
             "facts": [[f.label.zh, f.label.en, f.value.zh, f.value.en] for f in o.facts],
             "pros": [[w.zh, w.en] for w in o.pros], "cons": [[w.zh, w.en] for w in o.cons]}
            for o in sorted(options, key=lambda o: o.position)
        ],
    }  # fmt: skip
    from planning.chain import canonical  # late: counting imports this module, and hashes nothing

    return canonical(said)


def definition_hash(round_: Round, options: list[Option]) -> str:
    """SHA-256 of the :func:`definition`."""
    from planning.chain import digest

    return digest(definition(round_, options))
