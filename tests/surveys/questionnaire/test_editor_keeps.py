"""Nothing is lost in the editor: what is saved as it was shown stays, and what was made there comes back out of a file."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from planning.surveys.questionnaire import editing
from planning.surveys.questionnaire.picking import picked_of, written_condition
from planning.surveys.questionnaire.question import QuestionKind, Questionnaire
from planning.surveys.questionnaire.typed import Typed, question_of, typed_of
from planning.surveys.questionnaire.written import read, written
from planning.surveys.questionnaire.xlsform import read_form
from planning.surveys.questionnaire.xlsform_out import xlsform
from planning.wording import Words
from tests.surveys.questionnaire.forms import forms_of_others, made_forms


def saved_again(form: Questionnaire) -> Questionnaire:
    """Each question opened in the editor and saved as it is shown."""
    return replace(form, questions=tuple(question_of(form, q.kind, typed_of(q), q) for q in form.questions))


@pytest.mark.real
def test_forms_of_others_stay_as_they_came(real_data: Path):
    """Every form of the folder, opened and saved again question by question, is the same to the last sign."""
    forms = forms_of_others(real_data / "forms")
    assert len(forms) >= 10
    for name, form in forms.items():
        assert saved_again(form) == form, name


@given(form=made_forms())
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_what_was_made_here_stays(form: Questionnaire):
    """The fields show what was typed, and give it again; the form as it is kept is the form."""
    assert saved_again(form) == form
    assert read(written(form)) == form
    for question in form.questions:
        picked = picked_of(question.condition)
        assert picked is not None
        assert written_condition(picked) == question.condition


@given(form=made_forms().filter(lambda form: bool(form.questions)))
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_what_was_made_here_comes_back_out_of_a_file(form: Questionnaire):
    """As XLSForm and in again: every question, answer, condition and bound is the same."""
    report = read_form("again.xlsx", xlsform(form))
    assert report.questionnaire == form


def test_of_several_spaces_one_stays():
    """A reader of XLSForm keeps one of several spaces: so does the editor, and what goes out comes in as it was."""
    form = editing.empty_form(Words("问卷", "Form"))
    typed = Typed(
        zh="长椅  在哪里？",
        en="Where   does a bench stand?",
        hint_zh="一  二",
        choices="a = 树  下 | under  a tree\nb = 街角",
    )
    form = editing.added(form, question_of(form, QuestionKind.SINGLE, typed))
    question = form.questions[0]
    assert (question.label, question.hint.zh) == (Words("长椅 在哪里？", "Where does a bench stand?"), "一 二")
    assert question.choices[0].label == Words("树 下", "under a tree")
    assert read_form("again.xlsx", xlsform(form)).questionnaire == form
