"""Conditions that follow: what asks for an answer asks for it under its new name, all new names at once."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import replace

from planning.surveys.questionnaire.conditions import NUMBER
from planning.surveys.questionnaire.question import Question


def renamed_in(text: str, renamed: Mapping[str, str], *, paths: bool = False) -> str:
    """A text in which answers are asked for under their new names; two that change names are not mixed up.

    :param paths: whether answers are asked for as ``../name``, too, as conditions do.
    """
    if not renamed or not text:
        return text
    text = re.sub(rf"(\$\{{\s*)({_any(renamed)})(\s*\}})", lambda m: f"{m[1]}{renamed[m[2]]}{m[3]}", text)
    if not paths:
        return text
    return re.sub(
        rf"((?:^|[^\w.])(?:\.\./|/)(?:[\w-]+/)*)({_any(renamed)})(?![\w.-])", lambda m: f"{m[1]}{renamed[m[2]]}", text
    )


def with_values(question: Question, answers: Collection[str], values: Mapping[str, str]) -> Question:
    """A question whose condition and rule compare the answers ``answers`` with the new values of their choices."""
    if not values or not answers:
        return question
    return replace(
        question, condition=_compared(question.condition, answers, values),
        constraint=_compared(question.constraint, answers, values),
    )  # fmt: skip


def in_itself(question: Question, before: Question, values: Mapping[str, str]) -> Question:
    """A question whose own rule and beginning, as far as they stand as they were ``before``, name its choices by their new values."""
    if not values:
        return question
    rule, begins = question.constraint, question.default
    if rule == before.constraint:
        rule = _replaced(rule, r"(?<![\w./])\.(?![\w./])", values)
    if begins == before.default:
        begins = " ".join(values.get(word, word) for word in begins.split(" "))
    return replace(question, constraint=rule, default=begins)


def _compared(text: str, answers: Collection[str], values: Mapping[str, str]) -> str:
    answer = rf"(?:\$\{{\s*(?:{_any(answers)})\s*\}}|(?:\.\./|/)(?:[\w-]+/)*(?:{_any(answers)})(?![\w.-]))"
    return _replaced(text, answer, values)


def _replaced(text: str, answer: str, values: Mapping[str, str]) -> str:
    """Comparisons of an ``answer`` (a pattern) with new values: in quotes, or a number that stands without."""
    bare = [value for value in values if NUMBER.fullmatch(value)]
    number = rf"(?P<bare>{_any(bare)})(?![\w.]|\s*(?:[-+*]|div\b|mod\b))" if bare else r"(?P<bare>(?!))"
    said = rf"(?:(?P<quote>['\"])(?P<value>{_any(values)})(?P=quote)|{number})"

    def new(match: re.Match[str]) -> str:
        value, quote = values[match["value"] or match["bare"]], match["quote"] or "'"
        quote = quote if quote not in value else {"'": '"', '"': "'"}[quote]
        return match[0] if quote in value else f"{match['before']}{quote}{value}{quote}{match['behind']}"

    text = re.sub(rf"(?P<before>{answer}\s*!?=\s*){said}(?P<behind>)", new, text)
    text = re.sub(rf"(?P<before>\bselected\(\s*{answer}\s*,\s*){said}(?P<behind>)", new, text)
    return re.sub(rf"(?P<before>(?:^|[(]|\band\b|\bor\b)\s*){said}(?P<behind>\s*!?=\s*{answer})", new, text)


def _any(names: Collection[str]) -> str:
    """One of several names, the longest first."""
    return "|".join(map(re.escape, sorted(names, key=len, reverse=True)))
