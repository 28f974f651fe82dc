"""What is wrong with a form as a whole, every question by its words: what keeps it from being asked, and what to look at."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from planning.errors import N_, Problem
from planning.surveys.questionnaire.asking import names_in_form, tree
from planning.surveys.questionnaire.conditions import Tree, means, names_of, value_of
from planning.surveys.questionnaire.editing import asked_by, said
from planning.surveys.questionnaire.groups import Path, as_question, group_at
from planning.surveys.questionnaire.question import CHOOSING, Question, QuestionKind, Questionnaire
from planning.surveys.questionnaire.xlsform import MOST_QUESTIONS

K = QuestionKind
HARD = frozenset({"no_question", "too_many_questions", "name_twice", "no_choices", "bad_ends"})
"""Codes of what keeps a form from being published; everything else is asked all the same, and worth a look."""


def problems_of_form(form: Questionnaire) -> tuple[Problem, ...]:
    """Everything that is wrong, in the order of the questions; ``where`` is the name of the question."""
    found: list[Problem] = []
    if all(question.kind is K.NOTE for question in form.questions):
        found.append(Problem("no_question", N_("There is no question yet: add one.")))
    if len(form.questions) > MOST_QUESTIONS:
        found.append(
            Problem("too_many_questions", N_("A form has at most {most} questions."), {"most": MOST_QUESTIONS})
        )
    known = names_in_form(form)
    times = Counter(name for q in form.questions for name in (q.name, *(line.name for line in q.lines)))
    earlier: dict[str, Question] = {}
    offered = {name: q for q in form.questions for name in (q.name, *(line.name for line in q.lines))}
    begun: set[Path] = set()
    for question in form.questions:
        for path in (question.group[:depth] for depth in range(1, len(question.group) + 1)):
            if path not in begun:
                found += _asking(as_question(group_at(form, path)), known, earlier, offered)
                begun.add(path)
        found += _alone(question)
        mine = [question.name, *(line.name for line in question.lines)]
        found += [
            _problem(
                "name_twice", N_("“{question}”: its short name {name} stands in this form twice."), question, name=name
            )
            for name in mine
            if times[name] > 1
        ]
        found += _asking(question, known, earlier, offered)
        earlier |= dict.fromkeys(mine, question)
    return tuple(found)


def hard_problems(form: Questionnaire) -> tuple[Problem, ...]:
    """What must be mended before anybody can be asked."""
    return tuple(problem for problem in problems_of_form(form) if problem.code in HARD)


def problems_of_change(before: Questionnaire, after: Questionnaire) -> tuple[Problem, ...]:
    """What a change made wrong that was right before: it is not kept. An empty form, or an old fault, may stand.

    A fault is the same where its question has another name now, or is the copy of one that had it.
    """
    refused = (HARD | {"unknown_answer", "no_words", "choice_gone"}) - {"no_question"}
    origin = _origins(before, after)

    def fault(problem: Problem, names: Mapping[str, str]) -> tuple[object, ...]:
        where, name = str(problem.where or ""), str(problem.params.get("name", ""))
        return problem.code, names.get(where, where), names.get(name, name), problem.params.get("value")

    old = {fault(problem, {}) for problem in problems_of_form(before)}
    return tuple(one for one in problems_of_form(after) if one.code in refused and fault(one, origin) not in old)


def _origins(before: Questionnaire, after: Questionnaire) -> dict[str, str]:
    """The earlier names of questions that have another one now: of a renamed one, or of the one that was copied."""
    known = {question.name for question in before.questions}
    come = [question for question in after.questions if question.name not in known]
    gone = known - {question.name for question in after.questions}
    if len(come) == len(gone) == 1 and len(before.questions) == len(after.questions):
        return {come[0].name: gone.pop()}
    alike = {_nameless(question): question.name for question in reversed(before.questions)}
    return {question.name: alike[_nameless(question)] for question in come if _nameless(question) in alike}


def _nameless(question: Question) -> Question:
    return replace(question, name="", group=(), lines=tuple(replace(line, name="") for line in question.lines))


def _problem(code: str, message: str, question: Question, **params: object) -> Problem:
    return Problem(code, message, {"question": said(question), **params}, question.name)


def _alone(question: Question) -> Iterator[Problem]:
    """What is wrong with a question by itself."""
    if not question.label.zh and not question.label.en and not question.hint.zh and not question.hint.en:
        yield _problem("no_words", N_("“{question}” has no words: nobody knows what is asked."), question)
    if question.kind in CHOOSING and not question.choices:
        yield _problem("no_choices", N_("“{question}” has no answers to choose from."), question)
    if question.kind is K.MATRIX and not question.lines:
        yield _problem("no_choices", N_("“{question}” is a table without lines."), question)
    twice = [name for name, times in Counter(one.name for one in question.choices).items() if times > 1]
    if twice:
        yield _problem("value_twice", N_("“{question}” has the value {value} twice among its answers."), question, value=twice[0])  # fmt: skip
    if question.kind is K.SCALE and question.least is not None and question.most is not None and question.least >= question.most:  # fmt: skip
        yield _problem("bad_ends", N_("“{question}”: the scale ends where it begins, or before."), question)


def _asking(
    question: Question, known: frozenset[str], earlier: Mapping[str, Question], offered: Mapping[str, Question]
) -> Iterator[Problem]:
    """What is wrong with what a question asks for."""
    lost = sorted(asked_by(question) - known)
    for name in lost:
        yield _problem("unknown_answer", N_("“{question}” asks for the answer {name}, which no question has."), question, name=name)  # fmt: skip
    condition = tree(question.condition, known)
    if question.condition and condition is None and not lost:
        yield _problem("always_asked", N_("The condition of “{question}” cannot be worked out here: it is always asked."), question)  # fmt: skip
    if question.constraint and tree(question.constraint, known) is None and not lost:
        yield _problem("not_checked", N_("The rule for answers to “{question}” cannot be worked out here: it is not checked."), question)  # fmt: skip
    for name in sorted(names_of(condition) if condition else ()):
        if name not in earlier and name in known:
            yield _problem("asked_later", N_("“{question}” depends on the answer {name}, which is not asked before it: move it further down."), question, name=name)  # fmt: skip
    read = tree(
        question.condition, known | set(lost)
    )  # told also where another name is lost: mending that must not bring it up
    for name, *leaf in sorted(_compared(read) if read else (), key=str):
        target = offered.get(name)
        if target is not None and target.choices and not any(means(leaf, one.name) for one in target.choices):
            value = value_of(leaf)
            yield _problem("choice_gone", N_("“{question}” depends on the answer {value} of “{other}”, which is not offered there."), question, value=value, other=said(target), name=name)  # fmt: skip


def _compared(node: Tree) -> set[tuple[Any, ...]]:
    """Answers and the text or number that they are compared with, as ``(name, "str" or "num", value)``."""
    parts = [part for part in node[1:] if isinstance(part, list)]
    found = {pair for part in parts for pair in _compared(part)}
    if node[0] in {"=", "!="} or node[:2] == ["call", "selected"]:
        names = [part[1] for part in parts if part[0] == "of"]
        leaves = [part for part in parts if part[0] in {"str", "num"} and part[1] != ""]
        if len(names) == len(leaves) == 1:
            found.add((names[0], *leaves[0]))
    return found
