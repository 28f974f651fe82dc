"""Seats and budgets that can be counted by hand, and the ties that can arise in each."""

from __future__ import annotations

from fractions import Fraction

import pytest

from planning.errors import Refusals
from planning.options.ballot_files import read
from planning.options.counting.methods import count
from planning.options.counting.profile import Profile
from planning.options.counting.result import Result
from planning.options.counting.scores import Scores
from planning.options.counting.several.budget import BudgetVote
from planning.options.counting.ties import Tie, TieRule
from tests.options.profiles import profile

FRUIT = profile("opsch", "4 o", "2 p>o", "8 c>s", "4 c>h", "1 s", "1 h")
"""Oranges, pears, strawberries, chocolate, hamburgers; chocolate has twelve of twenty."""

PHRAGMEN = profile("abcpqr", "1034 a=b=c", "519 p=q=r", "90 a=b=q", "47 a=p=q")
"""Phragmén's own example of 1894, by approvals."""


def vote(*ballots: str, limit: int = 100, **costs: int) -> BudgetVote:
    """Approvals of projects with their costs."""
    projects = "".join(f"{option};{cost}\n" for option, cost in costs.items())
    votes = "".join(f"{i};{said}\n" for i, said in enumerate(ballots))
    text = (
        f"META\nbudget;{limit}\nvote_type;approval\nPROJECTS\nproject_id;cost\n{projects}VOTES\nvoter_id;vote\n{votes}"
    )
    made = read("v.pb", text.encode()).vote
    assert made is not None
    return made


def by(rule: str, method: str, made: Profile, seats: int) -> Result:
    """A count under a tie rule."""
    return count(method, made, TieRule.parse(rule, made.options), seats=seats)


def test_surpluses_and_eliminations():
    """Three seats: chocolate's surplus of six goes on at half a vote, then pears and hamburgers leave."""
    result = count("stv_scottish", FRUIT, seats=3)
    assert (result.quota, result.winners, result.ranking) == (
        6,
        ("o", "s", "c"),
        (("c",), ("o",), ("s",), ("h",), ("p",)),
    )
    assert [(stage.elected, stage.eliminated) for stage in result.stages] == [
        (("c",), ()), ((), ("p",)), (("o",), ("h",)), (("s",), ()),
    ]  # fmt: skip
    assert result.stages[0].transfers == {"c": {"s": 4, "h": 2}}
    assert result.stages[1].tallies == {"o": 4, "p": 2, "s": 5, "c": 6, "h": 3}
    assert (result.stages[3].tallies, result.stages[3].exhausted) == ({"o": 6, "s": 5, "c": 6}, 3)


def test_scottish_values_are_cut_off_after_five_places():
    """A surplus of one over seven votes: a paper is worth 0.14285, and what the cut loses is exhausted."""
    first, second, *_ = count("stv_scottish", profile("abcd", "7 a>b", "4 b", "4 c", "2 d"), seats=2).stages
    assert first.transfers == {"a": {"b": Fraction(7 * 14285, 100_000)}}
    assert second.exhausted == 1 - Fraction(7 * 14285, 100_000)


def test_the_exact_quota_must_be_passed():
    """Four votes of twelve are just a third: with two seats nobody is elected by them alone, so weights may be scaled."""
    result = count("stv_wigm", profile("abc", "4 a", "4 b", "4 c"), seats=2)
    assert (result.quota, result.winners) == (4, ("a", "b", "c"))
    assert result.ties == (Tie(1, ("a", "b", "c"), "stands", (), "elimination"),)


def test_equal_surpluses_are_a_tie():
    """Two surpluses as large as each other: which goes first is a tie, and whoever it is, the same are elected."""
    made = profile("abcd", "6 a>c", "6 b>d", "1 c", "1 d")
    result = count("stv_wigm", made, seats=2)
    assert result.winners == ("a", "b")
    three = count("stv_wigm", made, seats=3)
    assert three.ties[0] == Tie(1, ("a", "b"), "stands", (), "surplus")
    assert three.winners == ("a", "b", "c", "d")
    resolved = by("order:a>b>c>d", "stv_wigm", made, 3)
    assert resolved.ties[0] == Tie(1, ("a", "b"), "order:a>b>c>d", ("a",), "surplus")
    assert len(resolved.winners) == 3


