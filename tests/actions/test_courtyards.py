"""Two levels, the people in charge of a courtyard, programmes: a case is handed up and back, and its solution spreads."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest

from planning import store
from planning.actions.courtyards import end_term, hand_back_case, hand_up_case, name_in_charge, show_in_charge
from planning.actions.meetings import call_meeting, hold_meeting
from planning.actions.programmes import copy_case, join_programme, leave_programme, open_programme
from planning.cases.case import Case, Phase
from planning.cases.courtyards import Body
from planning.cases.matter import Level
from planning.cases.meeting import MeetingKind
from planning.errors import Refusals
from planning.options.electorate import Voter, VoterKind
from planning.options.round import Round
from planning.people import Grant, Member, Role, Visitor
from planning.period import Period
from planning.queries.courtyards import CourtyardView, courtyard_view, handovers
from planning.queries.programmes import programme_view, programmes_of
from planning.queries.timeline import case_timeline
from planning.site import Community, Courtyard, new_id
from planning.store import naming
from planning.web.house import House
from planning.wording import Words
from tests import makers
from tests.makers import NOON, staff
from tests.rounds import Poll, opened

SAID = Words("楼顶", "Roofs")
TODAY = NOON.date()


@dataclass
class Yards:
    """A community with two courtyards and a case."""

    house: House
    here: Community
    case_id: str
    three: str
    five: str

    @property
    def board(self) -> Visitor:
        """Somebody of the board."""
        return staff(Role.BOARD, self.here.id)

    def of_three(self) -> Visitor:
        """A resident planner of courtyard 3 alone."""
        return Visitor(Member("li", "Li", frozenset({Grant(Role.RESIDENT_PLANNER, self.here.id, self.three)})))

    def view(self, yard: str, by: Visitor | None = None) -> CourtyardView:
        """A courtyard as it is read."""
        asked = (self.house.database, by or makers.visitor(), NOON + timedelta(days=9))
        return courtyard_view(*asked, community_id=self.here.id, courtyard_id=yard)

    def down(self, yard: str, reason: str = "They can settle it.") -> str:
        """The community hands the case to a courtyard."""
        return hand_back_case(
            self.house.database, self.board, NOON, new_id(), case_id=self.case_id, courtyard_id=yard, reason=reason
        )


@pytest.fixture
def yards(house: House) -> Yards:
    """Courtyards 3 and 5."""
    here = makers.community(house)
    made = [Courtyard(new_id(), here.id, code, Words(f"{code}号院", f"Courtyard {code}")) for code in ("3", "5")]
    case = Case(new_id(), here.id, SAID, SAID, SAID, Phase.DELIBERATE, NOON)
    with house.database.writing() as session:
        store.add_all(session, made)
        store.add(session, case)
    return Yards(house, here, case.id, made[0].id, made[1].id)


def refused(function: Any, *arguments: Any, **named: Any) -> list[str]:
    """The codes of all problems."""
    with pytest.raises(Refusals) as caught:
        function(*arguments, **named)
    return [problem.code for problem in caught.value.problems]


def test_a_case_is_handed_down_and_up_with_its_record(yards: Yards):
    """Only its own courtyard hands it up; both ways have a reason that everybody reads."""
    up: dict[str, Any] = {"case_id": yards.case_id, "reason": "Too dear for us."}
    database = yards.house.database
    assert refused(yards.down, yards.three, " ") == ["empty_text"]
    assert refused(yards.down, "elsewhere") == ["no_courtyard"]
    assert refused(hand_up_case, database, yards.board, NOON, "0", **up) == ["there_already"]
    yards.down(yards.three)
    assert refused(yards.down, yards.three) == ["there_already"]
    assert [c.id for c in yards.view(yards.three).own] == [yards.case_id]
    stranger = Visitor(Member("x", "X", frozenset({Grant(Role.RESIDENT_PLANNER, yards.here.id, yards.five)})))
    assert refused(hand_up_case, database, stranger, NOON, "1", **up) == ["not_allowed"]
    hand_up_case(database, yards.of_three(), NOON, "2", **up)
    view = yards.view(yards.three)
    assert ([c.id for c in view.own], [c.id for c in view.concerned]) == ([], [yards.case_id])
    asked = (database, makers.visitor(), NOON)
    found = handovers(*asked, community_id=yards.here.id, case_id=yards.case_id)
    assert {(one.to, one.reason) for one in found} == {
        (Level.COURTYARD, "They can settle it."),
        (Level.COMMUNITY, "Too dear for us."),
    }
    told = case_timeline(*asked, community_id=yards.here.id, case_id=yards.case_id).happened
    assert [one.what for one in told][-2:] == ["hand_back_case", "hand_up_case"]


def test_a_case_in_one_courtyard_is_handed_to_another(yards: Yards):
    """It is the new courtyard's alone: the old one neither keeps it nor hands it up."""
    yards.down(yards.three)
    yards.down(yards.five, "The roofs are theirs.")
    assert [[c.id for c in yards.view(yard).own] for yard in (yards.three, yards.five)] == [[], [yards.case_id]]
    up: dict[str, Any] = {"case_id": yards.case_id, "reason": "Too dear for us."}
    assert refused(hand_up_case, yards.house.database, yards.of_three(), NOON, "1", **up) == ["not_allowed"]


