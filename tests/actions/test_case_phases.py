"""The course of a case: phases with dates say what is allowed now; skipping and repeating have a reason; its owner."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

import pytest

from planning import store
from planning.actions.case_keeping import keep_case
from planning.actions.case_phases import date_phase, drop_phase, plan_phase
from planning.actions.cases import add_evidence, change_case, open_case
from planning.cases.case import Case, Phase
from planning.cases.course import CasePhase
from planning.errors import Refusals
from planning.people import Grant, Member, Role, Visitor
from planning.queries.cases import CaseView, case_view, cases
from planning.site import Community, Courtyard, new_id
from planning.store import accounts
from planning.web.house import House
from planning.wording import Words
from tests import makers
from tests.makers import NOON, staff
from tests.speaking import HOSTILE

TODAY = NOON.date()
SAID = Words("树", "Trees")


@dataclass
class Lane:
    """A community with a case that was just raised, and those who work on it."""

    house: House
    here: Community
    case_id: str

    @property
    def keeper(self) -> Visitor:
        """Who leads the case."""
        return staff(Role.PLANNER, self.here.id)

    def plan(self, phase: Phase, at: datetime = NOON, **said: Any) -> str:
        """Enter or plan a phase."""
        usual: dict[str, Any] = {"begins": at.date(), "ends": None}
        return plan_phase(
            self.house.database, self.keeper, at, new_id(), case_id=self.case_id, phase=phase, **(usual | said)
        )

    def view(self, at: datetime = NOON, by: Visitor | None = None) -> CaseView:
        """The case as it is read."""
        asked = (self.house.database, by or makers.visitor(), at)
        return case_view(*asked, community_id=self.here.id, case_id=self.case_id)

    def bring_photo(self, at: datetime, by: Visitor | None = None) -> str:
        """What a resident planner is answered who brings a photo; ``no_photo`` is who was let in and sent none."""
        who = by or staff(Role.RESIDENT_PLANNER, self.here.id)
        return refused(add_evidence, self.house.database, who, at, new_id(), case_id=self.case_id, form="f")[0]


@pytest.fixture
def lane(house: House) -> Lane:
    """A case that was raised today."""
    here = makers.community(house)
    made = open_case(
        house.database, staff(Role.PLANNER, here.id), NOON, "open", community_id=here.id, title=SAID, question=SAID,
        about=SAID, next_step=SAID, phase=Phase.RAISE, lon=104.06, lat=30.63,
    )  # fmt: skip
    return Lane(house, here, made)


def refused(function: Any, *arguments: Any, **named: Any) -> list[str]:
    """The codes of all problems."""
    with pytest.raises(Refusals) as caught:
        function(*arguments, **named)
    return [problem.code for problem in caught.value.problems]


def test_a_case_goes_from_phase_to_phase(lane: Lane):
    """The next phase needs no reason; the list, the page and the case's own row all say it."""
    lane.plan(Phase.SURVEY, ends=TODAY + timedelta(days=6))
    view = lane.view()
    step = view.course.now(TODAY)
    assert (view.case.phase, step and step.ends) == (Phase.SURVEY, TODAY + timedelta(days=6))
    (line,) = cases(lane.house.database, makers.visitor(), NOON, community_id=lane.here.id)
    with lane.house.database.reading() as session:
        assert (line.case.phase, store.get(session, Case, lane.case_id).phase) == (Phase.SURVEY, Phase.SURVEY)


def test_skipping_and_repeating_need_a_reason(lane: Lane):
    """Ahead over others, back, or the same once more: not without saying why; the reason is read by everybody."""
    assert refused(lane.plan, Phase.OPTIONS) == ["needs_reason"]
    lane.plan(Phase.OPTIONS, reason=f"Asked last year. {HOSTILE}")
    for back in (Phase.OPTIONS, Phase.SURVEY):
        assert refused(lane.plan, back) == ["needs_reason"]
    lane.plan(Phase.SURVEY, reason="Two houses were not reached.")
    said = [step.reason for step in lane.view().course.steps if step.reason]
    assert said[-1] == "Two houses were not reached."
    assert lane.view().case.phase is Phase.SURVEY


