"""A roll with floor areas, from CSV and XLSX: owners and unsold units are one head, areas are exact, shops stand at a street."""

from __future__ import annotations

import io
import zipfile
from datetime import datetime
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from planning.errors import Refusals
from planning.options.electorate import Contact, Holding, Voter, VoterKind
from planning.options.roll import parse_roll
from planning.options.roll_cells import area_of, count_of

COURTYARDS = {"C1": "id-of-c1", "C2": "id-of-c2"}
HEAD: list[Any] = ["类别", "门牌", "院落", "临街", "楼栋", "单元", "建筑面积", "套数", "业主编号", "联系情况"]
LINES: list[list[Any]] = [
    ["住户", "501", "C1", None, "3", "2", 87.35, None, None, "已联系"],
    ["业主", "502", "C1", None, "3", "2", "90.10", 1, "B-17", None],
    ["未售", "601", "C1", None, "3", "1", 90, None, None, None],
    ["业主", "101", "C2", None, "1", "1", 60.5, 2, "B-17", "联系不上"],
    ["商铺", 12, None, "北侧", None, None, "35.5 平方米", None, None, "不愿参与"],
    ["开发商", "602", "C2", None, "3", "1", 88.88, None, None, None],
]


def workbook(lines: list[list[Any]], *, hidden_first: bool = False) -> bytes:
    """A workbook with one table; perhaps a hidden sheet before it."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    if hidden_first:
        sheet.append(["别的"])
        sheet.sheet_state = "hidden"
        sheet = book.create_sheet("名册")
    for line in lines:
        sheet.append(line)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def parsed(table: str | bytes, enrolled: tuple[Voter, ...] = ()) -> list[Voter]:
    """A roll of community c, round r."""
    return parse_roll(table, community_id="c", round_id="r", courtyards=COURTYARDS, enrolled=enrolled)


def faults(table: str | bytes, enrolled: tuple[Voter, ...] = ()) -> list[tuple[str, object]]:
    """Code and line of everything that is wrong."""
    with pytest.raises(Refusals) as refused:
        parsed(table, enrolled)
    return [(problem.code, problem.where) for problem in refused.value.problems]


@pytest.mark.parametrize("hidden_first", [False, True])
def test_a_workbook_becomes_voters(hidden_first: bool):
    """Chinese headings; an owner of three units and the developer of two unsold ones are one head each."""
    home, owner, developer, shop = parsed(workbook([HEAD, *LINES], hidden_first=hidden_first))
    assert (home.kind, home.holdings, home.contact) == (
        VoterKind.HOUSEHOLD, (Holding("501", "C1", "3", "2", 8735),), Contact.REACHED,
    )  # fmt: skip
    assert (owner.kind, owner.label, owner.area, owner.units, owner.contact) == (
        VoterKind.OWNER, "502 +1", 15060, 3, Contact.NOT_REACHED,
    )  # fmt: skip
    assert [(h.place, h.building) for h in owner.holdings] == [("C1", "3"), ("C2", "1")]
    assert (developer.kind, developer.area, developer.units) == (VoterKind.DEVELOPER, 17888, 2)
    assert (shop.courtyard_id, shop.street_front, shop.label, shop.area) == (None, "北侧", "12", 3550)


def test_a_csv_of_excel_says_the_same():
    """UTF-8 with and without mark and GB 18030, as bytes: the same voters apart from their random ids."""
    text = "\r\n".join(",".join("" if cell is None else str(cell) for cell in line) for line in [HEAD, *LINES])
    wanted = [(v.kind, v.label, v.holdings, v.owner, v.contact) for v in parsed(workbook([HEAD, *LINES]))]
    for data in (text.encode(), b"\xef\xbb\xbf" + text.encode(), text.encode("gb18030")):
        assert [(v.kind, v.label, v.holdings, v.owner, v.contact) for v in parsed(data)] == wanted


def test_every_fault_of_a_workbook_is_named_with_its_row():
    """As the spreadsheet numbers them, an empty row counted."""
    lines = [
        HEAD,
        ["住户", "501", "C1", None, None, None, "87.355", None, None, None],
        [None] * 10,
        ["商铺", "1", "C1", None, None, None, "0", "two", None, None],
        ["商铺", "2", None, None, None, None, None, None, None, "maybe"],
        ["住户", "3", "C1", "北侧", None, None, "-5", 0, None, None],
        ["业主", "4", "C1", None, None, None, 1, None, "X", None],
        ["住户", "5", "C1", None, None, None, 1, None, "X", None],
        ["城堡", "6", "C9", None, None, None, "1e5", None, None, None],
    ]  # fmt: skip
    assert faults(workbook(lines)) == [
        ("bad_area", 2), ("shop_in_courtyard", 4), ("bad_area", 4), ("bad_units", 4), ("unknown_contact", 5),
        ("no_street_front", 5), ("two_places", 6), ("bad_area", 6), ("bad_units", 6), ("owner_differs", 8),
        ("unknown_kind", 9), ("unknown_courtyard", 9), ("bad_area", 9),
    ]  # fmt: skip


def test_the_same_door_number_in_another_building_is_another_door():
    """Two buildings have a 501; one building has it once."""
    head = "kind,label,courtyard,building,unit\n"
    assert len(parsed(f"{head}household,501,C1,1,1\nhousehold,501,C1,1,2\nhousehold,501,C1,2,1\n")) == 3
    assert faults(f"{head}household,501,C1,1,1\nowner,501,C1,1,1\n") == [("enrolled_twice", 3)]


def test_an_owner_or_the_developer_of_the_roll_is_not_enrolled_again():
    """All units of an owner come in one table: one that came later would be a second head."""
    known = tuple(parsed("kind,label,owner\nowner,1,B\nunsold,2,\n"))
    assert faults("kind,label,owner\nowner,3,B\nunsold,4,\nowner,2,C\n", known) == [
        ("owner_enrolled", 2), ("owner_enrolled", 3), ("enrolled_twice", 4),
    ]  # fmt: skip


def test_a_column_that_stands_there_twice_is_asked_about():
    """Which of the two areas is meant, nobody can guess."""
    assert faults("kind,label,面积,area\nhousehold,1,2,3\n") == [("column_twice", 1)]


@given(st.decimals(min_value=Decimal("0.01"), max_value=Decimal(100000), places=2))
def test_an_area_is_exact_to_the_hundredth(area: Decimal):
    """As text with two decimals, with zeros behind them, with the unit, and as the binary fraction of a spreadsheet."""
    wanted = int(area * 100)
    assert area_of(f"{area:.2f}") == area_of(f"{area:.3f}") == area_of(f"{area:.2f} ㎡") == wanted
    assert area_of(repr(float(area))) == wanted
    assert area_of(f"{area:,.2f}") == wanted


def test_full_width_digits_and_units_are_read():
    """As an input method may type them."""
    assert area_of("８７．３５㎡") == area_of("87.35m²") == area_of("87.35 平方米") == 8735
    assert count_of("３") == 3


def test_a_door_that_became_a_date_is_asked_about():
    """A spreadsheet makes the second of March of 3-2; nobody on the roll lives there."""
    lines: list[list[Any]] = [["类别", "门牌"], ["住户", datetime(2026, 3, 2, tzinfo=None)], ["住户", "3-2"]]  # noqa: DTZ001 - as openpyxl writes it
    assert faults(workbook(lines)) == [("date_cell", 2)]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "0",
        "0.00",
        "87,35",
        "1,23,456",
        "12,34.5",
        "-1",
        "87.355",
        "1e3",
        "nan",
        "٣",
        "10000000.01",
        "8 7",
        ".5",
        "½",
    ],
)
def test_what_is_no_area(text: str):
    """Nothing is rounded, and nothing guessed."""
    assert area_of(text) is None


def test_a_number_of_units_is_whole():
    """A spreadsheet writes 2 as 2.0."""
    assert [count_of(text) for text in ("1", "2.0", "0", "1.5", "-1", "x", "1000000")] == [1, 2, None, None, None, None, None]  # fmt: skip


def test_a_workbook_that_unpacks_to_gigabytes_is_refused_unread():
    """A few kilobytes whose parts would need more than two hundred megabytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as parts:
        parts.writestr("xl/worksheets/sheet1.xml", b"\0" * 210_000_000)
    assert len(out.getvalue()) < 1_000_000
    assert faults(out.getvalue()) == [("too_large", 1)]


