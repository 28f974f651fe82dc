"""Evaluation: residents answer once, small groups stay hidden, a case closes with it and reopens when the answer is no."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest

from planning import store
from planning.actions.case_decisions import record_decision
from planning.actions.case_phases import plan_phase
from planning.actions.cases import change_case
from planning.actions.courtyards import hand_back_case
from planning.actions.evaluation import (
    appraise,
    ask_about_case,
    ask_about_group,
    close_case,
    issue_evaluation_codes,
    reopen_case,
    show_words,
)
from planning.actions.evaluation_care import call_off_evaluation, change_evaluation
from planning.actions.rounds import open_round
from planning.actions.work_photos import add_shots, drop_shot
from planning.actions.works import (
    add_milestone,
    change_work,
    count_touched,
    move_work_on,
    plan_work,
    reach_milestone,
    touch_object,
)
from planning.cases.case import Case, Phase
from planning.cases.decision import Force, Way
from planning.cases.evaluation import Appraisal, CaseEnding, Done, Good, Verdict, verdict
from planning.cases.works import Fate, Milestone, Shot, Stage, Work, WorkState
from planning.errors import Refusals
from planning.people import Role, Visitor
from planning.queries.cases import case_view, cases
from planning.queries.evaluation import EvaluationSeen, appraisal_words, case_end, evaluation_view
from planning.queries.timeline import case_timeline
from planning.site import Community, Courtyard, new_id
from planning.store import erasing
from planning.surveys.photo import Owner, Photo
from planning.web.house import House
from planning.wording import Words
from tests import makers
from tests.makers import NOON, Clock
from tests.rounds import prepared

WEEK = timedelta(days=7)


@dataclass
class Asked:
    """A case whose residents may be asked."""

    house: House
    here: Community
    case: Case
    yard: Courtyard
    clock: Clock

    @property
    def board(self) -> Visitor:
        """The board."""
        return makers.staff(Role.BOARD, self.here.id)

    def do(self, act: Any, by: Visitor | None = None, **arguments: Any) -> Any:
        """Do an act as the board, or as somebody else."""
        return act(self.house.database, by or self.board, self.clock(), new_id(), **arguments)

    def ask(self, **instead: Any) -> str:
        """Ask about the case for a week."""
        usual: dict[str, Any] = {
            "case_id": self.case.id, "promise": Words("种四十棵树", "Forty trees"), "opens": self.clock(),
            "closes": self.clock() + WEEK, "by_code": False,
        }  # fmt: skip
        made: str = self.do(ask_about_case, **(usual | instead))
        return made

    def answer(self, id_: str, browser: str, **instead: Any) -> str:
        """Answer as a browser."""
        usual: dict[str, Any] = {"typed": "", "done": Done.YES, "good": Good.GOOD, "words": ""}
        made: str = self.do(appraise, makers.visitor(browser), evaluation_id=id_, **(usual | instead))
        return made

    def read(self, id_: str) -> EvaluationSeen:
        """What everybody reads."""
        return evaluation_view(self.house.database, makers.visitor(), self.clock(), evaluation_id=id_)


@pytest.fixture
def asked(house: House, clock: Clock) -> Asked:
    """A case in a community with a courtyard."""
    here = makers.community(house)
    case = Case(new_id(), here.id, Words("树"), Words("换吗"), Words(""), Phase.EVALUATE, NOON)
    yard = Courtyard(new_id(), here.id, "C1", Words("1号院"))
    with house.database.writing() as session:
        store.add(session, case)
        store.add(session, yard)
    return Asked(house, here, case, yard, clock)


def codes(function: Any, *arguments: Any, **named: Any) -> list[str]:
    """The codes of all problems."""
    with pytest.raises(Refusals) as caught:
        function(*arguments, **named)
    return [problem.code for problem in caught.value.problems]


def test_an_evaluation_is_changed_before_it_opens_and_called_off_with_a_reason(asked: Asked):
    """No end in a hundred years; a typo goes before anybody answers; what was called off tells nothing and hinders nothing."""
    far = asked.clock() + timedelta(days=36_525)
    assert codes(asked.ask, closes=far) == ["too_far"]
    id_ = asked.ask(opens=asked.clock() + WEEK, closes=asked.clock() + 2 * WEEK)
    said: dict[str, Any] = {
        "evaluation_id": id_, "promise": Words("种五十棵树", "Fifty trees"), "opens": asked.clock() + timedelta(days=1),
        "closes": asked.clock() + WEEK,
    }  # fmt: skip
    assert codes(asked.do, change_evaluation, **said | {"version": 1, "closes": far}) == ["too_far"]
    asked.do(change_evaluation, version=1, **said)
    assert asked.read(id_).evaluation.promise.zh == "种五十棵树"
    asked.clock.forward(days=2)
    assert codes(asked.do, change_evaluation, version=2, **said) == ["opened"]
    for n in range(6):
        asked.answer(id_, f"b{n}", words="好")
    assert codes(asked.do, call_off_evaluation, evaluation_id=id_, version=2, reason=" ") == ["empty_text"]
    asked.do(call_off_evaluation, evaluation_id=id_, version=2, reason="The wrong promise.")
    assert codes(asked.do, call_off_evaluation, evaluation_id=id_, version=3, reason="Again.") == ["called_off"]
    assert codes(asked.answer, id_, "late") == ["not_open"]
    assert (asked.read(id_).figures, asked.read(id_).evaluation.called_off_reason) == (None, "The wrong promise.")
    assert appraisal_words(asked.house.database, asked.board, asked.clock(), evaluation_id=id_) == []
    assert codes(asked.do, close_case, case_id=asked.case.id) == ["not_evaluated"]
    again = asked.ask()
    for n in range(6):
        asked.answer(again, f"b{n}")
    asked.clock.forward(days=8)
    assert codes(asked.do, call_off_evaluation, evaluation_id=again, version=1, reason="x") == ["answered"]
    unanswered = asked.ask()
    asked.clock.forward(days=8)
    with asked.house.database.writing() as session:
        store.add(session, CaseEnding(new_id(), asked.here.id, asked.case.id, unanswered, False, "x", asked.clock()))
    assert codes(asked.do, call_off_evaluation, evaluation_id=unanswered, version=1, reason="x") == ["ended_with_it"]


def test_the_year_of_a_group_that_was_called_off_is_free_again(asked: Asked):
    """A wrong year blocks no other evaluation of that year."""
    given: dict[str, Any] = {
        "courtyard_id": asked.yard.id, "year": 2026, "promise": Words("账目公开"), "opens": asked.clock(),
        "closes": asked.clock() + WEEK, "by_code": False,
    }  # fmt: skip
    wrong = asked.do(ask_about_group, **given)
    assert codes(asked.do, ask_about_group, **given) == ["asked_this_year"]
    asked.do(call_off_evaluation, evaluation_id=wrong, version=1, reason="Meant for next year.")
    asked.do(ask_about_group, **given)
    assert codes(asked.do, ask_about_group, **given) == ["asked_this_year"]


def test_one_answer_for_each_browser_and_the_first_counts(asked: Asked):
    """Rows 1 to 3: the same again is the same answer; another one is refused; a browser without a name answers nothing."""
    id_ = asked.ask()
    first = asked.answer(id_, "b1", words="树荫没了")
    assert asked.answer(id_, "b1", words="树荫没了") == first
    assert codes(asked.answer, id_, "b1", done=Done.NO) == ["answered_before"]
    assert codes(asked.answer, id_, "") == ["no_browser"]
    assert codes(asked.answer, id_, "b2", done="", good="") == ["no_answer"]
    assert codes(asked.answer, id_, "b2", courtyard_id="elsewhere") == ["unknown_place"]
    assert asked.read(id_).received == 1


def test_one_answer_for_each_code_of_this_evaluation(asked: Asked):
    """Rows 4 and 6: unknown codes and those of another evaluation get one refusal; two phones share one code's answer."""
    id_, other = asked.ask(by_code=True), ""
    (code, _) = issue_evaluation_codes(asked.house.database, asked.board, asked.clock(), evaluation_id=id_, count=2)
    asked.answer(id_, "b1", typed=code.lower())
    assert codes(asked.answer, id_, "b2", typed=code, done=Done.NO) == ["answered_before"]
    asked.clock.forward(days=8)
    other = asked.ask(by_code=True)
    for wrong in (code, "AAAA", ""):
        assert codes(asked.answer, other, "b3", typed=wrong) == ["bad_code"]
    open_ = asked.do(ask_about_group, courtyard_id=asked.yard.id, year=2026, promise=Words("管账"), opens=asked.clock(),
                     closes=asked.clock() + WEEK, by_code=False)  # fmt: skip
    arguments = {"evaluation_id": open_, "count": 1}
    assert codes(issue_evaluation_codes, asked.house.database, asked.board, asked.clock(), **arguments) == ["no_codes"]


