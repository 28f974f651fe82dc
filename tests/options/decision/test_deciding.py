"""Thresholds: exactly at the boundary, one below, one above; by head and by area; each preset and one's own."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planning.errors import Refusals
from planning.options.counting.exact import Exact
from planning.options.decision.rule import Share
from tests.options.decision.rules import ROLL, decided

CENT = Fraction(1, 100)
ORDINARY = {"preset": "civil_code_278", "roll": ROLL}
GRAVE = {"preset": "civil_code_278_grave", "roll": ROLL}


@pytest.mark.parametrize(
    ("heads", "area", "enough"),
    [
        (200, 16000, True),
        (199, 16000, False),
        (201, 16000, True),
        (200, 16000 - CENT, False),
        (200, 16000 + CENT, True),
        (300, 24000, True),
        (300, 16000 - CENT, False),
        (199, 24000, False),
    ],
)
def test_two_thirds_must_take_part_by_head_and_by_area(heads: int, area: Exact, *, enough: bool):
    """Two thirds exactly are enough; one head, or a hundredth of a square metre, less is not."""
    decision = decided(ORDINARY, ("yes", heads, area))
    assert decision.whole.has_participation is enough
    assert decision.accepted is enough


@pytest.mark.parametrize(
    ("yes_heads", "yes_area", "enough"),
    [
        (100, 8000, False),  # exactly half is not more than half
        (101, 8000, False),
        (100, 8000 + CENT, False),
        (101, 8000 + CENT, True),
        (99, 15000, False),
        (199, 7999, False),
    ],
)
def test_ordinary_matters_need_more_than_half(yes_heads: int, yes_area: Exact, *, enough: bool):
    """Of those taking part; one head or a hundredth above the half is enough, the half itself is not."""
    decision = decided(ORDINARY, ("yes", yes_heads, yes_area), ("no", 200 - yes_heads, 16000 - yes_area))
    assert decision.whole.has_participation
    assert decision.accepted is enough


@pytest.mark.parametrize(
    ("yes_heads", "yes_area", "enough"),
    [
        (150, 12000, True),  # exactly three quarters
        (149, 12000, False),
        (150, 12000 - CENT, False),
        (151, 12000 + CENT, True),
    ],
)
def test_graver_matters_need_three_quarters(yes_heads: int, yes_area: Exact, *, enough: bool):
    """Three quarters exactly are enough, by head and by area."""
    decision = decided(GRAVE, ("yes", yes_heads, yes_area), ("no", 200 - yes_heads, 16000 - yes_area))
    assert decision.accepted is enough


def test_an_abstention_is_not_consent_and_still_takes_part():
    """100 of 200 say yes, 99 no, one abstains: no majority of those taking part, though yes is ahead of no."""
    decision = decided(ORDINARY, ("yes", 100, 9000), ("no", 99, 6900), ("abstain", 1, 100))
    assert decision.whole.has_participation
    assert not decision.accepted


def test_an_invalid_vote_takes_no_part():
    """It is no abstention: with 199 others, participation fails by one head."""
    decision = decided(ORDINARY, ("yes", 199, 16000), ("invalid", 1, 80))
    assert not decision.whole.has_participation


def test_a_simple_majority_is_of_yes_and_no():
    """51 to 50 is accepted whatever the abstentions; 50 to 50 is not; nothing against nothing is not."""
    rule = {"preset": "simple_majority"}
    assert decided(rule, ("yes", 51, 0), ("no", 50, 0), ("abstain", 900, 0)).accepted
    assert not decided(rule, ("yes", 50, 0), ("no", 50, 0)).accepted
    assert not decided(rule, ("abstain", 5, 0)).accepted
    assert not decided(rule).accepted


def test_nobody_taking_part_consents_to_nothing():
    """At least half of nothing would be reached by nobody; it is not."""
    rule = {"consent": [{"by": "heads", "at_least": "1/2"}]}
    assert not decided(rule).accepted


@pytest.mark.parametrize(("yes", "enough"), [(149, False), (150, False), (151, True)])
def test_consent_may_be_measured_on_the_whole_roll(yes: int, *, enough: bool):
    """More than half of the roll, not of those taking part."""
    rule = {"consent": [{"by": "heads", "more_than": "1/2", "of": "all"}], "roll": {"heads": 300}}
    assert decided(rule, ("yes", yes, 0)).accepted is enough


BUILDINGS = {
    "consent": [{"by": "heads", "more_than": "1/2"}],
    "groups": {"level": "building", "rolls": {"1": {"heads": 10}, "2": {"heads": 10}}},
    "roll": {"heads": 20},
}


def test_every_building_must_accept_where_the_rule_says_so():
    """A large majority of the whole does not help against a building that is split in half, or silent."""
    first = ("yes", 10, 0, "1")
    assert decided(BUILDINGS, first, ("yes", 2, 0, "2"), ("no", 1, 0, "2")).accepted
    assert not decided(BUILDINGS, first, ("yes", 2, 0, "2"), ("no", 2, 0, "2")).accepted
    silent = decided(BUILDINGS, first)
    assert silent.whole.accepted
    assert not silent.accepted


@pytest.mark.parametrize(("passing", "enough"), [(11, False), (12, False), (13, True)])
def test_more_than_half_of_the_cantons(passing: int, *, enough: bool):
    """Twelve of twenty-four are half, and do not suffice; a canton of exactly half does not pass."""
    cantons = {f"K{i}": {"weight": 1} for i in range(24)}
    rule = {"preset": "double_majority", "groups": {"rolls": cantons}}
    votes = [("yes", 1000 if i < passing else 10, 0, f"K{i}") for i in range(24)]
    votes += [("no", 10, 0, f"K{i}") for i in range(24)]
    decision = decided(rule, *votes)
    assert decision.whole.accepted
    assert (decision.weight, decision.weight_of_all) == (passing, 24)
    assert decision.accepted is enough


def test_half_cantons_count_half():
    """11 and a half of 23 is exactly half; two halves make the difference."""
    cantons = {f"K{i}": {"weight": 1} for i in range(20)} | {f"H{i}": {"weight": "0.5"} for i in range(6)}
    rule = {"preset": "double_majority", "groups": {"rolls": cantons}}
    passing = [f"K{i}" for i in range(11)] + ["H0"]
    votes = [("yes", 9, 0, name) for name in passing] + [("no", 1, 0, name) for name in cantons if name not in passing]
    assert not decided(rule, *votes).accepted
    assert decided(rule, *votes, ("yes", 2, 0, "H1")).accepted


@pytest.mark.parametrize(
    ("rule", "votes", "codes"),
    [
        ({"preset": "civil_code_278"}, [], ["no_roll", "no_roll"]),
        (ORDINARY, [("yes", 301, 1)], ["more_than_roll"]),
        (ORDINARY, [("yes", 1, 24001), ("no", 300, 0)], ["more_than_roll", "more_than_roll"]),
        ({"preset": "double_majority"}, [("yes", 1, 0, "ZH")], ["no_roll"]),
        (BUILDINGS, [("yes", 1, 0, "3")], ["unknown_group"]),
        (BUILDINGS, [("yes", 11, 0, "1")], ["more_than_roll"]),
        (BUILDINGS, [("yes", 1, 0)], ["no_group"]),
    ],
)
def test_what_does_not_fit_the_roll_is_not_decided(rule: dict, votes: list, codes: list[str]):  # type: ignore[type-arg]
    """Votes that the roll does not hold mean that one of the two is wrong: all faults, and no decision."""
    with pytest.raises(Refusals) as refused:
        decided(rule, *votes)
    assert [problem.code for problem in refused.value.problems] == codes


fractions = st.fractions(min_value=Fraction(1, 50), max_value=1, max_denominator=50)


@given(fraction=fractions, whole=st.integers(1, 10_000), strict=st.booleans())
def test_the_least_number_is_reached_and_one_less_is_not(fraction: Fraction, whole: int, *, strict: bool):
    """What is said to be needed is just what is needed, for heads and for hundredths of a square metre."""
    share = Share(fraction, strict)
    for step in (Fraction(1), CENT):
        least = share.least(whole, step)
        assert share.is_reached(least, whole)
        assert not share.is_reached(least - step, whole)


@given(yes=st.integers(0, 100), no=st.integers(0, 70), more=st.integers(0, 20))
def test_one_more_yes_never_turns_a_decision_down(yes: int, no: int, more: int):
    """Consent is monotone: whoever adds a yes never loses by it."""
    before = decided(ORDINARY, ("yes", 100 + yes, 9000 + yes), ("no", no, no))
    after = decided(ORDINARY, ("yes", 100 + yes + more, 9000 + yes + more), ("no", no, no))
    assert after.accepted or not before.accepted
