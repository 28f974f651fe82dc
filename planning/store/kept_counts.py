"""A pyramid of counts for the map: how many objects of each layer stand in each cell, at every zoom, kept up to date.

A cell of level ``z`` is 90/2**z degrees wide and high: 64 pixels wide at zoom ``z`` of the Web Mercator map. Triggers write
what came and went into ``map_changes`` (its migration says how); :func:`fold` adds that to the cells before the commit, so
that whoever reads sees objects and counts of one state. Sums of coordinates are whole ten-millionths of a degree: adding
and taking away leaves no rest, and a cell whose last object went is gone.
"""

# ruff: noqa: S608 - statements are put together from our own words, never from what somebody sent

from __future__ import annotations

from sqlalchemy import Connection, text

FINEST = 18
"""The finest level: at nearer zooms its cells are drawn larger."""
UNIT = 10_000_000
"""Parts of a degree that coordinates are summed in."""
BULK = 20_000
"""Changes from which on the levels above are summed from the level below instead of change by change."""

_KEYS = "community_id, layer, level, line, col"
_ADD = f"""ON CONFLICT ({_KEYS}) DO UPDATE SET n = map_cells.n + excluded.n,
    lon = map_cells.lon + excluded.lon, lat = map_cells.lat + excluded.lat"""
_SUMS = "CAST(sum(n) AS INTEGER), CAST(sum(lon) AS BIGINT), CAST(sum(lat) AS BIGINT)"
_ALL_LEVELS = " UNION ALL ".join(f"SELECT {level} AS level" for level in range(FINEST + 1))
_COUNTED = "sum(n) <> 0 OR sum(lon) <> 0 OR sum(lat) <> 0"

_FOLD = f"""INSERT INTO map_cells ({_KEYS}, n, lon, lat)
    SELECT community_id, layer, level, line >> ({FINEST} - level), col >> ({FINEST} - level), {_SUMS}
    FROM map_changes CROSS JOIN ({_ALL_LEVELS}) AS levels
    GROUP BY 1, 2, 3, 4, 5 HAVING {_COUNTED} {_ADD}"""
_FOLD_FINEST = f"""INSERT INTO map_cells ({_KEYS}, n, lon, lat)
    SELECT community_id, layer, {FINEST}, line, col, {_SUMS}
    FROM map_changes GROUP BY community_id, layer, line, col HAVING {_COUNTED} {_ADD}"""
_FOLD_SPECIES = """INSERT INTO map_species (community_id, species, n)
    SELECT community_id, species, CAST(sum(n) AS INTEGER) FROM map_changes WHERE species IS NOT NULL
    GROUP BY community_id, species HAVING sum(n) <> 0
    ON CONFLICT (community_id, species) DO UPDATE SET n = map_species.n + excluded.n"""
_CHANGED = "SELECT DISTINCT community_id, layer FROM map_changes"
_DROP_LEVEL = f"DELETE FROM map_cells WHERE level = :level AND (community_id, layer) IN ({_CHANGED})"
_SUM_LEVEL = f"""INSERT INTO map_cells ({_KEYS}, n, lon, lat)
    SELECT community_id, layer, level - 1, line >> 1, col >> 1, {_SUMS}
    FROM map_cells WHERE level = :level + 1 AND (community_id, layer) IN ({_CHANGED})
    GROUP BY community_id, layer, level, line >> 1, col >> 1"""


def fold(connection: Connection) -> None:
    """Add what came and went to the cells; nothing where nothing did."""
    changes = connection.scalar(
        text("SELECT count(*) FROM (SELECT 1 FROM map_changes LIMIT :most) AS found"), {"most": BULK}
    )
    if not changes:
        return
    if changes < BULK:
        connection.execute(text(_FOLD))
    else:
        connection.execute(text(_FOLD_FINEST))
        _sweep(connection)
        for level in range(FINEST - 1, -1, -1):
            connection.execute(text(_DROP_LEVEL), {"level": level})
            connection.execute(text(_SUM_LEVEL), {"level": level})
    connection.execute(text(_FOLD_SPECIES))
    _sweep(connection)
    connection.execute(text("DELETE FROM map_changes"))


