"""Evidence walks: planned, walked by account or by code, looked through, closed; what is forgotten, and when."""

from __future__ import annotations

from collections import Counter
from dataclasses import fields
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from planning import store
from planning.actions.evidence_photos import correct_evidence_photo, take_back_evidence_photo
from planning.actions.evidence_walks import (
    call_off_evidence_walk,
    change_evidence_walk,
    close_evidence_walk,
    plan_evidence_walk,
    renew_walk_code,
    reopen_evidence_walk,
)
from planning.actions.personal import run_retention
from planning.actions.planners import enter_planner
from planning.actions.trainings import enter_training
from planning.cases.case import Case, Phase
from planning.cases.evaluation import About, CaseEnding, Evaluation
from planning.errors import Refusals
from planning.people import SYSTEM, Role, Visitor
from planning.queries.evidence import evidence_entry, evidence_walk_view, evidence_walks, walk_people
from planning.queries.photos import photo_file
from planning.site import new_id
from planning.store import erasing, evidence, journal, photo_files
from planning.surveys.evidence import EvidenceKind, EvidencePhoto, EvidenceState, Placed, Timed
from planning.surveys.photo import Owner, Photo
from planning.web.house import House
from planning.wording import Words
from tests import makers
from tests.databases import dump
from tests.evidence import ROUTE, Walking, member, plan, walking
from tests.makers import NOON


@pytest.fixture
def walk(house: House) -> Walking:
    """A walk of today with a code."""
    return walking(house)


def codes(function: Any, *arguments: Any, **named: Any) -> list[str]:
    """The codes of all problems."""
    with pytest.raises(Refusals) as caught:
        function(*arguments, **named)
    return [problem.code for problem in caught.value.problems]


def test_a_walk_is_planned_once_with_its_length_on_the_ground(house: House, walk: Walking):
    """Sent twice it is one; its route measures what the ellipsoid says: 191.6 m and 221.7 m (pyproj, WGS 84)."""
    given = plan(walk.leader)
    made = [
        plan_evidence_walk(house.database, walk.planner, NOON, "act-1", community_id=walk.here.id, **given)
        for _ in range(2)
    ]
    assert made[0] == made[1]
    lines = evidence_walks(house.database, makers.visitor(), NOON, community_id=walk.here.id)
    assert len(lines) == 2
    assert [round(line.length_m) for line in lines] == [413, 413]


@pytest.mark.parametrize(
    ("instead", "wrong"),
    [
        ({"title": Words(""), "question": Words("")}, ["empty_text", "empty_text"]),
        ({"leader_id": "nobody"}, ["no_leader"]),
        ({"group_ids": ["nobody"]}, ["unknown_member"]),
        ({"route": None}, ["no_route"]),
        ({"route": {"type": "Point", "coordinates": [104.06, 30.63]}}, ["bad_shape"]),
        ({"route": {"type": "LineString", "coordinates": [[104.06, 30.63], [104.06, 30.63]]}}, ["too_small"]),
        ({"route": {"type": "LineString", "coordinates": [[30.63, 104.06], [30.631, 104.06]]}}, ["swapped"]),
        ({"route": {"type": "LineString", "coordinates": [[float("nan"), 30.63], [104.06, 30.63]]}}, ["bad_coordinates"]),
        ({"route": {"type": "LineString", "coordinates": [[104.06 + i % 2 / 300, 30.63 + i / 10**7] for i in range(80)]}}, ["long_route"]),
        ({"case_id": "nothing"}, ["not_found"]),
        ({"day": None}, ["no_day"]),
    ],
)  # fmt: skip
def test_all_that_is_wrong_with_a_plan_is_said(walk: Walking, instead: dict[str, Any], wrong: list[str]):
    """Rows 18 and 19: what is no place, and what was swapped, is no route; nothing is kept."""
    before = dump(walk.house.database)
    given = plan(walk.leader, **instead)
    assert codes(plan_evidence_walk, walk.house.database, walk.planner, NOON, new_id(), community_id=walk.here.id, **given) == wrong  # fmt: skip
    assert dump(walk.house.database) == before


