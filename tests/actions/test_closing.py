"""After closing: the box is shuffled and cut off from everything that led to it; receipts stay what they were."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from planning.actions import rounds
from planning.actions.closing import settle_closed, settle_round
from planning.actions.receipts import choose_receipts
from planning.chain import digest, salted
from planning.errors import Refusals
from planning.options.receipt import commitment, receipt_of
from planning.options.record.tables import ballots_table, commitments_table
from planning.people import SYSTEM
from planning.queries.voting import entered_code
from planning.store import ballots, journal, settling
from planning.web.house import House, open_house
from tests.makers import Clock, community, visitor
from tests.rounds import BOARD, Poll, opened, prepared

MANY = 60


def rows(house: House, table: str) -> list[dict[str, Any]]:
    """A table as it lies there, in the order in which rows were written."""
    with house.database.reading() as session:
        found = session.execute(text(f"SELECT * FROM {table}")).mappings()  # noqa: S608 - our own table
        return [dict(row) for row in found]


@pytest.fixture
def poll(house: House) -> Poll:
    """A round of a day in which voters keep the nonce of their receipt."""
    return opened(house, count=MANY, hours=24, provable=True)


def all_cast(poll: Poll) -> list[Any]:
    """Every code is used, at another second; the first third for a, the others for b."""
    answers = []
    for number in range(MANY):
        poll.house.clock.forward(seconds=7)  # type: ignore[attr-defined]
        answers.append(
            poll.cast(number, (("a",),) if number < MANY // 3 else (("b",), ("a",)), client_id=f"phone-{number:04}")
        )
    return answers


def test_equal_ballots_have_different_receipts(poll: Poll):
    """A receipt says nothing of the ballot to anybody without its nonce."""
    first, second = poll.cast(0), poll.cast(1)
    assert first.receipt != second.receipt
    assert first.nonce != second.nonce


def test_whoever_keeps_the_nonce_can_open_the_receipt(poll: Poll):
    """Round, nonce and ballot give the commitment that the receipt is short for; another ballot gives another one."""
    answer = poll.cast(0, (("b",), ("a",)))
    assert answer.nonce is not None
    opened_with = commitment(poll.round_id, answer.nonce, (("b",), ("a",)))
    assert receipt_of(opened_with) == answer.receipt
    assert [row["commitment"] for row in rows(poll.house, "receipts")] == [opened_with]
    assert receipt_of(commitment(poll.round_id, answer.nonce, (("a",), ("b",)))) != answer.receipt
    assert poll.cast(1, client_id="phone-0001").nonce == poll.cast(1, client_id="phone-0001").nonce


def test_where_voters_do_not_keep_the_nonce_nobody_does(house: House):
    """It is told to nobody and kept nowhere: no receipt can be opened by anybody."""
    poll = opened(house)
    assert poll.cast().nonce is None
    assert [row["nonce"] for row in rows(house, "receipts")] == [None]


def test_the_kind_of_receipts_is_chosen_before_opening_and_announced(house: House, poll: Poll):
    """After that it stays; it is in the definition that everybody can read."""
    round_id = prepared(house, community(house))
    drafts = poll.act(choose_receipts, round_id=round_id, provable=True)
    assert drafts == round_id
    with pytest.raises(Refusals) as refused:
        poll.act(choose_receipts, round_id=poll.round_id, provable=False)
    assert refused.value.code == "already_sealed"
    with house.database.reading() as session:
        announced = settling.definition_of(session, poll.round_id)
    assert announced is not None
    assert '"provable":true' in announced.text
    assert digest(announced.text) == announced.hash == poll.view.round.definition_hash


def test_what_has_closed_by_the_clock_is_settled(house: House, clock: Clock, poll: Poll):
    """The same ballots lie there under new ids in another order, and the log has their hashes."""
    all_cast(poll)
    before, codes_before = rows(house, "ballots"), rows(house, "codes")
    clock.forward(hours=24)
    assert settle_closed(house.database, clock()) == [poll.round_id]
    assert settle_closed(house.database, clock()) == []
    after = rows(house, "ballots")
    assert sorted(row["ranking"] for row in after) == sorted(row["ranking"] for row in before)
    assert [row["ranking"] for row in after] != [row["ranking"] for row in before]  # 1 in 4·10^15 by chance
    assert not {row["id"] for row in after} & {row["id"] for row in before}
    with house.database.reading() as session:
        (entry,) = [e for e in journal.entries(session, poll.community.id) if e.act == "settle_round"]
        box, commitments = ballots.box(session, poll.round_id), settling.commitments(session, poll.round_id)
        done = settling.settled(session, poll.round_id)
    assert entry.after is not None
    assert (
        entry.after["ballots"] == entry.after["commitments"] == entry.after["codes_spent"] == len(codes_before) == MANY
    )
    assert done is not None
    assert (done.ballots, done.seq) == (MANY, entry.seq)
    assert entry.after["ballots_hash"] == salted(done.salt, ballots_table(box))
    assert entry.after["commitments_hash"] == digest(commitments_table(commitments))
    assert entry.member_id == "system"


def test_nothing_is_left_that_leads_from_a_code_to_a_ballot(house: House, clock: Clock, poll: Poll):
    """No value of a row of codes, receipts or ballots is found in the others, but for the round and its community."""
    answers = all_cast(poll)
    before = rows(house, "receipts")
    clock.forward(hours=24)
    settle_closed(house.database, clock())
    tables = {name: rows(house, name) for name in ("codes", "receipts", "ballots")}
    assert {row["client_hash"] for row in tables["codes"]} == {None}
    assert len({row["spent_at"] for row in tables["codes"]}) == 1
    assert {row["nonce"] for row in tables["receipts"]} == {None}
    shared = {poll.round_id, poll.community.id, None}
    values = {name: {value for row in found for value in row.values()} - shared for name, found in tables.items()}
    assert not values["codes"] & values["receipts"]
    assert not values["codes"] & values["ballots"]
    assert not values["receipts"] & values["ballots"]
    assert [row["client_hash"] for row in tables["receipts"]] != [row["client_hash"] for row in before]
    if house.database.kind != "sqlite":
        return  # where rows lie, and when they are overwritten, is PostgreSQL's own affair
    file = house.database.writer.url.database
    contents = b"".join(Path(f"{file}{end}").read_bytes() for end in ("", "-wal"))
    for answer in answers:
        assert answer.nonce.encode() not in contents  # overwritten in the file, too
        assert answer.receipt.encode() in contents


def test_a_phone_is_told_the_same_receipt_for_ever(house: House, clock: Clock, poll: Poll):
    """The same request after settling gives the same receipt and minute; another body is still another body."""
    version = poll.version
    first = poll.cast(0, (("a",),), client_id="phone-0001")
    clock.forward(hours=48)
    settle_closed(house.database, clock())
    again = poll.cast(0, (("a",),), client_id="phone-0001", version=version)
    assert (again.receipt, again.received_at, again.again, again.nonce) == (
        first.receipt,
        first.received_at,
        True,
        None,
    )
    with pytest.raises(Refusals) as refused:
        poll.cast(0, (("b",),), client_id="phone-0001", version=version)
    assert refused.value.code == "body_differs"


def test_the_kept_hash_of_a_body_tells_nothing_without_the_phones_own_id(house: House, poll: Poll):
    """The phone's id, which is kept nowhere, goes into it: with the house's key alone no list of bodies finds it."""
    hashed: dict[str, str] = {}

    def mac(purpose: str, said: str) -> str:
        hashed[purpose] = said
        return house.mac(purpose, said)

    poll.cast(client_id="phone-4711-of-nobody", mac=mac)
    assert "phone-4711-of-nobody" in hashed["ballot"]
    assert rows(house, "receipts")[0]["body_mac"] == house.mac("ballot", hashed["ballot"])
    assert "phone-4711-of-nobody" not in str(rows(house, "receipts"))


def test_a_round_that_staff_close_is_settled_with_it(house: House, poll: Poll):
    """One transaction: nobody sees a closed round that is not settled."""
    poll.cast()
    poll.act(rounds.close_round, round_id=poll.round_id, reason="Done.")
    with house.database.reading() as session:
        assert settling.settled(session, poll.round_id) is not None
    assert {row["client_hash"] for row in rows(house, "codes")} == {None}


def test_an_open_round_cannot_be_settled(house: House, clock: Clock, poll: Poll):
    """Not by the house itself, and by nobody else at any time."""
    with pytest.raises(Refusals) as refused:
        settle_round(house.database, SYSTEM, clock(), round_id=poll.round_id)
    assert refused.value.code == "not_closed"
    clock.forward(hours=25)
    with pytest.raises(Refusals) as refused:
        settle_round(house.database, BOARD, clock(), round_id=poll.round_id)
    assert refused.value.code == "not_allowed"


def test_a_spent_code_tells_its_minute_only_while_the_round_is_open(house: House, clock: Clock, poll: Poll):
    """Afterwards nobody knows it any more."""
    poll.cast()
    said = []
    for hours in (0, 24):
        clock.forward(hours=hours)
        settle_closed(house.database, clock())
        with pytest.raises(Refusals) as refused:
            entered_code(house.database, visitor(), clock(), typed=poll.codes[0])
        assert refused.value.code == "code_spent"
        said.append(str(refused.value))
    assert "12:00" in said[0]
    assert "12:00" not in said[1]


def test_a_house_that_was_shut_settles_at_its_next_start(house: House, clock: Clock, poll: Poll):
    """Whatever closed meanwhile."""
    poll.cast()
    clock.forward(hours=30)
    again = open_house(house.settings, clock)
    with again.database.reading() as session:
        assert settling.settled(session, poll.round_id) is not None
    again.database.close()
