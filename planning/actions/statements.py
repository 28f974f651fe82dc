"""Conversations by statements: staff open one and seed it, residents vote and add, staff look at what was added."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from planning import store
from planning.actions.act import Doing, act, fleeting
from planning.actions.case_phases import refuse_closed
from planning.actions.in_case import moment_of
from planning.actions.words import reason_checked, words_checked
from planning.cases.case import Case
from planning.errors import N_, Problem, Refusal, Refusals
from planning.period import Moment
from planning.site import new_id
from planning.store import statements as kept
from planning.surveys.opinions.votes import Vote
from planning.surveys.statements import (
    LONGEST_ABOUT,
    LONGEST_STATEMENT,
    LONGEST_TITLE,
    MOST_OWN,
    MOST_STATEMENTS,
    Conversation,
    Statement,
    StatementState,
)
from planning.wording import Words

NOT_HERE = N_("This is not here (any more): go back and choose again.")


@act
def open_conversation(doing: Doing, *, case_id: str, title: Words, about: Words, seeds: Sequence[Words]) -> str:
    """Open a conversation in a case that has not come to its vote; gives its id.

    Raises :class:`Refusals` (``closed``, ``vote_begun``, ``empty_text``, ``long_text``, ``few_seeds``).
    """
    case = store.get(doing.session, Case, case_id)
    doing.permit_in(case.community_id)
    _before_the_vote(doing, case)
    problems: list[Problem] = []
    made = Conversation(
        new_id(), case.community_id, case_id, words_checked(problems, title, field="title", longest=LONGEST_TITLE),
        words_checked(problems, about, field="about", longest=LONGEST_ABOUT, needed=False), doing.now,
    )  # fmt: skip
    texts = [words_checked(problems, one, field="seeds", longest=LONGEST_STATEMENT) for one in seeds]
    if len(texts) < 2:
        problems.append(
            Problem("few_seeds", N_("Begin with at least two statements, better with ten that differ."), {}, "seeds")
        )
    if problems:
        raise Refusals(problems)
    store.add(doing.session, made)
    for number, text in enumerate(texts, start=1):
        store.add(
            doing.session, Statement(new_id(), case.community_id, made.id, number, text, seed=True, at=doing.now)
        )  # fmt: skip
    doing.log(f"conversation:{made.id}", after={"case_id": case_id, "title": made.title, "statements": len(texts)})
    return made.id


@act
def seed_statement(doing: Doing, *, conversation_id: str, words: Words) -> str:
    """Staff add a statement; gives its id. Raises :class:`Refusals` (``empty_text``, ``long_text``, ``not_open``)."""
    conversation = store.get(doing.session, Conversation, conversation_id)
    doing.permit_in(conversation.community_id)
    problems: list[Problem] = []
    text = words_checked(problems, words, field="words", longest=LONGEST_STATEMENT)
    if problems:
        raise Refusals(problems)
    _open(doing, conversation)
    made = _added(doing, conversation, text, seed=True)
    doing.log(f"conversation:{conversation_id}", after={"statement": made.number})
    return made.id


@act
def judge_statement(
    doing: Doing, *, statement_id: str, version: int, stands: bool, reason: str = ""
) -> int:  # fmt: skip
    """Show a statement that a resident added, or do not, with a reason that its writer reads; either can be changed later.

    Raises :class:`Refusals` (``empty_text``, ``long_text``, ``edited_meanwhile``).
    """
    before = store.get(doing.session, Statement, statement_id)
    doing.permit_in(before.community_id)
    state = StatementState.STANDING if stands else StatementState.REFUSED
    reason = reason if stands else reason_checked(reason)
    store.change(doing.session, replace(before, state=state, reason="" if stands else reason, version=version + 1))
    doing.log(
        f"statement:{statement_id}",
        before={"state": before.state},
        after={"state": state},
        reason="" if stands else reason,
    )
    return version + 1


@act
def end_conversation(doing: Doing, *, conversation_id: str, version: int, reason: str) -> int:
    """Close a conversation: what was said stands, nobody votes any more. Raises ``edited_meanwhile``."""
    return _ended(doing, conversation_id, version, reason, closes=True)


@act
def resume_conversation(doing: Doing, *, conversation_id: str, version: int, reason: str) -> int:
    """Open a closed conversation again, while its case has not come to its vote."""
    return _ended(doing, conversation_id, version, reason, closes=False)


def _ended(doing: Doing, conversation_id: str, version: int, reason: str, *, closes: bool) -> int:
    before = store.get(doing.session, Conversation, conversation_id)
    doing.permit_in(before.community_id)
    reason = reason_checked(reason)
    if not closes:
        _before_the_vote(doing, store.get(doing.session, Case, before.case_id))
    after = replace(
        before, closed_at=doing.now if closes else None, closed_reason=reason if closes else "", version=version + 1
    )
    store.change(doing.session, after)
    doing.log(
        f"conversation:{conversation_id}", before={"closed_at": before.closed_at}, after={"closed_at": after.closed_at},
        reason=reason,
    )  # fmt: skip
    return after.version


@fleeting
def vote_statement(doing: Doing, *, community_id: str, conversation_id: str, statement_id: str, vote: int) -> None:
    """Agree (1), disagree (-1) or pass (0): one vote for each browser and statement, the latest one counts.

    Raises :class:`Refusal` (``bad_vote``, ``no_browser``, ``not_found``, ``not_open``).
    """
    doing.permit_in(community_id)
    conversation = _conversation(doing, community_id, conversation_id)
    statement = store.first(doing.session, Statement, id=statement_id, conversation_id=conversation.id)
    if statement is None or statement.state is not StatementState.STANDING:
        raise Refusal("not_found", NOT_HERE)
    if vote not in set(Vote):
        raise Refusal("bad_vote", N_("Choose whether you agree, disagree or pass."), where="vote")
    _open(doing, conversation)
    kept.keep_vote(doing.session, statement, _browser(doing), Vote(vote), doing.now)


@act
def add_statement(doing: Doing, *, community_id: str, conversation_id: str, text: str) -> str:
    """A resident adds a statement, which waits until staff have looked at it; gives its id.

    Raises :class:`Refusals` (``empty_text``, ``long_text``, ``no_browser``, ``not_open``, ``too_many``).
    """
    doing.permit_in(community_id)
    conversation = _conversation(doing, community_id, conversation_id)
    problems: list[Problem] = []
    words = words_checked(problems, Words(text), field="text", longest=LONGEST_STATEMENT)
    if problems:
        raise Refusals(problems)
    _open(doing, conversation)
    browser = _browser(doing)
    if store.count(doing.session, Statement, conversation_id=conversation.id, browser=browser) >= MOST_OWN:
        raise Refusal(
            "too_many", N_("You have added {most} statements here: vote on those of the others now."), most=MOST_OWN
        )
    return _added(doing, conversation, words, browser=browser).id


def _added(
    doing: Doing, conversation: Conversation, text: Words, *, seed: bool = False, browser: str = ""
) -> Statement:
    number = kept.next_number(doing.session, conversation.id)
    if number > MOST_STATEMENTS:
        raise Refusal("too_many", N_("This conversation holds {most} statements: no more can be added."), most=MOST_STATEMENTS)  # fmt: skip
    state = StatementState.STANDING if seed else StatementState.WAITING
    made = Statement(
        new_id(), conversation.community_id, conversation.id, number, text, seed, doing.now, state, browser
    )
    return store.add(doing.session, made)


def _conversation(doing: Doing, community_id: str, conversation_id: str) -> Conversation:
    found = store.first(doing.session, Conversation, id=conversation_id, community_id=community_id)
    if found is None:
        raise Refusal("not_found", NOT_HERE)
    return found


def _before_the_vote(doing: Doing, case: Case) -> None:
    refuse_closed(doing, case.id)
    if moment_of(doing, case) is not Moment.BEFORE:
        raise Refusal("vote_begun", N_("The time for statements is over in this case: they belong before its vote."))


def _open(doing: Doing, conversation: Conversation) -> None:
    case = store.get(doing.session, Case, conversation.case_id)
    if not conversation.is_open(moment_of(doing, case)):
        raise Refusal("not_open", N_("This conversation is closed: read what came of it."))


def _browser(doing: Doing) -> str:
    if not doing.visitor.browser:
        raise Refusal("no_browser", N_("Your browser sends no cookie, so a vote could not be counted once: allow cookies."))  # fmt: skip
    return doing.visitor.browser
