"""A member changes their own password: the present one is asked, tries are counted, every other browser is out."""

from __future__ import annotations

from typing import Any

import pytest
from starlette.testclient import TestClient

from planning import addresses
from planning.actions.accounts import add_member, change_password, sign_in
from planning.errors import Refusals
from planning.people import SYSTEM, Identity, Member, Role, Visitor
from planning.store import accounts, journal
from planning.web.door import STAFF_COOKIE, visitor_of
from planning.web.house import House
from tests.databases import dump
from tests.makers import NOON, staff_cookie, visitor

OLD, NEW = "correct horse battery", "新的密码 staple 12"


@pytest.fixture
def lin(house: House) -> Member:
    """A member of the board."""
    return add_member(house.database, SYSTEM, NOON, name="Lin", password=OLD, role=Role.BOARD)


def come_in(house: House, client: TestClient) -> str:
    """Sign in; the session's token."""
    token = sign_in(house.database, house.clock(), name="Lin", password=OLD)
    assert token
    client.cookies.update(staff_cookie(house, token))
    return token


def sent(client: TestClient, old: str, new: str) -> Any:
    """The form."""
    return client.post(f"{addresses.PASSWORD}?lang=en", data={"old": old, "new": new})


def test_a_new_password_ends_every_other_session(client: TestClient, house: House, lin: Member):
    """This browser goes on under a new cookie; another one, and a copy of the old cookie, are out; the log has a line."""
    elsewhere, here = come_in(house, client), come_in(house, client)
    done = sent(client, OLD, NEW)
    assert (done.status_code, done.headers["location"]) == (303, "/")
    for token in (elsewhere, here):
        assert visitor_of(house, staff_cookie(house, token), house.clock()).member is None
    assert visitor_of(house, {STAFF_COOKIE: done.cookies[STAFF_COOKIE]}, house.clock()).member == lin
    assert sign_in(house.database, NOON, name="Lin", password=OLD) is None
    assert sign_in(house.database, NOON, name="Lin", password=NEW)
    with house.database.reading() as session:
        (line,) = [one for one in journal.entries_of(session, lin.id) if one.act == "change_password"]
    assert (line.subject, line.before, line.after, line.reason) == (f"member:{lin.id}", None, None, "")
    assert not [name for name, rows in dump(house.database).items() if NEW in rows or OLD in rows]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("wrong", NEW, "That is not your present password: type it again."),
        ("", NEW, "That is not your present password: type it again."),
        (OLD, "tiny~1", "The password is too short: use at least 10 characters."),
        (OLD, OLD, "The new password is the old one: choose another."),
    ],
)
def test_what_is_wrong_is_one_sentence(client: TestClient, house: House, lin: Member, old: str, new: str, said: str):
    """Nothing changes, the session stays, and what was typed is not sent back."""
    token = come_in(house, client)
    answer = sent(client, old, new)
    assert answer.status_code == 422
    assert f"<p>{said}</p>" in answer.text
    assert new not in answer.text
    assert visitor_of(house, staff_cookie(house, token), house.clock()).member == lin
    assert sign_in(house.database, NOON, name="Lin", password=OLD)


def test_guessing_the_present_password_is_slowed_down(client: TestClient, house: House, lin: Member):
    """Whoever finds a browser open has ten tries, and none of them more at the sign-in form."""
    come_in(house, client)
    assert [sent(client, f"guess {n}", NEW).status_code for n in range(12)] == [422] * 10 + [429] * 2
    assert client.post(addresses.SIGN_IN, data={"name": lin.name, "password": OLD}).status_code == 429


def test_only_members_have_the_form(client: TestClient, house: House, lin: Member):
    """A visitor is refused the page, the route and the act."""
    assert client.get(addresses.PASSWORD).status_code == 403
    assert sent(client, OLD, NEW).status_code == 403
    with pytest.raises(Refusals) as refused:
        change_password(house.database, visitor(), NOON, old=OLD, new=NEW)
    assert refused.value.code == "not_allowed"
    assert lin.name == "Lin"


def test_who_signs_in_elsewhere_has_no_password_to_change(house: House):
    """Nobody adds one to an account that its owner opens by another provider."""
    member = Member("m-1", "Anna", frozenset())
    with house.database.writing() as session:
        accounts.add_member(session, member, "", NOON)
        accounts.add_identity(session, member.id, Identity("https://login.example.org", "anna"), NOON)
    with pytest.raises(Refusals) as refused:
        change_password(house.database, Visitor(member), NOON, old="", new=NEW)
    assert refused.value.code == "no_password"


def test_the_way_there_stands_beside_the_way_out(client: TestClient, house: House, lin: Member):
    """The page that a member's name leads to; a visitor is not shown it."""
    assert addresses.PASSWORD not in client.get(addresses.SIGN_OUT).text
    come_in(house, client)
    assert f"{addresses.PASSWORD}?lang=en" in client.get(f"{addresses.SIGN_OUT}?lang=en").text
    assert lin.name in client.get(addresses.PASSWORD).text
