"""What a record tells of paper ballots: every sheet by its number, without a person, and which ballots came on paper."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from planning.chain import canonical
from planning.options.ballot import Ballot, Channel
from planning.options.paper.figures import PaperFigures, figures_of, may_be_told
from planning.options.record.publication import is_only_result
from planning.options.record.tables import written

SMALL = ("numbers", "disputed")
"""Figures that are for the board and its auditor only: numbers of sheets, and what the two people disagreed about."""


@dataclass(frozen=True, slots=True)
class PaperPart:
    """The figures of the paper count and the box; ``phone`` is every ballot that did not come on paper."""

    figures: PaperFigures
    box: Sequence[Ballot]

    @property
    def paper(self) -> int:
        """Ballots of the box that came on paper."""
        return sum(ballot.channel is Channel.PAPER for ballot in self.box)

    @property
    def phone(self) -> int:
        """All others."""
        return len(self.box) - self.paper

    @property
    def may_be_told(self) -> bool:
        """Whether ballots may be told apart by channel: neither has so few that it tells on its voters."""
        return may_be_told(self.phone, self.paper)

    @property
    def full(self) -> dict[str, Any]:
        """For the board: the figures, and each ballot with its channel where that tells on nobody."""
        rows = sorted([_channel(one), str(one.weight), written(one.ranking)] for one in self.box)
        return {
            "figures": json.loads(self.figures.text), "phone": self.phone, "paper": self.paper,
            "channels": rows if self.may_be_told else None,
        }  # fmt: skip

    @property
    def text(self) -> str:
        """The same in one form: its salted hash stands in the log since closing."""
        return canonical(self.full)

    @property
    def public(self) -> dict[str, Any] | None:
        """For everybody: sums only; None where they would tell on somebody."""
        if not self.may_be_told or is_only_result(len(self.box)):
            return None
        figures = {name: value for name, value in json.loads(self.figures.text).items() if name not in SMALL}
        return {"figures": figures, "phone": self.phone, "paper": self.paper}


def _channel(ballot: Ballot) -> str:
    return "paper" if ballot.channel is Channel.PAPER else "phone"


def part_of(figures: str | None, box: Sequence[Ballot]) -> PaperPart | None:
    """What is to be told, from the figures that were kept at the paper count; None where there was none."""
    return None if figures is None else PaperPart(figures_of(figures), box)
