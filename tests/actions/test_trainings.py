"""The training register: who was trained, when, by whom, until when; and what goes with an account that is erased."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from planning import store
from planning.actions.planners import enter_planner
from planning.actions.trainings import correct_training, drop_training, enter_training
from planning.errors import Refusals
from planning.people import Role, Training, to_look_at
from planning.queries.staff import trainings
from planning.site import new_id
from planning.store import erasing, naming
from planning.web.house import House
from tests import makers
from tests.makers import NOON

TODAY = NOON.date()


def codes(function: Any, *arguments: Any, **named: Any) -> list[str]:
    """The codes of all problems."""
    with pytest.raises(Refusals) as caught:
        function(*arguments, **named)
    return [problem.code for problem in caught.value.problems]


def test_trainings_are_noted_corrected_and_taken_out(house: House):
    """All faults at once; an older copy overwrites nothing; a resident planner only reads."""
    here = makers.community(house)
    planner = makers.staff(Role.PLANNER, here.id)
    who = enter_planner(house.database, planner, NOON, new_id(), community_id=here.id, name="周姐", resident=True, profession="退休教师", training="")  # fmt: skip
    given: dict[str, Any] = {
        "course": "居民规划师春季班",
        "day": TODAY,
        "given_by": "区规划院",
        "valid_until": TODAY + timedelta(days=365),
    }
    id_ = enter_training(house.database, planner, NOON, new_id(), planner_id=who, **given)
    wrong = {"course": " ", "day": TODAY + timedelta(days=1), "given_by": "", "valid_until": TODAY}
    assert codes(enter_training, house.database, planner, NOON, new_id(), planner_id=who, **wrong) == [
        "empty_text", "empty_text", "not_yet", "bad_dates",
    ]  # fmt: skip
    correct_training(
        house.database, planner, NOON, new_id(), training_id=id_, version=1, **(given | {"valid_until": None})
    )
    assert codes(correct_training, house.database, planner, NOON, new_id(), training_id=id_, version=1, **given) == ["edited_meanwhile"]  # fmt: skip
    resident = makers.staff(Role.RESIDENT_PLANNER, here.id)
    (one,) = trainings(house.database, resident, NOON, community_id=here.id)
    assert (one.planner_id, one.course, one.given_by, one.valid_until, one.version) == (who, "居民规划师春季班", "区规划院", None, 2)  # fmt: skip
    assert codes(drop_training, house.database, resident, NOON, new_id(), training_id=id_) == ["not_allowed"]
    drop_training(house.database, planner, NOON, new_id(), training_id=id_)
    assert trainings(house.database, resident, NOON, community_id=here.id) == []


def test_a_training_is_valid_from_its_day_to_its_last():
    """The last day counts; without one it has no end."""
    one = Training("t", "here", "p", "c", date(2026, 3, 1), "x", date(2027, 3, 1))
    assert [one.is_valid(day) for day in (date(2026, 2, 28), date(2026, 3, 1), date(2027, 3, 1), date(2027, 3, 2))] == [
        False, True, True, False,
    ]  # fmt: skip
    assert Training("t", "here", "p", "c", date(2026, 3, 1), "x", None).is_valid(date(2099, 1, 1))


def test_what_has_run_out_is_not_hidden_behind_what_has_no_end():
    """Of each course the newest counts, and the one that ends first is told first."""

    def taken(course: str, year: int, until: date | None) -> Training:
        return Training(f"{course}{year}", "here", "p", course, date(year, 3, 1), "x", until)

    endless, run_out = taken("图纸", 2020, None), taken("急救", 2024, date(2025, 3, 1))
    again, later = taken("急救", 2026, date(2027, 3, 1)), taken("法规", 2026, date(2026, 12, 1))
    assert to_look_at([]) is None
    assert to_look_at([run_out, endless]) == to_look_at([endless, run_out]) == run_out
    assert to_look_at([again, endless, run_out]) == again
    assert to_look_at([later, again, endless, run_out]) == later
    assert to_look_at([endless, taken("法规", 2021, None)]) == taken("法规", 2021, None)
    days = (date(2026, 2, 28), date(2026, 10, 1), date(2026, 10, 2), date(2026, 12, 1), date(2026, 12, 2))
    assert [later.ends_soon(day) for day in days] == [False, False, True, True, False]
    assert not endless.ends_soon(date(2026, 12, 1))


def test_a_training_goes_with_the_account_that_is_erased(house: House):
    """Its line of the register goes, and what was noted of it."""
    from planning.people import Grant, Member
    from planning.store import accounts

    here = makers.community(house)
    planner = makers.staff(Role.PLANNER, here.id)
    member = Member(new_id(), "李小海", frozenset({Grant(Role.RESIDENT_PLANNER, here.id)}))
    with house.database.writing() as session:
        accounts.add_member(session, member, "", NOON)
    who = enter_planner(
        house.database, planner, NOON, new_id(), community_id=here.id, name="李小海", resident=True, profession="会计", training="", member_id=member.id,
    )  # fmt: skip
    enter_training(house.database, planner, NOON, new_id(), planner_id=who, course="李小海的培训", day=TODAY, given_by="街道", valid_until=None)  # fmt: skip
    with house.database.writing() as session:
        erasing.erase_member(session, member.id, NOON)
    with house.database.reading() as session:
        assert store.find(session, Training, community_id=here.id) == []
        assert [one for one in naming.mentions(session, "李小海") if one.table == "planner_trainings"] == []
