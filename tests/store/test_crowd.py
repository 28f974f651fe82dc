"""Group commit: one transaction for many, one refusal for one, nobody told before the commit, nobody left waiting."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any

import psycopg
import pytest
from sqlalchemy import create_engine, event, text
from sqlalchemy.exc import IntegrityError

from planning import store
from planning.errors import Refusal
from planning.settings import Settings
from planning.site import Community, new_id
from planning.store import Session, crowd, database, embedded, postgresql
from planning.store.crowd import Crowd
from planning.web.house import House, open_house
from planning.wording import Words
from tests.makers import NOON

MANY = 8
Work = Callable[[Session], str]


@contextmanager
def gathering(monkeypatch: pytest.MonkeyPatch, count: int) -> Iterator[None]:
    """The first group waits until so many are in the row."""
    real, begun = Crowd._gathered, time.monotonic()

    def gathered(self: Crowd, place: str) -> list[Any]:
        while len(self._waiting[place]) < count and time.monotonic() < begun + 3:
            time.sleep(0.001)
        monkeypatch.setattr(Crowd, "_gathered", real)
        return real(self, place)

    monkeypatch.setattr(Crowd, "_gathered", gathered)
    yield
    monkeypatch.setattr(Crowd, "_gathered", real)


def together(house: House, works: Sequence[Work], place: str = "round") -> list[str | Exception]:
    """What each of them is told, all at once."""

    def one(work: Work) -> str | Exception:
        try:
            return house.database.write_together(work, place=place)
        except Exception as refused:  # noqa: BLE001 - looked at by the test
            return refused

    with ThreadPoolExecutor(len(works)) as pool:
        return list(pool.map(one, works))


def adding(id_: str = "", then: Callable[[Session], object] = lambda _: None) -> Work:
    """Work that adds a community and then does something that may fail."""

    def work(session: Session) -> str:
        made = store.add(session, Community(id_ or new_id(), Words("玉兰巷"), created_at=NOON))
        then(session)
        return made.id

    return work


def refuse(_: Session) -> None:
    """A refusal of its own."""
    raise Refusal("code_spent", "spent")


def kept(house: House) -> list[str]:
    """Ids of the communities that are there."""
    with house.database.reading() as session:
        return sorted(one.id for one in store.find(session, Community))


@contextmanager
def commits(house: House) -> Iterator[list[int]]:
    """Counts commits of the writing engine."""
    told: list[int] = []

    def committed(_connection: Any) -> None:
        told.append(1)

    event.listen(house.database.writer, "commit", committed)
    yield told
    event.remove(house.database.writer, "commit", committed)


def test_who_waits_shares_one_commit(house: House, monkeypatch: pytest.MonkeyPatch):
    """Eight at once are one transaction, and each is told its own answer."""
    ids = [new_id() for _ in range(MANY)]
    with commits(house) as counted, gathering(monkeypatch, MANY):
        said = together(house, [adding(id_) for id_ in ids])
    assert said == ids
    assert kept(house) == sorted(ids)
    assert len(counted) == 1


def test_a_refusal_in_the_middle_undoes_nothing_of_the_others(house: House, monkeypatch: pytest.MonkeyPatch):
    """What it had written is taken back, and only that."""
    ids = [new_id() for _ in range(MANY)]
    works = [adding(id_, refuse if place in {0, 3, 7} else lambda _: None) for place, id_ in enumerate(ids)]
    with commits(house) as counted, gathering(monkeypatch, MANY):
        said = together(house, works)
    assert [getattr(one, "code", None) == "code_spent" for one in said] == [place in {0, 3, 7} for place in range(MANY)]
    assert kept(house) == sorted(id_ for place, id_ in enumerate(ids) if place not in {0, 3, 7})
    assert len(counted) == 1


def test_a_fault_of_our_own_concerns_its_sender_alone(house: House, monkeypatch: pytest.MonkeyPatch):
    """A division by zero in Python is raised in the thread whose it is."""
    with gathering(monkeypatch, 3):
        said = together(house, [adding(), adding(then=lambda _: 1 // 0), adding()])
    assert [type(one) for one in said] == [str, ZeroDivisionError, str]
    assert len(kept(house)) == 2


def test_a_fault_of_the_database_in_the_middle_breaks_the_group_and_nobody_in_it(
    house: House, monkeypatch: pytest.MonkeyPatch
):
    """A row that is there already: the others go through by themselves, each once."""
    there = house.database.write(adding())
    with gathering(monkeypatch, MANY):
        said = together(house, [adding(there if place == 3 else "") for place in range(MANY)])
    assert isinstance(said[3], IntegrityError)
    told = [one for one in said if isinstance(one, str)]
    assert kept(house) == sorted([there, *told])
    assert len(told) == MANY - 1


@pytest.mark.parametrize("fails", ["before", "after"])
def test_a_failed_commit_leaves_each_exactly_once(house: House, monkeypatch: pytest.MonkeyPatch, fails: str):
    """The disk or the server fails at the commit, or just after it and the answer is lost; those who come again find it."""
    monkeypatch.setattr(database, "PAUSES_S", [0.01] * 6)
    real = house.database.writer.dialect.do_commit
    failed: list[bool] = []
    lost: Any = sqlite3.OperationalError("disk I/O error")
    if house.database.kind == "postgresql":
        lost = psycopg.OperationalError("server closed the connection unexpectedly")

    def commit(connection: Any) -> None:
        if fails == "after" or failed:
            real(connection)
        if not failed:
            failed.append(True)
            raise lost

    ids = [new_id() for _ in range(MANY)]

    def recognising(id_: str) -> Work:
        return lambda session: id_ if store.first(session, Community, id=id_) else adding(id_)(session)

    with gathering(monkeypatch, MANY):
        monkeypatch.setattr(house.database.writer.dialect, "do_commit", commit)
        said = together(house, [recognising(id_) for id_ in ids])
    assert failed
    assert said == ids
    assert kept(house) == sorted(ids)


def test_nobody_is_told_before_the_commit(house: House, monkeypatch: pytest.MonkeyPatch):
    """While the commit lasts no thread has its answer."""
    told: list[str] = []
    during: list[int] = []
    real = house.database.writer.dialect.do_commit

    def slow(connection: Any) -> None:
        time.sleep(0.1)
        during.append(len(told))
        real(connection)

    def one(_: int) -> None:
        told.append(house.database.write_together(adding(), place="round"))

    with gathering(monkeypatch, MANY), ThreadPoolExecutor(MANY) as pool:
        monkeypatch.setattr(house.database.writer.dialect, "do_commit", slow)
        list(pool.map(one, range(MANY)))
    assert during == [0]
    assert len(told) == MANY


def test_a_group_has_a_greatest_size_and_the_next_one_leads_itself(house: House, monkeypatch: pytest.MonkeyPatch):
    """Eight who wait, three at a time: three transactions, all there."""
    monkeypatch.setattr(crowd, "MOST_TOGETHER", 3)
    with commits(house) as counted, gathering(monkeypatch, MANY):
        said = together(house, [adding() for _ in range(MANY)])
    assert kept(house) == sorted(map(str, said))
    assert len(counted) == 3


def test_too_many_who_wait_are_told_to_come_again(house: House, monkeypatch: pytest.MonkeyPatch):
    """A row of three takes no fourth; who was told so was not written, and the others were."""
    monkeypatch.setattr(crowd, "MOST_WAITING", 3)
    with gathering(monkeypatch, 4), ThreadPoolExecutor(3) as pool:
        first = [pool.submit(house.database.write_together, adding(), place="round") for _ in range(3)]
        while len(house.database.crowd._waiting.get("round", ())) < 3:
            time.sleep(0.001)
        with pytest.raises(Refusal) as refused:
            house.database.write_together(adding(), place="round")
        assert refused.value.code == "database_busy"
        monkeypatch.undo()  # the leader waits for a fourth no longer
        monkeypatch.setattr(crowd, "MOST_TOGETHER", 2)
        said = [one.result(timeout=20) for one in first]
    assert kept(house) == sorted(said)


def test_a_leader_who_falls_leaves_nobody_waiting(house: House, monkeypatch: pytest.MonkeyPatch):
    """Even an interruption that no code expects wakes the others, who do their parts by themselves."""
    row = threading.Barrier(2, timeout=10)

    def interrupted(_: Session) -> str:
        row.wait()
        raise KeyboardInterrupt

    def lead() -> None:
        with pytest.raises(KeyboardInterrupt):
            house.database.write_together(interrupted, place="round")

    leader = threading.Thread(target=lead)
    with gathering(monkeypatch, 3):
        leader.start()
        while not house.database.crowd._waiting:
            time.sleep(0.001)
        with ThreadPoolExecutor(2) as pool:
            others = [pool.submit(house.database.write_together, adding(), place="round") for _ in range(2)]
            row.wait()
            said = [one.result(timeout=10) for one in others]
    leader.join(timeout=10)
    assert kept(house) == sorted(said)
    assert not house.database.crowd._waiting


def test_a_held_database_refuses_the_whole_group_once(settings: Settings, monkeypatch: pytest.MonkeyPatch):
    """Row 43: while another process holds what a group needs all wait together, not one after the other; then all goes on."""
    monkeypatch.setattr(embedded, "BUSY_MS", 500)
    monkeypatch.setattr(postgresql, "LOCK_MS", 500)
    house = open_house(settings)
    there = house.database.write(adding())

    def locking(session: Session) -> str:
        session.execute(text("UPDATE communities SET id = id WHERE id = :id"), {"id": there})
        return there

    other = create_engine(house.database.writer.url)
    with other.connect() as holding:
        if house.database.kind == "sqlite":
            holding.exec_driver_sql("BEGIN IMMEDIATE")
        holding.execute(text("UPDATE communities SET id = id"))
        begun = time.monotonic()
        with gathering(monkeypatch, MANY):
            said = together(house, [locking] * MANY)
        assert {getattr(one, "code", "") for one in said} == {"database_busy"}
        assert time.monotonic() - begun < 5
        holding.rollback()
    other.dispose()
    assert together(house, [locking] * MANY) == [there] * MANY
    house.database.close()


def test_places_do_not_wait_for_each_other(house: House):
    """One round that is held keeps no other one from voting (where the database itself lets both write)."""
    if house.database.kind == "sqlite":
        assert together(house, [adding()], "one") + together(house, [adding()], "other")
        return
    going, held = threading.Event(), threading.Event()

    def waits(session: Session) -> str:
        held.set()
        going.wait(10)
        return adding()(session)

    with ThreadPoolExecutor(1) as pool:
        first = pool.submit(house.database.write_together, waits, place="one")
        held.wait(10)
        assert house.database.write_together(adding(), place="other") in kept(house)
        going.set()
        assert first.result(timeout=10) in kept(house)


KILLED = """
import os, signal, sys, threading
from pathlib import Path
from planning.settings import Settings
from planning.store.crowd import Crowd
from planning.web.house import open_house
from tests.store.test_crowd import adding
import time
folder, url, when, ids = sys.argv[1], sys.argv[2], sys.argv[3], sys.argv[4:]
house = open_house(Settings(data_dir=Path(folder), database_url=url))
real, gathered = house.database.writer.dialect.do_commit, Crowd._gathered
def commit(connection):
    if when == "after":
        real(connection)
    os.kill(os.getpid(), signal.SIGKILL)
