"""XLSForm out: a questionnaire as a workbook for KoboToolbox or ODK, which reads back as the same questionnaire."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from planning.surveys.questionnaire.asking import names_in_form
from planning.surveys.questionnaire.choice_lines import free
from planning.surveys.questionnaire.conditions import NUMBER
from planning.surveys.questionnaire.expressions import names_in
from planning.surveys.questionnaire.groups import Path, as_question, group_at
from planning.surveys.questionnaire.numbers import figure
from planning.surveys.questionnaire.question import Choice, Question, QuestionKind, Questionnaire
from planning.surveys.questionnaire.xlsform import UNSURE
from planning.wording import Words, for_cell

K = QuestionKind
ZH, EN = "中文 (zh)", "English (en)"
NAMESPACE = 'jieyi="urn:jieyi:xlsform"'
HEAD = (
    "type", "name", f"label::{ZH}", f"label::{EN}", f"hint::{ZH}", f"hint::{EN}", "required", "relevant", "constraint",
    f"constraint_message::{ZH}", f"constraint_message::{EN}", "appearance", "parameters", "default", f"bind::{UNSURE}",
)  # fmt: skip
_TYPES = {
    K.SCALE: "range", K.TEXT: "text", K.DATE: "date", K.PHOTO: "image", K.POINT: "geopoint", K.LINE: "geotrace", K.AREA: "geoshape",
    K.NOTE: "note",
}  # fmt: skip
_LISTED = {K.SINGLE: "select_one", K.MULTIPLE: "select_multiple", K.RANKING: "rank", K.MATRIX: "select_one"}
_ANSWER = re.compile(r"\$\{\s*([^}]*?)\s*\}")
Row = dict[str, str]


def xlsform(form: Questionnaire) -> bytes:
    """The workbook. No cell begins like a formula, whatever was typed; a number below 0 is none, and its reader wants it bare."""
    from openpyxl import Workbook

    lists: dict[tuple[Choice, ...], str] = {}
    rows = [[row.get(name, "") for name in HEAD] for row in _survey(form, lists)]
    book = Workbook()
    sheets: tuple[tuple[str, Sequence[Sequence[str]]], ...] = (
        ("survey", [HEAD, *rows]),
        ("choices", [("list_name", "name", f"label::{ZH}", f"label::{EN}"), *_choices(lists)]),
        ("settings", [("form_title", "form_id", "namespaces"), (form.title.zh or form.title.en, form.name, NAMESPACE)]),
    )
    book.remove(book.worksheets[0])
    for name, lines in sheets:
        sheet = book.create_sheet(name)
        for line in lines:
            sheet.append([cell if NUMBER.fullmatch(cell) else for_cell(cell) for cell in line])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _choices(lists: dict[tuple[Choice, ...], str]) -> Iterator[tuple[str, str, str, str]]:
    for choices, name in lists.items():
        yield from ((name, one.name, one.label.zh, one.label.en) for one in choices)


def _survey(form: Questionnaire, lists: dict[tuple[Choice, ...], str]) -> Iterator[Row]:
    """Rows of the sheet ``survey``; groups are opened and closed as the questions lie in them."""
    inside: tuple[str, ...] = ()
    known = names_in_form(form)
    taken = known | {name for question in form.questions for name in question.group}
    for question in (_without_strangers(one, known) for one in form.questions):
        common = next(
            (at for at, (a, b) in enumerate(zip(inside, question.group, strict=False)) if a != b),
            min(len(inside), len(question.group)),
        )
        yield from ({"type": "end_group"} for _ in inside[common:])
        for depth in range(common, len(question.group)):
            yield _opened(form, question.group[: depth + 1], known)
        inside = question.group
        yield from _question(question, lists, taken)
    yield from ({"type": "end_group"} for _ in inside)


def _opened(form: Questionnaire, path: Path, known: frozenset[str]) -> Row:
    """The row that opens a group, with its title and its condition."""
    group = group_at(form, path)
    said = _without_strangers(replace(as_question(group), label=group.label), known)
    return {"type": "begin_group", "name": path[-1], "relevant": said.condition} | _said("label", said.label)


def _without_strangers(question: Question, known: frozenset[str]) -> Question:
    """Without what asks for an answer that this form has not: a reader of forms would refuse the whole of it."""

    def words(said: Words) -> Words:
        return Words(
            *(_ANSWER.sub(lambda m: m[0] if m[1] in known else f"[{m[1]}]", text) for text in (said.zh, said.en))
        )

    def rule(said: str) -> str:
        return said if all(name in known for name in names_in(said)) else ""

    return replace(
        question, label=words(question.label), hint=words(question.hint), refusal=words(question.refusal),
        condition=rule(question.condition), constraint=rule(question.constraint),
    )  # fmt: skip


def _question(question: Question, lists: dict[tuple[Choice, ...], str], taken: frozenset[str]) -> Iterator[Row]:
    if question.kind is K.MATRIX:
        yield from _matrix(question, lists, free(f"{question.name}_head", taken))
        return
    row = {
        "type": _type(question, lists),
        "name": question.name,
        "constraint": question.constraint,
        "default": question.default,
    }
    row |= _said("label", question.label) | _said("hint", question.hint) | _said("constraint_message", question.refusal)
    row |= {
        "relevant": question.condition,
        "required": "yes" if question.required else "",
        f"bind::{UNSURE}": "yes" if question.unsure else "",
    }
    yield row | {"parameters": _parameters(question, lists)}


def _matrix(question: Question, lists: dict[tuple[Choice, ...], str], head_name: str) -> Iterator[Row]:
    kind, required = _type(question, lists), "yes" if question.required else ""
    yield {
        "type": "begin_group",
        "name": question.name,
        "appearance": "field-list",
        "relevant": question.condition,
    } | _said("label", question.label)
    head = {"type": kind, "name": head_name, "appearance": "label"}
    unsure = {f"bind::{UNSURE}": "yes" if question.unsure else ""}
    yield head | unsure | _said("label", question.label) | _said("hint", question.hint)
    for line in question.lines:
        yield {"type": kind, "name": line.name, "appearance": "list-nolabel", "required": required} | _said(
            "label", line.label
        )
    yield {"type": "end_group"}


def _type(question: Question, lists: dict[tuple[Choice, ...], str]) -> str:
    if question.kind is K.NUMBER:
        return "integer" if question.whole else "decimal"
    if question.kind in _LISTED:
        return f"{_LISTED[question.kind]} {lists.setdefault(question.choices, f'list_{question.name}')}"
    return _TYPES[question.kind]


def _said(column: str, words: Words) -> Row:
    return {f"{column}::{ZH}": words.zh, f"{column}::{EN}": words.en}


def _parameters(question: Question, lists: dict[tuple[Choice, ...], str]) -> str:
    said = [
        f"{name}={figure(value)}"
        for name, value in (("start", question.least), ("end", question.most), ("step", question.step))
        if value is not None
    ]
    if question.ticks:
        said.append(f"tick_labelset={lists.setdefault(question.ticks, f'list_{question.name}')}")
    return " ".join([*said, *(["randomize=true"] if question.shuffled else [])])
