"""`jieyi form`: what of an XLSForm would be taken in, and what is wrong with it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from planning.cli.opening import give_up
from planning.errors import Problem, Refusal, Refusals
from planning.surveys.questionnaire.groups import conditions
from planning.surveys.questionnaire.question import Choice, Question
from planning.surveys.questionnaire.xlsform import FormReport, read_form
from planning.wording import Words


@click.command("form")
@click.argument("file", metavar="FILE.xlsx", type=click.Path(path_type=Path))
@click.option("--json", "wants_json", is_flag=True, help="print one JSON object")
def form_of_file(*, file: Path, wants_json: bool) -> None:
    """Tell what of FILE (XLSForm as .xlsx, .xls or .csv) would be taken in: questions, types, languages, faults.

    Exit codes: 0 read (faults are listed), 2 wrong use, or a form that cannot be used as it is.
    """
    try:
        report = read_form(file.name, _bytes(file))
    except Refusals as refused:
        give_up(refused, str(file))
    if wants_json:
        click.echo(json.dumps(as_json(report), ensure_ascii=False))
        return
    form = report.questionnaire
    click.echo(f"{form.title.en}: {len(form.questions)} questions")
    for question in form.questions:
        click.echo(
            f"  {question.name}: {question.kind}{' (required)' if question.required else ''}: {question.label.en}"
        )
    for fault in report.faults:
        click.echo(f"{f'row {fault.where}: ' if fault.where else ''}{fault.code}: {fault}")


def as_json(report: FormReport) -> dict[str, Any]:
    """The object of the interface."""
    form = report.questionnaire
    return {
        "title": form.title.en, "name": form.name, "languages": list(form.languages),
        "questions": [_question(one, parts) for one, parts in conditions(form)],
        "groups": [{"path": list(one.path), "label": _words(one.label), "condition": one.condition} for one in form.groups],
        "types": sorted({str(one.kind) for one in form.questions}),
        "faults": [_fault(one) for one in report.faults],
    }  # fmt: skip


def _question(one: Question, conditions: Sequence[str]) -> dict[str, Any]:
    """``conditions``: those of the groups around it and its own, told as one."""
    whole = conditions[0] if len(conditions) == 1 else " and ".join(f"({one})" for one in conditions)
    said: dict[str, Any] = {
        "name": one.name, "type": str(one.kind), "label": _words(one.label), "hint": _words(one.hint), "group": list(one.group),
        "required": one.required, "condition": whole, "constraint": one.constraint,
    }  # fmt: skip
    if one.choices:
        said["choices"] = [_choice(choice) for choice in one.choices]
    if one.lines:
        said["lines"] = [_choice(line) for line in one.lines]
    if one.least is not None or one.most is not None:
        said |= {"least": one.least, "most": one.most, "step": one.step}
    if one.ticks:
        said["ticks"] = [_choice(tick) for tick in one.ticks]
    return said


def _choice(one: Choice) -> dict[str, Any]:
    return {"name": one.name, "label": _words(one.label)}


def _words(words: Words) -> dict[str, str]:
    return {"zh": words.zh, "en": words.en}


def _fault(problem: Problem) -> dict[str, Any]:
    return {"row": problem.where, "code": problem.code, "message": str(problem)}


def _bytes(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        reason = error.strerror or str(error)
        raise Refusal("unreadable_file", "The file cannot be read: {reason}.", reason=reason) from error
