"""How many options are elected, and what ballots of approval must be like."""

from __future__ import annotations

from collections.abc import Iterable

from planning.errors import N_, Refusal
from planning.options.counting.exact import Exact
from planning.options.counting.profile import Profile

Approvals = list[tuple[frozenset[str], Exact]]
"""Sets of approved options with the weight of those who approve them, each set once."""


def check_seats(seats: int, options: tuple[str, ...]) -> None:
    """Raises :class:`Refusal` (``bad_seats``) unless at least one and at most every option can be elected."""
    if not 1 <= seats <= len(options):
        raise Refusal(
            "bad_seats",
            N_("{seats} seats cannot be filled from {options} options: choose a number from 1 to {options}."),
            seats=seats,
            options=len(options),
        )


def check_one_at_each_rank(profile: Profile) -> None:
    """Raises :class:`Refusal` (``equal_ranks``) if a ballot ranks options equally."""
    if profile.has_equal_ranks:
        raise Refusal(
            "equal_ranks",
            N_("This method needs one option at each rank, and a ballot ranks some equally: count by another method."),
        )


def approvals_of(profile: Profile) -> Approvals:
    """What each ballot approves; raises :class:`Refusal` (``several_ranks``) if one sets options above others.

    A ballot of approval names all options it approves at one rank: ``a=b=c``.
    """
    if any(len(ranking) > 1 for ranking in profile.groups):
        raise Refusal(
            "several_ranks",
            N_("Approval needs all approved options at one rank (a=b=c), and a ballot sets some above others."),
        )
    return [(frozenset(ranking[0]), weight) for ranking, weight in profile.groups.items()]


def in_order(options: Iterable[str], chosen: Iterable[str]) -> tuple[str, ...]:
    """Chosen options in the order of all."""
    known = frozenset(chosen)
    return tuple(option for option in options if option in known)
