"""What everybody may read of a decision: the verdict always, figures only where they tell on nobody."""

from __future__ import annotations

import json
from collections.abc import Sequence
from fractions import Fraction
from itertools import combinations
from typing import Any

import pytest

from planning.i18n import translator
from planning.options.decision.announcing import rule_of
from planning.options.decision.on_roll import ChoiceSum, decision_of, totals_of
from planning.options.decision.publishing import Published, published
from planning.options.decision.votes import Choice
from planning.options.electorate import Holding, Voter, VoterKind
from tests.options.decision.test_on_roll import OWN_BOTH, owner


def told(rule: dict[str, Any], voters: Sequence[Voter], sums: Sequence[ChoiceSum]) -> Published:
    """What is published of a decision by these sums."""
    found = rule_of(json.dumps(rule))
    return published(decision_of(found, voters, sums), totals_of(voters, found).whole)


def homes(count: int) -> list[Voter]:
    """Owners of one unit each, all of different areas between 60 and 100 square metres."""
    return [owner(f"v{i}", ("C1", f"{i % 3}", "1", 6000 + i * i * i * 97 % 4001)) for i in range(count)]


def sums(voters: Sequence[Voter], *choices: str) -> list[ChoiceSum]:
    """Sums of the whole when the first voters choose so."""
    chosen = dict(zip((v.id for v in voters), choices, strict=False))
    return [
        ChoiceSum("", Choice(c), sum(x == c for x in chosen.values()), sum(v.area or 0 for v in voters if chosen.get(v.id) == c))
        for c in ("yes", "no", "abstain")
    ]  # fmt: skip


def test_with_fewer_than_ten_votes_the_verdict_alone():
    """No figure by head, none by area; with ten the heads are told."""
    voters = homes(12)
    nine, ten = (told(OWN_BOTH, voters, sums(voters, *["yes"] * count)) for count in (9, 10))
    assert (nine.accepted, nine.heads, nine.lines, nine.groups) == (True, {}, (), {})
    words = translator("en").sentences(nine.sentences)
    assert words.startswith("Accepted.")
    assert "Fewer than ten votes" in words
    assert not any(character.isdigit() for character in words)
    assert ten.heads == {Choice.YES: 10, Choice.NO: 0, Choice.ABSTAIN: 0}


def test_a_sum_of_areas_that_few_voters_make_up_is_hidden():
    """One no among thirty: its area, the whole less the yes, would be one owner's door plate."""
    voters = homes(40)
    found = told(OWN_BOTH, voters, sums(voters, *["yes"] * 29, "no"))
    by_head, by_area = (line for line in found.lines if line.is_consent)
    assert (by_head.part, by_head.whole) == (29, 30)
    assert (by_area.part, by_area.whole, by_area.needed, by_area.met) == (None, None, None, True)
    words = translator("en").sentences(found.sentences)
    assert "Consent by area is enough: more than 1/2 was asked" in words
    assert "are not shown" in words


def test_a_sum_of_areas_of_many_is_told_exactly():
    """Ten no among thirty: more than thirty million sets of voters, on 240,000 values at most."""
    voters = homes(40)
    found = told(OWN_BOTH, voters, sums(voters, *["yes"] * 20, *["no"] * 10))
    by_area = found.lines[-1]
    assert by_area.part == Fraction(sum(v.area or 0 for v in voters[:20]), 100)
    assert by_area.whole is not None
    assert "not shown" not in translator("en").sentences(found.sentences)


def test_where_a_sum_is_told_it_cannot_be_taken_apart():
    """Twelve voters: 924 sets of six, and nearly every one has a sum of its own. So it is not told."""
    voters = homes(12)
    areas = [v.area or 0 for v in voters]
    distinct = len({sum(some) for some in combinations(areas, 6)})
    assert distinct > 600
    found = told(OWN_BOTH, voters, sums(voters, *["yes"] * 6, *["no"] * 6))
    assert found.lines[-1].part is None


def test_what_all_of_them_said_tells_nothing_new():
    """If every voter said yes, the area of yes is that of all who took part."""
    voters = homes(40)
    found = told(OWN_BOTH, voters, sums(voters, *["yes"] * 40))
    assert found.lines[-1].part == found.lines[-1].whole == Fraction(sum(v.area or 0 for v in voters), 100)


@pytest.mark.parametrize(
    ("yes_in_small", "hidden"), [(3, True), (6, False)], ids=["three of one mind", "six of one mind"]
)
def test_a_small_group_is_not_told_apart(yes_in_small: int, hidden: bool):
    """A building where three of nine consented is hidden, and as many others as it takes."""
    voters = [
        Voter(f"{b}{i}", "c", "r", VoterKind.OWNER, f"{b}{i}", holdings=(Holding(f"{b}{i}", "C1", b, "1", 8000 + i),))
        for b in "12"
        for i in range(20)
    ]  # fmt: skip
    yes = {"1": yes_in_small, "2": 10}
    rule = OWN_BOTH | {"groups": {"level": "building"}}
    grown = [ChoiceSum("", Choice.YES, sum(yes.values()), 80 * 100 * sum(yes.values())), ChoiceSum("", Choice.NO, 18, 80 * 100 * 18)]  # fmt: skip
    for building, count in yes.items():
        grown += [ChoiceSum(f"C1 {building}", Choice.YES, count, 8000 * count), ChoiceSum(f"C1 {building}", Choice.NO, 9, 72000)]  # fmt: skip
    found = told(rule, voters, grown)
    assert (found.groups["C1 1"] is None) is hidden
    assert (found.groups["C1 2"] is None) is hidden
    assert "C1 1" not in translator("en").sentences(found.sentences)
