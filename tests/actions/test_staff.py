"""Accounts after they were made: roles, courtyards, shut and opened again; invitations; the planner team's register."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from shapely.geometry import MultiPolygon, box

from planning import store
from planning.actions.accounts import add_member, sign_in, sign_in_elsewhere, who
from planning.actions.cases import add_evidence, change_case, open_case
from planning.actions.facilities import add_facility, move_facility, retire_facility
from planning.actions.invitations import (
    INVITATION_LASTS,
    accept_invitation,
    invite,
    link_identity,
    withdraw_invitation,
)
from planning.actions.members import disable_member, enable_member, give_role, take_role
from planning.actions.planners import change_planner, enter_planner
from planning.cases.case import Phase
from planning.errors import Refusals
from planning.people import SYSTEM, Grant, Identity, Member, Planner, Role, Visitor
from planning.queries.staff import invitations, members, planner_team, planners_shown
from planning.site import Community, Courtyard, new_id
from planning.store import journal
from planning.surveys.observation import Facility, FacilityKind
from planning.web.house import House
from planning.wording import Words
from tests import makers
from tests.databases import dump
from tests.makers import NOON, staff

PASSWORD = "correct horse battery"
ANNA = Identity("https://login.example.org", "subject-1")
WEST, EAST = box(104.055, 30.625, 104.060, 30.635), box(104.060, 30.625, 104.065, 30.635)
SAID = Words("题", "Title")


@pytest.fixture
def here(house: House) -> Community:
    """A community with a western and an eastern courtyard, called 1 and 2."""
    made = makers.community(house)
    with house.database.writing() as session:
        for code, outline in (("1", WEST), ("2", EAST)):
            yard = Courtyard(
                f"yard-{code}", made.id, code, Words(f"{code} 号院", f"Yard {code}"), MultiPolygon([outline])
            )
            store.add(session, yard)
    return made


@pytest.fixture
def admin(house: House, here: Community) -> Visitor:
    """Administrator of the community, with an account."""
    return Visitor(
        add_member(
            house.database, SYSTEM, NOON, name="Lin", password=PASSWORD, role=Role.ADMINISTRATOR, community_id=here.id
        )
    )


def code_of(refused: pytest.ExceptionInfo[Refusals]) -> str:
    """The first problem's."""
    return refused.value.code


def in_yard(role: Role, here: Community, yard: str) -> Visitor:
    """A member with a role in one courtyard (not kept in the database)."""
    return Visitor(Member("m-yard", "m", frozenset({Grant(role, here.id, yard)})))


def test_a_resident_planner_keeps_her_own_courtyard_up_to_date(house: House, here: Community):
    """She adds and moves what stands there; over the wall, and taking things off the map, is not hers."""
    wu, database = in_yard(Role.RESIDENT_PLANNER, here, "yard-1"), house.database
    place: dict[str, Any] = {"community_id": here.id, "facility": FacilityKind.BENCH, "lat": 30.63}
    id_ = add_facility(database, wu, NOON, "a-1", lon=104.057, **place)
    move_facility(database, wu, NOON, "a-2", community_id=here.id, facility_id=id_, version=1, lon=104.058, lat=30.63)
    nowhere: Any = "nonsense"
    over: list[Callable[[], Any]] = [
        lambda: add_facility(database, wu, NOON, "a-3", lon=104.063, **place),
        lambda: add_facility(database, wu, NOON, "a-4", lon=nowhere, **place),
        lambda: move_facility(
            database, wu, NOON, "a-5", community_id=here.id, facility_id=id_, version=2, lon=104.063, lat=30.63
        ),
        lambda: retire_facility(
            database, wu, NOON, "a-6", community_id=here.id, facility_id=id_, version=2, reason="gone"
        ),
        lambda: move_facility(
            database, in_yard(Role.RESIDENT_PLANNER, here, "yard-2"), NOON, "a-7", community_id=here.id, facility_id=id_,
            version=2, lon=104.057, lat=30.63,
        ),
    ]  # fmt: skip
    for attempt in over:
        with pytest.raises(Refusals) as refused:
            attempt()
        assert code_of(refused) == "not_allowed"
    with database.reading() as session:
        (bench,) = store.find(session, Facility)
    assert (bench.version, bench.courtyard_id, bench.retired_at) == (2, "yard-1", None)


