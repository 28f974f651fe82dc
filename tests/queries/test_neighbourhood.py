"""Checks of a neighbourhood, on a map small enough to be walked by hand."""

from __future__ import annotations

import math
from typing import Any

import pytest
from shapely.geometry import Polygon

from planning.queries.neighbourhood import Checks, neighbourhood_checks
from planning.site import Community, Pin, new_id
from planning.surveys.observation import (
    Building,
    FacilityKind,
    Species,
    Street,
    StreetKind,
    SurveyState,
)
from planning.web.house import House
from tests import makers, trees
from tests.makers import NOON
from tests.planting import at, line


@pytest.fixture
def here(house: House) -> Community:
    """A community."""
    return makers.community(house)


def house_at(here: Community, x: float, y: float) -> Building:
    """A building of two by two metres around a place."""
    return Building(
        new_id(), here.id, Polygon([at(x - 1, y - 1), at(x + 1, y - 1), at(x + 1, y + 1), at(x - 1, y + 1)])
    )


def checks(house: House, here: Community) -> Checks:
    """As anybody asks."""
    return neighbourhood_checks(house.database, makers.visitor(), NOON, community_id=here.id)


def test_without_streets_homes_are_measured_in_straight_lines(house: House, here: Community):
    """A bench at the corner: one home at 100 m, one at 310, one at 520."""
    bench = trees.facility(here, pin=Pin(*at(0, 0)))
    homes = [house_at(here, x, 0) for x in (100, 310, 520)]
    trees.keep(house, bench, *homes)
    green, station, benches = checks(house, here).reaches
    assert (benches.goal, benches.places, benches.homes) == (FacilityKind.BENCH, 1, 3)
    assert (benches.beyond_near, benches.beyond_far, benches.along) == (2, 1, "straight")
    assert benches.far_homes == (homes[2].id,)
    assert (green.places, green.beyond_far) == (0, 3)
    assert station.beyond_near == 3


def test_where_there_are_streets_the_way_along_them_counts(house: House, here: Community):
    """The bench stands 200 m away behind the houses, and 480 m along the street round the corner."""
    bench = trees.facility(here, pin=Pin(*at(200, 140)))
    trees.keep(house, bench, house_at(here, 60, 140), Street(new_id(), here.id, line((60, 0), (60, 140)), StreetKind.CENTRELINE),
               Street(new_id(), here.id, line((60, 0), (200, 0)), StreetKind.CENTRELINE),
               Street(new_id(), here.id, line((200, 0), (200, 140)), StreetKind.CENTRELINE))  # fmt: skip
    benches = checks(house, here).reaches[2]
    assert (benches.along, benches.beyond_near, benches.beyond_far) == ("streets", 1, 0)


def test_roofs_by_courtyard_keep_what_a_household_said(house: House, here: Community):
    """Agreed and objected are both told as surveyed."""
    yard = trees.courtyard(here, Polygon([at(0, 0), at(50, 0), at(50, 50), at(0, 50)]), code="03")
    made: list[Any] = [yard]
    made += [
        trees.structure(here, courtyard_id=yard.id, state=state)
        for state in (SurveyState.AGREED, SurveyState.OBJECTED, SurveyState.REMOVED)
    ]
    made += [
        trees.structure(here, state=SurveyState.UNSURVEYED),
        trees.structure(here, courtyard_id=yard.id, retired_at=NOON),
    ]
    trees.keep(house, *made)
    assert checks(house, here).roofs == (
        ("", {SurveyState.UNSURVEYED: 1}), ("03", {SurveyState.SURVEYED: 2, SurveyState.REMOVED: 1}),
    )  # fmt: skip


def test_trees_are_told_by_species_genus_and_street(house: House, here: Community):
    """Two privets of two species are one genus; crowns that overlap cover the ground once."""
    names = [
        Species("女贞", "Ligustrum lucidum"),
        Species("小叶女贞", "Ligustrum quihoui"),
        Species("女贞", "Ligustrum lucidum"),
        Species("樟"),
    ]
    sites = [
        trees.site(here, pin=Pin(*at(x, 0)), street=street)
        for x, street in ((0, "甲街"), (0, "甲街"), (40, "甲街"), (80, "乙街"))
    ]
    standing = [
        trees.tree(here, site, species=species, crown_m=crown)
        for site, species, crown in zip(sites, names, (6.0, 6.0, None, 4.0), strict=True)
    ]
    trees.keep(house, *sites, *standing)
    found = checks(house, here)
    assert found.diversity.species
    assert (found.diversity.species.name, found.diversity.species.count, found.diversity.species.of) == (
        "Ligustrum lucidum",
        2,
        4,
    )
    assert found.diversity.genus
    assert (found.diversity.genus.name, found.diversity.genus.count, found.diversity.genus.of) == ("Ligustrum", 3, 3)
    first, second = found.canopy
    assert (first.street, first.trees, first.measured) == ("甲街", 3, 2)
    assert first.area_m2 == pytest.approx(math.pi * 9, rel=0.01)
    assert second.area_m2 == pytest.approx(math.pi * 4, rel=0.01)


def test_an_empty_community_has_nothing_to_tell(house: House, here: Community):
    """No home is beyond anything, and no share is made up."""
    found = checks(house, here)
    assert [one.beyond_far for one in found.reaches] == [0, 0, 0]
    assert (found.roofs, found.canopy, found.diversity.species) == ((), (), None)
