"""Staff come in: the first administrator on the machine itself, then by name and password."""

from __future__ import annotations

import re
from datetime import timedelta
from http.cookies import SimpleCookie
from typing import Any

import httpx2 as httpx
import pytest
from starlette.testclient import TestClient

from planning import addresses
from planning.actions.accounts import SESSION_LASTS, add_member, found_house, is_empty, sign_in, who
from planning.errors import Refusals
from planning.people import SYSTEM, Grant, Role, Visitor
from planning.queries.communities import communities
from planning.web.door import STAFF_COOKIE, visitor_of
from planning.web.house import House
from tests import makers
from tests.makers import NOON, Clock, staff, visitor

PASSWORD = "correct horse battery"
EMPTY = {"begin": "empty", "name": "林主任", "password": PASSWORD, "name_zh": "玉兰巷社区", "name_en": "Yulan Lane"}


def founded(house: House) -> Visitor:
    """The first administrator of a house."""
    return Visitor(found_house(house.database, visitor(), NOON, name="Lin", password=PASSWORD, community=None))


def alerts(response: httpx.Response) -> list[str]:
    """The sentences of a form that was refused."""
    return re.findall(r"<p>([^<]*)</p>", response.text.partition('role="alert">')[2].partition("</div>")[0])


def staff_cookie(response: httpx.Response) -> Any:
    """The cookie that was set."""
    jar: SimpleCookie = SimpleCookie()
    for header in response.headers.get_list("set-cookie"):
        jar.load(header)
    return jar[STAFF_COOKIE]


def test_first_start_sets_everything_up_in_one_click(client: TestClient, house: House):
    """From the machine itself: an administrator, signed in, and a community; the front page follows."""
    assert client.get("/").headers["location"] == addresses.WELCOME
    assert client.get(addresses.WELCOME).status_code == 200
    done = client.post(addresses.WELCOME, data=EMPTY)
    assert (done.status_code, done.headers["location"]) == (303, "/")
    member = visitor_of(house, {STAFF_COOKIE: staff_cookie(done).value}, house.clock()).member
    assert member is not None
    assert (member.name, member.grants) == ("林主任", frozenset({Grant(Role.ADMINISTRATOR, None)}))
    assert [c.name["zh"] for c in communities(house.database, visitor(), NOON)] == ["玉兰巷社区"]
    assert client.get(addresses.WELCOME).headers["location"] == "/"


def test_the_house_is_founded_once(client: TestClient, house: House):
    """A second visitor who kept the form open is told to sign in, and makes no account."""
    client.post(addresses.WELCOME, data=EMPTY)
    again = client.post(f"{addresses.WELCOME}?lang=en", data=EMPTY | {"name": "intruder"})
    assert again.status_code == 409
    assert alerts(again) == ["This installation is already set up: sign in instead."]
    assert sign_in(house.database, NOON, name="intruder", password=PASSWORD) is None
    with pytest.raises(Refusals) as refused:
        found_house(house.database, SYSTEM, NOON, name="x", password=PASSWORD, community=None)
    assert refused.value.code == "already_founded"


def test_a_short_password_is_refused_with_what_was_typed_still_there(client: TestClient, house: House):
    """All that is wrong at once; the password is not sent back."""
    answer = client.post(f"{addresses.WELCOME}?lang=en", data=EMPTY | {"name": "", "password": "secret7"})
    assert answer.status_code == 422
    assert alerts(answer) == ["Please write something first.", "The password is too short: use at least 10 characters."]
    assert "玉兰巷社区" in answer.text
    assert "secret7" not in answer.text
    assert is_empty(house.database)


