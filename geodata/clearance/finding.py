"""Findings: the four answers for many spots at once, with how much is missing and to what."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]
Places = NDArray[np.intp]
NOTHING = -1


class Answer(IntEnum):
    """Whether a tree may stand here, in the order of how much stands in its way."""

    CLEAR = 0
    UNKNOWN = 1
    UNDECIDED = 2
    TOO_CLOSE = 3


@dataclass(frozen=True, eq=False)
class Findings:
    """One answer per spot, as columns of ``n``.

    :param answer: values of :class:`Answer`.
    :param margin_m: distance found less distance asked, to the millimetre; NaN where nothing is near enough to matter.
    :param distance_m: from the trunk's centre to the outer face (or, overhead, from the crown to the conductor).
    :param obstacle: which object of the network stands nearest to the limit, :data:`NOTHING` where none matters.
    """

    answer: NDArray[np.int8]
    margin_m: Numbers
    distance_m: Numbers
    obstacle: Places

    def __len__(self) -> int:
        return len(self.answer)


@dataclass(frozen=True, eq=False)
class Pairs:
    """Spots and objects close to each other: ``spot[k]`` and ``object[k]`` are ``distance_m[k]`` apart.

    ``doubt_m`` is what both sources state about their accuracy, together; ``nearer_m`` by how much nearer still the outer
    face may lie, or by how much more may be asked, because nobody has recorded how wide or of what grade the object is.
    """

    spot: Places
    object: Places
    distance_m: Numbers
    doubt_m: Numbers
    nearer_m: Numbers | float = 0.0


def found(spots: int, pairs: Pairs, required_m: float | Numbers, known: NDArray[np.bool_]) -> Findings:
    """The worst of what each spot has beside it; where the layer does not reach, the answer is unknown.

    Distances are compared to the millimetre: what the limit asks for exactly is kept. A margin smaller than the
    doubt, on either side of the limit, is undecided. A pair that is too close decides even where nothing else is
    known, since a tree that is in the way of one line is in its way whatever else lies there.

    :param required_m: one distance, or one per pair.
    """
    margin = to_mm(pairs.distance_m - required_m)
    answer = np.full(len(margin), Answer.CLEAR, dtype=np.int8)
    answer[margin < 0] = Answer.TOO_CLOSE
    answer[((margin >= 0) | (margin > -to_mm(pairs.doubt_m))) & (margin < to_mm(pairs.doubt_m + pairs.nearer_m))] = (
        Answer.UNDECIDED
    )
    findings = Findings(
        np.where(known, np.int8(Answer.CLEAR), np.int8(Answer.UNKNOWN)),
        np.full(spots, np.nan),
        np.full(spots, np.nan),
        np.full(spots, NOTHING, dtype=np.intp),
    )
    order = np.lexsort((margin, -answer, pairs.spot))
    first = order[np.unique(pairs.spot[order], return_index=True)[1]]
    at = pairs.spot[first]
    findings.answer[at] = np.maximum(findings.answer[at], answer[first])
    findings.margin_m[at] = margin[first]
    findings.distance_m[at] = pairs.distance_m[first]
    findings.obstacle[at] = pairs.object[first]
    return findings


def each(metres: float | Numbers, objects: Places) -> float | Numbers:
    """What is one distance for all stays that; what is one per object is told for these objects."""
    return metres[objects] if isinstance(metres, np.ndarray) else metres


def to_mm(metres: Numbers) -> Numbers:
    """Metres, rounded to the millimetre, so that a limit is met by what is written as the limit."""
    return np.round(metres, 3).astype(np.float64)
