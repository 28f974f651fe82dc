"""The map on paper: at a true scale, in two languages, with its sources, and without what was said at doors."""

from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor, as_completed
from datetime import date
from threading import Event
from typing import Any

import numpy as np
import pypdfium2
import pytest
from anyio.to_thread import current_default_thread_limiter
from shapely.geometry import Polygon
from starlette.testclient import TestClient

from planning import addresses
from planning.actions.drawing import draw_feature
from planning.actions.layers import add_layer, publish_layer
from planning.people import Role
from planning.queries import map_sheet as asked_of
from planning.queries.map_sheet import sheet_material
from planning.reports.map_sheet import sheet_pdf
from planning.site import Bounds, Community, Pin, new_id
from planning.surveys.map_sheet import Asked, Part, SheetMaterial, parts_of
from planning.surveys.observation import Building, Import, Species, SurveyState
from planning.surveys.sheet_layout import MARGIN_MM, SheetSize, placed
from planning.web import lanes
from planning.web.house import House
from planning.wording import Words
from tests import makers, trees
from tests.makers import NOON
from tests.planting import at, more, pavement

SECRET = "王阿姨家，三楼"
POINTS_A_MM = 72 / 25.4


@pytest.fixture
def here(house: House) -> Community:
    """A pavement with its sites, a privet on the first, a wall, a lamp, and a roof whose household was spoken to."""
    made = makers.community(house, name=Words("玉兰巷 #社区 $x$ \\", "Yulan"))
    inventory = Import(
        new_id(), made.id, "tree", "privets.csv", "ab" * 32, "EPSG:4544", 1, 1, NOON, "somebody", "Street survey [2026]",
        surveyed_on=date(2026, 5, 4), stated_m=0.25,
    )  # fmt: skip
    trees.keep(house, inventory)
    sites = pavement(house, made)
    trees.keep(
        house, *more(made), trees.tree(made, sites[0], import_id=inventory.id, crown_m=6.0),
        trees.structure(made, pin=Pin(*at(20, -8)), state=SurveyState.AGREED, note=SECRET, building=SECRET),
        Building(new_id(), made.id, Polygon([at(30, 20), at(40, 20), at(40, 30), at(30, 30)]), SECRET),
    )  # fmt: skip
    return made


def sheet(client: TestClient, here: Community, size: str = "a4", **more: str) -> pypdfium2.PdfDocument:
    """The document as a visitor gets it."""
    answer = client.get(addresses.to(addresses.MAP_SHEET, community=here.id, size=size, **more))
    assert answer.status_code == 200, answer.text[:300]
    return pypdfium2.PdfDocument(answer.content)


def words(document: pypdfium2.PdfDocument) -> str:
    """What stands on its pages, without the breaks of lines."""
    read = "".join(page.get_textpage().get_text_bounded() for page in document)
    return re.sub(r"\s+", " ", read.replace("\u200b", ""))


@pytest.mark.parametrize(("size", "sides"), [("a4", {210, 297}), ("a3", {297, 420})])
def test_a_sheet_is_one_page_of_its_paper(client: TestClient, here: Community, size: str, sides: set[int]):
    """A4 and A3, whichever way they lie."""
    document = sheet(client, here, size)
    assert len(document) == 1
    assert {round(side / POINTS_A_MM) for side in document[0].get_size()} == sides


def test_everything_that_a_planner_asks_of_a_sheet_stands_on_it(client: TestClient, here: Community):
    """Scale, system, north, date, legend, sources with accuracy and day, and that nobody may build by it; twice."""
    text = words(sheet(client, here, scale="500"))
    for said in (
        "1:500", "非施工图", "Not for construction", "图例", "Legend", "坐标北", "Grid north", "EPSG:4544", "CGCS2000",
        "central meridian 105° E", "中央经线东经 105°", "2026 年 11 月 24 日", "24 Nov 2026", "Street survey [2026]", "±0.25 m",
        "2026-05-04", "女贞", "glossy privet", "玉兰巷 #社区 $x$ \\", "entered on this map without a file",
    ):  # fmt: skip
        assert said.replace(" ", "") in text.replace(" ", ""), (said, text)


