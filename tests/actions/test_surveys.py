"""Questionnaires: made, published, answered once, closed; versions stay as they were answered; codes tell nothing."""

from __future__ import annotations

import json
from typing import Any

import pytest

from planning import store
from planning.actions.answering import assist_survey
from planning.actions.codes import enrol_voters, issue_codes
from planning.actions.needs import case_from_need
from planning.actions.surveys import close_survey, upload_edition
from planning.cases.case import Case, Phase
from planning.cases.course import CasePhase
from planning.errors import Refusals
from planning.options.electorate import Code
from planning.people import Role
from planning.queries import survey_results as survey_results_module
from planning.queries.personal import my_data
from planning.queries.survey_results import survey_results, surveys_of_case
from planning.queries.surveys import survey_desk, survey_standing, survey_view, surveys
from planning.site import Courtyard, new_id
from planning.store import erasing
from planning.store.courses import today
from planning.surveys.questionnaire.results import comparable, earlier_count, ranked
from planning.surveys.questionnaire.survey import Admission, Edition, Means, UsedCode
from planning.web.house import House
from planning.wording import Words
from tests.asked import HEAD, PLANNER, SAID, prepared, published, workbook
from tests.makers import Clock, community, staff, visitor
from tests.rounds import opened
from tests.rounds import prepared as round_prepared


def code_of(refused: Any) -> str:
    """The first code."""
    return str(refused.value.code)


def test_the_same_again_is_one_response_with_one_receipt(house: House):
    """Rows 1, 2 and 11: another body under the same id is refused, and the first stays."""
    asked = published(house)
    id_ = new_id()
    first = asked.answer(client_id=id_)
    again = asked.answer(client_id=id_)
    assert (again.receipt, again.again, first.again) == (first.receipt, True, False)
    with pytest.raises(Refusals) as refused:
        asked.answer({"care": "no"}, client_id=id_)
    assert code_of(refused) == "body_differs"
    (kept,) = asked.kept
    assert json.loads(kept.answers)["children"] == "2"
    asked.close()
    assert asked.answer(client_id=id_).receipt == first.receipt


def test_nobody_answers_before_or_after(house: House):
    """Row 7: in preparation it is for staff only, and closed it takes nothing; the reason is read by everybody."""
    asked = prepared(house)
    with pytest.raises(Refusals) as refused:
        asked.answer()
    assert code_of(refused) == "not_open"
    with pytest.raises(Refusals) as hidden:
        survey_view(house.database, visitor(), house.clock(), survey_id=asked.survey_id)
    assert code_of(hidden) == "not_found"
    assert surveys(house.database, visitor(), house.clock(), community_id=asked.here.id) == []
    with pytest.raises(Refusals):
        asked.act(close_survey, reason="x")
    asked.publish()
    asked.answer()
    asked.close()
    with pytest.raises(Refusals) as late:
        asked.answer()
    assert code_of(late) == "not_open"
    assert len(asked.kept) == 1


def test_a_version_that_was_published_stays(house: House):
    """In preparation a form is replaced, afterwards the next version is made, answered or not; old pages may still send."""
    asked = prepared(house)
    shorter = workbook([HEAD, ["text", "words", "您的话", "Your words"]])
    assert asked.act(upload_edition, file="b.xlsx", data=shorter) == 1
    asked.publish()
    assert survey_desk(house.database, PLANNER, house.clock(), survey_id=asked.survey_id).frozen
    first = asked.view.edition.id
    assert asked.act(upload_edition, file="c.xlsx", data=workbook([HEAD, ["integer", "age", "年龄", "Age"]])) == 2
    asked.answer({"words": "早上打开的页面"}, edition_id=first)
    asked.answer({"age": "70"})
    assert sorted(one.edition_id == first for one in asked.kept) == [False, True]
    with house.database.reading() as session:
        kept = store.get(session, Edition, first)
    assert "words" in kept.form


def test_a_code_answers_once_and_leads_to_no_answer_and_no_ballot(house: House):
    """Row 4 and 6: a code that has voted still opens it; used, void, of another round and none at all are refused."""
    poll, other = opened(house, count=6), opened(house, count=1)
    asked = published(house, poll.community, entry=Admission.CODES, round_id=poll.round_id)
    poll.cast(0)
    mine = poll.code_id(0)
    standing: dict[str, Any] = {"survey_id": asked.survey_id, "code_id": mine, "mac": house.mac}
    assert survey_standing(house.database, visitor(), house.clock(), **standing) == "fresh"
    asked.answer(code_id=mine)
    assert survey_standing(house.database, visitor(), house.clock(), **standing) == "used"
    for code_id, code in (
        (mine, "code_spent"),
        (None, "bad_code"),
        (other.code_id(0), "bad_code"),
        ("gone", "bad_code"),
    ):
        with pytest.raises(Refusals) as refused:
            asked.answer(code_id=code_id)
        assert code_of(refused) == code
    (kept,) = asked.kept
    with house.database.reading() as session:
        (used,) = store.find(session, UsedCode, survey_id=asked.survey_id)
    told = repr(kept) + repr(used)
    assert kept.browser == ""
    assert mine not in told
    assert poll.codes[0] not in told