def test_nothing_is_told_before_the_end_nor_of_few_answers(asked: Asked):
    """Row 57: figures once it has closed, of five answers and more; a courtyard with few answers is hidden with the next one."""
    id_ = asked.ask()
    for n in range(4):
        asked.answer(id_, f"b{n}")
    assert asked.read(id_).figures is None
    asked.clock.forward(days=8)
    few = asked.read(id_).figures
    assert few is not None
    assert (few.answered, few.verdict, few.done, few.words) == (4, Verdict.FEW, {}, ())
    assert codes(asked.answer, id_, "b9") == ["not_open"]
    again = asked.ask()
    for n in range(9):
        asked.answer(again, f"b{n}", courtyard_id=asked.yard.id if n < 2 else "", words="好" if n == 8 else "")
    asked.clock.forward(days=8)
    figures = asked.read(again).figures
    assert figures is not None
    assert (figures.done[Done.YES], figures.good[Good.GOOD], figures.words) == (9, 9, ())
    assert figures.by_courtyard == {asked.yard.id: None, "": None}
    moderator = makers.staff(Role.MODERATOR, asked.here.id)
    (said,) = appraisal_words(asked.house.database, moderator, asked.clock(), evaluation_id=again)
    assert (said.browser, said.once) == ("", "")
    asked.do(show_words, moderator, appraisal_id=said.id, version=1, shown=True)
    shown = asked.read(again).figures
    assert shown is not None
    assert shown.words == ("好",)


