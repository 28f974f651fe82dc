"""Crowds at a real socket: broken lines, a restarting database, two servers; every history is checked."""

from __future__ import annotations

import asyncio
import gc
import json
import random
import threading
import time
from collections.abc import Sequence

import pytest

from planning import addresses
from planning.store import database
from planning.web.house import House, open_house
from tests import databases
from tests.benchmarks.crowds import code_ids
from tests.history import Told, Try, summary
from tests.load import crowds
from tests.load.looking import checked
from tests.load.phone import Log, Phone
from tests.load.serving import served
from tests.makers import Clock
from tests.rounds import Poll, opened
from tests.running import run_apart

MANY, RESTARTS = 200, 6


def in_crowd(poll: Poll, address: str, count: int) -> tuple[list[Phone], Log]:
    """Phones of the first voters, their codes entered."""
    log = Log()
    made = crowds.phones(poll, address, range(count), log, code_ids(poll))
    crowds.entered(poll, made)
    return made, log


def test_two_hundred_ballots_at_once_are_all_there(house: House):
    """All are acknowledged, with different receipts, and the count has as many."""
    poll = opened(house, count=MANY)
    with served(house) as address:
        voters, log = in_crowd(poll, address, MANY)
        run_apart(crowds.at_once(voters))
    assert summary(log.tries)["acknowledged"] == MANY
    assert checked(poll, log.tries).counted == MANY


def test_a_crowd_goes_the_whole_way_from_its_code_to_its_receipt(house: House):
    """As measured by ``make bench ONLY=crowd``: each enters its code, is shown the ballot, and casts it."""
    poll = opened(house, count=12)
    with served(house) as address:
        log = Log()
        voters = crowds.phones(poll, address, range(12), log, code_ids(poll))
        run_apart(crowds.spread(voters, 1, random.Random(12)))
    assert {what: len(seconds) for what, seconds in log.seconds.items()} == {"enter": 12, "page": 12, "cast": 12}
    assert checked(poll, log.tries).counted == 12


async def _cut(voters: Sequence[Phone]) -> None:
    """All send, and at one moment all lines are cut, before most of the answers."""
    for phone in voters:
        await phone.line.open()
    sending = [asyncio.create_task(_send_and_cut(phone)) for phone in voters]
    await asyncio.gather(*sending)


async def _send_and_cut(phone: Phone) -> None:
    path = addresses.to(addresses.VOTE_BALLOT, round=phone.round_id, client_id=phone.client_id)
    body = json.dumps({"version": phone.version, "ranking": phone.ranking}).encode()
    phone.line.timeout_s = 0.15
    try:
        await phone.line.ask("PUT", path, body)
    except ConnectionError:
        phone.log.tries.append(Try(phone.client_id, Told.UNKNOWN, phone.code_id, body.decode()))
    phone.line.timeout_s = 20
    await phone.line.hang_up()


def test_two_hundred_lines_break_together_and_nobody_is_lost_or_doubled(house: House):
    """Row 14: the hall's Wi-Fi goes while 200 ballots are on the way; each phone sends again and all count once."""
    poll = opened(house, count=MANY)
    with served(house) as address:
        voters, log = in_crowd(poll, address, MANY)
        run_apart(_cut(voters))
        assert summary(log.tries)["unknown"] > 0, "no line was cut before its answer"
        run_apart(crowds.at_once(voters))
    assert summary(log.tries)["acknowledged"] == MANY
    assert checked(poll, log.tries).counted == MANY


def test_the_same_ballot_fifty_times_is_one(house: House):
    """Row 1: the same id and body from fifty lines in the same moment: one row, one receipt."""
    poll = opened(house, count=12)
    with served(house) as address:
        voters, log = in_crowd(poll, address, 12)
        first = voters[0]
        same = [
            Phone(address, poll.round_id, first.version, first.code, first.code_id, log, first.ranking, first.client_id)
            for _ in range(50)
        ]
        crowds.entered(poll, same)
        run_apart(crowds.at_once([*same, *voters[1:]]))
    assert len({one.receipt for one in log.tries if one.key == first.client_id}) == 1
    assert checked(poll, log.tries).counted == 12


def test_the_same_id_with_another_body_stays_what_it_was_first(house: House):
    """Row 2: of two bodies under one id that come together one is kept, and the other is refused."""
    poll = opened(house, count=12)
    with served(house) as address:
        voters, log = in_crowd(poll, address, 12)
        first = voters[0]
        other = Phone(address, poll.round_id, first.version, first.code, first.code_id, log, [["c"]], first.client_id)
        crowds.entered(poll, [other])
        run_apart(crowds.at_once([other, *voters]))
    told = [one.told for one in log.tries if one.key == first.client_id]
    assert sorted(one.value for one in told) == ["acknowledged", "refused"]
    assert checked(poll, log.tries).counted == 12


def test_a_closing_in_the_middle_keeps_what_was_acknowledged_and_nothing_else(house: House, clock: Clock):
    """Row 7: the round closes by the clock while 200 are sending: who was told "received" is in the count, the rest is not."""
    poll = opened(house, count=MANY, hours=1)
    with served(house) as address:
        voters, log = in_crowd(poll, address, MANY)

        async def closing() -> None:
            await crowds.at_once(voters[:20])
            clock.forward(hours=2)

        async def both() -> None:
            await asyncio.gather(closing(), crowds.steady(voters[20:], 16))

        run_apart(both())
    ended = summary(log.tries)
    assert ended["acknowledged"] >= 20
    assert ended["refused"] > 0
    there = checked(poll, log.tries, closing=False)
    assert there.ballots == ended["acknowledged"]


# A connection that another thread still held when all were given up is left to the garbage collector.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
@pytest.mark.postgresql
def test_a_database_that_restarts_again_and_again_costs_nobody_a_ballot(house: House, monkeypatch: pytest.MonkeyPatch):
    """Row 47: all connections are ended six times while 200 vote: each ballot is there once."""
    monkeypatch.setattr(database, "PAUSES_S", [0.02] * 20)
    poll = opened(house, count=MANY)
    name = house.database.writer.url.database

    def restarting() -> None:
        for _ in range(RESTARTS):
            databases.command(f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}'")  # noqa: S608 - our own name
            time.sleep(random.uniform(0.1, 0.3))

    with served(house) as address:
        voters, log = in_crowd(poll, address, MANY)
        trouble = threading.Thread(target=restarting)
        trouble.start()
        run_apart(crowds.steady(voters, 32))
        trouble.join()
    gc.collect()  # here, where its complaint is expected
    assert summary(log.tries)["acknowledged"] == MANY
    assert checked(poll, log.tries).counted == MANY


@pytest.mark.postgresql
def test_two_servers_with_the_same_codes_in_the_same_moment_take_each_once(house: House):
    """Row 60: a hundred codes, each sent to both servers by another phone at once: one of the two is accepted."""
    poll = opened(house, count=100)
    second = open_house(house.settings, house.clock)
    with served(house) as one, served(second) as other:
        here, log = in_crowd(poll, one, 100)
        there, more = in_crowd(poll, other, 100)
        run_apart(crowds.at_once([phone for pair in zip(here, there, strict=True) for phone in pair]))
        tries = log.tries + more.tries
    second.database.close()
    assert summary(tries) == {"refused": 100, "unknown": 0, "acknowledged": 100}
    assert checked(poll, tries).counted == 100
