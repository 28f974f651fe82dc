"""The table of comparisons: for each pair of options, how much weight prefers one to the other."""

from __future__ import annotations

from dataclasses import dataclass

from planning.options.counting.exact import Exact, exact
from planning.options.counting.profile import Profile


@dataclass(frozen=True, slots=True)
class Pairwise:
    """``matrix[i][j]``: weight that ranks option i strictly above option j; an unranked option is tied last."""

    options: tuple[str, ...]
    matrix: tuple[tuple[Exact, ...], ...]

    def prefer(self, option: str, other: str) -> Exact:
        """Weight that prefers the one to the other."""
        return self.matrix[self.options.index(option)][self.options.index(other)]

    @property
    def beats(self) -> tuple[tuple[bool, ...], ...]:
        """``[i][j]``: whether more weight prefers option i to option j than the other way round."""
        size = range(len(self.options))
        return tuple(tuple(self.matrix[i][j] > self.matrix[j][i] for j in size) for i in size)

    def record(self, option: str) -> tuple[int, int, int]:
        """How many comparisons an option wins, loses, and ties."""
        i = self.options.index(option)
        margins = [self.matrix[i][j] - self.matrix[j][i] for j in range(len(self.options)) if j != i]
        return sum(m > 0 for m in margins), sum(m < 0 for m in margins), sum(m == 0 for m in margins)


def pairwise(profile: Profile) -> Pairwise:
    """Compare all pairs (Condorcet, Essai sur l'application de l'analyse, 1785; ranks as in Black, 1958).

    An option is above another on all ballots that rank it, but for those that rank the other as high or higher; so
    only ranked options are paired, and short ballots stay cheap however many options there are.
    """
    at = {option: i for i, option in enumerate(profile.options)}
    size = len(at)
    ranked: list[Exact] = [0] * size
    not_below: list[list[Exact]] = [[0] * size for _ in at]  # [i][j]: both are ranked, j as high as i or higher
    for ranking, weight in profile.groups.items():
        above: list[int] = []
        for rank in ranking:
            here = [at[option] for option in rank]
            above += here
            for i in here:
                ranked[i] += weight
                row = not_below[i]
                for j in above:
                    row[j] += weight
    matrix = tuple(tuple(0 if i == j else exact(ranked[i] - not_below[i][j]) for j in range(size)) for i in range(size))
    return Pairwise(profile.options, matrix)
