"""Answers as the plain form of a page sends them, without a script: one text field for each thing that can be ticked.

``a.NAME`` holds an answer, ``a.NAME.CHOICE`` one of several, the place of a choice in an order, or one line of a matrix;
``u.NAME`` says "don't know"; ``p.NAME`` holds the point of a place that was chosen from a list.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from planning.errors import N_, Refusal
from planning.surveys.questionnaire.question import Question, QuestionKind, Questionnaire

MAPPED = frozenset({QuestionKind.POINT, QuestionKind.LINE, QuestionKind.AREA})


def from_fields(form: Questionnaire, fields: Mapping[str, str]) -> dict[str, Any]:
    """Answers, unchecked, as a script would send them. Raises :class:`Refusal` (``same_rank``)."""
    found = {}
    for question in form.questions:
        said = _said(question, fields)
        if said in ("", [], {}) and fields.get(f"u.{question.name}"):
            said = None
        if said not in ("", [], {}):
            found[question.name] = said
    return found


def _said(question: Question, fields: Mapping[str, str]) -> Any:
    name = f"a.{question.name}"
    if question.kind is QuestionKind.MULTIPLE:
        return [choice.name for choice in question.choices if fields.get(f"{name}.{choice.name}")]
    if question.kind is QuestionKind.RANKING:
        return _ranked(question, fields)
    if question.kind is QuestionKind.MATRIX:
        lines = {line.name: fields.get(f"{name}.{line.name}", "") for line in question.lines}
        return {line: choice for line, choice in lines.items() if choice}
    if question.kind in MAPPED:
        drawn = fields.get(name) or fields.get(f"p.{question.name}", "")
        points = [_point(part) for part in drawn.split(";") if part.strip()]
        return points[0] if question.kind is QuestionKind.POINT and points else points
    return fields.get(name, "")


def _point(text: str) -> list[Any]:
    return list(text.split()[:2])


def _ranked(question: Question, fields: Mapping[str, str]) -> list[str]:
    places: dict[int, str] = {}
    for choice in question.choices:
        place = fields.get(f"a.{question.name}.{choice.name}", "")
        if not place.isascii() or not place.isdigit():
            continue
        if int(place) in places:
            raise Refusal("same_rank", N_("Give each place to one answer only: {question}"), where=question.name, question=question.label)  # fmt: skip
        places[int(place)] = choice.name
    return [places[place] for place in sorted(places)]


def as_fields(form: Questionnaire, answers: Mapping[str, Any]) -> dict[str, str]:
    """The fields in which these answers would have come: to fill a form again."""
    found: dict[str, str] = {}
    for question in form.questions:
        name, said = f"a.{question.name}", answers.get(question.name)
        if question.name in answers and said is None:
            found[f"u.{question.name}"] = "yes"
        elif isinstance(said, dict):
            found |= {f"{name}.{line}": choice for line, choice in said.items()}
        elif question.kind is QuestionKind.RANKING:
            found |= {f"{name}.{choice}": str(place) for place, choice in enumerate(said or (), 1)}
        elif question.kind is QuestionKind.MULTIPLE:
            found |= {f"{name}.{choice}": "yes" for choice in said or ()}
        elif question.kind in MAPPED:
            points = [said] if said and question.kind is QuestionKind.POINT else said or []
            found[name] = ";".join(f"{lon} {lat}" for lon, lat in points)
        elif said is not None:
            found[name] = str(said)
    return found


def defaults(form: Questionnaire) -> dict[str, str]:
    """Fields that a form fills beforehand; what it would compute is left empty."""
    found: dict[str, str] = {}
    for question in form.questions:
        said = question.default
        if not said or "(" in said or "$" in said or question.kind in MAPPED:
            continue
        if question.kind is QuestionKind.MULTIPLE:
            found |= {f"a.{question.name}.{one}": "yes" for one in said.split()}
        else:
            found[f"a.{question.name}"] = said
    return found
