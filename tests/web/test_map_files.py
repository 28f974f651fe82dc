"""The map of a community as a file: who gets what of it, in which form, and that it comes in again."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from typing import Any

import pytest
import shapely
from starlette.testclient import TestClient

from geodata import reading
from planning import addresses, store
from planning.actions.drawing import draw_feature
from planning.actions.importing import import_observations
from planning.actions.layers import add_layer, publish_layer
from planning.i18n import translator
from planning.people import SYSTEM, Role
from planning.queries import map_material as asked
from planning.queries.map_material import map_material
from planning.reports.map_layers import map_layers
from planning.site import Community, Courtyard, Pin, new_id
from planning.surveys.map_material import MapMaterial
from planning.surveys.observation import LayerFeature, Pipe, RooftopStructure, SurveyState, Tree
from planning.web.house import House
from planning.web.map_files import FORMATS
from tests import makers
from tests.examples import examples
from tests.makers import NOON

HEARD = "the household on the sixth floor agreed"
BEGINS = {
    "gpkg": b"SQLite format 3\0", "zip": b"PK", "geojson": b"{", "kml": b"<?xml", "dxf": b"  0\n", "csv": b"\xef\xbb\xbf",
    "xlsx": b"PK",
}  # fmt: skip


@pytest.fixture
def here(house: House) -> Community:
    """A published community with one object of every kind, and a structure whose household was spoken to."""
    made = examples(published=True)
    community: Community = made[Community]
    kinds = [kind for kind in made if kind.__name__ in OBJECTS]
    with house.database.writing() as session:
        store.add(session, community)
        for kind in sorted(kinds, key=lambda kind: OBJECTS.index(kind.__name__)):
            store.add(session, _there(made[kind]))
    return community


OBJECTS = ["Import", "Courtyard", "PlantingSite", "Tree", "RooftopStructure", "Facility", "Building", "Street", "Pipe"]


def _there(thing: Any) -> Any:
    """The example as something that stands."""
    if isinstance(thing, RooftopStructure):
        return replace(thing, state=SurveyState.AGREED, note=HEARD, retired_at=None)
    if isinstance(thing, Tree):
        return replace(thing, removed_at=None)
    return replace(thing, retired_at=None) if hasattr(thing, "retired_at") else thing


def fetched(client: TestClient, here: Community, ending: str, **more: str) -> bytes:
    """The file as a visitor gets it."""
    answer = client.get(addresses.to(addresses.MAP_FILE, community=here.id, ending=ending, **more))
    assert answer.status_code == 200, answer.text[:300]
    return answer.content


@pytest.mark.parametrize("ending", sorted(FORMATS))
def test_every_format_is_there_and_none_tells_what_a_household_said(client: TestClient, here: Community, ending: str):
    """A file is of its own kind; in it a structure is surveyed, whatever was agreed at the door."""
    data = fetched(client, here, ending)
    assert data.startswith(BEGINS[ending])
    assert HEARD.encode() not in data
    if ending in {"geojson", "csv", "kml"}:
        assert b"surveyed" in data
        assert b"agreed" not in data


def test_a_geopackage_has_every_layer_of_the_map(client: TestClient, here: Community):
    """All kinds of objects, in one file."""
    with reading.opened(fetched(client, here, "gpkg")) as source:
        names = {layer.name for layer in source.layers}
    assert names >= {"trees", "planting_sites", "rooftop_structures", "facilities", "pipes", "buildings", "courtyards"}
    assert names & {"street_lines", "street_areas"}


def test_who_talks_with_households_reads_what_they_said(house: House, here: Community):
    """A planner of this community does; a visitor does not."""
    told = [
        map_material(house.database, who, NOON, community_id=here.id).structures[0]
        for who in (makers.staff(Role.PLANNER, here.id), makers.visitor())
    ]
    assert [(one.state, one.note) for one in told] == [(SurveyState.AGREED, HEARD), (SurveyState.SURVEYED, "")]


def test_one_layer_alone(client: TestClient, here: Community):
    """``?layer=``; a name that there is not is refused."""
    features = json.loads(fetched(client, here, "geojson", layer="pipes"))["features"]
    assert {feature["properties"]["layer"] for feature in features} == {"pipes"}
    address = addresses.to(addresses.MAP_FILE, community=here.id, ending="geojson", layer="nothing")
    assert client.get(address).status_code == 404


def test_what_is_no_file_is_not_there(client: TestClient, house: House, here: Community):
    """An ending we do not write, an empty map, an unpublished community, and one that there is not."""
    empty, hidden = makers.community(house), makers.community(house, published=False)
    refused = [(here.id, "exe", 404), (empty.id, "gpkg", 404), (hidden.id, "gpkg", 403), ("nowhere", "gpkg", 404)]
    for community, ending, status in refused:
        assert client.get(addresses.to(addresses.MAP_FILE, community=community, ending=ending)).status_code == status


def test_a_map_too_large_is_refused_in_plain_words(
    client: TestClient, here: Community, monkeypatch: pytest.MonkeyPatch
):
    """More objects of a kind than a file is made of."""
    monkeypatch.setattr(asked, "MOST_IN_A_FILE", 0)
    answer = client.get(addresses.to(addresses.MAP_FILE, community=here.id, ending="csv"))
    assert (answer.status_code, answer.json()["error"]) == (429, "too_many")


def test_the_table_names_the_inventory_and_the_courtyard(client: TestClient, house: House, here: Community):
    """Where a row came from travels with it."""
    rows = list(csv.DictReader(io.StringIO(fetched(client, here, "csv").decode("utf-8-sig"), newline="")))
    with house.database.reading() as session:
        [yard] = store.find(session, Courtyard, community_id=here.id)
        [tree] = store.find(session, Tree, community_id=here.id)
    [row] = [row for row in rows if row["layer"] == "trees"]
    assert (row["jieyi_id"], row["courtyard"]) == (tree.id, yard.code if tree.courtyard_id else "")
    assert (float(row["lon"]), float(row["lat"])) == (tree.pin.lon, tree.pin.lat)


@pytest.mark.parametrize("ending", ["gpkg", "zip", "geojson", "kml"])
def test_trees_and_pipes_come_in_again_as_they_went_out(client: TestClient, house: House, here: Community, ending: str):
    """A file of one community imported into an empty one gives the same objects, but for who brought them.

    An import keeps eight decimals of a degree, which is a millimetre.
    """
    there = makers.community(house)
    for kind, layer in (("tree", "trees"), ("pipe", "pipes")):
        data = fetched(client, here, ending, layer=layer)
        name = layer if ending != "geojson" else ""
        at: dict[str, Any] = {
            "community_id": there.id,
            "kind": kind,
            "file": f"map.{ending}",
            "data": data,
            "layer": name,
        }
        done = import_observations(house.database, SYSTEM, NOON, new_id(), **at)
        assert (done["accepted"], done["refused"]) == (1, [])
    first, second = (_objects(house, community) for community in (here, there))
    assert [_plain(one) for one in first.trees] == [_plain(one) for one in second.trees]
    for one, other in zip(first.pipes, second.pipes, strict=True):
        assert _plain(one) == _plain(other)
        assert shapely.equals_exact(one.outline, other.outline, 1e-8)


def _objects(house: House, here: Community) -> MapMaterial:
    return map_material(house.database, makers.staff(Role.PLANNER, here.id), NOON, community_id=here.id)


SQUARE = {"type": "Polygon", "coordinates": [[[104.06, 30.63], [104.061, 30.63], [104.061, 30.631], [104.06, 30.63]]]}
ARROW = {"type": "LineString", "coordinates": [[104.06, 30.63], [104.0612345678, 30.6312345678]]}
POND = 'id,name,深度,layer,wkt\n1,东口,0.3,a,POINT(104.06 30.63)\n2,西口,=1+1,,"MULTIPOINT((104.06 30.63),(104.061 30.63))"\n'


@pytest.fixture
def drawn(house: House) -> Community:
    """A community with a published drawing, one that is inside, and a free layer of a file."""
    made, planner = makers.community(house), makers.staff(Role.PLANNER)

    def do(act: Any, **fields: Any) -> Any:
        return act(house.database, planner, NOON, new_id(), **fields)

    layers = [do(add_layer, community_id=made.id, name=name) for name in ("Drawing of 12 May", "Inside")]
    for layer in layers:
        do(draw_feature, layer_id=layer, mark="area", shape=SQUARE, name=f"Square {layer}", note="=a note")
        do(draw_feature, layer_id=layer, mark="arrow", shape=ARROW)
    do(publish_layer, layer_id=layers[0], version=1, reason="Agreed.")
    do(import_observations, community_id=made.id, kind="layer", file="pond.csv", data=POND.encode(), source="积水点")
    return made


@pytest.mark.parametrize("ending", sorted(FORMATS))
def test_layers_of_planners_go_out_as_far_as_they_are_seen(client: TestClient, drawn: Community, ending: str):
    """In every format: what is published, nothing of what is inside."""
    data = fetched(client, drawn, ending)
    assert data.startswith(BEGINS[ending])
    if ending in {"geojson", "csv", "kml", "dxf"}:
        assert b"layer_1_areas" in data
        assert b"layer_2" not in data


def test_layers_of_planners_come_in_again_as_they_went_out(house: House, drawn: Community):
    """GeoPackage: each into a layer of its own: marks, words, notes, columns of the file, and places to eight decimals."""
    there = makers.community(house)
    before = _objects(house, drawn)
    for layer in map_layers(before, translator("en")):
        data = FORMATS["gpkg"][1]([layer])
        done = import_observations(
            house.database, SYSTEM, NOON, new_id(), community_id=there.id, kind="layer", file="a.gpkg", data=data,
            source=layer.title,
        )  # fmt: skip
        assert done["refused"] == []
    after = _objects(house, there)
    assert [layer.name for layer, _ in before.drawn] == [layer.name for layer, _ in after.drawn]
    told = [{_as_told(one) for _, features in material.drawn for one in features} for material in (before, after)]
    assert told[0] == told[1]
    assert len(told[0]) == 6


def _as_told(one: LayerFeature) -> tuple[Any, ...]:
    """What a file tells of a feature."""
    facts = tuple(sorted((key.removesuffix("_2"), value) for key, value in one.facts.items()))
    placed = shapely.normalize(shapely.set_precision(one.outline, 1e-8)).wkt
    return one.layer, one.external_id or one.id, one.name, one.mark, one.note, facts, placed


def _plain(one: Tree | Pipe) -> tuple[Any, ...]:
    """What a file tells of an object."""
    if isinstance(one, Tree):
        return (one.external_id, one.species, one.dbh_cm, one.height_m, one.crown_m, one.condition, one.planted_year,
                one.surveyed_on, one.note, Pin(round(one.pin.lon, 8), round(one.pin.lat, 8)))  # fmt: skip
    return (
        one.external_id,
        one.carries,
        one.diameter_mm,
        one.depth_m,
        one.material,
        one.accuracy_m,
        one.height_m,
        one.voltage_kv,
        one.height_accuracy_m,
    )