def test_a_wall_of_sixty_five_metres_is_as_long_on_paper_as_the_scale_says(house: House, here: Community):
    """The grey of the wall, measured in the rendered page: 65 m are 130 mm at 1:500; hostile words moved nothing."""
    (west, south), (east, north) = at(-10, -12), at(65, 0)
    asked = Asked(box=Bounds(west, south, east, north), parts=(Part.BUILDINGS,), scale=500)
    page = pypdfium2.PdfDocument(sheet_pdf(material(house, here, asked)))[0]
    dots_a_mm = 4.0
    picture = page.render(scale=dots_a_mm / POINTS_A_MM).to_pil().convert("RGB")
    row = [
        sum(picture.getpixel((x, y)) == (0xD9, 0xD6, 0xCF) for x in range(picture.width)) for y in range(picture.height)
    ]
    assert max(row) / dots_a_mm == pytest.approx(130, abs=1.0)


def material(house: House, here: Community, asked: Asked, role: Role | None = None) -> SheetMaterial:
    """What a visitor, or a member, is given."""
    who = makers.staff(role, here.id) if role else makers.visitor()
    return sheet_material(house.database, who, NOON, community_id=here.id, sheet=asked)


def test_no_door_and_no_name_of_a_building_reaches_a_sheet(house: House, client: TestClient, here: Community):
    """Not even for a planner, who hears what was said: a sheet goes from hand to hand."""
    assert SECRET not in words(sheet(client, here))
    for role in (None, Role.PLANNER):
        made = material(house, here, Asked(), role)
        assert [mark.what for mark in made.marks[Part.STRUCTURES]] == ["surveyed"]
        assert SECRET not in repr(made)


def test_only_the_chosen_layers_are_drawn_and_told(client: TestClient, here: Community):
    """Without pipes there is no water main in the legend and no sentence on pipes."""
    whole, some = words(sheet(client, here)), words(sheet(client, here, layers="trees,buildings"))
    assert "water main" in whole
    assert "water main" not in some
    assert "Pipes:" not in some
    assert "privet" in some


def test_a_part_shows_what_lies_in_its_frame_and_counts_no_more(house: House, here: Community):
    """Around the last site there is no tree; the frame is wider than the box, and what is in it is drawn."""
    lon, lat = at(40, 0)
    made = material(house, here, Asked(box=Bounds(lon, lat, lon, lat)))
    assert made.frame.scale == 100
    assert made.marks[Part.TREES] == []
    assert len(made.marks[Part.SITES]) == 2  # at 30 and at 40 m; 21 by 19 m are seen


@pytest.mark.parametrize(
    ("size", "asked", "status", "code"),
    [
        ("a5", {}, 404, "not_found"), ("a4", {"scale": "7"}, 422, "bad_scale"), ("a4", {"scale": "1:500"}, 422, "bad_scale"),
        ("a4", {"scale": "٥٠٠"}, 422, "bad_scale"), ("a4", {"layers": "trees,doors"}, 422, "unknown_layer"),
        ("a4", {"bbox": "1,2,3"}, 422, "bad_bbox"), ("a4", {"bbox": "nan,0,1,1"}, 422, "bad_bbox"),
        ("a4", {"bbox": "-180,-90,180,90"}, 422, "too_wide"), ("a4", {"bbox": "80,20,120,45"}, 422, "too_wide"),
        ("a4", {"bbox": "-180,-90,180,90", "scale": "500"}, 422, "too_wide"), ("a3", {"bbox": "-180,-80,180,80", "scale": "100000"}, 422, "too_wide"),
    ],
)  # fmt: skip
def test_what_makes_no_sheet_is_refused_by_name(
    client: TestClient, here: Community, size: str, asked: dict[str, str], status: int, code: str
):
    """One plain sentence each."""
    answer = client.get(addresses.to(addresses.MAP_SHEET, community=here.id, size=size, **asked))
    assert (answer.status_code, answer.json()["error"]) == (status, code)


def test_an_empty_map_and_too_much_of_one_are_refused(
    client: TestClient, house: House, here: Community, monkeypatch: pytest.MonkeyPatch
):
    """Nothing was put on the first; the second has more than can be told apart on paper."""
    empty = makers.community(house, bounds=None)
    assert client.get(addresses.to(addresses.MAP_SHEET, community=empty.id, size="a4")).status_code == 404
    monkeypatch.setattr(asked_of, "MOST_ON_A_SHEET", 1)
    answer = client.get(addresses.to(addresses.MAP_SHEET, community=here.id, size="a4"))
    assert (answer.status_code, answer.json()["error"]) == (429, "too_many")


def test_tall_parts_stand_and_wide_ones_lie():
    """Whichever shows the part larger."""
    lon, lat = at(0, 0)
    tall = Bounds(lon, lat, lon + 0.0003, lat + 0.003)
    wide = Bounds(lon, lat, lon + 0.003, lat + 0.0003)
    assert placed(tall, SheetSize.A4)[0].upright
    assert not placed(wide, SheetSize.A4)[0].upright


