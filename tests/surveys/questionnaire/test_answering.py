"""Answers checked against a form: every kind, all that is wrong at once, and only what was asked is kept."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from planning.errors import Refusals
from planning.i18n import translator
from planning.site import Community
from planning.surveys.questionnaire.answering import checked, steps
from planning.surveys.questionnaire.asking import asked
from planning.surveys.questionnaire.form_fields import as_fields, from_fields
from planning.surveys.questionnaire.question import Question, QuestionKind, Questionnaire
from planning.surveys.questionnaire.written import read, written
from planning.surveys.questionnaire.xlsform import read_form
from planning.wording import Words
from tests.asked import HEAD, SAID, every_kind, workbook
from tests.makers import YULAN_BOUNDS

TODAY = date(2026, 11, 27)
HERE = Community("here", Words("玉兰巷", "Yulan Lane"), YULAN_BOUNDS)
FORM = read_form("needs.xlsx", every_kind()).questionnaire


def check(said: dict[str, Any], form: Questionnaire = FORM) -> dict[str, Any]:
    """As kept."""
    return checked(form, said, HERE, TODAY)


def refused(said: dict[str, Any]) -> dict[str, str]:
    """Codes of what is wrong, by the names of questions."""
    with pytest.raises(Refusals) as found:
        check(said)
    return {str(problem.where): problem.code for problem in found.value.problems}


def test_a_whole_answer_is_kept_as_it_was_given():
    """Choices in the order of the form, an order in its own."""
    kept = check(SAID)
    assert kept == SAID | {"needs": ["shade", "bench"]}
    assert check(kept) == kept


def test_only_what_was_asked_is_kept():
    """Who needs no child care is not asked for children, and an old answer to that is dropped."""
    assert check({"care": "no", "children": "2"}) == {"care": "no"}
    assert [q.name for q in asked(FORM, {"care": "no"}, TODAY)][:3] == ["hello", "care", "needs"]


def test_everything_that_is_wrong_is_said_at_once():
    """Rows 10, 18 and 20: unknown, doubled, infinite, off the scale, outside, of the wrong kind: nothing is mended."""
    said = {
        "children": "31,2", "needs": ["shade", "shade"], "first": ["nobody"], "content": "6", "fee": "1e999", "words": 5,
        "since": "2026-02-30", "picture": "../x", "spot": [0, 0], "way": [[104.06, 30.63]], "grid": {"light": "soso"}, "more": "x",
        "yard": [[104.06, 30.63], [104.061, 30.631], [104.061, 30.63], [104.06, 30.631]],
    }  # fmt: skip
    assert refused(said) == {
        "care": "no_answer", "needs": "bad_answer", "first": "unknown_choice", "content": "off_scale", "fee": "bad_number",
        "words": "bad_answer", "since": "bad_date", "picture": "bad_answer", "spot": "outside_bounds", "way": "short_line",
        "grid": "unknown_choice", "more": "unknown_question", "yard": "crossed_area",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("name", "said", "code"),
    [
        ("children", "10", "unfit"), ("children", "2.5", "bad_number"), ("children", True, "bad_answer"), ("children", None, "no_answer"),
        ("children", "", "no_answer"), ("since", "2027-01-01", "unfit"), ("spot", [30.63, 104.06], "swapped"), ("spot", [float("nan"), 1], "bad_coordinates"),
        ("words", "字" * 2001, "long_text"), ("words", None, "no_answer"), ("needs", "shade", "bad_answer"), ("care", ["yes"], "unknown_choice"), ("yard", [[104.06, 30.63]] * 4, "small_area"),
        ("way", [[104.06, 30.63]] * 201, "bad_answer"), ("content", 10**400, "bad_number"),
    ],
)  # fmt: skip
def test_one_wrong_answer_has_its_own_sentence(name: str, said: Any, code: str):
    """Rows 19 and 22 among them; a future day is refused by the form's own rule."""
    assert refused(SAID | {name: said}) == {name: code}


def test_a_map_may_be_passed_over_by_who_has_none():
    """Lines and areas need a script: "don't know" is always an answer to them; to a fee because the form says so."""
    assert check(SAID | {"way": None, "yard": None})["way"] is None


