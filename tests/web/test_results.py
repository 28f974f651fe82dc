"""The documents of a round at their addresses: who gets them, and as what."""

from __future__ import annotations

import pytest
from starlette.testclient import TestClient

from planning import addresses
from planning.actions.accounts import add_member, sign_in
from planning.people import SYSTEM, Role
from planning.site import Community, new_id
from planning.web.house import House
from tests.elections import closed_round
from tests.makers import community, staff_cookie
from tests.rounds import opened

CAST = [((("a",), ("b",)), 9), ((("b",),), 4)]


@pytest.fixture
def here(house: House) -> Community:
    """A community."""
    return community(house)


def signed_in(house: House, client: TestClient, here: Community, role: Role) -> None:
    """Let the client's browser be that of a member with a role."""
    said = {"name": f"{role}-{new_id()[:6]}", "password": "a good long password"}
    add_member(house.database, SYSTEM, house.clock(), role=role, community_id=here.id, **said)
    client.cookies.update(staff_cookie(house, sign_in(house.database, house.clock(), **said)))


@pytest.mark.parametrize("language", ["zh", "en"])
def test_everybody_gets_the_report_after_closing(house: House, client: TestClient, here: Community, language: str):
    """HTML in the language asked for, with a policy that lets nothing in from outside; saved as a file on request."""
    address = addresses.to(addresses.REPORT, round=closed_round(house, here, rankings=CAST), lang=language)
    answer = client.get(address)
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert answer.headers["content-security-policy"].startswith("default-src 'none'")
    assert ("事先公布的规则" in answer.text) is (language == "zh")
    assert "attachment" in client.get(address + "&download=1").headers["content-disposition"]


def test_before_closing_both_are_refused(house: House, client: TestClient, here: Community):
    """One sentence, status 403, for the board too."""
    poll = opened(house, here=here)
    signed_in(house, client, here, Role.BOARD)
    for address in (addresses.REPORT, addresses.BALLOTS_CSV):
        answer = client.get(addresses.to(address, round=poll.round_id))
        assert answer.status_code == 403
        assert answer.json()["error"] == "not_closed"


def test_ballots_go_to_the_board_only(house: House, client: TestClient, here: Community):
    """Anybody else is refused; the board gets a table of weights and rankings."""
    address = addresses.to(addresses.BALLOTS_CSV, round=closed_round(house, here, rankings=CAST))
    assert client.get(address).status_code == 403
    signed_in(house, client, here, Role.PLANNER)
    assert client.get(address).status_code == 403
    signed_in(house, client, here, Role.BOARD)
    answer = client.get(address)
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    assert answer.text == "weight,ranking\r\n9,a>b\r\n4,b\r\n"


def test_a_round_that_is_not_there(client: TestClient):
    """404 and a sentence."""
    answer = client.get(addresses.to(addresses.REPORT, round="nothing"))
    assert (answer.status_code, answer.json()["error"]) == (404, "not_found")
