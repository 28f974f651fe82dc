"""Records, receipts and the log at their addresses: who gets them, and as what."""

from __future__ import annotations

import csv
import io
import json

import pytest
from starlette.testclient import TestClient

from planning import addresses
from planning.actions.accounts import add_member, sign_in
from planning.actions.rounds import close_round
from planning.options.record.log_verifying import LogSays, read
from planning.options.record.verifying import first_fault
from planning.people import SYSTEM, Role
from planning.site import Community, new_id
from planning.web.house import House
from tests.makers import community, staff_cookie
from tests.recorded import LIVELY, closed, voted
from tests.rounds import BOARD, Poll, opened


@pytest.fixture
def poll(house: House) -> Poll:
    """A closed round."""
    return closed(house, LIVELY)


def signed_in(house: House, client: TestClient, here: Community, role: Role) -> None:
    """Let the client's browser be that of a member with a role."""
    said = {"name": f"{role}-{new_id()[:6]}", "password": "a good long password"}
    add_member(house.database, SYSTEM, house.clock(), role=role, community_id=here.id, **said)
    client.cookies.update(staff_cookie(house, sign_in(house.database, house.clock(), **said)))


def record(poll: Poll, kind: str) -> str:
    """Where a record is."""
    return addresses.to(addresses.RECORD, round=poll.round_id, kind=kind)


def test_everybody_gets_the_public_record(client: TestClient, poll: Poll):
    """A zip that holds."""
    answer = client.get(record(poll, "public"))
    assert (answer.status_code, answer.headers["content-type"]) == (200, "application/zip")
    assert 'filename="public-record.zip"' in answer.headers["content-disposition"]
    assert first_fault(answer.content)[1] is None


def test_the_full_record_goes_to_the_board_only(house: House, client: TestClient, poll: Poll):
    """Row 56: planners and visitors are refused."""
    assert client.get(record(poll, "full")).status_code == 403
    signed_in(house, client, poll.community, Role.PLANNER)
    assert client.get(record(poll, "full")).status_code == 403
    signed_in(house, client, poll.community, Role.BOARD)
    answer = client.get(record(poll, "full"))
    assert answer.status_code == 200
    found, problem = first_fault(answer.content)
    assert problem is None
    assert found is not None
    assert found.is_full
    assert client.get(record(poll, "other")).status_code == 404


def test_the_list_of_receipts_is_for_everybody_after_closing(house: House, client: TestClient):
    """Row 56: each receipt that was given is in it, once; before closing there is none."""
    poll = voted(house, LIVELY[:2])
    address = addresses.to(addresses.RECEIPTS_CSV, round=poll.round_id)
    assert client.get(address).json()["error"] == "not_closed"
    house.clock.forward(hours=2)  # type: ignore[attr-defined]
    rows = list(csv.DictReader(io.StringIO(client.get(address).text)))
    with house.database.reading() as session:
        given = session.connection().exec_driver_sql("SELECT receipt FROM receipts").scalars().all()
    assert sorted(row["receipt"] for row in rows) == sorted(given)
    assert len(rows) == 16


def test_a_nonce_is_told_where_voters_keep_it(house: House, client: TestClient):
    """Beside receipt and minute, again for the same request, and no more after closing."""
    poll = opened(house, provable=True)
    client.post(addresses.VOTE_SESSION, json={"token": poll.codes[0]})
    to = addresses.to(addresses.VOTE_BALLOT, round=poll.round_id, client_id="phone-0001")
    body = {"version": poll.version, "ranking": [["a"]]}
    first, again = client.put(to, json=body), client.put(to, json=body)
    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json() == again.json()
    assert set(first.json()) == {"receipt", "received_at", "nonce"}
    close_round(house.database, BOARD, house.clock(), new_id(), round_id=poll.round_id, reason="Everybody has voted.")
    late = client.put(to, json=body)
    assert late.status_code == 200
    assert late.json() == {name: first.json()[name] for name in ("receipt", "received_at")}


def test_the_board_takes_the_log_along(house: House, client: TestClient, poll: Poll):
    """A table to read, and the chain: it holds, and tells nothing in words of the community next door."""
    other = closed(house, LIVELY[:1], here=community(house))
    to = {
        ending: addresses.to(addresses.LOG_FILE, community=poll.community.id, ending=ending)
        for ending in ("csv", "json", "pdf")
    }
    assert client.get(to["csv"]).status_code == 403
    signed_in(house, client, poll.community, Role.BOARD)
    rows = list(csv.DictReader(io.StringIO(client.get(to["csv"]).content.decode("utf-8-sig"))))
    assert [row["act"] for row in rows][-3:] == ["open_round", "settle_round", "add_member"]
    chain = json.loads(client.get(to["json"]).content)
    assert isinstance(read(chain), LogSays)
    assert other.round_id not in json.dumps(chain)
    assert poll.round_id in json.dumps(chain)
    assert client.get(to["pdf"]).status_code == 404


def test_the_light_page_says_what_is_promised(client: TestClient, house: House):
    """In both languages, with the head of the log."""
    poll = voted(house, LIVELY[:1])
    heads = poll.view.heads
    assert heads.opening is not None
    for lang, words in (("en", "For a binding public election"), ("zh", "有法律约束力的公共选举")):
        answer = client.get(addresses.to(addresses.VOTE_ROUND, round=poll.round_id, lang=lang))
        assert words in answer.text
        assert heads.opening.hash in answer.text
