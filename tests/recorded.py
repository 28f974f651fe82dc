"""Closed rounds whose ballots were really cast, and records of them, for tests."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence
from typing import Any

from planning.actions.closing import settle_closed
from planning.options.ballot import Ranking
from planning.options.record.packing import SUMS, packed, summed
from planning.people import Visitor
from planning.queries.records import full_record, public_record
from planning.reports.record import record_zip
from planning.web.house import House
from tests.makers import visitor
from tests.rounds import BOARD, Poll, opened

LIVELY: Sequence[tuple[Ranking, int]] = (
    ((("a",), ("b",)), 9), ((("b",), ("a",)), 7), ((("c",), ("b",)), 5), ((("c",),), 1), ((), 2),
)  # fmt: skip


def voted(house: House, rankings: Sequence[tuple[Ranking, int]] = LIVELY, **rules: Any) -> Poll:
    """A round of an hour in which so many voters cast so; it is still open."""
    poll = opened(house, count=sum(n for _, n in rankings), hours=1, **rules)
    everything = [ranking for ranking, n in rankings for _ in range(n)]
    for number, ranking in enumerate(everything):
        poll.cast(number, ranking, version=poll.version)
    return poll


def closed(house: House, rankings: Sequence[tuple[Ranking, int]] = LIVELY, **rules: Any) -> Poll:
    """The same, closed by the clock and settled."""
    poll = voted(house, rankings, **rules)
    house.clock.forward(hours=2)  # type: ignore[attr-defined]
    settle_closed(house.database, house.clock())
    return poll


def record_of(poll: Poll, *, public: bool = False, by: Visitor = BOARD) -> bytes:
    """Its record."""
    question = public_record if public else full_record
    by = visitor() if public else by
    return record_zip(question(poll.house.database, by, poll.house.clock(), round_id=poll.round_id))


def files_of(data: bytes) -> dict[str, bytes]:
    """The files of a record."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def forged(data: bytes, changed: Mapping[str, bytes]) -> bytes:
    """A record with other contents and with new sums, as somebody makes it who knows how records are made."""
    files = files_of(data) | dict(changed)
    return packed(summed({name: content for name, content in files.items() if name != SUMS}))