@pytest.mark.parametrize(
    ("headers", "client_address"),
    [
        ({"X-Forwarded-For": "127.0.0.1"}, "127.0.0.1"),
        ({"Forwarded": "for=127.0.0.1"}, "127.0.0.1"),
        ({"X-Real-IP": "127.0.0.1"}, "127.0.0.1"),
        ({}, "192.168.1.7"),
    ],
    ids=["forwarded for", "forwarded", "real ip", "another machine"],
)
def test_only_who_sits_at_the_machine_founds_the_house(
    client: TestClient, house: House, headers: dict[str, str], client_address: str
):
    """Not through a proxy, not through another site's name, not from the hall's network."""
    client._transport.client = (client_address, 50_000)  # type: ignore[attr-defined]
    assert "<form" not in client.get(addresses.WELCOME, headers=headers).text
    answer = client.post(f"{addresses.WELCOME}?lang=en", data=EMPTY, headers=headers)
    assert answer.status_code == 403
    assert is_empty(house.database)


def test_a_name_of_another_site_that_leads_here_founds_nothing(client: TestClient, house: House):
    """DNS rebinding: the doorkeeper answers before any form is read."""
    answer = client.post(addresses.WELCOME, data=EMPTY, headers={"Host": "rebound.example:8501"})
    assert (answer.status_code, answer.json()["error"]) == (421, "other_name")
    assert is_empty(house.database)


def test_signing_in_and_out(client: TestClient, house: House):
    """The cookie names a session that the server forgets at sign-out, wherever a copy of the cookie lies."""
    founded(house)
    done = client.post(addresses.SIGN_IN, data={"name": " Lin ", "password": PASSWORD})
    assert (done.status_code, done.headers["location"]) == (303, "/")
    cookie = staff_cookie(done)
    assert (cookie["httponly"], cookie["samesite"], cookie["path"]) == (True, "lax", "/")
    assert cookie["max-age"] == str(int(SESSION_LASTS.total_seconds()))
    assert cookie["secure"] == ""
    assert visitor_of(house, {STAFF_COOKIE: cookie.value}, house.clock()).member is not None
    assert client.get(addresses.SIGN_OUT).status_code == 200
    assert visitor_of(house, {STAFF_COOKIE: cookie.value}, house.clock()).member is not None
    assert client.post(addresses.SIGN_OUT).status_code == 303
    assert visitor_of(house, {STAFF_COOKIE: cookie.value}, house.clock()).member is None


def test_over_https_the_cookie_never_travels_in_the_clear(client: TestClient, house: House):
    """Secure where the page is."""
    founded(house)
    done = client.post(f"https://127.0.0.1{addresses.SIGN_IN}", data={"name": "Lin", "password": PASSWORD})
    assert staff_cookie(done)["secure"] is True


def test_a_wrong_name_and_a_wrong_password_are_answered_alike(client: TestClient, house: House):
    """Nobody learns who has an account here."""
    founded(house)
    answers = [
        client.post(addresses.SIGN_IN, data={"name": name, "password": password})
        for name, password in [
            ("Lin", "wrong"),
            ("Nobody", PASSWORD),
            ("Nobody", "wrong"),
            ("Lin", ""),
            ("Lin\x00", PASSWORD),
        ]
    ]
    assert {a.status_code for a in answers} == {422}
    assert len({re.sub(r'value="[^"]*"', "", a.text) for a in answers}) == 1
    assert not [a for a in answers if STAFF_COOKIE in a.headers.get("set-cookie", "")]


@pytest.mark.parametrize(
    "form", [{}, {"name": "Lin"}, {"name": "x" * 5000, "password": "y" * 50_000}], ids=["none", "half", "long"]
)
def test_an_incomplete_form_is_a_wrong_one(client: TestClient, house: House, form: dict[str, str]):
    """No error page."""
    founded(house)
    assert client.post(addresses.SIGN_IN, data=form).status_code == 422


def test_guessing_is_slowed_down_by_name(client: TestClient, house: House):
    """After ten wrong passwords the right one waits too; another name does not."""
    admin = founded(house)
    add_member(house.database, admin, NOON, name="Wu", password=PASSWORD, role=Role.BOARD)
    wrong = [client.post(addresses.SIGN_IN, data={"name": "Lin", "password": str(i)}).status_code for i in range(12)]
    assert wrong == [422] * 10 + [429] * 2
    late = client.post(f"{addresses.SIGN_IN}?lang=en", data={"name": "Lin", "password": PASSWORD})
    assert alerts(late) == ["Somebody tried too often from here: wait a few minutes and try again."]
    assert client.post(addresses.SIGN_IN, data={"name": "Wu", "password": PASSWORD}).status_code == 303


