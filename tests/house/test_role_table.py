"""The printed table says what the rules say, for every role and at every time."""

from __future__ import annotations

import re

from planning import access
from planning.asking import Asking
from planning.period import Moment
from planning.role_table import COLUMNS, HERE


def test_the_printed_table_is_what_the_rules_answer():
    """Read back from the Markdown, cell by cell: a table that only looked right would be believed."""
    found: dict[str, list[str]] = {}
    kind = ""
    for line in access.rendered().splitlines():
        if line.startswith("## "):
            kind = {"Pages": "page", "Acts": "act", "Questions": "query", "Routes": "route"}[line[3:]]
        row = re.match(r"\| `(\w+)` \| (.*) \|$", line)
        if row and kind:
            found[f"{kind}.{row[1]}"] = row[2].split(" | ")[: len(COLUMNS)]
    assert set(found) == set(access.RULES)
    for name, cells in found.items():
        for (who, visitor), cell in zip(COLUMNS.items(), cells, strict=True):
            wanted = {moment for moment in Moment if access.may(name, Asking(visitor, HERE, moment))}
            shown = set(Moment) if cell == "●" else {Moment(word) for word in cell.split(", ") if word.strip()}
            assert shown == wanted, (name, who)


def test_periods_are_seen_in_the_table():
    """Before, during and after are all there: a ballot, evidence, a tally."""
    rows = {row.split("`")[1]: row for row in access.rendered().splitlines() if row.startswith("| `")}
    assert " during " in rows["cast_ballot"]
    assert " before " in rows["add_evidence"]
    assert " after " in rows["results_view"]