@pytest.mark.parametrize("phase", Phase)
def test_evidence_of_residents_ends_where_voting_begins(house: House, here: Community, phase: Phase):
    """Resident planners and social workers open matters and bring photos before the vote; professionals at any time."""
    database = house.database
    words: dict[str, Any] = {"title": SAID, "question": SAID, "about": SAID, "next_step": SAID}
    case_id = open_case(
        database, staff(Role.PLANNER, here.id), NOON, "c-1", community_id=here.id, lon=104.057, lat=30.63, phase=phase,
        **words,
    )  # fmt: skip
    planner, resident = staff(Role.PLANNER, here.id), staff(Role.RESIDENT_PLANNER, here.id)
    neighbour = in_yard(Role.SOCIAL_WORKER, here, "yard-1")
    stranger = in_yard(Role.RESIDENT_PLANNER, here, "yard-2")

    def answer(by: Visitor) -> str:
        with pytest.raises(Refusals) as refused:
            add_evidence(database, by, NOON, f"e-{new_id()}", case_id=case_id, form="form-1")
        return code_of(refused)

    # "no_photo": let in, and nothing was sent yet.
    early = "no_photo" if phase.moment == "before" else "not_allowed"
    assert [answer(by) for by in (planner, resident, neighbour, stranger)] == ["no_photo", early, early, "not_allowed"]
    for by in (resident, neighbour):
        with pytest.raises(Refusals):
            change_case(database, by, NOON, f"w-{new_id()}", case_id=case_id, version=1, **words)


def test_an_invitation_makes_one_account_once(house: House, here: Community, admin: Visitor):
    """Only its hash is kept; the same link a second time is answered like one that never was."""
    database = house.database
    token = invite(
        database, admin, NOON, role=Role.RESIDENT_PLANNER, community_id=here.id, courtyard_id="yard-1", note="小周"
    )
    (listed,) = invitations(database, admin, NOON, community_id=here.id)
    assert (listed.hash, listed.note, listed.is_open(NOON)) == ("", "小周", True)
    assert not [name for name, rows in dump(house.database).items() if token in rows]
    member = accept_invitation(database, makers.visitor(), NOON, token=f" {token} ", name="小周", password=PASSWORD)
    assert member.grants == {Grant(Role.RESIDENT_PLANNER, here.id, "yard-1")}
    assert sign_in(database, NOON, name="小周", password=PASSWORD)
    said = set()
    for bad in (token, "nothing", "", "' OR 1=1 --"):
        with pytest.raises(Refusals) as refused:
            accept_invitation(database, makers.visitor(), NOON, token=bad, name="Second", password=PASSWORD)
        said.add((code_of(refused), str(refused.value)))
    assert len(said) == 1
    with database.reading() as session:
        acts = [(e.act, e.member_id) for e in journal.entries(session, here.id)]
    assert ("accept_invitation", member.id) in acts


def test_a_name_that_is_taken_does_not_use_the_invitation_up(house: House, here: Community, admin: Visitor):
    """Whoever mistypes tries again with the same link; all faults are said at once."""
    token = invite(house.database, admin, NOON, role=Role.BOARD, community_id=here.id)
    for name, password, codes in (("Lin", PASSWORD, ["name_taken"]), ("", "short", ["empty_text", "short_password"])):
        with pytest.raises(Refusals) as refused:
            accept_invitation(house.database, makers.visitor(), NOON, token=token, name=name, password=password)
        assert [p.code for p in refused.value.problems] == codes
    assert accept_invitation(house.database, makers.visitor(), NOON, token=token, name="Ma", password=PASSWORD)


