"""Which questions are asked: those whose condition holds, worked out over the answers to those that are asked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from functools import lru_cache, reduce
from typing import Any

from planning.errors import N_, Problem
from planning.surveys.questionnaire.conditions import Tree, Undecidable, is_true, names_of, tree_of
from planning.surveys.questionnaire.groups import as_question, conditions
from planning.surveys.questionnaire.question import Question, QuestionKind, Questionnaire

Answers = Mapping[str, Any]
"""What was answered, by the names of questions. None means "don't know"; see :mod:`.answering` for the others."""
MOST_ROUNDS = 20
"""How often conditions are worked out anew until nothing changes: conditions that chase each other end here."""


def texts(form: Questionnaire, answers: Answers) -> dict[str, str]:
    """Answers as conditions see them: several choices with spaces between them; lines of a matrix under their own names."""
    found: dict[str, str] = {}
    for question in form.questions:
        said = answers.get(question.name)
        if question.kind is QuestionKind.MATRIX and isinstance(said, Mapping):
            found |= {line: str(choice or "") for line, choice in said.items()}
        elif said is not None:
            found[question.name] = as_text(said)
    return found


def as_text(said: Any) -> str:
    """One answer as ODK keeps it: a point as ``lat lon 0 0``, corners with ``;`` between them."""
    if isinstance(said, (list, tuple)):
        if said and isinstance(said[0], (list, tuple)):
            return ";".join(f"{lat} {lon} 0 0" for lon, lat in said)
        if len(said) == 2 and all(isinstance(part, float) for part in said):
            return f"{said[1]} {said[0]} 0 0"
        return " ".join(str(one) for one in said)
    return "" if said is None else str(said)


def names_in_form(form: Questionnaire) -> frozenset[str]:
    """Names of everything that is answered."""
    return frozenset(q.name for q in form.questions) | {line.name for q in form.questions for line in q.lines}


@lru_cache(maxsize=2_000)
def parsed(expression: str) -> Tree | None:
    """An expression as a tree, whatever it asks for; None where it cannot be worked out here. Kept: pages ask anew with each click."""
    try:
        return tree_of(expression)
    except Undecidable:
        return None


def tree(expression: str, known: frozenset[str]) -> Tree | None:
    """The condition as a tree; None where there is none, or it cannot be worked out: then it always holds."""
    found = parsed(expression) if expression else None
    return found if found is not None and names_of(found) <= known else None


def when_asked(form: Questionnaire, known: frozenset[str]) -> list[tuple[Question, Tree | None]]:
    """Each question with everything that must hold for it to be asked, as one tree; what cannot be worked out here always holds."""
    return [(question, _all_of(parts, known)) for question, parts in conditions(form)]


def _all_of(parts: tuple[str, ...], known: frozenset[str]) -> Tree | None:
    trees = [found for found in (tree(part, known) for part in parts) if found is not None]
    return reduce(lambda outer, inner: ["and", outer, inner], trees) if trees else None


def asked(form: Questionnaire, answers: Answers, today: date) -> tuple[Question, ...]:
    """The questions that are asked of somebody who has answered this so far."""
    known = names_in_form(form)
    wanted = when_asked(form, known)
    shown = list(form.questions)
    for _ in range(MOST_ROUNDS):
        told = texts(form, {q.name: answers[q.name] for q in shown if q.name in answers})
        now = [q for q, condition in wanted if condition is None or is_true(condition, told, today)]
        if now == shown:
            break
        shown = now
    return tuple(shown)


def undecided(form: Questionnaire, rows: Mapping[str, int]) -> Iterator[Problem]:
    """Conditions that cannot be worked out here, for the report of a file."""
    known = names_in_form(form)
    for question in (*map(as_question, form.groups), *form.questions):
        row = rows.get(question.name)
        if question.condition and tree(question.condition, known) is None:
            yield Problem(
                "always_asked", N_("{name} is asked only where {expression}, which cannot be worked out here: it is always asked."),
                {"name": question.name, "expression": question.condition[:80]}, row)  # fmt: skip
        if question.constraint and tree(question.constraint, known) is None:
            yield Problem(
                "not_checked", N_("Answers to {name} must fit {expression}, which cannot be worked out here: it is not checked."),
                {"name": question.name, "expression": question.constraint[:80]}, row)  # fmt: skip
