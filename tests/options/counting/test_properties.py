"""What must hold of every count, on profiles that nobody thought of."""

from __future__ import annotations

import itertools
from dataclasses import asdict
from fractions import Fraction
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from planning.options.ballot import Ranking
from planning.options.counting.exact import Exact
from planning.options.counting.irv import irv
from planning.options.counting.methods import RANKED, count
from planning.options.counting.pairwise import pairwise
from planning.options.counting.profile import Profile, standing
from planning.options.counting.result import Result
from planning.options.counting.ties import TieRule

settings.register_profile("counting", deadline=None)  # a busy machine is no failure
settings.load_profile("counting")

OPTIONS = "abcde"
Cast = list[tuple[Ranking, Exact]]

weights = st.integers(1, 4) | st.fractions(Fraction(1, 5), 4, max_denominator=6)


@st.composite
def strict_rankings(draw: st.DrawFn) -> Ranking:
    """One option at each rank, as many as the voter likes; none is a blank ballot."""
    order = draw(st.permutations(OPTIONS))
    return tuple((option,) for option in order[: draw(st.integers(0, len(OPTIONS)))])


@st.composite
def weak_rankings(draw: st.DrawFn) -> Ranking:
    """Some ranks hold several options."""
    joined = draw(st.lists(st.booleans(), min_size=len(OPTIONS), max_size=len(OPTIONS)))
    ranks: list[tuple[str, ...]] = []
    for (option,), joins in zip(draw(strict_rankings()), joined, strict=False):
        if ranks and joins:
            ranks[-1] += (option,)
        else:
            ranks.append((option,))
    return tuple(ranks)


strict = st.lists(st.tuples(strict_rankings(), weights), max_size=8)
weak = st.lists(st.tuples(weak_rankings(), weights), max_size=8)
any_method = st.sampled_from(sorted(RANKED))
without_irv = st.sampled_from(sorted(set(RANKED) - {"irv"}))


def renamed(text: Any, names: dict[str, str]) -> Any:
    """A ranking with other names."""
    return tuple(tuple(names[option] for option in rank) for rank in text)


@given(strict, any_method, st.permutations(OPTIONS))
def test_no_option_is_favoured_by_its_name(cast: Cast, method: str, order: list[str]):
    """Neutrality: if all options swap names, the winners swap with them."""
    names = dict(zip(OPTIONS, order, strict=True))
    before = count(method, Profile.grouped(OPTIONS, cast))
    after = count(method, Profile.grouped(OPTIONS, [(renamed(r, names), w) for r, w in cast]))
    assert {names[option] for option in before.winners} == set(after.winners)
    assert {names[option]: score for option, score in before.scores.items()} == after.scores


@given(weak, without_irv, st.randoms())
def test_the_order_of_ballots_is_nothing(cast: Cast, method: str, chance: Any):
    """Anonymity: whoever cast first, the result is the same, to the last field."""
    shuffled = list(cast)
    chance.shuffle(shuffled)
    assert count(method, Profile.grouped(OPTIONS, cast)) == count(method, Profile.grouped(OPTIONS, shuffled))


@given(strict, st.randoms(), st.sampled_from(["stands", "earlier", "seed:yulan", "order:a>b>c"]))
def test_the_order_of_ballots_is_nothing_to_a_runoff(cast: Cast, chance: Any, rule: str):
    """The same stage by stage, under every tie rule."""
    shuffled = list(cast)
    chance.shuffle(shuffled)
    tie = TieRule.parse(rule, OPTIONS)
    assert irv(Profile.grouped(OPTIONS, cast), tie) == irv(Profile.grouped(OPTIONS, shuffled), tie)


@given(strict, any_method, st.permutations(OPTIONS))
def test_the_order_of_options_changes_no_winner(cast: Cast, method: str, order: list[str]):
    """Options may stand on the ballot paper in any order."""
    listed, other = (count(method, Profile.grouped(options, cast)) for options in (OPTIONS, order))
    assert set(listed.winners) == set(other.winners)
    assert listed.scores == other.scores


@given(st.lists(st.tuples(strict_rankings(), st.integers(1, 4)), max_size=8), any_method)
def test_a_weight_is_so_many_copies(cast: list[tuple[Ranking, int]], method: str):
    """A ballot of weight three is three ballots."""
    copies = [(ranking, 1) for ranking, weight in cast for _ in range(weight)]
    assert count(method, Profile.grouped(OPTIONS, cast)) == count(method, Profile.grouped(OPTIONS, copies))


