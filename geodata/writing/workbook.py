"""XLSX: a sheet for each layer, numbers as numbers, days as days, texts as texts whatever they begin with."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell

from geodata.writing.cells import LONGEST_CELL, PLACE, place, printable
from geodata.writing.layers import Layer

_LONGEST_TITLE = 31


def workbook(layers: Sequence[Layer]) -> bytes:
    """A workbook. A text longer than a cell may be is cut; an outline that is, is left out rather than cut."""
    book = Workbook(write_only=True)
    for layer in layers:
        sheet = book.create_sheet(layer.name[:_LONGEST_TITLE])
        sheet.append([*PLACE, *(column.name for column in layer.columns)])
        for geometry, line in zip(layer.geometry, layer.lines(), strict=True):
            lon, lat, wkt = place(layer, geometry)
            where = [lon, lat, wkt if 0 < len(wkt) <= LONGEST_CELL else None]
            sheet.append([_cell(sheet, value) for value in (*where, *line)])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _cell(sheet: Any, value: Any) -> Any:
    if not isinstance(value, str):
        return value
    cell = WriteOnlyCell(sheet, printable(value)[:LONGEST_CELL])
    cell.data_type = "s"  # a text, also behind an equals sign
    return cell
