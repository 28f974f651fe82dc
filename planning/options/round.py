"""A round 表决轮次: a voting period with rules that are fixed before it opens."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING

from planning.options.ballot import RULE_VERSION
from planning.options.counting.unranked import Unranked
from planning.options.paper.precedence import PaperRule
from planning.options.score_ballot import Unscored
from planning.period import Moment, Period
from planning.wording import Words

if TYPE_CHECKING:
    from planning.options.option import Option

METHODS_OF_ROUNDS = (
    "irv", "plurality", "borda", "copeland", "two_round", "bucklin", "borda_modified", "minimax_winning", "minimax_margins",
    "schulze_winning", "schulze_margins", "ranked_pairs_winning", "ranked_pairs_margins", "black", "condorcet",
)  # fmt: skip
"""Methods that elect one by rankings. The Smith set and the Condorcet loser choose nobody."""

SEVERAL_BY_RANKINGS = ("stv_scottish", "stv_wigm")
SEVERAL_BY_APPROVALS = ("seq_pav", "phragmen", "mes")
WITH_SEATS = frozenset({*SEVERAL_BY_RANKINGS, *SEVERAL_BY_APPROVALS, "approval"})
"""Methods that fill as many seats as the round announces."""


class Access(StrEnum):
    """Who may cast: one code per voter on the roll, counted; or anybody, consultative."""

    INVITED = "invited"
    OPEN = "open"


class BallotKind(StrEnum):
    """What a ballot of the round holds: an order of preference, one of yes, no and abstain, all that one could accept,
    points for each option, or all that a common budget should pay for.
    """

    RANKING = "ranking"
    YES_NO = "yes_no"
    APPROVAL = "approval"
    SCORE = "score"
    BUDGET = "budget"


ONE_RANK = frozenset({BallotKind.APPROVAL, BallotKind.BUDGET})
"""Kinds whose ballots mark options without any order among them."""


METHODS_OF_BALLOTS: dict[BallotKind, tuple[str, ...]] = {
    BallotKind.RANKING: (*METHODS_OF_ROUNDS, *SEVERAL_BY_RANKINGS),
    BallotKind.YES_NO: ("plurality",),
    BallotKind.APPROVAL: ("approval", *SEVERAL_BY_APPROVALS),
    BallotKind.SCORE: ("score", "star"),
    BallotKind.BUDGET: ("pb_greedy", "pb_mes"),
}
"""Methods that a round may announce, by what its ballots hold."""

CHOICES = ("yes", "no", "abstain")
"""Keys of the options of a yes or no, in their order; what each is called may be edited as for any option."""


CALLED = {"yes": Words("同意", "Yes"), "no": Words("反对", "No"), "abstain": Words("弃权", "Abstain")}
"""What they are called unless the board says more."""


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

    :param rule: decision rule of a yes or no as canonical JSON (:mod:`planning.options.decision.reading`); empty where
        the answer is only counted.
    :param gate_id: the yes or no that must have been accepted before this round can be announced.
    :param ratifies_id: the closed round whose winner this yes or no puts to the vote.
    :param roll_hash: SHA-256 of the roll as it was frozen at the announcement; empty where there is none.
    :param provable: voters are given the nonce of their receipt, so that they can prove what they cast.
    :param screening: which options may stand on how many sites, as
        :func:`planning.options.screening.screening.written` writes it; empty where nothing was screened.
    :param paper: whether paper ballots are taken, and which ballot counts where a voter gives two.
    :param seats: how many options are chosen, by a method that fills seats.
    :param most_points: the most points of a score ballot, and ``unscored`` what an option without any is.
    :param budget: what there is to spend in hundredths of a yuan, in a round about a budget.
    :param early_reason: why it was opened before its case came to its vote; everybody reads it.
    :param by_place: each ballot says which courtyard or street front it came from, until small groups are cut off.
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
    ballot: BallotKind = BallotKind.RANKING
    rule: str = ""
    gate_id: str | None = None
    ratifies_id: str | None = None
    roll_hash: str = ""
    provable: bool = False
    paper: PaperRule = PaperRule.NONE
    screening: str = ""
    seats: int = 1
    most_points: int = 5
    unscored: Unscored = Unscored.NOUGHT
    budget: int | None = None
    by_place: bool = False
    early_reason: str = ""

    @property
    def is_consultative(self) -> bool:
        """Open to all: a consultation, which no roll stands behind and which decides nothing."""
        return self.access is Access.OPEN

    @property
    def points(self) -> int | None:
        """The most points of a score ballot; None where ballots are rankings."""
        return self.most_points if self.ballot is BallotKind.SCORE else None

    def moment(self, now: datetime) -> Moment:
        """Before, during or after voting, by the server's clock."""
        if self.period is None:
            return Moment.BEFORE
        if self.closed_at is not None:  # for good: what has closed stays so, even if the clock is set back
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
        "ballot": round_.ballot, "rule": round_.rule, "gate": round_.gate_id, "ratifies": round_.ratifies_id,
        "provable": round_.provable, "paper": round_.paper, "screening": round_.screening, **_rules_of_kind(round_),
        "options": [
            {"key": o.key, "title": [o.title.zh, o.title.en], "summary": [o.summary.zh, o.summary.en],
             "note": [o.professional_note.zh, o.professional_note.en],
             "facts": [[f.label.zh, f.label.en, f.value.zh, f.value.en] for f in o.facts],
             "pros": [[w.zh, w.en] for w in o.pros], "cons": [[w.zh, w.en] for w in o.cons], "species": o.species,
             **({"cost_in_cents": o.cost} if round_.ballot is BallotKind.BUDGET else {})}
            for o in sorted(options, key=lambda o: o.position)
        ],
    }  # fmt: skip
    from planning.chain import canonical  # late: counting imports this module, and hashes nothing

    return canonical(said)


def _rules_of_kind(round_: Round) -> dict[str, object]:
    """What only some kinds of rounds announce."""
    said: dict[str, object] = {"by_place": True} if round_.by_place else {}
    if round_.method in WITH_SEATS:
        said["seats"] = round_.seats
    if round_.ballot is BallotKind.SCORE:
        said |= {"most_points": round_.most_points, "unscored": round_.unscored}
    if round_.ballot is BallotKind.BUDGET:
        said["budget_in_cents"] = round_.budget
    return said


def definition_hash(round_: Round, options: list[Option]) -> str:
    """SHA-256 of the :func:`definition`."""
    from planning.chain import digest

    return digest(definition(round_, options))
