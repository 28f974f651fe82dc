"""The margin of victory against the plainest search there is: change ballots in every possible way and count again."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Iterator
from fractions import Fraction
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planning.options.ballot import Ranking
from planning.options.counting.methods import count
from planning.options.counting.profile import Profile, Unranked
from planning.options.counting.scores import Scores
from planning.options.sensitivity.margin import Margin
from planning.options.sensitivity.margins import WITH_MARGIN, margin_of, margin_of_scores
from tests.options.profiles import profile

OPTIONS = "abc"
Ballots = tuple[Ranking, ...]


def rankings(options: str, *, weak: bool) -> Iterator[Ranking]:
    """Every ballot that can be cast, the blank one too."""
    for size in range(len(options) + 1):
        for order in itertools.permutations(options, size):
            for joined in itertools.product([False, True] if weak else [False], repeat=max(size - 1, 0)):
                ranks: list[tuple[str, ...]] = []
                for i, option in enumerate(order):
                    if i and joined[i - 1]:
                        ranks[-1] += (option,)
                    else:
                        ranks.append((option,))
                if all(list(rank) == sorted(rank) for rank in ranks):
                    yield tuple(ranks)


APPROVED = tuple(r for r in rankings(OPTIONS, weak=True) if len(r) < 2)
WEAK, STRICT = tuple(rankings(OPTIONS, weak=True)), tuple(rankings(OPTIONS, weak=False))


UNIVERSES = {"irv": STRICT, "approval": APPROVED}
"""What may be cast, where that is not every ranking."""


@cache
def winners(method: str, ballots: Ballots, unranked: Unranked) -> frozenset[str]:
    """Who wins before any tie rule; ``ballots`` sorted."""
    return frozenset(count(method, made_of(ballots, unranked)).winners)


def made_of(ballots: Ballots, unranked: Unranked) -> Profile:
    """A profile of single ballots."""
    made = Profile.grouped(OPTIONS, [(ranking, 1) for ranking in ballots])
    return Profile(made.options, made.groups, made.blank, rows=len(ballots), unranked=unranked)


def searched(method: str, ballots: Ballots, unranked: Unranked, most: int) -> int | None:
    """The fewest ballots whose change flips the outcome, by trying everything; None if more than ``most`` are needed."""
    before = winners(method, ballots, unranked)
    if len(before) > 1:
        return 0
    universe = UNIVERSES.get(method, WEAK)
    for changed in range(1, most + 1):
        kept = set(itertools.combinations(ballots, len(ballots) - changed))
        for rest in kept:
            for new in itertools.combinations_with_replacement(universe, changed):
                if winners(method, tuple(sorted(rest + new)), unranked) != before:
                    return changed
    return None


def checked(method: str, ballots: Ballots, unranked: Unranked, most: int = 2) -> Margin | None:
    """The margin that is claimed, after it was held against the search."""
    made = made_of(ballots, unranked)
    claimed = margin_of(made, count(method, made))
    if claimed is None:
        assert not made.groups or not count(method, made).winners
        return None
    true = searched(method, ballots, unranked, most)
    if true is not None:
        assert claimed.at_least <= true
        assert claimed.at_most is None or true <= claimed.at_most
    else:
        assert claimed.at_most is None or claimed.at_most > most
    assert not claimed.by_weight
    return claimed


few = st.integers(1, 5)


@pytest.mark.parametrize("unranked", Unranked)
@pytest.mark.parametrize("method", sorted(WITH_MARGIN))
@settings(max_examples=25, deadline=None)
@given(data=st.data())
def test_no_smaller_change_flips_and_the_claimed_one_does(method: str, unranked: Unranked, data: st.DataObject):
    """Up to five ballots of three options, each replaced by any other: bounds hold, and what is exact is the truth."""
    universe = UNIVERSES.get(method, WEAK)
    ballots = tuple(sorted(data.draw(st.lists(st.sampled_from(universe), min_size=1, max_size=5))))
    claimed = checked(method, ballots, unranked, 2 if len(ballots) < 5 else 1)
    if claimed and method in {"plurality", "approval", "borda", "borda_modified"}:
        assert claimed.kind == "exact"
    if claimed and method == "condorcet" and winners(method, ballots, unranked):
        assert claimed.kind == "exact"


@settings(max_examples=30, deadline=None)
@given(st.lists(st.sampled_from([r for r in STRICT if len(r) == 3]), min_size=4, max_size=7))
def test_a_runoff_of_whole_rankings(ballots: list[Ranking]):
    """Instant runoffs of up to seven full ballots."""
    checked("irv", tuple(sorted(ballots)), Unranked.TIED_LAST)


def kinds(method: str, *lines: str) -> tuple[str, int | None, int | None]:
    """The margin of a readable profile."""
    made = profile("abcd", *lines)
    found = margin_of(made, count(method, made))
    assert found is not None
    return found.kind, found.at_least, found.at_most  # type: ignore[return-value]


def test_margins_that_one_can_work_out():
    """Half the lead for plurality; half the last round for a runoff; half the closest comparison."""
    lines = ("42 a", "26 b>c>d", "15 c>d>b", "17 d>c>b")
    assert kinds("plurality", *lines) == ("exact", 8, 8)
    assert kinds("condorcet", *lines) == ("exact", 3, 3)  # c beats b by 32 to 26
    # d leads c by 2 at the first stage: one ballot less for d, one more for c, and c stays instead
    assert kinds("irv", *lines) == ("exact", 1, 1)
    assert kinds("schulze_winning", "60 a>b>c", "40 b>c>a")[:2] == ("exact", 10)


def test_a_tie_has_no_margin_even_where_a_rule_breaks_it():
    """What only the tie rule decides is not carried by the ballots."""
    assert kinds("plurality", "3 a", "3 b") == ("exact", 0, 0)
    assert kinds("irv", "2 a", "1 b>c", "1 c>b")[1] == 0


def test_weights_and_fractions_say_what_they_are():
    """A profile of weights gives weights; where a part of a ballot would have to change, only the lower bound is told."""
    heavy = profile("ab", "30 a", "10 b")
    found = margin_of(heavy, count("plurality", heavy))
    assert found == Margin(10, 10, 40, by_weight=True)
    parts = profile("ab", "1/2 a", "1/3 b")
    assert margin_of(parts, count("plurality", parts)) == Margin(Fraction(1, 6), None, Fraction(5, 6), by_weight=True)


def test_blank_and_invalid_ballots_could_have_said_something():
    """Three more for a, but ten ballots that say nothing: each of those closes the gap by one only."""
    made = profile("ab", "5 a", "2 b", "6", "4 a>a")
    assert margin_of(made, count("plurality", made)) == Margin(2, 2, 17, by_weight=True)


def test_several_seats_are_no_tie():
    """Two seats by approval have two winners; how many ballots carry them is not claimed."""
    made = profile("abc", "3 a=b", "2 b")
    assert margin_of(made, count("approval", made, seats=2)) is None


@pytest.mark.parametrize("method", ["two_round", "smith", "bucklin"])
def test_methods_without_a_margin_have_none(method: str):
    """Nothing is claimed where nothing is proven."""
    made = profile("abc", "3 a>b", "2 b")
    assert margin_of(made, count(method, made)) is None


points = st.tuples(st.integers(0, 2), st.integers(0, 2), st.integers(0, 2))


@settings(max_examples=40, deadline=None)
@given(st.lists(points, min_size=1, max_size=4))
def test_the_margin_of_scores_is_the_truth(cast: list[tuple[int, int, int]]):
    """Up to four score ballots with 0 to 2 points for three options, each replaced by any other."""

    def made(rows: tuple[tuple[int, ...], ...]) -> Scores:
        return Scores.grouped(OPTIONS, [(tuple(zip(OPTIONS, row, strict=True)), 1) for row in rows])

    def elect(rows: tuple[tuple[int, ...], ...]) -> set[str]:
        return set(count("score", made(rows)).winners)

    ballots: tuple[tuple[int, ...], ...] = tuple(sorted(cast))
    claimed = margin_of_scores(made(ballots), count("score", made(ballots)), 2)
    assert claimed is not None
    assert claimed.kind == "exact"
    before = elect(ballots)
    universe = list(itertools.product(range(3), repeat=3))
    true = 0
    while len(before) == 1:
        true += 1
        if any(
            elect(rest + new) != before
            for rest in set(itertools.combinations(ballots, len(ballots) - true))
            for new in itertools.combinations_with_replacement(universe, true)
        ):
            break
        assert true < 2, "two of at most four ballots are always enough"
    assert claimed.at_least == true


def test_most_bounds_meet_on_ordinary_ballots():
    """On 40 drawn profiles of 61 ballots and four options, the bounds of every method meet more often than not."""
    import random

    chance = random.Random(4)
    met: Counter[str] = Counter()
    methods = [method for method in WITH_MARGIN if method != "approval"]
    for _ in range(40):
        rows = [chance.sample("abcd", 4) for _ in range(61)]
        made = Profile.from_rows("abcd", rows)
        for method in methods:
            found = margin_of(made, count(method, made))
            met[method] += found is None or found.kind == "exact"
    assert min(met[method] for method in methods) > 20, met
