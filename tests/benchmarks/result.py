"""What a benchmark says: medians of five, beside the same work done by a bare peer and beside the limit."""

from __future__ import annotations

import hashlib
import json
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import median

TIMES = 5


@dataclass(frozen=True)
class Result:
    """One figure. ``peer`` is the same figure of the bare thing, ``limit`` what it may be at most."""

    name: str
    value: float
    unit: str
    peer: float | None = None
    limit: float | None = None
    note: str = ""
    calibration_ms: float = 0.0

    @property
    def ratio(self) -> float | None:
        """How many times the peer."""
        return round(self.value / self.peer, 2) if self.peer else None

    @property
    def is_over(self) -> bool:
        """Whether it is more than it may be."""
        return self.limit is not None and self.value > self.limit

    def plain(self) -> dict[str, object]:
        """As it stands in build/bench.json."""
        note = (
            f"{self.note}; calibration {self.calibration_ms:.1f} ms"
            if self.note
            else f"calibration {self.calibration_ms:.1f} ms"
        )
        return {**asdict(self), "ratio": self.ratio, "note": note}


def median_of_five(measure: Callable[[], float]) -> float:
    """The middle one of five measurements."""
    return median(measure() for _ in range(TIMES))


def calibration_ms() -> float:
    """CPU time of a fixed piece of work in plain Python: figures of two machines are compared by it."""

    def work() -> float:
        begun = time.process_time()
        digest = b""
        for number in range(20_000):
            digest = hashlib.sha256(digest + str(sorted((number % 97, number % 89, number % 83))).encode()).digest()
        return (time.process_time() - begun) * 1000

    return median_of_five(work)


def table(results: Sequence[Result]) -> str:
    """The figures for people, as Markdown."""
    rows = ["| what | value | limit | bare peer | times the peer | note |", "|---|---:|---:|---:|---:|---|"]
    for one in results:
        limit = "" if one.limit is None else f"{one.limit:g}{' **over**' if one.is_over else ''}"
        peer = "" if one.peer is None else f"{one.peer:.1f}"
        ratio = "" if one.ratio is None else f"{one.ratio:g}"
        rows.append(f"| {one.name} | {one.value:.1f} {one.unit} | {limit} | {peer} | {ratio} | {one.note} |")
    return "\n".join(rows)


def keep(results: Sequence[Result], path: Path) -> None:
    """Write the figures for scripts."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps([one.plain() for one in results], ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
