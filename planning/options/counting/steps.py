"""Steps 台阶: what a count needs of ballots, however many there are.

A ballot is a flight of steps: these options stand above, these share the rank. Ballots that agree on a step are added
up, so a million rankings of ten options come to 5,120 steps at most, and every method counts over those. Options are
bits: bit i is the option at place i.
"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterable, Iterator, Mapping
from functools import cache

from planning.options.ballot import Ranking
from planning.options.counting.exact import Exact, exact

Step = tuple[int, int]
"""Who stands above, and who shares the rank."""
Steps = Mapping[Step, Exact]
Matrix = tuple[tuple[Exact, ...], ...]


class Flights(Mapping[Ranking, Exact]):
    """Rankings with weights that can add up their steps, and do more, without being spelled out one by one."""

    @abstractmethod
    def steps(self) -> dict[Step, Exact]:
        """All steps with their weights."""

    @abstractmethod
    def without(self, gone: int) -> tuple[Mapping[Ranking, Exact], Exact]:
        """The rankings with some options struck, and the weight of those that named nothing else."""

    @abstractmethod
    def handed(self, before: int, leaving: int) -> dict[tuple[int, int], Exact]:
        """``(source, heir)`` -> weight, as :func:`handed`."""


def steps_of(options: Iterable[str], groups: Mapping[Ranking, Exact]) -> dict[Step, Exact]:
    """The steps of rankings with weights."""
    if isinstance(groups, Flights):
        return groups.steps()
    bit = {option: 1 << i for i, option in enumerate(options)}
    found: dict[Step, Exact] = {}
    for ranking, weight in groups.items():
        above = 0
        for rank in ranking:
            here = bit[rank[0]] if len(rank) == 1 else sum(bit[option] for option in rank)
            step = above, here
            found[step] = found.get(step, 0) + weight
            above |= here
    return found


def struck(steps: Steps, gone: int) -> dict[Step, Exact]:
    """The steps of the same ballots without some options."""
    left = ~gone
    found: dict[Step, Exact] = {}
    for (above, here), weight in steps.items():
        rest = here & left
        if rest:
            step = above & left, rest
            found[step] = found.get(step, 0) + weight
    return found


def firsts(steps: Steps) -> dict[int, Exact]:
    """The first rank of ballots -> their weight."""
    return {here: weight for (above, here), weight in steps.items() if not above}


def compared(steps: Steps, size: int) -> Matrix:
    """``[i][j]``: weight that ranks option i strictly above option j, an unranked one standing below all ranked ones.

    An option is above another on all ballots that rank it, but for those that rank the other as high or higher; so
    only ranked options are paired, and short ballots stay cheap however many options there are.
    """
    ranked: list[Exact] = [0] * size
    not_below: list[list[Exact]] = [[0] * size for _ in range(size)]
    for (above, here), weight in steps.items():
        high = bits(above | here)
        for i in bits(here):
            ranked[i] += weight
            row = not_below[i]
            for j in high:
                row[j] += weight
    return tuple(tuple(0 if i == j else exact(ranked[i] - not_below[i][j]) for j in range(size)) for i in range(size))


def compared_where_ranked(steps: Steps, size: int) -> Matrix:
    """The same, but a ballot compares only the options that it ranks."""
    table: list[list[Exact]] = [[0] * size for _ in range(size)]
    for (above, here), weight in steps.items():
        for i in bits(above):
            row = table[i]
            for j in bits(here):
                row[j] += weight
    return tuple(tuple(map(exact, row)) for row in table)


def handed(
    options: tuple[str, ...], groups: Mapping[Ranking, Exact], before: int, leaving: int
) -> dict[tuple[int, int], Exact]:
    """``(source, heir)`` -> weight: who hands what to whom when several options leave at once. One option at each rank.

    Steps do not say in which order several leaving options stood; so this asks the ballots.

    :param before: options that had left before.
    """
    if isinstance(groups, Flights):
        return groups.handed(before, leaving)
    at = {option: i for i, option in enumerate(options)}
    found: dict[tuple[int, int], Exact] = {}
    for ranking, weight in groups.items():
        order = (at[rank[0]] for rank in ranking)
        source = next((i for i in order if not before >> i & 1), None)
        if source is None or not leaving >> source & 1:
            continue
        heir = next((i for i in order if not (before | leaving) >> i & 1), None)
        if heir is not None:
            found[source, heir] = found.get((source, heir), 0) + weight
    return found


@cache
def _bits(mask: int) -> tuple[int, ...]:
    return tuple(_walked(mask))


def _walked(mask: int) -> Iterator[int]:
    while mask:
        lowest = mask & -mask
        yield lowest.bit_length() - 1
        mask ^= lowest


def bits(mask: int) -> tuple[int, ...]:
    """The options of a set, by their places. Sets of few options are kept: they are asked for again and again."""
    return _bits(mask) if mask < 1 << 12 else tuple(_walked(mask))
