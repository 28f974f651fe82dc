"""Voting by the plain routes: statuses, receipts, cookies, and what is told to whom."""

from __future__ import annotations

import sqlite3
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from typing import Any

import pytest
from sqlalchemy import Engine
from starlette.applications import Starlette
from starlette.testclient import TestClient

from planning import addresses
from planning.actions import codes, options
from planning.options.ballot import Ballot
from planning.options.electorate import Voter, VoterKind, new_code
from planning.settings import Settings
from planning.store import add, count, embedded
from planning.web import voter
from planning.web.door import BROWSER_COOKIE, VOTER_COOKIE, routes_of
from planning.web.house import House, open_house
from planning.web.middleware import middleware
from tests.makers import Clock
from tests.rounds import BOARD, Poll, opened


def enter(client: TestClient, code: Any) -> Any:
    """Exchange a code for a cookie."""
    return client.post(addresses.VOTE_SESSION, json={"token": code})


def put(client: TestClient, poll: Poll, ranking: Any, client_id: str = "phone-0001", **other: Any) -> Any:
    """Send a ballot."""
    body = {"version": poll.version, "ranking": ranking} | other
    return client.put(addresses.to(addresses.VOTE_BALLOT, round=poll.round_id, client_id=client_id), json=body)


def in_box(poll: Poll) -> int:
    """How many ballots lie in the box."""
    with poll.house.database.reading() as session:
        return count(session, Ballot, round_id=poll.round_id)


def test_a_code_becomes_a_cookie_and_a_ballot_a_receipt(house: House, client: TestClient):
    """204 with a cookie that no script reads; 201 with the receipt; 200 with the same receipt for a replay."""
    poll = opened(house)
    entered = enter(client, poll.codes[0].lower().replace("-", " "))
    assert (entered.status_code, entered.headers["x-jieyi-round"]) == (204, poll.round_id)
    assert "httponly" in entered.headers["set-cookie"].lower()
    assert poll.codes[0] not in entered.headers["set-cookie"]
    first, again = put(client, poll, [["a"], ["b"]]), put(client, poll, [["a"], ["b"]])
    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json() == again.json()
    assert set(first.json()) == {"receipt", "received_at"}
    assert in_box(poll) == 1


def test_fifty_at_once_are_one_row_and_one_receipt(house: House, client: TestClient):
    """Row 1: the same ballot sent fifty times in parallel is received once."""
    poll = opened(house)
    enter(client, poll.codes[0])
    version = poll.version
    with ThreadPoolExecutor(16) as pool:
        answers = list(pool.map(lambda _: put(client, poll, [["a"]], version=version), range(50)))
    assert sorted({a.status_code for a in answers}) == [200, 201]
    assert [a.status_code for a in answers].count(201) == 1
    assert len({a.text for a in answers}) == 1
    assert in_box(poll) == 1


def test_another_body_under_the_same_id_is_409_and_the_first_stays(house: House, client: TestClient):
    """Row 2: same client id, other ranking."""
    poll = opened(house)
    enter(client, poll.codes[0])
    put(client, poll, [["a"]])
    refused = put(client, poll, [["b"]])
    assert (refused.status_code, refused.json()["error"]) == (409, "body_differs")
    assert in_box(poll) == 1


def test_a_spent_code_says_the_minute_and_the_rest_are_one_refusal(house: House, client: TestClient):
    """Row 4: unknown, voided and malformed codes get the very same 403; a spent one 409 with the minute of its receipt."""
    poll = opened(house, count=2)
    with house.database.writing() as session:
        add(session, Voter("v1", poll.community.id, poll.round_id, VoterKind.HOUSEHOLD, "3-2-501"))
    (old,) = codes.issue_codes(house.database, BOARD, house.clock(), round_id=poll.round_id)
    codes.reissue_codes(house.database, BOARD, house.clock(), round_id=poll.round_id, voter_ids=["v1"])
    wrong = [
        enter(client, code) for code in (new_code(), old.code, "", "abc", "'); DROP TABLE codes--", None, 7, ["x"])
    ]
    assert {r.status_code for r in wrong} == {403}
    assert len({r.text for r in wrong}) == 1
    assert VOTER_COOKIE not in client.cookies
    poll.cast(0)
    spent = enter(client, poll.codes[0])
    assert (spent.status_code, spent.json()["error"]) == (409, "code_spent")
    assert "2026-11-24 12:00" in spent.json()["message"]


def test_guessing_is_limited_by_browser_and_right_codes_are_not(house: House, client: TestClient):
    """Row 5: after ten wrong codes from one browser the answer is 429, for right codes too; the neighbour's phone goes on."""
    poll = opened(house)
    client.cookies.set(BROWSER_COOKIE, "phone-1")
    statuses = [enter(client, new_code()).status_code for _ in range(12)]
    assert statuses == [403] * 10 + [429] * 2
    limited = enter(client, poll.codes[0])
    assert limited.status_code == 429
    assert 500 < int(limited.headers["retry-after"]) <= 601
    client.cookies.set(BROWSER_COOKIE, "phone-2")
    assert [enter(client, poll.codes[0]).status_code for _ in range(40)] == [204] * 40


def test_guessing_is_limited_by_address_where_no_browser_is_named(house: House, client: TestClient):
    """Row 5: a program that shows no cookie has the generous number of its address, and not one more."""
    most = house.settings.tries_address
    assert most == 300
    statuses = [enter(client, new_code()).status_code for _ in range(most + 2)]
    assert statuses == [403] * most + [429] * 2


