"""A book of money as a table: CSV that a spreadsheet opens, and XLSX with amounts as numbers and every text as text."""

from __future__ import annotations

import csv
import io
from decimal import Decimal

from planning.cases.fund import Entry
from planning.errors import N_
from planning.i18n.names import name_of
from planning.i18n.translator import Translator
from planning.wording import for_cell

HEADING = (
    N_("Number"), N_("Day"), N_("Kind of entry"), N_("Amount in yuan"), N_("In the fund after it"), N_("What for"),
    N_("From or to"), N_("Receipt"), N_("Takes back number"),
)  # fmt: skip
Row = tuple[int | Decimal | str, ...]


def yuan_of(cents: int) -> Decimal:
    """Hundredths as yuan with two places, exactly."""
    return Decimal(cents).scaleb(-2).quantize(Decimal("0.01"))


def rows(entries: tuple[tuple[Entry, int, int | None], ...], t: Translator) -> list[Row]:
    """One row for each ``(entry, hundredths left after it, number that it takes back)``; names as they are handed in."""
    return [
        (
            entry.number, entry.day.isoformat(), name_of(t, entry.kind), yuan_of(entry.cents), yuan_of(left), entry.what[t.language],
            entry.who, entry.document, "" if takes_back is None else takes_back,
        )
        for entry, left, takes_back in entries
    ]  # fmt: skip


def fund_csv(table: list[Row], t: Translator) -> bytes:
    """UTF-8 with a mark, so that a spreadsheet reads Chinese; texts disarmed."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow([t(title) for title in HEADING])
    writer.writerows([for_cell(cell) if isinstance(cell, str) else cell for cell in row] for row in table)
    return out.getvalue().encode("utf-8-sig")


def fund_xlsx(table: list[Row], t: Translator) -> bytes:
    """A workbook: amounts are numbers of two places, every text is a text cell."""
    from openpyxl import Workbook  # heavy: only who takes a workbook waits for it
    from openpyxl.cell import WriteOnlyCell

    book = Workbook(write_only=True)
    sheet = book.create_sheet()
    for row in ([t(title) for title in HEADING], *table):
        cells = []
        for value in row:
            cell = WriteOnlyCell(sheet, value)
            if isinstance(value, str):
                cell.data_type = "s"  # also what begins with a sign of a formula
            elif isinstance(value, Decimal):
                cell.number_format = "#,##0.00"
            cells.append(cell)
        sheet.append(cells)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
