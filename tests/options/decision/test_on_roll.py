"""Deciding on the roll of a round: from sums alone, exactly as if every vote had been there with its heads and areas."""

from __future__ import annotations

import json
from collections.abc import Sequence
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planning.errors import Refusals
from planning.options.decision.announcing import announced, rule_of
from planning.options.decision.deciding import Decision, decide
from planning.options.decision.on_roll import (
    WHOLE,
    ChoiceSum,
    decision_of,
    group_of,
    roll_problems,
    shares_of,
    totals_of,
)
from planning.options.decision.rule import By, Level, Measure
from planning.options.decision.votes import Choice, Tallies, Vote
from planning.options.electorate import Holding, Voter, VoterKind

CIVIL = {"preset": "civil_code_278"}
OWN_BOTH = {
    "participation": [{"by": "heads", "at_least": "1/2"}, {"by": "area", "at_least": "1/2"}],
    "consent": [{"by": "heads", "more_than": "1/2", "of": "taking_part"}, {"by": "area", "more_than": "1/2", "of": "taking_part"}],
}  # fmt: skip


def owner(name: str, *holdings: tuple[str, str, str, int | None], kind: VoterKind = VoterKind.OWNER) -> Voter:
    """An owner of units by courtyard, building, stairwell and hundredths of a square metre."""
    return Voter(name, "c", "r", kind, name, holdings=tuple(Holding(name, *holding) for holding in holdings))


def cast(rule: dict[str, Any], voters: Sequence[Voter], choices: dict[str, str]) -> Decision:
    """The decision from the sums that these votes grow."""
    grown: dict[tuple[str, str], list[int]] = {}
    for voter in voters:
        if voter.id not in choices:
            continue
        for share in shares_of(voter, rule_of(json.dumps(rule))):
            sums = grown.setdefault((share.group, choices[voter.id]), [0, 0])
            sums[0] += 1
            sums[1] += share.area
    return decision_of(
        rule_of(json.dumps(rule)), voters, [ChoiceSum(g, Choice(c), heads, area) for (g, c), (heads, area) in grown.items()]
    )  # fmt: skip


def homes(*areas: int) -> list[Voter]:
    """Owners of one unit each."""
    return [owner(f"v{i}", ("C1", "1", "1", area)) for i, area in enumerate(areas)]


@pytest.mark.parametrize(
    ("yes_area", "other_area", "absent", "accepted"),
    [
        # 3 owners, 300.00 m²: 200.00 m² are exactly two thirds; a hundredth less is too little, more is enough.
        (15000, 5000, 10000, True), (15000, 4999, 10001, False), (15000, 5001, 9999, True),
        # Of 200.00 m² taking part, exactly half is not more than half; a hundredth more is.
        (10000, 10000, 10000, False), (10001, 9999, 10000, True), (9999, 10001, 10000, False),
    ],
)  # fmt: skip
def test_area_decides_to_the_hundredth(yes_area: int, other_area: int, absent: int, accepted: bool):
    """Two of three heads take part; the consent by heads is never in doubt, so the area alone decides."""
    # The second head's area is split over an abstaining and a consenting owner, so that heads consent by two of three.
    voters = [*homes(yes_area - 1, 1, other_area), owner("absent", ("C1", "1", "1", absent))]
    decision = cast(CIVIL, voters, {"v0": "yes", "v1": "yes", "v2": "abstain"})
    assert decision.whole.participation[0].met
    assert decision.whole.consent[0].met
    assert decision.accepted is accepted


@pytest.mark.parametrize(("taking", "accepted"), [(5, False), (6, True), (7, True)])
def test_heads_decide_to_the_head(taking: int, accepted: bool):
    """Two thirds of nine are six, whatever areas they have."""
    voters = homes(*[90000] * 7, 100, 100)
    assert cast(CIVIL, voters, {f"v{i}": "yes" for i in range(taking)}).accepted is accepted


@pytest.mark.parametrize(
    ("level", "names"),
    [
        (Level.UNIT, {"C1 1 1", "C1 1 2", "C1 2 1", "C2 1 1"}),
        (Level.BUILDING, {"C1 1", "C1 2", "C2 1"}),
        (Level.ESTATE, {"C1", "C2"}),
    ],
)
def test_each_unit_building_or_estate_decides_by_itself(level: Level, names: set[str]):
    """All of them must accept: with one vote turned round in one group only, that one is named, and nothing passes."""
    voters = [
        owner("a", ("C1", "1", "1", 100)), owner("b", ("C1", "1", "2", 100)), owner("c", ("C1", "2", "1", 100)),
        owner("d", ("C2", "1", "1", 100)),
    ]  # fmt: skip
    rule = OWN_BOTH | {"groups": {"level": str(level)}}
    everybody = dict.fromkeys("abcd", "yes")
    decision = cast(rule, voters, everybody)
    assert decision.accepted
    assert set(decision.groups) == names
    against = cast(rule, voters, everybody | {"d": "no"})
    assert against.whole.accepted
    assert not against.accepted
    assert {name for name, part in against.groups.items() if not part.accepted} == {n for n in names if n.startswith("C2")}  # fmt: skip


