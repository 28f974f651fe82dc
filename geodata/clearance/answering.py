"""Answering: is a spot clear of a network, and of other trees?"""

from __future__ import annotations

import numpy as np
import shapely
from numpy.typing import NDArray

from geodata.clearance.finding import Findings, Numbers, Pairs, each, found
from geodata.clearance.networks import Network, Spots


def beside(spots: Spots, network: Network, required_m: float | Numbers, perhaps_m: float | Numbers = 0.0) -> Findings:
    """Whether each spot keeps ``required_m`` on the ground from the outer face of everything in a network.

    Both are in one metric system.

    :param required_m: one distance, or one per object of the network.
    :param perhaps_m: how much more may be asked, because nobody has recorded what decides it (how high a fence is): a spot
        that keeps the one and not the other is undecided.
    """
    pairs = _pairs(spots, network, required_m, perhaps_m)
    return found(len(spots), pairs, each(required_m, pairs.object), network.reaches(spots))


def apart(spots: Spots, others: Network, own: NDArray[np.intp], required_m: float) -> Findings:
    """Whether each spot keeps ``required_m`` from all ``others`` but ``others[own]``, which is itself.

    :param own: ``(n,)`` place of the spot's own tree or site among the others, -1 where it has none.
    """
    pairs = _pairs(spots, others, required_m)
    kept = pairs.object != own[pairs.spot]
    pairs = Pairs(
        pairs.spot[kept], pairs.object[kept], pairs.distance_m[kept], pairs.doubt_m[kept]
    )  # trees have no bore
    return found(len(spots), pairs, required_m, np.ones(len(spots), dtype=bool))


def _pairs(spots: Spots, network: Network, required_m: float | Numbers, perhaps_m: float | Numbers = 0.0) -> Pairs:
    points = spots.points
    within_m = float(np.max(required_m + perhaps_m)) + network.farthest_m + spots.farthest_m
    spot, thing = network.tree.query(points, predicate="dwithin", distance=within_m)
    distance = np.asarray(shapely.distance(points[spot], network.geometries[thing]), dtype=np.float64)
    return Pairs(
        spot, thing, distance - network.radius_m[thing], spots.accuracy_m[spot] + network.accuracy_m[thing],
        network.more_m[thing] + each(perhaps_m, thing),
    )  # fmt: skip
