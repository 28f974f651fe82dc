"""Overhead: does the grown crown keep away from the conductors above it?"""

from __future__ import annotations

import numpy as np
import shapely

from geodata.clearance.finding import Answer, Findings, Pairs, found
from geodata.clearance.networks import Network, Spots


def under(spots: Spots, lines: Network, *, crown_m: float, height_m: float, required_m: float) -> Findings:
    """Whether a crown of ``crown_m`` across on a tree of ``height_m`` stays ``required_m`` below each conductor.

    Only conductors above the crown matter; how far a wire swings or sags is not known here and is said as a
    condition, never assumed. Where a conductor is above the crown and its height is not recorded, the answer is
    unknown.
    """
    points = spots.points
    near_m = crown_m / 2 + lines.farthest_m + spots.farthest_m
    spot, line = lines.tree.query(points, predicate="dwithin", distance=near_m)
    aside = shapely.distance(points[spot], lines.geometries[line])
    doubt = spots.accuracy_m[spot] + lines.accuracy_m[line]
    over = aside <= crown_m / 2 + lines.radius_m[line] + doubt
    spot, line, doubt = spot[over], line[over], doubt[over]
    recorded = ~np.isnan(lines.height_m[line])
    pairs = Pairs(spot[recorded], line[recorded], lines.height_m[line[recorded]] - height_m, doubt[recorded])
    findings = found(len(spots), pairs, required_m, lines.reaches(spots))
    without = spot[~recorded]
    findings.answer[without] = np.maximum(findings.answer[without], np.int8(Answer.UNKNOWN))
    return findings
