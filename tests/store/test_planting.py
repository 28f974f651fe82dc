"""The ground under planting sites as it is read from the database: in metres, with diameters and accuracies."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from shapely.geometry import Polygon

from planning import store
from planning.actions.facilities import add_facility
from planning.options.screening.ground import Ground
from planning.options.screening.things import CAN_BE_ABSENT
from planning.people import Role
from planning.site import Community, Pin, new_id
from planning.store import planting
from planning.surveys.observation import (
    Building,
    Facility,
    FacilityKind,
    Import,
    Pipe,
    PipeKind,
    PlantingSite,
    Street,
    StreetKind,
)
from planning.web.house import House
from tests import makers, trees
from tests.makers import NOON
from tests.planting import at, line, more, pavement


@pytest.fixture
def here(house: House) -> Community:
    """A community."""
    return makers.community(house)


def ground(house: House, here: Community) -> Ground:
    """As a question reads it."""
    with house.database.reading() as session:
        return planting.ground(session, here)


def test_sites_stand_apart_as_they_do_on_the_ground(house: House, here: Community):
    """Ten metres between neighbours, to the centimetre: the projection is that of the place, not of the web."""
    pavement(house, here)
    found = ground(house, here)
    order = np.argsort(found.spots.x)
    assert np.diff(found.spots.x[order]) == pytest.approx([10.0] * 4, abs=0.01)
    assert found.lon[order][0] == pytest.approx(104.06, abs=1e-9)


def test_every_kind_of_thing_has_its_layer_and_what_is_missing_is_named(house: House, here: Community):
    """Benches are no obstacle; a carriageway's edge is the kerb while nobody has surveyed one."""
    pavement(house, here, unknown=tuple(CAN_BE_ABSENT))
    trees.keep(house, *more(here))
    found = ground(house, here)
    assert set(found.layers) == {"water", "wall", "kerb", "lamp", "tree"}
    assert [thing.key for thing in found.unchecked] == [
        "reclaimed",
        "sewer",
        "gas",
        "power",
        "telecom",
        "heat",
        "overhead",
        "fence",
        "retaining_wall",
        "pole",
        "hydrant",
    ]
    assert found.layers["kerb"].geometries[0].geom_type == "LineString"


def test_a_surveyed_kerb_is_used_instead_of_the_edge(house: House, here: Community):
    """Where there is a line of the kind kerb, carriageways say nothing of kerbs."""
    pavement(house, here)
    trees.keep(house, *more(here), Street("kerb-1", here.id, line((0, -0.9), (50, -0.9)), StreetKind.KERB))
    assert list(ground(house, here).layers["kerb"].ids) == ["kerb-1"]


def test_diameter_accuracy_and_height_come_with_the_lines(house: House, here: Community):
    """Half the diameter is the radius; the import's accuracy stands in where the row states none."""
    pavement(house, here, accuracy_m=0.3)
    brought = Import(
        new_id(), here.id, "pipe", "wires.csv", "ab" * 32, "EPSG:4326", 1, 1, NOON, "system", accuracy_m=0.7
    )
    wire = Pipe(new_id(), here.id, line((0, 2), (50, 2)), PipeKind.OVERHEAD, import_id=brought.id, height_m=6.5)
    other = Pipe(new_id(), here.id, line((0, 2), (50, 2)), PipeKind.OTHER)
    trees.keep(house, brought, wire, other)
    layers = ground(house, here).layers
    assert (layers["water"].radius_m[0], layers["water"].accuracy_m[0]) == (0.1, 0.3)
    assert (layers["overhead"].height_m[0], layers["overhead"].accuracy_m[0]) == (6.5, 0.7)
    assert list(layers["other"].ids) == [other.id], "a line of unknown kind is not left out"
    assert (layers["other"].radius_m[0], layers["other"].more_m[0], layers["water"].more_m[0]) == (0.0, 1.0, 0.0)


def test_voltage_and_height_grade_wires_and_fences(house: House, here: Community):
    """Kilovolts of a wire, the height of a fence; what nobody recorded stays open, and of a pipe neither is asked."""
    pavement(house, here)
    trees.keep(
        house,
        Pipe(
            "w-1",
            here.id,
            line((0, 2), (50, 2)),
            PipeKind.OVERHEAD,
            height_m=6.5,
            voltage_kv=10.0,
            height_accuracy_m=0.2,
        ),
        Pipe("w-2", here.id, line((0, 3), (50, 3)), PipeKind.OVERHEAD, height_m=6.5),
        Pipe("f-1", here.id, line((0, 4), (50, 4)), PipeKind.FENCE, height_m=1.8),
        Pipe("r-1", here.id, line((0, 5), (50, 5)), PipeKind.RETAINING_WALL, height_m=1.8),
        Pipe("p-1", here.id, line((0, 6), (50, 6)), PipeKind.POWER, voltage_kv=10.0),
    )
    layers = ground(house, here).layers
    assert layers["overhead"].grade.tolist() == pytest.approx([10.0, np.nan], nan_ok=True)
    assert layers["fence"].grade.tolist() == [1.8]
    assert layers["overhead"].height_doubt_m.tolist() == [0.2, 0.0]
    assert "heights" in ground(house, here).silent
    assert all(np.isnan(layers[key].grade).all() for key in ("retaining_wall", "power"))


