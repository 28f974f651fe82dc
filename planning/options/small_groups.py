"""The small-group rule: which groups of a roll must not be told apart, so that no figure tells on a person.

Hiding the small ones alone is not enough: overall figures minus the shown ones give the hidden ones together. So
further groups are hidden until what is hidden stays open even to somebody who knows how many doors each group has.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

SMALL_GROUP = 5
"""Fewer people than this are never told apart."""


@dataclass(frozen=True, slots=True)
class Head:
    """How many of a group are on the roll, and how many of them voted."""

    enrolled: int
    voted: int

    @property
    def is_small(self) -> bool:
        """Whether it tells on its members: few of them, few voters, or few who did not vote (none at all is told)."""
        idle = self.enrolled - self.voted
        return self.enrolled < SMALL_GROUP or 0 < self.voted < SMALL_GROUP or 0 < idle < SMALL_GROUP


def to_hide(groups: Mapping[str, Head]) -> frozenset[str]:
    """The groups to hide: the small ones, and the next smallest ones until no small one can be worked out.

    All of them where the roll is too small or too much of one mind for less.
    """
    small = [name for name, head in groups.items() if head.is_small]
    hidden = set(small)
    rest = sorted(set(groups) - hidden, key=lambda name: (groups[name].enrolled, name), reverse=True)
    while rest and not all(_is_open(name, hidden, groups) for name in small):
        hidden.add(rest.pop())
    return frozenset(hidden)


def _is_open(name: str, hidden: set[str], groups: Mapping[str, Head]) -> bool:
    """Whether a small group's figure could be many others, although the sums of all hidden ones are known.

    With the sums and every ``enrolled`` known, the voters of a group can be any number of a range that is as wide as
    the least of: the group, the others, all who voted, all who did not.
    """
    own = groups[name].enrolled
    enrolled = sum(groups[other].enrolled for other in hidden)
    voted = sum(groups[other].voted for other in hidden)
    return min(enrolled - own, voted, enrolled - voted) >= min(SMALL_GROUP, own)
