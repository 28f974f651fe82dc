"""Small counts that can be checked by hand."""

from __future__ import annotations

from fractions import Fraction

import pytest

from planning.errors import Refusals
from planning.options.ballot import Ballot
from planning.options.counting.exact import Exact, exact, parse_weight
from planning.options.counting.methods import METHODS, RANKED, Late, count
from planning.options.counting.pairwise import pairwise
from planning.options.counting.profile import Profile, first_places, standing
from planning.options.round import METHODS_OF_ROUNDS
from tests.options.profiles import profile

TENNESSEE = profile("mnck", "42 m>n>c>k", "26 n>c>k>m", "15 c>k>n>m", "17 k>c>n>m")


@pytest.mark.parametrize(
    ("method", "ranking"),
    [
        ("plurality", (("m",), ("n",), ("k",), ("c",))),
        ("borda", (("n",), ("c",), ("m",), ("k",))),
        ("copeland", (("n",), ("c",), ("k",), ("m",))),
        ("condorcet", (("n",), ("m", "c", "k"))),
        ("irv", (("k",), ("m",), ("n",), ("c",))),
    ],
)
def test_the_capital_of_tennessee(method: str, ranking: tuple[tuple[str, ...], ...]):
    """The textbook example: three methods, three capitals."""
    result = count(method, TENNESSEE)
    assert result.ranking == ranking
    assert result.winners == ranking[0]


def test_every_method_tells_its_source():
    """A method that nobody described in print has no place in the table."""
    counts = [m.count.found() if isinstance(m.count, Late) else m.count for m in METHODS.values()]
    assert all("Source:" in (count_by.__doc__ or "") for count_by in counts)


def test_rounds_announce_methods_that_exist():
    """What a round may announce can be counted."""
    assert set(METHODS_OF_ROUNDS) <= set(METHODS)


def test_an_unknown_method_is_refused():
    """A misspelt method names the ones there are."""
    with pytest.raises(Refusals, match="irv, borda") as refused:
        count("ivr", TENNESSEE)
    assert refused.value.code == "unknown_method"


def test_plurality_shares_an_equal_first_rank():
    """A ballot with three options on top gives a third to each, exactly."""
    assert first_places(profile("abc", "1 a=b=c", "1 a>b")) == {
        "a": Fraction(4, 3),
        "b": Fraction(1, 3),
        "c": Fraction(1, 3),
    }


def test_borda_shares_places_that_are_tied_or_left_off():
    """Of four options, two tied first have 2.5 points each; two left off have half a point each."""
    assert count("borda", profile("abcd", "1 a=b")).scores == {
        "a": Fraction(5, 2),
        "b": Fraction(5, 2),
        "c": Fraction(1, 2),
        "d": Fraction(1, 2),
    }


def test_an_unranked_option_is_tied_last_in_comparisons():
    """Who names only a prefers a to b and to c, and says nothing on b against c."""
    assert pairwise(profile("abc", "3 a", "2 b=c>a")).matrix == ((0, 3, 3), (2, 0, 0), (2, 0, 0))


def test_blank_ballots_count_for_nobody():
    """They are told apart and change no number of any method."""
    marked, blank = profile("ab", "2 a>b", "1 b"), profile("ab", "2 a>b", "1 b", "7")
    assert (blank.blank, blank.weight, blank.total) == (7, 3, 10)
    for method in RANKED:
        assert count(method, marked) == count(method, blank)


@pytest.mark.parametrize("method", RANKED)
@pytest.mark.parametrize("ballots", [(), ("4",), ("1 a>a",), ("0 a>b",)])
def test_without_a_ranking_nobody_wins(method: str, ballots: tuple[str, ...]):
    """No ballots, only blank, only invalid, or only weightless ones: nobody wins, and a note says why."""
    result = count(method, profile("ab", *ballots))
    assert (result.winners, result.stages) == ((), ())
    assert "no ballot" in str(result.note)


ELECTING = [name for name in RANKED if METHODS[name].elects]


@pytest.mark.parametrize("method", ELECTING)
def test_one_ballot_decides(method: str):
    """The first option of a single ballot wins by every method."""
    assert count(method, profile("abc", "1 b>a")).winners == ("b",)


@pytest.mark.parametrize("method", ELECTING)
def test_a_single_option_wins(method: str):
    """With one option there is one winner, once anybody names it."""
    assert count(method, profile("a", "2 a", "1")).winners == ("a",)


def test_ballots_of_a_box_are_grouped():
    """Equal rankings are added up, equal ranks in any order among them; what breaks a rule is invalid by reason."""
    said = [(("a",), ("b",)), (("a",), ("b",)), (("b", "c"),), (("c", "b"),), (), (("a",), ("a",)), (("z",),), ((),)]
    box = [Ballot(str(i), "yulan", "round", ranking) for i, ranking in enumerate(said)]
    made = Profile.of("abc", box)
    assert made.groups == {(("a",), ("b",)): 2, (("b", "c"),): 2}
    assert (made.blank, made.rows, made.total) == (1, 8, 8)
    assert made.invalid == {"duplicate_option": 1, "unknown_option": 1, "empty_rank": 1}


def test_a_withdrawn_option_is_struck_from_all_ballots():
    """Its ballots go on to what they name next; those that named nothing else are invalid, not blank."""
    struck = profile("abc", "3 a>b", "2 a", "1 b=a>c", "1").without("a")
    assert (struck.options, struck.withdrawn) == (("b", "c"), ("a",))
    assert struck.groups == {(("b",),): 3, (("b",), ("c",)): 1}
    assert (struck.invalid, struck.blank, struck.total) == ({"only_withdrawn": 2}, 1, 7)


def test_how_often_each_option_stood_at_each_rank():
    """The columns are the ranks, the last one unranked; tied options share the best place they take."""
    assert standing(profile("abc", "2 a>b", "1 b=c>a")) == {"a": (2, 0, 1, 0), "b": (1, 2, 0, 0), "c": (1, 0, 0, 2)}


@pytest.mark.parametrize(
    ("text", "weight"), [("3", 3), ("1/3", Fraction(1, 3)), ("0.1", Fraction(1, 10)), ("4/2", 2), ("0", 0)]
)
def test_a_weight_is_exact(text: str, weight: Exact):
    """A tenth is a tenth, not the nearest binary number."""
    assert parse_weight(text) == weight
    assert type(parse_weight(text)) is type(exact(weight))


@pytest.mark.parametrize("text", ["", "-1", "1e3", "nan", "inf", "1/0", "½", "٣", "1.", "1/-2", "0x1", "9" * 19])
def test_a_weight_that_is_none_is_refused(text: str):
    """Negative, endless, scientific and foreign numerals are no weights."""
    with pytest.raises(Refusals) as refused:
        parse_weight(text)
    assert refused.value.code == "bad_weight"
