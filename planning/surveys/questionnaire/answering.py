"""Answers checked against a form: every answer of the right kind, all that is wrong at once, nothing mended in silence.

Kept as plain JSON by the names of questions: a choice by its name; several, or an order, as a list of names; numbers as
decimal text; days as ``2026-11-24``; a point ``[lon, lat]`` (WGS 84), lines and areas as lists of points; a photo by its
id; a matrix as ``{line: choice}``; None for "don't know".
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from shapely.geometry import Polygon

from planning.errors import N_, Problem, Refusal, Refusals
from planning.site import Community, Pin
from planning.surveys.questionnaire.asking import as_text, asked, names_in_form, texts, tree
from planning.surveys.questionnaire.bounds import bounds_of, day_words, days_of
from planning.surveys.questionnaire.conditions import NUMBER, is_true
from planning.surveys.questionnaire.question import Question, QuestionKind, Questionnaire
from planning.wording import checked as text_checked

LONGEST_TEXT = 2_000
"""Graphemes in an open answer."""
MOST_CORNERS = 200
LARGEST_NUMBER = Decimal(10) ** 15
LONGEST_NUMBER = 40
"""Characters of a number, noughts included."""
MOST_STEPS = 11
"""A scale of more steps than this is answered by writing a number."""
_BOUNDED = {
    (True, True): N_("Write a number from {least} to {most}: {question}"),
    (True, False): N_("Write a number of {least} or more: {question}"),
    (False, True): N_("Write a number of {most} or less: {question}"),
}
"""What is said of a number that is too small or too large, where the form says nothing itself."""
_BETWEEN = {
    (True, True): N_("Choose a day from {least} to {most}: {question}"),
    (True, False): N_("Choose a day from {least} on: {question}"),
    (False, True): N_("Choose a day that is not after {most}: {question}"),
}
"""The same of a day."""
_BAD = N_("This was not readable: reload the page and try again.")


class _Wrong(Exception):  # noqa: N818 - an answer, not a fault
    """What is wrong with one answer."""

    def __init__(self, code: str, message: str, **params: Any) -> None:
        super().__init__(message)
        self.code, self.message, self.params = code, message, params


def checked(form: Questionnaire, sent: Mapping[str, Any], here: Community, today: date) -> dict[str, Any]:
    """What was sent, as it is kept: only answers to questions that are asked of this person.

    Raises :class:`Refusals` with everything that is wrong, each with the question's name as its place.
    """
    known = {question.name: question for question in form.questions if question.kind is not QuestionKind.NOTE}
    problems = [Problem("unknown_question", _BAD, {}, name[:40]) for name in sent if name not in known]
    read: dict[str, Any] = {}
    wrong: dict[str, Problem] = {}
    for name, question in known.items():
        if _is_empty(sent.get(name, "")) and name in sent and sent[name] is not None:
            continue
        if name in sent:
            try:
                said = None if sent[name] is None else READERS[question.kind](question, sent[name], here)
            except _Wrong as fault:
                wrong[name] = Problem(fault.code, fault.message, {"question": question.label, **fault.params}, name)
            except Refusals as refused:
                wrong[name] = Problem(refused.code, refused.problems[0].message, dict(refused.problems[0].params), name)
            else:
                read |= {} if _is_empty(said) else {name: said}  # nothing but spaces, or a matrix of empty lines
    shown = asked(form, read | dict.fromkeys(wrong), today)
    told, names = texts(form, {q.name: read[q.name] for q in shown if q.name in read}), names_in_form(form)
    for question in shown:
        problems += (
            [wrong[question.name]] if question.name in wrong else _missing_or_unfit(question, read, told, names, today)
        )
    if problems:
        raise Refusals(problems)
    return {question.name: read[question.name] for question in shown if question.name in read}


def _is_empty(said: Any) -> bool:
    return said in ("", [], {})


def _missing_or_unfit(
    question: Question, read: Mapping[str, Any], told: Mapping[str, str], names: frozenset[str], today: date
) -> list[Problem]:
    """What is wrong with an answer that could be read, or with there being none."""
    if question.kind is QuestionKind.NOTE:
        return []
    said = read.get(question.name)
    if said is None:
        silent = question.name in read and may_be_unknown(question)
        missing = question.name in read or question.required
        return [_problem("no_answer", N_("Please answer: {question}"), question)] if missing and not silent else []
    if question.required and question.kind is QuestionKind.MATRIX and len(said) < len(question.lines):
        return [_problem("no_answer", N_("Please answer every line: {question}"), question)]
    rule = tree(question.constraint, names)
    if rule is None or is_true(rule, told, today, as_text(said)):
        return []
    return [unfit(question)]


def unfit(question: Question) -> Problem:
    """What is said where an answer does not fit the rule of its question."""
    if question.refusal.zh or question.refusal.en:
        return _problem("unfit", N_("{question}: {why}"), question, why=question.refusal)
    other = N_("This answer does not fit: {question}")
    if question.kind is QuestionKind.DATE:
        first, last = days_of(question.constraint) or ("", "")
        said = {name: day_words(day) for name, day in (("least", first), ("most", last)) if day}
        return _problem("unfit", _BETWEEN.get((bool(first), bool(last)), other), question, **said)
    least, most = bounds_of(question.constraint) or ("", "") if question.kind is QuestionKind.NUMBER else ("", "")
    return _problem("unfit", _BOUNDED.get((bool(least), bool(most)), other), question, least=least, most=most)


def _problem(code: str, message: str, question: Question, **params: Any) -> Problem:
    return Problem(code, message, {"question": question.label, **params}, question.name)


def may_be_unknown(question: Question) -> bool:
    """Whether "don't know" may be said: where the form offers it, and where a map is needed that a phone may not have."""
    return question.unsure or question.kind in {QuestionKind.LINE, QuestionKind.AREA}


def _wrong() -> _Wrong:
    return _Wrong("bad_answer", N_("This answer was not readable, please answer again: {question}"))


def _names(question: Question) -> set[str]:
    return {choice.name for choice in question.choices}


def _single(question: Question, said: Any, _here: Community) -> str:
    if not isinstance(said, str) or said not in _names(question):
        raise _Wrong("unknown_choice", N_("Choose one of the answers that are offered: {question}"))
    return said


def _several(question: Question, said: Any, _here: Community) -> list[str]:
    if not isinstance(said, list) or not all(isinstance(one, str) for one in said) or len(set(said)) != len(said):
        raise _wrong()
    if not set(said) <= _names(question):
        raise _Wrong("unknown_choice", N_("Choose one of the answers that are offered: {question}"))
    if question.kind is QuestionKind.RANKING:
        return said
    return [choice.name for choice in question.choices if choice.name in said]


def _matrix(question: Question, said: Any, _here: Community) -> dict[str, str]:
    if not isinstance(said, dict):
        raise _wrong()
    lines = {line.name for line in question.lines}
    filled = {line: choice for line, choice in said.items() if choice != ""}
    if not set(filled) <= lines or not all(isinstance(c, str) and c in _names(question) for c in filled.values()):
        raise _Wrong("unknown_choice", N_("Choose one of the answers that are offered: {question}"))
    return {line.name: filled[line.name] for line in question.lines if line.name in filled}


def _number(question: Question, said: Any, _here: Community) -> str:
    if isinstance(said, bool) or not isinstance(said, (str, int, float)):
        raise _wrong()
    # Keyboards for Chinese write full-width figures.
    text = unicodedata.normalize("NFKC", said).strip() if isinstance(said, str) else f"{Decimal(str(said)):f}"
    number = Decimal(text) if len(text) <= LONGEST_NUMBER and NUMBER.fullmatch(text) else None
    if number is None or abs(number) > LARGEST_NUMBER or number.as_tuple().exponent < -9:  # type: ignore[operator]
        raise _Wrong("bad_number", N_("Write a number, such as 3 or 2.5: {question}"))
    if question.whole and number != number.to_integral_value():
        raise _Wrong("bad_number", N_("Write a whole number: {question}"))
    if question.kind is QuestionKind.SCALE:
        _on_scale(question, number)
    return plain(number)


def plain(number: Decimal) -> str:
    """A decimal without an exponent and without noughts behind it."""
    text = f"{number:f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text in {"-0", ""} else text


def scale(question: Question) -> tuple[Decimal, Decimal, Decimal]:
    """Least, most and step of a scale; 0 to 10 by 1 where the form says nothing, as in ODK's ``range``."""
    least, most, step = (
        Decimal(str(otherwise if said is None else said))
        for said, otherwise in ((question.least, 0), (question.most, 10), (question.step, 1))
    )
    return least, most, step if step > 0 else Decimal(1)