def test_a_planned_phase_begins_by_itself(lane: Lane):
    """By the day of the place: the case is in it from that morning, and so is what may be done."""
    lane.plan(Phase.VOTE, begins=TODAY + timedelta(days=3), reason="Everybody was asked before.")
    before, after = NOON + timedelta(days=2), NOON + timedelta(days=3)
    assert [lane.view(at).case.phase for at in (NOON, before, after)] == [Phase.RAISE, Phase.RAISE, Phase.VOTE]
    assert [lane.bring_photo(at) for at in (before, after)] == ["no_photo", "not_allowed"]
    midnight = datetime(2026, 11, 26, 16, 1, tzinfo=NOON.tzinfo)  # one minute past midnight in Chengdu
    assert lane.view(midnight).case.phase is Phase.VOTE


def test_where_the_time_of_a_phase_has_run_out_nothing_is_added(lane: Lane):
    """Residents' own staff bring no photo after its last day; a professional still may, and a new date opens it again."""
    made = lane.plan(Phase.SURVEY, ends=TODAY + timedelta(days=1))
    late = NOON + timedelta(days=2)
    assert [lane.bring_photo(at) for at in (NOON, late)] == ["no_photo", "not_allowed"]
    assert lane.bring_photo(late, lane.keeper) == "no_photo"
    date_phase(
        lane.house.database, lane.keeper, late, "move", case_phase_id=made, version=1, begins=TODAY,
        ends=TODAY + timedelta(days=5), reason="It rained.",
    )  # fmt: skip
    assert lane.bring_photo(late) == "no_photo"


def test_days_that_make_no_sense_are_refused_together(lane: Lane):
    """Begun in the past, a last day before the first, a year far away: all problems at once, and nothing is kept."""
    past, far = TODAY - timedelta(days=1), date(9999, 12, 31)
    assert refused(lane.plan, Phase.SURVEY, begins=past, ends=past - timedelta(days=9)) == [
        "begun_before",
        "ends_first",
    ]
    assert refused(lane.plan, Phase.SURVEY, begins=far, ends=far) == ["too_far"]
    assert refused(lane.plan, Phase.SURVEY, ends=far) == ["too_far"]
    assert refused(lane.plan, Phase.SURVEY, reason="x" * 500) == ["long_text"]
    assert len(lane.view().course.steps) == 1


def test_a_plan_is_moved_and_taken_off_what_has_begun_is_not(lane: Lane):
    """History stays: only the last day of a phase that has begun moves."""
    planned = lane.plan(Phase.SURVEY, begins=TODAY + timedelta(days=3))
    (begun,) = (step for step in lane.view().course.steps if step.phase is Phase.RAISE)
    database, by = lane.house.database, lane.keeper
    moved: dict[str, Any] = {"begins": TODAY + timedelta(days=4), "ends": None}
    date_phase(database, by, NOON, "a", case_phase_id=planned, version=1, **moved)
    assert refused(date_phase, database, by, NOON, "b", case_phase_id=planned, version=1, **moved) == [
        "edited_meanwhile"
    ]
    assert refused(date_phase, database, by, NOON, "c", case_phase_id=begun.id, version=1, **moved) == ["has_begun"]
    assert refused(drop_phase, database, by, NOON, "d", case_phase_id=begun.id, version=1, reason="x") == ["has_begun"]
    assert refused(drop_phase, database, by, NOON, "e", case_phase_id=planned, version=2, reason=" ") == ["empty_text"]
    drop_phase(database, by, NOON, "f", case_phase_id=planned, version=2, reason="No need.")
    assert [step.phase for step in lane.view().course.steps] == [Phase.RAISE]
    assert refused(drop_phase, database, by, NOON, "g", case_phase_id=planned, version=3, reason="x") == ["taken_off"]


def test_a_plan_moved_before_another_says_why_as_a_new_one_does(lane: Lane):
    """Dated again so that phases are skipped or repeated, a phase needs the reason that it would have needed at first."""
    lane.plan(Phase.SURVEY, begins=TODAY + timedelta(days=3))
    later = lane.plan(Phase.DELIBERATE, begins=TODAY + timedelta(days=6))
    moved: dict[str, Any] = {"case_phase_id": later, "version": 1, "begins": TODAY + timedelta(days=1), "ends": None}
    database, by = lane.house.database, lane.keeper
    assert refused(date_phase, database, by, NOON, "a", **moved) == ["needs_reason"]
    date_phase(database, by, NOON, "b", **moved, reason="The hall is free on that day.")
    (step,) = (one for one in lane.view().course.steps if one.id == later)
    assert (step.begins, step.reason) == (moved["begins"], "The hall is free on that day.")