def test_who_is_in_charge_was_chosen_by_something(yards: Yards):
    """By one closed round or one meeting that has been; a name that is not to be shown is read by staff only."""
    database, by, begins = yards.house.database, yards.board, TODAY
    met = call_meeting(database, by, NOON, "call", community_id=yards.here.id, meeting_kind=MeetingKind.COURTYARD, title=SAID,
                       agenda=SAID, starts_at=NOON + timedelta(days=1), where=SAID, courtyard_id=yards.three)  # fmt: skip
    term: dict[str, Any] = {"courtyard_id": yards.three, "body": Body.GROUP, "name": "王阿姨", "begins": begins, "ends": begins + timedelta(days=700), "shown": False}  # fmt: skip
    assert refused(name_in_charge, database, by, NOON, "a", of_meeting=met, **term) == ["not_chosen"]  # to come
    assert refused(name_in_charge, database, by, NOON, "b", **term) == ["not_chosen"]
    later = NOON + timedelta(days=2)
    hold_meeting(database, by, later, "hold", meeting_id=met, version=1, summary=SAID, minutes=SAID, counted=12)
    backwards = {"ends": begins - timedelta(days=1), "name": " "}
    assert refused(name_in_charge, database, by, later, "c", of_meeting=met, **term | backwards) == [
        "empty_text",
        "ends_first",
    ]
    made = name_in_charge(database, by, later, "d", of_meeting=met, **term)
    (line,) = yards.view(yards.three).terms
    assert (line.term.name, line.runs, line.chosen_by) == ("", True, SAID)
    assert yards.view(yards.three, yards.of_three()).terms[0].term.name == "王阿姨"
    with database.reading() as session:
        assert [one.table for one in naming.mentions(session, "王阿姨")] == ["courtyard_terms"]
    end_term(database, by, later, "e", term_id=made, version=1, reason="Moved away.")
    assert refused(end_term, database, by, later, "f", term_id=made, version=2, reason="x") == ["ended"]
    assert not yards.view(yards.three).terms[0].runs


def test_a_round_or_meeting_of_somebody_else_chooses_nobody(yards: Yards):
    """Neither a meeting of another courtyard nor one without minutes nor a round of others; chosen before is said as such."""
    database, by = yards.house.database, yards.board
    call: dict[str, Any] = {
        "community_id": yards.here.id, "meeting_kind": MeetingKind.COURTYARD, "title": SAID, "agenda": SAID, "where": SAID,
        "starts_at": NOON + timedelta(days=1),
    }  # fmt: skip
    theirs = call_meeting(database, by, NOON, "a", **call, courtyard_id=yards.five)
    ours = call_meeting(database, by, NOON, "b", **call, courtyard_id=yards.three)
    later = NOON + timedelta(days=2)
    hold_meeting(database, by, later, "c", meeting_id=theirs, version=1, summary=SAID, minutes=SAID, counted=12)
    others = Round(new_id(), yards.here.id, SAID, SAID, period=Period(NOON - timedelta(days=2), NOON))
    with database.writing() as session:
        store.add(session, others)
        store.add(session, Voter(new_id(), yards.here.id, others.id, VoterKind.HOUSEHOLD, "5-1", yards.five))
    term: dict[str, Any] = {"courtyard_id": yards.three, "body": Body.GROUP, "name": "李四", "begins": TODAY - timedelta(days=200), "ends": TODAY + timedelta(days=700), "shown": True}  # fmt: skip
    for number, by_what in enumerate(({"of_meeting": theirs}, {"of_meeting": ours}, {"of_round": others.id}, {"of_round": others.id, "chosen_before": "x"})):  # fmt: skip
        assert refused(name_in_charge, database, by, later, f"n{number}", **term, **by_what) == ["not_chosen"]
    name_in_charge(database, by, later, "d", **term, chosen_before="Courtyard meeting of May 2026, by a show of hands")
    (line,) = yards.view(yards.three).terms
    assert (line.term.name, line.chosen_by, line.term.chosen_before[:9]) == ("李四", None, "Courtyard")


