"""The Schulze method 舒尔策法."""

from __future__ import annotations

from planning.options.counting.pairwise import pairwise
from planning.options.counting.profile import Profile
from planning.options.counting.result import Result, chosen, nothing
from planning.options.counting.strengths import Matrix, Strength, margin, strengths, winning_votes
from planning.options.counting.ties import STANDS, TieRule


def schulze_winning(profile: Profile, tie: TieRule = STANDS) -> Result:
    """Who has a path of wins to each rival at least as strong as the way back wins; a win counts its winning votes.

    Source: M. Schulze, *A new monotonic, clone-independent, reversal symmetric, and Condorcet-consistent
    single-winner election method*, Social Choice and Welfare 36, 2011.
    """
    return _schulze("schulze_winning", winning_votes, profile, tie)


def schulze_margins(profile: Profile, tie: TieRule = STANDS) -> Result:
    """The same; a win counts as much as it is ahead. Source: M. Schulze, 2011, by margins."""
    return _schulze("schulze_margins", margin, profile, tie)


def _schulze(method: str, strength: Strength, profile: Profile, tie: TieRule) -> Result:
    if not profile.groups:
        return nothing(method)
    paths = strongest_paths(strengths(pairwise(profile), strength))
    return chosen(method, _places(profile.options, paths), tie)


def strongest_paths(direct: Matrix) -> Matrix:
    """A path is as strong as its weakest win; the strongest between all pairs, after Floyd and Warshall."""
    paths = [list(row) for row in direct]
    for k, through in enumerate(paths):
        for i, row in enumerate(paths):
            to = row[k]
            if i == k or not to:
                continue
            for j, onward in enumerate(through):
                reach = min(to, onward)
                if reach > row[j] and j != i:
                    row[j] = reach
    return tuple(map(tuple, paths))


def _places(options: tuple[str, ...], paths: Matrix) -> tuple[tuple[str, ...], ...]:
    """Who is beaten by nobody, then who is beaten by nobody of the rest, and so on. Beating is transitive here."""
    left = list(range(len(options)))
    places: list[tuple[str, ...]] = []
    while left:
        unbeaten = [i for i in left if all(paths[i][j] >= paths[j][i] for j in left)]
        places.append(tuple(options[i] for i in unbeaten))
        left = [i for i in left if i not in unbeaten]
    return tuple(places)
