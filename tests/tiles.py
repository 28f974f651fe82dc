"""Small files of tiles for tests: each picture says by its colour where it belongs."""

from __future__ import annotations

import io
import math
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

from PIL import Image
from pmtiles.tile import Compression, TileType, zxy_to_tileid
from pmtiles.writer import Writer

ZOOMS = (10, 12)
BOX = (103.9, 30.5, 104.2, 30.8)
SAID = {"name": "影像", "attribution": "© 测绘院"}


def picture(zoom: int, column: int, row: int, form: str = "PNG") -> bytes:
    """A picture of one colour, made of its place."""
    out = io.BytesIO()
    Image.new("RGB", (256, 256), (zoom * 10, column % 256, row % 256)).save(out, form)
    return out.getvalue()


def at(zoom: int, lon: float, lat: float) -> tuple[int, int]:
    """Column and row of the tile of a place (Web Mercator, rows from the north)."""
    column = math.floor((lon + 180) / 360 * 2**zoom)
    return column, math.floor((1 - math.asinh(math.tan(math.radians(lat))) / math.pi) / 2 * 2**zoom)


def places() -> list[tuple[int, int, int]]:
    """Every tile of :data:`BOX` at its zooms."""
    west, south, east, north = BOX
    found = []
    for zoom in range(ZOOMS[0], ZOOMS[1] + 1):
        (left, top), (right, bottom) = at(zoom, west, north), at(zoom, east, south)
        found += [(zoom, x, y) for x in range(left, right + 1) for y in range(top, bottom + 1)]
    return found


def mbtiles(path: Path, *, form: str = "PNG", said: dict[str, str] | None = None, tiles: Any = None) -> Path:
    """An MBTiles file."""
    with closing(sqlite3.connect(path)) as file:
        file.execute("CREATE TABLE metadata (name TEXT, value TEXT)")
        file.execute("CREATE TABLE tiles (zoom_level INTEGER, tile_column INTEGER, tile_row INTEGER, tile_data BLOB)")
        file.executemany(
            "INSERT INTO metadata VALUES (?, ?)", (said or SAID | {"bounds": ",".join(map(str, BOX))}).items()
        )
        for z, x, y in places() if tiles is None else tiles:
            file.execute("INSERT INTO tiles VALUES (?, ?, ?, ?)", (z, x, 2**z - 1 - y, picture(z, x, y, form)))
        file.commit()
    return path


def pmtiles(path: Path, kind: TileType = TileType.PNG) -> Path:
    """A PMTiles file with the same tiles, written by its own library."""
    with path.open("wb") as file:
        writer: Any = Writer(file)  # type: ignore[no-untyped-call]
        for z, x, y in sorted(places(), key=lambda place: zxy_to_tileid(*place)):
            writer.write_tile(zxy_to_tileid(z, x, y), picture(z, x, y))
        west, south, east, north = (int(degrees * 1e7) for degrees in BOX)
        writer.finalize(
            {"tile_type": kind, "tile_compression": Compression.NONE, "min_lon_e7": west, "min_lat_e7": south, "max_lon_e7": east,
             "max_lat_e7": north, "center_zoom": 11, "center_lon_e7": west, "center_lat_e7": south}, SAID)  # fmt: skip
    return path
