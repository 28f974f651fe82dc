"""The planner team's register as a table."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

from planning.i18n.translator import Translator
from planning.reports.comments import BYTE_ORDER_MARK
from planning.site import TeamLine
from planning.wording import for_cell


def planners_csv(lines: Iterable[TeamLine], t: Translator) -> str:
    """One person a row, in the reader's language. No cell begins like a formula, whatever was typed."""
    out = io.StringIO()
    out.write(BYTE_ORDER_MARK)
    table = csv.writer(out, lineterminator="\r\n")
    heading = (
        t("Name"), t("Resident planner"), t("Profession"), t("Training"), t("Courtyards"), t("Joined"), t("Left"),
        t("Shown to everybody"),
    )  # fmt: skip
    table.writerow(map(for_cell, heading))
    for line in lines:
        table.writerow(map(for_cell, _row(line, t)))
    return out.getvalue()


def _row(line: TeamLine, t: Translator) -> list[str]:
    one, yes_no = line.planner, (t("no"), t("yes"))
    return [
        one.name, yes_no[one.resident], one.profession, one.training,
        str(t.words(tuple(yard.name for yard in line.courtyards))), one.joined_on.isoformat(),
        one.left_on.isoformat() if one.left_on else "", yes_no[one.public],
    ]  # fmt: skip
