"""What must hold of every count for several seats or for a budget, on elections that nobody thought of."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass, replace
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from planning.options.counting.exact import Exact
from planning.options.counting.methods import METHODS, count
from planning.options.counting.profile import Profile
from planning.options.counting.result import Result
from planning.options.counting.scores import Scores
from planning.options.counting.several.budget import BallotKind, BudgetVote, Purse
from planning.options.counting.ties import STANDS, TieRule
from tests.options.counting.test_properties import OPTIONS, floats_in, strict_rankings, weights

APPROVING = ("approval", "seq_pav", "phragmen", "mes", "mention_count")
RANKING = ("stv_wigm", "stv_scottish", "positional", "mention_count")
SPENDING = ("pb_greedy", "pb_mes")

RULES = ("stands", "earlier", "seed:yulan", "order:c>a>b")


@dataclass(frozen=True)
class Election:
    """What is counted: a method, ballots as plain data, seats, and for budgets costs and what there is to spend."""

    method: str
    cast: tuple[tuple[Any, Exact], ...]
    seats: int = 1
    costs: tuple[int, ...] = ()
    limit: int = 0
    options: str = OPTIONS

    def result(self, rule: str = "stands") -> Result:
        """The count."""
        tie = TieRule.parse(rule, self.options)
        if self.method in SPENDING:
            return count(self.method, self.vote, tie)
        if self.method == "cumulative_points":
            return count(self.method, self.scores, tie, seats=self.seats)
        return count(self.method, self.profile, tie, seats=self.seats)

    @property
    def profile(self) -> Profile:
        """Ballots as rankings; approvals stand at one rank."""
        return Profile.grouped(self.options, self.cast)

    @property
    def scores(self) -> Scores:
        """Ballots as points: as many for each option as its place from the end."""
        said = [(tuple((rank[0], i + 1) for i, rank in enumerate(ranking)), w) for ranking, w in self.cast]
        return Scores.grouped(self.options, said)

    @property
    def price(self) -> dict[str, Exact]:
        """Costs by option."""
        return dict(zip(OPTIONS, self.costs, strict=True))

    @property
    def vote(self) -> BudgetVote:
        """Approvals with money."""
        purse = Purse(BallotKind.APPROVAL, self.limit, self.price, len(OPTIONS))
        return BudgetVote.of(purse, self.profile, None)

    def renamed(self, names: dict[str, str]) -> Election:
        """The same with other names for the options."""
        cast = tuple((tuple(tuple(names[o] for o in rank) for rank in ranking), w) for ranking, w in self.cast)
        back = {new: old for old, new in names.items()}
        costs = tuple(int(self.price[back[o]]) for o in OPTIONS) if self.costs else ()
        return replace(self, cast=cast, costs=costs)


approvals = st.frozensets(st.sampled_from(OPTIONS), min_size=1).map(lambda chosen: (tuple(sorted(chosen)),))


def elections(
    methods: Iterable[str] | None = None, weighing: st.SearchStrategy[Exact] = weights
) -> st.SearchStrategy[Election]:
    """Elections by some methods, all of these here unless they are said."""
    wanted = st.sampled_from(sorted(methods or {*APPROVING, *RANKING, *SPENDING, "cumulative_points"}))
    return wanted.flatmap(lambda method: election(method, st.integers(1, 3) if method == "stv_scottish" else weighing))


@st.composite
def election(draw: st.DrawFn, method: str, weighing: st.SearchStrategy[Exact]) -> Election:
    """One election."""
    ballots = approvals if method in (*APPROVING, *SPENDING) else strict_rankings()
    cast = tuple(draw(st.lists(st.tuples(ballots, weighing), max_size=7)))
    costs = tuple(draw(st.lists(st.integers(1, 9), min_size=5, max_size=5))) if method in SPENDING else ()
    return Election(method, cast, draw(st.integers(1, 4)), costs, draw(st.integers(1, 25)) if costs else 0)


def test_all_methods_for_several_are_here():
    """A new method for seats or budgets must stand these tests too."""
    assert {*APPROVING, *RANKING, *SPENDING, "cumulative_points"} == {n for n, m in METHODS.items() if m.several}


@given(elections(), st.permutations(OPTIONS))
def test_no_option_is_favoured_by_its_name(held: Election, order: list[str]):
    """Neutrality: if all options swap names, those elected swap with them."""
    names = dict(zip(OPTIONS, order, strict=True))
    before, after = held.result(), held.renamed(names).result()
    assert {names[o] for o in before.winners} == set(after.winners)
    assert {names[o]: score for o, score in before.scores.items()} == after.scores
    assert before.total_cost == after.total_cost


@given(elections(), st.randoms(), st.sampled_from(RULES))
def test_the_order_of_ballots_is_nothing(held: Election, chance: Any, rule: str):
    """Anonymity: whoever cast first, the result is the same to the last field, under every tie rule."""
    shuffled = list(held.cast)
    chance.shuffle(shuffled)
    assert replace(held, cast=tuple(shuffled)).result(rule) == held.result(rule)


@given(elections(set(RANKING) | set(APPROVING)), st.permutations(OPTIONS))
def test_the_order_of_options_changes_nobody_elected(held: Election, order: list[str]):
    """Options may stand on the ballot paper in any order."""
    assert set(held.result().winners) == set(replace(held, options="".join(order)).result().winners)


@given(elections(weighing=st.integers(1, 4)), st.sampled_from(RULES))
def test_a_weight_is_so_many_copies(held: Election, rule: str):
    """A ballot of weight three is three ballots."""
    copies = tuple((ballot, 1) for ballot, weight in held.cast for _ in range(int(weight)))
    assert replace(held, cast=copies).result(rule) == held.result(rule)


@given(
    elections({*APPROVING, *SPENDING, "stv_wigm", "positional", "cumulative_points"}), st.fractions(Fraction(1, 9), 9)
)
def test_only_proportions_decide(held: Election, factor: Fraction):
    """All weights times any number: the same options elected. Only the Scottish rules count whole papers."""
    scaled = replace(held, cast=tuple((ballot, weight * factor) for ballot, weight in held.cast))
    assert (held.result().winners, held.result().ranking) == (scaled.result().winners, scaled.result().ranking)


@given(elections(), st.sampled_from(RULES))
def test_no_float_is_anywhere(held: Election, rule: str):
    """Every number is whole or an exact fraction; quota, costs and stages too."""
    assert floats_in(asdict(held.result(rule))) == []


@given(elections(), st.sampled_from(RULES[1:]))
def test_a_rule_elects_among_the_possible(held: Election, rule: str):
    """No tie rule elects somebody whom the standing tie rules out, and an order of all resolves every tie."""
    possible, found = held.result(), held.result(rule)
    assert set(found.winners) <= set(possible.winners)
    everybody = held.result("order:" + ">".join(OPTIONS))
    assert all(tie.resolved for tie in everybody.ties)
    assert set(everybody.winners) <= set(possible.winners)


@given(elections(set(APPROVING) | set(RANKING) | {"cumulative_points"}))
def test_as_many_are_elected_as_there_are_seats(held: Election):
    """Seats are filled by supported options as long as there are such; a result says if fewer are."""
    assume(held.cast)
    result = held.result("order:a>b>c>d>e")
    if held.method.startswith("stv") and result.stages:
        assert len(result.winners) == held.seats
    elif result.stages or result.scores:
        supported = sum(score > 0 for score in result.scores.values())
        assert len(result.winners) == min(held.seats, supported)
        assert (result.note is not None) == (supported < held.seats)


@given(elections({"stv_wigm", "stv_scottish"}))
def test_every_vote_is_somewhere_at_every_stage(held: Election):
    """Tallies and exhausted votes, with what rounding lost, add up to all that count."""
    result = held.result("seed:x")
    for stage in result.stages:
        assert stage.continuing + stage.exhausted == held.profile.weight
    for now, then in itertools.pairwise(result.stages):
        for option, tally in then.tallies.items():
            handed = sum(received.get(option, 0) for received in now.transfers.values())
            kept = now.tallies[option] if option not in now.transfers else result.quota
            assert kept is not None
            assert kept + handed == tally


@given(elections(SPENDING))
def test_a_budget_is_kept_and_used_up(held: Election):
    """What is funded costs no more than there is; no supported option that is left out could still be paid for."""
    assume(held.cast)
    result = held.result("order:a>b>c>d>e")
    left = held.limit - sum(held.price[option] for option in result.winners)
    assert result.total_cost == held.limit - left
    assert left >= 0
    unfunded = [o for o, votes in result.scores.items() if votes and o not in result.winners]
    assert all(held.price[option] > left for option in unfunded)


def more_for(held: Election, i: int, option: str) -> Election:
    """One ballot supports an option more: approves it too, or puts it first."""
    ballot, weight = held.cast[i]
    if held.method in (*APPROVING, *SPENDING):
        more: Any = (tuple(sorted({*ballot[0], option})),)
    elif held.method == "cumulative_points":
        more = (*(rank for rank in ballot if rank != (option,)), (option,))
    else:
        more = ((option,), *(rank for rank in ballot if rank != (option,)))
    return replace(held, cast=(*held.cast[:i], (more, weight), *held.cast[i + 1 :]))


@pytest.mark.parametrize("method", ["approval", "mention_count", "positional", "pb_greedy"])
def test_more_support_never_harms(method: str):
    """Monotonicity: who is elected stays so if a ballot supports it more. It is not promised of transferable votes."""

    @given(election(method, weights), st.data())
    def holds(held: Election, data: st.DataObject) -> None:
        rule = "order:a>b>c>d>e"
        winners = held.result(rule).winners
        assume(winners)
        option = data.draw(st.sampled_from(winners))
        i = data.draw(st.integers(0, len(held.cast) - 1))
        assert option in more_for(held, i, option).result(rule).winners

    holds()


def unheard(held: Election, elected: Iterable[str]) -> bool:
    """Whether a group that fills a seat and agrees on an option has nobody it approves among those elected."""
    silent = [(set(ballot[0]), weight) for ballot, weight in held.cast if not set(ballot[0]) & set(elected)]
    enough = held.profile.weight
    return any(held.seats * sum(w for approved, w in silent if option in approved) >= enough for option in OPTIONS)


@given(elections({"phragmen", "mes", "seq_pav"}))
def test_a_group_as_large_as_a_seat_is_heard(held: Election):
    """Justified representation (H. Aziz and others, 2017) holds for Phragmén and equal shares; seq. PAV up to five seats."""
    assume(held.cast)
    assert not unheard(held, held.result("seed:x").winners)


def brute(held: Election, better: Callable[[dict[str, Exact]], Exact]) -> set[str]:
    """Everybody whom some way of breaking ties elects by seq. PAV, by the plainest recursion there is."""

    def elect(elected: frozenset[str]) -> set[str]:
        sums: dict[str, Exact] = {}
        for ballot, weight in held.cast:
            got = len(elected & set(ballot[0]))
            for option in set(ballot[0]) - elected:
                sums[option] = sums.get(option, 0) + Fraction(weight) / (1 + got)
        if len(elected) == held.seats or not sums:
            return set(elected)
        return set().union(*(elect(elected | {o}) for o, total in sums.items() if total == better(sums)))

    return elect(frozenset())


@given(elections({"seq_pav"}))
def test_a_standing_tie_holds_exactly_the_possible(held: Election):
    """The remembered branches find what the plain recursion finds."""
    assert set(held.result().winners) == brute(held, lambda sums: max(sums.values()))


@given(elections())
def test_counting_again_says_the_same(held: Election):
    """A second count of the same ballots equals the first one."""
    assert held.result() == held.result()
    assert TieRule.parse("stands", OPTIONS) == STANDS
