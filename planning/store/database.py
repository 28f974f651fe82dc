"""The database: an engine that writes, one that only reads, one for a single look, and patience with all of them."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, TypeVar

from sqlalchemy import Connection, Engine, text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.orm import Session

from planning.errors import N_, Refusal, Refusals
from planning.store import embedded, kept_counts, postgresql
from planning.store.crowd import WRITING, Ahead, ByItselfError, Crowd
from planning.store.faults import Fault, fault_of, is_read_only, refusal_of

__all__ = ["Database", "Session", "is_empty", "open_database"]

R = TypeVar("R")

PAUSES_S = (0.05, 0.1, 0.2, 0.5, 1.0, 2.0)
"""How long a transaction waits before each further try, after a clash or while a server starts again."""

IN_DOUBT = "commit in doubt"
"""In ``session.info`` while a server is asked to commit: if its answer is lost, the commit may have happened."""


@dataclass(frozen=True, slots=True)
class Database:
    """Engines on one database; sessions live inside one act or one question.

    ``glancer`` asks each statement by itself (PostgreSQL); on SQLite it is the reader.
    """

    writer: Engine
    reader: Engine
    glancer: Engine
    crowd: Crowd = field(default_factory=Crowd, repr=False, compare=False)

    @property
    def kind(self) -> str:
        """``sqlite`` or ``postgresql``."""
        return self.writer.dialect.name

    def write(self, work: Callable[[Session], R], *, beside: bool = False, repeatable: bool = True) -> R:
        """Do some work in one transaction, tried again a few times when others or a restarting server were in its way.

        :param work: called anew at each try, with a session of its own.
        :param beside: do not queue with the other writers (PostgreSQL): the work locks what it reads.
        :param repeatable: whether the work may be done again when it is not known if its commit took place, because
            it then finds what it did the first time.

        Raises :class:`Refusal` (``database_busy``, ``database_away``, ``disk_full``).
        """
        for pause_s in (*PAUSES_S, None):
            doubt: list[Session] = []
            try:
                with self._session(beside=beside) as session:
                    with session.begin():
                        result = work(session)
                        if not beside:
                            kept_counts.fold(session.connection())
                        session.info[IN_DOUBT] = self.kind != "sqlite"
                        doubt.append(session)
                    return result
            except (DBAPIError, PoolTimeout) as error:
                fault = fault_of(error)
                if fault is None:
                    raise
                again = fault is Fault.CLASH or (fault is Fault.AWAY and (repeatable or not doubt))
                if pause_s is None or not again:
                    raise refusal_of(fault) from error
                if fault is Fault.AWAY:
                    self.writer.dispose()  # after a failover the other connections lead to the wrong server, too
                time.sleep(pause_s)
        raise AssertionError  # the last pause is None

    def write_together(
        self, work: Callable[[Session], R], *, place: str, ahead: Ahead | None = None,
        asked: Mapping[str, Any] | None = None,
    ) -> R:  # fmt: skip
        """Do some work in one transaction with what others do at the same place at this moment (:mod:`.crowd`).

        :param work: does not queue with other writers on PostgreSQL: it locks what it reads. It may be done twice, if
            it is not known whether the first commit took place, and then finds what it did.
        :param ahead: reads for several at once what they will look for, given what each was ``asked``.

        Raises :class:`Refusal` (``database_busy``, ``database_away``, ``disk_full``) and whatever the work raises.
        """
        beside = self.writer.execution_options(**{postgresql.BESIDE: True})
        try:
            return self.crowd.join(place, work, beside.begin, ahead, asked)
        except ByItselfError:
            return self.write(work, beside=True)

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """A session in one transaction that commits at the end, or leaves nothing behind."""
        with _told_plainly(writes=True), self._session(beside=False) as session, session.begin():
            yield session
            if session.in_transaction():  # whoever rolled back has written nothing
                kept_counts.fold(session.connection())

    @contextmanager
    def administering(self) -> Iterator[Connection]:
        """A writing connection in one transaction; what keeps it from being opened is told with its reason.

        Raises :class:`Refusal` (``database_away``): a wrong password, a database that is not there, no server.
        """
        try:
            with self.writer.begin() as connection:
                yield connection
        except DBAPIError as error:
            if fault_of(error) is not Fault.AWAY:
                raise
            why = str(error.orig).strip().split("\n", 1)[0].rstrip(".")
            raise Refusal("database_away", N_("The database does not answer: {why}."), why=why) from error

    def _session(self, *, beside: bool) -> Session:
        engine = self.writer.execution_options(**{postgresql.BESIDE: True}) if beside else self.writer
        return Session(engine, expire_on_commit=False, info={WRITING: True})

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """A session that sees one state of the database and cannot change it."""
        with _told_plainly(writes=False), Session(self.reader) as session, session.begin():
            self._reach(session)
            yield session

    def glance(self, work: Callable[[Session], R]) -> R:
        """Read with as few messages as can be: on PostgreSQL each statement sees one state, and nothing stands around it.

        A transaction that only reads costs three messages beside its statements: whether the connection still lives, its
        beginning and its end. Here there are none: a connection that was lost shows when it is used, and the work is done
        again with another one. On SQLite nothing travels: the whole work sees one state, as in :meth:`reading`.

        :param work: called anew at each try; it may be done again because it only reads.

        Raises :class:`Refusal` (``database_busy``, ``database_away``) and whatever the work raises.
        """
        if self.kind == "sqlite":
            with self.reading() as session:
                return work(session)
        for pause_s in (0.0, *PAUSES_S, None):
            try:
                with Session(self.glancer) as session:
                    return work(session)
            except (DBAPIError, PoolTimeout) as error:
                fault = fault_of(error)
                if fault is None or is_read_only(error):
                    raise
                if pause_s is None or fault is not Fault.AWAY:
                    raise refusal_of(fault) from error
                self.glancer.dispose()  # the other connections were lost with it
                time.sleep(pause_s)
        raise AssertionError  # the last pause is None

    def _reach(self, session: Session) -> None:
        """Connect, with patience while a server starts again."""
        if self.kind == "sqlite":
            return
        for pause_s in (*PAUSES_S, None):
            try:
                session.connection()
            except DBAPIError as error:
                if pause_s is None or fault_of(error) is not Fault.AWAY:
                    raise
                time.sleep(pause_s)
            else:
                return

    def is_writable(self) -> bool:
        """Whether the database takes a change within its patience (one that changes nothing)."""
        try:
            with self.writing() as session:
                session.execute(text("DELETE FROM acts WHERE id = ''"))
        except (DBAPIError, Refusals):
            return False
        return True

    def close(self) -> None:
        """Give all connections back."""
        for engine in (self.writer, self.reader, self.glancer):
            engine.dispose()


@contextmanager
def _told_plainly(*, writes: bool) -> Iterator[None]:
    """Faults that pass are refusals with a sentence; our own stay what they are, such as a question that writes."""
    try:
        yield
    except (DBAPIError, PoolTimeout) as error:
        fault = fault_of(error)
        if fault is None or (not writes and is_read_only(error)):
            raise
        raise refusal_of(fault) from error


def open_database(address: str) -> Database:
    """Connect to an address such as ``sqlite:////path/jieyi.sqlite3``; creates the folder, not the tables.

    Nothing is asked of the database yet: :func:`planning.store.starting.refuse_unsound` does.
    """
    url = make_url(address)
    if url.get_backend_name() == "sqlite":
        embedded.file_of(url).parent.mkdir(parents=True, exist_ok=True)
        reader = embedded.engine(url, writes=False)
        return Database(embedded.engine(url, writes=True), reader, reader)
    return Database(
        postgresql.engine(url, writes=True), postgresql.engine(url, writes=False), postgresql.glancing_engine(url)
    )


def is_empty(database: Database) -> bool:
    """Whether nothing was put in yet: no community and no member."""
    with database.reading() as session:
        return not session.scalar(text("SELECT EXISTS (SELECT 1 FROM communities) OR EXISTS (SELECT 1 FROM members)"))