def test_once_it_is_closed_nothing_says_which_codes_were_used(house: House):
    """A code that answered before still gets its receipt, and no other one opens it."""
    poll = opened(house, count=6)
    asked = published(house, poll.community, entry=Admission.CODES, round_id=poll.round_id)
    id_ = new_id()
    receipt = asked.answer(code_id=poll.code_id(0), client_id=id_).receipt
    asked.close()
    with house.database.reading() as session:
        assert store.count(session, UsedCode, survey_id=asked.survey_id) == 0
    assert asked.answer(code_id=poll.code_id(0), client_id=id_).receipt == receipt
    with pytest.raises(Refusals) as late:
        asked.answer(code_id=poll.code_id(0))
    assert code_of(late) == "not_open"


def test_with_codes_the_roll_says_the_courtyard(house: House):
    """What the person says of it is not asked for."""
    here = community(house)
    with house.database.writing() as session:
        yard = store.add(session, Courtyard(new_id(), here.id, "7", Words("七号院", "Courtyard 7")))
    round_id = round_prepared(house, here)
    board = staff(Role.BOARD)
    enrol_voters(
        house.database,
        board,
        house.clock(),
        new_id(),
        round_id=round_id,
        table="kind,label,courtyard\nhousehold,7-1-101,7\n",
    )
    issue_codes(house.database, board, house.clock(), round_id=round_id)
    asked = published(house, here, entry=Admission.CODES, round_id=round_id)
    with house.database.reading() as session:
        (code,) = store.find(session, Code, round_id=round_id)
    asked.answer(code_id=code.id, courtyard_id="nonsense")
    assert asked.kept[0].courtyard_id == yard.id


def test_staff_write_down_with_consent(house: House):
    """Who wrote it and how the person agreed is kept, and no browser; without consent nothing is."""
    asked = published(house)
    worker = staff(Role.SOCIAL_WORKER)
    given: dict[str, Any] = {
        "survey_id": asked.survey_id, "edition_id": asked.view.edition.id, "answers": SAID, "courtyard_id": "", "code_id": None,
        "mac": house.mac, "clock": house.clock,
    }  # fmt: skip
    with pytest.raises(Refusals) as refused:
        assist_survey(house.database, worker, house.clock(), client_id=new_id(), consent="", **given)
    assert code_of(refused) == "no_consent"
    with pytest.raises(Refusals):
        assist_survey(house.database, visitor(), house.clock(), client_id=new_id(), consent="spoken", **given)
    assist_survey(house.database, worker, house.clock(), client_id=new_id(), consent="spoken", **given)
    (kept,) = asked.kept
    assert worker.member is not None
    assert kept.assisted is not None
    assert (kept.means, kept.browser, kept.assisted.by) == (Means.ASSISTED, "", worker.member.id)


def test_counts_tell_who_was_asked(house: House, clock: Clock):
    """Who said no was not asked for children; shares are of those who answered; residents read it after closing."""
    asked = published(house)
    for number in range(6):
        asked.answer({"care": "yes", "children": str(1 + number % 3), "first": ["lift", "shade"]})
    for _ in range(4):
        asked.answer({"care": "no", "needs": ["shade"]})
    with pytest.raises(Refusals) as early:
        survey_results(house.database, visitor(), clock.now, survey_id=asked.survey_id)
    assert code_of(early) == "not_closed"
    asked.close()
    view = survey_results(house.database, visitor(), clock.now, survey_id=asked.survey_id)
    assert view.results is not None
    by_name = {one.question.name: one for one in view.results}
    assert (by_name["care"].asked, by_name["children"].asked, by_name["children"].answered) == (10, 6, 6)
    assert [(one.name, one.count) for one in by_name["care"].tables[0].counts] == [("yes", 6), ("no", 4)]
    assert by_name["children"].figures is not None
    assert by_name["children"].figures.mean == 2
    assert [(one.name, one.count) for one in by_name["first"].points] == [("lift", 18), ("shade", 12), ("bench", 0)]


def test_a_question_that_was_asked_before_is_compared(house: House):
    """Of the same name and kind, with its own number of answers; nothing while the earlier one is open, or small."""
    last = published(house)
    for number in range(8):
        last.answer({"care": "yes" if number < 2 else "no", **({"children": "1"} if number < 2 else {})})
    now = published(house, last.here, before_id=last.survey_id)
    for _ in range(5):
        now.answer({"care": "no"})
    now.close()
    asked = (house.database, visitor(), house.clock())
    assert survey_results(*asked, survey_id=now.survey_id).before is None
    last.close()
    found = survey_results(*asked, survey_id=now.survey_id).before
    assert found is not None
    assert earlier_count(found[1]["care"], 0, "yes") == (2, 8)
    assert earlier_count(found[1]["care"], 0, "perhaps") is None
    assert "words" not in found[1], "nobody answered it then"