@pytest.mark.parametrize(
    ("yes", "partly", "no", "said"),
    [
        (5, 0, 0, Verdict.YES),
        (2, 1, 3, Verdict.NO),
        (3, 1, 3, Verdict.YES),
        (1, 1, 2, Verdict.FEW),
        (0, 0, 5, Verdict.NO),
    ],
)
def test_no_means_at_least_half_of_those_who_know(yes: int, partly: int, no: int, said: Verdict):
    """Those who do not know count on neither side."""
    assert verdict({Done.YES: yes, Done.PARTLY: partly, Done.NO: no, Done.UNKNOWN: 40}) is said


def end(asked: Asked) -> str:
    """How the case ended last."""
    found = case_end(
        asked.house.database, makers.visitor(), asked.clock(), community_id=asked.here.id, case_id=asked.case.id
    )
    return "" if found is None else f"closed: {found.reason}" if found.closed else f"reopened: {found.reason}"


def test_a_case_closes_only_with_its_evaluation_and_reopens_when_the_answer_is_no(asked: Asked):
    """Asked while works go on it is refused; closed without being asked too; after a no it reopens, and is asked again."""
    assert codes(asked.do, close_case, case_id=asked.case.id) == ["not_evaluated"]
    assert codes(asked.do, reopen_case, case_id=asked.case.id, reason="Why") == ["not_evaluated"]
    id_ = asked.ask()
    assert codes(asked.ask) == ["asked_now"]
    assert codes(asked.do, close_case, case_id=asked.case.id) == ["asked_now"]
    for n in range(6):
        asked.answer(id_, f"b{n}", done=Done.NO if n < 3 else Done.YES)
    asked.clock.forward(days=8)
    assert codes(asked.do, close_case, case_id=asked.case.id) == ["answer_no"]
    assert codes(asked.do, reopen_case, case_id=asked.case.id, reason=" ") == ["empty_text"]
    asked.do(reopen_case, case_id=asked.case.id, reason="三个坑没填")
    assert end(asked) == "reopened: 三个坑没填"
    with asked.house.database.reading() as session:
        assert store.get(session, Case, asked.case.id).phase is Phase.CARRY_OUT
    assert codes(asked.do, close_case, case_id=asked.case.id) == ["not_evaluated"]
    work = Work(new_id(), asked.here.id, asked.case.id, Words("填坑"), "", NOON.date(), NOON.date(), asked.clock())
    with asked.house.database.writing() as session:
        store.add(session, work)
    assert codes(asked.ask) == ["works_go_on"]


def test_too_few_answers_close_a_case_with_a_reason_only(asked: Asked):
    """The board says why; a case is closed once."""
    asked.ask()
    asked.clock.forward(days=8)
    assert codes(asked.do, close_case, case_id=asked.case.id) == ["empty_text"]
    asked.do(close_case, case_id=asked.case.id, reason="两次都没有人回答")
    assert end(asked) == "closed: 两次都没有人回答"
    assert codes(asked.do, close_case, case_id=asked.case.id, reason="again") == ["closed_before"]


