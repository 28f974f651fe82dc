"""Ranked pairs 排序对法, also called the Tideman method."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from planning.errors import N_, Refusal
from planning.options.counting.exact import Exact
from planning.options.counting.pairwise import Pairwise, pairwise
from planning.options.counting.profile import Profile
from planning.options.counting.result import Result, chosen, nothing
from planning.options.counting.smith import smith_set
from planning.options.counting.strengths import Matrix, Strength, margin, strengths, winning_votes
from planning.options.counting.ties import STANDS, TieRule
from planning.wording import Sentence

MOST_STATES = 2**15
"""Ways of locking equally strong comparisons that are followed. Whether an option can win under some order of them is
an NP-complete question (Brill and Fischer, 2012), so some limit there must be."""

EQUAL_PAIRS = Sentence(
    N_("Some comparisons are equally strong and contradict others: every order of locking them was followed.")
)

Pairs = tuple[tuple[int, int], ...]
Below = tuple[int, ...]
"""For each option the options that stand below it, as bits: the comparisons locked so far and all that follows."""


def ranked_pairs_winning(profile: Profile, tie: TieRule = STANDS) -> Result:
    """Comparisons are locked from the strongest down, but for those that contradict what is locked; nobody above wins.

    A comparison is as strong as its winning side has votes. Winners are all whom some order of equally strong
    comparisons elects; the tie rule picks among them. Source: N. Tideman, *Independence of clones as a criterion for
    voting rules*, Social Choice and Welfare 4, 1987; by winning votes as in M. Heitzig's and Debian's use.
    """
    return _ranked_pairs("ranked_pairs_winning", winning_votes, profile, tie)


def ranked_pairs_margins(profile: Profile, tie: TieRule = STANDS) -> Result:
    """The same; a comparison is as strong as its winning side is ahead. Source: N. Tideman, 1987."""
    return _ranked_pairs("ranked_pairs_margins", margin, profile, tie)


def _ranked_pairs(method: str, strength: Strength, profile: Profile, tie: TieRule) -> Result:
    if not profile.groups:
        return nothing(method)
    places, is_open = ranked_by_pairs(pairwise(profile), strength)
    return chosen(method, places, tie, note=EQUAL_PAIRS if is_open else None)


def ranked_by_pairs(table: Pairwise, strength: Strength) -> tuple[tuple[tuple[str, ...], ...], bool]:
    """The places, and whether equally strong comparisons contradict each other: then the first place holds all winners."""
    matrix = strengths(table, strength)
    only = _locked(_levels(matrix, range(len(matrix))), len(matrix))
    if only is not None:
        return _places(table.options, only), False
    # No path leads back into the Smith set, so what is outside cannot change who wins.
    inside = [table.options.index(option) for option in smith_set(table)]
    found = _Search(_levels(matrix, inside), inside).winners()
    first = tuple(option for i, option in enumerate(table.options) if i in found)
    rest = tuple(option for option in table.options if option not in first)
    return ((first, rest) if rest else (first,)), True


def _levels(matrix: Matrix, among: range | list[int]) -> list[Pairs]:
    """Comparisons won, the strongest first; those equally strong stand together."""
    at: dict[Exact, list[tuple[int, int]]] = {}
    for i in among:
        for j in among:
            if matrix[i][j]:
                at.setdefault(matrix[i][j], []).append((i, j))
    return [tuple(at[strength]) for strength in sorted(at, reverse=True)]


def lock(below: Below, over: int, under: int) -> Below:
    """One more comparison locked: everybody above the one is above everybody below the other."""
    more, bit = below[under] | 1 << under, 1 << over
    return tuple(mask | more if i == over or mask & bit else mask for i, mask in enumerate(below))


def _open(pairs: Pairs, below: Below) -> Pairs:
    """Comparisons that neither contradict what is locked nor follow from it."""
    return tuple((i, j) for i, j in pairs if not below[j] >> i & 1 and not below[i] >> j & 1)


def _clear(pairs: Pairs, below: Below) -> tuple[Below, Pairs]:
    """Lock all comparisons that no order of them could contradict, and say which are left.

    Those are the ones that lie on no circle of locked and equally strong comparisons.
    """
    pairs = _open(pairs, below)
    reach = below
    for i, j in pairs:
        reach = lock(reach, i, j)
    for i, j in pairs:
        if not reach[j] >> i & 1:
            below = lock(below, i, j)
    return below, _open(pairs, below)


def _locked(levels: list[Pairs], size: int) -> Below | None:
    """Everything locked where only one way leads there; None where equally strong comparisons contradict each other."""
    below: Below = (0,) * size
    for pairs in levels:
        below, left = _clear(pairs, below)
        if left:
            return None
    return below


@dataclass(slots=True)
class _Search:
    """All ways to lock equally strong comparisons; what follows depends only on what is locked, so no state twice."""

    levels: list[Pairs]
    among: list[int]

    def winners(self) -> set[int]:
        """Options that stand below nobody at the end of some way."""
        size = max(self.among) + 1
        found: set[int] = set()
        waiting: list[tuple[int, Below]] = [(0, (0,) * size)]
        met = set(waiting)
        while waiting:
            level, below = waiting.pop()
            above = self._above_all(below)
            if above <= found:
                continue  # nothing new can come of it: who is below somebody stays there
            if level == len(self.levels):
                found |= above
                continue
            for state in self._next(level, below):
                if state not in met:
                    met.add(state)
                    waiting.append(state)
            if len(met) > MOST_STATES:
                raise _too_many_pairs()
        return found

    def _above_all(self, below: Below) -> set[int]:
        covered = 0
        for mask in below:
            covered |= mask
        return {i for i in self.among if not covered >> i & 1}

    def _next(self, level: int, below: Below) -> Iterator[tuple[int, Below]]:
        below, left = _clear(self.levels[level], below)
        if not left:
            yield level + 1, below
        for i, j in left:
            yield level, lock(below, i, j)


def _places(options: tuple[str, ...], below: Below) -> tuple[tuple[str, ...], ...]:
    """Who stands below nobody, then who stands below nobody of the rest, and so on."""
    left = list(range(len(options)))
    places: list[tuple[str, ...]] = []
    while left:
        first = [i for i in left if not any(below[j] >> i & 1 for j in left)]
        places.append(tuple(options[i] for i in first))
        left = [i for i in left if i not in first]
    return tuple(places)


def _too_many_pairs() -> Refusal:
    return Refusal(
        "too_many_ties",
        N_("So many comparisons are equally strong that not every order of locking them can be followed."),
    )