def test_only_a_resident_planner_leads_and_the_register_tells_of_trainings(walk: Walking):
    """A professional one does not; a training is shown and never asked for."""
    given = plan(walk.planner)
    assert codes(plan_evidence_walk, walk.house.database, walk.planner, NOON, new_id(), community_id=walk.here.id, **given) == ["no_leader"]  # fmt: skip
    assert walk.at_work.is_trained is False
    assert walk.leader.member
    here, house = walk.here.id, walk.house
    line = enter_planner(house.database, walk.planner, NOON, new_id(), community_id=here, name="周姐", resident=True, profession="教师",
                         training="", member_id=walk.leader.member.id)  # fmt: skip
    until = NOON.date() + timedelta(days=30)
    enter_training(house.database, walk.planner, NOON, new_id(), planner_id=line, course="拍照取证", day=NOON.date(), given_by="区", valid_until=until)  # fmt: skip
    assert (walk.at_work.is_trained, walk.at_work.trained_until) == (True, until)
    people = walk_people(house.database, walk.planner, NOON, community_id=here)
    assert [(one.name, one.may_lead, one.is_trained) for one in people] == [
        ("周姐", True, True),
        ("林工", False, False),
    ]


def test_whoever_holds_the_code_adds_photos_on_the_day_only(walk: Walking):
    """Small letters and spaces are read; another code, another day, no code and no cookie are refused."""
    code = walk.walk.code
    assert len(code) == 8
    typed = f" {code[:4].lower()} - {code[4:]} "
    walk.send(code=typed)
    assert codes(walk.send, code="ABCD2345" if code != "ABCD2345" else "ABCD2346") == ["bad_code"]
    assert codes(walk.send, code="") == ["bad_code"]
    zone_begins = datetime(2026, 11, 23, 16, 0, tzinfo=UTC)  # midnight in Chengdu
    for wrong in (zone_begins - timedelta(minutes=1), zone_begins + timedelta(days=1)):
        assert codes(walk.send, now=wrong) == ["not_today"]
    for right in (zone_begins, zone_begins + timedelta(days=1, minutes=-1)):
        walk.send(code=typed, now=right)
    assert codes(walk.send, who=makers.visitor("")) == ["no_browser"]
    renew_walk_code(
        walk.house.database, walk.leader, NOON, new_id(), evidence_walk_id=walk.id, version=2, with_code=False
    )
    assert codes(walk.send, code=code) == ["bad_code"]
    assert codes(walk.send, code="") == ["bad_code"]
    assert len(walk.photos()) == 3


def test_photos_of_the_day_come_in_until_the_end_of_the_next(walk: Walking):
    """Taken on the day, as the camera or the phone says, and without a signal until the day after; not later, and none of that day."""
    midnight = datetime(2026, 11, 24, 16, 0, tzinfo=UTC)  # in Chengdu
    before, after = midnight - timedelta(minutes=1), midnight + timedelta(minutes=1)
    last, too_late = midnight + timedelta(days=1, minutes=-1), midnight + timedelta(days=1)
    walk.send(now=after, chosen_at=before)
    walk.send(now=last, camera_at=before)
    assert codes(walk.send, now=after) == ["not_today"]
    assert codes(walk.send, now=last, chosen_at=after) == ["not_today"]
    assert codes(walk.send, now=too_late, chosen_at=before) == ["not_today"]
    assert len(walk.photos()) == 2


def test_what_came_in_is_answered_as_before_whatever_became_of_the_code(walk: Walking):
    """The answer was lost in a tunnel: after midnight, with a new code and in a closed walk the phone still learns that it arrived."""
    code, first = walk.walk.code, walk.send("p" * 22)
    renew_walk_code(
        walk.house.database, walk.leader, NOON, new_id(), evidence_walk_id=walk.id, version=2, with_code=True
    )
    assert walk.send("p" * 22, code=code, now=NOON + timedelta(days=3)) == first
    walk.judge(first, EvidenceState.KEPT)
    close_evidence_walk(walk.house.database, walk.leader, NOON, new_id(), evidence_walk_id=walk.id, version=3)
    assert walk.send("p" * 22, code="") == first
    assert codes(walk.send, "p" * 22, who=makers.visitor("another")) == ["walk_closed"]