def steps(question: Question) -> list[str]:
    """The steps of a scale side by side, to be tapped or ticked; none where there are too many: a number is written then."""
    least, most, step = scale(question)
    count = int((most - least) / step) + 1 if most >= least else 0
    return [plain(least + step * number) for number in range(count)] if count <= MOST_STEPS else []


def _on_scale(question: Question, number: Decimal) -> None:
    least, most, step = scale(question)
    if not least <= number <= most or (number - least) % step != 0:
        raise _Wrong("off_scale", N_("Choose a step from {least} to {most}: {question}"), least=plain(least), most=plain(most))  # fmt: skip


def _text(question: Question, said: Any, _here: Community) -> str:
    if not isinstance(said, str):
        raise _wrong()
    try:
        return text_checked(said, field=question.name, longest=LONGEST_TEXT, lines=True, needed=False)
    except Refusal:
        raise _Wrong("long_text", N_("At most {longest} characters: {question}"), longest=LONGEST_TEXT) from None


def _day(_question: Question, said: Any, _here: Community) -> str:
    wrong = _Wrong("bad_date", N_("Choose a day: {question}"))
    if not isinstance(said, str) or len(said) != 10:
        raise wrong
    try:
        return date.fromisoformat(said).isoformat()
    except ValueError:
        raise wrong from None


