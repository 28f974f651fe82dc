"""Base maps that planners load: served from this machine, each community its own."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from planning.actions.base_maps import load_base_map, retire_base_map
from planning.errors import Refusals
from planning.people import SYSTEM, Visitor
from planning.queries.base_maps import base_maps
from planning.site import Bounds, Community, new_id
from planning.store import tile_files
from planning.web.house import House
from tests import makers
from tests.makers import NOON
from tests.tiles import at, mbtiles, picture, pmtiles

PUBLIC = Visitor(None, "browser-1")


@pytest.fixture
def yulan(house: House) -> Community:
    """A community with bounds."""
    return makers.community(house)


def load(house: House, here: Community, file: Path, **more: str) -> str:
    """Load a file as a planner does."""
    said = {"name": "", "attribution": "", "datum": "WGS84"} | more
    return load_base_map(
        house.database,
        SYSTEM,
        NOON,
        new_id(),
        data_dir=house.settings.data_dir,
        file=file,
        community_id=here.id,
        **said,
    )


def lying(house: House) -> list[Path]:
    """Files in the folder of base maps."""
    folder = house.settings.data_dir / tile_files.FOLDER
    return sorted(folder.iterdir()) if folder.exists() else []


@pytest.mark.parametrize("make", [mbtiles, pmtiles])
def test_tiles_are_served(client: TestClient, house: House, yulan: Community, tmp_path: Path, make):
    """Each picture as it lies in the file, kept by browsers; nothing where the map ends, nothing beyond its zooms."""
    id_ = load(house, yulan, make(tmp_path / "a"))
    column, row = at(12, 104.06, 30.63)
    where = {"community": yulan.id}
    answer = client.get(f"/map/tiles/{id_}/12/{column}/{row}", params=where)
    assert (answer.status_code, answer.headers["content-type"]) == (200, "image/png")
    assert answer.content == picture(12, column, row)
    assert "immutable" in answer.headers["cache-control"]
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert client.get(f"/map/tiles/{id_}/12/0/0", params=where).status_code == 204
    for place in ("13/1/1", "9/1/1", "12/-1/0", "12/x/0", "12/1e3/0", "12/9999999999/0", "１２/0/0"):
        assert client.get(f"/map/tiles/{id_}/{place}", params=where).status_code == 404, place


def test_what_the_file_says_is_taken_where_nothing_is_typed(house: House, yulan: Community, tmp_path: Path):
    """Name and attribution; what is typed wins."""
    load(house, yulan, mbtiles(tmp_path / "a"))
    load(house, yulan, pmtiles(tmp_path / "b"), name="航片 2025", attribution="© 街道办", datum="GCJ02")
    said = {
        (one.name, one.attribution, one.datum.value, one.form)
        for one in base_maps(house.database, PUBLIC, NOON, community_id=yulan.id)
    }
    assert said == {("影像", "© 测绘院", "WGS84", "mbtiles"), ("航片 2025", "© 街道办", "GCJ02", "pmtiles")}


def test_bad_files_leave_nothing_behind(house: House, yulan: Community, tmp_path: Path):
    """No tiles, no name, nobody's, a wrong datum, another place: one sentence each, and no file stays."""
    nothing = tmp_path / "nothing"
    nothing.write_bytes(b"hello")
    silent = mbtiles(tmp_path / "silent", said={"format": "png"})
    good = mbtiles(tmp_path / "good")
    far = mbtiles(tmp_path / "far", said={"name": "x", "attribution": "y", "bounds": "-10,-10,-9,-9"})
    tries = [
        (nothing, {}, "no_tiles"), (silent, {"attribution": "x"}, "no_name"), (silent, {"name": "x"}, "no_attribution"),
        (good, {"datum": "Mars"}, "bad_datum"), (far, {}, "elsewhere"),
    ]  # fmt: skip
    for file, more, code in tries:
        with pytest.raises(Refusals) as refused:
            load(house, yulan, file, **more)
        assert refused.value.code == code
    assert lying(house) == []
    assert base_maps(house.database, PUBLIC, NOON, community_id=yulan.id) == []


def test_only_planners_load_and_take_away(house: House, yulan: Community, tmp_path: Path):
    """Refused before anything is copied."""
    file = mbtiles(tmp_path / "a")
    with pytest.raises(Refusals) as refused:
        load_base_map(
            house.database, PUBLIC, NOON, new_id(), data_dir=house.settings.data_dir, file=file, community_id=yulan.id, name="x",
            attribution="y", datum="WGS84",
        )  # fmt: skip
    assert refused.value.code == "not_allowed"
    assert lying(house) == []


def test_a_base_map_that_was_taken_away_is_not_served(
    client: TestClient, house: House, yulan: Community, tmp_path: Path
):
    """Nor is one of a community that is not published, nor under a name that was made up."""
    id_ = load(house, yulan, mbtiles(tmp_path / "a"))
    hidden = makers.community(house, published=False, bounds=Bounds(103, 30, 105, 31))
    secret = load(house, hidden, mbtiles(tmp_path / "b"))
    assert client.get(f"/map/tiles/{secret}/12/1/1", params={"community": hidden.id}).status_code == 403
    assert client.get(f"/map/tiles/{secret}/12/1/1", params={"community": yulan.id}).status_code == 404
    assert client.get("/map/tiles/..%2Fjieyi/12/1/1", params={"community": yulan.id}).status_code == 404
    retire_base_map(house.database, SYSTEM, NOON, new_id(), community_id=yulan.id, base_map_id=id_)
    assert client.get(f"/map/tiles/{id_}/12/1/1", params={"community": yulan.id}).status_code == 404


def test_a_file_that_is_gone_or_damaged_is_an_empty_map(
    client: TestClient, house: House, yulan: Community, tmp_path: Path
):
    """A restored backup has no pictures: the map is there without them."""
    id_ = load(house, yulan, mbtiles(tmp_path / "a"))
    column, row = at(12, 104.06, 30.63)
    (file,) = lying(house)
    file.write_bytes(file.read_bytes()[:5000])
    asked: Any = {"url": f"/map/tiles/{id_}/12/{column}/{row}", "params": {"community": yulan.id}}
    assert client.get(**asked).status_code == 204
    file.unlink()
    assert client.get(**asked).status_code == 204