@pytest.mark.parametrize(
    ("later", "works"), [(-timedelta(microseconds=1), True), (timedelta(0), False)], ids=["just in", "out"]
)
def test_an_invitation_expires_after_a_week(
    house: House, here: Community, admin: Visitor, later: timedelta, *, works: bool
):
    """By the server's clock."""
    token = invite(house.database, admin, NOON, role=Role.BOARD, community_id=here.id)
    at = NOON + INVITATION_LASTS + later
    if works:
        assert accept_invitation(house.database, makers.visitor(), at, token=token, name="Ma", password=PASSWORD)
        return
    with pytest.raises(Refusals) as refused:
        accept_invitation(house.database, makers.visitor(), at, token=token, name="Ma", password=PASSWORD)
    assert code_of(refused) == "invitation_gone"


def test_a_withdrawn_invitation_is_worthless(house: House, here: Community, admin: Visitor):
    """From the moment on that an administrator takes it back."""
    token = invite(house.database, admin, NOON, role=Role.BOARD, community_id=here.id)
    (listed,) = invitations(house.database, admin, NOON, community_id=here.id)
    withdraw_invitation(house.database, admin, NOON, "w-1", invitation_id=listed.id)
    with pytest.raises(Refusals) as refused:
        accept_invitation(house.database, makers.visitor(), NOON, token=token, name="Ma", password=PASSWORD)
    assert code_of(refused) == "invitation_gone"


def test_twenty_at_once_make_one_account(house: House, here: Community, admin: Visitor):
    """The link was forwarded to the whole group: one is faster than all others."""
    token = invite(house.database, admin, NOON, role=Role.BOARD, community_id=here.id)

    def attempt(number: int) -> bool:
        try:
            accept_invitation(
                house.database, makers.visitor(), NOON, token=token, name=f"Ma {number}", password=PASSWORD
            )
        except Refusals as refused:
            return refused.code != "invitation_gone"
        return True

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(attempt, range(20))) == 1
    assert len(members(house.database, admin, NOON, community_id=here.id)) == 2


def test_nobody_invites_further_than_they_reach(house: House, here: Community, admin: Visitor):
    """Not to the whole house, not next door, not to a foreign courtyard; boards concern the community as a whole."""
    there = makers.community(house)
    for place, code in (
        ({"role": Role.BOARD, "community_id": None}, "not_allowed"),
        ({"role": Role.BOARD, "community_id": there.id}, "not_allowed"),
        ({"role": Role.RESIDENT_PLANNER, "community_id": here.id, "courtyard_id": "yard-9"}, "unknown_courtyard"),
        ({"role": Role.BOARD, "community_id": here.id, "courtyard_id": "yard-1"}, "whole_community"),
    ):
        with pytest.raises(Refusals) as refused:
            invite(house.database, admin, NOON, **place)
        assert code_of(refused) == code
    with pytest.raises(Refusals):
        invite(house.database, staff(Role.PLANNER, here.id), NOON, role=Role.BOARD, community_id=here.id)


def test_a_shut_account_is_out_at_its_next_act(house: House, here: Community, admin: Visitor):
    """Its sessions are forgotten at once; opened again it signs in anew, with the roles it had."""
    database = house.database
    wu = add_member(database, admin, NOON, name="Wu", password=PASSWORD, role=Role.BOARD, community_id=here.id)
    token = sign_in(database, NOON, name="Wu", password=PASSWORD)
    link_identity(database, Visitor(wu), NOON, identity=ANNA)
    disable_member(database, admin, NOON, "d-1", member_id=wu.id)
    assert who(database, token, "", NOON).member is None
    assert sign_in(database, NOON, name="Wu", password=PASSWORD) is None
    said = set()
    for identity in (ANNA, replace(ANNA, subject="nobody")):
        with pytest.raises(Refusals) as refused:
            sign_in_elsewhere(database, NOON, identity)
        said.add((code_of(refused), str(refused.value)))
    assert len(said) == 1
    with pytest.raises(Refusals) as refused:  # its name stays its own: the log knows it
        add_member(database, admin, NOON, name="Wu", password=PASSWORD, role=Role.BOARD, community_id=here.id)
    assert code_of(refused) == "name_taken"
    (line,) = [a for a in members(database, admin, NOON, community_id=here.id) if a.member.id == wu.id]
    assert (line.disabled_at, line.has_identity) == (NOON, True)
    enable_member(database, admin, NOON, "d-2", member_id=wu.id)
    assert who(database, token, "", NOON).member is None
    again = sign_in_elsewhere(database, NOON, ANNA)
    assert who(database, again, "", NOON).member == wu


