"""Words at steps of a scale, such as "1 = not at all, 5 = very": at its ends where they were written here, anywhere in a form.

XLSForm calls them ``tick_labelset``: a list of choices whose names are steps of the scale (XLSForm/pyxform issue 817).
"""

from __future__ import annotations

from decimal import Decimal

from planning.surveys.questionnaire.answering import plain, scale
from planning.surveys.questionnaire.conditions import NUMBER
from planning.surveys.questionnaire.question import Choice, Question, QuestionKind
from planning.wording import Words

NONE = Words("")


def words_at(question: Question) -> dict[str, Words]:
    """The words of each step that has some, by the step as answers have it, from the least on."""
    least, most, step = scale(question)
    found: dict[Decimal, Words] = {}
    for tick in question.ticks:
        at = Decimal(tick.name) if NUMBER.fullmatch(tick.name) else None
        if at is not None and least <= at <= most and (at - least) % step == 0:
            found.setdefault(at, tick.label)
    return {plain(at): found[at] for at in sorted(found)}


def ends_of(question: Question) -> tuple[Words, Words]:
    """The words at the least and at the most; empty where there are none."""
    words, (least, most, _) = words_at(question), scale(question)
    return words.get(plain(least), NONE), words.get(plain(most), NONE)


def told(question: Question, language: str) -> str:
    """All of them in one line: "1 = not at all · 5 = very"; empty where there are none, or it is no scale."""
    words = words_at(question) if question.kind is QuestionKind.SCALE else {}
    return " · ".join(f"{step} = {said[language]}" for step, said in words.items())


def only_ends(question: Question) -> bool:
    """Whether nothing between the ends has words: then they stand below the two, else in a line of their own."""
    least, most, _ = scale(question)
    return set(words_at(question)) <= {plain(least), plain(most)}


def with_ends(question: Question, before: Question, ends: tuple[Words, Words]) -> tuple[Choice, ...]:
    """Words at the ends as the scale has them now; those in between stay where they still are steps of it.

    :param before: the scale as it was, whose ends are no steps in between.
    """
    old = {plain(number) for number in scale(before)[:2]}
    least, most, _ = (plain(number) for number in scale(question))
    kept = {at: words for at, words in words_at(question).items() if at not in {*old, least, most}}
    made = {least: ends[0], **kept, most: ends[1]}
    return tuple(Choice(at, words) for at, words in made.items() if words.zh or words.en)