def test_a_form_without_a_script_sends_the_same():
    """Through its fields and back."""
    assert from_fields(FORM, as_fields(FORM, check(SAID))) == check(SAID) | {
        "spot": ["104.06", "30.63"], "way": [["104.06", "30.63"], ["104.061", "30.631"]],
        "yard": [["104.06", "30.63"], ["104.061", "30.63"], ["104.061", "30.631"]],
    }  # fmt: skip
    assert check(from_fields(FORM, as_fields(FORM, check(SAID)))) == check(SAID)


def test_a_form_is_written_and_read_again():
    """As a version is kept."""
    assert read(written(FORM)) == FORM


def test_conditions_that_chase_each_other_come_to_an_end():
    """Each is asked where the other is not answered."""
    rows = [["text", "a", "甲", "A", "", "${b} = ''"], ["text", "b", "乙", "B", "", "${a} = ''"]]
    form = read_form("x.xlsx", workbook([HEAD, *rows])).questionnaire
    assert set(check({"a": "1", "b": "2"}, form)) <= {"a", "b"}
    assert check({"a": "1"}, form) == {"a": "1"}


def test_what_is_empty_once_it_is_read_is_no_answer():
    """Nothing but spaces, or a grid of empty lines: not kept, and where an answer is needed it is asked for."""
    assert check({"care": "no", "words": " \u3000\n ", "grid": {"light": "", "trees": ""}}) == {"care": "no"}
    form = read_form("f.xlsx", workbook([HEAD, ["text", "words", "您的话", "Your words", "yes"]])).questionnaire
    with pytest.raises(Refusals) as found:
        check({"words": "  "}, form)
    assert found.value.code == "no_answer"


@pytest.mark.parametrize(
    ("typed", "kept"), [("３", "3"), (" 2．5 ", "2.5"), ("－１", "-1"), (".5", "0.5"), (3, "3"), (2.50, "2.5")]
)
def test_a_number_is_read_as_keyboards_write_it(typed: Any, kept: str):
    """Keyboards for Chinese write full-width figures, points and minus signs."""
    assert check({"care": "no", "fee": typed})["fee"] == kept


@pytest.mark.parametrize(
    "typed", ["1_000", "1e3", "+3", "٣", "3 4", "0x1", "∞", "1" + "0" * 99, float("nan"), float("inf")]
)
def test_what_is_no_plain_number_is_refused(typed: Any):
    """Row 18: what a programming language would take for a number is none here; nor are the figures of other scripts."""
    assert refused({"care": "no", "fee": typed}) == {"fee": "bad_number"}


@pytest.mark.parametrize(
    ("least", "most", "step", "told"),
    [
        (1, 5, 1, "1 2 3 4 5"),
        (0, 1, 0.25, "0 0.25 0.5 0.75 1"),
        (None, None, None, "0 1 2 3 4 5 6 7 8 9 10"),
        (0, 11, 1, ""),
        (5, 1, 1, ""),
        (0, 1e9, 0.0001, ""),
        (1, 3, -1, "1 2 3"),
    ],
)
def test_a_short_scale_has_its_steps_side_by_side(
    least: float | None, most: float | None, step: float | None, told: str
):
    """On phones and on paper alike; where there are too many a number is written."""
    scale = Question("q", QuestionKind.SCALE, Words("甲", "A"), least=least, most=most, step=step)
    assert steps(scale) == told.split()


@pytest.mark.parametrize(
    ("rule", "said"),
    [
        (". >= 1 and . <= 9", "Write a number from 1 to 9: How many?"), (". >= 1", "Write a number of 1 or more: How many?"),
        (". <= -1", "Write a number of -1 or less: How many?"), (". > 5", "This answer does not fit: How many?"),
    ],
)  # fmt: skip
def test_a_number_out_of_bounds_is_told_which(rule: str, said: str):
    """Where the form itself says nothing of it; a rule of another shape is only said not to fit."""
    form = Questionnaire(
        "f", Words("f"), (Question("n", QuestionKind.NUMBER, Words("几个？", "How many?"), constraint=rule),)
    )
    with pytest.raises(Refusals) as found:
        checked(form, {"n": "0"}, HERE, TODAY)
    (problem,) = found.value.problems
    assert translator("en").problem(problem) == said