def wait(self, place):
    while len(self._waiting[place]) < len(ids):
        time.sleep(0.001)
    return gathered(self, place)
Crowd._gathered = wait
house.database.writer.dialect.do_commit = commit
def one(id_):
    house.database.write_together(adding(id_), place="round")
    os.write(1, b"told\\n")
for id_ in ids:
    threading.Thread(target=one, args=(id_,)).start()
"""


@pytest.mark.parametrize(("when", "there"), [("before", 0), ("after", MANY)])
def test_a_kill_around_the_commit_leaves_all_or_none_and_has_told_nobody(settings: Settings, when: str, there: int):
    """Row 44: kill -9 just before the commit of a group, and just after it: nothing acknowledged is lost or halved."""
    ids = [new_id() for _ in range(MANY)]
    open_house(settings).database.close()
    done = subprocess.run(
        [sys.executable, "-c", KILLED, str(settings.data_dir), settings.database_url, when, *ids],
        capture_output=True, check=False, timeout=120, env={**os.environ},
    )  # fmt: skip
    assert (done.returncode, done.stdout) == (-signal.SIGKILL, b""), done.stderr.decode()
    house = open_house(settings)
    assert kept(house) == (sorted(ids) if there else [])
    house.database.close()


@pytest.mark.sqlite
def test_a_comment_gets_its_turn_among_casts(house: House, tmp_path: Any):
    """A single writer is not starved while groups follow one another."""
    stop = threading.Event()

    def casting() -> int:
        done = 0
        while not stop.is_set():
            house.database.write_together(adding(then=lambda _: time.sleep(0.002)), place="round")
            done += 1
        return done

    with ThreadPoolExecutor(MANY) as pool:
        casters = [pool.submit(casting) for _ in range(MANY)]
        time.sleep(0.1)
        waited = []
        for _ in range(5):
            begun = time.monotonic()
            house.database.write(adding())
            waited.append(time.monotonic() - begun)
        stop.set()
        assert all(one.result() for one in casters)
    assert max(waited) < 2, waited