def test_lines_of_unknown_kind_with_a_voltage_or_a_height_may_hang(house: House, here: Community):
    """They are a layer of their own beside that of all lines of unknown kind; the heights count among those taken as exact."""
    pavement(house, here)
    trees.keep(
        house,
        Pipe("o-1", here.id, line((0, 2), (50, 2)), PipeKind.OTHER, voltage_kv=10.0),
        Pipe("o-2", here.id, line((0, 3), (50, 3)), PipeKind.OTHER, height_m=6.5),
        Pipe("o-3", here.id, line((0, 4), (50, 4)), PipeKind.OTHER),
    )
    found = ground(house, here)
    assert list(found.layers["other"].ids) == ["o-1", "o-2", "o-3"]
    wires = found.layers["other_overhead"]
    assert (list(wires.ids), wires.more_m.tolist()) == (["o-1", "o-2"], [0.0, 0.0])
    assert wires.grade.tolist() == pytest.approx([10.0, np.nan], nan_ok=True)
    assert {"other", "heights"} <= found.silent
    assert "other_overhead" not in found.silent


def test_a_line_without_a_diameter_may_be_as_wide_as_its_kind_is(house: House, here: Community):
    """A sewer of which nobody knows the bore: up to two metres, half of it to the outer face."""
    pavement(house, here)
    trees.keep(house, Pipe(new_id(), here.id, line((0, 2), (50, 2)), PipeKind.SEWER))
    sewer = ground(house, here).layers["sewer"]
    assert (sewer.radius_m[0], sewer.more_m[0]) == (0.0, 1.0)


def test_what_the_source_of_an_import_states_counts_together_with_the_change_of_coordinates(
    house: House, here: Community
):
    """Of sites, walls and lines alike; a line that states its own is taken at its word but for the change, an import that states nothing counts as none."""
    stated, only, silent = (
        Import(new_id(), here.id, "pipe", "x.csv", "ab" * 32, "EPSG:4544", 1, 1, NOON, "system", accuracy_m=change, stated_m=said)
        for change, said in ((0.25, 0.5), (None, 0.5), (None, None))
    )  # fmt: skip
    site = trees.site(here, pin=Pin(*at(0, 0)), import_id=stated.id)
    wall = Building(new_id(), here.id, Polygon([at(0, 6), at(9, 6), at(9, 9), at(0, 9)]), import_id=only.id)
    pipes = [
        Pipe(new_id(), here.id, line((0, 2), (50, 2)), kind, import_id=brought.id, accuracy_m=own)
        for kind, brought, own in (
            (PipeKind.WATER, stated, None), (PipeKind.GAS, stated, 0.1), (PipeKind.SEWER, silent, None),
        )
    ]  # fmt: skip
    trees.keep(house, stated, only, silent, site, wall, *pipes)
    found = ground(house, here)
    assert found.spots.accuracy_m.tolist() == [0.75]
    accuracy = {name: found.layers[name].accuracy_m[0] for name in ("wall", "water", "gas", "sewer")}
    assert accuracy == {"wall": 0.5, "water": 0.75, "gas": 0.35, "sewer": 0.0}
    assert found.silent == {"sewer"}


def test_what_was_given_up_does_not_count(house: House, here: Community):
    """A site and a lamp that are off the map."""
    sites = pavement(house, here)
    lamp = trees.facility(here, pin=Pin(*at(40, 1.0)), facility=FacilityKind.LAMP, retired_at=NOON)
    trees.keep(house, lamp)
    with house.database.writing() as session:
        store.change(session, replace(sites[0], retired_at=NOON, version=2))
    found = ground(house, here)
    assert len(found) == 4
    assert "lamp" not in found.layers


def test_the_kept_ground_is_read_anew_after_an_act(house: House, here: Community):
    """A lamp that a planner puts up stands in the way at the next question, and not before anybody acts."""
    pavement(house, here)
    first = ground(house, here)
    assert ground(house, here) is first
    lon, lat = at(20, 1.0)
    add_facility(
        house.database,
        makers.staff(Role.PLANNER),
        NOON,
        new_id(),
        community_id=here.id,
        lon=lon,
        lat=lat,
        facility=FacilityKind.LAMP,
    )
    again = ground(house, here)
    assert again is not first
    assert "lamp" in again.layers
    with house.database.reading() as session:
        assert store.count(session, Facility, community_id=here.id) == 1


def test_the_ground_of_another_community_is_another(house: House, here: Community):
    """Nothing of next door is looked at."""
    pavement(house, here)
    there = makers.community(house)
    trees.keep(house, trees.site(there))
    assert len(ground(house, there)) == 1
    assert set(ground(house, there).layers) == {"tree"}
    with house.database.reading() as session:
        assert store.count(session, PlantingSite, community_id=here.id) == 5


def test_a_community_without_bounds_measures_where_its_sites_are(house: House):
    """The metric system is that of the sites."""
    here = makers.community(house, bounds=None)
    pavement(house, here)
    found = ground(house, here)
    assert np.ptp(found.spots.x) == pytest.approx(40.0, abs=0.02)
