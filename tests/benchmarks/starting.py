"""How long a warm installation takes to serve its first page, beside Streamlit with nothing to serve."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.benchmarks.installation import Installation
from tests.benchmarks.result import Result, median_of_five
from tests.benchmarks.server import Server, bare, serving


def start(installation: Installation) -> list[Result]:
    """Seconds from the command to the first answer; the database is there and migrated."""
    with TemporaryDirectory() as folder:
        peer = median_of_five(lambda: _seconds(bare(Path(folder))))
    value = median_of_five(lambda: _seconds(serving(installation.folder)))
    return [Result("start_warm", value, "s", peer, None, "until the first page can be served")]


def _seconds(started: AbstractContextManager[Server]) -> float:
    with started as server:
        return server.started_in_s


BENCHMARKS: dict[str, Callable[[Installation], list[Result]]] = {"start": start}
