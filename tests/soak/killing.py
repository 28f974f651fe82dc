"""Start a process that votes, kill it with -9 at a random moment, and again; keep what it acknowledged."""

from __future__ import annotations

import json
import random
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from planning import store
from planning.options.electorate import Code
from tests.rounds import Poll

DURING_START = 10
"""Of so many kills one comes while the process still starts: connects, migrates, reads its key."""


@dataclass
class Acknowledged:
    """What voters and members were told."""

    ballots: list[tuple[str, str, str, str]] = field(default_factory=list)
    """Code, client id, receipt and first choice of each."""
    comments: list[tuple[str, str]] = field(default_factory=list)
    """Id and text of each."""
    seconds: float = 0.0
    """From the first answer to the kill, of all runs together."""

    def take(self, line: str) -> None:
        """Keep one line."""
        kind, *parts = line.split()
        if kind == "ballot":
            code, client, receipt, first = parts
            self.ballots.append((code, client, receipt, first))
        else:
            comment, text = parts
            self.comments.append((comment, text))


def run_and_kill(
    poll: Poll, told: Acknowledged, folder: Path, chance: random.Random, *,
    during_start: bool = False, meanwhile: Callable[[], None] | None = None,
) -> None:  # fmt: skip
    """One run: until a random moment, or, with ``meanwhile``, until that is done."""
    work = folder / "work.json"
    work.write_text(json.dumps({
        "data_dir": str(poll.house.settings.data_dir), "database_url": poll.house.settings.database_url,
        "round": poll.round_id, "community": poll.community.id, "version": poll.version, "codes": _unspent(poll),
    }), encoding="utf-8")  # fmt: skip
    command = [sys.executable, "-m", "tests.soak.voting", str(work)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as voting:
        assert voting.stdout is not None
        if during_start:
            time.sleep(chance.uniform(0.5, 2.5))
        else:
            told.take(voting.stdout.readline())
            begun = time.monotonic()
            reader = threading.Thread(target=_read, args=(voting, told))
            reader.start()
            if meanwhile is not None:
                meanwhile()
            else:
                time.sleep(chance.uniform(0.05, 1.0))
            told.seconds += time.monotonic() - begun
        if voting.poll() is not None:
            raise AssertionError(f"the voting process ended by itself with {voting.returncode}")
        voting.send_signal(signal.SIGKILL)
        if during_start:
            _read(voting, told)
        else:
            reader.join()


def _read(voting: subprocess.Popen[str], told: Acknowledged) -> None:
    assert voting.stdout is not None
    for line in voting.stdout:
        told.take(line)


def _unspent(poll: Poll) -> list[str]:
    with poll.house.database.reading() as session:
        codes = [one.id for one in store.find(session, Code, round_id=poll.round_id, spent_at=None)]
    if len(codes) < 500:
        raise AssertionError("the codes are used up: issue more")
    return codes