def _sweep(connection: Connection) -> None:
    for table in ("map_cells", "map_species"):
        connection.execute(text(f"DELETE FROM {table} WHERE n = 0"))


_CELL = {
    "sqlite": ("CAST((r.{} + {}) / 90.0 * 262144.0 AS INTEGER)", "CAST((r.{} + {}) * 10000000.0 AS INTEGER)"),
    "postgresql": ("CAST(floor((r.{} + {}) / 90.0 * 262144.0) AS INTEGER)", "CAST(floor((r.{} + {}) * 10000000.0) AS BIGINT)"),
}  # fmt: skip
"""The cell of a place on the finest level, and its degrees in whole units: as the triggers have it."""
_STANDING = {
    "trees": "trees r WHERE r.removed_at IS NULL",
    "sites": "planting_sites r WHERE r.retired_at IS NULL"
    " AND NOT EXISTS (SELECT 1 FROM trees t WHERE t.site_id = r.id AND t.removed_at IS NULL)",
    "structures": "rooftop_structures r WHERE r.retired_at IS NULL",
    "facilities": "facilities r WHERE r.retired_at IS NULL",
}


def rebuild(connection: Connection) -> None:
    """Count everything anew from the objects."""
    for table in ("map_cells", "map_species", "map_changes"):
        connection.execute(text(f"DELETE FROM {table}"))
    cell, units = _CELL[connection.dialect.name]
    for layer, standing in _STANDING.items():
        species = "r.species" if layer == "trees" else "NULL"
        connection.execute(
            text(f"""INSERT INTO map_changes (community_id, layer, line, col, n, lon, lat, species)
            SELECT r.community_id, '{layer}', {cell.format("lat", 90.0)}, {cell.format("lon", 180.0)}, 1,
                {units.format("lon", 180.0)}, {units.format("lat", 90.0)}, {species} FROM {standing}""")
        )
    fold(connection)


def differences(connection: Connection) -> int:
    """How many cells and species differ from what a count of the objects gives now; 0 where all is well.

    Counts the finest level from the objects and each other level from the one below it. Changes that nobody has folded
    yet, which a program that is not ours may have left, count as differences.
    """
    cell, units = _CELL[connection.dialect.name]
    pending = connection.scalar(text("SELECT count(*) FROM map_changes")) or 0
    found = 0
    for layer, standing in _STANDING.items():
        counted = f"""SELECT r.community_id, '{layer}', {FINEST}, {cell.format("lat", 90.0)}, {cell.format("lon", 180.0)},
            count(*), CAST(sum({units.format("lon", 180.0)}) AS BIGINT), CAST(sum({units.format("lat", 90.0)}) AS BIGINT)
            FROM {standing} GROUP BY 1, 4, 5"""
        kept = f"SELECT {_KEYS}, n, lon, lat FROM map_cells WHERE layer = '{layer}' AND level = {FINEST}"
        found += _unlike(connection, counted, kept)
    for level in range(FINEST):
        counted = f"""SELECT community_id, layer, {level}, line >> 1, col >> 1, {_SUMS}
            FROM map_cells WHERE level = {level + 1} GROUP BY 1, 2, 4, 5"""
        found += _unlike(connection, counted, f"SELECT {_KEYS}, n, lon, lat FROM map_cells WHERE level = {level}")
    counted = "SELECT community_id, species, count(*) FROM trees WHERE removed_at IS NULL GROUP BY 1, 2"
    return pending + found + _unlike(connection, counted, "SELECT community_id, species, n FROM map_species")


def _unlike(connection: Connection, one: str, other: str) -> int:
    both = (f"SELECT count(*) FROM (SELECT * FROM ({a}) AS x EXCEPT SELECT * FROM ({b}) AS y) AS z"
            for a, b in ((one, other), (other, one)))  # fmt: skip
    return sum(connection.scalar(text(statement)) or 0 for statement in both)
