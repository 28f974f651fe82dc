"""The single transferable vote 单记可转移投票: stages of surpluses and exclusions, every standing tie followed."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from planning.options.counting.exact import Exact
from planning.options.counting.irv import STOPPED
from planning.options.counting.profile import Profile
from planning.options.counting.result import Result, Stage, nothing, places
from planning.options.counting.several.papers import Received, Standing
from planning.options.counting.several.seats import check_one_at_each_rank, check_seats, in_order
from planning.options.counting.several.sequential import MOST_STATES, SAME_ANYWAY, better_before, too_many_ties
from planning.options.counting.ties import Tie, TieKind, TieRule

Earlier = Sequence[Mapping[str, Exact]]
"""Tallies of the stages before, the first one first."""


@dataclass(frozen=True, slots=True)
class StvRules:
    """What rule books differ in.

    :param quota: votes that elect, from all votes and the number of seats.
    :param reached: whether votes reach the quota.
    :param value: new value of a paper from its old one, the surplus, and the votes of the option that hands it on.
    :param looks_back: whether ties go by earlier stages first, whatever tie rule is announced for the lot.
    """

    method: str
    quota: Callable[[Exact, int], Exact]
    reached: Callable[[Exact, Exact], bool]
    value: Callable[[Exact, Exact, Exact], Exact]
    looks_back: bool


class Move(NamedTuple):
    """What a stage does: hand on one of the highest surpluses, or exclude one of the lowest options."""

    about: Literal["surplus", "elimination"]
    tied: tuple[str, ...]


def count_stv(rules: StvRules, profile: Profile, tie: TieRule, seats: int) -> Result:
    """Count by a rule book; raises :class:`Refusal` (``bad_seats``, ``equal_ranks``, ``too_many_ties``)."""
    check_seats(seats, profile.options)
    check_one_at_each_rank(profile)
    if not profile.groups:
        return nothing(rules.method)
    count = _Count(rules, tie, seats, rules.quota(profile.weight, seats), Standing.first(profile))
    while count.step():
        pass
    return count.result(profile.options)


@dataclass(slots=True)
class _Count:
    """A count while it runs; it lives inside :func:`count_stv` only."""

    rules: StvRules
    tie: TieRule
    seats: int
    quota: Exact
    standing: Standing
    stages: list[Stage] = field(default_factory=list)
    ties: list[Tie] = field(default_factory=list)
    gone: list[tuple[str, ...]] = field(default_factory=list)
    ends: frozenset[frozenset[str]] = frozenset()

    def step(self) -> bool:
        """Count one stage; whether there is another."""
        before = self.standing
        now = self.standing = self.electing(before)
        elected = now.winners[len(before.winners) :]
        move = self.move(now)
        if move is None:
            self.ends = frozenset({frozenset(now.winners)})
            self._add(elected=elected)
            return False
        earlier = [stage.tallies for stage in self.stages]
        together = self.may_leave_together(now, move)
        chosen = move.tied if together else self.chosen(move, earlier)
        if len(move.tied) > 1:
            resolved = chosen if len(chosen) == 1 or together else ()
            self.ties.append(Tie(len(self.stages) + 1, move.tied, self.tie.text, resolved, move.about))
        tied = move.tied if len(move.tied) > 1 else ()
        if len(chosen) > 1 and not together:
            self.ends = self.ends_of(now, earlier)
            self._add(elected=elected, tied=tied)
            return False
        transfers: dict[str, Received] = {}
        then = now
        for option in chosen:
            then, transfers[option] = self.made(then, move, option)
        out = chosen if move.about == "elimination" else ()
        self._add(elected=elected, tied=tied, eliminated=out, transfers=transfers)
        self.gone += [out] if out else []
        self.standing = then
        return True

    def _add(
        self, *, elected: tuple[str, ...], tied: tuple[str, ...] = (), eliminated: tuple[str, ...] = (),
        transfers: Mapping[str, Received] | None = None,
    ) -> None:  # fmt: skip
        now = self.standing
        self.stages.append(Stage(now.tallies, now.exhausted, eliminated, elected, transfers or {}, tied))

    def electing(self, now: Standing) -> Standing:
        """Whoever reaches the quota is elected, and all who continue if they just fill the seats."""
        reached = [option for option in now.continuing if self.rules.reached(now.tallies[option], self.quota)]
        now = now.electing(reached) if reached else now
        vacant = self.seats - len(now.winners)
        return now.electing(now.continuing) if now.continuing and len(now.continuing) <= vacant else now

    def move(self, now: Standing) -> Move | None:
        """What comes next; None once the seats are filled."""
        if len(now.winners) == self.seats:
            return None
        over = {o: now.tallies[o] for o in now.piles if o not in now.continuing and now.tallies[o] > self.quota}
        if over:
            return Move("surplus", tuple(option for option in over if over[option] == max(over.values())))
        fewest = min(now.tallies[option] for option in now.continuing)
        return Move("elimination", tuple(option for option in now.continuing if now.tallies[option] == fewest))

    def may_leave_together(self, now: Standing, move: Move) -> bool:
        """Whether the tied options hold no vote and are not needed for the seats: then no order of leaving matters."""
        spare = len(now.continuing) - len(move.tied) >= self.seats - len(now.winners)
        idle = all(now.tallies[option] == 0 for option in move.tied)
        return move.about == "elimination" and len(move.tied) > 1 and idle and spare

    def chosen(self, move: Move, earlier: Earlier) -> tuple[str, ...]:
        """The option that the rules and the announced tie rule pick; several where the tie stands."""
        tied = move.tied
        if self.rules.looks_back or self.tie.kind is TieKind.EARLIER:
            tied = better_before(tied, earlier, max if move.about == "surplus" else min)
        if len(tied) == 1 or self.tie.kind is TieKind.EARLIER:
            return tied
        return self.tie.best(tied) if move.about == "surplus" else self.tie.worst(tied, ())

    def made(self, now: Standing, move: Move, option: str) -> tuple[Standing, Received]:
        """The next stage, and who received how many votes."""
        if move.about == "elimination":
            return now.handing_on(option, lambda value: value, None)
        votes = now.tallies[option]
        return now.handing_on(option, lambda value: self.rules.value(value, votes - self.quota, votes), self.quota)

    def ends_of(self, start: Standing, earlier: Earlier) -> frozenset[frozenset[str]]:
        """Every set of winners that some way of breaking the ties leads to."""
        ends: set[frozenset[str]] = set()
        met: set[Hashable] = set()
        waiting = [(start, tuple(earlier))]
        while waiting:
            now, before = waiting.pop()
            now = self.electing(now)
            move = self.move(now)
            if move is None:
                ends.add(frozenset(now.winners))
                continue
            if len(met) > MOST_STATES:
                raise too_many_ties()
            any_one = self.may_leave_together(now, move)
            for option in move.tied[:1] if any_one else self.chosen(move, before):
                then, _ = self.made(now, move, option)
                after = (*before, now.tallies)
                key = self._key(then, after)
                if key not in met:
                    met.add(key)
                    waiting.append((then, after))
        return frozenset(ends)

    def _key(self, then: Standing, path: Earlier) -> Hashable:
        """What the rest depends on: where earlier stages decide, also what each option had at them."""
        if not self.rules.looks_back and self.tie.kind is not TieKind.EARLIER:
            return then.key()
        history = tuple(tuple(tallies[option] for option in then.piles) for tallies in path)
        return then.key(), history

    def result(self, options: tuple[str, ...]) -> Result:
        """Elected options by the stage of their election, then who may be, then the others, the last to leave first."""
        sure, some = frozenset.intersection(*self.ends), frozenset.union(*self.ends)
        elected = self.standing.elected
        known = self.standing.winners
        others = {o: self.standing.tallies[o] for o in self.standing.continuing if o not in some}
        ranking = (
            *elected,
            in_order(options, sure.difference(known)),
            in_order(options, some - sure),
            *places(others),
            *reversed(self.gone),
        )
        stopped = bool(self.ties) and not self.ties[-1].resolved
        note = None if not stopped else STOPPED if len(self.ends) > 1 else SAME_ANYWAY
        return Result(
            self.rules.method, in_order(options, some), tuple(group for group in ranking if group),
            stages=tuple(self.stages), ties=tuple(self.ties), note=note, quota=self.quota,
        )  # fmt: skip
