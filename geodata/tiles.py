"""Pictures of a base map in one file: MBTiles (mapbox.com/mbtiles-spec 1.3) and PMTiles (version 3), read tile by tile.

Rows of tiles are counted from the north, as web maps do; MBTiles itself counts from the south. Files come from outside:
nothing in one may make this read another file, run for long, or take much memory.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote

from geodata.faults import N_, Unreadable, unreadable

HIGHEST_ZOOM = 24
LARGEST_TILE = 2_000_000
"""Bytes of one picture; usual ones have ten or twenty thousand."""
LARGEST_DIRECTORY = 256_000
"""Bytes of a packed directory of PMTiles; its specification keeps them near 16 kB."""
MOST_STEPS = 2_000_000
"""Steps of SQLite's machine for one question: a view in the file that would run for long is broken off."""
ZOOMS = (
    "SELECT zoom_level FROM tiles ORDER BY zoom_level LIMIT 1",
    "SELECT zoom_level FROM tiles ORDER BY zoom_level DESC LIMIT 1",
)
SIGNATURES = ((b"\x89PNG\r\n\x1a\n", "png"), (b"\xff\xd8\xff", "jpeg"), (b"RIFF", "webp"))


@dataclass(frozen=True, slots=True)
class Tiles:
    """What a file of tiles says of itself. ``box`` is west, south, east, north in degrees; None if it does not say."""

    form: str
    picture: str
    least_zoom: int
    most_zoom: int
    box: tuple[float, float, float, float] | None = None
    name: str = ""
    attribution: str = ""


def picture_of(data: bytes) -> str | None:
    """``png``, ``jpeg`` or ``webp``; None for anything else."""
    found = next((kind for start, kind in SIGNATURES if data.startswith(start)), None)
    return None if found == "webp" and data[8:12] != b"WEBP" else found


def examined(path: Path) -> Tiles:
    """What is in a file, looked at before it is taken in; raises :class:`Unreadable` with how to mend it."""
    with path.open("rb") as file:
        start = file.read(16)
    if start == b"SQLite format 3\0":
        return _mbtiles(path)
    if start.startswith(b"PMTiles"):
        return _pmtiles(path)
    raise unreadable(
        "no_tiles",
        N_("This is neither an MBTiles nor a PMTiles file: export the base map again in one of these forms."),
    )


def tile(path: Path, form: str, zoom: int, column: int, row: int) -> tuple[bytes, str] | None:
    """One picture and its kind; None where the file has none. ``row`` is counted from the north.

    Raises :class:`Unreadable` if the file is damaged there.
    """
    if not (0 <= zoom <= HIGHEST_ZOOM and 0 <= column < 2**zoom and 0 <= row < 2**zoom):
        return None
    data = _READ[form](path, zoom, column, row)
    kind = picture_of(data) if data else None
    return (data, kind) if data and kind else None


# ---- MBTiles: a SQLite database


@contextmanager
def _opened(path: Path) -> Iterator[sqlite3.Connection]:
    """The file, read only, with bounds on what its own views and triggers may do."""
    connection = sqlite3.connect(f"file:{quote(str(path))}?mode=ro&immutable=1", uri=True)
    try:
        connection.execute("PRAGMA trusted_schema=OFF")
        connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, LARGEST_TILE)
        connection.setlimit(sqlite3.SQLITE_LIMIT_ATTACHED, 0)
        connection.set_progress_handler(lambda: 1, MOST_STEPS)
        yield connection
    except (sqlite3.Error, OverflowError) as error:
        raise _damaged(error) from error
    finally:
        connection.close()


def _damaged(error: object) -> Unreadable:
    return unreadable(
        "bad_tiles", N_("The file of tiles is damaged or not complete ({why}): export it again."), why=str(error)[:120]
    )


