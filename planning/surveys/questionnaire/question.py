"""A question: its kind, its words, when it is asked, and what may be answered."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from planning.wording import Words


class QuestionKind(StrEnum):
    """What is asked for."""

    SINGLE = "single"
    MULTIPLE = "multiple"
    RANKING = "ranking"
    SCALE = "scale"
    NUMBER = "number"
    TEXT = "text"
    DATE = "date"
    PHOTO = "photo"
    POINT = "point"
    LINE = "line"
    AREA = "area"
    MATRIX = "matrix"
    NOTE = "note"


CHOOSING = frozenset({QuestionKind.SINGLE, QuestionKind.MULTIPLE, QuestionKind.RANKING, QuestionKind.MATRIX})
"""Kinds that are answered from a list."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One of the answers of a list; ``name`` is what the answer is kept as."""

    name: str
    label: Words


@dataclass(frozen=True, slots=True)
class Question:
    """One question, as it stands in the form.

    :param name: under which its answers are kept; ``group`` the names of the groups around it, the outer first.
    :param condition: XPath as XLSForm writes it (``relevant``): asked only where it is true; empty: always.
    :param constraint: XPath on the answer (``.``); ``refusal`` what is said where it does not hold.
    :param lines: of a matrix: the statements that stand in its lines.
    :param least: of a scale; ``most`` and ``step`` the same.
    :param ticks: of a scale: words at steps of it, such as its ends; named by the step (:mod:`.ticks`).
    :param whole: a number without decimals.
    :param unsure: "don't know" may be answered.
    """

    name: str
    kind: QuestionKind
    label: Words
    hint: Words = Words("")
    group: tuple[str, ...] = ()
    required: bool = False
    condition: str = ""
    constraint: str = ""
    refusal: Words = Words("")
    choices: tuple[Choice, ...] = ()
    lines: tuple[Choice, ...] = ()
    shuffled: bool = False
    whole: bool = False
    unsure: bool = False
    least: float | None = None
    most: float | None = None
    step: float | None = None
    default: str = ""
    ticks: tuple[Choice, ...] = ()


@dataclass(frozen=True, slots=True)
class Group:
    """What is said of questions that stand together.

    :param path: names of the groups around it, the outer first, then its own.
    :param condition: XPath as that of a question: what lies in it is asked only where it is true.
    """

    path: tuple[str, ...]
    label: Words = Words("")
    condition: str = ""


@dataclass(frozen=True, slots=True)
class Questionnaire:
    """A whole form. ``languages`` are those of its file; words are kept in Chinese and English.

    :param groups: those of which something is said, in the order in which they begin (:mod:`.groups`).
    """

    name: str
    title: Words
    questions: tuple[Question, ...]
    languages: tuple[str, ...] = ()
    groups: tuple[Group, ...] = ()
