"""An option 方案: one of the things that may be chosen in a round."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime

from planning.wording import Words

SYMBOLS = ("circle", "square", "diamond", "triangle", "cross", "star", "hexagon", "drop")
"""An option keeps one symbol (and the colour of the same position) through every page of its round."""


@dataclass(frozen=True, slots=True)
class Fact:
    """One line of the table that stands side by side for all options."""

    label: Words
    value: Words


@dataclass(frozen=True, slots=True)
class Option:
    """An option as voters read it. ``key`` is its short name on ballots, ``position`` its symbol and colour.

    :param species: scientific name, where the option is to plant that species; such options are screened on the sites.
    :param cost: what it costs in hundredths of a yuan, in a round about a budget; None where nobody has said.
    """

    id: str
    community_id: str
    round_id: str
    key: str
    position: int
    title: Words
    summary: Words = Words("")
    professional_note: Words = Words("")
    facts: tuple[Fact, ...] = ()
    pros: tuple[Words, ...] = ()
    cons: tuple[Words, ...] = ()
    withdrawn_at: datetime | None = None
    species: str = ""
    cost: int | None = None

    @property
    def mark(self) -> str:
        """Sixteen signs that change with what is written in it: an editor names the ones that it was drawn with."""
        return hashlib.sha256(repr(self).encode()).hexdigest()[:16]

    def order_for(self, browser: str) -> str:
        """Sorts options in an order of each visitor's own, so that none stands first for everybody."""
        return hashlib.sha256(f"{browser} {self.id}".encode()).hexdigest()
