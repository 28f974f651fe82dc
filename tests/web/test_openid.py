"""Signing in by an OpenID provider: against a real provider process, and against every lie that it could tell."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import httpx2 as httpx
import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from planning import addresses
from planning.actions.accounts import add_member, sign_in
from planning.actions.invitations import invite
from planning.actions.members import disable_member
from planning.people import SYSTEM, Grant, Member, Role, Visitor
from planning.queries.staff import members
from planning.settings import Settings
from planning.web.door import STAFF_COOKIE, routes_of, visitor_of
from planning.web.house import House, open_house
from planning.web.middleware import middleware
from planning.web.oidc import Provider
from planning.web.signing_in_elsewhere import COOKIE
from tests import makers, openid
from tests.makers import NOON, Clock

HOME = "http://127.0.0.1:8501"
PASSWORD = "correct horse battery"


@pytest.fixture(scope="module")
def provider() -> Iterator[str]:
    """A running provider."""
    with openid.running() as issuer:
        yield issuer


@pytest.fixture
def house(tmp_path: Any, clock: Clock, provider: str) -> Iterator[House]:
    """A house whose staff may sign in by that provider."""
    httpx.put(f"{provider}/ways", content="")
    settings = Settings(
        data_dir=tmp_path, public_url=HOME, oidc_issuer=provider, oidc_client_id=openid.CLIENT_ID,
        oidc_client_secret=openid.CLIENT_SECRET, oidc_name="Street login",
    )  # fmt: skip
    opened = open_house(settings, clock)
    makers.community(opened, id="here")
    yield opened
    opened.database.close()


@pytest.fixture
def client(house: House) -> Iterator[TestClient]:
    """A browser at the plain routes."""
    app = Starlette(routes=routes_of(house), middleware=middleware(house))
    with TestClient(app, HOME, follow_redirects=False) as found:
        yield found


def sent_to(answer: Any) -> str:
    """Where the page sends the browser."""
    assert answer.status_code == 200, answer.text
    return str(answer.headers["refresh"]).partition("url=")[2]


def approved(url: str, user: str) -> str:
    """Sign in at the provider as somebody; gives the address to which it sends the browser back."""
    page = httpx.get(url)
    assert page.status_code == 200, page.text
    hidden = dict(re.findall(r'name="(\w+)" value="([^"]*)"', page.text))
    done = httpx.post(url.partition("?")[0], data=hidden | {"user": user})
    return str(done.headers["location"])


def through(client: TestClient, user: str, start: Any = None) -> Any:
    """The whole way: from our button to the provider and back."""
    started = start if start is not None else client.post(addresses.SIGN_IN_ELSEWHERE)
    return client.get(approved(sent_to(started), user))


def invited(house: House, role: Role = Role.BOARD) -> str:
    """An invitation's token."""
    return invite(house.database, SYSTEM, NOON, role=role, community_id="here")


def accepting(client: TestClient, token: str, name: str = "") -> Any:
    """The form of an invitation, sent by the provider's button."""
    return client.post(addresses.INVITATION, data={"token": token, "name": name, "way": "elsewhere"})


def signed_in(client: TestClient, house: House) -> Member | None:
    """Who the browser's cookie stands for."""
    return visitor_of(house, client.cookies, house.clock()).member


def reason(answer: Any) -> str:
    """The sentence of a refusal."""
    return str(answer.text).partition('role="alert"><p>')[2].partition("</p>")[0]


def test_an_invited_person_signs_in_by_the_provider(client: TestClient, house: House):
    """Invitation, provider, account; later the provider alone; the session is our own, and so is its end."""
    done = through(client, "anna", accepting(client, invited(house), "安娜"))
    assert (done.status_code, done.headers["location"]) == (303, "/")
    member = signed_in(client, house)
    assert member is not None
    assert (member.name, set(member.grants)) == ("安娜", {Grant(Role.BOARD, "here")})
    first = client.cookies[STAFF_COOKIE]
    assert COOKIE not in client.cookies
    client.post(addresses.SIGN_OUT)
    assert visitor_of(house, {STAFF_COOKIE: first}, NOON).member is None
    assert through(client, "anna").status_code == 303
    assert signed_in(client, house) == member
    assert client.cookies[STAFF_COOKIE] != first


