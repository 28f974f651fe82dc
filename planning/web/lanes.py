"""Lanes beside the pages: one for requests that come by the hundred, and one each for what is heavy and done one by one.

Whoever waits in a lane keeps no thread from the pages; each row has its end.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from anyio import CapacityLimiter, move_on_after
from anyio.lowlevel import RunVar
from anyio.to_thread import run_sync

from planning.errors import N_, Refusal
from planning.store.faults import Fault, refusal_of

T = TypeVar("T")

AT_ONCE = 64
"""Threads of the lane: what they wait for is one commit together."""
MOST_WAITING = 2000
"""Requests that wait for one of them: some seconds of work. Who comes after that is told when to come again."""
MOST_HEAVY = 40
"""Heavy requests of one kind that wait: more than the patience of the last one lasts for."""
PATIENCE_S = 20.0
"""So long a heavy request waits for its turn."""
_LANES: RunVar[dict[str, CapacityLimiter]] = RunVar("lanes of this loop")


async def in_lane(work: Callable[[], T]) -> T:
    """Do some work in a thread of the lane; raises :class:`Refusal` (``database_busy``: 503) where too many wait already."""
    lane = lane_of("a crowd", AT_ONCE)
    if lane.statistics().tasks_waiting >= MOST_WAITING:
        raise refusal_of(Fault.BUSY)
    return await run_sync(work, limiter=lane)


async def one_by_one(name: str, work: Callable[[], T]) -> T:
    """Do heavy work of a name in a thread, one at a time; the others wait without holding a thread of the pages.

    Each takes a processor for itself. Raises :class:`Refusal` (``database_busy``: 503) where too many wait already, or where the
    turn does not come.
    """
    lane, turn = lane_of(name, 1), object()
    if lane.statistics().tasks_waiting >= MOST_HEAVY:
        raise refusal_of(Fault.BUSY)
    with move_on_after(PATIENCE_S) as waiting:
        await lane.acquire_on_behalf_of(turn)
    if waiting.cancelled_caught:
        raise Refusal("database_busy", N_("Other files are being made just now: please try again in a minute."))
    try:
        return await run_sync(work)
    finally:
        lane.release_on_behalf_of(turn)


def lane_of(name: str, at_once: int) -> CapacityLimiter:
    """The lane of a name in the running loop, made when it is first asked for."""
    try:
        lanes = _LANES.get()
    except LookupError:
        lanes = {}
        _LANES.set(lanes)
    return lanes.setdefault(name, CapacityLimiter(at_once))
