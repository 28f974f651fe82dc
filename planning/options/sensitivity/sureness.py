"""How sure a result is: everything that is asked of the same ballots beside the announced count."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from planning.errors import Refusals
from planning.options.counting.methods import METHODS, RANKED, count
from planning.options.counting.profile import Profile
from planning.options.counting.result import Result
from planning.options.counting.ties import TieRule
from planning.options.counting.unranked import INDIFFERENT, Unranked
from planning.options.sensitivity.margin import Margin
from planning.options.sensitivity.margins import margin_of
from planning.options.sensitivity.spoilers import winners_without

SETS = frozenset({"smith"})
"""Methods that name a set from which others choose."""

RANKED_OR_APPROVED = frozenset({*RANKED, "approval"})
"""Methods whose results :func:`sureness` looks at: one winner, from rankings or approvals."""


@dataclass(frozen=True, slots=True)
class Sureness:
    """What could have made the result another one.

    :param margin: None where none is worked out for the method.
    :param by_method: winners by every other method that applies to these ballots and elects anybody.
    :param without: losing option -> winners without it.
    :param by_other_rule: winners if unranked options were counted by the other rule; None where no ballot leaves an
        option out, or the method does not ask.
    """

    winners: tuple[str, ...]
    margin: Margin | None
    by_method: Mapping[str, tuple[str, ...]]
    without: Mapping[str, tuple[str, ...]]
    by_other_rule: tuple[str, ...] | None

    @property
    def differing(self) -> dict[str, tuple[str, ...]]:
        """Other methods that elect somebody else, or leave another tie."""
        return {name: found for name, found in self.by_method.items() if set(found) != set(self.winners)}

    @property
    def spoilers(self) -> dict[str, tuple[str, ...]]:
        """Losing options without which the result would be another."""
        return {option: found for option, found in self.without.items() if set(found) != set(self.winners)}


def sureness(result: Result, tie: TieRule, profile: Profile, known: Mapping[str, Result]) -> Sureness:
    """Look at a result by a method for rankings from all sides.

    :param known: results by other methods that were counted before.
    """
    method, winners = result.method, result.winners
    others = {
        name: found for name in RANKED if name != method and _elects(name) and (found := _winners(name, profile, known))
    }
    return Sureness(
        winners, margin_of(profile, result), others, winners_without(method, tie, profile, winners),
        _by_other_rule(method, tie, profile),
    )  # fmt: skip


def _elects(name: str) -> bool:
    return METHODS[name].elects and name not in SETS


def _winners(name: str, profile: Profile, known: Mapping[str, Result]) -> tuple[str, ...]:
    """Winners by a method; nobody where it does not apply."""
    try:
        return (known[name] if name in known else count(name, profile)).winners
    except Refusals:
        return ()


def _by_other_rule(method: str, tie: TieRule, profile: Profile) -> tuple[str, ...] | None:
    everybody = (1 << len(profile.options)) - 1
    last = sum(weight for (above, here), weight in profile.steps.items() if above | here == everybody)
    if method in INDIFFERENT or last == profile.weight:
        return None
    other = Unranked.LEFT_OUT if profile.unranked is Unranked.TIED_LAST else Unranked.TIED_LAST
    return count(method, replace(profile, unranked=other), tie).winners
