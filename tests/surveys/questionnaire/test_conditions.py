"""Conditions worked out: the same truth as XPath and ODK give, and plain words for what cannot be worked out."""

from __future__ import annotations

from datetime import date

import pytest

from planning.surveys.questionnaire.conditions import Undecidable, is_true, names_of, tree_of

TODAY = date(2026, 11, 27)
ANSWERS = {
    "care": "yes",
    "needs": "bench shade",
    "children": "2",
    "since": "2019-03-01",
    "words": "树荫👩‍👩‍👧",
    "none": "",
}
TRUE = (
    "${care} = 'yes'", "${care} != 'no'", "selected(${needs}, 'shade')", "not(selected(${needs}, 'lift'))", "${children} > 1",
    "${children} + 1 = 3", "count-selected(${needs}) = 2", "selected-at(${needs}, 1) = 'shade'", "${none} = ''", "${gone} = ''",
    "${since} < today()", "date(${since}) < date('2030-01-31')", "date(0) = '1970-01-01'", "date('2026-02-30') = ''", "date('soon') = ''", "today() - ${since} > 365", "if(${care} = 'yes', 1, 0) = 1", "coalesce(${none}, 'x') = 'x'",
    "7 mod 4 = 3 and 7 div 2 = 3.5", "-(2) < -1", "string-length('树荫') = 2", "contains(${words}, '树荫')", "starts-with('abc', 'ab')",
    "regex('13800138000', '1[0-9]{10}')", "not(regex('x13800138000', '1[0-9]{10}'))", "round(2.5) = 3", "round(2.345, 2) = 2.35",
    "int(-2.7) = -2", "concat('a', 1, true()) = 'a1true'", "1 div 0 > 99", "not(${none} > 0)", "number('x') != 1", "true() = 'x'",
    "${a} = 1 or ${care} = 'yes' and ${children} = 2", "(1 = 2 or 1 = 1) and true()", "string(0.5) = '0.5'",
)  # fmt: skip
FALSE = (
    "${none} > 0", "${care} = 'no'", "selected(${needs}, 'sha')", "number('31,2') = 31", "'2026-02-30' < today()", "1 mod 0 = 0",
    "${none}", "number('x') = number('x')", "boolean(0)", "false()", "'10' < '9'",
)  # fmt: skip
NOT_HERE = (
    "pulldata('a', 'b', 'c', 'd')", "1 +", "position(..) = 1", "${a} ${b}", "selected(${a})", "jr:choice-name(${a}, 'a') = 'x'", "a = 1",
    "(" * 100 + "1" + ")" * 100, " and ".join(["1 = 1"] * 400), "‘x’ = 1", "",
)  # fmt: skip


@pytest.mark.parametrize("expression", TRUE)
def test_what_holds(expression: str):
    """As ODK works it out."""
    assert is_true(tree_of(expression), ANSWERS, TODAY)


@pytest.mark.parametrize("expression", FALSE)
def test_what_does_not_hold(expression: str):
    """Nothing holds by being unreadable."""
    assert not is_true(tree_of(expression), ANSWERS, TODAY)


@pytest.mark.parametrize("expression", NOT_HERE)
def test_what_cannot_be_worked_out_is_said_so(expression: str):
    """Unknown functions, other arguments, paths, half a sentence, a thousand brackets."""
    with pytest.raises(Undecidable):
        tree_of(expression)


def test_a_constraint_speaks_of_its_own_answer():
    """The dot is the answer itself."""
    rule = tree_of(". >= 1 and . <= ${children}")
    assert [is_true(rule, ANSWERS, TODAY, here) for here in ("0", "1", "2", "3", "")] == [
        False,
        True,
        True,
        False,
        False,
    ]
    assert names_of(rule) == {"children"}


def test_a_pattern_that_never_ends_keeps_nobody_from_answering():
    """Tried for a moment only."""
    assert is_true(tree_of(r"regex(., '(a|a)*(b|b)*c(a|a)*d')"), {}, TODAY, "a" * 3000 + "!") in {True, False}
