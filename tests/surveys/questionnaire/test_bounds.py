"""The first and the last day of an answer: read from a form, typed in either language, held by phone and server alike."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from planning.errors import Refusals
from planning.i18n import translator
from planning.site import Community
from planning.surveys.questionnaire import editing
from planning.surveys.questionnaire.answering import checked
from planning.surveys.questionnaire.bounds import days_of, written_days
from planning.surveys.questionnaire.question import Question, QuestionKind, Questionnaire
from planning.surveys.questionnaire.typed import Typed, has_own_rule, question_of, typed_of
from planning.wording import Words

K = QuestionKind
TODAY = date(2026, 11, 28)
HERE = Community("c", Words("社区", "Community"))


def dated(constraint: str) -> Questionnaire:
    """A form that asks for one day."""
    return Questionnaire(
        "f", Words("题"), (Question("since", K.DATE, Words("哪天", "Which day"), constraint=constraint),)
    )


@pytest.mark.parametrize(("rule", "days"), [
    ("", ("", "")), (". <= today()", ("", "today")), (".>=date('2020-01-01')", ("2020-01-01", "")),
    ('. >= "2020-01-01"  and . <= date( "2020-12-31" )', ("2020-01-01", "2020-12-31")), (". >= today() and . <= '2030-01-01'", ("today", "2030-01-01")),
    (". < today()", None), (". >= date('2020-02-30')", None), (". >= 5", None), (". <= today() and . >= '2020-01-01'", None), (". >= today() + 7", None),
])  # fmt: skip
def test_which_rules_are_bounds_of_days(rule: str, days: tuple[str, str] | None):
    """Those that say a first day, a last day or both, however they are spaced; every other rule is kept as it is."""
    assert days_of(rule) == days
    if days:
        assert days_of(written_days(*days)) == days
    form = dated(rule)
    (question,) = form.questions
    assert has_own_rule(question) is (days is None)
    assert question_of(form, K.DATE, replace(typed_of(question), zh="何时"), question).constraint == rule


def test_days_are_typed_in_either_language():
    """In full width too; what is no day, and the end before the beginning, are told with their fields."""
    form = editing.empty_form(Words("题"))
    made = question_of(form, K.DATE, Typed(zh="哪天", least="２０２６-01-01", most="今天"))
    assert made.constraint == ". >= date('2026-01-01') and . <= today()"
    (shown,) = (typed_of(made),)
    assert (shown.least, shown.most) == ("2026-01-01", "today")
    for least, most, wrong in (
        ("2026-02-30", "soon", [("bad_date", "least"), ("bad_date", "most")]), ("2026-02-02", "2026-02-01", [("bad_ends", "least")]),
    ):  # fmt: skip
        with pytest.raises(Refusals) as refused:
            question_of(form, K.DATE, Typed(zh="哪天", least=least, most=most))
        assert [(one.code, one.where) for one in refused.value.problems] == wrong


@pytest.mark.parametrize(("rule", "said", "told"), [
    (". <= today()", "2026-11-29", "Choose a day that is not after today: Which day"),
    (". >= date('2026-01-01')", "2025-12-31", "Choose a day from 1 Jan 2026 on: Which day"),
    (". >= date('2026-01-01') and . <= today()", "2027-01-01", "Choose a day from 1 Jan 2026 to today: Which day"),
])  # fmt: skip
def test_a_day_outside_is_refused(rule: str, said: str, told: str):
    """With the bounds in words; the days of the bounds themselves are inside."""
    with pytest.raises(Refusals) as refused:
        checked(dated(rule), {"since": said}, HERE, TODAY)
    assert translator("en").problem(refused.value.problems[0]) == told
    for inside in ("2026-01-01", "2026-11-28"):
        assert checked(dated(rule), {"since": inside}, HERE, TODAY) == {"since": inside}
