"""Requests that come by the hundred have a lane of their own: they keep no thread from pages, and their row is bounded."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from anyio import CapacityLimiter
from anyio.lowlevel import RunVar
from anyio.to_thread import run_sync

from planning.store.faults import Fault, refusal_of

T = TypeVar("T")

AT_ONCE = 64
"""Threads of the lane: what they wait for is one commit together."""
MOST_WAITING = 2000
"""Requests that wait for one of them: some seconds of work. Who comes after that is told when to come again."""
_LANE: RunVar[CapacityLimiter] = RunVar("requests of a crowd")


async def in_lane(work: Callable[[], T]) -> T:
    """Do some work in a thread of the lane; raises :class:`Refusal` (``database_busy``: 503) where too many wait already."""
    try:
        lane = _LANE.get()
    except LookupError:
        lane = CapacityLimiter(AT_ONCE)
        _LANE.set(lane)
    if lane.statistics().tasks_waiting >= MOST_WAITING:
        raise refusal_of(Fault.BUSY)
    return await run_sync(work, limiter=lane)
