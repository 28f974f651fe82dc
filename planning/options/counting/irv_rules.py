"""Instant runoff on marked ballots 按选务规则的排序复选, by the rules in which real elections differ."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field

from planning.options.counting.exact import Exact
from planning.options.counting.irv import run_off
from planning.options.counting.marked_rules import Duplicate, Majority, MarkedRules, Overvote
from planning.options.counting.marks import OVERVOTE, SIGNS, Marked, Marks
from planning.options.counting.result import Result, nothing
from planning.options.counting.runoff import Rest, Standing
from planning.options.counting.ties import STANDS, TieRule


def irv_rules(ballots: Marks, tie: TieRule = STANDS, *, rules: MarkedRules) -> Result:
    """Instant runoff on ballots as they were marked: the rules say what over-votes, empty ranks and repeats mean.

    A ballot is read from its first rank on, never back; where a rule exhausts it, it is exhausted for good. Source:
    the words of the rules are those of *RCTab* (Bright Spots and the Ranked Choice Voting Resource Center), which
    holds the statutes of Maine, Minneapolis, Burlington, San Francisco and Alaska among others.
    """
    if not ballots.groups:
        return nothing("irv_rules")
    return run_off("irv_rules", MarkedStanding.begin(ballots, rules), tie)


@dataclass(frozen=True, slots=True)
class MarkedStanding(Standing):
    """A stage of a count of marked ballots. What a ballot still says: its ranks, and at which to read on."""

    rules: MarkedRules = field(default_factory=MarkedRules)
    needed: Exact = 0

    @classmethod
    def begin(cls, ballots: Marks, rules: MarkedRules) -> MarkedStanding:
        """Every ballot with the first option that the rules find on it."""
        piles: dict[str, dict[Rest, Exact]] = {option: {} for option in ballots.options}
        reader = cls(piles, {}, rules=rules)
        exhausted: Exact = 0
        for marked, weight in ballots.groups.items():
            heir, rest = reader.next_of((marked[: rules.max_rankings], 0), piles)
            if heir is None:
                exhausted += weight
            else:
                piles[heir][rest] = piles[heir].get(rest, 0) + weight
        tallies = {option: sum(pile.values()) for option, pile in piles.items()}
        needed = sum(tallies.values()) if rules.majority is Majority.FIRST_STAGE else 0
        return cls(piles, tallies, exhausted, rules, needed)

    def majority(self) -> str | None:
        """The option with more than half, of the ballots that the rules name; or the last one left."""
        if self.rules.until_two and len(self.tallies) > 2:
            return None
        may_win = [option for option in self.tallies if option != self.rules.undeclared_write_in]
        if not may_win:
            return None
        leader = max(may_win, key=self.tallies.__getitem__)
        all_of_them = self.needed or sum(self.tallies.values())
        return leader if 2 * self.tallies[leader] > all_of_them or len(self.tallies) == 1 else None

    def leaving_at_once(self) -> tuple[str, ...]:
        """The undeclared write-in while it has ballots; else the largest batch that the rules allow."""
        write_in = self.rules.undeclared_write_in
        if write_in is not None and self.tallies.get(write_in) and len(self.tallies) > 1:
            return (write_in,)
        return self._batch() if self.rules.batch_elimination else ()

    def _batch(self) -> tuple[str, ...]:
        """The most lowest options that have less in sum than the next one has alone."""
        order = sorted(self.tallies, key=self.tallies.__getitem__)
        most = len(order) - (2 if self.rules.until_two else 1)
        summed: Exact = 0
        batch = 0
        for i, option in enumerate(order[:most], start=1):
            summed += self.tallies[option]
            if summed < self.tallies[order[i]]:
                batch = i
        return tuple(option for option in self.tallies if option in order[:batch])

    @property
    def way_matters(self) -> bool:
        """A ballot that met an over-vote while several of its options continued stays exhausted when they do no more."""
        return self.rules.overvote_rule is Overvote.EXHAUST_IF_MULTIPLE_CONTINUING

    def may_leave_together(self, tied: Collection[str]) -> bool:
        """As in a plain runoff, where the way does not matter."""
        # no super() here: it does not work in a dataclass with slots
        return not self.way_matters and not self.needed and Standing.may_leave_together(self, tied)

    def next_of(self, rest: Rest, continuing: Collection[str]) -> tuple[str | None, Rest]:
        """Read on from a rank: the next option that continues, or None where the ballot ends or a rule ends it."""
        marked: Marked = rest[0]
        skipped = 0
        for at in range(rest[1], len(marked)):
            marks = frozenset(marked[at])
            if not marks:
                skipped += 1
                continue
            if self.rules.max_skipped_ranks is not None and skipped > self.rules.max_skipped_ranks:
                return None, ()
            skipped = 0
            if self._is_ended(marks, marked[:at], continuing):
                return None, ()
            heirs = [mark for mark in marks if mark in continuing]
            if len(heirs) == 1 and (len(marks) == 1 or self.way_matters):
                return heirs[0], (marked, at + 1)
        return None, ()

    def _is_ended(self, marks: frozenset[str], before: Marked, continuing: Collection[str]) -> bool:
        """Whether a rule exhausts the ballot at this rank."""
        if self.rules.duplicate_rule is Duplicate.EXHAUST and any(marks.difference(SIGNS) & set(b) for b in before):
            return True
        if len(marks) == 1 and OVERVOTE not in marks:
            return False
        if self.rules.overvote_rule is Overvote.EXHAUST_IF_MULTIPLE_CONTINUING:
            return OVERVOTE in marks or sum(mark in continuing for mark in marks) > 1
        return self.rules.overvote_rule is Overvote.EXHAUST