@pytest.mark.parametrize("method", ["stv_scottish", "stv_wigm"])
def test_options_without_a_vote_leave_together(method: str):
    """No order among them could matter, so the tie does not stand; where they are needed for the seats, it does."""
    made = profile("abcde", "4 a", "3 b", "2 c>b")
    result = count(method, made)
    assert [stage.eliminated for stage in result.stages] == [("d", "e"), ("c",), ()]
    assert result.ties == (Tie(1, ("d", "e"), "stands", ("d", "e"), "elimination"),)
    assert (result.winners, result.note) == (("b",), None)
    needed = count(method, made, seats=4)
    assert needed.winners == ("a", "b", "c", "d", "e")
    assert needed.ties[-1].resolved == ()


def test_scottish_ties_look_back_first():
    """C and d tie at stage 2; at stage 1 d had fewer, so d leaves whatever lot is announced."""
    tied = profile("abcde", "6 a", "5 b", "3 c", "2 d", "1 e>d")
    result = by("order:d>c>a>b>e", "stv_scottish", tied, 2)
    assert result.stages[1].tied == ("c", "d")
    assert result.stages[1].eliminated == ("d",)
    assert by("order:d>c>a>b>e", "stv_wigm", tied, 2).stages[2].eliminated == ("c",)


def test_fractions_of_votes_are_not_scottish():
    """Weights by floor area are counted by the exact method."""
    made = profile("ab", "1/2 a", "1 b")
    with pytest.raises(Refusals) as refused:
        count("stv_scottish", made)
    assert refused.value.code == "whole_weights"
    assert count("stv_wigm", made).winners == ("b",)


@pytest.mark.parametrize("method", ["stv_wigm", "stv_scottish"])
def test_equal_ranks_cannot_be_transferred(method: str):
    """Two options at one rank are refused."""
    with pytest.raises(Refusals) as refused:
        count(method, profile("ab", "1 a=b"))
    assert refused.value.code == "equal_ranks"


@pytest.mark.parametrize("method", ["approval", "seq_pav", "phragmen", "mes"])
def test_approvals_stand_at_one_rank(method: str):
    """A ballot that sets options above others is no approval."""
    with pytest.raises(Refusals) as refused:
        count(method, profile("ab", "1 a>b"))
    assert refused.value.code == "several_ranks"


def test_proportion_by_three_methods():
    """Phragmén's voters: by approvals alone the larger group takes all; by loads and by shares of votes, two to one."""
    assert count("approval", PHRAGMEN, seats=3).winners == ("a", "b", "c")
    assert count("phragmen", PHRAGMEN, seats=3).winners == ("a", "b", "q")
    assert count("seq_pav", PHRAGMEN, seats=3).winners == ("a", "b", "q")
    first, second, _ = count("seq_pav", PHRAGMEN, seats=3).stages
    assert first.tallies["a"] == 1034 + 90 + 47
    assert second.tallies["b"] == Fraction(1034 + 90, 2)
    assert count("phragmen", PHRAGMEN, seats=3).stages[0].tallies["a"] == Fraction(1, 1171)


def test_equal_shares_buy_then_loads_fill():
    """Each of nine voters has a third of a seat: c is bought at 1/5 each, a at 1/4, then loads say who fills the third."""
    result = by("order:a>b>c>d", "mes", profile("abcd", "4 a=b", "3 c", "2 d=c"), 3)
    assert [(stage.elected, dict(stage.tallies)) for stage in result.stages] == [
        (("c",), {"a": Fraction(1, 4), "b": Fraction(1, 4), "c": Fraction(1, 5)}),
        (("a",), {"a": Fraction(1, 4), "b": Fraction(1, 4)}),
        (("b",), {"b": Fraction(1, 6), "d": Fraction(11, 30)}),
    ]
    assert result.ties == (Tie(2, ("a", "b"), "order:a>b>c>d", ("a",), "winning"),)


def test_a_tie_for_the_last_seat():
    """One seat left for two: the tie stands, or the announced order fills it; a third who has more is elected anyway."""
    made = profile("abcd", "3 a=b", "2 a=c", "1 d=b=c", "1 d")
    result = count("approval", made, seats=3)
    assert result.winners == ("a", "b", "c")
    two = profile("abc", "3 a", "2 b", "2 c")
    standing = count("mention_count", two, seats=2)
    assert (standing.winners, standing.ties) == (("a", "b", "c"), (Tie(None, ("b", "c"), "stands", (), "winning"),))
    assert by("order:c>b", "mention_count", two, 2).winners == ("a", "c")