def test_the_group_adds_photos_by_account_on_any_day_until_the_walk_is_closed(walk: Walking):
    """The leader brings those of a camera the day after; an account that is not of the group is a stranger."""
    walk.send(who=walk.leader, code="", now=NOON + timedelta(days=1))
    stranger = member(walk.house, Role.RESIDENT_PLANNER, walk.here.id, "老李")
    assert codes(walk.send, who=stranger, code="") == ["bad_code"]
    assert stranger.member
    given = plan(walk.leader, group_ids=[stranger.member.id], route=None)
    change_evidence_walk(
        walk.house.database, walk.planner, NOON, new_id(), evidence_walk_id=walk.id, version=2, **given
    )
    walk.send(who=stranger, code="")
    assert Counter(one.member_id for one in walk.photos()) == {walk.leader.member.id: 1, stranger.member.id: 1}  # type: ignore[union-attr]
    assert list(walk.walk.route.coords) == list(ROUTE.coords)  # without another one, the old one stays


def test_a_photo_sent_twice_is_there_once_and_nobody_elses_id_is_taken(walk: Walking):
    """Row 1 and 41: entry, picture and file once; another phone with the same id is refused."""
    first = walk.send("p" * 22)
    assert walk.send("p" * 22) == first
    assert codes(walk.send, "p" * 22, who=makers.visitor("another")) == ["act_reused"]
    with walk.house.database.reading() as session:
        assert store.count(session, EvidencePhoto) == store.count(session, Photo, owner=Owner.EVIDENCE) == 1
        assert photo_files.astray(session, walk.house.settings.photo_place) == (set(), set())


def test_place_and_time_say_whence_they_are_known(walk: Walking):
    """The form's place goes before the camera's; a camera's outside the community, or its clock gone wrong, counts for nothing."""
    camera: dict[str, Any] = {
        "lon": "",
        "lat": "",
        "camera": (104.0591, 30.6302),
        "camera_at": NOON - timedelta(hours=1),
    }
    walk.send("a" * 22, **camera)
    walk.send("b" * 22, **(camera | {"lon": "104.06", "lat": "30.631", "placed": "placed_route"}))
    walk.send("c" * 22, camera_at=NOON + timedelta(days=1), chosen_at=NOON - timedelta(minutes=5))
    walk.send("d" * 22, camera_at=NOON - timedelta(days=4000))
    walk.send("e" * 22, placed="placed_camera")  # a form cannot say so
    found = {one.id[0]: (one.placed, one.timed) for one in walk.photos()}
    assert found == {
        "a": (Placed.CAMERA, Timed.CAMERA), "b": (Placed.ROUTE, Timed.CAMERA), "c": (Placed.PHONE, Timed.PHONE),
        "d": (Placed.PHONE, Timed.SENT), "e": (Placed.MAP, Timed.SENT),
    }  # fmt: skip
    assert codes(walk.send, lon="", lat="") == ["no_place"]
    assert codes(walk.send, lon="", lat="", camera=(2.35, 48.85)) == ["no_place"]
    with pytest.raises(Refusals, match="outside this neighbourhood"):  # not that the photo says nothing
        walk.send(lon="", lat="", camera=(2.35, 48.85))
    assert codes(walk.send, lon="2.35", lat="48.85") == ["outside_bounds"]
    assert codes(walk.send, kind="nonsense", note="x" * 300, lon="x") == [
        "unknown_kind",
        "long_text",
        "bad_coordinates",
    ]


def seen_by(walk: Walking, id_: str, who: Visitor) -> bool:
    """Whether somebody is shown the picture."""
    try:
        photo_file(walk.house.database, who, NOON, photo_id=id_)
    except Refusals:
        return False
    return True


