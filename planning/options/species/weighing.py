"""Weights from a closed score round: what residents gave to the qualities that they could give points to."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from fractions import Fraction

from planning.options.ballot import Ballot
from planning.options.score_ballot import scores_of
from planning.options.species.suitability import LARGEST_WEIGHT, Trait


def weights_of(ballots: Iterable[Ballot], most: int, traits: Mapping[str, Trait]) -> dict[Trait, int]:
    """Weights from 0 to :data:`LARGEST_WEIGHT` by trait: the share of all points that could be given, halves rounded up.

    A blank ballot says nothing and is left out; an option that a ballot leaves out has nought from it. Traits that stand for no
    option weigh nought.

    :param most: the most points that an option may be given.
    :param traits: by the key of the option that stands for it; each trait at most once.
    """
    said = [ballot for ballot in ballots if ballot.ranking]
    whole = sum((ballot.weight for ballot in said), Fraction(0)) * most
    totals = dict.fromkeys(Trait, Fraction(0))
    for ballot in said:
        points = scores_of(ballot.ranking, most)
        for key, trait in traits.items():
            totals[trait] += ballot.weight * points.get(key, 0)
    return {trait: _rounded(LARGEST_WEIGHT * total / whole) if whole else 0 for trait, total in totals.items()}


def _rounded(number: Fraction) -> int:
    return math.floor(number + Fraction(1, 2))
