"""Chapters that stories share: a meeting from its call to its minutes, an objection with its visits, a work, an evaluation."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from planning.actions.case_keeping import keep_case
from planning.actions.case_phases import plan_phase
from planning.actions.cases import change_case, open_case
from planning.actions.dissent import answer_objection, record_objection, record_visit
from planning.actions.evaluation import ask_about_case, close_case, show_words
from planning.actions.funds import enter_money, move_money, open_fund
from planning.actions.matters import support_matter
from planning.actions.meeting_actions import settle_action
from planning.actions.meetings import call_meeting, hold_meeting, picture_meeting, sign_in_here
from planning.actions.tales.teller import EVENING, Teller, pin_of
from planning.actions.works import add_milestone, move_work_on, plan_work, reach_milestone
from planning.cases.case import Case, Phase
from planning.cases.dissent import Objection, Outcome
from planning.cases.evaluation import Appraisal
from planning.cases.fund import EntryKind
from planning.cases.meeting import Action, Ended, Meeting, MeetingKind
from planning.cases.works import Milestone, Work, WorkState
from planning.surveys.comment import Topic
from planning.wording import Words

NOTICE_DAYS = 5
"""How long before it a meeting is called."""


def enter(tell: Teller, case_id: str, phase: Phase, reason: str = "") -> None:
    """A case enters a phase on this day; ``reason`` where phases are skipped or repeated."""
    tell.do(plan_phase, case_id=case_id, phase=phase, begins=tell.today(), reason=reason)


@dataclass(frozen=True, slots=True)
class Met:
    """A meeting: what it was called to, and what came of it."""

    kind: MeetingKind
    title: Words
    agenda: Words
    where: Words
    summary: Words
    counted: int
    signed: int = 0
    yard: str = ""
    photos: tuple[str, ...] = ()


def meet(tell: Teller, day: int, met: Met, *cases: str) -> str:
    """Call a meeting, sign in, hold it in the evening of a day, and write its minutes; gives its id."""
    tell.on(day - NOTICE_DAYS)
    starts = tell.begin + timedelta(days=day, hours=EVENING)
    id_: str = tell.do(
        call_meeting, community_id=tell.here.id, meeting_kind=met.kind, title=met.title, agenda=met.agenda, starts_at=starts,
        where=met.where, courtyard_id=met.yard, case_ids=cases,
    )  # fmt: skip
    tell.on(day, EVENING)
    for number in range(met.signed):
        sign_in_here(tell.database, tell.resident(700 + number), tell.now, meeting_id=id_)
    tell.on(day, EVENING + 2)
    tell.do(
        hold_meeting, meeting_id=id_, version=tell.version(Meeting, id_), summary=met.summary, minutes=met.summary, counted=met.counted
    )  # fmt: skip
    if met.photos:
        tell.do(picture_meeting, meeting_id=id_, form=tell.photos(*met.photos))
    return id_


@dataclass(frozen=True, slots=True)
class Visited:
    """A visit to somebody who objects, so many days after the objection."""

    after: int
    went: str
    explained: str
    outcome: Outcome


def object_to(
    tell: Teller, case_id: str, day: int, said: tuple[Topic, str, str], visits: Sequence[Visited], *, answer: Words,
    shown: bool = True, household_id: str = "",
) -> str:  # fmt: skip
    """Somebody objects; is visited; is answered. Gives the objection's id.

    :param said: topic, who it is to those who work on it, and the words.
    :param household_id: the household of the case's register that objects: its door stands in where nobody is named.
    """
    tell.on(day)
    topic, who, text = said
    id_: str = tell.do(
        record_objection, case_id=case_id, topic=topic, who=who, text=text, shown=shown, owner_id=tell.team.id,
        household_id=household_id,
    )  # fmt: skip
    for visit in visits:
        tell.on(day + visit.after)
        tell.do(record_visit, objection_id=id_, day=tell.today(), went=visit.went, explained=visit.explained, outcome=visit.outcome)  # fmt: skip
    tell.do(answer_objection, objection_id=id_, version=tell.version(Objection, id_), answer=answer)
    return id_


def settle(tell: Teller, meeting: str, note: str) -> None:
    """Everything that a meeting gave somebody to do is done by today, with the same note."""
    for action in tell.all(Action, meeting_id=meeting):
        tell.do(settle_action, action_id=action.id, version=action.version, ended=Ended.DONE, note=note)


def me_too(tell: Teller, matter: str, *, first: int, count: int) -> None:
    """So many residents say the same; ``first`` is the number of the first of them."""
    for number in range(first, first + count):
        support_matter(tell.database, tell.resident(number), tell.now, community_id=tell.here.id, matter_id=matter)


@dataclass(frozen=True, slots=True)
class Question:
    """What a case is called, what it asks, and what it is about."""

    title: Words
    question: Words
    about: Words


def open_at(tell: Teller, asks: Question, thing: Any, yards: Sequence[str], *, next_step: Words) -> str:
    """Open a case where something stands; it concerns these courtyards; gives its id."""
    case: str = tell.do(
        open_case, community_id=tell.here.id, title=asks.title, question=asks.question, about=asks.about, next_step=next_step,
        phase=Phase.RAISE, **pin_of(thing),
    )  # fmt: skip
    tell.do(
        keep_case, case_id=case, version=tell.version(Case, case), owner_id=tell.team.id, courtyard_ids=[*yards], **pin_of(thing)
    )  # fmt: skip
    return case


def next_step(tell: Teller, case_id: str, words: Words, asks: Question | None = None) -> None:
    """What everybody reads as the next step of a case; ``asks`` where what it asks is said in other words, too."""
    before = tell.read(Case, case_id)
    asks = asks or Question(before.title, before.question, before.about)
    tell.do(
        change_case, case_id=case_id, version=before.version, title=asks.title, question=asks.question, about=asks.about, next_step=words
    )  # fmt: skip


def plan(tell: Teller, case_id: str, title: Words, contractor: str, *, days: tuple[int, int], steps: Sequence[tuple[Words, int]]) -> str:  # fmt: skip
    """A work with its milestones, each so many days from now; gives its id."""
    first, last = (tell.today(day) for day in days)
    id_: str = tell.do(
        plan_work, case_id=case_id, title=title, contractor=contractor, planned_start=first, planned_end=last
    )
    for step, due in steps:
        tell.do(add_milestone, work_id=id_, title=step, due=tell.today(due))
    return id_


def move_on(tell: Teller, work_id: str, state: WorkState) -> None:
    """A work has begun, or is done, today."""
    tell.do(move_work_on, work_id=work_id, version=tell.version(Work, work_id), state=state, day=tell.today())


def reach(tell: Teller, work_id: str, number: int) -> None:
    """The first ``number`` milestones of a work are reached by today."""
    steps = sorted(tell.all(Milestone, work_id=work_id), key=lambda one: (one.due, one.id))
    for step in steps[:number]:
        if step.reached is None:
            tell.do(reach_milestone, milestone_id=step.id, version=step.version, day=tell.today())


@dataclass(frozen=True, slots=True)
class Sum:
    """An amount in yuan, and what it is for."""

    yuan: str
    what: Words


def fill_book(tell: Teller, book: str, kind: EntryKind, of: Sum) -> None:
    """Enter money into a book today."""
    tell.do(enter_money, fund_id=book, kind=kind, amount=of.yuan, day=tell.today(), what=of.what)


def budget(tell: Teller, case_id: str, title: Words, *, planned: Sum, given: Sum, granted: tuple[str, Sum] | None = None) -> str:  # fmt: skip
    """The book of a case: what is planned, what another book (its id) grants it, what is given. Gives the book."""
    book: str = tell.do(open_fund, community_id=tell.here.id, title=title, case_id=case_id)
    fill_book(tell, book, EntryKind.PLAN, planned)
    if granted:
        other, moved = granted
        tell.do(move_money, fund_id=other, to_id=book, amount=moved.yuan, day=tell.today(), what=moved.what)
    fill_book(tell, book, EntryKind.CONTRIBUTION, given)
    return book


def ask_whether_done(tell: Teller, case_id: str, promise: Words) -> str:
    """Ask residents for two weeks from now; gives the evaluation."""
    enter(tell, case_id, Phase.EVALUATE)
    asked: str = tell.do(
        ask_about_case, case_id=case_id, promise=promise, opens=tell.now, closes=tell.now + timedelta(days=14), by_code=False
    )  # fmt: skip
    return asked


def evaluate(
    tell: Teller, case_id: str, day: int, promise: Words, *, said: Sequence[tuple[str, str, str]], closing: Words,
    yards: Sequence[str] = (),
) -> str:  # fmt: skip
    """Ask residents for two weeks, show the words they left, and close the case with what they said; gives the evaluation.

    :param closing: what its next step reads from then on, written before it is closed: afterwards no word of it is changed.
    """
    tell.on(day)
    asked = ask_whether_done(tell, case_id, promise)
    tell.on(day + 6, EVENING)
    tell.judged(asked, said, yards)
    for answer in tell.all(Appraisal, evaluation_id=asked):
        if answer.words:
            tell.do(show_words, appraisal_id=answer.id, version=answer.version, shown=True)
    tell.on(day + 16)
    next_step(tell, case_id, closing)
    tell.do(close_case, case_id=case_id)
    return asked
