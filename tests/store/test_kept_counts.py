"""The counts that are kept for the map are always those that counting would give."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, insert, select, text, update

from planning import store
from planning.site import Pin, new_id
from planning.store import Session, kept_counts
from planning.store.kept_counts import FINEST, UNIT, differences, fold, rebuild
from planning.store.tables.map_counts import CELLS, CHANGES, SPECIES
from planning.store.tables.observations import FacilityRow, PlantingSiteRow, RooftopStructureRow, TreeRow
from planning.surveys.observation import Species
from planning.web.house import House
from tests import makers, trees
from tests.makers import NOON

ROWS: dict[str, Any] = {"sites": PlantingSiteRow, "structures": RooftopStructureRow, "facilities": FacilityRow}
PLACES = st.tuples(st.floats(103.9, 104.3), st.floats(30.5, 30.9)) | st.tuples(st.floats(-180, 180), st.floats(-85, 85))
STEPS = st.lists(
    st.tuples(
        st.sampled_from(["add", "add_many", "end", "bring_back", "move", "swap_site", "delete", "rename", "broken_off"]),
        st.sampled_from(["trees", *ROWS]), st.integers(0, 10**6), PLACES,
    ),
    max_size=25,
)  # fmt: skip


def cells_of(session: Session) -> dict[tuple[Any, ...], tuple[int, int, int]]:
    """Every kept cell: its count and the sums of its coordinates."""
    return {tuple(row[:5]): tuple(row[5:]) for row in session.execute(select(CELLS))}


def counted(session: Session) -> tuple[dict[tuple[Any, ...], tuple[int, int, int]], Counter[tuple[str, str]]]:
    """The same by counting in Python, object by object; and trees by species."""
    cells: dict[tuple[Any, ...], list[int]] = {}
    species: Counter[tuple[str, str]] = Counter()
    standing = session.execute(
        select(TreeRow.community_id, TreeRow.lon, TreeRow.lat, TreeRow.site_id).where(TreeRow.removed_at.is_(None))
    ).all()
    taken = {row.site_id for row in standing}
    found = [("trees", row.community_id, row.lon, row.lat) for row in standing]
    for layer, row in ROWS.items():
        for one in session.execute(select(row.id, row.community_id, row.lon, row.lat).where(row.retired_at.is_(None))):
            found += [] if layer == "sites" and one.id in taken else [(layer, one.community_id, one.lon, one.lat)]
    for layer, community, lon, lat in found:
        line, col = int((lat + 90.0) / 90.0 * 2**FINEST), int((lon + 180.0) / 90.0 * 2**FINEST)
        for level in range(FINEST + 1):
            cell = cells.setdefault(
                (community, layer, level, line >> (FINEST - level), col >> (FINEST - level)), [0, 0, 0]
            )
            for i, part in enumerate((1, int((lon + 180.0) * UNIT), int((lat + 90.0) * UNIT))):
                cell[i] += part
    for community, kind in session.execute(text("SELECT community_id, species FROM trees WHERE removed_at IS NULL")):
        species[community, kind] += 1
    return {key: (n, lon, lat) for key, (n, lon, lat) in cells.items()}, species


def add(session: Session, here: Any, layer: str, lon: float, lat: float, many: int) -> None:
    """New objects by one statement; trees come with their sites, the second tree of a site stands beside the first."""
    pins = [Pin(lon, max(-85.0, lat - i * 1e-4)) for i in range(many)]
    made = {"sites": trees.site, "structures": trees.structure, "facilities": trees.facility, "trees": trees.site}[
        layer
    ]
    values: Any = [made(here, pin=pin) for pin in pins]

    store.add_all(session, values)
    if layer == "trees":
        store.add_all(session, [trees.tree(here, values[0 if i == 1 else i]) for i in range(many)])


def step(session: Session, here: Any, what: tuple[str, str, int, tuple[float, float]]) -> None:
    """One random change, by the kind of statement that acts, undo, imports and erasing send."""
    name, layer, number, (lon, lat) = what
    row = TreeRow if layer == "trees" else ROWS[layer]
    ids = sorted(session.scalars(select(row.id)))
    ended = "removed_at" if layer == "trees" else "retired_at"
    if name in {"add", "add_many", "broken_off"} or not ids:
        add(session, here, layer, lon, lat, 3 if name == "add_many" else 1)
        return
    chosen = [ids[number % len(ids)]] if number % 3 else ids  # one row, or all of them in one statement
    changed = update(row).where(row.id.in_(chosen))
    if name == "end":
        session.execute(changed.values({ended: NOON}))
    elif name == "bring_back":
        session.execute(changed.values({ended: None}))
    elif name == "move":
        session.execute(changed.values(lon=lon, lat=lat))
    elif name == "rename" and layer == "trees":
        session.execute(changed.values(species=Species("紫薇", "Lagerstroemia indica")))
    elif name == "swap_site" and layer == "trees":
        sites = sorted(session.scalars(select(PlantingSiteRow.id)))
        session.execute(changed.values(site_id=sites[number % len(sites)]))
    elif name == "delete":
        if layer == "sites":
            session.execute(delete(TreeRow).where(TreeRow.site_id.in_(chosen)))
        session.execute(delete(row).where(row.id.in_(chosen)))


class _BrokenOffError(Exception):
    """Ends a transaction."""


def _break_off(name: str) -> None:
    if name == "broken_off":
        raise _BrokenOffError


@pytest.mark.parametrize("bulk", [kept_counts.BULK, 2])
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
def test_kept_counts_are_what_counting_gives(house: House, monkeypatch: pytest.MonkeyPatch, bulk: int, steps: Any):
    """After random writes of every kind, each in a transaction that ends well or is broken off: equal, cell by cell."""
    monkeypatch.setattr(kept_counts, "BULK", bulk)
    here = makers.community(house)
    for what in steps:
        try:
            with house.database.writing() as session:
                step(session, here, what)
                _break_off(what[0])
        except _BrokenOffError:
            pass
        with house.database.reading() as session:
            assert not session.scalar(select(CHANGES.c.n).limit(1))
    with house.database.reading() as session:
        cells, species = counted(session)
        assert cells_of(session) == cells
        assert {(c, s): n for c, s, n in session.execute(select(SPECIES))} == species
        assert differences(session.connection()) == 0


def test_the_tables_have_their_triggers_and_indexes(house: House):
    """A migration that builds one of them anew must make these again."""
    is_sqlite = house.database.kind == "sqlite"
    names = (
        "SELECT name FROM sqlite_master"
        if is_sqlite
        else "SELECT tgname FROM pg_trigger UNION SELECT relname FROM pg_class"
    )
    with house.database.reading() as session:
        there = set(session.scalars(text(names)))
    events = ("came", "went", "changed") if is_sqlite else ("insert", "update", "delete")
    assert {f"map_{layer}_{event}" for layer in ("trees", *ROWS) for event in events} <= there
    assert {f"ix_{row.__tablename__}_band" for row in (TreeRow, *ROWS.values())} <= there


def test_a_difference_is_found_and_mended(house: House):
    """Who writes cells by hand is found out; counting anew mends it."""
    here = makers.community(house)
    trees.keep(house, trees.facility(here), trees.site(here))
    with house.database.writing() as session:
        session.execute(update(CELLS).where(CELLS.c.level == 7).values(n=9))
        session.execute(insert(SPECIES).values(community_id=here.id, species="{}", n=1))
    with house.database.writing() as session:
        # Of two layers level 7 is not what 8 gives, nor 6 what 7 gives, each seen from both sides; and one species.
        assert differences(session.connection()) == 2 * 2 * 2 + 1
        rebuild(session.connection())
        assert differences(session.connection()) == 0


def test_what_another_program_left_is_a_difference_until_it_is_folded(house: House):
    """A statement past our code writes its change; the next transaction folds it."""
    here = makers.community(house)
    with house.database.administering() as connection:
        site = trees.site(here)
        connection.execute(insert(PlantingSiteRow).values(
            id=new_id(), community_id=here.id, lon=104.06, lat=30.63, pin=site.pin, external_id="", street="", version=1))  # fmt: skip
    with house.database.reading() as session:
        assert differences(session.connection()) > 0
    with house.database.writing() as session:
        fold(session.connection())
        assert differences(session.connection()) == 0