def test_the_name_may_come_from_the_provider(client: TestClient, house: House):
    """Whoever leaves the field empty is called what the provider calls them."""
    through(client, "bo", accepting(client, invited(house)))
    member = signed_in(client, house)
    assert member is not None
    assert member.name == "Name of bo"


def test_nobody_gets_an_account_by_knocking(client: TestClient, house: House):
    """An unknown identity is told to ask for an invitation; a used link is no second door."""
    refused = through(client, "stranger")
    assert refused.status_code == 403
    assert signed_in(client, house) is None
    token = invited(house)
    through(client, "anna", accepting(client, token, "Anna"))
    client.cookies.clear()
    again = through(client, "stranger", accepting(client, token, "Stranger"))
    assert again.status_code == 403
    assert [a.member.name for a in members(house.database, SYSTEM, NOON, community_id="here")] == ["Anna"]


def test_a_disabled_account_is_answered_like_an_unknown_one(client: TestClient, house: House):
    """And its open session is over at once."""
    through(client, "anna", accepting(client, invited(house), "Anna"))
    member = signed_in(client, house)
    assert member is not None
    disable_member(house.database, SYSTEM, NOON, "d-1", member_id=member.id)
    assert signed_in(client, house) is None
    assert reason(through(client, "anna")) == reason(through(client, "stranger")) != ""


def test_a_member_connects_the_provider_to_an_account_with_a_password(client: TestClient, house: House):
    """Only by the button that says so: a sign-in in the same browser does not connect by the way."""
    member = add_member(
        house.database, SYSTEM, NOON, name="Lin", password=PASSWORD, role=Role.BOARD, community_id="here"
    )
    client.post(addresses.SIGN_IN, data={"name": "Lin", "password": PASSWORD})
    assert "Street login" in client.get(addresses.SIGN_OUT).text
    assert through(client, "lin").status_code == 403
    assert through(client, "lin", client.post(addresses.SIGN_IN_ELSEWHERE, data={"way": "connect"})).status_code == 303
    client.cookies.clear()
    assert through(client, "lin").status_code == 303
    assert signed_in(client, house) == member
    assert sign_in(house.database, NOON, name="Lin", password=PASSWORD) is not None


LIES = (
    "discovery", "iss", "token issuer", "audience", "other client", "no subject", "expired", "nonce", "unsigned",
    "shared secret", "other key", "fault",
)  # fmt: skip


@pytest.mark.parametrize("lie", LIES)
def test_a_lie_of_the_provider_is_believed_by_nobody(client: TestClient, house: House, provider: str, lie: str):
    """Every check of the identity token on its own: one sentence, no session, nothing of the reason."""
    through(client, "anna", accepting(client, invited(house), "Anna"))
    client.cookies.clear()
    httpx.put(f"{provider}/ways", content=lie)
    # What was read of the provider before is taken as it was: a description that changed is met by a fresh process.
    from planning.web import oidc

    oidc._provider.cache_clear()
    started = client.post(addresses.SIGN_IN_ELSEWHERE)
    answer = started if lie == "discovery" else through(client, "anna", started)
    assert (answer.status_code, signed_in(client, house)) == (502, None)
    assert "Street login" in reason(answer)
    assert not re.search("Error|Traceback|nonce|boom", answer.text)
    httpx.put(f"{provider}/ways", content="")
    assert through(client, "anna").status_code == 303


def test_a_new_key_of_the_provider_is_fetched(client: TestClient, house: House, provider: str):
    """Providers change their keys; nobody restarts a server for it."""
    through(client, "anna", accepting(client, invited(house), "Anna"))
    httpx.put(f"{provider}/ways", content="new key")
    assert through(client, "anna").status_code == 303


