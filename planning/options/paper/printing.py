"""Printed sheets: each run takes the next numbers of its round, so that no two sheets bear the same one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from planning.options.option import Option
from planning.options.round import Round
from planning.sheet_numbers import Numbered
from planning.site import Community

MOST_PRINTED = 500
"""Sheets of one run: about a box of paper, and a file that every printer takes."""


class Paper(StrEnum):
    """A sheet fills an A4 page, or two of them share one and are cut apart."""

    A4 = "a4"
    A5 = "a5"


@dataclass(frozen=True, slots=True)
class PrintRun(Numbered):
    """Sheets of a round that were numbered together."""

    id: str
    community_id: str
    round_id: str
    first: int
    count: int


@dataclass(frozen=True, slots=True)
class SheetsToPrint:
    """What a printed sheet tells. ``run``: the numbers, None for a specimen that nobody can vote with."""

    community: Community
    round: Round
    boxes: tuple[Option, ...]
    run: PrintRun | None


def is_printed(runs: Iterable[PrintRun], number: int) -> bool:
    """Whether a number was printed; every number counts as printed where no run is known (sheets from elsewhere)."""
    known = list(runs)
    return not known or any(run.holds(number) for run in known)
