"""The table of comparisons: for each pair of options, how much weight prefers one to the other."""

from __future__ import annotations

from dataclasses import dataclass

from planning.options.counting.exact import Exact
from planning.options.counting.profile import Profile


@dataclass(frozen=True, slots=True)
class Pairwise:
    """``matrix[i][j]``: weight that ranks option i strictly above option j; what an unranked one is, the profile says."""

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
    """Compare all pairs (Condorcet, Essai sur l'application de l'analyse, 1785; ranks as in Black, 1958)."""
    return Pairwise(profile.options, profile.preferences)
