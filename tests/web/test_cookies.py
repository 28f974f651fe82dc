"""Signed cookies: nobody writes or changes one, and the key can be changed with or without signing people out."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from starlette.testclient import TestClient

from planning import addresses
from planning.actions.accounts import add_member, sign_in
from planning.people import SYSTEM, Role
from planning.settings import Settings
from planning.web import voter
from planning.web.cookies import sealed
from planning.web.door import STAFF_COOKIE, STAFF_SESSION, session_of, visitor_of
from planning.web.house import House, cookie_keys, open_house
from tests.makers import NOON, staff_cookie

PASSWORD = "correct horse battery"
OLD, NEW = "0123456789abcdef" * 2, "fedcba9876543210" * 2


@pytest.fixture
def token(house: House) -> str:
    """A session of staff, as the database knows it."""
    add_member(house.database, SYSTEM, NOON, name="Lin", password=PASSWORD, role=Role.BOARD)
    found = sign_in(house.database, house.clock(), name="Lin", password=PASSWORD)
    assert found
    return found


def is_in(house: House, cookie: str) -> bool:
    """Whether a cookie opens an account."""
    return visitor_of(house, {STAFF_COOKIE: cookie}, house.clock()).member is not None


def test_a_session_token_without_our_signature_is_nobody(house: House, token: str):
    """Whoever reads the table of sessions, or guesses, has no cookie yet; nor has who holds one for another purpose."""
    good = staff_cookie(house, token)[STAFF_COOKIE]
    assert is_in(house, good)
    for forged in (token, sealed(house, voter.PURPOSE, token), f"{token}.x.y", "." * 3, "é" * 20, "x" * 9000):
        assert not is_in(house, forged)
    assert voter.code_id_of(house, good) is None


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_a_tampered_cookie_is_no_identity(house: House, data: st.DataObject):
    """Any one character changed, added or taken away, anywhere in it."""
    cookie = staff_cookie(house, "a-token-of-a-session")[STAFF_COOKIE]
    at = data.draw(st.integers(0, len(cookie) - 1))
    put = data.draw(st.sampled_from(["", *"aZ9-_.", cookie[at] * 2]))
    tampered = cookie[:at] + put + cookie[at + 1 :]
    found = session_of(house, {STAFF_COOKIE: tampered})
    # The last character of base 64 may hold bits that mean nothing: then it says the same, and is the same cookie.
    assert found is None or (tampered == cookie or at == len(cookie) - 1)
    assert found in {None, "a-token-of-a-session"}


def test_a_forged_cookie_at_the_door_is_a_visitor(client: TestClient, house: House, token: str):
    """A page for members refuses it; signing out with it ends nobody's session."""
    client.cookies.set(STAFF_COOKIE, token)
    assert client.get(addresses.PASSWORD).status_code == 403
    client.post(addresses.SIGN_OUT)
    client.cookies.clear()
    client.cookies.update(staff_cookie(house, token))
    assert client.get(addresses.PASSWORD).status_code == 200


def test_the_key_of_cookies_is_a_file_of_its_own(house: House, token: str):
    """Made once, for its owner only, shown in no trace; deleted, it signs everybody out and leaves receipts alone."""
    path = house.settings.data_dir / "cookie.key"
    assert path.stat().st_mode & 0o077 == 0
    assert house.cookie_keys == (path.read_bytes(),) != (house.secret,)
    assert repr(path.read_bytes()) not in repr(house)
    cookie = staff_cookie(house, token)[STAFF_COOKIE]
    path.unlink()
    later = open_house(house.settings, house.clock)
    assert not is_in(later, cookie)
    assert (later.secret, later.mac("a", "x")) == (house.secret, house.mac("a", "x"))
    later.database.close()


def test_a_key_is_changed_without_signing_anybody_out(house: House, token: str):
    """The new one stands in front and signs; the old one is believed until it is taken away."""
    houses = [replace(house, cookie_keys=keys) for keys in (keys_of(OLD), keys_of(f"{NEW}, {OLD}"), keys_of(NEW))]
    old, new = (staff_cookie(at, token)[STAFF_COOKIE] for at in houses[:2])
    assert [is_in(at, old) for at in houses] == [True, True, False]
    assert [is_in(at, new) for at in houses] == [False, True, True]


def keys_of(secret: str) -> tuple[bytes, ...]:
    """The keys that a setting gives; no file is made for them."""
    return cookie_keys(Settings.from_environment({"JIEYI_COOKIE_SECRET": secret, "JIEYI_DATA_DIR": "/nowhere"}))


def test_the_cookie_names_its_purpose_only(house: House, token: str):
    """What the signature is good for stands in the code, not in the cookie: it says the token and nothing else."""
    assert session_of(house, {STAFF_COOKIE: sealed(house, STAFF_SESSION, token)}) == token
