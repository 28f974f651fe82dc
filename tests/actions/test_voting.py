"""Ballots: cast once, decided by the server's clock, never linked to a person."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import create_engine, select, text
from sqlalchemy.exc import DBAPIError

from planning.actions import options, rounds
from planning.errors import Refusals
from planning.options.ballot import Ballot, Channel
from planning.options.round import Access, Round
from planning.people import Role
from planning.queries.results import results_view
from planning.queries.rounds import round_view
from planning.store import ballots, get
from planning.store.tables.rounds import ReceiptRow
from planning.web.house import House
from tests.databases import dump
from tests.makers import Clock, staff, visitor
from tests.rounds import BOARD, Poll, opened


def code_of(attempt: Callable[[], Any]) -> str:
    """The code of the refusal that an attempt meets."""
    with pytest.raises(Refusals) as refused:
        attempt()
    return refused.value.code


def box(poll: Poll) -> list[Ballot]:
    """What lies in the box."""
    with poll.house.database.reading() as session:
        return ballots.box(session, poll.round_id)


def test_a_ballot_is_kept_as_it_was_ranked(house: House):
    """The box holds the ranking, the channel and the version of the rules; the answer is a receipt."""
    poll = opened(house)
    answer = poll.cast(ranking=[["b"], ["a"]])
    (ballot,) = box(poll)
    assert (ballot.ranking, ballot.channel, ballot.rule_version) == ((("b",), ("a",)), Channel.PHONE, "1")
    assert answer.received_at == house.clock()
    assert len(answer.receipt) == 24


def test_the_same_request_again_gives_the_same_receipt_even_after_closing(house: House, clock: Clock):
    """A phone whose answer was lost asks again and is told the same, however late; one ballot lies in the box."""
    poll = opened(house)
    version = poll.version
    first = poll.cast(client_id="phone-0001")
    clock.forward(hours=48)
    again = poll.cast(client_id="phone-0001", version=version)
    assert (again.receipt, again.received_at, again.again) == (first.receipt, first.received_at, True)
    assert len(box(poll)) == 1


@pytest.mark.parametrize("other", [{"ranking": [["c"]]}, {"number": 1}], ids=["another ranking", "another code"])
def test_the_same_id_with_another_body_is_refused_and_the_first_stays(house: House, other: dict[str, Any]):
    """Row 2: another ranking, or another voter's ballot, under the same client id is never taken for a replay."""
    poll = opened(house)
    poll.cast(client_id="phone-0001")
    assert code_of(lambda: poll.cast(client_id="phone-0001", **other)) == "body_differs"
    assert [ballot.ranking for ballot in box(poll)] == [(("a",), ("b",))]


def test_two_tabs_with_one_code_count_once_and_the_first_is_final(house: House):
    """Row 3: the second tab is told the minute of the first ballot's receipt."""
    poll = opened(house)
    poll.cast(ranking=[["a"]])
    with pytest.raises(Refusals, match="2026-11-24 12:00") as refused:
        poll.cast(ranking=[["b"]])
    assert refused.value.code == "code_spent"
    assert [ballot.ranking for ballot in box(poll)] == [(("a",),)]


def test_a_code_of_another_round_or_of_none_is_not_valid(house: House):
    """Row 6: codes are good for their own round only; no code is none."""
    poll, other = opened(house), opened(house)
    for code_id in (other.code_id(), "unknown", None):
        assert code_of(lambda code_id=code_id: poll.cast(code_id=code_id)) == "bad_code"  # type: ignore[misc]
    assert box(poll) == []


@pytest.mark.parametrize(("millis", "counts"), [(-1, True), (0, False), (1, False)])
def test_the_server_clock_decides_to_the_millisecond(house: House, clock: Clock, millis: int, *, counts: bool):
    """Row 7: a millisecond before closing counts; the closing moment itself is late."""
    poll = opened(house, hours=1)
    clock.forward(hours=1, milliseconds=millis)
    if counts:
        poll.cast()
    else:
        assert code_of(poll.cast) == "not_open"
    assert len(box(poll)) == counts


