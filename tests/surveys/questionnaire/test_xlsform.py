"""XLSForm in: what is carried over, what is named as left out, what is refused with its row."""

from __future__ import annotations

import io
from typing import Any

import openpyxl
import pytest

from planning.errors import Refusals
from planning.surveys.questionnaire.groups import conditions
from planning.surveys.questionnaire.question import Group, Question, QuestionKind
from planning.surveys.questionnaire.xlsform import FormReport, read_form
from planning.wording import Words


def form(survey: list[list[Any]], choices: list[list[Any]] | None = None) -> bytes:
    """A workbook with the sheets ``survey`` and ``choices``, each with its head."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "survey"
    for row in survey:
        sheet.append(row)
    if choices:
        lists = book.create_sheet("choices")
        for row in choices:
            lists.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


HEAD = ["type", "name", "label::中文 (zh)", "label::English (en)", "required", "relevant", "constraint"]
YES_NO = [
    ["list_name", "name", "label::中文 (zh)", "label::English (en)"],
    ["yn", "yes", "是", "Yes"],
    ["yn", "no", "否", "No"],
]


def read(*rows: list[Any]) -> FormReport:
    """The report on a form with these rows."""
    return read_form("needs.xlsx", form([HEAD, *rows], YES_NO))


def one(report: FormReport) -> Question:
    """Its only question."""
    (question,) = report.questionnaire.questions
    return question


def test_a_choice_in_two_languages():
    """Words of both, the choices, that it is required and when it is asked."""
    report = read(
        ["integer", "age", "年龄", "Age"], ["select_one yn", "bench", "要长椅吗？", "A bench?", "yes", "${age} > 60"]
    )
    asked = report.questionnaire.questions[1]
    assert (asked.name, asked.kind, asked.label) == ("bench", QuestionKind.SINGLE, Words("要长椅吗？", "A bench?"))
    assert [(choice.name, choice.label.zh) for choice in asked.choices] == [("yes", "是"), ("no", "否")]
    assert (asked.required, asked.condition) == (True, "${age} > 60")
    assert report.questionnaire.questions[0].whole
    assert report.questionnaire.languages == ("中文 (zh)", "English (en)")
    assert report.faults == ()


@pytest.mark.parametrize(
    ("type_", "kind"),
    [
        ("select_one yn", QuestionKind.SINGLE), ("select_multiple yn", QuestionKind.MULTIPLE), ("rank yn", QuestionKind.RANKING),
        ("range", QuestionKind.SCALE), ("decimal", QuestionKind.NUMBER), ("text", QuestionKind.TEXT), ("date", QuestionKind.DATE),
        ("geopoint", QuestionKind.POINT), ("geotrace", QuestionKind.LINE), ("geoshape", QuestionKind.AREA), ("note", QuestionKind.NOTE),
    ],
)  # fmt: skip
def test_every_kind_that_is_carried(type_: str, kind: QuestionKind):
    """By its name in XLSForm."""
    assert one(read([type_, "q", "问", "Q"])).kind is kind


def test_a_group_hands_its_condition_down():
    """What is asked inside is asked only where the group is."""
    report = read(
        ["text", "who", "谁", "Who"],
        ["begin_group", "g", "组", "Group", "", "${who} != ''"],
        ["text", "what", "什么", "What", "", "${who} = 'a'"],
        ["end_group"],
    )
    asked = report.questionnaire.questions[1]
    assert asked.group == ("g",)
    assert [parts for _, parts in conditions(report.questionnaire)] == [(), ("${who} != ''", "${who} = 'a'")]
    assert report.questionnaire.groups == (Group(("g",), Words("组", "Group"), "${who} != ''"),)


@pytest.mark.parametrize("type_", ["audio", "video", "barcode", "time", "file"])
def test_what_is_not_asked_here_is_named_with_its_row(type_: str):
    """Never silently shortened."""
    report = read(["text", "first", "一", "One"], [type_, "odd", "二", "Two"])
    assert [(fault.code, fault.params["name"], fault.where) for fault in report.faults if fault.code != "note"] == [
        ("type_not_carried", "odd", 3)
    ]


@pytest.mark.parametrize(
    ("condition", "code"),
    [("this makes no sense", "bad_expression"), ("${age} >", "bad_expression")],
)
def test_a_condition_that_cannot_be_read_is_named(condition: str, code: str):
    """With the row of its question."""
    report = read(["integer", "age", "年龄", "Age"], ["text", "q", "问", "Q", "", condition])
    assert code in [fault.code for fault in report.faults]
    assert {fault.where for fault in report.faults} == {3}


def test_conditions_with_functions_of_forms_are_no_fault():
    """``selected`` and its sisters are XForms', not XPath's."""
    report = read(
        ["select_multiple yn", "a", "一", "A"],
        ["text", "q", "问", "Q", "", "selected(${a}, 'yes') and count-selected(${a}) > 1"],
    )
    assert report.faults == ()


def test_a_third_language_is_named_as_left_out():
    """Its words are not shown; the rest of the form is."""
    head = [*HEAD, "label::Français (fr)"]
    report = read_form("f.xlsx", form([head, ["text", "q", "问", "Q", "", "", "", "Quoi"]]))
    assert [fault.code for fault in report.faults] == ["language_left_out"]
    assert one(report).label == Words("问", "Q")


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("form.pdf", b"%PDF", "unknown_format"),
        ("form.xlsx", b"PK\x03\x04 broken", "bad_form"),
        ("form.xlsx", form([["type", "name", "label"], ["begin_group", "g", "Group"]]), "bad_form"),
        ("form.xlsx", form([["type", "name", "label"], ["text", "a", "A"], ["text", "a", "B"]]), "bad_form"),
        ("form.xlsx", form([["type", "name", "label"], ["select_one nowhere", "a", "A"]]), "bad_form"),
    ],
)
def test_a_form_that_cannot_be_used_is_refused_with_the_reason(name: str, data: bytes, code: str):
    """In the words of its reader, with the row where there is one."""
    with pytest.raises(Refusals) as refused:
        read_form(name, data)
    assert refused.value.code == code


def test_a_condition_on_an_answer_that_nobody_gives_is_refused():
    """The reader names the row and the answer."""
    with pytest.raises(Refusals) as refused:
        read(["integer", "age", "年龄", "Age"], ["text", "q", "问", "Q", "", "${nobody} = 1"])
    (problem,) = refused.value.problems
    assert (problem.code, problem.where) == ("bad_form", 3)
    assert "nobody" in str(problem)


def test_a_table_of_choices_is_a_matrix():
    """A head with the labels, then lines that are answered from the same list."""
    head = [*HEAD, "appearance"]
    report = read_form("m.xlsx", form([
        head, ["begin_group", "m", "请评价", "Please rate", "", "", "", "field-list"],
        ["select_one yn", "head", "满意吗", "Content?", "", "", "", "label"],
        ["select_one yn", "clean", "清洁", "Cleaning", "yes", "", "", "list-nolabel"],
        ["select_one yn", "light", "路灯", "Lamps", "", "", "", "list-nolabel"],
        ["end_group"]], YES_NO))  # fmt: skip
    asked = one(report)
    assert (asked.kind, asked.label, asked.required) == (QuestionKind.MATRIX, Words("请评价", "Please rate"), True)
    assert [line.name for line in asked.lines] == ["clean", "light"]
    assert [choice.name for choice in asked.choices] == ["yes", "no"]


def test_repeats_are_asked_once_and_that_is_said():
    """Their questions come over."""
    report = read(["begin_repeat", "person", "人", "Person"], ["text", "who", "谁", "Who"], ["end_repeat"])
    assert [fault.code for fault in report.faults] == ["not_repeated"]
    assert one(report).name == "who"