def test_nothing_is_public_before_it_is_kept(walk: Walking):
    """The phone that sent it, and those who work on the walk, see it; everybody once it is kept, and not when it is put back."""
    id_ = walk.send()
    others = [makers.visitor("another"), makers.staff(Role.BOARD, walk.here.id)]
    assert [seen_by(walk, id_, who) for who in (makers.visitor(), walk.leader, *others)] == [True, True, False, False]
    seen = evidence_walk_view(walk.house.database, others[0], NOON, community_id=walk.here.id, evidence_walk_id=walk.id)
    assert (seen.spots, seen.states[EvidenceState.WAITING]) == ((), 1)
    walk.judge(id_, EvidenceState.KEPT)
    assert [seen_by(walk, id_, who) for who in others] == [True, True]
    walk.judge(id_, EvidenceState.WAITING)
    assert [seen_by(walk, id_, who) for who in others] == [False, False]


def test_no_name_and_no_code_is_told_to_everybody(walk: Walking):
    """Neither the leader's number, nor the group's, nor the browser of who sent a photo."""
    walk.judge(walk.send(who=makers.visitor("secret-browser")), EvidenceState.KEPT)
    asked: dict[str, Any] = {"community_id": walk.here.id, "evidence_walk_id": walk.id}
    stranger = makers.visitor("another")
    told = [
        evidence_walk_view(walk.house.database, stranger, NOON, **asked),
        evidence_walks(walk.house.database, stranger, NOON, community_id=walk.here.id),
        evidence_entry(walk.house.database, stranger, NOON, **asked),
    ]
    assert walk.leader.member
    for word in (walk.leader.member.id, "周姐", walk.walk.code, "secret-browser"):
        assert word not in repr(told)


def test_the_leader_keeps_merges_and_lays_aside_once_and_can_take_it_back(walk: Walking):
    """A double click is one; a reason is asked for; what was merged waits again when the kept one is put back."""
    first, second, third = (walk.send(letter * 22) for letter in "abc")
    for _ in range(2):
        walk.judge(first, EvidenceState.KEPT, act_id="act-1", version=1)
    assert codes(walk.judge, first, EvidenceState.ASIDE, version=1, reason="x") == ["edited_meanwhile"]
    assert codes(walk.judge, second, EvidenceState.MERGED, same_as_id=second) == ["no_other"]
    assert codes(walk.judge, second, EvidenceState.MERGED, same_as_id=third) == ["no_other"]
    walk.judge(second, EvidenceState.MERGED, same_as_id=first)
    assert codes(walk.judge, third, EvidenceState.ASIDE) == ["empty_text"]
    walk.judge(third, EvidenceState.ASIDE, reason="拍到人脸")
    assert [one.state for one in sorted(walk.photos(), key=lambda one: one.id)] == [
        "evidence_kept",
        "evidence_merged",
        "evidence_aside",
    ]
    walk.judge(first, EvidenceState.WAITING)
    assert Counter(one.state for one in walk.photos()) == {EvidenceState.WAITING: 2, EvidenceState.ASIDE: 1}
    assert codes(correct_evidence_photo, walk.house.database, walk.leader, NOON, new_id(), evidence_photo_id=third, version=2, evidence_kind="evidence_good", note="好") == ["looked_at"]  # fmt: skip
    correct_evidence_photo(walk.house.database, walk.leader, NOON, new_id(), evidence_photo_id=first, version=3, evidence_kind="evidence_good", note="好")  # fmt: skip
    with walk.house.database.reading() as session:
        entries = journal.entries_about(session, [f"evidence_photo:{first}"])
    assert [(one.act, one.after) for one in entries] == [
        ("judge_evidence_photo", {"state": "evidence_kept"}), ("judge_evidence_photo", {"state": "evidence_waiting"}),
        ("correct_evidence_photo", {"kind": "evidence_good"}),
    ]  # fmt: skip


def test_only_the_leader_or_a_planner_in_their_place_decides(walk: Walking):
    """Another resident planner works here, too, and does not lead this walk."""
    id_ = walk.send()
    other = member(walk.house, Role.RESIDENT_PLANNER, walk.here.id, "老李")
    assert codes(walk.judge, id_, EvidenceState.KEPT, who=other) == ["not_leader"]
    assert codes(close_evidence_walk, walk.house.database, other, NOON, new_id(), evidence_walk_id=walk.id, version=2) == ["not_leader"]  # fmt: skip
    walk.judge(id_, EvidenceState.KEPT, who=walk.planner)