def test_names_of_species_are_literal_whatever_they_hold(house: House, client: TestClient, here: Community):
    """Markup of typst and of SVG in an inventory is text on the sheet."""
    odd = Species('</svg> #panic("x") <b>', "", "")
    spot = trees.site(here, pin=Pin(*at(44, 3)))
    trees.keep(house, spot, trees.tree(here, spot, species=odd))
    assert '#panic("x") <b>' in words(sheet(client, here))


def test_parts_come_in_the_order_of_drawing():
    """Whatever the order they were asked in; nothing asked is everything."""
    assert parts_of("trees,streets") == (Part.STREETS, Part.TREES)
    assert parts_of("") == tuple(Part)


def test_sheets_that_wait_keep_no_page_waiting(client: TestClient, here: Community, monkeypatch: pytest.MonkeyPatch):
    """With four threads for all pages, six sheets are asked for and the first is not ready: pages are answered at once."""
    going, begun = Event(), Event()

    def slow(made: SheetMaterial) -> bytes:
        begun.set()
        assert going.wait(120)  # as long as a machine that halts needs
        return sheet_pdf(made)

    monkeypatch.setattr("planning.web.map_sheets.sheet_pdf", slow)
    monkeypatch.setattr(lanes, "PATIENCE_S", 120.0)
    assert client.portal is not None
    threads = client.portal.call(current_default_thread_limiter)
    monkeypatch.setattr(threads, "total_tokens", 4)
    address = addresses.to(addresses.MAP_SHEET, community=here.id, size="a4")
    with ThreadPoolExecutor(7) as pool:
        sheets = [pool.submit(client.get, address) for _ in range(6)]
        try:
            assert begun.wait(20)
            assert pool.submit(client.get, addresses.HEALTH).result(timeout=10).status_code == 200
            assert not any(one.done() for one in sheets)
        finally:
            going.set()
        assert [one.result(timeout=60).status_code for one in sheets] == [200] * 6


def test_a_sheet_whose_turn_does_not_come_says_when_to_ask_again(
    client: TestClient, here: Community, monkeypatch: pytest.MonkeyPatch
):
    """503 in plain words; the one that is being made is finished."""
    going, begun = Event(), Event()

    def slow(made: SheetMaterial) -> bytes:
        begun.set()
        assert going.wait(120)  # as long as a machine that halts needs
        return sheet_pdf(made)

    monkeypatch.setattr("planning.web.map_sheets.sheet_pdf", slow)
    address = addresses.to(addresses.MAP_SHEET, community=here.id, size="a4")
    with ThreadPoolExecutor(1) as pool:
        first = pool.submit(client.get, address)
        try:
            assert begun.wait(20)
            monkeypatch.setattr(lanes, "PATIENCE_S", 0.05)
            answer = client.get(f"{address}?lang=en")
        finally:
            going.set()
        assert first.result(timeout=60).status_code == 200
    assert (answer.status_code, answer.headers["retry-after"]) == (503, "2")
    assert answer.json()["message"].startswith("Other files are being made just now")


def test_a_row_of_sheets_has_its_end(client: TestClient, here: Community, monkeypatch: pytest.MonkeyPatch):
    """With one place in the row the third sheet is told at once to come again; the other two are made."""
    going = Event()

    def slow(made: SheetMaterial) -> bytes:
        assert going.wait(120)
        return sheet_pdf(made)

    monkeypatch.setattr("planning.web.map_sheets.sheet_pdf", slow)
    monkeypatch.setattr(lanes, "PATIENCE_S", 120.0)
    monkeypatch.setattr(lanes, "MOST_HEAVY", 1)
    address = addresses.to(addresses.MAP_SHEET, community=here.id, size="a4")
    with ThreadPoolExecutor(3) as pool:
        sheets = [pool.submit(client.get, address) for _ in range(3)]
        try:
            refused = next(as_completed(sheets, timeout=120)).result()
        finally:
            going.set()
        assert sorted(one.result(timeout=60).status_code for one in sheets) == [200, 200, 503]
    assert (refused.status_code, refused.headers["retry-after"]) == (503, "2")


def draw(house: House, here: Community, layer: str, mark: str, shape: dict[str, Any], name: str = "") -> None:
    """Something on a layer, as its planner draws it."""
    planner = makers.staff(Role.PLANNER, here.id)
    draw_feature(house.database, planner, NOON, new_id(), layer_id=layer, mark=mark, shape=shape, name=name)