def test_nothing_is_decided_or_handed_on_in_a_closed_case(asked: Asked):
    """Its words, its level, its decisions and votes stay as they are until it is reopened; its page and every list say so."""
    asked.ask()
    round_id = prepared(asked.house, asked.here, case_id=asked.case.id)
    asked.clock.forward(days=8)
    asked.do(close_case, case_id=asked.case.id, reason="没有人回答")
    case: dict[str, Any] = {"case_id": asked.case.id}
    words = dict.fromkeys(("title", "question", "about", "next_step"), Words("新", "New"))
    decision: dict[str, Any] = {
        "decided": Words("换"),
        "way": Way.CONSENSUS,
        "force": Force.ADVISORY,
        "day": NOON.date(),
        "present": 9,
    }
    until = {"opens": asked.clock(), "closes": asked.clock() + WEEK}
    tried: list[tuple[Any, dict[str, Any]]] = [
        (change_case, case | {"version": 1} | words), (record_decision, case | decision),
        (hand_back_case, case | {"courtyard_id": asked.yard.id, "reason": "x"}), (open_round, {"round_id": round_id} | until),
    ]  # fmt: skip
    for act, said in tried:
        assert codes(asked.do, act, **said) == ["closed"], act.__name__
    asking = (asked.house.database, makers.visitor(), asked.clock())
    assert case_view(*asking, community_id=asked.here.id, **case).course.closed
    assert [line.closed for line in cases(*asking, community_id=asked.here.id)] == [True]
    asked.clock.forward(hours=1)
    asked.do(reopen_case, **case, reason="还要修")
    asked.do(record_decision, **case, **decision)
    asked.do(hand_back_case, **case, courtyard_id=asked.yard.id, reason="x")
    assert not case_view(*asking, community_id=asked.here.id, **case).course.closed


def planned(asked: Asked) -> int:
    """How many phases are still in the plan of the case."""
    of = {"community_id": asked.here.id, "case_id": asked.case.id}
    steps = case_view(asked.house.database, makers.visitor(), asked.clock(), **of).course.steps
    return len([step for step in steps if step.dropped_at is None])


def told_of_the_end(asked: Asked) -> list[str]:
    """What everybody reads of the last moment of the case, with the reasons."""
    of = {"community_id": asked.here.id, "case_id": asked.case.id}
    happened = case_timeline(asked.house.database, makers.visitor(), asked.clock(), **of).happened
    return [
        f"{one.what}: {one.reason}"
        for one in happened
        if one.at == asked.clock() and one.what in {"drop_phase", "close_case"}
    ]


def test_a_case_is_not_closed_while_residents_are_asked_again(asked: Asked):
    """An older evaluation does not overtake the one that goes on, or is announced."""
    id_ = asked.ask()
    for n in range(6):
        asked.answer(id_, f"b{n}")
    asked.clock.forward(days=8)
    asked.ask(opens=asked.clock() + WEEK, closes=asked.clock() + 2 * WEEK)
    assert codes(asked.do, close_case, case_id=asked.case.id) == ["asked_now"]
    asked.clock.forward(days=10)
    assert codes(asked.do, close_case, case_id=asked.case.id) == ["asked_now"]
    asked.clock.forward(days=10)
    asked.do(close_case, case_id=asked.case.id, reason="Nobody answered the second time.")


def test_a_closed_case_stays_closed(asked: Asked):
    """What goes on keeps it open; closed, its plan is taken off, nothing begins, and a clear yes is not overruled."""
    phase: dict[str, Any] = {"case_id": asked.case.id, "phase": Phase.EVALUATE, "reason": "Again.", "ends": None}
    asked.do(plan_phase, **phase, begins=NOON.date() + timedelta(days=30))
    assert planned(asked) == 1
    id_ = asked.ask()
    for n in range(6):
        asked.answer(id_, f"b{n}")
    asked.clock.forward(days=8)
    day = asked.clock().date()
    under_way = Work(
        new_id(), asked.here.id, asked.case.id, Words("补种"), "", day, day, asked.clock(), WorkState.UNDER_WAY
    )
    with asked.house.database.writing() as session:
        store.add(session, under_way)
    assert codes(asked.do, close_case, case_id=asked.case.id) == ["works_go_on"]
    asked.do(move_work_on, work_id=under_way.id, version=1, state=WorkState.DONE, day=day)
    asked.do(close_case, case_id=asked.case.id, reason="Done.")
    assert planned(asked) == 0
    assert told_of_the_end(asked) == ["drop_phase: Done.", "close_case: Done."]
    work: dict[str, Any] = {"title": Words("再挖"), "contractor": "", "planned_start": day, "planned_end": day}
    again: dict[str, Any] = {"version": 2, "state": WorkState.UNDER_WAY, "day": day, "reason": "again"}
    assert codes(asked.do, plan_phase, **phase, begins=day) == ["closed"]
    assert codes(asked.do, plan_work, case_id=asked.case.id, **work) == ["closed"]
    assert codes(asked.do, move_work_on, work_id=under_way.id, **again) == ["closed"]
    assert codes(asked.do, change_work, work_id=under_way.id, version=2, **work) == ["closed"]
    assert codes(asked.do, reopen_case, case_id=asked.case.id, reason="The board wants more.") == ["answer_yes"]


