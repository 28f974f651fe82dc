"""PostgreSQL with PostGIS: what QGIS finds, who waits for whom, and what is tried again."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from pathlib import Path
from typing import Any

import psycopg
import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from planning import store
from planning.errors import Refusal, Refusals
from planning.options.ballot import Ballot
from planning.settings import Settings
from planning.site import Community, new_id
from planning.store import Database, ballots, database, open_database, postgresql
from planning.store.migrating import migrate
from planning.store.starting import ready_database
from planning.store.tables import Base
from planning.store.types import Shape
from planning.web.house import House, open_house
from planning.wording import Words
from tests import databases, makers
from tests.examples import kept_examples
from tests.makers import NOON
from tests.rounds import opened

pytestmark = pytest.mark.postgresql

GEOMETRIES = {
    (table.name, column.name, column.type.GEOMETRY_TYPE)
    for table in Base.metadata.sorted_tables
    for column in table.columns
    if isinstance(column.type, Shape)
}


def test_every_geometry_is_a_layer_that_qgis_lists(house: House):
    """With its type and WGS 84, in the view that QGIS reads."""
    with house.database.reading() as session:
        listed = session.execute(
            text("SELECT f_table_name, f_geometry_column, type FROM geometry_columns WHERE srid = 4326")
        )
        assert {tuple(row) for row in listed} == GEOMETRIES


@pytest.mark.parametrize(("table", "column"), sorted((table, column) for table, column, _ in GEOMETRIES))
def test_every_layer_is_drawn_by_its_index(house: House, table: str, column: str):
    """What QGIS asks for when a part of the map is shown goes through a GiST index."""
    with house.database.writing() as session:
        kept_examples(session)
        session.execute(text("SET LOCAL enable_seqscan = off"))
        box = f'"{column}" && ST_MakeEnvelope(104, 30, 105, 31, 4326)'
        plan = "\n".join(session.execute(text(f'EXPLAIN SELECT * FROM "{table}" WHERE {box}')).scalars())  # noqa: S608 - our own names
        assert f"ix_{table}_{column}_gist" in plan
        drawn = session.execute(text(f'SELECT ST_AsText("{column}") FROM "{table}" WHERE {box}')).scalars().all()  # noqa: S608
    assert len(drawn) == 1


def test_postgis_measures_what_we_keep(house: House):
    """Real geometries: 111 km from one degree of latitude to the next."""
    makers.community(house)
    with house.database.writing() as session:
        kept_examples(session)
        far = "ST_Distance(pin::geography, ST_SetSRID(ST_MakePoint(104.060000123, 31.63), 4326)::geography)"
        (metres,) = session.execute(text(f"SELECT {far} FROM trees")).scalars()  # noqa: S608 - our own text
    assert metres == pytest.approx(110_870, abs=100)


class Trouble:
    """Raises an error of PostgreSQL a few times."""

    def __init__(self, state: str, times: int) -> None:
        self.state, self.left, self.tries = state, times, 0

    def __call__(self, session: Session) -> str:
        """Add a community, then meet the error if there is one left."""
        self.tries += 1
        made = store.add(session, Community(new_id(), Words("玉兰巷"), created_at=NOON))
        if self.left:
            self.left -= 1
            session.execute(text(f"DO $$ BEGIN RAISE EXCEPTION 'x' USING ERRCODE = '{self.state}'; END $$"))
        return made.id


@pytest.fixture
def quickly(monkeypatch: pytest.MonkeyPatch) -> None:
    """Short pauses, as many as ever."""
    monkeypatch.setattr(database, "PAUSES_S", [0.01] * len(database.PAUSES_S))


@pytest.mark.usefixtures("quickly")
@pytest.mark.parametrize("state", ["40001", "40P01"])
def test_clashes_are_tried_again_and_leave_one(house: House, state: str):
    """Row 47: two failures to serialise, or deadlocks, then it goes through: once."""
    trouble = Trouble(state, 2)
    kept = house.database.write(trouble)
    with house.database.reading() as session:
        assert [c.id for c in store.find(session, Community)] == [kept]
    assert trouble.tries == 3


@pytest.mark.usefixtures("quickly")
@pytest.mark.parametrize(
    ("state", "code"),
    [("40001", "database_busy"), ("57P01", "database_away"), ("53300", "database_away"), ("53100", "disk_full"), ("55P03", "database_busy")],
)  # fmt: skip
def test_patience_ends_with_a_sentence(house: House, state: str, code: str):
    """Row 47: after a bounded number of tries (a full disk: after one) the visitor is told, and nothing was kept."""
    trouble = Trouble(state, 1000)
    with pytest.raises(Refusal) as refused:
        house.database.write(trouble)
    assert refused.value.code == code
    assert trouble.tries == (1 if state in {"53100", "55P03"} else len(database.PAUSES_S) + 1)
    with house.database.reading() as session:
        assert store.count(session, Community) == 0


@pytest.mark.usefixtures("quickly")
def test_our_own_faults_are_not_tried_again(house: House):
    """A division by zero stays one."""
    trouble = Trouble("22012", 1)
    with pytest.raises(DBAPIError):
        house.database.write(trouble)
    assert trouble.tries == 1


def _end_all(house: House) -> None:
    """What a restart of the server does to its clients."""
    name = house.database.writer.url.database
    ours = f"datname = '{name}'"
    databases.command(f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE {ours}")  # noqa: S608 - our own name


@pytest.mark.usefixtures("quickly")
def test_a_restarted_server_costs_nobody_an_act(house: House):
    """Row 47: connections end between two acts, and in the middle of one: each act is done once."""
    done: list[str] = []

    def work(session: Session) -> str:
        made = store.add(session, Community(new_id(), Words("x"), created_at=NOON))
        done.append(made.id)
        if len(done) == 2:
            _end_all(house)
            session.execute(text("SELECT 1"))
        return made.id

    first = house.database.write(work)
    second = house.database.write(work)
    _end_all(house)
    third = house.database.write(work)
    _end_all(house)
    with house.database.reading() as session:
        assert {c.id for c in store.find(session, Community)} == {first, second, third}
    assert len(done) == 4


def test_a_glance_sends_its_statements_and_nothing_else(house: House, tmp_path: Path):
    """No greeting of the connection, no beginning and no end of a transaction: three messages for three statements."""
    house.database.glance(_backend)
    assert _traced(house, tmp_path / "wire", 3) == 3


def _backend(session: Session) -> int:
    return int(session.connection().scalar(text("SELECT pg_backend_pid()")) or 0)


def _traced(house: House, file: Path, times: int) -> int:
    """How many messages that await an answer the server got for so many glances of one statement each."""
    with house.database.glancer.connect() as connection:
        wire = connection.connection.driver_connection.pgconn  # type: ignore[union-attr]
    with file.open("wb") as log:
        wire.trace(log.fileno())
        pids = {house.database.glance(_backend) for _ in range(times)}
        wire.untrace()
    assert pids == {wire.backend_pid}
    messages = [line.split("\t") for line in file.read_text(encoding="utf-8", errors="replace").splitlines()]
    return sum(1 for message in messages if message[1:2] == ["F"] and message[3] in {"Sync", "Query"})


def test_a_glance_outlives_its_connection(house: House):
    """Row 47: the server ends the connection between two glances, and during one: both are answered."""
    tries: list[int] = []

    def cut(session: Session) -> int:
        tries.append(_backend(session))
        if len(tries) == 1:
            _end_all(house)
        return _backend(session)

    before = house.database.glance(_backend)
    _end_all(house)
    after = house.database.glance(_backend)
    assert before != after
    assert house.database.glance(cut) == tries[-1]
    assert len(tries) == 2


def test_a_glance_cannot_write(house: House):
    """It is refused by the server, and not tried again."""
    tries: list[int] = []

    def writes(session: Session) -> None:
        tries.append(1)
        session.connection().execute(text("DELETE FROM acts"))

    with pytest.raises(DBAPIError):
        house.database.glance(writes)
    assert len(tries) == 1


@pytest.mark.usefixtures("quickly")
@pytest.mark.parametrize(("repeatable", "kept"), [(True, 2), (False, 1)])
def test_a_commit_in_doubt_is_repeated_only_where_that_is_safe(
    house: House, monkeypatch: pytest.MonkeyPatch, repeatable: bool, kept: int
):
    """Row 47: the answer to a commit is lost: it did take place, so a second try is for those alone who recognise the first."""
    real = house.database.writer.dialect.do_commit
    lost: list[bool] = []

    def committed_and_lost(connection: Any) -> None:
        real(connection)
        if not lost:
            lost.append(True)
            raise psycopg.OperationalError("server closed the connection unexpectedly")

    monkeypatch.setattr(house.database.writer.dialect, "do_commit", committed_and_lost)
    trouble = Trouble("", 0)
    if repeatable:
        house.database.write(trouble)
    else:
        with pytest.raises(Refusal) as refused:
            house.database.write(trouble, repeatable=False)
        assert refused.value.code == "database_away"
    with house.database.reading() as session:
        assert store.count(session, Community) == kept


@pytest.mark.usefixtures("quickly")
def test_a_server_that_only_reads_takes_nothing_and_shows_everything(settings: Settings):
    """Row 47: after a failover to a standby pages go on, and a writer is told to come again."""
    house = open_house(settings)
    name = house.database.writer.url.database
    databases.command(f"ALTER DATABASE {name} SET default_transaction_read_only = on")
    _end_all(house)
    with house.database.reading() as session:
        assert store.count(session, Community) == 0
    with pytest.raises(Refusal) as refused:
        house.database.write(Trouble("", 0))
    assert refused.value.code == "database_away"
    assert not house.database.is_writable()
    databases.command(f"ALTER DATABASE {name} RESET default_transaction_read_only")
    house.database.close()
    assert house.database.is_writable()
    house.database.close()


@pytest.mark.usefixtures("quickly")
def test_no_server_at_all_is_a_sentence(settings: Settings, monkeypatch: pytest.MonkeyPatch):
    """Nobody listens: reading and writing are refused, not answered with a trace."""
    nowhere = open_database("postgresql://jieyi:secret@127.0.0.1:1/jieyi")
    for attempt in (lambda: nowhere.write(Trouble("", 0)), lambda: nowhere.reading().__enter__()):
        with pytest.raises(Refusal) as refused:
            attempt()
        assert refused.value.code == "database_away"
        assert "secret" not in str(refused.value)
    assert not nowhere.is_writable()


def test_a_start_without_a_server_tells_the_reason(settings: Settings):
    """Its administrator reads what the driver said, such as that the database is not there, without the password."""
    url = make_url(settings.database).set(database="nowhere")
    with pytest.raises(Refusal) as refused:
        ready_database(
            Settings(data_dir=settings.data_dir, database_url=url.render_as_string(hide_password=False)),
            thoroughly=True,
        )
    assert refused.value.code == "database_away"
    assert 'database "nowhere" does not exist' in str(refused.value)
    assert f":{url.password}@" not in str(refused.value)


def test_an_exhausted_pool_is_a_sentence(settings: Settings, monkeypatch: pytest.MonkeyPatch):
    """Row 47: all connections are in use for longer than our patience."""
    monkeypatch.setattr(postgresql, "LOCK_MS", 100)
    house = open_house(settings)
    held = [house.database.writer.raw_connection() for _ in range(16)]
    with pytest.raises(Refusal) as refused, house.database.writing() as session:
        session.execute(text("SELECT 1"))
    assert refused.value.code == "database_busy"
    for one in held:
        one.close()
    house.database.close()


def test_a_writer_waits_for_another_process_then_is_told(settings: Settings, monkeypatch: pytest.MonkeyPatch):
    """Row 43: somebody holds the queue for longer than our patience; afterwards it goes on."""
    monkeypatch.setattr(postgresql, "LOCK_MS", 100)
    house = open_house(settings)
    other = create_engine(house.database.writer.url)
    with other.begin() as holding:
        holding.execute(text(f"SELECT pg_advisory_xact_lock({postgresql.QUEUE})"))
        with pytest.raises(Refusal) as refused:
            house.database.write(Trouble("", 0))
        assert refused.value.code == "database_busy"
    assert house.database.write(Trouble("", 0))
    other.dispose()
    house.database.close()


def test_ballots_do_not_wait_for_a_long_act(house: House):
    """While an import takes its time a hall can vote; what decides over the round waits for the ballots under way."""
    poll = opened(house, count=1)
    code_id, version = poll.code_id(), poll.version
    with house.database.writing():
        begun = time.monotonic()
        assert poll.cast(code_id=code_id, version=version).receipt
        assert time.monotonic() - begun < 10


def test_a_round_that_is_read_to_decide_is_locked(house: House):
    """A closing that comes while a ballot is decided waits for it, and a ballot that comes while it closes waits, too."""
    poll = opened(house, count=1)
    code_id, version = poll.code_id(), poll.version
    reached, go_on = threading.Event(), threading.Event()

    def slowly() -> datetime:
        reached.set()
        assert go_on.wait(20)
        return NOON

    def close() -> None:
        with house.database.writing() as session:
            session.execute(text("UPDATE rounds SET closed_at = now(), closed_reason = 'x'"))

    with ThreadPoolExecutor(2) as pool:
        cast = pool.submit(lambda: poll.cast(code_id=code_id, version=version, clock=slowly))
        assert reached.wait(20)
        closing = pool.submit(close)
        time.sleep(0.2)
        assert not closing.done()
        go_on.set()
        assert cast.result(20).receipt
        closing.result(20)
    with house.database.reading() as session:
        assert len(ballots.box(session, poll.round_id)) == 1


def test_two_servers_take_one_ballot_per_code(house: House):
    """Row 60: two replicas, the same codes at the same moment on both: each code is spent once, the box agrees."""
    poll = opened(house, count=20)
    other = House(house.settings, open_database(house.settings.database), house.secret, house.cookie_keys, house.clock)
    codes = [poll.code_id(i) for i in range(20)]
    version = poll.version

    def cast(number: int) -> str:
        of = poll if number % 2 else type(poll)(other, poll.community, poll.round_id, poll.codes)
        try:
            return of.cast(code_id=codes[number // 4], version=version).receipt
        except Refusals as refused:
            return refused.code

    with ThreadPoolExecutor(16) as pool:
        said = list(pool.map(cast, range(80)))
    receipts = [one for one in said if one != "code_spent"]
    assert len(receipts) == len(set(receipts)) == 20
    with house.database.reading() as session:
        assert store.count(session, Ballot) == 20
    other.database.close()


def test_text_with_a_nul_is_looked_for_and_found_nowhere(house: House):
    """SQLite takes it as a character like any other; here it finds nothing, too, instead of failing."""
    makers.community(house)
    with house.database.reading() as session:
        assert store.find(session, Community, id="a\0b") == []


@pytest.fixture
def bare() -> Iterator[str]:
    """The address of a database without PostGIS."""
    with databases.fresh_postgresql(migrated=False) as address:
        yield address


def start(address: str) -> str:
    """Code of the refusal of a start; empty if it starts."""
    found = open_database(address)
    try:
        migrate(found)
    except Refusal as refused:
        return refused.code
    finally:
        found.close()
    return ""


def test_postgis_is_put_in_by_whoever_may(bare: str):
    """An administrator's first start needs nothing prepared but the empty database."""
    assert start(bare) == ""
    assert start(bare) == ""


