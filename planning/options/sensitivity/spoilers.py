"""The outcome without each losing option: an option that changes who wins though it loses is a spoiler 搅局方案."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cached_property

from planning.errors import Refusals
from planning.options.ballot import Ranking, without
from planning.options.counting.exact import Exact
from planning.options.counting.methods import count
from planning.options.counting.profile import Profile
from planning.options.counting.steps import Flights, Step, handed
from planning.options.counting.ties import TieRule


def winners_without(
    method: str, tie: TieRule, profile: Profile, winners: tuple[str, ...]
) -> dict[str, tuple[str, ...]]:
    """Losing option -> who would have won without it. One whose absence leaves ties that cannot be followed is left out."""
    found: dict[str, tuple[str, ...]] = {}
    for option in profile.options:
        if option in winners or len(profile.options) == 1:
            continue
        try:
            found[option] = count(method, without_option(profile, option), tie).winners
        except Refusals:
            continue
    return found


def without_option(profile: Profile, option: str) -> Profile:
    """The profile without an option, made from its steps: the ballots are spelled out only where somebody asks."""
    left = tuple(other for other in profile.options if other != option)
    return replace(profile, options=left, groups=_Struck(profile, option))


class _Struck(Flights):
    """The rankings of a profile without one option."""

    def __init__(self, profile: Profile, option: str) -> None:
        self.profile, self.option = profile, option

    @cached_property
    def _spelled(self) -> dict[Ranking, Exact]:
        found: dict[Ranking, Exact] = {}
        for ranking, weight in self.profile.groups.items():
            rest = without(ranking, frozenset({self.option}))
            if rest:
                found[rest] = found.get(rest, 0) + weight
        return found

    @cached_property
    def _steps(self) -> dict[Step, Exact]:
        at = self.profile.options.index(self.option)
        below = (1 << at) - 1
        found: dict[Step, Exact] = {}
        for (above, here), weight in self.profile.steps.items():
            rest = here & below | here >> at + 1 << at  # the options behind move up by one place
            if rest:
                step = above & below | above >> at + 1 << at, rest
                found[step] = found.get(step, 0) + weight
        return found

    def __bool__(self) -> bool:
        return bool(self._steps)

    def __len__(self) -> int:
        return len(self._spelled)

    def __iter__(self) -> Iterator[Ranking]:
        return iter(self._spelled)

    def __getitem__(self, ranking: Ranking) -> Exact:
        return self._spelled[ranking]

    def steps(self) -> dict[Step, Exact]:
        """All steps with their weights."""
        return self._steps

    def without(self, gone: int) -> tuple[Mapping[Ranking, Exact], Exact]:
        """The rankings with further options struck, and the weight of those that named nothing else."""
        options = [option for option in self.profile.options if option != self.option]
        left = replace(self.profile, options=tuple(options), groups=self._spelled)
        rest = left.without(option for i, option in enumerate(options) if gone >> i & 1)
        return rest.groups, rest.invalid.get("only_withdrawn", 0) - left.invalid.get("only_withdrawn", 0)

    def handed(self, before: int, leaving: int) -> dict[tuple[int, int], Exact]:
        """``(source, heir)`` -> weight, when several options leave at once."""
        options = tuple(option for option in self.profile.options if option != self.option)
        return handed(options, self._spelled, before, leaving)
