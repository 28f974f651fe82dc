"""XLSForm out: what came in goes out, and comes in again as the same."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest

from planning.surveys.questionnaire.question import Question, QuestionKind, Questionnaire
from planning.surveys.questionnaire.xlsform import read_form
from planning.surveys.questionnaire.xlsform_out import xlsform
from planning.wording import Words
from tests.asked import every_kind


def again(form: Questionnaire) -> Questionnaire:
    """Out and in."""
    return replace(read_form("again.xlsx", xlsform(form)).questionnaire, languages=form.languages)


def test_every_kind_comes_back_as_it_was():
    """Words in both languages, conditions, constraints, scales, random order, "I don't know", the matrix."""
    form = read_form("needs.xlsx", every_kind()).questionnaire
    assert again(form) == form


def test_the_head_of_a_table_has_a_name_of_its_own():
    """Also where a question is called as heads are called."""
    form = read_form("needs.xlsx", every_kind()).questionnaire
    named = replace(form, questions=(*form.questions, Question("grid_head", QuestionKind.TEXT, Words("头", "Head"))))
    assert again(named) == named
    sheet = openpyxl.load_workbook(io.BytesIO(xlsform(named)))["survey"]
    names = [name for (name,) in sheet.iter_rows(2, min_col=2, max_col=2, values_only=True) if name]
    assert len(names) == len(set(names))


@pytest.mark.real
@pytest.mark.parametrize(
    "name", ["tutorial.xls", "group.xlsx", "or_other.xlsx", "yes_or_no_question.xlsx", "utf_csv.csv"]
)
def test_forms_of_others_come_back_as_they_were(real_data: Path, name: str):
    """As far as they were carried over."""
    file = real_data / "forms" / name
    form = read_form(name, file.read_bytes()).questionnaire
    back = again(form)
    assert [(q.name, q.kind, q.label, q.group, q.condition, q.choices, q.lines) for q in back.questions] == [
        (q.name, q.kind, q.label, q.group, q.condition, q.choices, q.lines) for q in form.questions
    ]


@pytest.mark.real
def test_what_asks_for_a_question_that_was_left_out_goes_without(real_data: Path):
    """The label of `widgets.xls` that quotes a trigger, which is not carried over, names it and reads back."""
    form = read_form("widgets.xls", (real_data / "forms" / "widgets.xls").read_bytes()).questionnaire
    back = again(form)
    assert [(q.name, q.kind) for q in back.questions] == [(q.name, q.kind) for q in form.questions]
    assert any("[my_trigger]" in q.label.en for q in back.questions)


def test_no_cell_is_a_formula():
    """Row 32: a label that begins like one is text to a spreadsheet."""
    form = Questionnaire("x", Words("=1+1"), (Question("a", QuestionKind.TEXT, Words("=HYPERLINK(1)", "@x")),))
    book = openpyxl.load_workbook(io.BytesIO(xlsform(form)))
    assert {cell.data_type for sheet in book for row in sheet for cell in row if cell.value is not None} == {"s"}
