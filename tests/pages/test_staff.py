"""Accounts, invitations and the planner team on the Manage page; who was shut is out at the next click."""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from planning import addresses
from planning.actions.accounts import add_member, sign_in
from planning.actions.invitations import accept_invitation
from planning.actions.members import disable_member
from planning.pages import visit as visiting
from planning.people import SYSTEM, Grant, Member, Role
from planning.queries.staff import members, planner_team
from planning.settings import Settings
from planning.site import Community
from planning.store import accounts
from planning.web.door import BROWSER_COOKIE, routes_of, session_of, visitor_of
from planning.web.house import House, house_for
from planning.web.middleware import middleware
from tests import makers
from tests.speaking import draw

PASSWORD = "correct horse battery"


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> House:
    """The house that the page script opens by itself from the environment."""
    monkeypatch.setenv("JIEYI_DATA_DIR", str(tmp_path))
    monkeypatch.setenv("JIEYI_PUBLIC_URL", "https://jieyi.example.org")
    return house_for(Settings(data_dir=tmp_path, public_url="https://jieyi.example.org"))


@pytest.fixture
def yulan(home: House) -> Community:
    """A community."""
    return makers.community(home)


def come_in(home: House, yulan: Community, monkeypatch: pytest.MonkeyPatch, role: Role) -> Member:
    """Sign in with a role."""
    member = add_member(
        home.database, SYSTEM, home.clock(), name=f"Lin {role}", password=PASSWORD, role=role, community_id=yulan.id
    )
    token = sign_in(home.database, home.clock(), name=member.name, password=PASSWORD)
    monkeypatch.setattr(visiting, "cookies", lambda: {BROWSER_COOKIE: "staff", **makers.staff_cookie(home, token)})
    return member


def test_an_invitation_is_made_shown_once_and_works(home: House, yulan: Community, monkeypatch: pytest.MonkeyPatch):
    """The link leads to the public address, its token behind the #; the next run does not show it again."""
    come_in(home, yulan, monkeypatch, Role.ADMINISTRATOR)
    page = draw("planning.pages.manage.members").run()
    page.selectbox(key="members_invite_role").set_value(Role.MODERATOR).run()
    next(b for b in page.button if b.label == "Make an invitation").click().run()
    (link,) = [block.value for block in page.code]
    found = re.fullmatch(r"https://jieyi\.example\.org/invitation#([\w-]{43})", link)
    assert found
    page.run()
    assert not page.code
    made = accept_invitation(
        home.database, makers.visitor(), home.clock(), token=found[1], name="Mo", password=PASSWORD
    )
    assert made.grants == {Grant(Role.MODERATOR, yulan.id)}


def test_an_administrator_shuts_an_account(home: House, yulan: Community, monkeypatch: pytest.MonkeyPatch):
    """By two clicks, and opens it again by two."""
    admin = come_in(home, yulan, monkeypatch, Role.ADMINISTRATOR)
    wu = add_member(
        home.database, SYSTEM, home.clock(), name="Wu", password=PASSWORD, role=Role.BOARD, community_id=yulan.id
    )
    page = draw("planning.pages.manage.members").run()
    page.selectbox(key="members_chosen").set_value(wu.id).run()
    page.button(key="members_shut").click().run()
    assert sign_in(home.database, home.clock(), name="Wu", password=PASSWORD) is None
    page.button(key="members_shut").click().run()
    assert sign_in(home.database, home.clock(), name="Wu", password=PASSWORD)
    page.selectbox(key="members_chosen").set_value(admin.id).run()
    page.button(key="members_shut").click().run()
    assert "cannot take this from yourself" in page.error[0].value
    found = {a.member.name: a.disabled_at for a in members(home.database, SYSTEM, home.clock(), community_id=yulan.id)}
    assert found == {"Wu": None, admin.name: None}


@pytest.mark.parametrize("how", ["shut", "role taken", "expired"])
def test_an_open_page_does_nothing_for_an_account_that_is_gone(
    home: House, yulan: Community, monkeypatch: pytest.MonkeyPatch, how: str
):
    """The page was drawn while everything was right; its button is pressed afterwards: refused, nothing is written."""
    member = come_in(home, yulan, monkeypatch, Role.PLANNER)
    page = draw("planning.pages.manage.team").run()
    page.text_input(key="team_new_name").set_value("Zhou").run()
    page.text_input(key="team_new_profession").set_value("teacher").run()
    if how == "shut":
        disable_member(home.database, SYSTEM, home.clock(), "d-1", member_id=member.id)
    elif how == "role taken":
        with home.database.writing() as session:
            accounts.take(session, member.id, Grant(Role.PLANNER, yulan.id))
    else:
        with home.database.writing() as session:
            accounts.end_session(session, session_of(home, visiting.cookies()) or "")
    page.button(key="team_save").click().run()
    assert planner_team(home.database, SYSTEM, home.clock(), community_id=yulan.id) == []
    said = page.error[0].value if page.error else ""
    assert ("sign in again" in said) is (how != "role taken"), said


def test_the_register_is_kept_on_the_page_and_saved_as_a_table(
    home: House, yulan: Community, monkeypatch: pytest.MonkeyPatch
):
    """A planner enters a line and changes it; staff download it, nobody else; no cell is a formula."""
    come_in(home, yulan, monkeypatch, Role.PLANNER)
    page = draw("planning.pages.manage.team").run()
    page.text_input(key="team_new_name").set_value("=Zhou").run()
    page.text_input(key="team_new_profession").set_value("退休教师").run()
    page.button(key="team_save").click().run()
    (line,) = planner_team(home.database, SYSTEM, home.clock(), community_id=yulan.id)
    page.text_input(key=f"team_{line.planner.id}_1_training").set_value("春季班").run()
    page.button(key="team_save").click().run()
    (line,) = planner_team(home.database, SYSTEM, home.clock(), community_id=yulan.id)
    assert (line.planner.version, line.planner.training) == (2, "春季班")
    app = Starlette(routes=routes_of(home), middleware=middleware(home))
    with TestClient(app, "http://127.0.0.1", cookies=dict(visiting.cookies())) as client:
        address = addresses.to(addresses.PLANNERS_CSV, community=yulan.id)
        answer = client.get(address, params={"lang": "en"})
        heading, row = csv.reader(io.StringIO(answer.content.decode("utf-8-sig"), newline=""))
        client.cookies.clear()
        assert client.get(address).status_code == 403
    assert heading[:4] == ["Name", "Resident planner", "Profession", "Training"]
    assert row[0].startswith("'=Zhou")
    assert row[1:4] == ["yes", "退休教师", "春季班"]


def test_who_is_out_is_a_visitor(home: House, yulan: Community, monkeypatch: pytest.MonkeyPatch):
    """The same cookie, after the account was shut, is nobody's."""
    member = come_in(home, yulan, monkeypatch, Role.BOARD)
    disable_member(home.database, SYSTEM, home.clock(), "d-1", member_id=member.id)
    assert visitor_of(home, visiting.cookies(), home.clock()).member is None
