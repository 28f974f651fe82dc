"""What a courtyard settles is worked on there: whose case it is says who keeps it, not where its pin lies."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

import pytest

from planning import store
from planning.actions.courtyards import hand_back_case, hand_up_case
from planning.actions.dissent import change_objection, record_objection, record_visit
from planning.actions.households import enter_households
from planning.actions.lift import share_lift_cost
from planning.actions.works import add_milestone, plan_work, reach_milestone
from planning.cases.case import Case, Phase
from planning.cases.dissent import Outcome
from planning.cases.household import Household, HouseholdState
from planning.cases.keeping import Keeping
from planning.cases.matter import Level
from planning.errors import Refusals
from planning.people import Grant, Member, Role, Visitor
from planning.queries.cases import cases
from planning.queries.dissent import objections_at_work
from planning.queries.households import lift_at_work
from planning.site import Community, Courtyard, new_id
from planning.surveys.comment import Topic
from planning.web.house import House
from planning.wording import Words
from tests import makers
from tests.makers import NOON

SAID = Words("楼顶", "Roofs")
TODAY = NOON.date()


@dataclass
class Handed:
    """A case that courtyard 3 settles; its pin lies in courtyard 5, or it has none."""

    house: House
    here: Community
    case: Case
    three: str
    five: str

    @property
    def board(self) -> Visitor:
        """Who works in the whole community."""
        return makers.staff(Role.BOARD, self.here.id)

    def of(self, yard: str, *roles: Role) -> Visitor:
        """Somebody with roles in one courtyard alone."""
        return Visitor(Member("li", "Li", frozenset(Grant(role, self.here.id, yard) for role in roles)))

    def do(self, act: Any, by: Visitor, **arguments: Any) -> Any:
        """Do an act."""
        return act(self.house.database, by, NOON, new_id(), **arguments)

    def ask(self, question: Any, by: Visitor) -> Any:
        """Ask a question about the case."""
        return question(self.house.database, by, NOON, community_id=self.here.id, case_id=self.case.id)

    def object(self, by: Visitor) -> str:
        """Enter an objection; its owner is of the board."""
        made: str = self.do(
            record_objection, by, case_id=self.case.id, topic=Topic.SHADE, who="7", text="不同意", shown=False,
            owner_id=self.owner(),
        )  # fmt: skip
        return made

    def owner(self) -> str:
        """A member of staff who may be responsible."""
        with self.house.database.writing() as session:
            if "zhou" not in store.accounts.staff(session, self.here.id):
                grants = frozenset({Grant(Role.SOCIAL_WORKER, self.here.id)})
                store.accounts.add_member(session, Member("zhou", "Zhou", grants), "", NOON)
        return "zhou"


@pytest.fixture(params=["no pin", "pin elsewhere"])
def handed(house: House, request: pytest.FixtureRequest) -> Handed:
    """Courtyards 3 and 5, and the case, handed to 3."""
    here = makers.community(house)
    three, five = (Courtyard(new_id(), here.id, code, Words(f"{code}号院")) for code in ("3", "5"))
    case = Case(
        new_id(), here.id, SAID, SAID, SAID, Phase.DELIBERATE, NOON,
        courtyard_id=five.id if request.param == "pin elsewhere" else None,
    )  # fmt: skip
    with house.database.writing() as session:
        store.add_all(session, [three, five])
        store.add(session, case)
    made = Handed(house, here, case, three.id, five.id)
    made.do(hand_back_case, made.board, case_id=case.id, courtyard_id=three.id, reason="They can settle it.")
    return made


def refused(function: Any, *arguments: Any, **named: Any) -> list[str]:
    """The codes of all problems."""
    with pytest.raises(Refusals) as caught:
        function(*arguments, **named)
    return [problem.code for problem in caught.value.problems]


def test_the_staff_of_the_courtyard_enter_visit_and_read_objections(handed: Handed):
    """Those of courtyard 3, and nobody of courtyard 5, wherever the pin lies; handed up, each courtyard it concerns."""
    li, stranger = (handed.of(yard, Role.RESIDENT_PLANNER) for yard in (handed.three, handed.five))
    objection = handed.object(li)
    handed.do(record_visit, li, objection_id=objection, day=TODAY, went="Li", explained="分段", outcome=Outcome.STANDS)
    assert [line.objection.id for line in handed.ask(objections_at_work, li).lines] == [objection]
    assert refused(handed.object, stranger) == ["not_allowed"]
    assert refused(handed.ask, objections_at_work, stranger) == ["not_allowed"]
    handed.do(hand_up_case, li, case_id=handed.case.id, reason="Too dear for us.")
    assert handed.object(li)
    if handed.case.courtyard_id:
        assert handed.object(stranger)
    else:
        assert refused(handed.object, stranger) == ["not_allowed"]


def test_the_staff_of_the_courtyard_note_steps_doors_and_shares(handed: Handed):
    """A role counts in whichever courtyard of the case it was given; doors without a courtyard named stand in the case's own."""
    li, stranger = (handed.of(yard, Role.RESIDENT_PLANNER, Role.PLANNER) for yard in (handed.three, handed.five))
    plan: dict[str, Any] = {
        "case_id": handed.case.id, "title": SAID, "contractor": "", "planned_start": TODAY, "planned_end": TODAY + timedelta(9),
    }  # fmt: skip
    assert refused(handed.do, plan_work, stranger, **plan) == ["not_allowed"]
    work = handed.do(plan_work, li, **plan)
    step = handed.do(add_milestone, li, work_id=work, title=SAID, due=TODAY)
    assert refused(handed.do, reach_milestone, stranger, milestone_id=step, version=1, day=TODAY) == ["not_allowed"]
    assert handed.do(reach_milestone, li, milestone_id=step, version=1, day=TODAY) == step

    doors: dict[str, Any] = {"case_id": handed.case.id, "courtyard_id": "", "table": "3-1-101,"}
    assert refused(handed.do, enter_households, stranger, **doors) == ["not_allowed"]
    assert handed.do(enter_households, li, **doors) == 1
    with handed.house.database.reading() as session:
        assert [one.courtyard_id for one in store.find(session, Household, case_id=handed.case.id)] == [handed.three]

    shares: dict[str, Any] = {
        "case_id": handed.case.id, "version": 0, "amount": "90", "by_area": False, "coefficients": "2,1", "source": "会议",
        "flats": "3-2-201,2,80",
    }  # fmt: skip
    assert refused(handed.do, share_lift_cost, stranger, **shares) == ["not_allowed"]
    assert handed.do(share_lift_cost, li, **shares)
    assert handed.ask(lift_at_work, li)[1][0][1] == 9000
    assert refused(handed.ask, lift_at_work, stranger) == ["not_allowed"]


