"""Instant runoff 排序复选."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from planning.errors import N_, Refusal
from planning.options.counting.exact import Exact, exact
from planning.options.counting.profile import Profile
from planning.options.counting.result import Result, Stage, nothing, places
from planning.options.counting.runoff import Standing
from planning.options.counting.runoff_steps import SteppedStanding
from planning.options.counting.ties import STANDS, Tie, TieKind, TieRule
from planning.wording import Sentence

MOST_BRANCHES = 2**17
"""Ways a standing tie may branch into: enough for any tie among 17 options. Whether an option can win under some
resolution is an NP-complete question (Conitzer, Rognlie and Xia, 2009), so some limit there must be."""

STOPPED = Sentence(N_("The stages end at a tie that stands: what follows depends on how it is broken."))
EMPTY = Sentence(N_("No ballot is left that names an option still in the count, so nobody wins."))


def irv(profile: Profile, tie: TieRule = STANDS) -> Result:
    """Stage by stage the option with the fewest ballots leaves and hands them on, until one holds more than half.

    More than half is meant of the ballots that still count; a ballot whose options are all gone is exhausted. Where
    a tie stands, ``winners`` holds every option that some resolution of the ties met would elect. Raises
    :class:`Refusal` (``equal_ranks``). Source: W. R. Ware, 1871; rules as in *Robert's Rules of Order* ("preferential
    voting") and at elections in Australia, Alaska and San Francisco.
    """
    if profile.has_equal_ranks:
        raise equal_ranks()
    if not profile.groups:
        return nothing("irv")
    return run_off("irv", SteppedStanding.first(profile), tie)


def run_off(method: str, standing: Standing, rule: TieRule) -> Result:
    """The whole count from where it stands at first."""
    count = _Count(rule, standing)
    while count.step():
        pass
    return count.result(method)


def equal_ranks(where: int | None = None) -> Refusal:
    """What instant runoff says to a ballot with equal ranks."""
    return Refusal(
        "equal_ranks",
        N_(
            "Instant runoff needs one option at each rank, and this ballot ranks some equally: count by another method."
        ),
        where=where,
    )


@dataclass(slots=True)
class _Count:
    """A count while it runs; it lives inside :func:`irv` only."""

    rule: TieRule
    standing: Standing
    stages: list[Stage] = field(default_factory=list)
    ties: list[Tie] = field(default_factory=list)
    gone: list[tuple[str, ...]] = field(default_factory=list)
    winners: tuple[str, ...] = ()

    def step(self) -> bool:
        """Count one stage; whether there is another."""
        now = self.standing
        if not any(now.tallies.values()):
            self._add_stage()
            return False
        winner = now.majority()
        if winner is not None:
            self.winners = (winner,)
            self._add_stage(elected=self.winners)
            return False
        at_once = now.leaving_at_once()
        tied = at_once or now.lowest()
        leaving = at_once or _leaving(now, tied, self.rule, [stage.tallies for stage in self.stages])
        is_tie = len(tied) > 1 and not at_once
        if is_tie:
            self.ties.append(Tie(len(self.stages) + 1, tied, self.rule.text, leaving, "elimination"))
        if not leaving:
            self.winners = self._possible_winners()
            self._add_stage(tied=tied)
            return False
        self.standing, transfers = now.after(leaving)
        moved = {source: {to: exact(weight) for to, weight in part.items()} for source, part in transfers.items()}
        self._add_stage(now, eliminated=leaving, transfers=moved, tied=tied if is_tie else ())
        self.gone.append(leaving)
        return True

    def _add_stage(self, at: Standing | None = None, **said: Any) -> None:
        at = at or self.standing
        tallies = {option: exact(tally) for option, tally in at.tallies.items()}
        self.stages.append(Stage(tallies, exact(at.exhausted), **said))

    def _possible_winners(self) -> tuple[str, ...]:
        found = possible_winners(self.standing, self.rule, [stage.tallies for stage in self.stages])
        return tuple(option for option in self.standing.tallies if option in found)

    def result(self, method: str) -> Result:
        """Winners first, then those who were still continuing, by tally; then the others, the last to leave first."""
        last = self.stages[-1].tallies
        others = {option: tally for option, tally in last.items() if option not in self.winners}
        stopped = not self.stages[-1].elected
        runners_up = ((tuple(others),) if others else ()) if stopped else places(others)
        ranking = (*((self.winners,) if self.winners else ()), *runners_up, *reversed(self.gone))
        note = (STOPPED if self.winners else EMPTY) if stopped else None
        return Result(method, self.winners, ranking, stages=tuple(self.stages), ties=tuple(self.ties), note=note)


def _leaving(standing: Standing, tied: tuple[str, ...], rule: TieRule, earlier: list[Any]) -> tuple[str, ...]:
    """Who leaves: the lowest, whom the tie rule picks, or all tied ones if no order can matter; nobody if it stands."""
    picked = rule.worst(tied, earlier) if len(tied) > 1 else tied
    if len(picked) == 1:
        return picked
    return tied if standing.may_leave_together(tied) else ()


def possible_winners(standing: Standing, rule: TieRule, earlier: list[Any]) -> set[str]:
    """Every option that some way of breaking the ties from here on would elect.

    Walks all branches and never twice the same: what follows depends only on who continues, and under the rule
    ``earlier`` also on the way there. Raises :class:`Refusal` (``too_many_ties``).
    """
    winners: set[str] = set()
    met: set[object] = set()
    waiting: list[tuple[Standing, list[dict[str, Exact]]]] = [(standing, earlier)]
    while waiting:
        now, before = waiting.pop()
        winner = now.majority()
        if winner is not None:
            winners.add(winner)
        if winner is not None or not any(now.tallies.values()):
            continue
        if len(met) > MOST_BRANCHES:
            raise _too_many_ties()
        tied = now.lowest()
        leaving = now.leaving_at_once() or _leaving(now, tied, rule, before)
        after = [*before, dict(now.tallies)]
        for gone in [leaving] if leaving else [(option,) for option in rule.worst(tied, before)]:
            key = _key(now, gone, rule, after)
            if key not in met:
                met.add(key)
                waiting.append((now.after(gone)[0], after))
    return winners


def _key(now: Standing, gone: tuple[str, ...], rule: TieRule, path: list[dict[str, Exact]]) -> object:
    """What the rest of the count depends on."""
    continuing = frozenset(now.tallies).difference(gone)
    if rule.kind is not TieKind.EARLIER and not now.way_matters:
        return continuing
    return continuing, tuple(frozenset(tallies) for tallies in path)


def _too_many_ties() -> Refusal:
    return Refusal(
        "too_many_ties",
        N_("So many options are tied that not every way of breaking the ties can be followed: use another tie rule."),
    )