@pytest.mark.parametrize(("millis", "counts"), [(-1, False), (0, True)])
def test_nothing_is_received_before_the_opening(house: House, clock: Clock, millis: int, *, counts: bool):
    """The opening moment itself is in time."""
    poll = opened(house, opens=clock() + timedelta(hours=1))
    clock.forward(hours=1, milliseconds=millis)
    if counts:
        poll.cast()
    else:
        assert code_of(poll.cast) == "not_open"


def test_the_clock_is_read_while_the_database_is_held(house: House, clock: Clock):
    """What waited at the door until after closing is late, though it knocked in time."""
    poll = opened(house, hours=1)
    code_id, version, on_server = poll.code_id(), poll.version, house.database.kind == "postgresql"

    def late() -> datetime:
        # what a closing act of another process would have to do, and cannot do now
        at_once = {"options": "-c lock_timeout=1"} if on_server else {"timeout": 0}
        impatient = create_engine(house.database.writer.url, connect_args=at_once)
        with pytest.raises(DBAPIError, match="lock"), impatient.begin() as other:
            other.execute(text("UPDATE rounds SET version = version + 1"))
        impatient.dispose()
        return clock() + timedelta(hours=2)

    assert code_of(lambda: poll.cast(code_id=code_id, version=version, clock=late)) == "not_open"


def test_two_hundred_at_the_closing(house: House):
    """Row 7: of 200 ballots around the closing moment exactly those with a time before it are in the box, for good."""
    poll = opened(house, count=200, hours=1)
    closes = poll.view.round.period.closes  # type: ignore[union-attr]
    code_ids = [poll.code_id(i) for i in range(200)]
    version = poll.version

    def cast(i: int) -> str:
        # each has its own clock: 100 before closing, one at it, 99 after
        at = closes + timedelta(milliseconds=i - 100)
        try:
            return poll.cast(i, code_id=code_ids[i], version=version, clock=lambda: at).receipt
        except Refusals as refused:
            return refused.code

    with ThreadPoolExecutor(20) as pool:
        said = list(pool.map(cast, range(200)))
    assert [s == "not_open" for s in said] == [False] * 100 + [True] * 100
    with house.database.reading() as session:
        received = list(session.scalars(select(ReceiptRow.received_at)))
    assert len(received) == len(box(poll)) == 100
    assert max(received) < closes


def test_fifty_at_once_with_one_code_are_one_ballot(house: House):
    """Row 1: however many tabs and phones press at once, one ballot and one receipt come of one code."""
    poll = opened(house)
    code_id, version = poll.code_id(), poll.version

    def cast(i: int) -> str:
        try:
            return poll.cast(code_id=code_id, version=version, client_id=f"phone-{i:04}").receipt
        except Refusals as refused:
            return refused.code

    with ThreadPoolExecutor(16) as pool:
        said = list(pool.map(cast, range(50)))
    assert said.count("code_spent") == 49
    assert len(box(poll)) == 1


def test_a_round_that_staff_closed_receives_nothing_even_if_the_clock_goes_back(house: House, clock: Clock):
    """Row 48: a closed round never reopens, whatever the clock says."""
    poll = opened(house)
    poll.cast(0)
    clock.forward(hours=1)
    poll.act(rounds.close_round, round_id=poll.round_id, reason="All have voted.")
    clock.forward(hours=-2 / 4)
    assert code_of(lambda: poll.cast(1)) == "not_open"
    assert len(box(poll)) == 1


def test_closing_never_comes_before_a_ballot_that_was_received(house: House, clock: Clock):
    """An act of closing that waited while ballots came in closes after the last of them."""
    poll = opened(house)
    asked_at = clock()
    clock.forward(seconds=5)
    received_at = poll.cast().received_at
    rounds.close_round(house.database, BOARD, asked_at, "act-close", round_id=poll.round_id, reason="Done.")
    with house.database.reading() as session:
        assert get(session, Round, poll.round_id).closed_at == received_at


def test_an_older_version_is_asked_to_look_again(house: House):
    """Row 9: whoever read the options before one was withdrawn is asked to look again; nothing is stored."""
    poll = opened(house)
    version = poll.version
    poll.act(options.withdraw_option, option_id=poll.view.wares[2].option.id, reason="The nursery has none.")
    assert code_of(lambda: poll.cast(version=version)) == "options_changed"
    assert code_of(lambda: poll.cast(ranking=[["c"]])) == "unknown_option"
    assert box(poll) == []
    poll.cast()
    assert len(box(poll)) == 1


