"""Overhead: does the grown crown keep away from the conductors above it and beside it?"""

from __future__ import annotations

import numpy as np
import shapely

from geodata.clearance.finding import Answer, Findings, Numbers, Pairs, each, found
from geodata.clearance.networks import Network, Spots


def under(
    spots: Spots,
    lines: Network,
    *,
    crown_m: float,
    height_m: float,
    required_m: float | Numbers,
    perhaps_m: float | Numbers = 0.0,
) -> Findings:
    """Whether a crown of ``crown_m`` across on a tree of ``height_m`` keeps ``required_m`` from each conductor.

    The distance is one for all, or one per line; ``perhaps_m`` as in :func:`~geodata.clearance.answering.beside`.

    The crown is taken as an upright cylinder: a conductor over it is so far away as it hangs above the top, one beside
    it as far as the nearest point of its side or edge. What the sources state of a place is doubt across the ground,
    what they state of a height is doubt up and down; neither stands in for the other, and a height of which nobody states
    how exact it is is taken as it stands. How far a wire swings or sags is not known here and is said as a condition, never assumed.
    Where a conductor may be near enough and its height is not recorded, the answer is unknown.
    """
    points = spots.points
    most_m = required_m + perhaps_m
    near_m = crown_m / 2 + float(np.max(most_m)) + lines.farthest_m + spots.farthest_m
    spot, line = lines.tree.query(points, predicate="dwithin", distance=near_m)
    aside = shapely.distance(points[spot], lines.geometries[line]) - lines.radius_m[line] - crown_m / 2
    doubt = spots.accuracy_m[spot] + lines.accuracy_m[line]
    recorded = ~np.isnan(lines.height_m[line])
    above, high = lines.height_m[line[recorded]] - height_m, lines.height_doubt_m[line[recorded]]
    here, least, most = (_apart(aside[recorded] + by * doubt[recorded], above + by * high) for by in (0, -1, 1))
    # the two ways are not alike: across the ground a doubt may take much from a distance and add little, or nothing
    nearer = (here - least) - (most - here) + each(perhaps_m, line[recorded])
    pairs = Pairs(spot[recorded], line[recorded], here, most - here, nearer)
    findings = found(len(spots), pairs, each(required_m, pairs.object), lines.reaches(spots))
    may_be_near = ~recorded & (aside - doubt < each(most_m, line))
    without = spot[may_be_near]
    findings.answer[without] = np.maximum(findings.answer[without], np.int8(Answer.UNKNOWN))
    return findings


def _apart(aside: Numbers, above: Numbers) -> Numbers:
    """From the crown to a conductor so far beside it (below nought: over it) and so far above its top (or below it)."""
    return np.where(aside > 0, np.hypot(np.maximum(aside, 0.0), np.maximum(above, 0.0)), above)
