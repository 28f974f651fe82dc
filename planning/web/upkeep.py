"""What the running server does once a day: forget what has had its time, and sweep up."""

from __future__ import annotations

import asyncio
import logging

from planning.actions.personal import run_retention
from planning.errors import Refusals
from planning.people import SYSTEM
from planning.web.house import House

DAY_S = 86_400.0
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