def test_a_case_is_opened_from_a_need_once(house: House):
    """The most wanted first, equal ones with one place; the case has the words of the form and leads back."""
    asked = published(house)
    for number in range(5):
        asked.answer({"care": "no", "needs": ["shade"] if number else ["bench"], "first": ["lift"]})
    asked.close()
    by = (house.database, staff(Role.BOARD), house.clock())
    view = survey_results(*by, survey_id=asked.survey_id)
    assert view.results is not None
    wanted = next(one for one in view.results if one.question.name == "needs")
    assert [(place, one.name, one.count) for place, one in ranked(wanted)] == [(1, "shade", 4), (2, "bench", 1)]
    one, again = (asked.act(case_from_need, question_name="needs", choice_name="shade") for _ in range(2))
    assert one == again
    with house.database.reading() as session:
        assert store.get(session, Case, one).title == Words("树荫", "Shade")
        (begun,) = store.find(session, CasePhase, case_id=one)
    assert (begun.phase, begun.begins) == (Phase.RAISE, today(asked.here, house.clock())), (
        "since when it is being raised"
    )
    found = surveys_of_case(house.database, visitor(), house.clock(), community_id=asked.here.id, case_id=one)
    assert [survey.id for survey in found] == [asked.survey_id]
    assert survey_results(*by, survey_id=asked.survey_id).cases == {("needs", "shade"): one}
    for names in (("needs", "gone"), ("gone", "shade"), ("children", "1")):
        with pytest.raises(Refusals):
            asked.act(case_from_need, question_name=names[0], choice_name=names[1])


def test_few_answers_are_not_told_apart(house: House):
    """Row 57: below five nothing but their number."""
    asked = published(house)
    for _ in range(4):
        asked.answer()
    asked.close()
    view = survey_results(house.database, visitor(), house.clock(), survey_id=asked.survey_id)
    assert (view.received, view.results) == (4, None)


def test_few_answers_to_a_question_are_not_told_apart(house: House):
    """Row 57: of a question that four answered nothing is told but that four did; nor is it compared, or ranked as a need."""
    asked = published(house)
    for number in range(6):
        some = {"children": str(number), "care": "yes", "first": ["lift"]} if 0 < number < 5 else {"care": "no"}
        asked.answer(some)
    asked.close()
    view = survey_results(house.database, visitor(), house.clock(), survey_id=asked.survey_id)
    found = {one.question.name: one for one in view.results or ()}
    for name in ("children", "first"):
        few = found[name]
        assert (few.answered, few.is_small, few.tables, few.figures, few.points, ranked(few)) == (
            4,
            True,
            (),
            None,
            (),
            (),
        )
    assert not found["care"].is_small
    assert comparable(list(found.values()), [found["children"], found["care"]]) == {"care": found["care"]}


def test_results_are_counted_anew_only_when_an_answer_came_or_went(house: House, monkeypatch: pytest.MonkeyPatch):
    """A page is drawn anew at every click: it does not load every answer each time."""
    asked = published(house)
    for number in range(6):
        asked.answer({"care": "no"}, by=visitor(f"b{number}"))
    loaded: list[str] = []
    before = survey_results_module.responses_of

    def counting(look: Any, survey: Any) -> Any:
        loaded.append(survey.id)
        return before(look, survey)

    monkeypatch.setattr(survey_results_module, "responses_of", counting)

    def answered() -> int:
        view = survey_results(house.database, PLANNER, house.clock(), survey_id=asked.survey_id)
        return (view.results or ())[0].answered

    assert (answered(), answered(), len(loaded)) == (6, 6, 1)
    with house.database.writing() as session:
        erasing.erase_browser(session, house.settings.photo_place, "b3", house.clock())
    assert (answered(), answered(), len(loaded)) == (5, 5, 2)


def test_a_person_reads_and_erases_their_answers(house: House):
    """What stands beside a browser is told to it, and goes with it out of every count."""
    asked = published(house)
    asked.answer(by=visitor("browser-5"))
    asked.answer(by=visitor("browser-6"))
    mine = my_data(house.database, visitor("browser-5"), house.clock())
    assert [one["survey_id"] for one in mine["answers"]] == [asked.survey_id]
    with house.database.writing() as session:
        done = erasing.erase_browser(session, house.settings.photo_place, "browser-5", house.clock())
    assert done["answers"] == 1
    assert [one.browser for one in asked.kept] == ["browser-6"]
