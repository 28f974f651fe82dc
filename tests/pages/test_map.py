"""The map's page: a click opens a card, a planner changes what is there, and a place can be pinned."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from planning import store
from planning.actions.accounts import add_member, sign_in
from planning.pages import visit as visiting
from planning.people import SYSTEM, Role
from planning.settings import Settings
from planning.site import Community, Pin
from planning.surveys.evidence import EvidenceState
from planning.surveys.observation import LayerFeature, SurveyState, Tree
from planning.web.door import BROWSER_COOKIE
from planning.web.house import House, house_for
from tests import makers, trees
from tests.evidence import walking
from tests.makers import NOON, staff_cookie

SCRIPT = """
from planning.pages import map, state, style
from planning.pages.visit import arrive

said = state.said()
if said:
    style.quiet(said[1])
map.show(arrive())
"""
"""The page alone: AppTest cannot turn to a page that is a function."""
Open = Callable[..., AppTest]


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> House:
    """The house that the page script opens by itself from the environment."""
    monkeypatch.setenv("JIEYI_DATA_DIR", str(tmp_path))
    return house_for(Settings(data_dir=tmp_path))


@pytest.fixture
def yulan(home: House) -> Community:
    """A community with bounds."""
    return makers.community(home)


@pytest.fixture
def open_map(home: House, yulan: Community, monkeypatch: pytest.MonkeyPatch) -> Open:
    """Open the page: ``open_map(Role.PLANNER, object="tree:…")``; a role signs in, words are query parameters."""

    def opened(role: Role | None = None, **params: str) -> AppTest:
        jar = {BROWSER_COOKIE: "browser-1"}
        if role:
            add_member(
                home.database, SYSTEM, NOON, name=str(role), password="long enough", role=role, community_id=yulan.id
            )
            token = sign_in(home.database, home.clock(), name=str(role), password="long enough")
            jar |= staff_cookie(home, token)
        monkeypatch.setattr(visiting, "cookies", lambda: jar)
        page = AppTest.from_string(SCRIPT, default_timeout=30)
        page.query_params["lang"] = "en"
        for name, value in params.items():
            page.query_params[name] = value
        return page.run()

    return opened


def click(page: AppTest, kind: str = "place", id_: str = "", pin: Pin = trees.HERE, stamp: str = "1") -> AppTest:
    """What the frame sends for a click, then a run."""
    page.session_state["map_frame"] = {
        "last_clicked": {"kind": kind, "id": id_, "lng": pin.lon, "lat": pin.lat, "stamp": stamp}
    }
    return page.run()


def text_of(page: AppTest) -> str:
    """Everything that the page wrote."""
    assert not page.exception, page.exception
    return "\n".join(str(element.proto.body if hasattr(element.proto, "body") else "") for element in page.get("html"))


def press(page: AppTest, label: str) -> AppTest:
    """Press the button with this label."""
    return next(button for button in page.button if button.label == label).click().run()


def a_tree(home: House, here: Community, **fields: Any) -> Tree:
    """A privet on its site."""
    planted = trees.site(here)
    standing = trees.tree(here, planted, **fields)
    trees.keep(home, planted, standing)
    return standing


def test_a_click_on_a_tree_opens_its_card(home: House, yulan: Community, open_map: Open):
    """Species, size, state; and what people say to it."""
    tree = a_tree(home, yulan, dbh_cm=28.4, note="<b>not bold</b>")
    page = click(open_map(), "tree", tree.id)
    written = text_of(page)
    for words in ("glossy privet", "Ligustrum lucidum", "6 m", "28.4 cm", "Nobody has said anything about this yet."):
        assert words in written
    assert "&lt;b&gt;not bold" in written


def test_a_link_opens_a_card(home: House, yulan: Community, open_map: Open):
    """`?object=tree:id`, from a comment or another page."""
    tree = a_tree(home, yulan)
    assert "glossy privet" in text_of(open_map(object=f"tree:{tree.id}"))


def test_a_link_to_nothing_says_so(open_map: Open):
    """One sentence, and the list instead of an error."""
    page = open_map(object="tree:nobody")
    assert not page.exception
    assert "not here" in page.warning[0].value


def test_strange_clicks_are_no_clicks(open_map: Open):
    """What a script in the browser may send instead of a click changes nothing."""
    page = open_map()
    for raw in (
        {"last_clicked": {"kind": "tree", "id": "x", "lng": "NaN", "lat": 1}}, {"last_clicked": {"kind": "script"}},
        {"last_clicked": [1, 2]}, {"last_clicked": {"kind": "place", "id": "", "lng": float("inf"), "lat": 1}}, "x", None,
    ):  # fmt: skip
        page.session_state["map_frame"] = raw
        page.run()
        assert not page.exception
        assert "Tap a tree" in text_of(page)


def test_residents_change_nothing(home: House, yulan: Community, open_map: Open):
    """No planner's form on a card or a place for somebody without an account."""
    page = click(open_map(), "tree", a_tree(home, yulan).id)
    assert [e.label for e in page.expander] == []
    assert [e.label for e in click(page, stamp="2").expander] == []


