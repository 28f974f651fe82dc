"""The sample block: counts, reproducibility, and a geometry that could stand in a street."""

from __future__ import annotations

import geopandas as gpd
import numpy as np
import pytest
import shapely
from shapely.geometry.base import BaseGeometry

from geodata.samples import Block, yulan_lane
from geodata.samples.frame import METRIC_CRS

FRAMES = [name for name in Block.__dataclass_fields__ if name != "bounds"]
ROUNDED_M = 0.03
"""Coordinates are rounded to a centimetre."""


@pytest.fixture(scope="module", params=[1, 20261124])
def block(request: pytest.FixtureRequest) -> Block:
    """Two blocks."""
    return yulan_lane(request.param)


def metric(frame: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """In metres."""
    return frame.to_crs(METRIC_CRS)


def ground(frame: gpd.GeoDataFrame) -> BaseGeometry:
    """All of it, in metres."""
    return metric(frame).geometry.union_all()


def all_inside(inner: gpd.GeoDataFrame, named: str, outer: gpd.GeoDataFrame, by: str) -> bool:
    """Whether each lies inside the one that it names."""
    outlines = dict(zip(outer[by], outer.geometry.buffer(ROUNDED_M), strict=True))
    return all(outlines[name].contains(shape) for name, shape in zip(inner[named], inner.geometry, strict=True))


def test_there_is_what_the_street_is_said_to_have(block):
    """Twelve courtyards, 320 sites, 190 structures, 40 facilities, all five kinds of line."""
    assert len(block.courtyards) == 12
    assert len(block.sites) == 320
    assert len(block.rooftops) == 190
    assert len(block.facilities) == 40
    assert set(block.pipes["kind"]) == {"water", "sewer", "gas", "power", "telecom"}
    assert {"bench", "lamp", "service_station", "shared_parking"} <= set(block.facilities["kind"])


def test_the_same_seed_makes_the_same_block_bit_for_bit():
    """Well-known binary of every geometry and every cell agree; another seed makes another block."""
    one, again, other = yulan_lane(7), yulan_lane(7), yulan_lane(8)
    for name in FRAMES:
        left, right = getattr(one, name), getattr(again, name)
        assert left.geometry.to_wkb().tolist() == right.geometry.to_wkb().tolist(), name
        assert left.drop(columns="geometry").equals(right.drop(columns="geometry")), name
    assert one.trees.geometry.to_wkb().tolist() != other.trees.geometry.to_wkb().tolist()


def test_most_street_trees_are_privets_and_some_sites_are_empty(block):
    """More than six in ten; crowns, trunks and heights are those of trees; the dead and the poor are there too."""
    standing = block.trees[block.trees["removed_days_ago"].isna()]
    assert len(standing) == 300
    assert (standing["species_zh"] == "女贞").mean() > 0.6
    assert set(standing["condition"]) == {"good", "fair", "poor", "dead"}
    assert standing["crown_m"].between(1.2, 12).all()
    assert standing["dbh_cm"].between(5, 50).all()
    assert standing["height_m"].between(2.5, 15).all()
    assert standing["site"].is_unique


def test_everything_is_valid_and_lies_inside_the_bounds(block):
    """No broken geometry, nothing outside the drawing."""
    edge = block.bounds.buffer(2e-6)
    for name in FRAMES:
        frame = getattr(block, name)
        assert frame.crs.to_epsg() == 4326
        assert frame.geometry.is_valid.all(), name
        assert frame.geometry.within(edge).all(), name
        assert frame["id"].is_unique, name


def test_no_tree_stands_on_a_roadway_or_in_a_building(block):
    """Sites are on the pavement, with the kerb between them and the cars."""
    road, pavement, built = (
        ground(block.carriageways),
        ground(block.pavements).buffer(ROUNDED_M),
        ground(block.buildings),
    )
    sites = metric(block.sites).geometry
    assert (sites.distance(road) > 0.4).all()
    assert sites.within(pavement).all()
    assert (sites.distance(built) > 1.0).all()


def test_sites_keep_a_distance(block):
    """Two trunks are never closer than three metres, but for the corner of two streets."""
    sites = metric(block.sites).geometry
    tree = shapely.STRtree(list(sites))
    left, right = tree.query(np.asarray(sites), predicate="dwithin", distance=3.0)
    assert (left != right).sum() <= 8


def test_buildings_stand_apart_inside_their_courtyards(block):
    """None overlaps another, a street, or its courtyard's edge; heights fit their storeys."""
    houses = metric(block.buildings)
    tree = shapely.STRtree(list(houses.geometry))
    left, right = tree.query(np.asarray(houses.geometry), predicate="dwithin", distance=1.0)
    assert (left == right).all()
    assert houses.geometry.distance(ground(block.carriageways)).min() > 0.5
    assert all_inside(houses, "courtyard", metric(block.courtyards), "code")
    assert houses["height_m"].between(3, 40).all()
    assert (houses["height_m"] / houses["storeys"]).between(3.0, 4.3).all()


def test_courtyards_do_not_overlap(block):
    """Their areas add up to the area of their union."""
    yards = metric(block.courtyards).geometry
    assert yards.area.sum() == pytest.approx(yards.union_all().area, rel=1e-9)


def test_roof_structures_lie_on_their_own_roof_and_not_on_one_another(block):
    """Inside the footprint of the building they name."""
    structures = metric(block.rooftops)
    assert all_inside(structures, "building", metric(block.buildings), "id")
    assert structures.geometry.area.sum() == pytest.approx(structures.geometry.union_all().area, rel=1e-6)


def test_removal_is_finished_in_courtyard_3_and_under_way_in_courtyard_5(block):
    """As in the home case; every state is met somewhere."""
    by_yard = block.rooftops.groupby("courtyard")["state"].agg(set)
    assert by_yard["03"] == {"removed"}
    assert {"removed", "agreed", "spoken_to", "objected"} <= by_yard["05"]
    assert set(block.rooftops["state"]) == {"unsurveyed", "surveyed", "spoken_to", "agreed", "objected", "removed"}


def test_mains_run_under_the_pavement_except_at_crossings(block):
    """At least four fifths of every kind's length, of the sewer the old part; depth, diameter and accuracy are stated."""
    pavement = ground(block.pavements)
    mains = metric(block.pipes[block.pipes["role"] == "main"])
    under = (
        mains.geometry.intersection(pavement).length.groupby(mains["kind"]).sum()
        / mains.geometry.length.groupby(mains["kind"]).sum()
    )
    assert (under.drop("sewer") > 0.8).all(), under
    assert 0.2 < under["sewer"] < 0.5, "the renewed part lies under the carriageway"
    assert block.pipes["depth_m"].between(0.4, 2.0).all()
    assert block.pipes["diameter_mm"].between(30, 500).all()
    assert block.pipes["accuracy_m"].between(0.1, 2.0).all()


def test_carriageways_do_not_overlap_and_every_street_has_its_whole_length(block):
    """A street that another one crosses keeps both of its pieces."""
    surfaces = metric(block.carriageways)
    assert surfaces.geometry.area.sum() == pytest.approx(surfaces.geometry.union_all().area, rel=1e-6)
    lines = metric(block.centre_lines).set_index("id").geometry
    covered = surfaces.geometry.union_all().buffer(0.1)
    assert lines.intersection(covered).length.sum() == pytest.approx(lines.length.sum(), rel=0.01)


def test_facilities_are_where_they_are_of_use(block):
    """Benches and lamps on the pavement, clear of pits; parking on open ground of its courtyard."""
    things = metric(block.facilities)
    outside = things[things["kind"].isin(["bench", "lamp", "bin", "ramp"])]
    assert outside.geometry.within(ground(block.pavements).buffer(ROUNDED_M)).all()
    assert (outside.geometry.distance(ground(block.sites)) > 1.1).all()
    assert (things.geometry.distance(ground(block.buildings)) > 0.2).all()
