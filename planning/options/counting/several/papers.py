"""Ballot papers in piles, each with the value at which it was received, and what a transfer makes of them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable, Mapping
from dataclasses import dataclass, replace

from planning.options.counting.exact import Exact, exact
from planning.options.counting.profile import Profile
from planning.options.counting.several.seats import in_order

Rest = tuple[str, ...]
"""What a paper says after the option that holds it."""

Papers = Mapping[tuple[Rest, Exact], Exact]
"""Papers of a pile: what follows on them and their value -> how many."""


@dataclass(frozen=True, slots=True)
class Standing:
    """The count at the beginning of a stage, options always in their own order.

    :param piles: papers of the continuing options and of those elected whose surplus was not handed on.
    :param tallies: votes of all options that were not eliminated.
    :param exhausted: votes that no continuing option could take, and what rounding lost.
    """

    piles: Mapping[str, Papers]
    tallies: Mapping[str, Exact]
    continuing: tuple[str, ...]
    elected: tuple[tuple[str, ...], ...] = ()
    exhausted: Exact = 0

    @classmethod
    def first(cls, profile: Profile) -> Standing:
        """Every paper with its first option, at the value one. No ballot may hold equal ranks."""
        piles: dict[str, dict[tuple[Rest, Exact], Exact]] = {option: {} for option in profile.options}
        for ranking, weight in profile.groups.items():
            first, *rest = (rank[0] for rank in ranking)
            piles[first][tuple(rest), 1] = weight
        tallies = {option: exact(sum(pile.values())) for option, pile in piles.items()}
        return cls(piles, tallies, profile.options)

    @property
    def winners(self) -> tuple[str, ...]:
        """All options elected so far, in the order of election."""
        return tuple(option for group in self.elected for option in group)

    def electing(self, options: Collection[str]) -> Standing:
        """The same once these continuing options are elected: the most votes first, equals together."""
        groups: dict[Exact, list[str]] = {}
        for option in in_order(self.continuing, options):
            groups.setdefault(self.tallies[option], []).append(option)
        elected = tuple(tuple(groups[tally]) for tally in sorted(groups, reverse=True))
        left = tuple(option for option in self.continuing if option not in options)
        return replace(self, continuing=left, elected=self.elected + elected)

    def handing_on(self, option: str, value: Callable[[Exact], Exact], kept: Exact | None) -> tuple[Standing, Received]:
        """The next stage once the papers of an option went on, and who received how many votes.

        :param value: the new value of a paper from its old one.
        :param kept: votes that stay with the option; None for one that is eliminated.
        """
        left = tuple(other for other in self.continuing if other != option)
        fresh: dict[str, dict[tuple[Rest, Exact], Exact]] = {}
        received: dict[str, Exact] = {}
        for (rest, old), papers in self.piles[option].items():
            heir, after = _next(rest, left)
            if heir is None:
                continue
            pile = fresh.setdefault(heir, dict(self.piles[heir]))
            key = after, value(old)
            pile[key] = pile.get(key, 0) + papers
            received[heir] = received.get(heir, 0) + papers * key[1]
        lost = self.tallies[option] - (kept or 0) - sum(received.values())
        tallies = {
            o: exact(tally + received.get(o, 0)) for o, tally in self.tallies.items() if o != option or kept is not None
        }
        if kept is not None:
            tallies[option] = kept
        piles = {o: fresh.get(o, pile) for o, pile in self.piles.items() if o != option}
        after_it = Standing(piles, tallies, left, self.elected, exact(self.exhausted + lost))
        return after_it, {o: exact(received[o]) for o in left if o in received}

    def key(self) -> Hashable:
        """What the rest of the count depends on."""
        piles = tuple((option, frozenset(pile.items())) for option, pile in self.piles.items())
        return frozenset(self.winners), self.continuing, tuple(self.tallies.items()), piles


Received = dict[str, Exact]
"""Option -> votes it received."""


def _next(rest: Rest, continuing: Collection[str]) -> tuple[str | None, Rest]:
    """The first option that continues, and what follows it."""
    for i, option in enumerate(rest):
        if option in continuing:
            return option, rest[i + 1 :]
    return None, ()