def test_who_may_shut_whom(house: House, here: Community, admin: Visitor):
    """Only who is administrator wherever the account reaches; nobody themselves."""
    there = makers.community(house)
    wu = add_member(house.database, SYSTEM, NOON, name="Wu", password=PASSWORD, role=Role.BOARD, community_id=here.id)
    give_role(house.database, SYSTEM, NOON, "g-1", member_id=wu.id, role=Role.BOARD, community_id=there.id)
    boss = add_member(house.database, SYSTEM, NOON, name="Boss", password=PASSWORD, role=Role.ADMINISTRATOR)
    assert admin.member is not None
    for by, whom, code in (
        (admin, wu, "not_allowed"), (admin, boss, "not_allowed"), (admin, admin.member, "oneself"),
        (staff(Role.BOARD, here.id), admin.member, "not_allowed"),
    ):  # fmt: skip
        with pytest.raises(Refusals) as refused:
            disable_member(house.database, by, NOON, f"d-{new_id()}", member_id=whom.id)
        assert code_of(refused) == code
    disable_member(house.database, Visitor(boss), NOON, "d-ok", member_id=wu.id)


def test_roles_are_given_and_taken(house: House, here: Community, admin: Visitor):
    """In one courtyard too; what is not there is not taken in silence, and nobody takes their own power by mistake."""
    database = house.database
    wu = add_member(database, admin, NOON, name="Wu", password=PASSWORD, role=Role.MODERATOR, community_id=here.id)
    yard: dict[str, Any] = {"role": Role.SOCIAL_WORKER, "community_id": here.id, "courtyard_id": "yard-1"}
    give_role(database, admin, NOON, "g-1", member_id=wu.id, **yard)
    take_role(database, admin, NOON, "g-2", member_id=wu.id, role=Role.MODERATOR, community_id=here.id)
    (line,) = [a for a in members(database, admin, NOON, community_id=here.id) if a.member.id == wu.id]
    assert line.member.grants == {Grant(Role.SOCIAL_WORKER, here.id, "yard-1")}
    assert admin.member is not None
    for whom, role, code in ((wu.id, Role.MODERATOR, "no_such_role"), (admin.member.id, Role.ADMINISTRATOR, "oneself")):
        with pytest.raises(Refusals) as refused:
            take_role(database, admin, NOON, f"t-{role}", member_id=whom, role=role, community_id=here.id)
        assert code_of(refused) == code
    stranger = add_member(
        database, SYSTEM, NOON, name="Far", password=PASSWORD, role=Role.BOARD, community_id=makers.community(house).id
    )
    with pytest.raises(Refusals) as refused:
        give_role(database, admin, NOON, "g-9", member_id=stranger.id, role=Role.BOARD, community_id=here.id)
    assert code_of(refused) == "not_found"


def test_an_identity_opens_one_account(house: House, here: Community, admin: Visitor):
    """Neither a second link nor a second account takes it; linking again changes nothing."""
    database = house.database
    token = invite(database, admin, NOON, role=Role.BOARD, community_id=here.id)
    member = accept_invitation(database, makers.visitor(), NOON, token=token, name="Anna", identity=ANNA)
    assert who(database, sign_in_elsewhere(database, NOON, ANNA), "", NOON).member == member
    for password in ("", PASSWORD, "x" * 2000):
        assert sign_in(database, NOON, name="Anna", password=password) is None
    link_identity(database, Visitor(member), NOON, identity=ANNA)
    with pytest.raises(Refusals) as refused:
        link_identity(database, admin, NOON, identity=ANNA)
    assert code_of(refused) == "identity_taken"
    second = invite(database, admin, NOON, role=Role.BOARD, community_id=here.id)
    with pytest.raises(Refusals) as refused:
        accept_invitation(database, makers.visitor(), NOON, token=second, name="Again", identity=ANNA)
    assert code_of(refused) == "identity_taken"
    with pytest.raises(Refusals):
        link_identity(database, makers.visitor(), NOON, identity=ANNA)