def test_places_have_points():
    """With two places on a ballot the first has two points, the second one, and what is below none."""
    made = profile("abc", "2 a>b>c", "1 c>b")
    assert count("positional", made, longest=2).scores == {"a": 4, "b": 3, "c": 2}
    assert count("positional", made).scores == {"a": 6, "b": 6, "c": 5}


def test_nought_points_say_no_more_than_none():
    """An option with nought points is not mentioned, nor preferred to one that the ballot leaves out."""
    scores = Scores.grouped("abc", [((("a", 5), ("b", 0)), 2), ((("b", 0),), 1)])
    assert scores.rankings.groups == {(("a",),): 2}
    assert (scores.rankings.blank, scores.rankings.total) == (1, 3)
    assert count("cumulative_points", scores).scores == {"a": 10, "b": 0, "c": 0}
    assert count("mention_count", scores.rankings).scores == {"a": 2, "b": 0, "c": 0}


def test_seats_without_support_stay_empty():
    """One option is approved and two seats are there: one is filled, and the result says so."""
    for method in ("approval", "seq_pav", "phragmen", "mes"):
        result = count(method, profile("ab", "3 a"), seats=2)
        assert result.winners == ("a",)
        assert "seats" in str(result.note)


@pytest.mark.parametrize("seats", [0, 4])
def test_seats_that_cannot_be_filled_are_refused(seats: int):
    """None, or more than there are options."""
    for method in ("approval", "stv_wigm", "mention_count", "positional"):
        with pytest.raises(Refusals) as refused:
            count(method, profile("abc", "1 a"), seats=seats)
        assert refused.value.code == "bad_seats"


def test_votes_spend_the_budget_down_the_list():
    """What no longer fits is passed over, and something cheaper below it is funded."""
    made = vote("p,q", "p,q", "p,r", "q", "p", limit=100, p=70, q=60, r=30)
    result = count("pb_greedy", made)
    assert (result.winners, result.total_cost, result.budget) == (("p", "r"), 100, 100)
    assert [stage.elected for stage in result.stages] == [("p",), ("r",)]


def test_equal_shares_spend_for_everybody():
    """Six voters in two camps: by votes the larger camp takes all, by shares each camp its part; the rest by votes."""
    camp, other = ["a,b,c"] * 4, ["d"] * 2
    made = vote(*camp, *other, limit=90, a=30, b=30, c=30, d=30)
    assert count("pb_greedy", made).winners == ("a", "b", "c")
    result = count("pb_mes", made, TieRule.parse("order:a>b>c>d", "abcd"))
    assert (result.winners, result.total_cost) == (("a", "b", "d"), 90)
    assert result.stages[0].tallies == {
        "a": Fraction(1, 4), "b": Fraction(1, 4), "c": Fraction(1, 4), "d": Fraction(1, 2),
    }  # fmt: skip


def test_what_shares_cannot_buy_is_spent_by_votes():
    """Each of four has 25: b and a are bought, nobody can pay for c, and 70 are left for it: its stage shows its votes."""
    result = count("pb_mes", vote("a", "b", "b", "c", limit=100, a=10, b=20, c=60))
    assert [(stage.elected, dict(stage.tallies)) for stage in result.stages] == [
        (("b",), {"a": 1, "b": Fraction(1, 2)}), (("a",), {"a": 1}), (("c",), {"c": 1}),
    ]  # fmt: skip
    assert result.total_cost == 90


def test_without_ballots_nothing_is_spent():
    """Blank ballots fund nothing; the budget is named and the cost is none."""
    for method in ("pb_greedy", "pb_mes"):
        result = count(method, vote("", limit=50, a=10))
        assert (result.winners, result.total_cost, result.budget) == ((), 0, 50)


def test_ties_beyond_following_are_refused():
    """Sixty options with equal approvals and thirty seats have more ways than anybody can follow; a drawn order helps."""
    options = tuple(f"o{i}" for i in range(60))
    made = Profile.grouped(options, [(((option,),), 1) for option in options])
    with pytest.raises(Refusals) as refused:
        count("seq_pav", made, seats=30)
    assert refused.value.code == "too_many_ties"
    assert len(count("seq_pav", made, TieRule.parse("seed:x", options), seats=30).winners) == 30
