"""What is read off a closed round: the outcome with everything that stands beside it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from planning.chain import Head
from planning.options.ballot import Ballot
from planning.options.by_place import PlaceResult
from planning.options.counting_rules import Counting
from planning.options.decision.publishing import Published
from planning.options.option import Option
from planning.options.outcome import Outcome
from planning.options.record.decisions import Basis
from planning.options.record.paper import PaperPart
from planning.options.round import Round, State
from planning.site import Community
from planning.wording import Sentence, Words


@dataclass(frozen=True, slots=True)
class ResultLine:
    """An announced round in the list of results: what it is called and where it stands. No figure of it."""

    round: Round
    state: State


@dataclass(frozen=True, slots=True)
class RoundChange:
    """Something that staff did to an announced round, with their reason."""

    at: datetime
    act: str
    reason: str


@dataclass(frozen=True, slots=True)
class GroupPart:
    """Turnout of a courtyard or a street front; both figures are None where the group is too small to be told."""

    name: Words
    enrolled: int | None
    voted: int | None


@dataclass(frozen=True, slots=True)
class Participation:
    """How many voted of how many who could.

    :param enrolled: lines of the roll, and of them ``voted``; both 0 where no roll was kept.
    :param anonymous: codes of nobody on the roll that were handed out, and of them ``anonymous_voted``.
    :param paper: how sheets of paper came out, where any were counted.
    """

    received: int
    enrolled: int
    voted: int
    groups: tuple[GroupPart, ...] = ()
    anonymous: int = 0
    anonymous_voted: int = 0
    paper: PaperPart | None = None


@dataclass(frozen=True, slots=True)
class RoundHeads:
    """The head of the log right after a round was announced, and after its box was settled: printed, so that they stay."""

    opening: Head | None = None
    closing: Head | None = None


NO_HEADS = RoundHeads()


@dataclass(frozen=True, slots=True)
class ResultsView:
    """Everything that the results page and the report tell.

    :param options: those that stood to the end, in their order; ``withdrawn`` those that did not.
    :param decision: what a yes or no decided by its rule.
    :param around: what kind of round it was, and how it goes together with the rounds before and after it.
    :param places: what each courtyard and street front alone would have chosen, and ``place_names`` what they are called.
    :param outcome: None, as is ``participation``, where so few ballots were cast that figures would tell on people.
    """

    community: Community
    round: Round
    closed_at: datetime
    options: tuple[Option, ...]
    withdrawn: tuple[Option, ...]
    changes: tuple[RoundChange, ...]
    winners: tuple[str, ...]
    sentences: tuple[Sentence, ...]
    outcome: Outcome | None
    participation: Participation | None
    decision: Published | None = None
    around: tuple[Sentence, ...] = ()
    heads: RoundHeads = NO_HEADS
    places: tuple[PlaceResult, ...] = ()
    place_names: Mapping[str, Words] = field(default_factory=dict)

    @property
    def titles(self) -> Mapping[str, Words]:
        """What each option is called, by its key."""
        return {option.key: option.title for option in (*self.options, *self.withdrawn)}

    def position(self, key: str) -> int:
        """The place of an option on the ballot paper, which fixes its colour and symbol."""
        return next(option.position for option in self.options if option.key == key)


@dataclass(frozen=True, slots=True)
class BallotsOfRound:
    """The ballots of a closed round, for the board: what they say, and how often."""

    round: Round
    counting: Counting
    titles: Mapping[str, Words] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class RecordMaterial:
    """Everything of which a record is made; ``view`` holds all figures, also those that a public record leaves out.

    :param definition: what was announced, character for character, and ``definition_hash`` its hash.
    :param ballots: as they were cast, options that were withdrawn included.
    :param ballots_salt: goes into the hash of the ballots that stands in the log.
    :param log: the extract of the log.
    :param roll_hash: of the roll as it was frozen, as it stands on the round.
    :param paper: the paper count, where sheets were counted.
    :param basis: what the decision follows from, where a rule was announced.
    :param announced: whether the log has the announcement: it has not for rounds of the illustrative community.
    """

    view: ResultsView
    public: bool
    definition: str
    definition_hash: str
    ballots: tuple[Ballot, ...]
    ballots_salt: str
    commitments: tuple[str, ...]
    roll_hash: str
    kinds: Mapping[str, int]
    log: Mapping[str, Any]
    announced: bool
    basis: Basis | None = None
    paper: PaperPart | None = None


@dataclass(frozen=True, slots=True)
class ReceiptList:
    """The receipts of a closed round, in an order that tells nothing, and how many ballots lie in its box."""

    round: Round
    commitments: tuple[str, ...]
    ballots: int
