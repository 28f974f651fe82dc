"""Conversations 表态: statements of a case to agree, disagree or pass on, before anything is voted on."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from planning.period import Moment
from planning.surveys.opinions.votes import Vote
from planning.wording import Words

LONGEST_STATEMENT = 140
"""One thought fits; two do not."""
LONGEST_TITLE = 60
LONGEST_ABOUT = 600
MOST_STATEMENTS = 300
MOST_OWN = 5
"""Statements that one browser may add to a conversation."""


class StatementState(StrEnum):
    """Whether a statement is shown."""

    WAITING = "waiting"
    STANDING = "standing"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Conversation:
    """What is talked about in a case by statements; one case may have several, one after the other."""

    id: str
    community_id: str
    case_id: str
    title: Words
    about: Words
    opened_at: datetime
    closed_at: datetime | None = None
    closed_reason: str = ""
    version: int = 1

    def is_open(self, moment: Moment) -> bool:
        """Whether votes are taken: until it is closed, or its case comes to its vote; ``moment``: of that case."""
        return self.closed_at is None and moment is Moment.BEFORE


@dataclass(frozen=True, slots=True)
class Statement:
    """One sentence to agree with or not.

    :param number: counts up within its conversation, and names the statement in a sheet of votes.
    :param seed: whether staff wrote it; else a resident did, in this ``browser``.
    :param reason: why it is not shown; its writer reads it.
    """

    id: str
    community_id: str
    conversation_id: str
    number: int
    text: Words
    seed: bool
    at: datetime
    state: StatementState = StatementState.STANDING
    browser: str = ""
    reason: str = ""
    version: int = 1


@dataclass(frozen=True, slots=True)
class VoteSheet:
    """What one browser said to the statements of a conversation: one vote each, the latest one.

    :param votes: by the statement's number as text: 1 agree, -1 disagree, 0 pass.
    """

    id: str
    community_id: str
    conversation_id: str
    browser: str
    at: datetime
    votes: Mapping[str, int] = field(default_factory=dict)

    def of(self, statement: Statement) -> Vote | None:
        """The vote on a statement; None where there is none."""
        said = self.votes.get(str(statement.number))
        return None if said is None else Vote(said)


def in_turn(statements: Sequence[Statement], browser: str) -> list[Statement]:
    """The order in which a browser is shown statements: another one for everybody, so that none is favoured by its place."""

    def place(one: Statement) -> str:
        return hashlib.sha256(f"{browser}:{one.id}".encode()).hexdigest()

    return sorted(statements, key=place)
