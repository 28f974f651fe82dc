"""A ranking while it is made: taps in order of preference, taken back by a second tap, moved, undone."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from planning.pages import state

Order = tuple[str, ...]
MOST_STEPS = 50


def tapped(order: Order, key: str) -> Order:
    """The option comes last in order, or, if it is there already, is taken out."""
    return tuple(k for k in order if k != key) if key in order else (*order, key)


def moved(order: Order, key: str, by: int) -> Order:
    """The option one place up (-1) or down (1); as it was at either end."""
    place = order.index(key)
    to = min(max(place + by, 0), len(order) - 1)
    rest = [k for k in order if k != key]
    return (*rest[:to], key, *rest[to:])


@dataclass(frozen=True, slots=True)
class Draft:
    """The draft of one round in this session."""

    round_id: str

    def order(self, known: Iterable[str]) -> Order:
        """The order so far; an option that was withdrawn meanwhile is no longer in it."""
        kept: Order = state.get(self._name, ())
        there = set(known)
        return tuple(key for key in kept if key in there)

    def step(self, change: Callable[[Order], Order], known: Iterable[str]) -> None:
        """One step; the one before can be had back."""
        before = self.order(known)
        state.put(f"{self._name}:steps", (*state.get(f"{self._name}:steps", ()), before)[-MOST_STEPS:])
        state.put(self._name, change(before))

    @property
    def can_undo(self) -> bool:
        """Whether there is a step to take back."""
        return bool(state.get(f"{self._name}:steps"))

    def undo(self) -> None:
        """Take the last step back."""
        steps = state.get(f"{self._name}:steps", ())
        if steps:
            state.put(self._name, steps[-1])
            state.put(f"{self._name}:steps", steps[:-1])

    def forget(self) -> None:
        """Begin anew."""
        state.drop(self._name, f"{self._name}:steps")

    @property
    def _name(self) -> str:
        return f"vote_draft:{self.round_id}"
