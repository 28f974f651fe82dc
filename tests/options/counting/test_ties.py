"""Ties: wherever one can arise it is reported, and the announced rule does what it says."""

from __future__ import annotations

import pytest

from planning.errors import Refusals
from planning.options.counting.irv import MOST_BRANCHES, irv
from planning.options.counting.methods import count
from planning.options.counting.profile import Profile
from planning.options.counting.result import Result
from planning.options.counting.ties import Tie, TieKind, TieRule
from tests.options.profiles import profile

SPLIT = profile("abc", "4 a", "3 b>a", "3 c>b")
"""b and c tie with three each. Without b, a has seven of ten; without c, b has six of ten."""


def by(rule: str, made: Profile = SPLIT) -> Result:
    """The instant runoff under a tie rule."""
    return irv(made, TieRule.parse(rule, made.options))


def test_a_standing_tie_leaves_every_possible_winner():
    """The count stops at the tie and names both whom it could elect."""
    result = by("stands")
    assert result.winners == ("a", "b")
    assert result.ranking == (("a", "b"), ("c",))
    assert result.ties == (Tie(1, ("b", "c"), "stands", (), "elimination"),)
    assert [(stage.tied, stage.eliminated, stage.elected) for stage in result.stages] == [(("b", "c"), (), ())]
    assert result.note is not None


def test_an_announced_order_breaks_the_tie():
    """Who is named later leaves, and the tie is still reported."""
    assert by("order:a>b>c").winners == ("b",)
    assert by("order:a>c>b").winners == ("a",)
    assert by("order:a>b>c").ties == (Tie(1, ("b", "c"), "order:a>b>c", ("c",), "elimination"),)


def test_an_option_that_the_order_forgets_comes_last():
    """Named options are before unnamed ones; among unnamed ones the tie stands."""
    assert by("order:c").winners == ("a",)
    assert by("order:a").winners == ("a", "b")


def test_a_draw_can_be_repeated_by_anybody():
    """The same text draws the same order on every machine: SHA-256 of "TEXT:option"."""
    assert TieRule.parse("seed:yulan", "abc").order == ("a", "c", "b")
    assert by("seed:yulan") == by("seed:yulan")
    assert {by(f"seed:{n}").winners for n in range(20)} == {("a",), ("b",)}


def test_an_earlier_stage_breaks_the_tie():
    """B and c tie at stage 2; at stage 1 c had fewer, so c leaves and hands its ballots to a."""
    made = profile("abcd", "6 a", "5 b", "4 c>a", "1 d>c")
    result = by("earlier", made)
    assert result.stages[1].tied == ("b", "c")
    assert result.stages[1].eliminated == ("c",)
    assert result.winners == ("a",)


def test_an_earlier_stage_that_is_tied_too_breaks_nothing():
    """At the first stage there is nothing before: the tie stands."""
    assert by("earlier").winners == ("a", "b")
    assert by("earlier").ties[0].resolved == ()


def test_the_last_two_can_tie():
    """Half and half is a tie for the win; an order announced in advance breaks it."""
    made = profile("ab", "5 a", "5 b")
    assert by("stands", made).winners == ("a", "b")
    assert by("order:b>a", made).winners == ("b",)
    assert by("order:b>a", made).stages[-1].elected == ("b",)


def test_options_without_a_chance_leave_together():
    """Tied options that hold less, together, than any other leave at once: no order among them could matter."""
    result = by("stands", profile("abcd", "9 a", "8 b", "1 c>b", "1 d>b"))
    assert result.stages[0].eliminated == ("c", "d")
    assert result.ties == (Tie(1, ("c", "d"), "stands", ("c", "d"), "elimination"),)
    assert result.winners == ("b",)


def test_a_tie_that_changes_nothing_leaves_one_winner():
    """B and c tie with as much as a third; whoever leaves, a wins."""
    result = by("stands", profile("abc", "4 a>b", "2 b>a", "2 c>a"))
    assert (result.winners, len(result.stages)) == (("a",), 1)


@pytest.mark.parametrize("method", ["plurality", "borda", "copeland"])
def test_a_tie_for_the_first_place_is_told(method: str):
    """By scores, equal is equal: two winners, unless the announced order knows better."""
    made = profile("abc", "2 a>b", "2 b>a")
    result = count(method, made)
    assert (result.winners, result.ranking[0]) == (("a", "b"), ("a", "b"))
    assert result.ties == (Tie(None, ("a", "b"), "stands", (), "winning"),)
    ordered = count(method, made, TieRule.parse("order:b>a", made.options))
    assert (ordered.winners, ordered.ranking[:2]) == (("b",), (("b",), ("a",)))
    assert ordered.ties == (Tie(None, ("a", "b"), "order:b>a", ("b",), "winning"),)


def test_a_cycle_has_no_condorcet_winner():
    """Rock, paper, scissors: nobody wins, and Copeland finds all three tied."""
    made = profile("abc", "1 a>b>c", "1 b>c>a", "1 c>a>b")
    assert count("condorcet", made).winners == ()
    assert count("copeland", made).winners == ("a", "b", "c")


def test_ties_among_many_options_can_be_followed():
    """Sixteen options with one ballot each: every one of them could win."""
    options = "abcdefghijklmnop"
    assert by("stands", profile(options, *(f"1 {option}" for option in options))).winners == tuple(options)


def test_ties_beyond_following_are_refused():
    """Forty options with one ballot each have more branches than anybody can walk: another rule must be announced."""
    options = tuple(f"o{i}" for i in range(40))
    made = Profile.grouped(options, [(((option,),), 1) for option in options])
    assert MOST_BRANCHES < 2**40
    with pytest.raises(Refusals) as refused:
        irv(made)
    assert refused.value.code == "too_many_ties"
    assert len(irv(made, TieRule.parse("seed:x", options)).winners) == 1


def test_options_without_any_ballot_cost_no_branches():
    """Sixty options that nobody named leave together, however many orders they could leave in."""
    options = tuple(f"o{i}" for i in range(62))
    made = Profile.grouped(options, [((("o0",),), 3), ((("o1",),), 4), ((("o0",), ("o2",)), 2)])
    assert irv(made).winners == ("o0",)


@pytest.mark.parametrize(
    ("text", "problems"),
    [
        ("", ["bad_tie"]),
        ("coin", ["bad_tie"]),
        ("seed", ["bad_tie"]),
        ("seed:", ["bad_tie"]),
        ("order:", ["bad_tie"]),
        ("stands:now", ["bad_tie"]),
        ("order:a>z>a>y", ["unknown_option", "unknown_option", "duplicate_option"]),
    ],
)
def test_a_tie_rule_that_is_none_is_refused(text: str, problems: list[str]):
    """Every fault of the rule is named at once."""
    with pytest.raises(Refusals) as refused:
        TieRule.parse(text, "abc")
    assert [problem.code for problem in refused.value.problems] == problems


def test_a_tie_rule_is_read_with_its_spaces():
    """As people type it."""
    assert TieRule.parse(" order: b > a ", "ab").order == ("b", "a")
    assert TieRule.parse("earlier", "ab").kind is TieKind.EARLIER