def test_the_board_reads_the_history_only(home: House, yulan: Community, open_map: Open):
    """A member who is no planner sees no form either."""
    page = click(open_map(Role.BOARD), "tree", a_tree(home, yulan).id)
    assert "Change this on the map (planners)" not in [e.label for e in page.expander]


def test_a_planner_moves_a_tree_by_tapping(home: House, yulan: Community, open_map: Open):
    """Choose the tree, choose to move it, tap the new place, say yes: it stands there."""
    tree = a_tree(home, yulan)
    page = click(open_map(Role.PLANNER), "tree", tree.id)
    page.button_group(key="map_task").set_value("move").run()
    press(page, "Tap the new place")
    page = click(page, "place", pin=Pin(104.061, 30.631), stamp="2")
    press(page, "Move it here")
    assert "The map is up to date." in text_of(page)
    with home.database.reading() as session:
        assert store.get(session, Tree, tree.id).pin == Pin(104.061, 30.631)


def test_a_planner_retires_a_tree_with_a_reason(home: House, yulan: Community, open_map: Open):
    """Without a reason nothing happens and the page says why; with one the tree is gone and its site stays."""
    tree = a_tree(home, yulan)
    page = click(open_map(Role.PLANNER), "tree", tree.id)
    page.button_group(key="map_task").set_value("retire").run()
    press(page, "Take it off the map")
    assert "Please write something first." in text_of(page)
    page.text_input(key=f"map_retire_{tree.id}_reason").set_value("枯死")
    press(page, "Take it off the map")
    with home.database.reading() as session:
        gone = store.get(session, Tree, tree.id)
    assert gone.removed_at is not None
    assert gone.removal_reason == "枯死"


def test_a_planner_puts_a_bench_at_a_place(home: House, yulan: Community, open_map: Open):
    """Tap the ground, say what it is: its card opens."""
    page = click(open_map(Role.PLANNER))
    page.radio(key="map_put_kind").set_value("facility").run()
    page.text_input(key="map_put_name_en").set_value("Bench at the corner")
    press(page, "Put it on the map")
    assert "Bench at the corner" in text_of(page)


def test_the_state_of_a_rooftop_structure(home: House, yulan: Community, open_map: Open):
    """Spoken to, agreed, objected: one choice and one button."""
    shed = trees.structure(yulan)
    trees.keep(home, shed)
    page = click(open_map(Role.PLANNER), "rooftop_structure", shed.id)
    page.button_group(key="map_task").set_value("state").run()
    page.selectbox(key=f"map_state_{shed.id}_state").set_value(SurveyState.OBJECTED)
    press(page, "Save the state")
    assert "household objected" in text_of(page)


def test_a_tap_in_a_courtyard_means_the_place(home: House, yulan: Community, open_map: Open):
    """The courtyard's card opens, and a planner may put something at the very spot."""
    from shapely.geometry import box

    yard = trees.courtyard(yulan, box(104.0595, 30.6295, 104.0605, 30.6305))
    trees.keep(home, yard)
    page = click(open_map(Role.PLANNER), "courtyard", yard.id, Pin(104.0601, 30.6301))
    assert "Courtyard 1" in text_of(page)
    assert "Put something here (planners)" in [e.label for e in page.expander]


