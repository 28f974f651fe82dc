"""Rules from JSON: the presets, one's own, and everything that is wrong at once."""

from __future__ import annotations

import json
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planning.errors import Refusals
from planning.options.decision.presets import MATTERS, PRESETS
from planning.options.decision.reading import canonical, parse_rule
from planning.options.decision.rule import By, GroupRoll, Measure, Of, Purpose, Share, Unsold
from planning.options.decision.votes import Choice, parse_votes


def codes_of(rule: Any) -> list[tuple[str, Any]]:
    """What is wrong with a rule, and where."""
    with pytest.raises(Refusals) as refused:
        parse_rule(json.dumps(rule))
    return [(problem.code, problem.where) for problem in refused.value.problems]


@pytest.mark.parametrize("name", PRESETS)
def test_each_preset_is_found_by_its_name(name: str):
    """With its title in both languages."""
    rule, _ = parse_rule(json.dumps({"preset": name}))
    assert rule.conditions == PRESETS[name].conditions
    assert rule.title.zh
    assert rule.title.en


@pytest.mark.parametrize("matter", MATTERS)
def test_a_matter_brings_its_paragraph(matter: int):
    """Items 6 to 8 of Art. 278 need three quarters; and a rule of the Civil Code is a check before an owners' vote."""
    rule, _ = parse_rule(json.dumps({"matter": matter}))
    assert rule.name == ("civil_code_278_grave" if matter in {6, 7, 8} else "civil_code_278")
    assert (rule.matter, rule.purpose) == (matter, Purpose.PRE_CHECK)


def test_a_rule_of_ones_own():
    """Every field is read, exact numbers in any writing."""
    rule, totals = parse_rule(
        '{"participation": [{"by": "area", "at_least": 0.6}],'
        ' "consent": [{"by": "heads", "more_than": "1/2", "of": "all"}, {"by": "area", "at_least": "3/4"}],'
        ' "purpose": "pre_check", "unsold": "left_out", "roll": {"heads": 12, "area": 987.65},'
        ' "groups": {"level": "unit", "more_than": "2/3", "rolls": {"甲": {"heads": 5, "area": "400.5", "weight": "1/2"}}}}'
    )
    participation, consent = rule.conditions.participation, rule.conditions.consent
    assert participation[0].share == Share(Fraction(3, 5), strict=False)
    assert [(c.by, c.share, c.of) for c in consent] == [
        (By.HEADS, Share(Fraction(1, 2), strict=True), Of.ALL),
        (By.AREA, Share(Fraction(3, 4), strict=False), Of.TAKING_PART),
    ]
    assert totals.whole == Measure(12, Fraction(98765, 100))
    assert totals.groups == {"甲": GroupRoll(Measure(5, Fraction(801, 2)), Fraction(1, 2))}
    assert rule.groups is not None
    assert (rule.groups.conditions, rule.purpose, rule.unsold) == (rule.conditions, Purpose.PRE_CHECK, Unsold.LEFT_OUT)


def test_everything_that_is_wrong_is_said_at_once():
    """One problem each, with its place."""
    rule = {
        "participation": [{"by": "rooms", "at_least": "2/3"}, {"by": "heads", "at_least": "1/2", "more_than": "1/2"}],
        "consent": [{"by": "heads", "more_than": 1}, "half"],
        "roll": {"heads": 1.5, "area": -1},
        "quorum": 3,
    }
    assert codes_of(rule) == [
        ("unknown_field", "quorum"),
        ("unknown_word", "participation.1.by"),
        ("bad_share", "participation.2"),
        ("bad_share", "consent.1"),
        ("not_an_object", "consent.2"),
        ("bad_number", "roll.heads"),
        ("bad_number", "roll.area"),
    ]


@pytest.mark.parametrize(
    ("rule", "codes"),
    [
        ([], ["bad_rule"]),
        ({}, ["no_condition"]),
        ({"preset": "two_thirds"}, ["unknown_preset", "no_condition"]),
        ({"preset": "simple_majority", "consent": []}, ["preset_and_own"]),
        ({"preset": "civil_code_278", "matter": 7}, ["matter_differs"]),
        ({"matter": 10}, ["unknown_matter", "no_condition"]),
        ({"preset": "simple_majority", "purpose": "binding"}, ["unknown_word"]),
        ({"preset": "double_majority", "groups": {"rolls": {"ZH": {"weight": -1}}}}, ["bad_number"]),
        ({"consent": [{"by": "heads", "at_least": "2/0"}]}, ["bad_share"]),
    ],
)
def test_faults_by_name(rule: Any, codes: list[str]):
    """Each fault has its own code."""
    assert [code for code, _ in codes_of(rule)] == codes


def test_what_is_no_json_is_refused():
    """Half a file, deep nesting, numbers beyond all measure: one sentence."""
    for text in ("{", "[" * 100_000, '{"matter": NaN}', '{"roll": {"heads": 1' + "0" * 5000 + "}}"):
        with pytest.raises(Refusals):
            parse_rule(text)


def test_a_rule_has_one_canonical_writing():
    """However its fields are ordered and spaced."""
    assert canonical('{"roll": {"heads": 3, "area": 1.50}, "preset": "civil_code_278"}') == canonical(
        '{\n"preset":"civil_code_278","roll":{"area":1.50,"heads":3}}'
    )


def test_votes_are_read_from_a_table():
    """In English and Chinese, with exact areas, with and without groups."""
    votes = parse_votes("choice,heads,area,group\nyes,2,87.35,1\n弃权,1,263/3,\n\ninvalid,1,0,2\n")
    assert [(v.choice, v.measure.heads, v.measure.area, v.group) for v in votes] == [
        (Choice.YES, 2, Fraction(8735, 100), "1"), (Choice.ABSTAIN, 1, Fraction(263, 3), ""), (Choice.INVALID, 1, 0, "2"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "faults"),
    [
        ("", [("bad_header", 1)]),
        ("choice,weight\n", [("bad_header", 1)]),
        ("choice,heads,area\nmaybe,1,1\nyes,-1,x\nyes,1\n", [
            ("unknown_choice", 2), ("bad_heads", 3), ("bad_area", 3), ("bad_columns", 4),
        ]),
        ('choice,heads,area\nyes,1,"1\n', [("bad_csv", 2)]),
        ("choice,heads,area\nyes,1.5,1\nyes,٣,1\n", [("bad_heads", 2), ("bad_heads", 3)]),
    ],
)  # fmt: skip
def test_what_cannot_be_read_of_a_table_is_said_by_line(text: str, faults: list[tuple[str, int]]):
    """All faults, each with its line."""
    with pytest.raises(Refusals) as refused:
        parse_votes(text)
    assert [(problem.code, problem.where) for problem in refused.value.problems] == faults


anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(
        st.sampled_from(["preset", "consent", "participation", "groups", "rolls", "roll", "by", "of", "at_least", "heads", "area", "matter"]),
        inner, max_size=4),
    max_leaves=12,
)  # fmt: skip


@given(raw=anything)
def test_whatever_is_sent_is_read_or_refused(raw: Any):
    """No JSON makes the reading fail in another way."""
    try:
        rule, _ = parse_rule(json.dumps(raw))
    except Refusals:
        return
    assert rule.conditions.consent