def test_without_postgis_and_the_right_to_it_the_start_is_refused(bare: str):
    """With what the administrator has to do."""
    databases.command("DROP ROLE IF EXISTS jieyi_modest")
    databases.command("CREATE ROLE jieyi_modest LOGIN PASSWORD 'modest'")
    try:
        url = make_url(bare).set(username="jieyi_modest", password="modest")
        assert start(url.render_as_string(hide_password=False)) == "no_postgis"
    finally:
        databases.command("DROP ROLE jieyi_modest")


@pytest.mark.parametrize(
    ("like", "code"),
    [
        ("TEMPLATE template0 ENCODING 'SQL_ASCII' LC_COLLATE 'C' LC_CTYPE 'C'", "bad_encoding"),
        ("TEMPLATE template0 ENCODING 'UTF8' LC_COLLATE 'C' LC_CTYPE 'C' LOCALE_PROVIDER icu ICU_LOCALE 'zh'", "bad_collation"),
    ],
)  # fmt: skip
def test_a_database_that_sorts_or_spells_otherwise_is_refused(monkeypatch: pytest.MonkeyPatch, like: str, code: str):
    """Lists that are hashed must come in one order everywhere."""
    monkeypatch.setattr(databases, "LIKE_SQLITE", like)
    with databases.fresh_postgresql(migrated=False) as address:
        assert start(address) == code


def test_an_old_server_is_refused(bare: str, monkeypatch: pytest.MonkeyPatch):
    """By the number it gives itself."""
    monkeypatch.setattr(postgresql, "LEAST_VERSION", 99)
    assert start(bare) == "old_server"


def test_without_the_driver_the_start_says_what_to_install(monkeypatch: pytest.MonkeyPatch):
    """It is an optional package."""
    monkeypatch.setattr(postgresql, "find_spec", lambda _: None)
    with pytest.raises(Refusal) as refused:
        open_database("postgresql://jieyi@127.0.0.1/jieyi")
    assert refused.value.code == "no_driver"


def test_both_ways_to_write_the_address_lead_to_one_driver():
    """Administrators copy either."""
    for address in ("postgresql://a@b/c", "postgresql+psycopg://a@b/c"):
        found: Database = open_database(address)
        assert found.writer.url.drivername == "postgresql+psycopg"
