"""What was said of the columns of one file, as long as it is open: field to column, as on the command line."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from planning.pages import state
from planning.surveys.inventory.report import ImportReport


def key(request: Mapping[str, Any]) -> str:
    """Where it is remembered: another file, or another kind of thing in it, is another matter."""
    return f"imports_said_{request['kind']}_{hash(request['data'])}"


def of(request: Mapping[str, Any]) -> dict[str, str]:
    """Columns by field; a field without a column is not to be read."""
    return dict(state.get(key(request), {}))


def put(request: Mapping[str, Any], instead_of: Iterable[str], said: Mapping[str, str]) -> None:
    """Remember something in place of what was said under these names."""
    gone = set(instead_of)
    state.put(key(request), {name: column for name, column in of(request).items() if name not in gone} | dict(said))


def with_example(report: ImportReport) -> Callable[[str], str]:
    """How a column is shown: its name, and what stands first in it."""
    first = dict(zip(report.offered, report.examples, strict=False))
    return lambda column: f"{column} · {first[column]}" if first.get(column) else column
