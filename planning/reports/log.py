"""The log of a community as a table to read in Excel."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping
from typing import Any

from planning.chain import canonical
from planning.wording import for_cell

HEAD = ("seq", "at", "member_id", "member", "act", "subject", "reason", "before", "after", "previous", "hash")


def log_csv(entries: Iterable[Any], names: Mapping[str, str]) -> str:
    """One row for each entry, times in UTC, ``before`` and ``after`` as JSON; words that were erased are empty."""
    out = io.StringIO()
    table = csv.writer(out, lineterminator="\r\n")
    table.writerow(HEAD)
    for entry in entries:
        said = [
            entry.seq, entry.at.isoformat(), entry.member_id, names.get(entry.member_id, ""), entry.act, entry.subject,
            entry.reason, _json(entry.before), _json(entry.after), entry.previous, entry.hash,
        ]  # fmt: skip
        table.writerow([for_cell(str(value)) for value in said])
    return "\ufeff" + out.getvalue()


def _json(value: Any) -> str:
    return "" if value is None else canonical(value)
