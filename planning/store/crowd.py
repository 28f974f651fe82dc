"""Group commit: what many threads do at the same moment goes into one transaction, each part behind a savepoint.

A disk that needs 5 ms to be sure of a commit takes 200 of them a second; here those who wait share one. The first to come
leads: it begins the transaction, takes all who wait by then, does their parts, commits, and only then is anybody told.
Meanwhile the next ones gather. There is no thread of its own that could end unnoticed.

What the parts read can be read for all of them at once (``ahead``), and what they write can be written for all of them at
the end (:func:`later`): a statement for a hundred costs little more than one for one.

A part that is refused takes back its own savepoint and what it had put off, and nothing else. If the database itself
fails anywhere between the first statement and the commit, or what was put off meets other rows than it should, the whole
group is rolled back and each does its part by itself, with the patience that a single act has.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from threading import Event, Lock
from typing import Any, Generic, TypeVar

from sqlalchemy import Connection, Executable, Update
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.orm import Session

from planning.store.faults import Fault, fault_of, refusal_of

R = TypeVar("R")

MOST_TOGETHER = 100
"""Parts in one transaction: other writers wait no longer than these take."""
MOST_WAITING = 1000
"""Parts that wait for one place; who comes after them is told to come again."""

WRITING = "writes"
"""In ``session.info`` of a session that may change something: reading a round there locks it."""
SEEN = "seen by this transaction"
"""In ``session.info`` of a part: what the parts before it have read and hold, so that it is not read again."""


LATER = "written at the end"
"""In ``session.info`` of a part: statements that are carried out for the whole group before its commit."""

Ahead = Callable[[Session, Sequence[Mapping[str, Any]]], None]
"""Reads into :data:`SEEN` what several parts will ask for, given what each of them was asked."""


class ByItselfError(Exception):
    """The group came to nothing: the part is to be done by itself."""


def later(session: Session, statement: Executable, parameters: Mapping[str, Any]) -> bool:
    """Insert or change one row: now, or with those of the other parts at the end of their transaction.

    :param statement: one object for all calls, so that they can be put together.

    False if there was no such row to change. In a group that is known at the end only, and undoes the group: each comes
    again by itself, and is told then.
    """
    put_off = session.info.get(LATER)
    if put_off is None:
        done = session.connection().execute(statement, parameters)
        return not isinstance(statement, Update) or done.rowcount == 1
    put_off.append((statement, parameters))
    return True


def _carry_out(connection: Connection, put_off: Sequence[tuple[Executable, Mapping[str, Any]]]) -> None:
    """Each statement once for all its rows, in the order in which they were first put off."""
    rows: dict[Executable, list[Mapping[str, Any]]] = {}
    for statement, parameters in put_off:
        rows.setdefault(statement, []).append(parameters)
    for statement, many in rows.items():
        done = connection.execute(statement, many)
        if isinstance(statement, Update) and done.rowcount != len(many):  # new rows are not counted by every driver
            raise ByItselfError


@dataclass(slots=True)
class _Part(Generic[R]):
    """What one thread wants done, and what came of it."""

    work: Callable[[Session], R]
    ahead: Ahead | None = None
    asked: Mapping[str, Any] = field(default_factory=dict)
    called: Event = field(default_factory=Event)
    """Set when there is an answer, or when it is this part's turn to lead."""
    is_answered: bool = False
    answer: R | None = None
    refused: Exception | None = None

    def do(self, connection: Connection, seen: dict[Any, Any], put_off: list[Any]) -> None:
        """Do it behind a savepoint; a refusal of its own takes back what it had done, a fault of the database is raised."""
        info = {WRITING: True, SEEN: dict(seen), LATER: []}
        with Session(
            connection, expire_on_commit=False, join_transaction_mode="create_savepoint", info=info
        ) as session:
            try:
                with session.begin():
                    self.answer = self.work(session)
            except DBAPIError:
                raise
            except Exception as refused:  # noqa: BLE001 - kept for the thread whose it is, and raised there
                self.refused = refused
            else:
                # Not of one that was taken back: PostgreSQL has given up the locks of its savepoint.
                seen.update(session.info[SEEN])
                put_off.extend(session.info[LATER])

    def told(self, refused: Exception | None = None) -> None:
        """Let its thread go on; ``refused`` replaces what it would have been told."""
        self.refused, self.is_answered = refused or self.refused, True
        self.called.set()


