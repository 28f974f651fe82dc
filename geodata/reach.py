"""Reach: how far it is from homes to the nearest of some places, along streets where there are any, else in a straight line.

Everything is in metres of one metric system. Along streets, a way leads from the home to the nearest point of a street, along
centre lines, and from the street to the goal; streets meet where their lines touch or cross.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import shapely
from numpy.typing import NDArray
from scipy.sparse import csr_array
from scipy.sparse.csgraph import dijkstra

Numbers = NDArray[np.float64]
Places = NDArray[np.intp]


@dataclass(frozen=True, eq=False)
class Reach:
    """Distances in metres, ``(n,)``; infinite where there is no goal, or no way to one. ``along`` says how they were measured."""

    distance_m: Numbers
    along: str

    def beyond(self, limit_m: float) -> NDArray[np.bool_]:
        """Which homes lie farther away than a limit; at exactly the limit they do not."""
        return np.asarray(self.distance_m > limit_m, dtype=bool)


def reach(homes: Numbers, goals: Numbers, streets: Sequence[shapely.LineString] = ()) -> Reach:
    """How far it is from each home to its nearest goal.

    :param homes: ``(n, 2)`` metres east and north; ``goals`` ``(m, 2)`` the same.
    :param streets: centre lines; without any, distances are straight lines (``along`` is then ``straight``).
    """
    if not len(goals) or not len(homes):
        return Reach(np.full(len(homes), np.inf), "streets" if streets else "straight")
    if not streets:
        return Reach(_straight(homes, goals), "straight")
    return Reach(_along(homes, goals, _segments(streets)), "streets")


def _straight(homes: Numbers, goals: Numbers) -> Numbers:
    tree = shapely.STRtree(_shapes(shapely.points(goals)))
    _, distance = tree.query_nearest(_shapes(shapely.points(homes)), return_distance=True, all_matches=False)
    return np.asarray(distance, dtype=np.float64)


def _segments(streets: Sequence[shapely.LineString]) -> Numbers:
    """``(s, 2, 2)`` ends of the straight pieces between corners and crossings."""
    noded = shapely.get_parts(shapely.node(shapely.union_all(np.asarray(list(streets), dtype=object))))
    pieces = [np.stack([points[:-1], points[1:]], axis=1) for points in map(shapely.get_coordinates, noded)]
    found = np.concatenate(pieces)
    return np.asarray(found[(found[:, 0] != found[:, 1]).any(axis=1)], dtype=np.float64)


def _along(homes: Numbers, goals: Numbers, segments: Numbers) -> Numbers:
    lines = _shapes(shapely.linestrings(segments))
    tree = shapely.STRtree(lines)
    at_goal, goal_along, goal_off = _snapped(goals, lines, tree)
    at_home, home_along, home_off = _snapped(homes, lines, tree)
    # Every segment is cut where a goal stands beside it: the cuts are nodes of the graph like its ends.
    ends, node = np.unique(np.round(segments.reshape(-1, 2), 3), axis=0, return_inverse=True)
    ends_of = node.reshape(-1, 2)
    lengths = np.hypot(*(segments[:, 1] - segments[:, 0]).T)
    goal_nodes = len(ends) + np.arange(len(goals))
    stops: dict[int, list[tuple[float, int]]] = {}
    for segment, place, number in zip(at_goal, goal_along, goal_nodes, strict=True):
        stops.setdefault(int(segment), []).append((float(place), int(number)))
    cuts = [
        [(0.0, int(ends_of[at, 0])), *sorted(stops.get(at, [])), (float(lengths[at]), int(ends_of[at, 1]))]
        for at in range(len(segments))
    ]
    source = len(ends) + len(goals)
    edges = [(one[1], two[1], two[0] - one[0]) for cut in cuts for one, two in pairwise(cut)]
    edges += [(source, int(number), float(off)) for number, off in zip(goal_nodes, goal_off, strict=True)]
    far = _from(source, edges, source + 1)
    return np.array([_home(far, cuts[at], place) for at, place in zip(at_home, home_along, strict=True)]) + home_off


def _shapes(made: object) -> NDArray[np.object_]:
    """What shapely makes of columns: always as a column, of one as well."""
    return np.asarray(made, dtype=object)


def _snapped(points: Numbers, lines: NDArray[np.object_], tree: shapely.STRtree) -> tuple[Places, Numbers, Numbers]:
    """For each point: the nearest segment, how far along it, and how far from it."""
    shapes = shapely.points(points)
    (order, segment), off = tree.query_nearest(shapes, return_distance=True, all_matches=False)
    nearest = np.empty(len(points), dtype=np.intp)
    away = np.empty(len(points))
    nearest[order], away[order] = segment, off
    return nearest, np.asarray(shapely.line_locate_point(lines[nearest], shapes), dtype=np.float64), away


def _from(source: int, edges: Sequence[tuple[int, int, float]], size: int) -> Numbers:
    """Distances of all nodes from one; of several edges between two nodes the shortest counts."""
    shortest: dict[tuple[int, int], float] = {}
    for one, two, metres in edges:
        pair = (min(one, two), max(one, two))
        # scipy takes a stored nought for "no edge" in some of its formats: a tenth of a millimetre is nothing on the ground.
        shortest[pair] = min(max(metres, 1e-4), shortest.get(pair, np.inf))
    pairs = np.array([pair for pair in shortest if pair[0] != pair[1]], dtype=np.intp)
    weights = np.array([shortest[one, two] for one, two in pairs])
    graph = csr_array((weights, (pairs[:, 0], pairs[:, 1])), shape=(size, size))
    return np.asarray(dijkstra(graph, directed=False, indices=source), dtype=np.float64)


def _home(far: Numbers, cuts: Sequence[tuple[float, int]], place: float) -> float:
    """From a place on a segment to the nearer of the two nodes beside it, and on from there."""
    return min(abs(at - place) + float(far[node]) for at, node in cuts)
