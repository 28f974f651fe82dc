"""How many statements a view of the map takes, and that what is remembered between two views decides nothing."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

import pytest
from shapely.geometry import box
from sqlalchemy import event
from starlette.testclient import TestClient

from planning import store
from planning.people import Role
from planning.queries import viewport as asked_of
from planning.queries.viewport import Asked
from planning.site import Bounds, Community, Pin
from planning.web.house import House
from tests import makers, trees
from tests.makers import NOON

HERE = Bounds(104.05, 30.62, 104.07, 30.64)
PUBLIC = makers.visitor("browser-2")
REAL = Pin(104.0600123, 30.6300321)


@pytest.fixture
def yulan(house: House) -> Community:
    """A community with a tree, a bench and a comment."""
    made = makers.community(house)
    planted = trees.site(made)
    trees.keep(house, planted, trees.tree(made, planted), trees.facility(made), trees.comment(made, pin=REAL))
    return made


@contextmanager
def counted(house: House) -> Iterator[list[str]]:
    """Statements that the database is asked meanwhile, without the beginning of a transaction (SQLite's costs no message)."""
    asked: list[str] = []

    def take(_connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        if statement != "BEGIN":
            asked.append(statement)

    event.listen(house.database.glancer, "before_cursor_execute", take)
    yield asked
    event.remove(house.database.glancer, "before_cursor_execute", take)


def look(house: House, here: Community, zoom: int = 14, *, who: Any = PUBLIC, box_: Bounds = HERE) -> asked_of.View:
    """Ask the question that the route asks."""
    return asked_of.viewport(house.database, who, NOON, community_id=here.id, asked=Asked(box_, zoom))


def a_wood(house: House, here: Community, count: int) -> None:
    """More trees than are drawn one by one."""
    sites = [trees.site(here, pin=Pin(104.0555 + (i % 50) * 1e-4, 30.626 + (i // 50) * 1e-4)) for i in range(count)]
    with house.database.writing() as session:
        store.add_all(session, sites)
        store.add_all(session, [trees.tree(here, site) for site in sites])


def test_a_view_from_afar_is_one_statement(house: House, yulan: Community):
    """Of a community that was looked at before: its row, its counts, and whether there is anything else, at once."""
    a_wood(house, yulan, 900)
    look(house, yulan)
    with counted(house) as asked:
        view = look(house, yulan)
    assert sum(view.clusters.totals) == 903
    assert len(asked) == 1


def test_a_near_view_asks_for_what_is_there_only(house: House, yulan: Community):
    """Trees, benches and comments are there, courtyards too: a statement for each, and none for what is not."""
    look(house, yulan, 18)
    with counted(house) as asked:
        assert {seen.kind for seen in look(house, yulan, 18).objects} == {"tree", "facility", "comment"}
    assert len(asked) == 4
    trees.keep(house, trees.courtyard(yulan, box(104.0595, 30.6295, 104.0605, 30.6305)))
    with counted(house) as asked:
        assert [shown.kind for shown in look(house, yulan, 18).shapes] == ["courtyard"]
    assert len(asked) == 5


def test_a_route_asks_nothing_beside_the_view(client: TestClient, house: House, yulan: Community):
    """Neither for a visitor without an account, nor for the house."""
    a_wood(house, yulan, 900)
    asked_for = {"community": yulan.id, "bbox": "104.05,30.62,104.07,30.64", "zoom": "14"}
    client.get("/map/viewport", params=asked_for)
    with counted(house) as asked:
        assert client.get("/map/viewport", params=asked_for).status_code == 200
    assert len(asked) == 1


def test_a_community_that_begins_to_blur_is_blurred_in_the_next_view(house: House, yulan: Community):
    """What was remembered of it is not believed: the very next view shows the comment on the grid, and a later one exactly."""
    around = Bounds(REAL.lon - 2e-5, REAL.lat - 2e-5, REAL.lon + 2e-5, REAL.lat + 2e-5)

    def found() -> int:
        return sum(seen.kind == "comment" for seen in look(house, yulan, 19, box_=around).objects)

    assert found() == 1
    with house.database.writing() as session:
        store.change(session, replace(yulan, blur_m=50))
    assert found() == 0
    planner = makers.staff(Role.PLANNER)
    assert sum(s.kind == "comment" for s in look(house, yulan, 19, who=planner, box_=around).objects) == 1
    with house.database.writing() as session:
        store.change(session, yulan)
    assert found() == 1


def test_a_community_that_is_shut_is_refused_in_the_next_view(client: TestClient, house: House, yulan: Community):
    """Unpublished between two views, and gone between two others."""
    asked_for = {"community": yulan.id, "bbox": "104.05,30.62,104.07,30.64", "zoom": "14"}
    assert client.get("/map/viewport", params=asked_for).status_code == 200
    with house.database.writing() as session:
        store.change(session, replace(yulan, published=False))
    assert client.get("/map/viewport", params=asked_for).status_code == 403
    empty = makers.community(house)
    assert client.get("/map/viewport", params=asked_for | {"community": empty.id}).status_code == 200
    with house.database.administering() as connection:
        connection.exec_driver_sql(f"DELETE FROM communities WHERE id = '{empty.id}'")  # noqa: S608 - our own id
    assert client.get("/map/viewport", params=asked_for | {"community": empty.id}).status_code == 404


def test_a_change_is_seen_in_the_next_view(house: House, yulan: Community):
    """No view is kept: a bench that came, and one that went."""
    assert sum(look(house, yulan).clusters.totals) + len(look(house, yulan).objects) == 3
    bench = trees.facility(yulan, pin=Pin(104.061, 30.631))
    trees.keep(house, bench)
    assert {seen.id for seen in look(house, yulan).objects} >= {bench.id}
    with house.database.writing() as session:
        store.change(session, replace(bench, retired_at=NOON, version=bench.version + 1))
    assert bench.id not in {seen.id for seen in look(house, yulan).objects}
