"""Conversations by statements: the next one to vote on, what came out, and what waits to be looked at."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np

from planning import store
from planning.cases.case import Case
from planning.errors import N_, Problem, Refusal
from planning.queries.cases import moment_of
from planning.queries.query import Look, query
from planning.store import statements as kept
from planning.surveys.opinions.telling import LEAST_SEEN, Opinions, opinions
from planning.surveys.opinions.votes import Counts, Vote, Votes, counted
from planning.surveys.statements import Conversation, Statement, StatementState, VoteSheet, in_turn
from planning.wording import Words


@dataclass(frozen=True, slots=True)
class ConversationLine:
    """A conversation of a case, whether it is open, and how many take part."""

    conversation: Conversation
    is_open: bool
    statements: int
    people: int


@dataclass(frozen=True, slots=True)
class Turn:
    """What one browser is shown: the statement whose turn it is (None: all were voted on), and its own vote on it.

    :param mine: statements that were added in this browser, with where they stand.
    :param said: the browser's votes on statements that are shown, in its own order.
    """

    conversation: Conversation
    case: Case
    is_open: bool
    statement: Statement | None
    vote: Vote | None
    seen: int
    total: int
    mine: tuple[Statement, ...]
    said: tuple[tuple[Statement, Vote], ...]


@dataclass(frozen=True, slots=True)
class Findings:
    """What came out. ``counts`` by statement; None where fewer than :data:`LEAST_SEEN` people have said something.

    :param found: groups, what they share, and the consensus; stances name statements by their place here.
    """

    conversation: Conversation
    case: Case
    is_open: bool
    statements: tuple[Statement, ...]
    counts: tuple[Counts | None, ...]
    people: int
    found: Opinions


@query
def conversations(look: Look, *, community_id: str, case_id: str = "") -> list[ConversationLine]:
    """Conversations of a community, the newest first; of one case if it is named."""
    here = look.permit_in(community_id)
    wanted = {"case_id": case_id} if case_id else {}
    found = store.find(look.session, Conversation, order=("-opened_at", "id"), community_id=community_id, **wanted)
    of = {case.id: case for case in store.find(look.session, Case, id={one.case_id for one in found})}
    moments = {id_: moment_of(look, here, case) for id_, case in of.items()}
    return [
        ConversationLine(
            one, one.is_open(moments[one.case_id]), len(kept.standing(look.session, one.id)),
            store.count(look.session, VoteSheet, conversation_id=one.id),
        )
        for one in found
    ]  # fmt: skip


@query
def statement_turn(look: Look, *, community_id: str, conversation_id: str, number: int = 0) -> Turn:
    """The statement that comes next for this browser, or the one of this number; raises :class:`Refusal` (``not_found``)."""
    here = look.permit_in(community_id)
    conversation, case = _found(look, community_id, conversation_id)
    browser = look.visitor.browser
    shown = in_turn(kept.standing(look.session, conversation_id), browser)
    sheet = store.first(look.session, VoteSheet, conversation_id=conversation_id, browser=browser) if browser else None
    votes = {one.id: sheet.of(one) if sheet else None for one in shown}
    named = next((one for one in shown if one.number == number), None)
    following = named or next((one for one in shown if votes[one.id] is None), None)
    mine = (
        store.find(look.session, Statement, order="number", conversation_id=conversation_id, browser=browser)
        if browser
        else []
    )
    said = tuple((one, vote) for one in shown if (vote := votes[one.id]) is not None)
    return Turn(
        conversation, case, conversation.is_open(moment_of(look, here, case)), following, votes[following.id] if following else None,
        len(said), len(shown), tuple(mine), said,
    )  # fmt: skip


@query
def findings(look: Look, *, community_id: str, conversation_id: str) -> Findings:
    """What unites, what divides, and whether there are groups; the same for everybody. Raises ``not_found``."""
    here = look.permit_in(community_id)
    conversation, case = _found(look, community_id, conversation_id)
    shown = kept.standing(look.session, conversation_id)
    votes = kept.all_votes(look.session, conversation_id, shown)
    return Findings(
        conversation, case, conversation.is_open(moment_of(look, here, case)), tuple(_unwritten(one) for one in shown),
        tuple(one if one.seen >= LEAST_SEEN else None for one in counted(votes.table)), len(votes.participants),
        _opinions(votes.table.tobytes(), votes.statements),
    )  # fmt: skip


@lru_cache(maxsize=16)
def _opinions(table: bytes, statements: tuple[str, ...]) -> Opinions:
    """Found once for equal votes: a page that many open costs its half second once."""
    votes = np.frombuffer(table, dtype=np.float64).reshape(-1, len(statements) or 1)[:, : len(statements)]
    names = tuple(str(number) for number in range(1, len(votes) + 1))
    return opinions(Votes(names, statements, votes))


@dataclass(frozen=True, slots=True)
class SeedsSeen:
    """What a table would add to a conversation, and what is wrong with it; it is added only where nothing is."""

    statements: tuple[Words, ...]
    problems: tuple[Problem, ...]


@query
def seeds_preview(look: Look, *, community_id: str, conversation_id: str, table: str | bytes) -> SeedsSeen:
    """A table before it is brought in; nothing is kept of it. Raises :class:`Refusal` (``not_found``)."""
    look.permit_in(community_id)
    _found(look, community_id, conversation_id)
    found, problems = kept.seeds_in(look.session, conversation_id, table)
    return SeedsSeen(tuple(found), tuple(problems))


@query
def statements_to_judge(look: Look, *, community_id: str, conversation_id: str) -> list[Statement]:
    """All statements of a conversation, those that wait first; without the browsers that wrote them."""
    look.permit_in(community_id)
    _found(look, community_id, conversation_id)
    found = store.find(look.session, Statement, order="number", conversation_id=conversation_id)
    order = [StatementState.WAITING, StatementState.STANDING, StatementState.REFUSED]
    return sorted((_unwritten(one) for one in found), key=lambda one: (order.index(one.state), one.number))


@query
def votes_for_download(look: Look, *, community_id: str, conversation_id: str) -> tuple[Sequence[Statement], Votes]:
    """Everybody's votes as a table, people as numbers: for those who lead cases, since a row is one person."""
    look.permit_in(community_id)
    _found(look, community_id, conversation_id)
    shown = kept.standing(look.session, conversation_id)
    return [_unwritten(one) for one in shown], kept.all_votes(look.session, conversation_id, shown)


def _found(look: Look, community_id: str, conversation_id: str) -> tuple[Conversation, Case]:
    found = store.first(look.session, Conversation, id=conversation_id, community_id=community_id)
    if found is None:
        raise Refusal("not_found", N_("This is not here (any more): go back and choose again."))
    return found, store.get(look.session, Case, found.case_id)


def _unwritten(statement: Statement) -> Statement:
    """Without the browser that wrote it."""
    return replace(statement, browser="")
