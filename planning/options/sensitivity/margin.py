"""The margin of victory 胜出余量: the fewest ballots whose change flips the outcome, or proven bounds of it.

A ballot is changed into any other that the round allows, a blank one too; blank and invalid ballots may be changed as
well. The outcome flips when somebody else wins or shares a tie for winning, before any tie rule is asked. A vote of
weight w is w ballots; where weights are fractions, a ballot may be changed in part, so what is found is a lower bound.
Source of the notion: L. Xia, *Computing the margin of victory for various voting rules*, EC 2012.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from planning.options.counting.exact import Exact

Kind = Literal["exact", "between", "at_least"]


@dataclass(frozen=True, slots=True)
class Margin:
    """At least so many ballots must change, and so many are enough.

    :param at_most: None where no way to flip the outcome was found.
    :param total: all ballots that could have said something else.
    :param by_weight: whether the figures are weights and no numbers of ballots.
    """

    at_least: Exact
    at_most: Exact | None
    total: Exact
    by_weight: bool = False

    @property
    def kind(self) -> Kind:
        """What the figures are."""
        if self.at_most is None:
            return "at_least"
        return "exact" if self.at_least == self.at_most else "between"
