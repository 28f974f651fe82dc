"""Lanes beside the pages: one for requests that come by the hundred, and one each for what is heavy and done one by one.

Whoever waits in a lane keeps no thread from the pages; each row has its end.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
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


@dataclass(slots=True)
class Lane:
    """Threads for one kind of work, and how many requests are in it: at work, waiting, or on their way to either."""

    limiter: CapacityLimiter
    inside: int = 0

    @contextmanager
    def place(self, most_waiting: int) -> Iterator[None]:
        """A place in the lane or in its row, from now on; raises :class:`Refusal` (``database_busy``: 503) where there is none.

        The limiter counts as waiting only who has come to it already; of several that start in one turn of the loop each
        would find the row as the others had found it.
        """
        if self.inside >= self.limiter.total_tokens + most_waiting:
            raise refusal_of(Fault.BUSY)
        self.inside += 1
        try:
            yield
        finally:
            self.inside -= 1


_LANES: RunVar[dict[str, Lane]] = RunVar("lanes of this loop")


async def in_lane(work: Callable[[], T]) -> T:
    """Do some work in a thread of the lane; raises :class:`Refusal` (``database_busy``: 503) where too many wait already."""
    lane = lane_of("a crowd", AT_ONCE)
    with lane.place(MOST_WAITING):
        return await run_sync(work, limiter=lane.limiter)


async def one_by_one(name: str, work: Callable[[], T]) -> T:
    """Do heavy work of a name in a thread, one at a time; the others wait without holding a thread of the pages.

    Each takes a processor for itself. Raises :class:`Refusal` (``database_busy``: 503) where too many wait already, or where the
    turn does not come.
    """
    lane, turn = lane_of(name, 1), object()
    with lane.place(MOST_HEAVY):
        with move_on_after(PATIENCE_S) as waiting:
            await lane.limiter.acquire_on_behalf_of(turn)
        if waiting.cancelled_caught:
            raise Refusal("database_busy", N_("Other files are being made just now: please try again in a minute."))
        try:
            return await run_sync(work)
        finally:
            lane.limiter.release_on_behalf_of(turn)


def lane_of(name: str, at_once: int) -> Lane:
    """The lane of a name in the running loop, made when it is first asked for."""
    try:
        lanes = _LANES.get()
    except LookupError:
        lanes = {}
        _LANES.set(lanes)
    return lanes.setdefault(name, Lane(CapacityLimiter(at_once)))