def test_a_name_in_charge_is_hidden_again_on_wish_and_once_the_term_is_over(yards: Yards):
    """Everybody reads it as long as the person agrees and is in charge; those who work there read on."""
    database, by = yards.house.database, yards.board
    term: dict[str, Any] = {"courtyard_id": yards.three, "body": Body.GROUP, "name": "李四", "begins": TODAY, "ends": TODAY + timedelta(days=700), "shown": True}  # fmt: skip
    made = name_in_charge(database, by, NOON, "a", **term, chosen_before="2026")
    names = [yards.view(yards.three).terms[0].term.name]
    for version, shown in ((1, False), (2, True)):
        show_in_charge(database, by, NOON, f"s{version}", term_id=made, version=version, shown=shown)
        names.append(yards.view(yards.three).terms[0].term.name)
    end_term(database, by, NOON, "e", term_id=made, version=3, reason="Moved away.")
    names.append(yards.view(yards.three).terms[0].term.name)
    assert names == ["李四", "", "李四", ""]
    assert yards.view(yards.three, yards.of_three()).terms[0].term.name == "李四"


def test_the_turnout_of_a_courtyard_hides_small_groups(house: House):
    """A closed round with a roll of one small courtyard tells nothing of it."""
    poll: Poll = opened(house, count=12)
    for number in range(12):
        poll.cast(number)
    with house.database.reading() as session:
        found = store.find(session, Courtyard, community_id=poll.community.id)
    for yard in found:
        view = courtyard_view(
            house.database,
            makers.visitor(),
            NOON + timedelta(days=30),
            community_id=poll.community.id,
            courtyard_id=yard.id,
        )
        for line in view.turnouts:
            assert (line.enrolled is None) is (line.voted is None)
            assert line.enrolled is None or line.enrolled >= 5


def test_a_solution_spreads_with_its_record(yards: Yards):
    """The copy begins anew in its own courtyard, leads back to the pilot, and both belong to the programme."""
    database, by = yards.house.database, yards.board
    programme = open_programme(
        database, by, NOON, "p", community_id=yards.here.id, title=Words("屋顶计划", "Roofs"), about=SAID
    )
    join_programme(database, by, NOON, "j", programme_id=programme, case_id=yards.case_id)
    assert refused(join_programme, database, by, NOON, "k", programme_id=programme, case_id=yards.case_id) == [
        "in_already"
    ]
    copy: dict[str, Any] = {
        "case_id": yards.case_id,
        "programme_id": programme,
        "title": Words("五号院楼顶", "Roofs of 5"),
    }
    assert refused(copy_case, database, by, NOON, "0", courtyard_id="elsewhere", **copy | {"title": Words("")}) == [
        "no_courtyard",
        "empty_text",
    ]
    made = copy_case(database, by, NOON, "1", courtyard_id=yards.five, **copy)
    assert refused(copy_case, database, by, NOON, "2", courtyard_id=yards.five, **copy) == ["copied_before"]
    out: dict[str, Any] = {"programme_id": programme}
    assert refused(leave_programme, database, by, NOON, "l0", case_id=made, **out) == ["copied"]
    assert refused(leave_programme, database, by, NOON, "l1", case_id=yards.case_id, **out) == ["copied"]
    other = open_programme(database, by, NOON, "q", community_id=yards.here.id, title=SAID, about=SAID)
    join_programme(database, by, NOON, "r", programme_id=other, case_id=made)
    leave_programme(database, by, NOON, "l2", programme_id=other, case_id=made)
    assert refused(leave_programme, database, by, NOON, "l3", programme_id=other, case_id=made) == ["not_in"]
    assert copy_case(database, by, NOON, "1", courtyard_id=yards.five, **copy) == made
    asked = (database, makers.visitor(), NOON)
    parts = programme_view(*asked, community_id=yards.here.id, programme_id=programme).parts
    assert {(p.case.id, p.copied_from and p.copied_from.id) for p in parts} == {
        (yards.case_id, None),
        (made, yards.case_id),
    }
    assert [p.case.phase for p in parts if p.case.id == made] == [Phase.RAISE]
    assert [c.id for c in yards.view(yards.five).concerned] == [made]
    _, pilot, _ = programmes_of(*asked, community_id=yards.here.id, case_id=made)
    _, _, taken = programmes_of(*asked, community_id=yards.here.id, case_id=yards.case_id)
    assert (pilot and pilot.id, [c.id for c in taken]) == (yards.case_id, [made])
