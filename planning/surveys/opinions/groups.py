"""Groups of opinion: people who vote alike, shown only where the groups are still there when half of the statements are not.

The way is that of Polis (Small, Bjorkegren, Erkkilä, Shaw, Megill: Polis: scaling deliberation by mapping high dimensional
opinion spaces, Recerca 26(2), 2021): principal components of the votes, missing ones as the statement's mean; people who saw
few statements are stretched outwards by the square root of statements over votes; k-means on two components, the number of
groups by the silhouette. Polis does not ask whether its groups are stable; we do.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from sklearn.cluster import KMeans
from sklearn.decomposition import PCA
from sklearn.metrics import adjusted_rand_score, silhouette_score
from threadpoolctl import threadpool_limits

from planning.surveys.opinions.votes import Votes

LEAST_VOTES = 7
"""Who voted on fewer statements (and did not see all of them) is not placed: too little is known."""
LEAST_PEOPLE = 20
"""Below this number of people no groups are looked for: each would be a handful of neighbours."""
SMALLEST_GROUP = 5
"""A smaller group would show single people; then no groups are shown."""
MOST_GROUPS = 5
RESAMPLES = 20
STABLE_FROM = 0.4
"""Agreement (adjusted Rand index) of the groups with those found from half of the statements, the middle of all resamples."""
_SEED = 20_261_127

Labels = NDArray[np.intp]
Points = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Grouping:
    """What was found.

    :param placed: ``(p,)`` places of the participants that were looked at, among all.
    :param labels: ``(p,)`` the group of each, 0 the largest; all 0 where no groups are shown.
    :param stability: between about 0 (by chance) and 1; None where no groups were looked for.
    :param why_none: code of the reason why no groups are shown; empty where they are.
    """

    placed: NDArray[np.intp]
    labels: Labels
    stability: float | None
    why_none: str = ""

    @property
    def count(self) -> int:
        """How many groups are shown."""
        return 0 if self.why_none else int(self.labels.max()) + 1

    def members(self, group: int) -> NDArray[np.intp]:
        """Places of the participants of a group, among all."""
        return np.asarray(self.placed[self.labels == group], dtype=np.intp)


def grouped(votes: Votes) -> Grouping:
    """Find groups of opinion; equal votes give equal groups, in whatever order people stand."""
    with threadpool_limits(limits=1):  # the matrices are small: threads would cost more than they give
        return _grouped(votes)


def _grouped(votes: Votes) -> Grouping:
    enough = votes.cast >= min(LEAST_VOTES, len(votes.statements))
    placed = np.flatnonzero(enough)
    none = np.zeros(len(placed), dtype=np.intp)
    if len(placed) < LEAST_PEOPLE or len(votes.statements) < 2:
        return Grouping(placed, none, None, "few_people")
    table = votes.table[placed]
    if len(np.unique(np.nan_to_num(table, nan=9.0), axis=0)) < MOST_GROUPS:
        return Grouping(placed, none, None, "few_opinions")
    # In an order of their own, so that the order of the file changes nothing.
    order = np.lexsort(np.nan_to_num(table, nan=9.0).T)
    labels = np.empty(len(table), dtype=np.intp)
    labels[order] = _by_size(_best(projected(table[order])))
    stability = _stability(table[order], labels[order])
    if stability < STABLE_FROM:
        return Grouping(placed, none, stability, "unstable")
    if np.bincount(labels).min() < SMALLEST_GROUP:
        return Grouping(placed, none, stability, "small_group")
    return Grouping(placed, labels, stability)


def projected(table: NDArray[np.float64]) -> Points:
    """``(p, 2)`` places of people, from their votes: who votes alike lies together."""
    seen = ~np.isnan(table)
    mean = np.nansum(table, axis=0) / np.maximum(seen.sum(axis=0), 1)
    whole = np.where(seen, table, mean)
    if np.ptp(whole, axis=0).max() == 0:
        return np.zeros((len(table), 2))
    places = PCA(2, svd_solver="covariance_eigh").fit_transform(whole)
    stretch = np.sqrt(table.shape[1] / np.maximum(seen.sum(axis=1), 1))
    return np.asarray(places * stretch[:, None], dtype=np.float64)


def _best(places: Points) -> Labels:
    """The number of groups whose members lie closest to each other and farthest from the others."""
    found = [_clustered(places, count, starts=10) for count in range(2, MOST_GROUPS + 1)]
    return max(found, key=lambda labels: _silhouette(places, labels))


def _silhouette(places: Points, labels: Labels) -> float:
    return float(silhouette_score(places, labels)) if len(np.unique(labels)) > 1 else -1.0


def _clustered(places: Points, count: int, *, starts: int) -> Labels:
    return np.asarray(KMeans(count, n_init=starts, random_state=_SEED).fit(places).labels_, dtype=np.intp)


def _stability(table: NDArray[np.float64], labels: Labels) -> float:
    """The middle agreement with groups that half of the statements give."""
    chance = np.random.default_rng(_SEED)
    statements, count = table.shape[1], int(labels.max()) + 1
    agreements = []
    for _ in range(RESAMPLES):
        half = chance.permutation(statements)[: max(2, statements // 2)]
        again = _clustered(projected(table[:, half]), count, starts=2)
        agreements.append(adjusted_rand_score(labels, again))
    return float(np.median(agreements))


def _by_size(labels: Labels) -> Labels:
    """Groups named by their size, the largest 0."""
    sizes = np.bincount(labels)
    order = np.argsort(-sizes, kind="stable")
    names = np.empty_like(order)
    names[order] = np.arange(len(order))
    return np.asarray(names[labels], dtype=np.intp)
