"""What the running server does by itself: forget and sweep up once a day, settle what has closed, watch the clock."""

from __future__ import annotations

import asyncio
import logging
import time
from dataclasses import dataclass
from datetime import datetime, timedelta

from planning.actions.closing import settle_closed
from planning.actions.personal import run_retention
from planning.errors import Refusals
from planning.people import SYSTEM
from planning.web.house import House

DAY_S = 86_400.0
SETTLING_S = 30.0
"""How often it is looked whether a round has closed."""
CLOCK_MAY_JUMP = timedelta(seconds=5)
LOGGER = logging.getLogger(__name__)


def once(house: House) -> dict[str, int]:
    """Do it now; how much there was."""
    return run_retention(house.database, SYSTEM, house.clock(), settings=house.settings)


async def daily(house: House, every_s: float = DAY_S) -> None:
    """At once, and then every day until it is cancelled. A day on which it fails is made up for on the next one."""
    while True:
        try:
            done = await asyncio.to_thread(once, house)
        except (Refusals, OSError):
            LOGGER.exception("nothing was forgotten or swept up today")
        else:
            LOGGER.info("forgotten and swept up: %s", done)
        await asyncio.sleep(every_s)


@dataclass
class ClockWatch:
    """The clock beside one that nobody can set: what one went and the other did not is a jump.

    :param steady: seconds of a clock that only goes forward.
    """

    at: datetime
    steady: float

    def jumped(self, at: datetime, steady: float) -> timedelta:
        """How far the clock was set since the last look, back if negative; zero where it was not."""
        jump = (at - self.at) - timedelta(seconds=steady - self.steady)
        self.at, self.steady = at, steady
        return jump if abs(jump) > CLOCK_MAY_JUMP else timedelta()


def look_at_clock(watch: ClockWatch, at: datetime, steady: float) -> None:
    """Say in the log if the clock was set: rounds open and close by it, what has closed stays closed."""
    jump = watch.jumped(at, steady)
    if jump:
        way = "back" if jump < timedelta() else "ahead"
        LOGGER.warning("the clock was set %s by %s: look whether it is right (jieyi doctor)", way, abs(jump))


async def closing(house: House, every_s: float = SETTLING_S) -> None:
    """Settle the boxes of rounds that close by the clock, and watch the clock, while the house is open."""
    watch = ClockWatch(house.clock(), time.monotonic())
    while True:
        await asyncio.sleep(every_s)
        look_at_clock(watch, house.clock(), time.monotonic())
        try:
            await asyncio.to_thread(settle_closed, house.database, house.clock())
        except Refusals as refused:  # the database was busy: the next round of the clock tries again
            LOGGER.warning("closed rounds were not settled: %s", refused)
