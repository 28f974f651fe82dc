"""Files of tiles: read to the byte, and refused with a sentence where they are none."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from pmtiles.tile import TileType

from geodata.faults import Unreadable
from geodata.tiles import examined, picture_of, tile
from tests.tiles import BOX, ZOOMS, at, mbtiles, picture, places, pmtiles

MAKERS: dict[str, Callable[[Path], Path]] = {"mbtiles": mbtiles, "pmtiles": pmtiles}


@pytest.mark.parametrize("form", MAKERS)
def test_every_tile_comes_out_as_it_went_in(form: str, tmp_path: Path):
    """What a file says of itself, and each of its pictures; none where it has none."""
    path = MAKERS[form](tmp_path / "a")
    found = examined(path)
    assert (found.form, found.picture, found.least_zoom, found.most_zoom) == (form, "png", *ZOOMS)
    assert (found.name, found.attribution) == ("影像", "© 测绘院")
    assert found.box == pytest.approx(BOX)
    for place in places():
        assert tile(path, form, *place) == (picture(*place), "png")
    assert tile(path, form, 12, 0, 0) is None


@pytest.mark.parametrize("form", MAKERS)
@pytest.mark.parametrize("place", [(-1, 0, 0), (25, 0, 0), (3, 8, 0), (3, 0, 8), (3, -1, 0), (10**6, 1, 1)])
def test_no_tile_lies_outside_of_the_world(form: str, place: tuple[int, int, int], tmp_path: Path):
    """Zoom, column and row are within limits, whatever was asked."""
    assert tile(MAKERS[form](tmp_path / "a"), form, *place) is None


def test_pictures_are_known_by_their_first_bytes(tmp_path: Path):
    """JPEG and WebP are shown, too; a sound file that begins like WebP is none."""
    column, row = at(10, 104.0, 30.6)
    for form, kind in (("JPEG", "jpeg"), ("WEBP", "webp")):
        path = mbtiles(tmp_path / kind, form=form)
        assert examined(path).picture == kind
        assert tile(path, "mbtiles", 10, column, row) == (picture(10, column, row, form), kind)
    assert picture_of(b"RIFF\x00\x00\x00\x00WAVE") is None
    assert picture_of(b"<svg onload=alert(1)>") is None


def refused(path: Path) -> str:
    """The code of the refusal; its sentence can be said."""
    with pytest.raises(Unreadable) as bad:
        examined(path)
    assert str(bad.value)
    return bad.value.faults[0].code


def test_files_that_are_no_tiles_are_refused(tmp_path: Path):
    """Text, an empty file, another SQLite file, one without tiles, vector tiles."""
    other = tmp_path / "other"
    for data in (b"", b"hello", b"PK\x03\x04"):
        other.write_bytes(data)
        assert refused(other) == "no_tiles"
    with closing(sqlite3.connect(tmp_path / "sqlite")) as file:
        file.execute("CREATE TABLE tiles (what TEXT)")
    assert refused(tmp_path / "sqlite") == "bad_tiles"
    assert refused(mbtiles(tmp_path / "none", tiles=[])) == "empty_tiles"
    assert refused(pmtiles(tmp_path / "vector", TileType.MVT)) == "no_pictures"
    with closing(sqlite3.connect(mbtiles(tmp_path / "text"))) as file:
        file.execute("UPDATE tiles SET tile_data = 'text'")
        file.commit()
    assert refused(tmp_path / "text") == "no_pictures"
    with closing(sqlite3.connect(mbtiles(tmp_path / "far"))) as file:
        file.execute("UPDATE tiles SET zoom_level = 99 WHERE zoom_level = 12")
        file.commit()
    assert refused(tmp_path / "far") == "bad_zooms"


@pytest.mark.parametrize("form", MAKERS)
@pytest.mark.parametrize("kept", [20, 130, 600])
def test_a_file_that_was_cut_off_is_refused(form: str, kept: int, tmp_path: Path):
    """Wherever the copy broke off."""
    path = MAKERS[form](tmp_path / "a")
    path.write_bytes(path.read_bytes()[:kept])
    assert refused(path) in {"bad_tiles", "no_tiles"}


def test_a_view_that_runs_for_ever_is_broken_off(tmp_path: Path):
    """A file may bring its own views: they cannot hold the server up."""
    path = tmp_path / "slow"
    with closing(sqlite3.connect(path)) as file:
        file.execute("CREATE TABLE metadata (name TEXT, value TEXT)")
        file.execute("""CREATE VIEW tiles AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n)
            SELECT 1 AS zoom_level, 0 AS tile_column, 0 AS tile_row, 'x' AS tile_data FROM n WHERE i < 0""")
    assert refused(path) == "bad_tiles"


def test_a_picture_that_is_too_large_is_not_read(tmp_path: Path):
    """Two megabytes are the most of one tile."""
    path = mbtiles(tmp_path / "a", tiles=[(10, 1, 1)])
    with closing(sqlite3.connect(path)) as file:
        file.execute("UPDATE tiles SET tile_data = zeroblob(3000000)")
        file.commit()
    assert refused(path) == "bad_tiles"
