"""What the map's script is told: objects when near, counts when far, and nothing that is not for everybody."""

from __future__ import annotations

from typing import Any

import pytest
from shapely.geometry import LineString, box
from starlette.testclient import TestClient

from planning import store
from planning.actions.drawing import draw_feature
from planning.actions.layers import add_layer, publish_layer
from planning.people import Role
from planning.site import Community, Pin, new_id
from planning.surveys.comment import Stance
from planning.surveys.observation import (
    Building,
    Condition,
    Pipe,
    PipeKind,
    Species,
    Street,
    StreetKind,
    SurveyState,
    Tree,
)
from planning.web.house import House
from planning.wording import Words
from tests import makers, trees
from tests.makers import NOON

ROUND_HERE = "104.05,30.62,104.07,30.64"


@pytest.fixture
def yulan(house: House) -> Community:
    """A community with bounds."""
    return makers.community(house)


def look(client: TestClient, here: Community, status: int = 200, **asked: str) -> Any:
    """Ask the viewport route."""
    answer = client.get("/map/viewport", params={"community": here.id, "bbox": ROUND_HERE, "zoom": "18"} | asked)
    assert answer.status_code == status, answer.text
    return answer.json()


def told(found: Any) -> list[dict[str, Any]]:
    """Properties of all features."""
    return [feature["properties"] for feature in found["features"]]