def test_nobody_makes_themself_leader(walk: Walking):
    """Another resident planner changes no plan and no code; the leader changes the plan, and a planner alone the leader."""
    other = member(walk.house, Role.RESIDENT_PLANNER, walk.here.id, "老李")
    asked: dict[str, Any] = {"evidence_walk_id": walk.id, "version": 2}
    database = walk.house.database
    for given in (plan(other, route=None), plan(walk.leader, route=None)):
        assert codes(change_evidence_walk, database, other, NOON, new_id(), **asked, **given) == ["not_leader"]
    assert codes(renew_walk_code, database, other, NOON, new_id(), **asked, with_code=True) == ["not_leader"]
    assert codes(change_evidence_walk, database, walk.leader, NOON, new_id(), **asked, **plan(other, route=None)) == [
        "not_leader"
    ]
    change_evidence_walk(walk.house.database, walk.leader, NOON, new_id(), **asked, **plan(walk.leader, route=None))
    handed_on = plan(other, route=None)
    change_evidence_walk(
        walk.house.database, walk.planner, NOON, new_id(), evidence_walk_id=walk.id, version=3, **handed_on
    )
    assert other.member
    assert walk.walk.leader_id == other.member.id


@pytest.fixture
def at_vote(house: House) -> tuple[Walking, Case]:
    """A walk, and a case of the same community whose vote has begun."""
    walk = walking(house)
    case = Case(new_id(), walk.here.id, Words("路面"), Words("修吗"), Words(""), Phase.VOTE, NOON)
    with house.database.writing() as session:
        store.add(session, case)
    return walk, case


def test_residents_bring_nothing_to_a_case_by_a_walk_once_voting_has_begun(at_vote: tuple[Walking, Case]):
    """As with photos of the case itself: neither by planning, nor by changing, nor by keeping; a professional planner does."""
    walk, case = at_vote
    given = plan(walk.leader, route=None, case_id=case.id)
    database = walk.house.database
    asked: dict[str, Any] = {"evidence_walk_id": walk.id}
    assert codes(plan_evidence_walk, database, walk.leader, NOON, new_id(), community_id=walk.here.id, **plan(walk.leader, case_id=case.id)) == ["not_allowed"]  # fmt: skip
    assert codes(change_evidence_walk, database, walk.leader, NOON, new_id(), **asked, version=2, **given) == [
        "not_allowed"
    ]
    change_evidence_walk(database, walk.planner, NOON, new_id(), **asked, version=2, **given)
    # What else was planned is still the leader's; the case is not taken away from it either.
    change_evidence_walk(database, walk.leader, NOON, new_id(), **asked, version=3, **given)
    assert codes(change_evidence_walk, database, walk.leader, NOON, new_id(), **asked, version=4, **plan(walk.leader, route=None)) == ["not_allowed"]  # fmt: skip
    id_ = walk.send()
    assert codes(walk.judge, id_, EvidenceState.KEPT) == ["not_allowed"]
    walk.judge(id_, EvidenceState.KEPT, who=walk.planner)
    walk.judge(id_, EvidenceState.WAITING)  # a face was seen: that is taken off at any time


def test_a_walk_brings_nothing_to_a_closed_case(at_vote: tuple[Walking, Case]):
    """Not by a professional planner either, until the case is reopened."""
    walk, case = at_vote
    given = plan(walk.leader, route=None, case_id=case.id)
    database = walk.house.database
    asked: dict[str, Any] = {"evidence_walk_id": walk.id}
    change_evidence_walk(database, walk.planner, NOON, new_id(), **asked, version=2, **given)
    with database.writing() as session:
        made = Evaluation(
            new_id(),
            case.community_id,
            About.CASE,
            Words("修好路面"),
            NOON,
            NOON,
            by_code=False,
            at=NOON,
            case_id=case.id,
        )
        store.add(session, made)
        store.add(session, CaseEnding(new_id(), case.community_id, case.id, made.id, True, "好", NOON))
    id_ = walk.send()
    assert codes(walk.judge, id_, EvidenceState.KEPT, who=walk.planner) == ["closed"]
    assert codes(plan_evidence_walk, database, walk.planner, NOON, new_id(), community_id=walk.here.id, **plan(walk.leader, case_id=case.id)) == ["closed"]  # fmt: skip


