"""A server whose clock a test sets, for stories of months: ``python -m tests.browser.travelling`` instead of ``jieyi serve``.

It reads from a file in its data folder how many seconds it is ahead of the real clock.
"""

from __future__ import annotations

import os
import sys
from datetime import datetime, timedelta
from pathlib import Path

from planning import period

AHEAD = "clock.ahead"


def set_clock(folder: Path, now: datetime) -> None:
    """From now on it is this moment in the server, and time goes on."""
    fresh = folder / f"{AHEAD}.new"
    fresh.write_text(str((now - REAL()).total_seconds()), encoding="ascii")
    fresh.replace(folder / AHEAD)


def _travelled() -> datetime:
    try:
        ahead = float((Path(os.environ["JIEYI_DATA_DIR"]) / AHEAD).read_text(encoding="ascii"))
    except FileNotFoundError:
        ahead = 0.0
    return REAL() + timedelta(seconds=ahead)


REAL = period.now

if __name__ == "__main__":
    period.now = _travelled  # before anything else is imported that keeps the clock
    from planning.cli.main import main

    sys.argv = ["jieyi", "serve"]
    main()
