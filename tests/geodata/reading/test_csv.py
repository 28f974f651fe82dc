"""CSV as it arrives: encodings, delimiters, and what is wrong with it (row 31 of the hostile inputs)."""

from __future__ import annotations

import pytest

from geodata.faults import Fault, Unreadable
from geodata.reading import read

TEXT = "编号,树种,街道\n1,女贞,玉林东路\n2,悬铃木,“倪家桥”\n"


def _fault(data: bytes) -> Fault:
    with pytest.raises(Unreadable) as caught:
        read(data)
    return caught.value.faults[0]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "gb18030", "gbk"])
def test_chinese_text_is_right_in_every_encoding(encoding):
    """UTF-8 with and without mark, UTF-16, GBK and GB18030 give the same table."""
    data = TEXT.encode(encoding)
    if encoding == "utf-16-le":
        data = "\ufeff".encode(encoding) + data
    table = read(data)
    assert list(table.columns) == ["编号", "树种", "街道"]
    assert table.columns.iloc[0].tolist() == ["1", "女贞", "玉林东路"]
    assert [n.code for n in table.notes] == (["encoding"] if encoding.startswith("gb") else [])


def test_utf16_without_its_mark_is_still_read():
    """Excel's "Unicode text" cut off its mark: every second byte is zero, and it is no NUL fault."""
    assert list(read("id,name\n1,oak\n".encode("utf-16-le")).columns) == ["id", "name"]


def test_western_letters_are_not_read_as_chinese():
    """An umlaut and the letter after it would be one Chinese character in GB18030."""
    table = read("Straße;Bäume\nMünchner Straße;3\n".encode("cp1252"))
    assert table.columns.iloc[0].tolist() == ["Münchner Straße", "3"]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_delimiter_is_found(delimiter):
    """The header tells it, also when a quoted name holds another one."""
    text = f'id{delimiter}"a,b;c"\r\n1{delimiter}x\r\n'
    assert read(text.encode()).columns.shape == (1, 2)


def test_rows_know_their_line():
    """A quoted line break makes a row longer than a line: the next one still names the right line."""
    table = read(b'id,note\n1,"two\nlines"\n\n2,x\n')
    assert table.rows.tolist() == [2, 5]
    assert table.columns["note"].tolist() == ["two\nlines", "x"]


def test_a_row_of_another_width_keeps_its_fault():
    """Too many or too few values are a fault of that row; empty cells at the end are not."""
    table = read(b"a,b\n1,2,3\n4\n5,6,,\n")
    assert {at: (f.code, f.where) for at, f in table.faults.items()} == {0: ("wrong_width", 2), 1: ("wrong_width", 3)}


@pytest.mark.parametrize(
    ("data", "code", "line"),
    [
        (b"a,b\n1,\0\n", "nul", 2),
        (b"a," * 10_000 + b"z\n1\n", "too_many_columns", 1),
        (b'a,b\n1,2\n"3,4\n5,6\n', "bad_quote", 3),
        (b'a,b\n1,2\n"3,4\n5,"6"\n', "bad_quote", 3),
        (b"a,b\n1,\xff\xff\xff\n", "not_text", 2),
        (b"", "empty_file", None),
        (b"\n\n", "empty_file", None),
        (b"a,b\n", "no_rows", 1),
        (b"PK\x03\x04rest", "broken_archive", None),
        (b"SQLite format 3\0rest", "damaged_file", None),
        (b"<OGRVRTDataset><OGRVRTLayer/></OGRVRTDataset>", "unknown_format", None),
        (b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><kml>&e;</kml>', "xml_entities", None),
    ],
)  # fmt: skip
def test_what_cannot_be_read_says_why_and_where(data, code, line):
    """One readable fault with its line, never a half-read table."""
    fault = _fault(data)
    assert (fault.code, fault.where) == (code, line)
    assert str(fault).endswith(".")
    assert "{" not in str(fault)


def test_a_quote_that_is_never_closed_in_a_long_file_is_found_where_it_opens():
    """The rest of the file, over a megabyte, would otherwise become one cell."""
    fault = _fault(b'a,b\n1,"2\n' + b"3,4\n" * 300_000)
    assert (fault.code, fault.where) == ("bad_quote", 2)


def test_names_of_columns_are_unique():
    """Two columns of one name stay two columns, and one without a name gets one."""
    assert list(read(b"a,a,\n1,2,3\n").columns) == ["a", "a'", "column 3"]