def _photo(_question: Question, said: Any, _here: Community) -> str:
    if not isinstance(said, str) or not said.isascii() or not said.isalnum() or len(said) > 40:
        raise _wrong()
    return said


def _point(_question: Question, said: Any, here: Community) -> list[float]:
    if not isinstance(said, list) or len(said) != 2:
        raise _wrong()
    pin = Pin.parse(said[0], said[1], here)
    return [round(pin.lon, 7), round(pin.lat, 7)]


def _corners(question: Question, said: Any, here: Community) -> list[list[float]]:
    if not isinstance(said, list) or len(said) > MOST_CORNERS:
        raise _wrong()
    found = [_point(question, one, here) for one in said]
    return [one for at, one in enumerate(found) if at == 0 or one != found[at - 1]]


def _line(question: Question, said: Any, here: Community) -> list[list[float]]:
    found = _corners(question, said, here)
    if len(found) < 2:
        raise _Wrong("short_line", N_("A line needs two points at least: {question}"))
    return found


def _area(question: Question, said: Any, here: Community) -> list[list[float]]:
    found = _corners(question, said, here)
    found = found[:-1] if len(found) > 1 and found[0] == found[-1] else found
    if len(found) < 3:
        raise _Wrong("small_area", N_("An area needs three corners at least: {question}"))
    if not Polygon(found).is_valid:
        raise _Wrong("crossed_area", N_("The outline crosses itself, please draw it again: {question}"))
    return found


READERS: dict[QuestionKind, Callable[[Question, Any, Community], Any]] = {
    QuestionKind.SINGLE: _single, QuestionKind.MULTIPLE: _several, QuestionKind.RANKING: _several, QuestionKind.MATRIX: _matrix,
    QuestionKind.SCALE: _number, QuestionKind.NUMBER: _number, QuestionKind.TEXT: _text, QuestionKind.DATE: _day,
    QuestionKind.PHOTO: _photo, QuestionKind.POINT: _point, QuestionKind.LINE: _line, QuestionKind.AREA: _area,
}  # fmt: skip
"""How an answer of each kind is read."""