def test_guessing_is_slowed_down_by_address(client: TestClient, house: House):
    """Three hundred wrong names from one address; a proxy's word about the address is not believed."""
    founded(house)
    for number in range(house.settings.tries_address):
        house.limits.passwords.count(f"name {number}", "127.0.0.1")
    headers = {"X-Forwarded-For": "10.0.0.7"}
    answer = client.post(addresses.SIGN_IN, data={"name": "Lin", "password": PASSWORD}, headers=headers)
    assert answer.status_code == 429
    assert 500 < int(answer.headers["retry-after"]) <= 601


def test_signing_in_makes_a_new_session_and_ends_the_one_before(client: TestClient, house: House):
    """A session that somebody planted or copied is worth nothing after the next sign-in."""
    founded(house)
    first = staff_cookie(client.post(addresses.SIGN_IN, data={"name": "Lin", "password": PASSWORD})).value
    second = staff_cookie(client.post(addresses.SIGN_IN, data={"name": "Lin", "password": PASSWORD})).value
    assert first != second
    assert visitor_of(house, {STAFF_COOKIE: first}, house.clock()).member is None
    assert visitor_of(house, {STAFF_COOKIE: second}, house.clock()).member is not None


@pytest.mark.parametrize(
    ("later", "is_in"), [(-timedelta(seconds=1), True), (timedelta(0), False)], ids=["just in", "out"]
)
def test_a_session_ends_after_twelve_hours(house: House, clock: Clock, later: timedelta, is_in: bool):
    """By the server's clock, whatever the browser keeps."""
    founded(house)
    token = sign_in(house.database, clock(), name="Lin", password=PASSWORD)
    assert (who(house.database, token, "", clock() + SESSION_LASTS + later).member is not None) is is_in
    assert timedelta(hours=12) == SESSION_LASTS


@pytest.mark.parametrize("token", ["", "x", "' OR 1=1 --", "é" * 100, None], ids=repr)
def test_an_unknown_token_is_a_visitor(house: House, token: str | None):
    """Who they are is not known; their browser's id is."""
    founded(house)
    assert who(house.database, token, "b-1", NOON) == Visitor(None, "b-1")


def test_only_administrators_make_accounts(house: House):
    """In their own community only, unless they are administrators of the whole house."""
    admin, here, there = founded(house), makers.community(house), makers.community(house)
    local = Visitor(
        add_member(
            house.database, admin, NOON, name="Wu", password=PASSWORD, role=Role.ADMINISTRATOR, community_id=here.id
        )
    )
    add_member(house.database, local, NOON, name="Ma", password=PASSWORD, role=Role.PLANNER, community_id=here.id)
    refused_by = [(local, there.id), (local, None), (staff(Role.BOARD, here.id), here.id), (visitor(), here.id)]
    for by, community_id in refused_by:
        with pytest.raises(Refusals) as refused:
            add_member(
                house.database, by, NOON, name="X", password=PASSWORD, role=Role.BOARD, community_id=community_id
            )
        assert refused.value.code == "not_allowed"
    assert sign_in(house.database, NOON, name="X", password=PASSWORD) is None


def test_a_name_is_given_once(house: House):
    """Two accounts of one name would be one person in the log."""
    admin = founded(house)
    with pytest.raises(Refusals) as refused:
        add_member(house.database, admin, NOON, name=" Lin\u200b ", password="short", role=Role.BOARD)
    assert [p.code for p in refused.value.problems] == ["short_password"]
    with pytest.raises(Refusals) as refused:
        add_member(house.database, admin, NOON, name=" Lin\u200b ", password=PASSWORD, role=Role.BOARD)
    assert refused.value.code == "name_taken"
