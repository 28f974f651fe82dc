"""A question as it is typed into fields, and back: what is saved as it was shown stays as it was, to the last sign."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, fields, replace
from decimal import Decimal

from planning.errors import N_, Problem, Refusal, Refusals
from planning.surveys.questionnaire.answering import plain, scale
from planning.surveys.questionnaire.bounds import TODAY, bounds_of, day_typed, days_of, written_bounds, written_days
from planning.surveys.questionnaire.choice_lines import choices_of, shown_lines, shown_words, words_of
from planning.surveys.questionnaire.editing import name_for, taken_names
from planning.surveys.questionnaire.numbers import figure, number_typed
from planning.surveys.questionnaire.question import CHOOSING, Choice, Question, QuestionKind, Questionnaire
from planning.surveys.questionnaire.ticks import ends_of, with_ends
from planning.wording import Words, clean, length

K = QuestionKind
LONGEST_LABEL = 300
LONGEST_HINT = 600
LONGEST_NAME = 60
LONGEST_END = 40
NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_-]*")
BOUNDED = frozenset({K.NUMBER, K.SCALE, K.DATE})
"""Kinds with a least and a most."""
SHUFFLED = frozenset({K.SINGLE, K.MULTIPLE, K.RANKING})
"""Kinds whose answers can stand in random order."""


@dataclass(frozen=True, slots=True)
class Typed:
    """What stands in the fields of one question.

    :param choices: a line each (:mod:`.choice_lines`); ``lines`` the same, for the lines of a matrix.
    :param least: of a number, a scale or a day, as text; ``most`` and ``step`` the same. Empty: none.
    :param least_zh: words at that end of a scale; ``least_en``, ``most_zh`` and ``most_en`` the same.
    """

    name: str = ""
    zh: str = ""
    en: str = ""
    hint_zh: str = ""
    hint_en: str = ""
    required: bool = False
    unsure: bool = False
    shuffled: bool = False
    whole: bool = False
    choices: str = ""
    lines: str = ""
    least: str = ""
    most: str = ""
    step: str = ""
    refusal_zh: str = ""
    refusal_en: str = ""
    least_zh: str = ""
    least_en: str = ""
    most_zh: str = ""
    most_en: str = ""


def typed_of(question: Question) -> Typed:
    """A question as its fields show it."""
    zh, en = shown_words(question.label)
    hint_zh, hint_en = shown_words(question.hint)
    refusal_zh, refusal_en = shown_words(question.refusal)
    least, most = _bounds(question)
    ends = [
        said
        for words in (ends_of(question) if question.kind is K.SCALE else (Words(""), Words("")))
        for said in shown_words(words)
    ]
    return Typed(
        question.name, zh, en, hint_zh, hint_en, question.required, question.unsure, question.shuffled, question.whole,
        shown_lines(question.choices), shown_lines(question.lines), least, most, figure(question.step), refusal_zh, refusal_en, *ends,
    )  # fmt: skip


def fields_changed(one: Typed, other: Typed) -> tuple[str, ...]:
    """Names of the fields that differ, in their order."""
    return tuple(field.name for field in fields(Typed) if getattr(one, field.name) != getattr(other, field.name))


def joined(opened: Typed, mine: Typed, theirs: Typed) -> Typed:
    """What two people typed into one question: theirs, with the fields that I changed since it was opened."""
    return replace(theirs, **{name: getattr(mine, name) for name in fields_changed(opened, mine)})


def has_own_rule(question: Question) -> bool:
    """Whether answers must fit a rule that is no least and most of a number or a day: it is kept as it is."""
    read = {K.NUMBER: bounds_of, K.DATE: days_of}.get(question.kind)
    return bool(question.constraint) and (read is None or read(question.constraint) is None)


def new_typed(kind: QuestionKind) -> Typed:
    """The fields of a new question."""
    return Typed(least="1", most="5", step="1") if kind is K.SCALE else Typed(whole=kind is K.NUMBER)


def question_of(form: Questionnaire, kind: QuestionKind, typed: Typed, before: Question | None = None) -> Question:
    """The question that was typed.

    :param before: the question that the fields were filled from; None for a new one. What no field shows stays as it was.

    Raises :class:`Refusals` with everything that is wrong, each with its field.
    """
    problems: list[Problem] = []
    start = before or Question("", kind, Words(""))
    label = words_of(typed.zh, typed.en, start.label)
    if before is None or label != start.label:
        if not label.zh and not label.en:
            problems.append(Problem("empty_text", N_("Write what is asked, in Chinese or English or both."), {}, "zh"))
        _short(problems, label, LONGEST_LABEL, "zh")
    hint = words_of(typed.hint_zh, typed.hint_en, start.hint)
    refusal = words_of(typed.refusal_zh, typed.refusal_en, start.refusal)
    for words, old, field in ((hint, start.hint, "hint_zh"), (refusal, start.refusal, "refusal_zh")):
        if words != old:
            _short(problems, words, LONGEST_HINT, field)
    name = _name(problems, form, typed.name, label, before)
    made = replace(
        start, name=name, kind=kind, label=label, hint=hint, refusal=refusal, required=typed.required,
        unsure=typed.unsure, shuffled=typed.shuffled, whole=typed.whole,
    )  # fmt: skip
    made = _listed(problems, form, made, typed, start)
    made = _ticked(problems, _bounded(problems, made, typed, start), typed, start)
    if problems:
        raise Refusals(problems)
    return made


def _short(problems: list[Problem], words: Words, longest: int, field: str) -> None:
    if max(length(words.zh), length(words.en)) > longest:
        problems.append(Problem("long_text", N_("That is too long: please use at most {longest} characters."), {"longest": longest}, field))  # fmt: skip


def _name(problems: list[Problem], form: Questionnaire, typed: str, label: Words, before: Question | None) -> str:
    if before is not None and typed == before.name:
        return typed
    name = clean(typed)
    if not name:
        return (before.name if before else "") or name_for(form, label)
    if not NAME.fullmatch(name) or len(name) > LONGEST_NAME:
        problems.append(Problem("bad_name", N_("The short name is made of English letters, figures, _ and -, and begins with a letter."), {}, "name"))  # fmt: skip
    elif name in taken_names(form, but=before.name if before else ""):
        problems.append(Problem("name_twice", N_("Another question, line or group is called {name}: choose another short name."), {"name": name}, "name"))  # fmt: skip
    return name


def _tried(problems: list[Problem], read: Callable[[], tuple[Choice, ...]]) -> tuple[Choice, ...]:
    try:
        return read()
    except Refusals as refused:
        problems += refused.problems
        return ()


def _listed(problems: list[Problem], form: Questionnaire, made: Question, typed: Typed, start: Question) -> Question:
    if made.kind not in CHOOSING:
        return made
    there = len(problems)
    choices = _tried(problems, lambda: choices_of(typed.choices, start.choices))
    if not choices and len(problems) == there and (start.choices or not start.name):
        problems.append(Problem("no_choices", N_("Write the answers to choose from, a line each."), {}, "choices"))
    lines: tuple[Choice, ...] = start.lines
    if made.kind is K.MATRIX:
        there = len(problems)
        lines = _tried(problems, lambda: choices_of(typed.lines, start.lines, field="lines", prefix=f"{made.name}_"))
        if not lines and len(problems) == there:
            problems.append(Problem("no_lines", N_("Write the lines of the table, one below the other."), {}, "lines"))
        taken = taken_names(form, but=start.name) | {made.name}
        for line in lines:
            if line in start.lines:
                continue
            if not NAME.fullmatch(line.name):
                problems.append(Problem("bad_name", N_("The value of a line is made of English letters, figures, _ and -, and begins with a letter: {name}"), {"name": line.name}, "lines"))  # fmt: skip
            elif line.name in taken:
                problems.append(Problem("name_twice", N_("Another question, line or group is called {name}: choose another value for this line."), {"name": line.name}, "lines"))  # fmt: skip
    return replace(made, choices=choices, lines=lines)


def _bounds(question: Question) -> tuple[str, str]:
    if question.kind is K.SCALE:
        return figure(question.least), figure(question.most)
    read = {K.NUMBER: bounds_of, K.DATE: days_of}.get(question.kind)
    return (read and read(question.constraint)) or ("", "")


def _bounded(problems: list[Problem], made: Question, typed: Typed, start: Question) -> Question:
    """Least, most and step where they were changed."""
    shown = (*_bounds(start), figure(start.step))
    is_asked = made.kind is K.SCALE and not start.name  # a new scale has no ends until somebody says them
    is_kept = made.kind is not K.SCALE and has_own_rule(start)
    if made.kind not in BOUNDED or is_kept or (shown == (typed.least, typed.most, typed.step) and not is_asked):
        return made
    if made.kind is K.DATE:
        return _between_days(problems, made, typed, start)
    figures: dict[str, str] = {}
    for field in ("least", "most", "step"):
        text = getattr(typed, field)
        try:
            figures[field] = plain(number_typed(text, field)) if text.strip() else ""
        except Refusal as refused:
            problems += refused.problems
    if len(figures) < 3:
        return made
    if made.kind is K.NUMBER:
        _in_order(problems, figures)
        return replace(made, constraint=written_bounds(figures["least"], figures["most"]))
    if not figures["least"] or not figures["most"]:
        problems.append(Problem("no_ends", N_("Say where the scale begins and where it ends."), {}, "least"))
        return made
    _in_order(problems, figures)
    step = float(figures["step"] or 1)
    if step <= 0:
        problems.append(Problem("bad_step", N_("A step of the scale is larger than 0."), {}, "step"))
    return replace(made, least=float(figures["least"]), most=float(figures["most"]), step=step)


def _between_days(problems: list[Problem], made: Question, typed: Typed, start: Question) -> Question:
    days: list[str] = []
    for field in ("least", "most"):
        try:
            days.append(day_typed(getattr(typed, field), field))
        except Refusal as refused:
            problems += refused.problems
    if len(days) < 2 or tuple(days) == _bounds(start):
        return made
    if all(days) and TODAY not in days and days[0] > days[1]:
        problems.append(Problem("bad_ends", N_("The first day must not be after the last."), {}, "least"))
    return replace(made, constraint=written_days(*days))


def _ticked(problems: list[Problem], made: Question, typed: Typed, start: Question) -> Question:
    """Words at the ends of a scale; those that stand as they were shown stay, also in between."""
    if made.kind is not K.SCALE:
        return replace(made, ticks=())
    before = ends_of(start)
    ends = words_of(typed.least_zh, typed.least_en, before[0]), words_of(typed.most_zh, typed.most_en, before[1])
    if ends == before and scale(made) == scale(start):
        return made
    for words, field in zip(ends, ("least_zh", "most_zh"), strict=True):
        _short(problems, words, LONGEST_END, field)
    return replace(made, ticks=with_ends(made, start, ends))


def _in_order(problems: list[Problem], figures: dict[str, str]) -> None:
    if figures["least"] and figures["most"] and Decimal(figures["least"]) >= Decimal(figures["most"]):
        problems.append(Problem("bad_ends", N_("The least must be smaller than the most."), {}, "least"))
