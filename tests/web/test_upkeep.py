"""The server forgets and sweeps by itself, at its start and every day."""

from __future__ import annotations

import asyncio
import os
from typing import Any

import pytest

from planning.errors import Refusal
from planning.web import upkeep
from planning.web.house import House
from tests.makers import NOON
from tests.running import run_apart


async def _ended(work: Any, after_s: float) -> None:
    task = asyncio.create_task(work)
    await asyncio.sleep(after_s)
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
    assert task.cancelled()


def run_for(work: Any, after_s: float) -> None:
    """Let it run for a while, then end it as the server does."""
    run_apart(_ended(work, after_s))


def test_it_runs_at_the_start_and_again(house: House):
    """An orphan of a crash is gone soon after the start."""
    orphan = house.settings.photo_dir / "orphan123456.jpg"
    orphan.parent.mkdir()
    for _ in range(2):
        orphan.write_bytes(b"x")
        os.utime(orphan, (NOON.timestamp() - 90_000, NOON.timestamp() - 90_000))
        run_for(upkeep.daily(house, every_s=0.05), 0.6)
        assert not orphan.exists()


def test_a_day_that_fails_does_not_end_it(house: House, monkeypatch: pytest.MonkeyPatch, caplog: Any):
    """The database is busy once: the next day does it, and the log of the server says so."""
    days = iter(["busy", "well", "well", "well", "well", "well", "well", "well", "well", "well", "well", "well"])
    done: list[str] = []

    def once(_house: House) -> dict[str, int]:
        day = next(days, "well")
        done.append(day)
        if day == "busy":
            raise Refusal("database_busy", "Too much is being saved at this moment.")
        return {}

    monkeypatch.setattr(upkeep, "once", once)
    run_for(upkeep.daily(house, every_s=0.02), 0.3)
    assert done[:2] == ["busy", "well"]
    assert "nothing was forgotten or swept up today" in caplog.text