def test_doors_of_another_courtyard_stay_there(handed: Handed):
    """In a case of the whole community, too: neither read, mended, visited nor entered as objections from next door; one in no
    courtyard is for those who work in all of them.
    """
    li, next_door = (handed.of(yard, Role.RESIDENT_PLANNER, Role.PLANNER) for yard in (handed.three, handed.five))
    made = [
        Household(new_id(), handed.here.id, handed.case.id, yard, "3-1-101", "", NOON, HouseholdState.OBJECTED, note="晚上在家")
        for yard in (handed.three, None)
    ]  # fmt: skip
    with handed.house.database.writing() as session:
        kept = store.get(session, Keeping, handed.case.id)
        both = replace(kept, level=Level.COMMUNITY, courtyard_ids=(handed.three, handed.five), version=kept.version + 1)
        store.change(session, both)
        store.add_all(session, made)
    told: dict[str, Any] = {"topic": Topic.SHADE, "who": "", "text": "", "shown": False, "owner_id": handed.owner()}
    assert [refused(handed.do, record_objection, next_door, case_id=handed.case.id, household_id=one.id, **told) for one in made] == [["not_allowed"]] * 2  # fmt: skip
    assert refused(handed.do, record_objection, li, case_id=handed.case.id, household_id=made[1].id, **told) == [
        "not_allowed"
    ]
    objection = handed.do(record_objection, li, case_id=handed.case.id, household_id=made[0].id, **told)
    said = handed.object(next_door)
    assert {line.objection.id for line in handed.ask(objections_at_work, li).lines} == {objection, said}
    assert {line.objection.id for line in handed.ask(objections_at_work, handed.board).lines} == {objection, said}
    seen = handed.ask(objections_at_work, next_door)
    assert [line.objection.id for line in seen.lines] == [said]
    assert "3-1-101" not in repr(seen)
    mended: dict[str, Any] = told | {"objection_id": objection, "version": 1, "who": "a door", "text": "x"}
    visited: dict[str, Any] = {
        "objection_id": objection,
        "day": TODAY,
        "went": "Li",
        "explained": "分段",
        "outcome": Outcome.MET,
    }
    assert refused(handed.do, change_objection, next_door, **mended) == ["not_allowed"]
    assert refused(handed.do, record_visit, next_door, **visited) == ["not_allowed"]
    assert handed.do(change_objection, li, **mended)
    assert handed.do(record_visit, li, **visited)


def test_what_each_door_pays_is_read_where_the_case_has_its_seat(handed: Handed):
    """Handed up, those of the courtyard in which the pin lies, or of the whole community: not of each that it concerns."""
    li, seated = (handed.of(yard, Role.PLANNER) for yard in (handed.three, handed.five))
    handed.do(hand_up_case, li, case_id=handed.case.id, reason="Too dear for us.")
    shares: dict[str, Any] = {
        "case_id": handed.case.id, "version": 0, "amount": "90", "by_area": False, "coefficients": "2,1", "source": "会议",
        "flats": "3-2-201,2,80",
    }  # fmt: skip
    assert refused(handed.do, share_lift_cost, li, **shares) == ["not_allowed"]
    assert handed.do(share_lift_cost, seated if handed.case.courtyard_id else handed.board, **shares)
    assert refused(handed.ask, lift_at_work, li) == ["not_allowed"]
    assert handed.ask(lift_at_work, handed.board)[1][0][1] == 9000


def test_a_list_says_where_a_member_may_work(handed: Handed):
    """Sections of staff offer the case to those of courtyard 3, and not to those of courtyard 5."""
    found = cases(handed.house.database, makers.visitor(), NOON, community_id=handed.here.id)
    who = {yard: handed.of(yard, Role.RESIDENT_PLANNER) for yard in (handed.three, handed.five)}
    offered = {
        yard: [line.keeping.yard_for("act.record_objection", one, handed.here) for line in found]
        for yard, one in who.items()
    }
    assert offered == {handed.three: [handed.three], handed.five: [None]}
