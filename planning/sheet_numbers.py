"""Printed sheets, of ballots and of questionnaires: each run takes the next numbers, so that no two sheets bear the same one."""

from __future__ import annotations

from collections.abc import Iterable


class Numbered:
    """Sheets that were numbered together, from ``first`` on."""

    __slots__ = ()
    first: int
    count: int

    @property
    def last(self) -> int:
        """The highest number."""
        return self.first + self.count - 1

    def holds(self, number: int) -> bool:
        """Whether a sheet of this number is one of them."""
        return self.first <= number <= self.last


def next_first(runs: Iterable[Numbered]) -> int:
    """The number that the next run begins with."""
    return max((run.last for run in runs), default=0) + 1
