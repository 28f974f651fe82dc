"""The result of a committee that was elected one by one."""

from __future__ import annotations

from collections.abc import Mapping

from planning.options.counting.exact import Exact
from planning.options.counting.profile import Profile
from planning.options.counting.result import Result, nothing
from planning.options.counting.several.most import SEATS_LEFT, support
from planning.options.counting.several.seats import in_order
from planning.options.counting.several.sequential import State, follow, standing_of
from planning.options.counting.ties import TieRule


def elect(method: str, profile: Profile, start: State, tie: TieRule, seats: int) -> Result:
    """Follow the count; ``scores`` are the approvals, the figures of each stage its tallies."""
    if not profile.groups:
        return nothing(method)
    course = follow(start, tie)
    some = frozenset.union(*course.ends)
    note = course.note or (SEATS_LEFT if len(some) < seats else None)
    return Result(
        method, in_order(profile.options, some), standing_of(course, profile.options), support(profile),
        tuple(course.stages), tuple(course.ties), note,
    )  # fmt: skip


def leading(figures: Mapping[str, Exact], *, fewest: bool = False) -> tuple[str, ...]:
    """The options with the best figure."""
    if not figures:
        return ()
    best = min(figures.values()) if fewest else max(figures.values())
    return tuple(option for option, figure in figures.items() if figure == best)
