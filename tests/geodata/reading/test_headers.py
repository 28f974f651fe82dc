"""A title above the header of a table: found by names that are known, said, and never where the first row is the header."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest

from geodata.faults import Unreadable
from geodata.reading import Table, opened
from geodata.reading.headers import MOST_LOOKED_AT, Names, header_among
from tests.geodata.reading import files

PLACES = {"lon", "lat", "经度", "纬度"}
NAMES = Names(lambda cell: cell if cell in PLACES | {"编号", "树种", "no", "street"} else "", PLACES.__contains__)
HEADER = "编号,树种,经度,纬度"
ROWS = "A1,女贞,104.06,30.63\nA2,银杏,104.07,30.64\n"


def _read(data: bytes | str) -> Table:
    with opened(data.encode() if isinstance(data, str) else data, NAMES) as source:
        return source.read()


def _notes(table: Table) -> list[tuple[str, int | None]]:
    return [(note.code, note.where) for note in table.notes]


@pytest.mark.parametrize(
    ("above", "line"),
    [
        ("玉兰巷树木清单\n", 2),
        ("玉兰巷树木清单,,,\n", 2),
        ("\n\n玉兰巷树木清单,,,\n,,,\n调查单位：街道办,,日期,2024\n", 6),
        ("\ufeff玉兰巷树木清单\r\n\r\n", 3),
        ('"玉兰巷\n树木清单",,,\n', 3),
        ("sep=,\n", 2),
    ],
)
def test_a_title_above_the_header_of_a_csv_is_left_out(above, line):
    """The header is taken from below, with a note of its line; rows keep the lines that they have in the file."""
    table = _read(f"{above}{HEADER}\n{ROWS}")
    assert list(table.columns) == HEADER.split(",")
    assert table.columns["树种"].tolist() == ["女贞", "银杏"]
    assert (_notes(table), table.rows.tolist(), table.faults) == ([("header_below", line)], [line + 1, line + 2], {})
    assert str(line) in str(table.notes[0])


@pytest.mark.parametrize("delimiter", [";", "\t", "|"])
def test_a_title_has_no_delimiter(delimiter):
    """The one of the header counts, whatever stands in the title."""
    table = _read(
        f"清单, 2024\n{HEADER}\n{ROWS}".replace(",", delimiter).replace(f"清单{delimiter} 2024", "清单, 2024")
    )
    assert (list(table.columns), table.rows.tolist()) == (HEADER.split(","), [3, 4])


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize(("first", "header"), [
    ('"胸径\n(cm)",经度,纬度', ["胸径\n(cm)", "经度", "纬度"]),
    ('"胸径\n(cm)","树高\n(m)",经度,纬度', ["胸径\n(cm)", "树高\n(m)", "经度", "纬度"]),
    ('编号,"所在\n街道, ""旧""\n名",经度,纬度', ["编号", '所在\n街道, "旧"\n名', "经度", "纬度"]),
])  # fmt: skip
def test_a_name_of_a_column_may_stand_on_several_lines(first, header, end, delimiter):
    """A line that begins inside quotation marks is no header: spreadsheets write such cells."""
    inside = header[1] if delimiter == "," else header[1].replace(",", delimiter)
    rows = "1,2,104.1,30.6\n"[: None if len(header) == 4 else 0] or "1,104.1,30.6\n"
    table = _read(f"{first}\n{rows}".replace(",", delimiter).replace("\n", end))
    expected = [header[0], inside, *header[2:]]
    assert [str(name).split() for name in table.columns] == [name.split() for name in expected]
    assert (_notes(table), table.rows.tolist(), table.faults) == ([], [first.count("\n") + 2], {})


def test_a_header_on_several_lines_is_found_below_a_title():
    """It is named by the line on which it begins."""
    table = _read(f'玉兰巷树木清单\n编号,"树\n种",经度,纬度\n{ROWS}')
    assert (table.columns.shape, _notes(table), table.rows.tolist()) == ((2, 4), [("header_below", 2)], [4, 5])


@pytest.mark.parametrize("text", ['编号,"胸径\n经度,纬度\n1,2\n', '"玉兰巷\n编号,树种,经度,纬度\nA,B,1,2\n'])
def test_nothing_is_a_header_behind_a_quotation_mark_that_stays_open(text):
    """The line where it is opened is told."""
    with pytest.raises(Unreadable) as raised:
        _read(text)
    assert [(fault.code, fault.where) for fault in raised.value.faults] == [("bad_quote", 1)]


def test_a_title_that_is_quoted_in_part_is_a_title():
    """Whatever a strict reader says of it."""
    assert _notes(_read(f'"玉兰巷"树木清单\n{HEADER}\n{ROWS}')) == [("header_below", 2)]


@pytest.mark.parametrize("above", ["  ,  \n", " \n", "\n , ,\n\n", "　,　\n"])
@pytest.mark.parametrize("is_said", [False, True])
def test_lines_with_nothing_on_them_are_no_header_and_no_title(above, is_said):
    """Also where somebody says the line below them; nothing is left out, and nothing is said."""
    line = above.count("\n") + 1
    with opened(f"{above}{HEADER}\n{ROWS}".encode(), replace(NAMES, line=line * is_said)) as source:
        table = source.read()
    assert (list(table.columns), _notes(table)) == (HEADER.split(","), [])
    assert table.rows.tolist() == [line + 1, line + 2]


def test_faults_below_a_title_name_the_line_of_the_file():
    """A row that is too short, and a quotation mark that stays open."""
    table = _read(f"清单\n\n{HEADER}\n{ROWS}A3\n")
    assert {at: fault.where for at, fault in table.faults.items()} == {2: 6}
    with pytest.raises(Unreadable) as raised:
        _read(f'清单\n{HEADER}\n{ROWS}A3,"x\n')
    assert [(fault.code, fault.where) for fault in raised.value.faults] == [("bad_quote", 5)]
    with pytest.raises(Unreadable) as raised:
        _read(f"清单\n{HEADER}\n")
    assert [(fault.code, fault.where) for fault in raised.value.faults] == [("no_rows", 2)]


@pytest.mark.parametrize(
    "text",
    [
        f"{HEADER}\n编号,树种,经度,纬度\n",  # the first row names places: the second is a row
        "lon,odd\n编号,树种\n",
        "编号,树种,甲,乙\nno,street,lon,lat\n",  # two known names without a place
        "甲,乙,丙\nno,street,104.06\n",  # names by chance, beside a number
        "甲,乙,丙\nno,street,104°03'36\"E\n",
        "甲,乙,丙\nno,street,POINT (104.06 30.63)\n",
        "甲,乙\n树种,x\n",  # one known name is none
        "甲,乙\n树种,树种\n",  # nor is one that stands there twice
        "甲,乙\n" + "x,y\n" * (MOST_LOOKED_AT - 1) + "编号,树种\nA,B\n",  # too far below
    ],
)
def test_an_ordinary_file_stays_as_it_is(text):
    """Whatever its first line holds, that is the header: nothing is said, no row is lost."""
    table = _read(text)
    assert list(table.columns) == text.split("\n")[0].split(",")
    assert (_notes(table), len(table.rows)) == ([], text.count("\n") - 1)


def test_the_last_row_that_is_looked_at_may_be_the_header():
    """Nine lines above it are the most; a column that is named by an unreasonably long text names none."""
    above = "x,y\n" * (MOST_LOOKED_AT - 1)
    assert _notes(_read(f"{above}{HEADER}\n{ROWS}")) == [("header_below", MOST_LOOKED_AT)]
    known = Names(lambda cell: cell, lambda _: False)
    assert header_among([["x"], ["a" * 300, "b"], ["a", "b"]], [1, 2, 3], known) == 2
    assert header_among([], [], known) == 0


@pytest.mark.parametrize("merged", [False, True])
def test_a_title_above_the_header_of_a_sheet_is_left_out(merged):
    """Also merged over all columns, below empty rows, with a merged remark; rows keep their number in the sheet."""
    rows: list[list[Any]] = [
        [None], ["玉兰巷树木清单"], [None, "调查日期", datetime(2024, 5, 1)], [None],  # noqa: DTZ001 - as Excel keeps them
        HEADER.split(","), ["A1", "女贞", 104.06, 30.63], [None], ["A2", "银杏", 104.07, 30.64],
    ]  # fmt: skip
    table = _read(files.workbook(merged=("A2:D2", "C3:D3") if merged else (), 树木=rows))
    assert table.columns.to_numpy().tolist() == [["A1", "女贞", "104.06", "30.63"], ["A2", "银杏", "104.07", "30.64"]]
    assert (_notes(table), table.rows.tolist(), table.faults) == ([("header_below", 5)], [6, 8], {})


def test_without_names_the_first_row_is_the_header():
    """Whoever knows none gets the file as it stands."""
    with opened(f"清单,\n{HEADER}\n".encode()) as source:
        assert list(source.read().columns) == ["清单", "column 2"]


@pytest.mark.parametrize("as_sheet", [False, True])
def test_the_line_of_the_header_can_be_said(as_sheet):
    """Names that nobody knows below a title, or a title in spite of what was detected; a line that is none is refused."""
    cells = [["清单"], [], ["甲", "乙"], ["编号", "树种"], ["A", "B"]]
    data = files.workbook(树木=cells) if as_sheet else "\n".join(map(",".join, cells)).encode()
    for line, columns, rows in ((3, ["甲", "乙"], [4, 5]), (4, ["编号", "树种"], [5])):
        with opened(data, replace(NAMES, line=line)) as source:
            table = source.read()
        assert (list(table.columns), table.rows.tolist(), _notes(table)) == (columns, rows, [("header_below", line)])
    with pytest.raises(Unreadable) as raised, opened(data, replace(NAMES, line=2)) as source:
        source.read()
    assert [(fault.code, fault.params["lines"]) for fault in raised.value.faults] == [("no_such_header", "1, 3, 4, 5")]
    with opened(data, replace(NAMES, line=1)) as source:
        assert (len(source.read().rows), _notes(source.read())) == (3, [])
