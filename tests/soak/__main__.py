"""`python -m tests.soak [--kills N] [--seed N]`: kill a voting process with -9 again and again, on each database.

PostgreSQL is taken from JIEYI_TEST_DATABASE_URL; without it only SQLite is tried. Writes build/soak.json.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from planning import period
from planning.actions import codes
from planning.settings import Settings
from planning.store.archive.writing import back_up
from planning.web.house import open_house
from tests.databases import SERVER, fresh_postgresql
from tests.rounds import BOARD, opened
from tests.soak.counting import chain_holds, check, restored_is_a_part
from tests.soak.killing import DURING_START, Acknowledged, run_and_kill

WHERE = Path(__file__).parents[2] / "build" / "soak.json"
CODES_AT_ONCE, BATCHES = 4000, 6


@contextmanager
def installation(folder: Path, kind: str, *, migrated: bool = True) -> Iterator[Settings]:
    """Settings of an empty installation on one of the databases."""
    if kind == "sqlite":
        yield Settings(data_dir=folder)
        return
    with fresh_postgresql(migrated=migrated) as address:
        yield Settings(data_dir=folder, database_url=address)


def soak(kind: str, other: str, kills: int, chance: random.Random) -> dict[str, object]:
    """All of it on one database; the backup is restored into the other one."""
    with (
        TemporaryDirectory() as folder,
        installation(Path(folder, "here"), kind) as settings,
        installation(Path(folder, "there"), other, migrated=False) as there,
    ):
        begun = time.monotonic()
        house = open_house(settings)
        poll = opened(house, count=CODES_AT_ONCE)
        for _ in range(BATCHES - 1):
            codes.issue_codes(house.database, BOARD, period.now(), round_id=poll.round_id, count=CODES_AT_ONCE)
        told = Acknowledged()
        for number in range(kills - 1):
            run_and_kill(poll, told, Path(folder), chance, during_start=number % DURING_START == 4)
            chain_holds(house.database)
        archive = Path(folder, "backup.zip")
        run_and_kill(
            poll, told, Path(folder), chance,
            meanwhile=lambda: print(f"backup under load: {back_up(house.database, settings, archive, period.now())[1]}"),
        )  # fmt: skip
        counted = check(poll, told, kills)
        restored = restored_is_a_part(poll, archive, there)
        house.database.close()
        return {
            "database": kind, "kills": kills, "lost": 0, "doubled": 0, **counted, "acts_per_s": _rate(told),
            "restored_on": other, "restored_ballots": restored, "seconds": round(time.monotonic() - begun),
        }  # fmt: skip


def _rate(told: Acknowledged) -> float:
    return round((len(told.ballots) + len(told.comments)) / told.seconds, 1)


def main(words: Sequence[str] | None = None) -> int:
    """Run on each database; exit code 1 with what was wrong."""
    parser = argparse.ArgumentParser(prog="python -m tests.soak", description=__doc__)
    parser.add_argument("--kills", type=int, default=50)
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(10**6))
    asked = parser.parse_args(words)
    print(f"seed {asked.seed}")
    kinds = ["sqlite", "postgresql"] if os.environ.get(SERVER) else ["sqlite"]
    found = []
    for kind, other in zip(kinds, kinds[::-1], strict=True):
        found.append(soak(kind, other, asked.kills, random.Random(asked.seed)))
        print(json.dumps(found[-1]))
    WHERE.parent.mkdir(parents=True, exist_ok=True)
    WHERE.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")
    if len(kinds) == 1:
        print(f"Without {SERVER}: PostgreSQL was not tried.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
