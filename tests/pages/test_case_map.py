"""The small still map of a case."""

from __future__ import annotations

import base64
from dataclasses import replace
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as some
from shapely import LineString, Point, Polygon, box
from streamlit.testing.v1 import AppTest

from planning.actions.pinning import pin_comment
from planning.cases.case import Case, Phase
from planning.pages import visit as visiting
from planning.reports.small_map import HEIGHT_PX, WIDTH_PX, Sheet
from planning.settings import Settings
from planning.site import Bounds, Pin, new_id
from planning.store import add, change
from planning.surveys.comment import Stance
from planning.surveys.observation import Building
from planning.web.door import BROWSER_COOKIE
from planning.web.house import house_for
from planning.wording import Words
from tests import makers
from tests.makers import NOON

pins = some.lists(some.builds(Pin, some.floats(103, 105), some.floats(29, 32)), min_size=1, max_size=6)


@given(pins)
def test_every_pin_lies_on_the_picture(found: list[Pin]):
    """However far apart they are, with room around them."""
    sheet = Sheet.around(found, None)
    for pin in found:
        x, y = sheet.at(pin.lon, pin.lat)
        assert 10 < x < WIDTH_PX - 10
        assert 10 < y < HEIGHT_PX - 10


def test_a_metre_is_as_long_eastwards_as_northwards():
    """The picture is not stretched: the same distance on the ground is the same on the paper."""
    sheet = Sheet.around([Pin(104.06, 30.63)], Bounds(104, 30, 105, 31))
    x0, y0 = sheet.at(104.06, 30.63)
    x1, y1 = sheet.at(104.06 + 50 / 95_800, 30.63 + 50 / 111_320)
    assert x1 - x0 == pytest.approx(y0 - y1, rel=0.01)


def test_ground_outside_the_picture_is_left_out():
    """What nobody sees costs nothing; what covers everything is four corners, however many it has."""
    sheet = Sheet.around([Pin(104.06, 30.63)], None)
    assert not sheet.path([Polygon([(105, 31), (105.1, 31), (105.1, 31.1)])])
    assert sheet.path([LineString([(103, 30.63), (105, 30.63)])]).startswith("M")
    assert sheet.path([Point(104.06, 30.63).buffer(5)]).count(",") == 5  # a ring ends where it began


def test_a_hole_and_several_shapes_are_rings_of_one_path():
    """A court inside a block, a block beside it and a kerb: three closed rings, one open line, each with its own corners."""
    sheet = Sheet.around([Pin(104.06, 30.63)], None)
    block = box(104.0597, 30.6297, 104.0603, 30.6303)
    court = box(104.0599, 30.6299, 104.0601, 30.6301)
    kerb = LineString([(104.0597, 30.6295), (104.0603, 30.6295)])
    path = sheet.path([block.difference(court), box(104.0604, 30.63, 104.0605, 30.6301), kerb])
    assert (path.count("M"), path.count("Z"), path.count(",")) == (4, 3, 5 + 5 + 5 + 2)


def test_a_bow_tie_is_drawn_and_breaks_nothing():
    """Row 22: an outline that crosses itself, from whatever source, costs no page."""
    sheet = Sheet.around([Pin(104.06, 30.63)], None)
    bow_tie = Polygon([(104.05, 30.62), (104.07, 30.64), (104.07, 30.62), (104.05, 30.64)])
    assert sheet.path([bow_tie]).startswith("M")
    assert sheet.path([]) == ""


def test_each_stance_has_its_own_shape(tmp_path, monkeypatch: pytest.MonkeyPatch):
    """The page draws one mark for each visible comment of the case and a ring around its place."""
    monkeypatch.setenv("JIEYI_DATA_DIR", str(tmp_path))
    monkeypatch.setattr(visiting, "cookies", lambda: {BROWSER_COOKIE: "b"})
    house = house_for(Settings(data_dir=tmp_path))
    here = makers.community(house)
    case = Case(new_id(), here.id, Words("树"), Words("?"), Words(""), Phase.VOTE, NOON, pin=Pin(104.06, 30.63))
    with house.database.writing() as session:
        add(session, case)
    for stance in Stance:
        pin_comment(
            house.database, makers.visitor(), house.clock(), new_id(), community_id=here.id, lon=104.061, lat=30.631,
            topic="trees", stance=stance, text="树", case_id=case.id,
        )  # fmt: skip

    def script() -> None:
        from planning.pages import case
        from planning.pages.visit import arrive

        case.show(arrive())

    page = AppTest.from_function(script, default_timeout=30).run()
    assert not page.exception, "a case whose next step is not decided yet has its page"
    drawn = _picture(page)
    marks = drawn.find("{http://www.w3.org/2000/svg}g")
    assert marks is not None
    assert len({ET.tostring(mark) for mark in marks}) == len(Stance)

    building = Building(new_id(), here.id, box(104.0605, 30.6302, 104.0607, 30.6304), "一号楼")
    with house.database.writing() as session:
        add(session, building)
    built = _picture(page.run())
    assert ET.tostring(built) != ET.tostring(drawn), "a building that came is drawn at once"
    assert ET.tostring(_picture(page.run())) == ET.tostring(built)
    with house.database.writing() as session:
        change(session, replace(building, outline=box(104.0605, 30.6302, 104.0609, 30.6304)))
    assert ET.tostring(_picture(page.run())) != ET.tostring(built), "and where its outline was corrected"


def _picture(page: AppTest) -> ET.Element:
    """The small map of the page."""
    [html] = [
        block.proto.body
        for block in page.get("html")
        if 'jy-photo"><img src="data:image/svg+xml;base64,' in block.proto.body
    ]
    assert 'alt="' in html
    return ET.fromstring(base64.b64decode(html.split("base64,")[1].split('"')[0]))  # noqa: S314 - our own picture
