"""How often something may be tried: sliding counts of ten minutes in this process, kept by the minute.

What is counted is counted three times: for the one who tries (a code, an account's name, a browser), for the network
address (generously: a hall full of phones is one address), and for everybody together, the breaker that opens last.
"""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Callable
from dataclasses import dataclass
from threading import Lock
from time import monotonic

from planning.errors import N_, Refusal
from planning.settings import Settings

MINUTE_S = 60.0
MINUTES = 10
WINDOW_S = MINUTES * MINUTE_S
MOST_PLACES = 100_000
"""Places remembered in a minute; when there are more, all that are new share one count."""
TOO_OFTEN = N_("Somebody tried too often from here: wait a few minutes and try again.")
TOO_MUCH = N_("Too much is going on here at this moment: nothing is lost, wait a few minutes and try again.")


class Throttle:
    """At most ``most`` in ten minutes from one place."""

    def __init__(self, most: int, clock: Callable[[], float] = monotonic, sentence: str = TOO_OFTEN) -> None:
        self.most, self.clock, self.sentence = most, clock, sentence
        self._minutes: deque[tuple[float, Counter[str]]] = deque()
        self._lock = Lock()

    def check(self, place: str) -> None:
        """Raise :class:`Refusal` (``too_many``) if this place has used up its tries."""
        with self._lock:
            self._forget_old()
            if sum(counter[place] for _, counter in self._minutes) >= self.most:
                raise Refusal("too_many", self.sentence, wait_s=self._wait_s(place))

    def count(self, place: str) -> None:
        """One more."""
        with self._lock:
            self._forget_old()
            now = self.clock()
            if not self._minutes or now >= self._minutes[-1][0] + MINUTE_S:
                self._minutes.append((now, Counter()))
            counter = self._minutes[-1][1]
            counter[place if place in counter or len(counter) < MOST_PLACES else ""] += 1

    def _forget_old(self) -> None:
        while self._minutes and self._minutes[0][0] <= self.clock() - WINDOW_S:
            self._minutes.popleft()

    def _wait_s(self, place: str) -> int:
        """Seconds until enough of what this place did is forgotten."""
        over = sum(counter[place] for _, counter in self._minutes) - self.most
        for began, counter in self._minutes:
            over -= counter[place]
            if over < 0:
                return max(1, int(began + WINDOW_S - self.clock()) + 1)
        return int(WINDOW_S)


class Steps:
    """Three throttles, asked from the narrowest to the widest."""

    def __init__(self, own: int, address: int, everybody: int, clock: Callable[[], float] = monotonic) -> None:
        self._own, self._address = Throttle(own, clock), Throttle(address, clock)
        self._everybody = Throttle(everybody, clock, TOO_MUCH)

    def check(self, own: str, address: str) -> None:
        """Raise :class:`Refusal` (``too_many``) if one of the three is used up; an empty name is nobody's own."""
        if own:
            self._own.check(own)
        if address:
            self._address.check(address)
        self._everybody.check("")

    def count(self, own: str, address: str) -> None:
        """One more for all three."""
        if own:
            self._own.count(own)
        if address:
            self._address.count(address)
        self._everybody.count("")

    def take(self, own: str, address: str) -> None:
        """Check, then count."""
        self.check(own, address)
        self.count(own, address)


@dataclass(frozen=True, slots=True)
class Limits:
    """The counts of one running house: wrong codes, wrong passwords, ballots and comments sent."""

    codes: Steps
    passwords: Steps
    writes: Steps

    @classmethod
    def of(cls, settings: Settings) -> Limits:
        """With the numbers of the settings."""
        tries = (settings.tries_own, settings.tries_address, settings.tries_all)
        writes = (settings.writes_own, settings.writes_address, settings.writes_all)
        return cls(Steps(*tries), Steps(*tries), Steps(*writes))
