"""Conditions picked and read back: what was picked holds for whom it should, and others are left alone."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from planning.errors import Refusals
from planning.surveys.questionnaire.asking import asked
from planning.surveys.questionnaire.editing import changed, question_named
from planning.surveys.questionnaire.picking import (
    Joiner,
    Operator,
    Target,
    joined_by,
    operators,
    picked_of,
    rule_of,
    targets,
    with_rule,
    without_rule,
)
from planning.surveys.questionnaire.question import Questionnaire
from planning.surveys.questionnaire.xlsform import read_form
from tests.asked import every_kind

DAY = date(2026, 11, 24)


def form() -> Questionnaire:
    """Of every kind."""
    return read_form("needs.xlsx", every_kind()).questionnaire


def target(name: str) -> Target:
    """What a condition of the last question can ask for."""
    return next(one for one in targets(form(), "grid") if one.name == name)


@pytest.mark.parametrize(
    ("name", "operator", "value", "holds", "fails"),
    [
        ("care", Operator.IS, "yes", "yes", "no"),
        ("care", Operator.IS_NOT, "yes", "no", "yes"),
        ("needs", Operator.CHOSEN, "shade", ["bench", "shade"], ["bench"]),
        ("needs", Operator.NOT_CHOSEN, "shade", ["bench"], ["shade"]),
        ("content", Operator.AT_LEAST, "４", "4", "3"),
        ("content", Operator.LESS, "3", "2", "3"),
        ("fee", Operator.MORE, "-2.5", "-2", "-3"),
        ("since", Operator.AT_LEAST, "2020-01-01", "2020-01-01", "2019-12-31"),
        ("since", Operator.LESS, "2020-01-01", "2019-12-31", "2020-01-01"),
        ("words", Operator.IS, "it's", "it's", "its"),
        ("words", Operator.ANSWERED, "", "x", None),
        ("spot", Operator.UNANSWERED, "", None, [104.06, 30.63]),
    ],
)
def test_a_condition_holds_for_whom_it_should(name: str, operator: Operator, value: str, holds: object, fails: object):
    """Every comparison is worked out over answers as the phone's are, and is read back as it was picked."""
    rule = rule_of(target(name), operator, value)
    condition = with_rule("", rule)
    picked = picked_of(condition)
    assert picked is not None
    assert picked.rules == (rule,)
    made = changed(form(), "grid", replace(question_named(form(), "grid"), condition=condition))
    for answer, is_asked in ((holds, True), (fails, False)):
        answers = {name: answer, "care": "yes"} if name != "care" else {"care": answer}
        assert ("grid" in [one.name for one in asked(made, answers, DAY)]) is is_asked, answer


def test_several_are_joined_one_way():
    """By and or by or; taking one away leaves the others; the wording of others is left where nothing changes."""
    others = "${care}='yes'"
    both = with_rule(others, rule_of(target("content"), Operator.MORE, "3"))
    assert both == "${care} = 'yes' and ${content} > 3"
    assert joined_by(both, Joiner.ANY) == "${care} = 'yes' or ${content} > 3"
    assert joined_by(others, Joiner.ALL) == others
    assert without_rule(joined_by(both, Joiner.ANY), 0) == "${content} > 3"
    assert without_rule("${content} > 3", 0) == ""


@pytest.mark.parametrize(
    "condition", ["${a} = 1 and (${b} = 2 or ${c} = 3)", "count-selected(${a}) > 1", "${a} > ${b}", "not(${a} = 1)", "pulldata('x')", f"${{a}} = {'9' * 400}", f"${{a}} > {10**16}",
     "${a} > 0.0000000004"]
)  # fmt: skip
def test_what_was_not_picked_is_left_alone(condition: str):
    """Brackets, sums and functions are not read, and nothing is added to them."""
    assert picked_of(condition) is None
    with pytest.raises(Refusals):
        with_rule(condition, rule_of(target("content"), Operator.MORE, "3"))


def test_only_what_comes_before_can_be_asked_for():
    """Lines of a table each by itself; notes never."""
    here = form()
    assert [one.name for one in targets(here, "children")] == ["care"]
    last = Questionnaire(here.name, here.title, (*here.questions, replace(here.questions[0], name="end")))
    assert {"light", "trees"} <= {one.name for one in targets(last, "end")}
    assert "hello" not in {one.name for one in targets(last, "end")}


@pytest.mark.parametrize(
    ("name", "operator", "value", "code"),
    [
        ("care", Operator.IS, "", "no_value"), ("care", Operator.IS, "gone", "no_value"), ("care", Operator.LESS, "yes", "bad_value"),
        ("content", Operator.LESS, "many", "bad_number"), ("since", Operator.LESS, "soon", "bad_date"),
        ("words", Operator.IS, "'\"", "bad_value"),
    ],
)  # fmt: skip
def test_what_cannot_be_compared_is_said(name: str, operator: Operator, value: str, code: str):
    """One sentence for each."""
    with pytest.raises(Refusals) as refused:
        rule_of(target(name), operator, value)
    assert refused.value.code == code
    assert operators(target(name))[-2:] == (Operator.ANSWERED, Operator.UNANSWERED)
