"""What came out of a questionnaire: counts with the number of those who were asked, exact, by courtyard where it is safe.

Asked is who saw the question: a condition that did not hold, or a version without it, asks nobody. A table by courtyard
hides small groups by the rule that it is given (:mod:`planning.options.small_groups`, a room that this one does not know).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from fractions import Fraction
from statistics import median
from typing import Any

from planning.surveys.questionnaire.answering import plain, scale
from planning.surveys.questionnaire.asking import asked
from planning.surveys.questionnaire.groups import conditions
from planning.surveys.questionnaire.question import Choice, Question, QuestionKind, Questionnaire
from planning.surveys.questionnaire.ticks import words_at
from planning.wording import Words

K = QuestionKind
DONT_KNOW = "?"
"""Under this name "don't know" is counted; no choice of a form is called so."""


@dataclass(frozen=True, slots=True)
class Given:
    """One response as it is counted: the form that it answers, the answers, the day, and the courtyard (empty: none)."""

    form: Questionnaire
    answers: Mapping[str, Any]
    day: date
    courtyard: str = ""


@dataclass(frozen=True, slots=True)
class Count:
    """How many gave one answer."""

    name: str
    label: Words
    count: int


@dataclass(frozen=True, slots=True)
class Table:
    """Counts of one question, or of one line of a matrix. ``answered``: who gave any of these answers."""

    label: Words
    counts: tuple[Count, ...]
    answered: int


@dataclass(frozen=True, slots=True)
class Figures:
    """Of numbers: exact least, middle, mean and most."""

    least: str
    middle: str
    mean: Fraction
    most: str


@dataclass(frozen=True, slots=True)
class ByCourtyard:
    """Counts of one courtyard by the names of choices; None where the group is too small to be told apart."""

    courtyard: str
    answered: int | None
    counts: Mapping[str, int] | None


@dataclass(frozen=True, slots=True)
class Result:
    """What came out of one question.

    :param asked: who saw it; ``answered`` who answered, "don't know" included, ``unknown`` who said that.
    :param is_small: whether so few gave an answer that nothing of it is told but how many answered.
    :param points: of an order: how many points each choice has, the first of n choices n, the last 1, none for what was left out.
    """

    question: Question
    asked: int
    answered: int
    unknown: int
    is_small: bool = False
    tables: tuple[Table, ...] = ()
    figures: Figures | None = None
    points: tuple[Count, ...] = ()
    by_courtyard: tuple[ByCourtyard, ...] = ()


Hide = Callable[[Mapping[str, tuple[int, int]]], frozenset[str]]
"""Names of groups to hide, of ``{group: (answered, gave this answer)}``."""


@dataclass(slots=True)
class _Heard:
    """What was heard of one question while responses are gone through."""

    question: Question
    asked: int = 0
    said: list[tuple[Any, str]] = field(default_factory=list)


def results(forms: Sequence[Questionnaire], given: Iterable[Given], hide: Hide, least: int) -> tuple[Result, ...]:
    """Results of every question, in the order of the newest form (the last), then of those that only older ones ask.

    :param least: how many must have given an answer to a question before anything is told of what they said.
    """
    heard: dict[str, _Heard] = {}
    for form in reversed(forms):
        for question in form.questions:
            if question.kind is not K.NOTE:
                heard.setdefault(question.name, _Heard(question))
    always = {id(form): _unconditional(form) for form in forms}
    for one in given:
        shown = always.get(id(one.form)) or asked(one.form, one.answers, one.day)
        for question in shown:
            if question.kind is K.NOTE:
                continue
            there = heard[question.name]
            there.asked += 1
            if question.name in one.answers:
                there.said.append((one.answers[question.name], one.courtyard))
    return tuple(_result(one, hide, least) for one in heard.values())


def _unconditional(form: Questionnaire) -> tuple[Question, ...] | None:
    """All questions of a form without a condition: nothing has to be worked out for each response."""
    return None if any(parts for _, parts in conditions(form)) else form.questions


def _result(heard: _Heard, hide: Hide, least: int) -> Result:
    question = heard.question
    known = [(said, yard) for said, yard in heard.said if said is not None]
    if 0 < len(known) < least:
        return Result(question, heard.asked, len(heard.said), len(heard.said) - len(known), is_small=True)
    said = [one for one, _ in known]
    return Result(
        question, heard.asked, len(heard.said), len(heard.said) - len(known), tables=_tables(question, said),
        figures=_figures(question, said), points=_points(question, said), by_courtyard=_by_courtyard(question, known, hide),
    )  # fmt: skip


def _named(question: Question) -> tuple[Choice, ...]:
    """What is counted of a question: its choices, or the steps of a scale."""
    if question.kind is not K.SCALE:
        return question.choices
    least, most, step = scale(question)
    count = min(int((most - least) / step) + 1, 200)
    said = words_at(question)
    return tuple(
        Choice(text, _with_words(text, said.get(text))) for text in (plain(least + step * n) for n in range(count))
    )


def _with_words(step: str, said: Words | None) -> Words:
    return Words(f"{step} {said['zh']}", f"{step} {said['en']}") if said else Words(step, step)


def _chosen(question: Question, said: Any) -> list[str]:
    """The choices that one answer stands for."""
    if question.kind is K.RANKING:
        return list(said[:1])
    return list(said) if question.kind is K.MULTIPLE else [str(said)]


COUNTED = frozenset({K.SINGLE, K.MULTIPLE, K.RANKING, K.SCALE})
"""Kinds whose answers are counted by choice; of an order the first places."""


def _table(label: Words, choices: Sequence[Choice], told: Sequence[Sequence[str]]) -> Table:
    counts = Counter(name for names in told for name in names)
    return Table(label, tuple(Count(c.name, c.label, counts[c.name]) for c in choices), len(told))


def _tables(question: Question, said: Sequence[Any]) -> tuple[Table, ...]:
    if question.kind in COUNTED:
        return (_table(question.label, _named(question), [_chosen(question, one) for one in said]),)
    if question.kind is K.MATRIX:
        return tuple(
            _table(line.label, question.choices, [[one[line.name]] for one in said if line.name in one])
            for line in question.lines
        )
    return ()


def _figures(question: Question, said: Sequence[Any]) -> Figures | None:
    if question.kind not in {K.NUMBER, K.SCALE} or not said:
        return None
    numbers = sorted(Decimal(one) for one in said)
    mean = sum(map(Fraction, numbers), Fraction()) / len(numbers)
    return Figures(plain(numbers[0]), plain(median(numbers)), mean, plain(numbers[-1]))


def _points(question: Question, said: Sequence[Sequence[str]]) -> tuple[Count, ...]:
    if question.kind is not K.RANKING:
        return ()
    points: Counter[str] = Counter()
    for order in said:
        for place, name in enumerate(order):
            points[name] += len(question.choices) - place
    ranked = [Count(choice.name, choice.label, points[choice.name]) for choice in question.choices]
    return tuple(sorted(ranked, key=lambda one: -one.count))


def _by_courtyard(question: Question, known: Sequence[tuple[Any, str]], hide: Hide) -> tuple[ByCourtyard, ...]:
    """By courtyard where anybody named one. A courtyard is hidden as a whole if any of its figures would be small.

    What has to be hidden for one answer is hidden for all: more hidden never tells more.
    """
    if question.kind not in COUNTED or not any(yard for _, yard in known):
        return ()
    answered: Counter[str] = Counter(yard for _, yard in known)
    counts: dict[str, Counter[str]] = {yard: Counter() for yard in answered}
    for said, yard in known:
        counts[yard].update(_chosen(question, said))
    names = [choice.name for choice in _named(question)]
    hidden = frozenset().union(
        *(hide({yard: (answered[yard], counts[yard][name]) for yard in answered}) for name in names)
    )
    return tuple(
        ByCourtyard(yard, None, None)
        if yard in hidden
        else ByCourtyard(yard, answered[yard], {n: counts[yard][n] for n in names})
        for yard in sorted(answered)
    )


NEEDS = frozenset({K.SINGLE, K.MULTIPLE, K.RANKING})
"""Kinds of questions whose answers can be ranked as needs."""


def ranked(result: Result) -> tuple[tuple[int, Count], ...]:
    """Answers by how many gave them (of an order: by points), the most wanted first; equal ones share a place."""
    counts = result.points or (result.tables[0].counts if result.tables and result.question.kind in NEEDS else ())
    found = sorted((one for one in counts if one.count), key=lambda one: -one.count)
    return tuple((1 + sum(other.count > one.count for other in found), one) for one in found)


def comparable(now: Sequence[Result], before: Iterable[Result]) -> dict[str, Result]:
    """Earlier results by the names of questions that are asked again: of the same name and the same kind."""
    kinds = {one.question.name: one.question.kind for one in now}
    return {
        one.question.name: one
        for one in before
        if kinds.get(one.question.name) is one.question.kind and one.answered and not one.is_small
    }


def earlier_count(before: Result | None, at: int, name: str) -> tuple[int, int] | None:
    """How many gave the answer ``name`` earlier, of how many; ``at``: which table. None where it could not be given."""
    tables = before.tables if before else ()
    if at >= len(tables) or not tables[at].answered:
        return None
    return next(((one.count, tables[at].answered) for one in tables[at].counts if one.name == name), None)
