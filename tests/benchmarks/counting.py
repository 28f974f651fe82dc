"""Counting a million ballots over ten options, beside numpy that only groups them, pandas that only reads them, and
other voting libraries; a round of 2,000 ballots with its margins and sensitivity; memory; the import of the engine.

Every figure is CPU time of one process, the median of five, but for the libraries: they take minutes, so each runs once
on fewer ballots and is scaled by their number.
"""

from __future__ import annotations

import io
import json
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from itertools import chain
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
import pandas as pd

from planning.options.ballot_files import read
from planning.options.counting.methods import METHODS, RANKED, count
from planning.options.counting.profile import Profile
from planning.options.outcome import explain, paragraph
from planning.options.sensitivity.cast import Cast
from planning.options.sensitivity.margins import margin_of
from planning.options.sensitivity.telling import how_sure
from tests.benchmarks.installation import Installation
from tests.benchmarks.result import TIMES, Result, median_of_five

BALLOTS = 1_000_000
OPTIONS = tuple(f"c{number}" for number in range(1, 11))
FIVE = ("irv", "borda", "copeland", "schulze_winning", "ranked_pairs_winning")
ROUND = 2_000
TIMES_GROUPING, TIMES_PANDAS, TIMES_FASTER, ROUND_MS, IMPORT_MS = 8, 8, 10, 100, 50
PEERS = {"pref_voting": 50_000, "votelib": 50_000, "pyrankvote": 50_000, "votekit": 5_000}
"""Ballots that each library is given."""
ENVIRONMENT = Path(__file__).parents[2] / "build" / "peers"
ENGINE = "planning.options.counting.methods"

Ballots = np.ndarray[Any, np.dtype[np.int8]]


def random_ballots(chance: np.random.Generator, many: int) -> Ballots:
    """Uniformly random rankings: of a million about 870,000 differ."""
    return np.argsort(chance.random((many, len(OPTIONS))), axis=1).astype(np.int8)


def clustered_ballots(chance: np.random.Generator, many: int) -> Ballots:
    """Voters of six blocs, each near to the order of its bloc: of a million about 160,000 differ."""
    blocs = np.stack([chance.permutation(len(OPTIONS)) for _ in range(6)])
    places = blocs[chance.integers(0, len(blocs), many)] + chance.normal(0, SPREAD, (many, len(OPTIONS)))
    return np.argsort(places, axis=1).astype(np.int8)


def truncated_ballots(chance: np.random.Generator, many: int) -> Ballots:
    """Random rankings of one to ten options."""
    made = random_ballots(chance, many)
    made[np.arange(len(OPTIONS)) >= chance.integers(1, len(OPTIONS) + 1, many)[:, None]] = -1
    return made


SPREAD = 1.6
KINDS: dict[str, Callable[[np.random.Generator, int], Ballots]] = {
    "random": random_ballots, "clustered": clustered_ballots, "truncated": truncated_ballots,
}  # fmt: skip


def counting(_: Installation) -> list[Result]:
    """All figures of counting."""
    results: list[Result] = []
    for kind, made in KINDS.items():
        array = made(np.random.default_rng(7), BALLOTS)
        results += [*_from_memory(kind, array), _from_csv(kind, array), _beside_libraries(kind, array)]
    return [*results, _memory(), *_round(), _import()]


def grouped(array: np.ndarray[Any, Any]) -> int:
    """The bare pass: pack each ranking into one number, sort, count."""
    keys = np.zeros(len(array), np.uint64)
    for place in range(array.shape[1]):
        keys = keys * np.uint64(len(OPTIONS) + 1) + (array[:, place] + 1).astype(np.uint64)
    return len(np.unique(keys, return_counts=True)[0])


def explained(profile: Profile) -> None:
    """The five methods, each with what stands beside it and its paragraph."""
    for method in FIVE:
        paragraph(explain(method, "stands", profile), {})


def _cpu_ms(work: Callable[[], object]) -> float:
    begun = time.process_time()
    work()
    return (time.process_time() - begun) * 1000


def _both(work: Callable[[], object], bare: Callable[[], object]) -> tuple[float, float]:
    """Medians of a piece of work and of the bare thing, measured in turn, so that both meet the same busy machine."""
    figures = [(_cpu_ms(work), _cpu_ms(bare)) for _ in range(TIMES)]
    return median(work for work, _ in figures), median(bare for _, bare in figures)


def _from_memory(kind: str, array: Ballots) -> list[Result]:
    rows = [[OPTIONS[o] for o in row if o >= 0] for row in array.tolist()]
    number = {option: i for i, option in enumerate(OPTIONS)}
    distinct = grouped(array)

    def bare_rows() -> int:
        lengths = np.fromiter(map(len, rows), np.intp, len(rows))
        filled = np.full((len(rows), len(OPTIONS)), -1, np.int8)
        flat = np.fromiter(map(number.__getitem__, chain.from_iterable(rows)), np.int8, int(lengths.sum()))
        filled[np.arange(len(OPTIONS)) < lengths[:, None]] = flat
        return grouped(filled)

    from_array = _both(lambda: explained(Profile.from_array(OPTIONS, array)), lambda: grouped(array))
    from_rows = _both(lambda: explained(Profile.from_rows(OPTIONS, rows)), bare_rows)
    return [
        Result(
            f"count_{kind}_{how}", value, "ms", bare, TIMES_GROUPING * bare, f"{distinct} distinct; peer: numpy groups"
        )
        for how, (value, bare) in {"array": from_array, "rows": from_rows}.items()
    ]