def a_wood(house: House, here: Community, count: int) -> None:
    """Many trees in rows of fifty, about ten metres apart."""
    sites = [trees.site(here, pin=Pin(104.0555 + (i % 50) * 1e-4, 30.626 + (i // 50) * 1e-4)) for i in range(count)]
    with house.database.writing() as session:
        store.add_all(session, sites)
        store.add_all(session, [trees.tree(here, site) for site in sites])


def test_near_objects_carry_what_is_drawn(client: TestClient, house: House, yulan: Community):
    """A tree has its species, crown and condition; a structure its state; a comment its stance and first words."""
    planted = trees.site(yulan)
    standing, bench = trees.tree(yulan, planted), trees.facility(yulan)
    shed, said = trees.structure(yulan, state=SurveyState.OBJECTED), trees.comment(yulan)
    trees.keep(house, planted, standing, trees.site(yulan, pin=Pin(104.061, 30.63)), bench, shed, said)
    found = {p["kind"]: p for p in told(look(client, yulan))}
    assert found["tree"] == {"id": standing.id, "kind": "tree", "species": "女贞", "crown_m": 6.0, "condition": "good"}
    assert found["planting_site"]["empty"] is True
    assert found["rooftop_structure"]["state"] == "surveyed", "what a household said is not for everybody"
    assert found["facility"]["name"] == "长椅"
    assert found["comment"] == {
        "id": said.id, "kind": "comment", "stance": "worry", "topic": "fruit", "text": "果子落了一地",
    }  # fmt: skip
    assert len(told(look(client, yulan))) == 5, "a site with a tree on it is not an empty one"


def test_words_come_in_the_visitors_language(client: TestClient, house: House, yulan: Community):
    """The species is named as the visitor reads it."""
    planted = trees.site(yulan)
    trees.keep(house, planted, trees.tree(yulan, planted))
    assert told(look(client, yulan, lang="en"))[0]["species"] == "glossy privet"


def test_far_objects_are_counted(client: TestClient, house: House, yulan: Community):
    """2,500 trees, a bench and three comments from far away: clusters whose counts add up, kinds told apart."""
    a_wood(house, yulan, 2500)
    trees.keep(house, trees.facility(yulan), *(trees.comment(yulan) for _ in range(3)))
    found = look(client, yulan, zoom="14")
    clusters = told(found)
    assert all(set(c) == {"count", "kinds"} for c in clusters)
    assert sum(c["count"] for c in clusters) == 2504
    assert sum(c["kinds"].get("tree", 0) for c in clusters) == 2500
    assert sum(c["kinds"].get("comment", 0) for c in clusters) == 3
    for feature in found["features"]:
        lon, lat = feature["geometry"]["coordinates"]
        assert yulan.bounds is not None
        assert yulan.bounds.holds(lon, lat)


def test_nearer_the_same_wood_is_trees(client: TestClient, house: House, yulan: Community):
    """Coming near a corner of the wood shows its trees one by one."""
    a_wood(house, yulan, 2500)
    found = told(look(client, yulan, zoom="19", bbox="104.05549,30.62599,104.05651,30.62701"))
    assert {p["kind"] for p in found} == {"tree"}
    assert len(found) == 11 * 11


def test_a_cell_is_counted_whole_at_the_edge_of_the_view(client: TestClient, house: House, yulan: Community):
    """Moving the map by a hair changes no count: cells lie still and are never cut."""
    a_wood(house, yulan, 1600)
    first = told(look(client, yulan, zoom="16", bbox="104.0560,30.6262,104.0590,30.6280"))
    moved = told(look(client, yulan, zoom="16", bbox="104.05601,30.62621,104.05901,30.62801"))
    assert first == moved


def test_many_objects_are_counted_at_every_zoom(client: TestClient, house: House, yulan: Community):
    """Where thousands would be drawn, they are counted: an answer stays small."""
    a_wood(house, yulan, 2500)
    answer = client.get("/map/viewport", params={"community": yulan.id, "bbox": ROUND_HERE, "zoom": "18"})
    assert sum(p["count"] for p in told(answer.json())) == 2500
    assert len(answer.content) < 62_000


def test_a_box_wider_than_any_screen_stays_small(client: TestClient, house: House, yulan: Community):
    """The whole globe at the nearest zoom is counted in cells as large as need be."""
    a_wood(house, yulan, 1600)
    found = told(look(client, yulan, zoom="22", bbox="-180,-90,180,90"))
    assert sum(p["count"] for p in found) == 1600
    assert len(found) <= 4


def test_answers_are_packed_for_browsers_that_take_it(client: TestClient, house: House, yulan: Community):
    """Compressed when asked for, plain when not; the contents are the same."""
    a_wood(house, yulan, 300)
    asked = {"community": yulan.id, "bbox": ROUND_HERE, "zoom": "18"}
    small = client.get("/map/viewport", params=asked, headers={"Accept-Encoding": "gzip"})
    plain = client.get("/map/viewport", params=asked, headers={"Accept-Encoding": "identity"})
    assert small.headers["content-encoding"] == "gzip"
    assert "content-encoding" not in plain.headers
    assert small.json() == plain.json()
    assert int(small.headers["content-length"]) * 2 < int(plain.headers["content-length"])


def test_hidden_retired_and_removed_things_are_not_shown(client: TestClient, house: House, yulan: Community):
    """What a moderator hid or a planner took away never reaches the map; a site whose tree went is empty."""
    planted = trees.site(yulan)
    trees.keep(
        house, planted, trees.tree(yulan, planted, removed_at=NOON), trees.comment(yulan, hidden_at=NOON),
        trees.facility(yulan, retired_at=NOON), trees.structure(yulan, retired_at=NOON), trees.site(yulan, retired_at=NOON),
    )  # fmt: skip
    assert [p["id"] for p in told(look(client, yulan))] == [planted.id]


def test_communities_see_nothing_of_each_other(client: TestClient, house: House, yulan: Community):
    """Another community's trees at the very place are not shown, and an unpublished one is refused."""
    other = makers.community(house, published=False)
    trees.keep(house, trees.facility(other))
    assert told(look(client, yulan)) == []
    assert look(client, other, status=403)["error"] == "not_allowed"
    assert client.get("/map/base", params={"community": other.id}).status_code == 403


def test_layers_and_filters(client: TestClient, house: House, yulan: Community):
    """Only the layers that were asked for; codes with commas between them; a species by any of its names."""
    one, two = trees.site(yulan), trees.site(yulan)
    trees.keep(
        house, one, two, trees.tree(yulan, one), trees.tree(yulan, two, species=Species("紫薇", "Lagerstroemia indica")),
        trees.comment(yulan), trees.comment(yulan, stance=Stance.IDEA), trees.comment(yulan, stance=Stance.SUPPORT),
    )  # fmt: skip
    assert [p["species"] for p in told(look(client, yulan, layers="trees", species="紫薇"))] == ["紫薇"]
    assert {p["stance"] for p in told(look(client, yulan, layers="comments", stance="idea,support"))} == {
        "idea",
        "support",
    }
    assert told(look(client, yulan, layers="")) == []


SIGNS = ("%", "_", "\\", "'); DROP TABLE trees; --", '"', "女贞%")


def test_signs_of_sql_are_literal_in_filters(client: TestClient, house: House, yulan: Community):
    """Row 38: a filter is compared, never read."""
    planted = trees.site(yulan)
    trees.keep(house, planted, trees.tree(yulan, planted))
    for sign in SIGNS:
        assert told(look(client, yulan, layers="trees", species=sign)) == [], sign
    assert len(told(look(client, yulan, layers="trees"))) == 1


NO_BOXES = (
    "", "1,2,3", "1,2,3,4,5", "nan,30,105,31", "NaN,NaN,NaN,NaN", "-inf,30,105,31", "104,30,Infinity,31",
    "1e999,30,105,31", "31,2;5,6", "104,30,104.1,", "null,30,105,31", "105,30,104,31", "104,31,105,30",
    "-181,30,105,31", "104,-91,105,31", "104,30,181,31", "１０４,30,105,31", "1_0,20,30,40", "0x10,1,20,2",
)  # fmt: skip


def test_a_box_that_is_none_is_refused(client: TestClient, yulan: Community):
    """Rows 18 to 20: no number, infinite, reversed, off the globe, or written in other signs: 422 and a sentence."""
    for bbox in NO_BOXES:
        found = look(client, yulan, status=422, bbox=bbox)
        assert (found["error"], bool(found["message"])) == ("bad_bbox", True), bbox


def test_all_that_is_wrong_is_said_at_once(client: TestClient, yulan: Community):
    """Box, zoom and layers in one answer."""
    found = look(client, yulan, status=422, bbox="x", zoom="-1", layers="trees,unicorns")
    assert [p["error"] for p in found["problems"]] == ["bad_bbox", "bad_zoom", "unknown_layer"]


def test_a_community_that_is_not_there(client: TestClient, yulan: Community):
    """404 and a sentence, not an empty map."""
    answer = client.get("/map/viewport", params={"community": "nobody", "bbox": ROUND_HERE, "zoom": "17"})
    assert answer.status_code == 404


def test_courtyards_and_pipes_are_outlines(client: TestClient, house: House, yulan: Community):
    """Courtyards carry their names at every zoom, pipes what they carry, when near."""
    yard = trees.courtyard(yulan, box(104.0595, 30.6295, 104.0605, 30.6305))
    line = Pipe(new_id(), yulan.id, LineString([(104.0590, 30.63), (104.0610, 30.63)]), PipeKind.GAS)
    trees.keep(house, yard, line)
    near = {p["kind"]: p for p in told(look(client, yulan))}
    assert near["courtyard"]["name"] == "一号院"
    assert near["pipe"]["carries"] == "gas"
    assert {p["kind"] for p in told(look(client, yulan, zoom="15"))} == {"courtyard"}


def test_long_comments_are_cut_by_whole_signs(client: TestClient, house: House, yulan: Community):
    """Row 36: a family of emoji is not torn apart, and the map gets the first words only."""
    family = "👨‍👩‍👧‍👦"
    trees.keep(house, trees.comment(yulan, text=family * 80))
    assert told(look(client, yulan))[0]["text"] == family * 60 + "…"


def test_the_base_map_is_buildings_and_streets(client: TestClient, house: House, yulan: Community):
    """One compact collection; the browser that has it is told so and gets nothing twice."""
    trees.keep(
        house, Building(new_id(), yulan.id, box(104.0599, 30.6299, 104.0601, 30.6301), height_m=18.0),
        Street(new_id(), yulan.id, LineString([(104.059, 30.63), (104.061, 30.63)]), StreetKind.CENTRELINE, Words("玉兰巷", "Yulan Lane")),
    )  # fmt: skip
    answer = client.get("/map/base", params={"community": yulan.id})
    assert answer.headers["content-type"] == "application/geo+json"
    assert told(answer.json()) == [{"part": "centreline", "name": "玉兰巷"}, {"part": "building", "height_m": 18.0}]
    again = client.get("/map/base", params={"community": yulan.id}, headers={"If-None-Match": answer.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    trees.keep(house, Building(new_id(), yulan.id, box(104.0602, 30.6299, 104.0603, 30.6301)))
    changed = client.get("/map/base", params={"community": yulan.id}, headers={"If-None-Match": answer.headers["etag"]})
    assert changed.status_code == 200


def test_condition_filter(client: TestClient, house: House, yulan: Community):
    """Trees by how they do."""
    one, two = trees.site(yulan), trees.site(yulan)
    poor: Tree = trees.tree(yulan, two, condition=Condition.POOR)
    trees.keep(house, one, two, trees.tree(yulan, one), poor)
    assert [p["id"] for p in told(look(client, yulan, layers="trees", condition="poor"))] == [poor.id]


def test_layers_of_planners_come_by_their_ids(client: TestClient, house: House, yulan: Community):
    """``drawn=``: what is published to everybody, mark and words with it; what is inside, or not a layer, is nothing."""
    planner = makers.staff(Role.PLANNER)
    layer = add_layer(house.database, planner, NOON, new_id(), community_id=yulan.id, name="Drawing of 12 May")
    shape = {"type": "LineString", "coordinates": [[104.06, 30.63], [104.061, 30.6302]]}
    id_ = draw_feature(house.database, planner, NOON, new_id(), layer_id=layer, mark="arrow", shape=shape, name="Drain")
    asked: dict[str, Any] = {"layers": "", "drawn": f"nothing,{layer}"}
    assert told(look(client, yulan, **asked)) == []
    publish_layer(house.database, planner, NOON, new_id(), layer_id=layer, version=1, reason="Agreed.")
    found = look(client, yulan, **asked)
    assert told(found) == [{"id": id_, "kind": "layer_feature", "layer": layer, "mark": "arrow", "name": "Drain"}]
    assert found["features"][0]["geometry"] == shape
    assert "more" not in found
    assert told(look(client, yulan, layers="trees,courtyards")) == []