def _mbtiles(path: Path) -> Tiles:
    with _opened(path) as connection:
        said = {str(k): str(v) for k, v in connection.execute("SELECT name, value FROM metadata LIMIT 100")}
        found = connection.execute("SELECT zoom_level, tile_data FROM tiles LIMIT 1").fetchone()
        least, most = (connection.execute(question).fetchone() for question in ZOOMS)
    if found is None:
        raise unreadable("empty_tiles", N_("There is no tile in the file: export the base map again."))
    return Tiles(
        "mbtiles", _pictured(found[1]), *_zooms(least[0], most[0]), _box(said.get("bounds", "").split(",")),
        said.get("name", "")[:200], said.get("attribution", "")[:500],
    )  # fmt: skip


def _from_mbtiles(path: Path, zoom: int, column: int, row: int) -> bytes | None:
    with _opened(path) as connection:
        found = connection.execute(
            "SELECT tile_data FROM tiles WHERE zoom_level = ? AND tile_column = ? AND tile_row = ?",
            (zoom, column, 2**zoom - 1 - row),
        ).fetchone()
    return bytes(found[0]) if found and isinstance(found[0], bytes) else None


# ---- PMTiles: a header, directories, and the pictures behind them


@contextmanager
def _reading(path: Path) -> Iterator[Any]:
    from pmtiles.reader import Reader  # needed by those who load such a file

    size = path.stat().st_size
    with path.open("rb") as file:

        def get_bytes(offset: int, length: int) -> bytes:
            if length > LARGEST_TILE or offset < 0 or length < 0 or offset + min(length, 127) > size:
                raise ValueError("a part lies outside of the file")
            file.seek(offset)
            return file.read(length)

        try:
            yield Reader(get_bytes)  # type: ignore[no-untyped-call]
        except Unreadable:
            raise
        except Exception as error:  # the library says a broken file in many ways: asserts, struct, zlib, keys
            raise _damaged(error or type(error).__name__) from error


def _pmtiles(path: Path) -> Tiles:
    with _reading(path) as reader:
        header = reader.header()
        kinds = {"PNG": "png", "JPEG": "jpeg", "WEBP": "webp"}
        kind = kinds.get(header["tile_type"].name)
        if kind is None:
            raise _no_pictures()
        if header["tile_data_offset"] + header["tile_data_length"] > path.stat().st_size:
            raise ValueError("its end is missing")
        if header["root_length"] > LARGEST_DIRECTORY or header["metadata_length"] > LARGEST_DIRECTORY:
            raise ValueError("its directory is too large")
        said = reader.metadata()
        parts = [header[f"{name}_e7"] / 1e7 for name in ("min_lon", "min_lat", "max_lon", "max_lat")]
        reader.get(0, 0, 0)  # whether its directory can be read
        return Tiles(
            "pmtiles", kind, *_zooms(header["min_zoom"], header["max_zoom"]), _box(parts),
            str(said.get("name", ""))[:200], str(said.get("attribution", ""))[:500],
        )  # fmt: skip


def _from_pmtiles(path: Path, zoom: int, column: int, row: int) -> bytes | None:
    with _reading(path) as reader:
        found: bytes | None = reader.get(zoom, column, row)
        return found


_READ: dict[str, Callable[[Path, int, int, int], bytes | None]] = {"mbtiles": _from_mbtiles, "pmtiles": _from_pmtiles}


def _no_pictures() -> Unreadable:
    return unreadable(
        "no_pictures",
        N_(
            "The tiles of this file are no pictures (PNG, JPEG or WebP), perhaps vector tiles: export the base map as pictures."
        ),
    )


def _pictured(data: Any) -> str:
    found = picture_of(bytes(data)) if isinstance(data, bytes) else None
    if found is None:
        raise _no_pictures()
    return found


def _zooms(least: Any, most: Any) -> tuple[int, int]:
    if not (isinstance(least, int) and isinstance(most, int) and 0 <= least <= most <= HIGHEST_ZOOM):
        raise unreadable(
            "bad_zooms",
            N_("The zooms of the tiles must lie between 0 and {most}: export the base map again."),
            most=HIGHEST_ZOOM,
        )
    return least, most


def _box(parts: list[Any]) -> tuple[float, float, float, float] | None:
    try:
        west, south, east, north = (float(part) for part in parts)
    except ValueError:
        return None
    return (west, south, east, north) if -180 <= west < east <= 180 and -90 <= south < north <= 90 else None