class Crowd:
    """Those who wait to write, by the place they all write to (a round): places do not wait for each other."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._waiting: dict[str, deque[_Part[Any]]] = {}

    def join(
        self, place: str, work: Callable[[Session], R], begin: Callable[[], AbstractContextManager[Connection]],
        ahead: Ahead | None = None, asked: Mapping[str, Any] | None = None,
    ) -> R:  # fmt: skip
        """Do some work in a transaction with others; returns when it is committed.

        :param begin: a connection in a transaction that commits at the end.
        :param ahead: called once for all parts that name it, with what each was ``asked``; it refuses nothing.

        Raises what the work raised; :class:`Refusal` (``database_busy``: too many wait, or another writer held the
        database for too long); :class:`ByItselfError`.
        """
        part = _Part(work, ahead, asked or {})
        if not self._leads(place, part):
            part.called.wait()
        if not part.is_answered:
            self._lead(place, begin)
        if part.refused is not None:
            raise part.refused
        return part.answer  # type: ignore[return-value]  # it is answered, and by its own work

    def _leads(self, place: str, part: _Part[Any]) -> bool:
        """Wait in the row; whether it is empty, so that nobody leads."""
        with self._lock:
            row = self._waiting.setdefault(place, deque())
            if len(row) >= MOST_WAITING:
                raise refusal_of(Fault.BUSY)
            row.append(part)
            return len(row) == 1

    def _lead(self, place: str, begin: Callable[[], AbstractContextManager[Connection]]) -> None:
        """Do the parts that wait, the own one first, and let the next one lead."""
        parts: list[_Part[Any]] = []
        refused: Exception | None = ByItselfError()  # whatever it is that ends this: nobody waits for ever
        try:
            with begin() as connection:
                parts = self._gathered(place)  # now that it is our turn to write: many have come meanwhile
                seen, put_off = _read_ahead(connection, parts), list[Any]()
                for part in parts:
                    part.do(connection, seen, put_off)
                _carry_out(connection, put_off)
            refused = None
        except (DBAPIError, PoolTimeout) as error:
            if fault_of(error) is Fault.BUSY:  # each by itself would wait as long again
                refused = refusal_of(Fault.BUSY)
        finally:
            parts = parts or self._gathered(place)
            self._leave(place, len(parts))
            for part in parts:
                part.told(refused)

    def _gathered(self, place: str) -> list[_Part[Any]]:
        """The first of the row; they stay in it until they are done, so that nobody else leads."""
        with self._lock:
            return list(self._waiting[place])[:MOST_TOGETHER]

    def _leave(self, place: str, count: int) -> None:
        """Take the first ones out of the row and call the next to lead."""
        with self._lock:
            row = self._waiting[place]
            for _ in range(count):
                row.popleft()
            if row:
                row[0].called.set()
            else:
                del self._waiting[place]


def _read_ahead(connection: Connection, parts: Sequence[_Part[Any]]) -> dict[Any, Any]:
    """What the parts will ask for, as far as they say how; no savepoint: what is locked here stays so for all of them."""
    seen: dict[Any, Any] = {}
    for ahead in {part.ahead: None for part in parts if part.ahead is not None}:
        with Session(connection, join_transaction_mode="rollback_only", info={WRITING: True, SEEN: seen}) as session:
            ahead(session, [part.asked for part in parts if part.ahead is ahead])
    return seen