def test_the_way_back_is_good_for_one_browser_and_once(client: TestClient, house: House):
    """Another browser, a second time, another state, no state: refused; so nobody is signed in as somebody else."""
    through(client, "anna", accepting(client, invited(house), "Anna"))
    client.post(addresses.SIGN_OUT)
    back = approved(sent_to(client.post(addresses.SIGN_IN_ELSEWHERE)), "anna")
    kept = client.cookies[COOKIE]
    client.cookies.clear()
    assert client.get(back).status_code == 403
    client.cookies.set(COOKIE, kept[:-3] + "AAA")
    assert client.get(back).status_code == 403
    client.cookies.set(COOKIE, kept)
    assert client.get(re.sub("state=[^&]*", "state=x", back)).status_code == 502
    client.cookies.clear()
    client.cookies.set(COOKIE, kept)
    assert client.get(re.sub("code=[^&]*", "", back)).status_code == 502
    client.cookies.clear()
    client.cookies.set(COOKIE, kept)
    assert client.get(back).status_code == 303
    client.cookies.clear()
    client.cookies.set(COOKIE, kept)
    assert client.get(back).status_code == 502
    assert signed_in(client, house) is None


def test_the_provider_s_no_is_one_sentence(client: TestClient):
    """Whoever presses cancel there, or comes by hand, reads what to do."""
    client.post(addresses.SIGN_IN_ELSEWHERE)
    answer = client.get(f"{addresses.SIGN_IN_BACK}?error=access_denied&error_description=<script>")
    assert answer.status_code in {403, 502}
    assert "<script>" not in answer.text


def test_without_a_provider_there_is_no_such_way(tmp_path: Any, clock: Clock):
    """No button, and the routes are not there."""
    house = open_house(Settings(data_dir=tmp_path), clock)
    app = Starlette(routes=routes_of(house), middleware=middleware(house))
    with TestClient(app, HOME, follow_redirects=False) as client:
        assert addresses.SIGN_IN_ELSEWHERE not in client.get(addresses.SIGN_IN).text
        assert client.post(addresses.SIGN_IN_ELSEWHERE).status_code == 404
        assert client.get(f"{addresses.SIGN_IN_BACK}?code=x&state=y").status_code == 404
    house.database.close()


def test_the_form_that_leads_away_is_checked_like_every_other(client: TestClient):
    """Another site cannot begin a sign-in in a visitor's browser."""
    assert client.post(addresses.SIGN_IN_ELSEWHERE, headers={"origin": "http://evil.example"}).status_code == 403


def test_the_secret_is_not_shown(provider: str):
    """Neither the provider nor the settings print it."""
    made = Provider.of(Settings(oidc_issuer=provider, oidc_client_id="x", oidc_client_secret="hidden"))
    assert "hidden" not in repr(made)


def test_the_invitation_s_page_by_password(client: TestClient, house: House):
    """The form without the provider: an account, signed in; the same link again is refused and says what to do."""
    token = invited(house, Role.MODERATOR)
    page = client.get(addresses.INVITATION)
    assert page.status_code == 200
    assert token not in page.text
    form = {"token": token, "name": "Ma", "password": PASSWORD}
    short = client.post(f"{addresses.INVITATION}?lang=en", data=form | {"password": "x"})
    assert (short.status_code, reason(short)) == (422, "The password is too short: use at least 10 characters.")
    assert token in short.text
    assert client.post(addresses.INVITATION, data=form).status_code == 303
    member = signed_in(client, house)
    assert member is not None
    assert Visitor(member).roles_in("here") == {Role.MODERATOR}
    again = client.post(f"{addresses.INVITATION}?lang=en", data=form | {"name": "Other"})
    assert (again.status_code, reason(again)[:22]) == (403, "This invitation is not")
