"""`python -m tests.benchmarks [--only NAME]`: measure, print a table, write build/bench.json."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.benchmarks import (
    city,
    clearance,
    counting,
    crowds,
    importing,
    open_answers,
    pagecost,
    pages,
    planners,
    replicas,
    routes,
    starting,
    store,
)
from tests.benchmarks.installation import install
from tests.benchmarks.result import Result, calibration_ms, keep, table

BENCHMARKS = {**pages.BENCHMARKS, **routes.BENCHMARKS, **starting.BENCHMARKS, **store.BENCHMARKS, **counting.BENCHMARKS,
              **clearance.BENCHMARKS, **city.BENCHMARKS, **crowds.BENCHMARKS,
              **replicas.BENCHMARKS, **planners.BENCHMARKS, **importing.BENCHMARKS, **pagecost.BENCHMARKS,
              **open_answers.BENCHMARKS}  # fmt: skip
WHERE = Path(__file__).parents[2] / "build" / "bench.json"


def main(words: Sequence[str] | None = None) -> int:
    """Run all benchmarks, or one of them."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=__doc__)
    parser.add_argument("--only", choices=sorted(BENCHMARKS), help="one benchmark")
    only = parser.parse_args(words).only
    results: list[Result] = []
    with TemporaryDirectory() as folder:
        made = install(Path(folder))
        for name, benchmark in BENCHMARKS.items():
            if only in {None, name}:
                # Measured beside each, since a busy machine is slower at one moment than at another.
                calibration = calibration_ms()
                results += [replace(one, calibration_ms=calibration) for one in benchmark(made)]
    keep(results, WHERE)
    print(table(results))
    if made.taipei is None:
        print("\nWithout JIEYI_REAL_DATA: the map with the 2,500 trees of Taipei was not measured.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