def test_a_walk_is_closed_when_every_photo_was_looked_at_and_opened_again(walk: Walking):
    """Closed it takes no photo, no decision and no change; its counts by kind are there."""
    id_ = walk.send()
    asked = {"evidence_walk_id": walk.id}
    close = (close_evidence_walk, walk.house.database, walk.leader, NOON)
    assert codes(*close, new_id(), **asked, version=2) == ["photos_waiting"]
    walk.judge(id_, EvidenceState.KEPT)
    for _ in range(2):
        close_evidence_walk(*close[1:], "close-1", **asked, version=2)
    assert codes(walk.send) == codes(walk.send, who=walk.leader) == ["walk_closed"]
    assert codes(walk.judge, id_, EvidenceState.WAITING) == ["walk_closed"]
    view = evidence_walk_view(walk.house.database, makers.visitor(), NOON, community_id=walk.here.id, **asked)
    assert (view.kinds, [round(one.distance_m) for one in view.spots]) == ([(EvidenceKind.PAVING, 1)], [11])
    reopen_evidence_walk(walk.house.database, walk.leader, NOON, new_id(), **asked, version=3)
    walk.send()


def test_a_walk_without_photos_is_called_off_with_a_reason(walk: Walking):
    """Everybody reads why; it takes no photo, is opened again, and is not called off once photos came in."""
    asked: dict[str, Any] = {"evidence_walk_id": walk.id}
    database, leader = walk.house.database, walk.leader
    other = member(walk.house, Role.RESIDENT_PLANNER, walk.here.id, "老李")
    assert codes(call_off_evidence_walk, database, leader, NOON, new_id(), **asked, version=2, reason=" ") == [
        "empty_text"
    ]
    assert codes(call_off_evidence_walk, database, other, NOON, new_id(), **asked, version=2, reason="雨") == [
        "not_leader"
    ]
    for _ in range(2):
        call_off_evidence_walk(database, leader, NOON, "off-1", **asked, version=2, reason="下大雨")
    view = evidence_walk_view(database, makers.visitor(), NOON, community_id=walk.here.id, **asked)
    assert (view.walk.called_off, view.walk.closed_at) == ("下大雨", NOON)
    assert codes(walk.send) == ["walk_closed"]
    with database.reading() as session:
        (entry,) = [
            one
            for one in journal.entries_about(session, [f"evidence_walk:{walk.id}"])
            if one.act == "call_off_evidence_walk"
        ]
        assert entry.reason == "下大雨"
    reopen_evidence_walk(database, leader, NOON, new_id(), **asked, version=3)
    assert walk.walk.called_off == ""
    walk.send()
    assert codes(call_off_evidence_walk, database, leader, NOON, new_id(), **asked, version=4, reason="雨") == [
        "photos_came"
    ]


def test_a_photo_is_taken_back_by_its_phone_while_it_waits(walk: Walking):
    """Entry, picture and file go; another phone takes nothing back, and nobody what was kept."""
    first, second = walk.send("a" * 22), walk.send("b" * 22)
    place = str(walk.house.settings.photo_place)
    asked = {"community_id": walk.here.id, "photo_place": place}
    take = (take_back_evidence_photo, walk.house.database)
    assert codes(*take, makers.visitor("another"), NOON, evidence_photo_id=first, **asked) == ["not_found"]
    take_back_evidence_photo(walk.house.database, makers.visitor(), NOON, evidence_photo_id=first, **asked)
    walk.judge(second, EvidenceState.KEPT)
    assert codes(*take, makers.visitor(), NOON, evidence_photo_id=second, **asked) == ["looked_at"]
    with walk.house.database.reading() as session:
        assert [one.id for one in store.find(session, Photo)] == [second]
        assert photo_files.astray(session, place) == (set(), set())


