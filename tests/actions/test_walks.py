"""Walks from door to door: entered, noted, forgotten; and nothing that joins a door to what was answered there."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import pytest
from shapely import box

from planning import store
from planning.actions.answering import assist_survey
from planning.actions.personal import run_retention
from planning.actions.stops import add_stops, add_stops_from_map, correct_stop, forget_stop, mark_stop
from planning.actions.walks import close_walk, open_walk, reopen_walk
from planning.cases.case import Case, Phase
from planning.errors import Refusals
from planning.people import SYSTEM, Grant, Member, Role, Visitor
from planning.queries.log import log_entries
from planning.queries.walks import WalkAtWork, walk_at_work, walk_progress, walks
from planning.site import Community, Courtyard, Pin, new_id
from planning.store import naming
from planning.surveys.observation import Facility, FacilityKind, Kind
from planning.surveys.walk import Stop, StopState, Tally, Walk
from planning.web.house import House
from planning.wording import Words
from tests import makers
from tests.asked import prepared, published
from tests.databases import dump
from tests.makers import NOON
from tests.speaking import HOSTILE

DOOR = "王五面馆"
LINES = f"{DOOR}, 玉兰东路, 104.0601, 30.6301\n理发店，玉兰东路\n3-2-501"


@dataclass
class Street:
    """A community with two courtyards, a whole-street walk, and who goes there."""

    house: House
    here: Community
    yards: tuple[Courtyard, Courtyard]
    walk_id: str = ""

    @property
    def planner(self) -> Visitor:
        """Works everywhere."""
        return makers.staff(Role.PLANNER, self.here.id)

    @property
    def neighbour(self) -> Visitor:
        """A resident planner of the first courtyard only."""
        grant = Grant(Role.RESIDENT_PLANNER, self.here.id, self.yards[0].id)
        return Visitor(Member("lin", "Lin", frozenset({grant})))

    def do(self, act: Any, by: Visitor | None = None, now: Any = NOON, **arguments: Any) -> Any:
        """Do an act as the planner, or as somebody else."""
        fleeting = [] if act is mark_stop else [new_id()]
        return act(self.house.database, by or self.planner, now, *fleeting, **arguments)

    def at_work(self, by: Visitor | None = None, **asked: Any) -> WalkAtWork:
        """The walk with its doors."""
        found: WalkAtWork = walk_at_work(
            self.house.database, by or self.planner, NOON, community_id=self.here.id, walk_id=self.walk_id, **asked
        )
        return found

    def enter(self, table: str, yard: str = "", by: Visitor | None = None) -> int:
        """Enter lines."""
        count: int = self.do(add_stops, by, walk_id=self.walk_id, courtyard_id=yard, table=table)
        return count

    def mark(self, stop: Stop, state: StopState, by: Visitor | None = None, **instead: Any) -> None:
        """Note a state."""
        usual: dict[str, Any] = {"version": stop.version, "back_on": None, "back_time": "", "note": ""}
        self.do(mark_stop, by, stop_id=stop.id, state=state, **(usual | instead))

    def progress(self, **asked: Any) -> Any:
        """What everybody reads of the walks that have neither case nor questionnaire here."""
        return walk_progress(self.house.database, makers.visitor(), NOON, community_id=self.here.id, **asked)


@pytest.fixture
def street(house: House) -> Street:
    """Nobody is on the list yet."""
    here = makers.community(house)
    yards = (
        Courtyard(new_id(), here.id, "C3", Words("3号院"), box(104.0595, 30.6295, 104.0605, 30.6305)),
        Courtyard(new_id(), here.id, "C5", Words("5号院"), box(104.062, 30.6295, 104.063, 30.6305)),
    )
    with house.database.writing() as session:
        store.add_all(session, yards)
    made = Street(house, here, yards)
    words = Words("玉兰东路逐店走访", "Shop by shop")
    made.walk_id = made.do(open_walk, community_id=here.id, title=words, courtyard_id="", case_id="", survey_id="")
    return made


def codes(function: Any, *arguments: Any, **named: Any) -> list[str]:
    """The codes of all problems."""
    with pytest.raises(Refusals) as caught:
        function(*arguments, **named)
    return [problem.code for problem in caught.value.problems]


def test_lines_become_stops_in_their_order_and_once(street: Street):
    """A name is enough; a place inside an outline says the courtyard; the same lines again add nothing."""
    assert street.enter(LINES) == 3
    assert street.enter(LINES + "\n花店") == 1
    stops = street.at_work().stops
    assert [(one.number, one.door, one.street) for one in stops] == [
        (1, DOOR, "玉兰东路"), (2, "理发店", "玉兰东路"), (3, "3-2-501", ""), (4, "花店", ""),
    ]  # fmt: skip
    assert stops[0].pin == Pin(104.0601, 30.6301)
    assert [one.courtyard_id for one in stops[:2]] == [street.yards[0].id, None]


def test_all_wrong_lines_are_told_at_once_by_their_numbers(street: Street):
    """Nothing is entered where one line is wrong; swapped degrees and places elsewhere are wrong, not mended."""
    table = f"好店\na,b,c,d\n,玉兰东路\nx, y, 30.63, 104.06\nz, y, 116.4, 39.9\n{'长' * 81}\n一,二,三,104.06,30.63\n半,路,104.06,"
    with pytest.raises(Refusals) as caught:
        street.enter(table)
    told = [(problem.code, problem.params["line"]) for problem in caught.value.problems]
    assert told == [
        ("bad_line", 2), ("empty_text", 3), ("swapped", 4), ("outside_bounds", 5), ("long_text", 6), ("bad_line", 7), ("bad_line", 8),
    ]  # fmt: skip
    assert street.at_work().stops == ()
    assert codes(street.enter, "  \n ") == ["no_lines"]
    assert street.enter(HOSTILE.replace("\n", " ").replace(",", " ")[:60]) == 1


def test_courtyards_and_facilities_of_the_map_become_stops(street: Street):
    """Of one courtyard only where one is named; other kinds are refused."""
    benches = [
        Facility(new_id(), street.here.id, Pin(104.06 + n / 500, 30.63), FacilityKind.SERVICE_STATION, Words(f"驿站{n}"), f"F{n}")
        for n in range(2)
    ]  # fmt: skip
    with street.house.database.writing() as session:
        store.add_all(session, benches)
    asked: dict[str, Any] = {"walk_id": street.walk_id, "courtyard_id": ""}
    assert street.do(add_stops_from_map, kind=Kind.COURTYARD, **asked) == 2
    assert street.do(add_stops_from_map, kind=Kind.COURTYARD, **asked) == 0
    first = asked | {"courtyard_id": street.yards[0].id}
    assert street.do(add_stops_from_map, street.neighbour, kind=Kind.FACILITY, **first) == 1
    assert codes(street.do, add_stops_from_map, kind=Kind.TREE, **asked) == ["unknown_kind"]
    assert [one.door for one in street.at_work().stops] == ["3号院", "5号院", "驿站0"]


def test_what_is_noted_is_kept_by_the_day_and_a_second_tap_changes_nothing(street: Street):
    """Who and when, with every change; an older copy overwrites nothing."""
    street.enter(LINES)
    stop = street.at_work().stops[1]
    tomorrow = NOON.date() + timedelta(days=1)
    street.mark(stop, StopState.NOT_AT_HOME)
    street.mark(stop, StopState.NOT_AT_HOME)
    assert codes(street.mark, stop, StopState.DONE) == ["edited_meanwhile"]
    once = street.at_work().stops[1]
    street.mark(once, StopState.COME_BACK, back_on=tomorrow, back_time="18:30", note="下班以后")
    twice = street.at_work().stops[1]
    assert (twice.state, twice.back_on, twice.back_time, twice.note) == (
        StopState.COME_BACK,
        tomorrow,
        "18:30",
        "下班以后",
    )
    assert [(note.state, note.day) for note in twice.history] == [
        (StopState.NOT_AT_HOME, date(2026, 11, 24)), (StopState.COME_BACK, date(2026, 11, 24)),
    ]  # fmt: skip
    assert codes(street.mark, twice, StopState.COME_BACK, back_on=NOON.date() - timedelta(days=1), back_time="6 pm") == [
        "day_past", "bad_hour",
    ]  # fmt: skip
    assert codes(street.mark, twice, StopState.COME_BACK, back_time="18:30") == ["no_day"]


def test_a_resident_planner_of_a_courtyard_works_on_its_doors_only(street: Street):
    """Row 55: neither reads nor notes a door of another courtyard, nor the whole list; the public reads none at all."""
    street.enter("甲店", street.yards[0].id)
    street.enter("乙店", street.yards[1].id)
    mine, theirs = street.at_work().stops
    seen = street.at_work(street.neighbour, courtyard_id=street.yards[0].id)
    assert [one.door for one in seen.stops] == ["甲店"]
    for who, yard in ((street.neighbour, street.yards[1].id), (street.neighbour, ""), (makers.visitor(), street.yards[0].id),
                      (makers.staff(Role.BOARD, street.here.id), ""), (makers.staff(Role.MODERATOR, street.here.id), "")):  # fmt: skip
        assert codes(street.at_work, who, courtyard_id=yard) == ["not_allowed"]
    street.mark(mine, StopState.DONE, street.neighbour)
    assert codes(street.mark, theirs, StopState.DONE, street.neighbour) == ["not_allowed"]
    assert codes(street.do, forget_stop, street.neighbour, stop_id=theirs.id) == ["not_allowed"]
    assert codes(street.enter, "丙店", "", street.neighbour) == ["not_allowed"]
    titles = walks(street.house.database, street.neighbour, NOON, community_id=street.here.id)
    assert [walk.title.en for walk in titles] == ["Shop by shop"]
    own = street.do(
        open_walk, street.neighbour, community_id=street.here.id, title=Words("院内"), courtyard_id=street.yards[0].id, case_id="", survey_id="",
    )  # fmt: skip
    other = {"walk_id": own, "courtyard_id": street.yards[1].id, "table": "丁店"}
    assert codes(street.do, add_stops, **other) == ["not_found"]


def test_nothing_joins_a_door_to_an_answer(street: Street):
    """No act id, no log line and no column tells of a note: it changes the row of its stop and nothing else."""
    street.enter(LINES)
    before = dump(street.house.database)
    stop = street.at_work().stops[2]
    street.mark(stop, StopState.DONE)
    after = dump(street.house.database)
    changed = {table for table in after if after[table] != before[table]}
    assert changed == {"walk_stops"}
    columns = {column.name for column in store.saving.row_of(Stop).__table__.columns}
    assert not columns & {"response_id", "receipt", "at", "client_hash", "created_at"}
    assert after["survey_responses"] == before["survey_responses"]
    administrator = makers.staff(Role.ADMINISTRATOR, street.here.id)
    lines = log_entries(street.house.database, administrator, NOON, community_id=street.here.id)
    assert stop.id not in repr(lines)


def test_the_log_of_a_walk_with_answers_written_down_between_tells_no_order(street: Street, house: House):
    """What one member noted and wrote down in turn: lines of answers alone, none of a door before or behind them."""
    asked = published(house, street.here)
    street.enter(LINES)
    told: list[str] = []
    for stop in street.at_work().stops:
        street.mark(stop, StopState.DONE)
        assist_survey(
            house.database, street.planner, NOON, client_id=new_id(), survey_id=asked.survey_id, edition_id=asked.view.edition.id,
            answers={"care": "no"}, code_id=None, mac=house.mac, clock=house.clock, consent="spoken", courtyard_id="",
        )  # fmt: skip
        administrator = makers.staff(Role.ADMINISTRATOR, street.here.id)
        lines = log_entries(house.database, administrator, NOON, community_id=street.here.id).entries
        told = [line.act for line in lines]
    assert told.count("assist_survey") == 3
    assert "mark_stop" not in told


def test_the_same_door_of_two_courtyards_is_two_doors(street: Street):
    """Flat 3-2-501 is in many courtyards; inside each it stays one."""
    for yard in (*street.yards, street.yards[0]):
        street.enter("3-2-501", yard.id)
    street.enter("3-2-501")
    assert [one.courtyard_id for one in street.at_work().stops] == [street.yards[0].id, street.yards[1].id, None]


def test_doors_of_another_courtyard_come_to_no_walk_of_a_courtyard(street: Street):
    """Row 55: neither from lines nor from the map, also for who works in all courtyards."""
    first, second = street.yards
    walk = street.do(
        open_walk, community_id=street.here.id, title=Words("院内"), courtyard_id=first.id, case_id="", survey_id=""
    )
    for yard in (second.id, "nowhere"):
        asked = {"walk_id": walk, "courtyard_id": yard, "kind": Kind.COURTYARD}
        assert codes(street.do, add_stops_from_map, **asked) == ["not_found"]
    assert street.do(add_stops_from_map, walk_id=walk, courtyard_id="", kind=Kind.COURTYARD) == 1


def test_lines_end_with_any_sign_and_a_quotation_mark_takes_none_with_it(street: Street):
    """Lines of old computers are lines; what cannot be read is told by its line, and nothing is entered."""
    assert street.enter('甲店\r乙店\r\n丙店\n“丁”店\t玉兰东路\r"戊"') == 5
    assert [one.door for one in street.at_work().stops] == ["甲店", "乙店", "丙店", "“丁”店", "戊"]
    with pytest.raises(Refusals) as caught:
        street.enter(f'己店\n"庚店\n辛店\n{"长" * 140_000}\n""')
    told = [(problem.code, problem.params["line"]) for problem in caught.value.problems]
    assert told == [("open_quote", 2), ("long_line", 4), ("empty_text", 5)]
    assert codes(street.enter, "长" * 200_001) == ["no_lines"]
    assert codes(street.enter, "店\n" * 2001) == ["no_lines"]
    assert len(street.at_work().stops) == 5


def test_a_door_is_corrected_and_forgotten_for_good(street: Street):
    """Wrong degrees are refused with every reason; after forgetting no table holds the name."""
    street.enter(LINES)
    stop = street.at_work().stops[0]
    asked: dict[str, Any] = {
        "stop_id": stop.id,
        "version": stop.version,
        "door": DOOR,
        "street": "玉兰西路",
        "lon": "104.0602",
        "lat": "30.63",
    }
    assert codes(street.do, correct_stop, **(asked | {"door": "", "lat": "x"})) == ["bad_coordinates", "empty_text"]
    street.do(correct_stop, **asked)
    corrected = street.at_work().stops[0]
    assert (corrected.street, corrected.pin) == ("玉兰西路", Pin(104.0602, 30.63))
    street.do(correct_stop, **(asked | {"version": 2, "lon": "", "lat": ""}))
    assert street.at_work().stops[0].pin is None
    street.mark(street.at_work().stops[0], StopState.DECLINED, note=f"{DOOR}老板不在")
    street.do(forget_stop, stop_id=stop.id)
    with street.house.database.reading() as session:
        assert naming.mentions(session, DOOR) == []
    assert [table for table, words in dump(street.house.database).items() if DOOR in words] == []


def test_a_closed_walk_stays_and_its_doors_are_forgotten_after_the_days_of_the_setting(street: Street):
    """Only counts are left, and everybody reads the same as before; then it is not opened again."""
    street.enter("\n".join(f"{DOOR}{n}" for n in range(6)))
    for one in street.at_work().stops[:5]:
        street.mark(one, StopState.DONE)
    street.do(close_walk, walk_id=street.walk_id, version=1)
    stop = street.at_work().stops[5]
    assert codes(street.mark, stop, StopState.DONE) == ["walk_closed"]
    assert codes(street.enter, "新店") == ["walk_closed"]
    street.do(reopen_walk, walk_id=street.walk_id, version=2)
    street.do(close_walk, walk_id=street.walk_id, version=3)
    days = street.house.settings.keep_walk_days

    def forgotten(after: timedelta) -> int:
        return run_retention(street.house.database, SYSTEM, NOON + after, settings=street.house.settings)["walk_stops"]

    assert forgotten(timedelta(days=days)) == 0
    assert forgotten(timedelta(days=days, seconds=1)) == 6
    assert forgotten(timedelta(days=days + 1)) == 0
    assert [table for table, words in dump(street.house.database).items() if DOOR in words] == []
    with street.house.database.reading() as session:
        walk = store.get(session, Walk, street.walk_id)
    assert walk.left == (Tally(None, StopState.TO_VISIT, 1), Tally(None, StopState.DONE, 5))
    assert codes(street.do, reopen_walk, walk_id=street.walk_id, version=walk.version) == ["walk_forgotten"]


def test_everybody_reads_counts_of_five_and_more(street: Street):
    """Row 57: of a case; a small state takes the next smallest with it, a small courtyard is not told."""
    case = Case(new_id(), street.here.id, Words("树"), Words("换吗"), Words(""), Phase.SURVEY, NOON)
    with street.house.database.writing() as session:
        store.add(session, case)
    street.walk_id = street.do(
        open_walk, community_id=street.here.id, title=Words("走"), courtyard_id="", case_id=case.id, survey_id=""
    )
    street.enter("\n".join(f"{DOOR}{n}" for n in range(13)))
    street.enter("角落", street.yards[1].id)
    for one in street.at_work().stops[:6]:
        street.mark(one, StopState.DONE)
    yard, along = street.progress(case_id=case.id)
    assert (yard.courtyard.code, yard.stops, set(yard.states.values())) == ("C5", None, {None})
    assert (along.courtyard, along.stops, along.states[StopState.DONE], along.states[StopState.TO_VISIT]) == (
        None,
        13,
        6,
        7,
    )
    street.mark(street.at_work().stops[6], StopState.DECLINED)
    _, along = street.progress(case_id=case.id)
    assert [along.states[state] for state in (StopState.DECLINED, StopState.DONE, StopState.TO_VISIT)] == [
        None,
        None,
        6,
    ]
    assert DOOR not in repr(street.progress(case_id=case.id))


def test_no_sum_of_walks_gives_a_small_walk_away(street: Street, house: House):
    """Row 57: 22 doors of a case less 20 of its questionnaire would tell of two; each walk is told alone, the same on both pages."""
    asked = published(house, street.here)
    case = Case(new_id(), street.here.id, Words("树"), Words("换吗"), Words(""), Phase.SURVEY, NOON)
    with house.database.writing() as session:
        store.add(session, case)
    for day, survey_id, doors in ((0, asked.survey_id, 20), (1, "", 2)):
        street.walk_id = street.do(
            open_walk, now=NOON + timedelta(days=day), community_id=street.here.id, title=Words("走"), courtyard_id="",
            case_id=case.id, survey_id=survey_id,
        )  # fmt: skip
        street.enter("\n".join(f"{DOOR}{n}" for n in range(doors)))
        street.mark(street.at_work().stops[0], StopState.DONE)
    large, small = street.progress(case_id=case.id)
    assert (large.stops, large.since, small.stops, small.since) == (20, date(2026, 11, 24), None, date(2026, 11, 25))
    assert set(small.states.values()) == {None}
    assert street.progress(survey_id=asked.survey_id) == [large]


def test_a_walk_is_for_things_of_its_own_community(street: Street, house: House):
    """A case that is not here and a questionnaire that is not published are told together."""
    survey = prepared(house, street.here)
    asked: dict[str, Any] = {
        "community_id": street.here.id,
        "title": Words(""),
        "courtyard_id": "x",
        "case_id": "y",
        "survey_id": survey.survey_id,
    }
    assert codes(street.do, open_walk, **asked) == ["empty_text", "not_found", "not_found", "not_open"]


def test_who_walks_in_one_courtyard_writes_down_answers_there(street: Street, house: House):
    """Row 55: for people of their own courtyard where it is asked for; nobody from another community."""
    asked = published(house, street.here, asks_courtyard=True)
    given: dict[str, Any] = {
        "survey_id": asked.survey_id, "edition_id": asked.view.edition.id, "answers": {"care": "no"}, "code_id": None,
        "mac": house.mac, "clock": house.clock, "consent": "spoken",
    }  # fmt: skip

    def write_down(by: Visitor, courtyard_id: str) -> None:
        assist_survey(house.database, by, NOON, client_id=new_id(), courtyard_id=courtyard_id, **given)

    write_down(street.neighbour, street.yards[0].id)
    write_down(street.neighbour, "")
    assert codes(write_down, street.neighbour, street.yards[1].id) == ["not_allowed"]
    elsewhere = Visitor(Member("o", "O", frozenset({Grant(Role.RESIDENT_PLANNER, "there", street.yards[0].id)})))
    assert codes(write_down, elsewhere, "") == ["not_allowed"]
    assert [one.courtyard_id for one in asked.kept].count(street.yards[0].id) == 1
