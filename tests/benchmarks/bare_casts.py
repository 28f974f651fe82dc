"""`python -m tests.benchmarks.bare_casts [DATABASE-URL]`: ballots a second that the bare database takes, one by one.

The statements are those that the act of casting sends for one ballot, each with its commit, sent again to a copy of the
database by the driver alone. A process of its own, so that it can be given a slow disk, too.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.benchmarks import store

CASTS = 300


def main(kind: str) -> None:
    """Print the rate."""
    with TemporaryDirectory() as folder, store.copied(kind, Path(folder), CASTS) as (poll, replayed):
        with store.listening(poll.house) as told:
            version = poll.version
            for number in range(CASTS):
                poll.cast(number, version=version)
        print(replayed(told.casts))


def bare_rate(kind: str, environment: Mapping[str, str]) -> float:
    """Ballots a second, measured now in a child with this environment."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.benchmarks.bare_casts", kind], env=dict(environment), capture_output=True, text=True, check=True
    )  # fmt: skip
    return float(done.stdout)


if __name__ == "__main__":
    main(sys.argv[1])
