"""Blurred places: what the public sees on the map, in lists, in files and by asking cleverly; staff see exactly."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planning import store
from planning.actions.communities import blur_comments
from planning.errors import Refusals
from planning.people import Role, Visitor
from planning.queries.comments import comment, comment_pins, comments, comments_for_download, similar_comments
from planning.queries.viewport import Asked, viewport
from planning.site import Bounds, Community, Grid, Pin, new_id
from planning.surveys.comment import Comment
from planning.surveys.likeness import distance_m
from planning.web.house import House
from tests import makers
from tests.examples import kept_examples
from tests.makers import NOON
from tests.speaking import spoken

PUBLIC = makers.visitor("somebody else")
PLANNER = makers.staff(Role.PLANNER)
BLUR_M = 50
REAL = Pin(104.0600123, 30.6300321)


@pytest.fixture
def yulan(house: House) -> Community:
    """A community that blurs, with bounds."""
    return makers.community(house, blur_m=BLUR_M)


@pytest.fixture
def said(house: House, yulan: Community) -> Comment:
    """Pinned to a doorstep."""
    return spoken(house, yulan, "我家门口", "browser-1", lon=REAL.lon, lat=REAL.lat)


def places(house: House, who: Visitor, here: Community) -> dict[str, list[Pin]]:
    """Where each way of asking shows the comments."""
    asked: Any = (house.database, who, NOON)
    at: Any = {"community_id": here.id}
    [one] = comments(*asked, **at).cards
    seen = viewport(*asked, asked=Asked(here.bounds or Bounds(0, 0, 0, 0), 19), **at).objects
    return {
        "list": [one.comment.pin],
        "one": [comment(*asked, comment_id=one.comment.id, **at).comment.pin],
        "similar": [s.card.comment.pin for s in similar_comments(*asked, pin=REAL, **at)],
        "small picture": [p.pin for p in comment_pins(*asked, **at)],
        "map": [Pin(s.lon, s.lat) for s in seen],
    }


def test_the_public_sees_the_grid_and_staff_the_place(house: House, yulan: Community, said: Comment):
    """All ways show the same corner of the grid, at most 36 m off; the writer too, lest a shared phone tells."""
    assert yulan.grid is not None
    corner = yulan.grid.snapped(REAL)
    assert 0 < distance_m(corner, REAL) < BLUR_M * 0.75
    for who in (PUBLIC, makers.visitor("browser-1")):
        for way, pins in places(house, who, yulan).items():
            assert [distance_m(pin, corner) < 0.01 for pin in pins] == [True], way
    assert set(map(tuple, places(house, PLANNER, yulan).values())) == {(said.pin,)}


def test_files_are_blurred_whoever_asks(house: House, yulan: Community, said: Comment):
    """A file travels further than who fetched it."""
    assert yulan.grid is not None
    for who in (PUBLIC, PLANNER):
        [card] = comments_for_download(house.database, who, NOON, community_id=yulan.id)
        assert card.comment.pin == yulan.grid.snapped(REAL)


def test_routes_are_blurred(house: House, client: Any, yulan: Community, said: Comment):
    """Viewport, CSV and GeoJSON hold no sign of the real place."""
    box = "104.055,30.625,104.065,30.635"
    answers = [
        client.get("/map/viewport", params={"community": yulan.id, "bbox": box, "zoom": "19", "layers": "comments"}),
        client.get(f"/communities/{yulan.id}/comments.csv"),
        client.get(f"/communities/{yulan.id}/comments.geojson"),
    ]
    for answer in answers:
        assert answer.status_code == 200
        assert "104.0600123" not in answer.text
        assert "30.6300321" not in answer.text
    [feature] = json.loads(answers[0].text)["features"]
    lon, lat = feature["geometry"]["coordinates"]
    row = list(csv.reader(io.StringIO(answers[1].text)))[1]
    assert (float(row[6]), float(row[7])) == pytest.approx((lon, lat), abs=1e-6)


@pytest.mark.parametrize("zoom", [14, 19])
def test_a_small_box_around_the_real_place_tells_nothing(house: House, yulan: Community, said: Comment, zoom: int):
    """What is shown decides what is found: neither objects nor counts answer to the real place."""
    assert yulan.grid is not None
    corner = yulan.grid.snapped(REAL)

    def found(pin: Pin) -> int:
        box = Bounds(pin.lon - 2e-5, pin.lat - 2e-5, pin.lon + 2e-5, pin.lat + 2e-5)
        view = viewport(house.database, PUBLIC, NOON, community_id=yulan.id, asked=Asked(box, zoom, ("comments",)))
        return len(view.objects) + sum(view.clusters.totals)

    assert (found(REAL), found(corner)) == (0, 1)


def test_a_comment_on_an_object_stands_where_the_object_stands(house: House):
    """That the bench is meant is said anyway."""
    with house.database.writing() as session:
        made = kept_examples(session, published=True, blur_m=BLUR_M)
        said: Comment = made[Comment]
        store.change(session, replace(said, hidden_at=None, withdrawn_at=None, seen_by=(), version=said.version + 1))
    [pin] = [p.pin for p in comment_pins(house.database, PUBLIC, NOON, community_id=made[Community].id)]
    assert pin == said.pin


@pytest.mark.parametrize("metres", [-25, 5, 9, 501, 10**9])
def test_only_sensible_blurs_are_set(house: House, yulan: Community, metres: int):
    """Between 10 and 500 m, or none."""
    with pytest.raises(Refusals) as refused:
        blur_comments(
            house.database, makers.staff(Role.ADMINISTRATOR), NOON, new_id(), community_id=yulan.id, metres=metres
        )
    assert refused.value.code == "bad_blur"


def test_an_administrator_sets_it_and_it_holds_at_once(house: House, yulan: Community, said: Comment):
    """Back to exact, for everybody."""
    admin = makers.staff(Role.ADMINISTRATOR)
    blur_comments(house.database, admin, NOON, new_id(), community_id=yulan.id, metres=0)
    assert set(map(tuple, places(house, PUBLIC, yulan).values())) == {(said.pin,)}


@given(
    lon=st.floats(-179, 179), lat=st.floats(-70, 70), metres=st.sampled_from([10, 25, 50, 100, 500]),
)  # fmt: skip
def test_a_corner_is_near_and_stays_where_it_is(lon: float, lat: float, metres: int):
    """No place moves further than the diagonal of half a cell, and a corner is its own corner."""
    grid, pin = Grid.of(metres, round(lat)), Pin(lon, lat)
    corner = grid.snapped(pin)
    assert distance_m(pin, corner) <= metres * 0.75
    assert distance_m(grid.snapped(corner), corner) < 0.001
