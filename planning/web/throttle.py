"""How often something may be tried from one place: a sliding count in this process."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from threading import Lock
from time import monotonic

from planning.errors import N_, Refusal

WINDOW_S = 600.0
MOST_PLACES = 10_000


class Throttle:
    """At most ``most`` tries in ten minutes from one place; successes may be taken back."""

    def __init__(self, most: int, clock: Callable[[], float] = monotonic) -> None:
        self.most, self.clock = most, clock
        self._tries: dict[str, deque[float]] = {}
        self._lock = Lock()

    def check(self, place: str) -> None:
        """Raise :class:`Refusal` (``too_many``) if this place has used up its tries."""
        with self._lock:
            if len(self._recent(place)) >= self.most:
                raise Refusal("too_many", N_("Somebody tried too often from here: wait a few minutes and try again."))

    def count(self, place: str) -> None:
        """One more failed try."""
        with self._lock:
            if len(self._tries) >= MOST_PLACES:
                self._forget_old()
            self._tries.setdefault(place, deque()).append(self.clock())

    def _recent(self, place: str) -> deque[float]:
        tries = self._tries.get(place, deque())
        while tries and tries[0] < self.clock() - WINDOW_S:
            tries.popleft()
        return tries

    def _forget_old(self) -> None:
        for place in list(self._tries):
            if not self._recent(place):
                del self._tries[place]
