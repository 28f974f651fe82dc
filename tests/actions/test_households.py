"""The register of households and a lift's shares: doors for those who work on the case, counts for everybody."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

import pytest

from planning import store
from planning.actions.households import enter_households, forget_household, note_household
from planning.actions.lift import share_lift_cost
from planning.cases.case import Case, Phase
from planning.cases.household import Household, HouseholdState
from planning.errors import Refusals
from planning.people import Grant, Member, Role, Visitor
from planning.queries.households import household_progress, households_at_work, lift_at_work, lift_view
from planning.site import Community, Courtyard, new_id
from planning.store import naming
from planning.web.house import House
from planning.wording import Words
from tests import makers
from tests.databases import dump
from tests.makers import NOON

NAME, DOOR = "王老五", "3-2-501"


@dataclass
class Register:
    """A case with two courtyards."""

    house: House
    here: Community
    case: Case
    yards: tuple[Courtyard, Courtyard]

    @property
    def worker(self) -> Visitor:
        """A social worker of the first courtyard only."""
        grant = Grant(Role.SOCIAL_WORKER, self.here.id, self.yards[0].id)
        return Visitor(Member("zhou", "Zhou", frozenset({grant})))

    def do(self, act: Any, by: Visitor | None = None, **arguments: Any) -> Any:
        """Do an act as the worker of the courtyard, or as somebody else."""
        return act(self.house.database, by or self.worker, NOON, new_id(), **arguments)

    def ask(self, question: Any, by: Visitor | None = None, **arguments: Any) -> Any:
        """Ask about the case, as everybody or as somebody."""
        asked = {"community_id": self.here.id, "case_id": self.case.id} | arguments
        return question(self.house.database, by or makers.visitor(), NOON, **asked)

    def enter(self, count: int, yard: int = 0) -> list[Household]:
        """Enter so many households."""
        table = "\n".join(f"{DOOR}-{n},{NAME}" for n in range(count))
        board = makers.staff(Role.BOARD, self.here.id)
        self.do(enter_households, board, case_id=self.case.id, courtyard_id=self.yards[yard].id, table=table)
        found: list[Household] = self.ask(households_at_work, board, courtyard_id=self.yards[yard].id)
        return found

    def note(self, one: Household, state: HouseholdState, by: Visitor | None = None, **instead: Any) -> None:
        """Note how far it has come."""
        usual: dict[str, Any] = {"name": NAME, "day": NOON.date(), "note": f"{NAME}晚上在家"}
        self.do(note_household, by, household_id=one.id, version=1, state=state, **(usual | instead))


@pytest.fixture
def register(house: House) -> Register:
    """Nobody is in the register yet."""
    here = makers.community(house)
    case = Case(new_id(), here.id, Words("楼顶"), Words("拆吗"), Words(""), Phase.CARRY_OUT, NOON)
    yards = tuple(Courtyard(new_id(), here.id, f"C{n}", Words(f"{n}号院")) for n in (3, 5))
    with house.database.writing() as session:
        for value in (case, *yards):
            store.add(session, value)
    return Register(house, here, case, (yards[0], yards[1]))


def codes(function: Any, *arguments: Any, **named: Any) -> list[str]:
    """The codes of all problems."""
    with pytest.raises(Refusals) as caught:
        function(*arguments, **named)
    return [problem.code for problem in caught.value.problems]


def test_everybody_reads_counts_and_never_a_door(register: Register):
    """Row 57: states of fewer than five are hidden with the next smallest; a courtyard of fewer than five altogether."""
    lines = register.enter(12)
    register.enter(3, yard=1)
    for one in lines[:2]:
        register.note(one, HouseholdState.OBJECTED)
    first, second = register.ask(household_progress)
    assert first.households == 12
    assert (first.states[HouseholdState.OBJECTED], first.states[HouseholdState.NOT_YET]) == (None, None)
    assert first.states[HouseholdState.DONE] == 0
    assert second.households is None
    assert set(second.states.values()) == {None}
    told = repr(register.ask(household_progress))
    assert DOOR not in told
    assert NAME not in told


def test_doors_are_for_those_who_work_in_the_courtyard(register: Register):
    """Row 55: a worker of one courtyard reads and notes there only; a moderator and the public nowhere."""
    mine, theirs = register.enter(5)[0], register.enter(5, yard=1)[0]
    assert len(register.ask(households_at_work, register.worker, courtyard_id=register.yards[0].id)) == 5
    for who, yard in ((register.worker, register.yards[1].id), (register.worker, ""), (makers.visitor(), register.yards[0].id),
                      (makers.staff(Role.MODERATOR, register.here.id), register.yards[0].id)):  # fmt: skip
        assert codes(register.ask, households_at_work, who, courtyard_id=yard) == ["not_allowed"]
    register.note(mine, HouseholdState.AGREED)
    assert codes(register.note, theirs, HouseholdState.AGREED) == ["not_allowed"]
    assert codes(register.note, mine, HouseholdState.DONE) == ["edited_meanwhile"]
    assert codes(register.note, register.enter(5)[1], HouseholdState.DONE, day=NOON.date() + timedelta(days=1)) == [
        "not_yet"
    ]


def test_lines_of_the_register_end_with_any_sign(register: Register):
    """A lone return ends a line, too; a quotation mark that stays open is told by its line, and nothing is entered."""
    board = makers.staff(Role.BOARD, register.here.id)
    asked = {"case_id": register.case.id, "courtyard_id": register.yards[0].id}
    assert register.do(enter_households, board, table="3-2-501，王五\r3-2-502\t李四\r\n\n3-2-503", **asked) == 3
    names = {one.door: one.name for one in register.ask(households_at_work, board, courtyard_id=register.yards[0].id)}
    assert names == {"3-2-501": "王五", "3-2-502": "李四", "3-2-503": ""}
    wrong = f'4-1,\n"4-2\n4-3\n{"长" * 140_000}'
    assert codes(register.do, enter_households, board, table=wrong, **asked) == ["open_quote", "long_line"]
    assert codes(register.do, enter_households, board, table=" \n,", **asked) == ["no_lines"]
    assert len(register.ask(households_at_work, board, courtyard_id=register.yards[0].id)) == 3


def test_the_whole_register_is_for_those_who_work_in_all_courtyards(register: Register):
    """A case that was handed to one courtyard still has lines of others: they stay closed to its workers."""
    register.enter(5)
    register.enter(5, yard=1)
    with register.house.database.writing() as session:
        store.change(
            session, replace(store.get(session, Case, register.case.id), courtyard_id=register.yards[0].id, version=2)
        )
    assert codes(register.ask, households_at_work, register.worker) == ["not_allowed"]
    assert len(register.ask(households_at_work, makers.staff(Role.BOARD, register.here.id))) == 10


def test_lines_are_entered_once_and_wrong_ones_are_told(register: Register):
    """Entering the same doors again changes nothing; a line without a door is named by its number."""
    register.enter(5)
    assert len(register.enter(6)) == 6
    bad: dict[str, Any] = {
        "case_id": register.case.id,
        "courtyard_id": register.yards[0].id,
        "table": f"1-1-101\n,{NAME}",
    }
    assert codes(register.do, enter_households, **bad) == ["empty_text"]
    assert codes(register.do, enter_households, **(bad | {"table": ""})) == ["no_lines"]


def test_a_household_is_forgotten_with_all_that_was_noted(register: Register):
    """The row goes; the log and the table of acts never held a name, and a search for the name finds nothing."""
    (one, *rest) = register.enter(5)
    register.note(one, HouseholdState.SPOKEN_TO)
    for each in (one, *rest):
        register.do(forget_household, household_id=each.id)
    with register.house.database.reading() as session:
        assert naming.mentions(session, NAME) == []
    assert [table for table, words in dump(register.house.database).items() if NAME in words] == []


def test_a_lift_is_shared_exactly_with_its_source_beside_it(register: Register):
    """Without a source it is refused; everybody reads rates by floor, doors only those who work on the case."""
    keeper = makers.staff(Role.PLANNER, register.here.id)
    given: dict[str, Any] = {
        "case_id": register.case.id, "version": 0, "amount": "1,000.01", "by_area": True, "coefficients": "2，0.5\n3,1",
        "source": "院落会纪要 2026-11-20", "flats": f"{DOOR},2,80\r3-2-601,3,80\n3-2-602,3,80",
    }  # fmt: skip
    wrong = given | {"amount": "x", "source": "", "coefficients": "2,0.5\n2,1\nx", "flats": "a,3,80\na,3,80\nb,3,-1"}
    assert codes(register.do, share_lift_cost, keeper, **wrong) == [
        "bad_amount", "empty_text", "bad_line", "bad_line", "twice", "bad_line", "no_coefficient",
    ]  # fmt: skip
    assert codes(register.do, share_lift_cost, keeper, **(given | {"coefficients": "2,0\n3,0"})) == ["no_coefficient"]
    register.do(share_lift_cost, keeper, **given)
    _, shares = register.ask(lift_at_work, keeper)
    assert [cents for _, cents in shares] == [20_000, 40_001, 40_000]
    seen = register.ask(lift_view)
    assert (seen.source, seen.flats) == ("院落会纪要 2026-11-20", 3)
    assert DOOR not in repr(seen)
    assert codes(register.do, share_lift_cost, keeper, **given) == ["edited_meanwhile"]
    register.do(share_lift_cost, keeper, **(given | {"version": 1, "by_area": False}))
    assert codes(register.ask, lift_at_work, makers.visitor()) == ["not_allowed"]