def test_the_register_of_the_planner_team(house: House, here: Community, admin: Visitor):
    """Who, which profession, which training, which courtyards; everybody reads only of those who agreed, and less."""
    database, planner = house.database, staff(Role.PLANNER, here.id)
    told: dict[str, Any] = {"community_id": here.id, "profession": "退休教师", "training": "2026 年春季班"}
    zhou = enter_planner(
        database,
        planner,
        NOON,
        "r-1",
        name="周姐",
        resident=True,
        courtyard_ids=["yard-2", "yard-1"],
        public=True,
        **told,
    )
    enter_planner(database, planner, NOON, "r-2", name="Chen", resident=False, **told)
    lines = planner_team(database, staff(Role.BOARD, here.id), NOON, community_id=here.id)
    assert [(x.planner.name, [y.code for y in x.courtyards]) for x in lines] == [("Chen", []), ("周姐", ["1", "2"])]
    (shown,) = planners_shown(database, makers.visitor(), NOON, community_id=here.id)
    assert (shown.planner.name, shown.planner.training, shown.planner.member_id) == ("周姐", "", None)
    one: Planner = next(x.planner for x in lines if x.planner.id == zhou)
    fields: dict[str, Any] = {
        "planner_id": zhou, "name": one.name, "resident": True, "profession": one.profession, "training": one.training,
        "courtyard_ids": ["yard-1"], "joined_on": one.joined_on, "member_id": None, "public": True,
    }  # fmt: skip
    change_planner(database, planner, NOON, "r-3", version=1, left_on=date(2026, 12, 1), **fields)
    assert planners_shown(database, makers.visitor(), NOON, community_id=here.id) == []
    with pytest.raises(Refusals) as refused:
        change_planner(database, planner, NOON, "r-4", version=1, left_on=None, **fields)
    assert code_of(refused) == "edited_meanwhile"
    for by in (makers.visitor(), staff(Role.RESIDENT_PLANNER, here.id), staff(Role.PLANNER, "elsewhere")):
        with pytest.raises(Refusals) as refused:
            enter_planner(database, by, NOON, "r-5", name="X", resident=True, **told)
        assert code_of(refused) == "not_allowed"
    with database.reading() as session:
        assert "周姐" not in repr(journal.entries(session, here.id))


def test_a_line_of_the_register_is_checked_as_a_whole(house: House, here: Community):
    """Empty name, foreign courtyard, left before joined, an account from elsewhere: all at once."""
    stranger = add_member(
        house.database,
        SYSTEM,
        NOON,
        name="Far",
        password=PASSWORD,
        role=Role.BOARD,
        community_id=makers.community(house).id,
    )
    planner = staff(Role.PLANNER, here.id)
    id_ = enter_planner(
        house.database, planner, NOON, "r-1", community_id=here.id, name="x", resident=True, profession="y", training=""
    )
    with pytest.raises(Refusals) as refused:
        change_planner(
            house.database, planner, NOON, "r-2", planner_id=id_, version=1, name=" ", resident=True, profession="",
            training="", courtyard_ids=["yard-9"], joined_on=NOON.date(), left_on=NOON.date() - timedelta(days=1),
            member_id=stranger.id, public=False,
        )  # fmt: skip
    codes = [p.code for p in refused.value.problems]
    assert codes == ["empty_text", "empty_text", "unknown_courtyard", "bad_dates", "unknown_member"]