@given(strict, any_method, st.fractions(Fraction(1, 9), 9))
def test_only_proportions_decide(cast: Cast, method: str, factor: Fraction):
    """All weights times any number: the same winners and places."""
    before = count(method, Profile.grouped(OPTIONS, cast))
    after = count(method, Profile.grouped(OPTIONS, [(ranking, weight * factor) for ranking, weight in cast]))
    assert (before.winners, before.ranking) == (after.winners, after.ranking)


def floats_in(value: Any) -> list[float]:
    """Every float in nested plain data."""
    if isinstance(value, dict):
        return [f for pair in value.items() for part in pair for f in floats_in(part)]
    if isinstance(value, (list, tuple)):
        return [f for part in value for f in floats_in(part)]
    return [value] if isinstance(value, float) else []


@given(strict, any_method)
def test_no_float_is_anywhere(cast: Cast, method: str):
    """Every number of a result is whole or an exact fraction."""
    made = Profile.grouped(OPTIONS, cast)
    assert floats_in(asdict(count(method, made))) == []
    assert floats_in([pairwise(made).matrix, standing(made), made.weight, made.total]) == []


@given(weak)
def test_copeland_elects_the_condorcet_winner(cast: Cast):
    """Condorcet consistency: who beats everybody has the best balance, alone."""
    made = Profile.grouped(OPTIONS, cast)
    beats_all = count("condorcet", made).winners
    if beats_all:
        assert count("copeland", made).winners == beats_all


@given(weak)
def test_comparisons_and_points_agree(cast: Cast):
    """Borda's points are half of all comparisons won, plus half of those not lost: one sum, counted two ways."""
    made = Profile.grouped(OPTIONS, cast)
    if not made.groups:
        return
    table = pairwise(made)
    for i, option in enumerate(OPTIONS):
        won = sum(table.matrix[i])
        lost = sum(row[i] for row in table.matrix)
        middle = Fraction(made.weight * (len(OPTIONS) - 1) + won - lost) / 2
        assert count("borda", made).scores[option] == middle


@given(strict)
def test_every_ballot_is_somewhere_at_every_stage(cast: Cast):
    """Tallies and exhausted ballots add up to all that count, and transfers lead from one stage to the next."""
    made = Profile.grouped(OPTIONS, cast)
    stages = irv(made).stages
    for stage in stages:
        assert stage.continuing + stage.exhausted == made.weight
    for now, then in itertools.pairwise(stages):
        for option, tally in then.tallies.items():
            handed = sum(received.get(option, 0) for received in now.transfers.values())
            assert now.tallies[option] + handed == tally


@given(weak)
def test_every_ballot_stands_each_option_somewhere(cast: Cast):
    """Each row of the standing adds up to the weight that counts."""
    made = Profile.grouped(OPTIONS, cast)
    assert {sum(row) for row in standing(made).values()} == {made.weight}


def brute(made: Profile) -> set[str]:
    """Possible winners by the plainest recursion there is, ballots read anew at each step."""

    def elect(left: frozenset[str]) -> set[str]:
        tallies: dict[str, Exact] = dict.fromkeys(left, 0)
        for ranking, weight in made.groups.items():
            first = next((rank[0] for rank in ranking if rank[0] in left), None)
            if first is not None:
                tallies[first] += weight
        leaders = {option for option in left if 2 * tallies[option] > sum(tallies.values())}
        if leaders:
            return leaders
        lowest = [option for option in left if tallies[option] == min(tallies.values())]
        return set().union(*(elect(left - {option}) for option in lowest))

    return elect(frozenset(OPTIONS)) if made.groups else set()


@settings(max_examples=200)
@given(st.lists(st.tuples(strict_rankings(), st.integers(1, 2)), max_size=7))
def test_a_standing_tie_holds_exactly_the_possible_winners(cast: Cast):
    """The shortcuts (leaving together, remembered branches) find what the plain recursion finds."""
    made = Profile.grouped(OPTIONS, cast)
    assert set(irv(made).winners) == brute(made)


@given(
    st.lists(st.tuples(strict_rankings(), st.integers(1, 2)), max_size=7),
    st.sampled_from(["earlier", "seed:x", "order:c>a"]),
)
def test_a_rule_elects_among_the_possible(cast: Cast, rule: str):
    """No tie rule elects somebody whom the standing tie rules out."""
    made = Profile.grouped(OPTIONS, cast)
    assert set(irv(made, TieRule.parse(rule, OPTIONS)).winners) <= brute(made)


@given(weak, any_method)
def test_counting_again_says_the_same(cast: Cast, method: str):
    """A re-tally from the ballots equals the first count; counting changes no ballot."""
    made = Profile.grouped(OPTIONS, cast)
    if method == "irv" and made.has_equal_ranks:
        return
    first: Result = count(method, made)
    assert count(method, made) == first
    assert count(method, Profile.grouped(OPTIONS, cast)) == first
