"""What the map's room hands to the browser, and what it takes back."""

from __future__ import annotations

import json
import re

from planning.i18n import translator
from planning.pages.map_frame.drawing import _map, facts, message
from planning.pages.map_frame.view import Click, Drawing, MapView, Selected, Sketch
from planning.site import Bounds, Community, Pin
from planning.surveys.planner_layer import PlannerLayer
from planning.wording import Words
from tests.makers import NOON

BREAK_OUT = "</script><script>alert(1)</script>`${alert(1)}`"


def view(**fields: object) -> MapView:
    """A map of a community with a hostile name."""
    here = Community("yulan", Words(BREAK_OUT, BREAK_OUT), Bounds(104.0, 30.6, 104.1, 30.7))
    return MapView(here, translator("en"), **fields)  # type: ignore[arg-type]


def test_a_map_names_no_other_site():
    """Neither its scripts nor its stylesheets, tiles or attribution come from elsewhere."""
    drawn = _map(view())
    drawn.get_root().render()
    addresses = [address for _, address in (*drawn.default_js, *drawn.default_css)]
    assert all(address.startswith(("/map/assets/", "/web/")) for address in addresses)
    assert re.findall(r"https?://(?!www\.w3\.org)[^\s\"']+", drawn.get_root().render()) == []


def test_words_cannot_leave_the_script():
    """Filters, species and the tiles' owner go as JSON that has no angle bracket in it."""
    told = message(view(species=((BREAK_OUT, BREAK_OUT),), filters={"topic": BREAK_OUT}))
    assert json.loads(json.dumps(told)) == told
    with_tiles = view(tiles="https://tiles.example/{z}/{x}/{y}.png", attribution=BREAK_OUT)
    script = _map(with_tiles).get_root().render()
    assert "<script>alert" not in script
    (owner,) = [one["attribution"] for one in facts(with_tiles)["bases"] if one["id"] == "address"]
    assert owner
    assert "${alert" not in owner


def test_what_changes_is_told_and_not_built():
    """Selecting, picking and filtering leave the standing facts as they are, so the map is never built anew."""
    moved = view(selected=Selected("tree", "t1", 104.05, 30.65), picking=True, pin=Pin(104.05, 30.65), comments=7)
    assert facts(moved) == facts(view())
    assert message(moved) != message(view())
    assert message(moved)["mode"] == "pick"


def test_a_click_is_a_plain_value():
    """Kind, id and place; the ground has no id, whatever the frame sends."""
    raw = {"last_clicked": {"kind": "tree", "id": "t1", "lng": 104.05, "lat": 30.65, "stamp": "9"}}
    assert Click.parse(raw) == (Click("tree", "t1", 104.05, 30.65), "9")
    raw["last_clicked"] |= {"kind": "place"}
    found = Click.parse(raw)
    assert found is not None
    assert found[0] == Click("place", "", 104.05, 30.65)
    assert found[0].is_place


def test_what_was_drawn_comes_as_a_click_with_a_shape():
    """Its mark and its shape as they came; without a shape it is nothing; a click on a tree carries none."""
    shape = {"type": "Point", "coordinates": [104.05, 30.65]}
    sent = {"kind": "drawn", "id": "", "mark": "point", "shape": shape, "lng": 104.05, "lat": 30.65, "stamp": "3"}
    assert Click.parse({"last_clicked": sent}) == (Click("drawn", "", 104.05, 30.65, "point", shape), "3")
    assert Click.parse({"last_clicked": sent | {"shape": "POINT(1 2)"}}) is None
    plain = Click.parse({"last_clicked": sent | {"kind": "tree", "id": "t"}})
    assert plain is not None
    assert (plain[0].mark, plain[0].shape) == ("", None)


def test_only_those_who_draw_fetch_the_tools():
    """Geoman is 310 kB: not for residents' phones."""
    names = [[name for name, _ in _map(view(draws=draws)).default_js] for draws in (False, True)]
    assert ["leaflet-geoman.js" in one for one in names] == [False, True]
    assert names[1].index("leaflet.js") < names[1].index("leaflet-geoman.js") < names[1].index("map.js")


def test_a_drawing_is_told_and_not_built():
    """The draft, the corners and the layers go as a message: the map stands while somebody draws."""
    layer = PlannerLayer("l1", "yulan", BREAK_OUT, NOON, source="A walk.", accuracy_m=2.5)
    sketch = Sketch("line", {"type": "LineString", "coordinates": [[1, 2], [3, 4]]}, "f1", 2)
    drawing = view(draws=True, planner_layers=(layer,), drawing=Drawing(draft=sketch, edit=sketch))
    assert facts(drawing) == facts(view(draws=True))
    told = message(drawing)
    assert told["drawing"]["edit"] == {"key": "f1/2", "id": "f1", "mark": "line", "shape": sketch.shape}
    assert told["drawn_on"][0]["about"] == "staff only · A walk. · within 2.5 m"
    assert told["drawn_on"][0]["name"] == "layer:l1"


def test_no_click_is_made_of_nonsense():
    """Rows 18 and 20 for what the frame sends."""
    for point in (
        None, {}, {"kind": "tree"}, {"kind": "tree", "id": "x", "lng": None, "lat": 1},
        {"kind": "tree", "id": "x", "lng": float("nan"), "lat": 1}, {"kind": "tree", "id": "x", "lng": True, "lat": 1},
        {"kind": "window", "id": "x", "lng": 1, "lat": 1}, [1, 2],
    ):  # fmt: skip
        assert Click.parse({"last_clicked": point}) is None
    assert Click.parse("x") is None