def test_a_double_click_is_one_phase(lane: Lane):
    """Asked again with the same act id nothing more happens."""
    for _ in range(2):
        plan_phase(
            lane.house.database, lane.keeper, NOON, "same", case_id=lane.case_id, phase=Phase.SURVEY, begins=TODAY
        )
    with lane.house.database.reading() as session:
        assert store.count(session, CasePhase, phase=Phase.SURVEY) == 1


def test_a_case_from_before_is_in_the_phase_of_its_row(lane: Lane):
    """Without any row of its own it is where it was; its phase can be given dates, and it goes on from there."""
    with lane.house.database.writing() as session:
        old = store.add(session, Case(new_id(), lane.here.id, SAID, SAID, SAID, Phase.DELIBERATE, NOON))
    lane.case_id = old.id
    assert (lane.view().case.phase, lane.view().course.now(TODAY)) == (Phase.DELIBERATE, None)
    lane.plan(Phase.DELIBERATE, ends=TODAY + timedelta(days=9))
    lane.plan(Phase.OPTIONS)
    assert [step.phase for step in lane.view().course.steps] == [Phase.DELIBERATE, Phase.OPTIONS]


def test_only_those_who_lead_a_case_lead_it(lane: Lane):
    """Resident planners, social workers and visitors are refused."""
    for by in (makers.visitor(), staff(Role.RESIDENT_PLANNER, lane.here.id), staff(Role.SOCIAL_WORKER, lane.here.id)):
        arguments: dict[str, Any] = {"case_id": lane.case_id, "phase": Phase.SURVEY, "begins": TODAY}
        assert refused(plan_phase, lane.house.database, by, NOON, new_id(), **arguments) == ["not_allowed"]


def test_an_owner_courtyards_and_a_place(lane: Lane):
    """Named by staff; a stranger, a courtyard of elsewhere and a place outside are refused at once; words stay."""
    yard = Courtyard(new_id(), lane.here.id, "3", Words("三号院", "Courtyard 3"))
    zhou = Member(new_id(), "Zhou", frozenset({Grant(Role.RESIDENT_PLANNER, lane.here.id, yard.id)}))
    with lane.house.database.writing() as session:
        store.add(session, yard)
        accounts.add_member(session, zhou, "", NOON)
    database, by = lane.house.database, lane.keeper

    def keep(**said: Any) -> str:
        usual: dict[str, Any] = {"owner_id": zhou.id, "courtyard_ids": [yard.id], "lon": "104.061", "lat": "30.631"}
        version = lane.view().case.version
        return keep_case(database, by, NOON, new_id(), case_id=lane.case_id, version=version, **(usual | said))

    assert refused(keep, owner_id="gone", courtyard_ids=["elsewhere"], lon="0") == [
        "outside_bounds",
        "no_owner",
        "no_courtyard",
    ]
    keep()
    view = lane.view(by=by)
    assert (view.owner, [y.code for y in view.yards], view.case.pin and view.case.pin.lon) == ("Zhou", ["3"], 104.061)
    assert lane.view().owner == ""  # a name is for staff, unless the register says that it may be shown
    assert lane.bring_photo(NOON, Visitor(zhou)) == "no_photo"  # the case concerns their courtyard
    keep(owner_id="", courtyard_ids=[], lon="", lat="")
    assert (lane.view(by=by).owner, lane.view().yards, lane.view().case.pin) == ("", (), None)


def test_words_of_a_case_change_without_its_phase(lane: Lane):
    """Two editors of the words and of the phase do not overwrite one another."""
    lane.plan(Phase.SURVEY)
    change_case(
        lane.house.database, lane.keeper, NOON, "words", case_id=lane.case_id, version=lane.view().case.version,
        title=Words("新", "New"), question=SAID, about=SAID, next_step=SAID,
    )  # fmt: skip
    assert (lane.view().case.title.en, lane.view().case.phase) == ("New", Phase.SURVEY)