def test_what_a_phone_sent_is_told_and_erased_with_its_browser(walk: Walking):
    """Kept or not: entry and picture go; what was merged into it waits again."""
    mine, other = walk.send("a" * 22), walk.send("b" * 22, who=makers.visitor("another"))
    walk.judge(mine, EvidenceState.KEPT)
    walk.judge(other, EvidenceState.MERGED, same_as_id=mine)
    with walk.house.database.writing() as session:
        told = erasing.of_browser(session, "browser-1")
        assert [one["id"] for one in told["evidence_photos"]] == [one["id"] for one in told["photos"]] == [mine]
        erasing.erase_browser(session, walk.house.settings.photo_place, "browser-1", NOON)
    assert [(one.id, one.state) for one in walk.photos()] == [(other, EvidenceState.WAITING)]
    with walk.house.database.reading() as session:
        assert photo_files.astray(session, walk.house.settings.photo_place) == (set(), set())


def test_an_erased_account_is_in_no_group_and_beside_no_photo(walk: Walking):
    """Who led a walk stays a number, as in the log; the photos stay."""
    other = member(walk.house, Role.SOCIAL_WORKER, walk.here.id, "小陈")
    assert other.member
    given = plan(walk.leader, group_ids=[other.member.id], route=None)
    change_evidence_walk(
        walk.house.database, walk.planner, NOON, new_id(), evidence_walk_id=walk.id, version=2, **given
    )
    walk.send(who=other, code="")
    with walk.house.database.writing() as session:
        told = erasing.of_member(session, other.member.id)
        assert (len(told["evidence_walks"]), len(told["evidence_photos"])) == (1, 1)
        assert set(told["evidence_photos"][0]) == {one.name for one in fields(EvidencePhoto)}
        erasing.erase_member(session, other.member.id, NOON)
    assert walk.walk.group_ids == ()
    assert [one.member_id for one in walk.photos()] == [""]


def test_the_picture_of_what_was_laid_aside_is_deleted_after_its_days(walk: Walking):
    """Not before, and not of what was kept; that it was there stays counted, and its reason goes from the log as well."""
    aside, kept = walk.send("a" * 22, note="坏了"), walk.send("b" * 22)
    walk.judge(aside, EvidenceState.ASIDE, reason="拍到了王大爷")
    walk.judge(kept, EvidenceState.KEPT)
    place = walk.house.settings.photo_place
    with walk.house.database.writing() as session:
        assert evidence.forget_aside(session, place, NOON, before=NOON) == 0
        assert evidence.forget_aside(session, place, NOON, before=NOON + timedelta(seconds=1)) == 1
        assert evidence.forget_aside(session, place, NOON, before=NOON + timedelta(seconds=1)) == 0
        assert [one.id for one in store.find(session, Photo)] == [kept]
    with walk.house.database.reading() as session:
        assert photo_files.astray(session, place) == (set(), set())
    found = {one.id: one for one in walk.photos()}
    assert (found[aside].state, found[aside].note, found[aside].reason) == (EvidenceState.ASIDE, "", "")
    assert codes(walk.judge, aside, EvidenceState.WAITING) == ["photo_gone"]
    assert "王大爷" not in repr(dump(walk.house.database))


def test_what_nobody_looked_at_is_deleted_after_its_days(walk: Walking):
    """Entry, picture and file, by the daily forgetting; what was kept stays, and the walk can be closed."""
    walk.send("a" * 22)
    kept = walk.send("b" * 22)
    walk.judge(kept, EvidenceState.KEPT)
    settings = walk.house.settings
    days = timedelta(days=settings.keep_hidden_days)
    assert run_retention(walk.house.database, SYSTEM, NOON + days, settings=settings)["evidence_waiting"] == 0
    assert (
        run_retention(walk.house.database, SYSTEM, NOON + days + timedelta(seconds=1), settings=settings)[
            "evidence_waiting"
        ]
        == 1
    )
    assert [one.id for one in walk.photos()] == [kept]
    with walk.house.database.reading() as session:
        assert [one.id for one in store.find(session, Photo)] == [kept]
        assert photo_files.astray(session, settings.photo_place) == (set(), set())
    close_evidence_walk(walk.house.database, walk.leader, NOON, new_id(), evidence_walk_id=walk.id, version=2)