def test_a_planner_opens_a_layer_and_draws(home: House, yulan: Community, open_map: Open):
    """What the frame sends is a draft until it is kept; then it is a card with its history, and can be undone."""
    page = press(open_map(Role.PLANNER), "Open it")
    assert "Drawing on" in text_of(page)
    places = [[104.06, 30.63], [104.061, 30.63]]
    shape = {"type": "LineString", "coordinates": places}
    drawn = {"kind": "drawn", "id": "", "mark": "arrow", "shape": shape, "lng": 104.06, "lat": 30.63}
    page.session_state["map_frame"] = {"last_clicked": drawn | {"stamp": "7"}}
    page.run()
    next(field for field in page.text_input if field.label.startswith("What stands")).input("Drain to here")
    press(page, "Keep this arrow")
    with home.database.reading() as session:
        (kept,) = store.find(session, LayerFeature, community_id=yulan.id)
    assert (kept.mark, kept.name, kept.outline.wkt) == (
        "arrow",
        "Drain to here",
        "LINESTRING (104.06 30.63, 104.061 30.63)",
    )
    click(page, "layer_feature", kept.id, stamp="8")
    assert "Drain to here" in text_of(page)
    press(page, "Move it or its corners")
    places.append([104.061, 30.631])
    page.session_state["map_frame"] = {"last_clicked": drawn | {"kind": "reshaped", "id": kept.id, "stamp": "9"}}
    page.run()
    press(page, "Keep it so")
    with home.database.reading() as session:
        assert len(store.get(session, LayerFeature, kept.id).outline.coords) == 3
    next(field for field in page.text_input if "undone" in field.label).input("A slip.")
    press(page, "Undo the last change")
    with home.database.reading() as session:
        assert store.get(session, LayerFeature, kept.id).outline.equals(kept.outline)
    assert "2 corners → 3 corners" in text_of(page)


def test_what_cannot_be_drawn_is_said_and_the_draft_stays(home: House, yulan: Community, open_map: Open):
    """A bow-tie is refused with a sentence that says what to do; throwing it away leaves nothing."""
    page = press(open_map(Role.PLANNER), "Open it")
    ring = [[104.06, 30.63], [104.061, 30.631], [104.061, 30.63], [104.06, 30.631], [104.06, 30.63]]
    drawn = {
        "kind": "drawn",
        "mark": "area",
        "shape": {"type": "Polygon", "coordinates": [ring]},
        "lng": 104.06,
        "lat": 30.63,
    }
    page.session_state["map_frame"] = {"last_clicked": drawn | {"stamp": "7"}}
    press(page.run(), "Keep this surface")
    assert "crosses itself" in text_of(page)
    press(page, "Throw it away")
    assert not [button for button in page.button if button.label == "Keep this surface"]
    with home.database.reading() as session:
        assert store.count(session, LayerFeature, community_id=yulan.id) == 0


def test_residents_are_offered_no_drawing(open_map: Open):
    """Neither the tools nor the layers that are inside."""
    page = open_map()
    assert not [button for button in page.button if button.label in {"Open it", "Draw on this layer"}]


def test_a_photo_of_a_walk_opens_its_card(home: House, open_map: Open, yulan: Community):
    """The picture, its words, when and on which walk, as on the walk's own page; no name of who walked."""
    walk = walking(home, yulan)
    photo = walk.send(note="<b>loose</b> stone")
    walk.judge(photo, EvidenceState.KEPT)
    written = text_of(open_map(object=f"evidence_photo:{photo}"))
    for words in (
        f"/photos/{photo}?w=960",
        "&lt;b&gt;loose&lt;/b&gt; stone",
        "broken paving",
        "Evidence in Yulan Lane",
        "m from the route",
    ):
        assert words in written
    assert "周姐" not in written
    walk.judge(photo, EvidenceState.WAITING)
    assert "not here" in open_map(object=f"evidence_photo:{photo}").warning[0].value