def _from_csv(kind: str, array: Ballots) -> Result:
    lines = (f"1,{'>'.join(OPTIONS[o] for o in row if o >= 0)}\n" for row in array.tolist())
    data = ("weight,ranking\n" + "".join(lines)).encode()
    value, bare = _both(
        lambda: explained(read("ballots.csv", data).profile),
        lambda: pd.read_csv(io.BytesIO(data), keep_default_na=False),
    )
    return Result(
        f"count_{kind}_csv", value, "ms", bare, TIMES_PANDAS * bare, f"{len(data) / 1e6:.0f} MB; peer: pandas reads"
    )


def _beside_libraries(kind: str, array: Ballots) -> Result:
    """Rows to results, beside the fastest library; what a library does not know it need not do."""
    rows = [[OPTIONS[o] for o in row if o >= 0] for row in array.tolist()]
    value = median_of_five(lambda: _cpu_ms(lambda: explained(Profile.from_rows(OPTIONS, rows))))
    if not (ENVIRONMENT / "bin" / "python").exists():
        return Result(f"count_{kind}_libraries", value, "ms", note="build/peers is missing: see docs/performance.md")
    told = {name: _library(name, array) for name in PEERS}
    seconds = {name: said["seconds"] for name, said in told.items() if "seconds" in said}
    fastest = min(seconds, key=seconds.__getitem__)
    note = "; ".join(f"{name} {said.get('seconds', 0):.1f} s ({said['did']})" for name, said in told.items())
    return Result(
        f"count_{kind}_libraries", value, "ms", seconds[fastest] * 1000, seconds[fastest] * 1000 / TIMES_FASTER,
        f"peer: {fastest}; of a million, scaled from {min(PEERS.values())} to {max(PEERS.values())}: {note}",
    )  # fmt: skip


def _library(name: str, array: Ballots) -> dict[str, Any]:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "ballots.npy"
        np.save(path, array[: PEERS[name]])
        script = Path(__file__).with_name("peers.py")
        done = subprocess.run(
            [ENVIRONMENT / "bin" / "python", script, name, path], capture_output=True, text=True, check=False
        )
    if done.returncode:
        return {"did": f"failed: {done.stderr.strip().splitlines()[-1][:80]}"}
    said: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return said | {"seconds": said["seconds"] * len(array) / PEERS[name]}


_PEAK = """
import sys
import numpy as np
from pathlib import Path
from planning.options.counting.profile import Profile
from tests.benchmarks.counting import OPTIONS, explained

def peak():
    return next(int(line.split()[1]) for line in Path("/proc/self/status").read_text().splitlines() if line[:6] == "VmHWM:")

array = np.load(sys.argv[1])
explained(Profile.from_array(OPTIONS, array[:1000]))
before = peak()
explained(Profile.from_array(OPTIONS, array))
print(peak() - before, array.nbytes // 1024)
"""
"""Kilobytes by which the peak of a fresh process grows (Linux)."""


def _memory() -> Result:
    """How much a count adds to the peak of a process that holds the array already."""
    two, four = _peak(2 * BALLOTS), _peak(4 * BALLOTS)
    return Result(
        "count_memory", four[0] / 1024, "MB", four[1] / 1024, None,
        f"beyond the array of four million random ballots (the peer); of two million {two[0] / 1024:.0f} MB",
    )  # fmt: skip


def _peak(many: int) -> tuple[int, int]:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "ballots.npy"
        np.save(path, random_ballots(np.random.default_rng(7), many))
        done = subprocess.run([sys.executable, "-c", _PEAK, path], capture_output=True, text=True, check=True)
    added, array = done.stdout.split()
    return int(added), int(array)


def _round() -> list[Result]:
    """A round of 2,000 ballots: all methods, all margins, everything told; five and ten options."""
    results = []
    for size in (5, len(OPTIONS)):
        chance = np.random.default_rng(7)
        rows = [[(OPTIONS[o],) for o in row if 0 <= o < size] for row in truncated_ballots(chance, ROUND).tolist()]
        cast: Sequence[Any] = [(tuple(row), 1) for row in rows]

        def everything(cast: Sequence[Any] = cast, size: int = size) -> None:
            made = Profile.grouped(OPTIONS[:size], cast)
            box = Cast.of(made)
            for method in RANKED:
                margin_of(made, count(method, made), box)
            how_sure(explain("irv", "stands", made), {})

        everything()
        value = median_of_five(lambda work=everything: _cpu_ms(work))  # type: ignore[misc]
        note = f"{len(RANKED)} of {len(METHODS)} methods count rankings; with margins, spoilers and sentences"
        results.append(Result(f"round_{size}_options", value, "ms", None, ROUND_MS, note))
    return results


_IMPORTING = f"""
import sys, time
begun = time.process_time()
import {ENGINE}
print((time.process_time() - begun) * 1000, "numpy" in sys.modules)
"""


def _import() -> Result:
    """CPU time of the import in a fresh Python; numpy comes with the first array, table or margin, not with the engine."""

    def once() -> float:
        done = subprocess.run([sys.executable, "-c", _IMPORTING], capture_output=True, text=True, check=True)
        ms, has_numpy = done.stdout.split()
        assert has_numpy == "False", "the engine imports numpy before a count needs it"
        return float(ms)

    return Result("engine_import", median_of_five(once), "ms", None, IMPORT_MS, f"import {ENGINE}; without numpy")


BENCHMARKS: dict[str, Callable[[Installation], list[Result]]] = {"counting": counting}
