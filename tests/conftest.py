"""What tests stand on: a real house on a real database, a client at its door, real data where it is named.

The database is a SQLite file, or PostgreSQL where JIEYI_TEST_DATABASE_URL names a server; the markers ``sqlite`` and
``postgresql`` are for tests of one of them alone.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from planning.settings import Settings
from planning.web import ROUTE_MODULES
from planning.web.door import routes_of
from planning.web.house import House, open_house
from planning.web.middleware import middleware
from tests.databases import SERVER, fresh_postgresql
from tests.makers import Clock


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Tests of real data are skipped where no data is named; with JIEYI_NO_SKIPS a skip is a failure (see below)."""
    if not os.environ.get(SERVER):
        left = [item for item in items if item.get_closest_marker("postgresql")]
        config.hook.pytest_deselected(items=left)  # not skipped: the second run of .ci/run is theirs
        items[:] = [item for item in items if item not in left]
    if os.environ.get("JIEYI_REAL_DATA"):
        return
    for item in items:
        if item.get_closest_marker("real"):
            item.add_marker(pytest.mark.skip(reason="JIEYI_REAL_DATA names no folder"))


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]):
    """Where everything must be there (JIEYI_NO_SKIPS), a skipped test has failed."""
    outcome = yield
    report = outcome.get_result()
    if report.skipped and os.environ.get("JIEYI_NO_SKIPS") and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"skipped, though nothing may be skipped here: {report.longrepr}"


@pytest.fixture(scope="session")
def real_data() -> Path:
    """The folder of real data."""
    return Path(os.environ["JIEYI_REAL_DATA"])


@pytest.fixture
def clock() -> Clock:
    """A clock that tests set."""
    return Clock()


@pytest.fixture
def settings(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Settings]:
    """Settings of an empty installation: a fresh folder, and a fresh database of the kind that is tested."""
    if SERVER not in os.environ or request.node.get_closest_marker("sqlite"):
        yield Settings(data_dir=tmp_path)
        return
    with fresh_postgresql() as address:
        yield Settings(data_dir=tmp_path, database_url=address)


@pytest.fixture
def house(settings: Settings, clock: Clock) -> Iterator[House]:
    """An empty house, with a clock that tests set."""
    opened = open_house(settings, clock)
    yield opened
    opened.database.close()


@pytest.fixture
def client(house: House) -> Iterator[TestClient]:
    """A browser-like client at the plain routes of the house, on the machine itself."""
    assert ROUTE_MODULES
    app = Starlette(routes=routes_of(house), middleware=middleware(house))
    here = {"base_url": "http://127.0.0.1:8501", "client": ("127.0.0.1", 50_000)}
    with TestClient(app, follow_redirects=False, **here) as found:  # type: ignore[arg-type]
        yield found