@pytest.fixture
def layered(house: House, here: Community) -> tuple[Community, str, str]:
    """A layer that was published, with one drawing of each kind, and one that is inside with a text."""
    planner = makers.staff(Role.PLANNER, here.id)

    def opened(name: str, **more: Any) -> str:
        made: str = add_layer(house.database, planner, NOON, new_id(), community_id=here.id, name=name, **more)
        return made

    shown, inside = opened("夏季积水", source="雨天走访 #1", accuracy_m=2.0), opened("内部草图")
    line = [[*at(0, 4)], [*at(20, 4)]]
    draw(house, here, shown, "arrow", {"type": "LineString", "coordinates": line}, "水往东流")
    draw(house, here, shown, "line", {"type": "LineString", "coordinates": [[*at(0, 6)], [*at(20, 6)]]})
    draw(
        house,
        here,
        shown,
        "area",
        {"type": "Polygon", "coordinates": [[[*at(0, 8)], [*at(10, 8)], [*at(10, 12)], [*at(0, 8)]]]},
        "低洼",
    )
    draw(house, here, shown, "point", {"type": "Point", "coordinates": [*at(12, 8)]}, "井 </svg>")
    draw(house, here, shown, "text", {"type": "Point", "coordinates": [*at(14, 10)]}, "此处待测 #panic()")
    draw(house, here, inside, "text", {"type": "Point", "coordinates": [*at(14, -6)]}, "尚未商定")
    publish_layer(house.database, planner, NOON, new_id(), layer_id=shown, version=1, reason="For the meeting.")
    return here, shown, inside


def test_layers_of_planners_are_drawn_and_told_to_whom_they_are(
    client: TestClient, house: House, layered: tuple[Community, str, str]
):
    """Published ones to everybody with their words, source and accuracy; those that are inside to staff, marked as such."""
    here, _, _ = layered
    text = words(sheet(client, here, scale="500"))
    for said in ("夏季积水", "雨天走访 #1", "±2 m", "水往东流", "低洼", "井 </svg>", "此处待测 #panic()"):
        assert said.replace(" ", "") in text.replace(" ", ""), (said, text)
    assert "尚未商定" not in text
    assert "内部草图" not in text
    made = material(house, here, Asked(scale=500), Role.PLANNER)
    assert [(one.name, one.inside, len(one.drawings)) for one in made.drawn] == [
        ("内部草图", True, 1),
        ("夏季积水", False, 5),
    ]
    staff = words(pypdfium2.PdfDocument(sheet_pdf(made))).replace(" ", "")
    assert "尚未商定" in staff
    assert "内部草图（仅工作人员可见）" in staff
    assert "内部草图(staffonly)" in staff


def test_layers_are_chosen_and_left_out(client: TestClient, house: House, layered: tuple[Community, str, str]):
    """By the part of the sheet, or by their ids; an id of a layer that is inside brings a resident nothing."""
    here, shown, inside = layered
    assert "夏季积水" not in words(sheet(client, here, layers="trees,sites"))
    assert "夏季积水" in words(sheet(client, here, layers="trees,drawn", drawn=shown))
    assert "尚未商定" not in words(sheet(client, here, drawn=inside))
    assert [one.name for one in material(house, here, Asked(drawn=(inside,)), Role.PLANNER).drawn] == ["内部草图"]


def test_an_arrow_points_where_it_was_drawn_to(house: House, layered: tuple[Community, str, str]):
    """Its head is ink at the eastern end, wider than the line, in the rendered page."""
    here, _, _ = layered
    (west, south), (east, north) = at(-5, 0), at(25, 12)
    asked = Asked(box=Bounds(west, south, east, north), parts=(Part.DRAWN,), scale=200)
    made = material(house, here, asked)
    dots_a_mm = 8.0
    picture = pypdfium2.PdfDocument(sheet_pdf(made))[0].render(scale=dots_a_mm / POINTS_A_MM).to_pil().convert("L")

    def dark(x_m: float) -> int:
        """How many dots are ink across the arrow at so many metres along it."""
        ((x, y),) = made.frame.on_paper(np.array([at(x_m, 4)]))
        column, row = round((x + MARGIN_MM) * dots_a_mm), round((y + MARGIN_MM) * dots_a_mm)
        return sum(picture.getpixel((column, row + n)) < 90 for n in range(-12, 13))

    assert dark(5) == pytest.approx(0.5 * dots_a_mm, abs=2)
    assert dark(19.6) > 2 * dark(5)