def test_an_owner_in_two_buildings_is_a_head_of_each_and_one_of_the_whole():
    """With the area of each building there, and all areas in the whole."""
    both = owner("a", ("C1", "1", "1", 8735), ("C1", "2", "1", 9000), ("C1", "2", "2", 1))
    rule = rule_of(json.dumps(OWN_BOTH | {"groups": {"level": "building"}}))
    assert [(share.group, share.area) for share in shares_of(both, rule)] == [(WHOLE, 17736), ("C1 1", 8735), ("C1 2", 9001)]  # fmt: skip
    totals = totals_of([both], rule)
    assert totals.whole == Measure(1, Fraction("177.36"))
    assert {name: group.measure for name, group in totals.groups.items()} == {
        "C1 1": Measure(1, Fraction("87.35")), "C1 2": Measure(1, Fraction("90.01")),
    }  # fmt: skip


@pytest.mark.parametrize(("unsold", "whole"), [("once_for_developer", Measure(2, 300)), ("left_out", Measure(1, 100))])
def test_unsold_units_are_one_head_or_left_out(unsold: str, whole: Measure):
    """As the rule says, and the roll stays the same."""
    developer = owner("d", ("C1", "1", "1", 12000), ("C1", "2", "1", 8000), kind=VoterKind.DEVELOPER)
    rule = rule_of(json.dumps(CIVIL | {"unsold": unsold}))
    assert totals_of([owner("a", ("C1", "1", "1", 10000)), developer], rule).whole == whole


CHOICE = st.sampled_from(["yes", "no", "abstain", ""])
HOLDING = st.tuples(st.sampled_from(["C1", "C2"]), st.sampled_from("12"), st.sampled_from("12"), st.integers(1, 20000))


@given(
    st.lists(st.tuples(st.lists(HOLDING, min_size=1, max_size=4), CHOICE), min_size=1, max_size=12),
    st.sampled_from(Level),
)
def test_the_sums_decide_as_the_votes_themselves_would(votes: list[tuple[list[Any], str]], level: Level):
    """Against `decide` with every vote as a line of its own: the same figures everywhere."""
    if level is Level.CANTON:
        return
    voters = [owner(f"v{i}", *holdings) for i, (holdings, _) in enumerate(votes)]
    raw = OWN_BOTH | {"groups": {"level": str(level), "more_than": "1/2"}}
    rule = rule_of(json.dumps(raw))
    decision = cast(raw, voters, {f"v{i}": choice for i, (_, choice) in enumerate(votes) if choice})
    whole, groups = [], []
    for voter, (_, choice) in zip(voters, votes, strict=True):
        if not choice:
            continue
        whole.append(Vote(Choice(choice), Measure(1, Fraction(sum(h.area or 0 for h in voter.holdings), 100))))
        for name in dict.fromkeys(group_of(h, level) for h in voter.holdings):
            area = sum(h.area or 0 for h in voter.holdings if group_of(h, level) == name)
            groups.append(Vote(Choice(choice), Measure(1, Fraction(area, 100)), name))
    expected = decide(rule, totals_of(voters, rule), Tallies(Tallies.of(whole).whole, Tallies.of(groups).groups))
    assert [c.part for c in decision.whole.consent] == [c.part for c in expected.whole.consent]
    assert [c.whole for c in decision.whole.participation] == [c.whole for c in expected.whole.participation]
    assert {n: p.accepted for n, p in decision.groups.items()} == {n: p.accepted for n, p in expected.groups.items()}
    assert decision.accepted is expected.accepted


def test_what_the_roll_lacks_is_named_with_the_doors():
    """No roll at all; a door without area; a door without a building."""
    rule = rule_of(json.dumps(CIVIL | {"groups": {"level": "building"}}))
    assert [p.code for p in roll_problems(rule, [])] == ["no_roll"]
    voters = [owner("a", ("C1", "1", "1", 100)), owner("b", ("C1", "", "1", None)), Voter("c", "c", "r", VoterKind.SHOP, "c")]  # fmt: skip
    problems = roll_problems(rule, voters)
    assert [(p.code, p.params["labels"], p.params["count"]) for p in problems] == [("no_area", "b, c", 2), ("no_group", "b, c", 2)]  # fmt: skip
    by_heads = rule_of(json.dumps({"preset": "simple_majority"}))
    assert roll_problems(by_heads, voters) == []


@pytest.mark.parametrize(
    ("rule", "code"),
    [
        ({"preset": "simple_majority", "roll": {"heads": 3}}, "roll_in_rule"),
        ({"preset": "double_majority"}, "unknown_level"),
        (OWN_BOTH | {"groups": {"level": "building", "rolls": {}}}, "roll_in_rule"),
        ({"preset": "nothing"}, "unknown_preset"),
    ],
)
def test_a_rule_of_a_round_has_no_totals_and_groups_of_a_roll(rule: dict[str, Any], code: str):
    """The frozen roll gives the totals; a community has no cantons."""
    with pytest.raises(Refusals) as refused:
        announced(json.dumps(rule))
    assert refused.value.code == code


def test_an_announced_rule_has_one_writing():
    """Whatever order its fields came in, with what they mean in full."""
    text, rule = announced('{"matter": 7,  "preset": "civil_code_278_grave"}')
    assert text == '{"matter":7,"preset":"civil_code_278_grave"}'
    assert [t.by for t in rule.conditions.consent] == list(By)