@pytest.mark.parametrize("cut", [4, 30, 200, -30])
def test_a_workbook_that_is_cut_off_is_refused(cut: int):
    """Whatever is missing, one sentence; no traceback."""
    assert faults(workbook([HEAD, *LINES])[:cut]) == [("unreadable", 1)]


def test_a_workbook_with_a_broken_part_is_refused():
    """A part that is no XML, one that is not there, and a ZIP of something else."""
    for name, content in (
        ("xl/workbook.xml", b"<"),
        ("xl/worksheets/sheet1.xml", b"<a><b></a>"),
        ("note.txt", b"hello"),
    ):
        out = io.BytesIO()
        with zipfile.ZipFile(io.BytesIO(workbook([HEAD, *LINES]))) as old, zipfile.ZipFile(out, "w") as new:
            for info in [] if name == "note.txt" else old.infolist():
                new.writestr(info, content if info.filename == name else old.read(info))
            if name == "note.txt":
                new.writestr(name, content)
        assert faults(out.getvalue()) == [("unreadable", 1)]


@given(st.binary(max_size=300))
def test_whatever_is_sent_is_read_or_refused(data: bytes):
    """Bytes of any kind, as a ZIP too."""
    for sent in (data, b"PK\x03\x04" + data):
        with pytest.raises(Refusals):
            parsed(sent)