def test_works_of_a_closed_case_stand_as_they_were_evaluated(asked: Asked):
    """Neither steps nor counts nor photos are added after the fact; a photo that shows somebody is still taken away."""
    day = asked.clock().date()
    work = Work(new_id(), asked.here.id, asked.case.id, Words("补种"), "", day, day, asked.clock(), WorkState.DONE)
    step = Milestone(new_id(), asked.here.id, work.id, Words("完工"), day)
    photo = Photo(new_id(), asked.here.id, Owner.WORK, work.id, 0, "0" * 64, 8, 8, asked.clock())
    shot = Shot(new_id(), asked.here.id, work.id, photo.id, "Gate", Stage.AFTER, day)
    with asked.house.database.writing() as session:
        for made in (work, step, photo, shot):
            store.add(session, made)
    id_ = asked.ask()
    for n in range(5):
        asked.answer(id_, f"b{n}")
    asked.clock.forward(days=8)
    asked.do(close_case, case_id=asked.case.id)
    of: dict[str, Any] = {"work_id": work.id}
    assert codes(asked.do, add_milestone, **of, title=Words("再一步"), due=day) == ["closed"]
    assert codes(asked.do, reach_milestone, milestone_id=step.id, version=1, day=day) == ["closed"]
    assert codes(asked.do, touch_object, **of, place=f"courtyard:{asked.yard.id}", fate=Fate.KEPT) == ["closed"]
    assert codes(asked.do, count_touched, **of, label=Words("门"), fate=Fate.KEPT, number=3) == ["closed"]
    assert codes(asked.do, add_shots, **of, spot="Gate", stage=Stage.AFTER, day=day, form="f") == ["closed"]
    asked.do(drop_shot, shot_id=shot.id, photo_place=asked.house.settings.photo_place)
    with asked.house.database.reading() as session:
        assert store.find(session, Shot, work_id=work.id) == []


def test_a_group_is_evaluated_once_a_year(asked: Asked):
    """The same machinery, with the courtyard as its own; wrong years and a reversed period are told at once."""
    given: dict[str, Any] = {
        "courtyard_id": asked.yard.id, "year": 2026, "promise": Words("账目每月公开", "Accounts each month"), "opens": asked.clock(),
        "closes": asked.clock() + WEEK, "by_code": False,
    }  # fmt: skip
    id_ = asked.do(ask_about_group, **given)
    asked.answer(id_, "b1")
    assert asked.read(id_).title == asked.yard.name
    assert codes(asked.do, ask_about_group, **given) == ["asked_this_year"]
    assert codes(asked.do, ask_about_group, **(given | {"year": 2020, "closes": NOON - WEEK, "promise": Words("")})) == [
        "bad_year", "empty_text", "period_reversed",
    ]  # fmt: skip


def test_an_answer_is_erased_with_its_browser(asked: Asked):
    """Words and browser go; the answer stays counted, and the browser answers no second time."""
    id_ = asked.ask()
    asked.answer(id_, "b1", words="我住三单元")
    with asked.house.database.writing() as session:
        assert [one["words"] for one in erasing.of_browser(session, "b1")["appraisals"]] == ["我住三单元"]
        erasing.erase_browser(session, asked.house.settings.photo_place, "b1", asked.clock())
    with asked.house.database.reading() as session:
        (kept,) = store.find(session, Appraisal, evaluation_id=id_)
    assert (kept.words, kept.browser, kept.done) == ("", "", Done.YES)
    assert codes(asked.answer, id_, "b1", done=Done.NO) == ["answered_before"]