def test_one_code_sends_no_endless_ballots(house: House, client: TestClient, monkeypatch: pytest.MonkeyPatch):
    """Whatever comes of them, ballots under one code are counted; another code from the same address goes on."""
    poll = opened(house)
    enter(client, poll.codes[0])
    statuses = [put(client, poll, [["nothing"]], client_id=f"phone-{i:04}").status_code for i in range(62)]
    assert statuses == [422] * 60 + [429] * 2
    assert "retry-after" in put(client, poll, [["a"]]).headers
    enter(client, poll.codes[1])
    assert put(client, poll, [["a"]], client_id="phone-next").status_code == 201


def test_a_code_of_one_round_is_not_valid_in_another(house: House, client: TestClient):
    """Row 6: 403, as for a code that does not exist, and for no code at all."""
    poll, other = opened(house), opened(house)
    nobody = put(client, other, [["a"]])
    enter(client, poll.codes[0])
    foreign = put(client, other, [["a"]])
    assert (nobody.status_code, foreign.status_code) == (403, 403)
    assert nobody.text == foreign.text
    assert in_box(other) == 0


def test_a_forged_cookie_is_no_code(house: House, client: TestClient):
    """Only what this house signed counts."""
    poll = opened(house)
    client.cookies.set(VOTER_COOKIE, voter.sealed(house, poll.code_id())[:-2] + "AA")
    assert put(client, poll, [["a"]]).status_code == 403
    client.cookies.set(VOTER_COOKIE, poll.code_id())
    assert put(client, poll, [["a"]]).status_code == 403


def test_late_ballots_are_410_and_replays_are_not(house: House, client: TestClient, clock: Clock):
    """Row 7: after closing a new ballot is gone, an old one is told its receipt again."""
    poll = opened(house, hours=1)
    enter(client, poll.codes[0])
    version = poll.version
    first = put(client, poll, [["a"]])
    clock.forward(hours=2)
    assert put(client, poll, [["a"]], version=version).json() == first.json()
    late = put(client, poll, [["a"]], "phone-0002", version=version)
    assert (late.status_code, late.json()["error"]) == (410, "not_open")
    assert in_box(poll) == 1


def test_options_that_changed_are_409(house: House, client: TestClient):
    """Row 9: a ballot of the version before an option was withdrawn is sent back to be looked at again."""
    poll = opened(house)
    enter(client, poll.codes[0])
    version = poll.version
    poll.act(options.withdraw_option, option_id=poll.view.wares[2].option.id, reason="The nursery has none.")
    refused = put(client, poll, [["a"]], version=version)
    assert (refused.status_code, refused.json()["error"]) == (409, "options_changed")
    assert put(client, poll, [["a"]]).status_code == 201


@pytest.mark.parametrize(
    "ranking",
    [[["a"], ["a"]], [["x"]], [["a", "b"]], [[-1]], [[10**9]], "a>b", None, {"a": 1}, [None], [[[["a"]]]]],
    ids=str,
)
def test_faulty_rankings_are_422_and_nothing_is_stored(house: House, client: TestClient, ranking: Any):
    """Row 10: duplicates, unknown options, ties, numbers, and what is no ranking at all."""
    poll = opened(house)
    enter(client, poll.codes[0])
    assert put(client, poll, ranking).status_code == 422
    assert in_box(poll) == 0
    assert put(client, poll, [["a"]]).status_code == 201


@pytest.mark.parametrize(
    "body", [b"", b"[]", b"{", b'{"version": NaN, "ranking": []}', b"[" * 5_000, b'{"version": 1}', b'{"ranking": []}', b"\xff"],
    ids=["empty", "list", "cut", "NaN", "deep", "no ranking", "no version", "no text"],
)  # fmt: skip
def test_unreadable_bodies_are_422(house: House, client: TestClient, body: bytes):
    """What is no JSON object with both fields changes nothing."""
    poll = opened(house)
    enter(client, poll.codes[0])
    address = addresses.to(addresses.VOTE_BALLOT, round=poll.round_id, client_id="phone-0001")
    assert client.put(address, content=body, headers={"content-type": "application/json"}).status_code == 422
    assert in_box(poll) == 0


def test_a_megabyte_is_413(house: House, client: TestClient):
    """Row 37: large bodies are refused unread."""
    poll = opened(house)
    address = addresses.to(addresses.VOTE_BALLOT, round=poll.round_id, client_id="phone-0001")
    assert client.put(address, content=b"x" * 1_000_000).status_code == 413


def test_another_sites_page_may_not_vote(house: House, client: TestClient):
    """Row 16: a foreign Origin is refused though the cookie comes along."""
    poll = opened(house)
    enter(client, poll.codes[0])
    client.headers["origin"] = "https://elsewhere.example"
    assert put(client, poll, [["a"]]).status_code == 403
    assert in_box(poll) == 0


def test_a_locked_database_is_503_and_the_retry_succeeds(tmp_path: Any, clock: Clock, monkeypatch: pytest.MonkeyPatch):
    """Row 43: while another process holds the database the phone is told when to try again; then its ballot is received."""
    monkeypatch.setattr(embedded, "BUSY_MS", 200)
    house = open_house(Settings(data_dir=tmp_path), clock)
    assert isinstance(house.database.writer, Engine)
    try:
        poll = opened(house)
        with TestClient(Starlette(routes=routes_of(house), middleware=middleware(house)), "http://127.0.0.1") as client:
            enter(client, poll.codes[0])
            with closing(sqlite3.connect(tmp_path / "jieyi.sqlite3")) as other:
                other.execute("BEGIN IMMEDIATE")
                busy = put(client, poll, [["a"]])
            assert (busy.status_code, busy.json()["error"]) == (503, "database_busy")
            assert busy.headers["retry-after"] == "2"
            assert put(client, poll, [["a"]]).status_code == 201
    finally:
        house.database.close()