@pytest.mark.parametrize(
    ("ranking", "codes"),
    [
        ([["a"], ["a"]], ["duplicate_option"]),
        ([["x"], ["y"]], ["unknown_option", "unknown_option"]),
        ([["a", "b"]], ["equal_ranks"]),
        ([[]], ["empty_rank"]),
        ([[-1], [10**9]], ["unknown_option", "unknown_option"]),
        ({"a": 1}, ["bad_ranking"]),
        ([["a"]] * 1_000, ["too_many_ranks", "duplicate_option", "duplicate_option"]),
    ],
    ids=["twice", "unknown", "equal ranks", "gap", "numbers", "marks", "a thousand ranks"],
)
def test_a_faulty_ranking_is_refused_with_all_its_faults(house: House, ranking: Any, codes: list[str]):
    """Row 10: nothing is stored and the code stays good."""
    poll = opened(house)
    with pytest.raises(Refusals) as refused:
        poll.cast(ranking=ranking)
    assert [problem.code for problem in refused.value.problems] == codes
    assert box(poll) == []
    poll.cast()


@pytest.mark.parametrize("ranking", [[], [["b"]], [["c"], ["b"], ["a"]]], ids=["blank", "partial", "complete"])
def test_partial_and_blank_ballots_are_welcome(house: House, ranking: list[list[str]]):
    """Nobody must rank everything."""
    poll = opened(house)
    poll.cast(ranking=ranking)
    assert [list(map(list, ballot.ranking)) for ballot in box(poll)] == [ranking]


@pytest.mark.parametrize("version", [None, "2", True, 2.0], ids=str)
def test_a_version_that_is_none_is_refused(house: House, version: Any):
    """The version is a whole number."""
    poll = opened(house)
    assert code_of(lambda: poll.cast(version=version)) == "bad_version"


def test_an_open_round_takes_one_ballot_from_each_browser(house: House):
    """Without codes a browser stands for a voter: one ballot each, and none without a browser's id."""
    poll = opened(house, count=0, access=Access.OPEN)
    poll.cast(code_id=None)
    assert code_of(lambda: poll.cast(code_id=None)) == "code_spent"
    assert len(box(poll)) == 1


@pytest.mark.parametrize("by", [BOARD, staff(Role.ADMINISTRATOR), visitor()], ids=["board", "administrator", "visitor"])
def test_nobody_reads_a_tally_before_closing(house: House, clock: Clock, by: Any):
    """Staff see how many ballots came, as one number, and nothing of what they say."""
    poll = opened(house, hours=1)
    poll.cast()
    assert round_view(house.database, by, clock(), round_id=poll.round_id).received == 1
    assert code_of(lambda: results_view(house.database, by, clock(), round_id=poll.round_id)) == "not_closed"
    clock.forward(hours=1)
    told = results_view(house.database, by, clock(), round_id=poll.round_id)
    assert told.winners
    assert (told.outcome, told.participation) == (None, None)  # of fewer than ten ballots the result only


def test_no_table_but_the_box_knows_a_ranking_and_none_knows_a_code(house: House):
    """Neither codes nor rankings are in the acts, in the log, or in any other table; the box names no voter."""
    poll = opened(house, trees=("Crape myrtle", "Jacaranda", "Camphor"))
    poll.cast(ranking=[["c"], ["a"], ["b"]])
    everything = dump(house.database)
    assert everything.keys() >= {
        "acts",
        "ballots",
        "codes",
        "definitions",
        "log",
        "log_texts",
        "options",
        "receipts",
        "rounds",
        "voters",
    }
    for table, contents in everything.items():
        for code in poll.codes:
            assert code not in contents, table
            assert code.replace("-", "") not in contents, table
        assert ('[["c"]' in contents) == (table == "ballots"), table
    assert poll.code_id() not in everything["ballots"]
    assert everything["log"]
    assert everything["acts"]