@pytest.mark.parametrize("how", ["put back", "erased"])
def test_what_was_merged_and_has_no_picture_any_more_blocks_nothing(walk: Walking, how: str):
    """The picture of a merged photo was deleted after its days: when the kept one goes, it is laid aside, and does not wait."""
    kept, merged = walk.send("a" * 22), walk.send("b" * 22, who=makers.visitor("another"))
    walk.judge(kept, EvidenceState.KEPT)
    walk.judge(merged, EvidenceState.MERGED, same_as_id=kept)
    place = walk.house.settings.photo_place
    with walk.house.database.writing() as session:
        assert evidence.forget_aside(session, place, NOON, before=NOON + timedelta(seconds=1)) == 1
    if how == "put back":
        walk.judge(kept, EvidenceState.WAITING)
        walk.judge(kept, EvidenceState.KEPT)
    else:
        with walk.house.database.writing() as session:
            evidence.erase_browser(session, place, "browser-1", NOON)
    assert {one.id: one.state for one in walk.photos()}[merged] is EvidenceState.ASIDE
    assert codes(walk.judge, merged, EvidenceState.WAITING) == ["photo_gone"]
    close_evidence_walk(walk.house.database, walk.leader, NOON, new_id(), evidence_walk_id=walk.id, version=2)


def test_a_photo_that_waits_without_its_picture_is_laid_aside(walk: Walking):
    """So that the walk can be closed; it is neither kept nor merged."""
    first, bare = walk.send("a" * 22), walk.send("b" * 22)
    walk.judge(first, EvidenceState.KEPT)
    with walk.house.database.writing() as session:
        photo_files.drop(session, walk.house.settings.photo_place, Owner.EVIDENCE, [bare])
    assert codes(walk.judge, bare, EvidenceState.KEPT) == ["photo_gone"]
    assert codes(walk.judge, bare, EvidenceState.MERGED, same_as_id=first) == ["photo_gone"]
    walk.judge(bare, EvidenceState.ASIDE, reason="没有照片")
    close_evidence_walk(walk.house.database, walk.leader, NOON, new_id(), evidence_walk_id=walk.id, version=2)


def test_nothing_waits_in_a_closed_walk(walk: Walking):
    """The kept photo is erased after the closing: what was merged into it is laid aside, and can be put back in the opened walk."""
    kept, merged = walk.send("a" * 22), walk.send("b" * 22, who=makers.visitor("another"))
    walk.judge(kept, EvidenceState.KEPT)
    walk.judge(merged, EvidenceState.MERGED, same_as_id=kept)
    asked = {"evidence_walk_id": walk.id}
    close_evidence_walk(walk.house.database, walk.leader, NOON, new_id(), **asked, version=2)
    with walk.house.database.writing() as session:
        evidence.erase_browser(session, walk.house.settings.photo_place, "browser-1", NOON)
    assert [(one.id, one.state) for one in walk.photos()] == [(merged, EvidenceState.ASIDE)]
    reopen_evidence_walk(walk.house.database, walk.leader, NOON, new_id(), **asked, version=3)
    walk.judge(merged, EvidenceState.WAITING)


def test_the_reason_of_an_erased_photo_goes_from_the_log(walk: Walking):
    """It may name whom the photo showed: nowhere in the database is it left; the chain of the log is whole."""
    id_ = walk.send()
    walk.judge(id_, EvidenceState.ASIDE, reason="拍到了王大爷")
    assert "王大爷" in repr(dump(walk.house.database))
    with walk.house.database.writing() as session:
        assert erasing.erase_browser(session, walk.house.settings.photo_place, "browser-1", NOON)["photos"] == 1
    assert "王大爷" not in repr(dump(walk.house.database))


def test_a_full_quota_keeps_nothing(walk: Walking):
    """Row 42: no entry without its picture."""
    assert codes(walk.send, photos_mb=0) == ["photos_full"]
    with walk.house.database.reading() as session:
        assert (store.count(session, EvidencePhoto), store.count(session, Photo)) == (0, 0)
