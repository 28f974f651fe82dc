"""Statements of staff from a table, a line each: what can be added to a conversation, and what is wrong with the others."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from planning.errors import N_, Problem, Refusals
from planning.surveys.statements import LONGEST_STATEMENT, MOST_STATEMENTS
from planning.wording import Words, checked

HEADINGS = {
    "zh": "zh", "chinese": "zh", "text zh": "zh", "text_zh": "zh", "中文": "zh",
    "en": "en", "english": "en", "text en": "en", "text_en": "en", "英文": "en",
}  # fmt: skip
"""Languages by the names that their column may have, in small letters."""


def read(lines: Iterable[tuple[int, str, str]], there: Sequence[Words]) -> tuple[list[Words], list[Problem]]:
    """Statements in their order, and all that is wrong, with the line.

    :param lines: the number of each line, its Chinese and its English.
    :param there: all statements of the conversation, whether they are shown or not: they count for the cap, and the same words
        are not added again.
    """
    problems: list[Problem] = []
    found: list[Words] = []
    known = {key: 0 for words in there for key in _keys(words)}
    for number, zh, en in lines:
        words = _words(problems, number, zh, en)
        if words is None:
            continue
        twice = next((known[key] for key in _keys(words) if key in known), None)
        if twice is not None:
            problems.append(_twice(number, twice))
            continue
        known |= dict.fromkeys(_keys(words), number)
        found.append(words)
    room = max(0, MOST_STATEMENTS - len(there))
    if len(found) > room:
        said = {"most": MOST_STATEMENTS, "room": room, "count": len(found)}
        problems.append(Problem(
            "too_many", N_("A conversation holds {most} statements: there is room for {room} more, and this table has {count}."), said))  # fmt: skip
    return found, problems


def _words(problems: list[Problem], number: int, zh: str, en: str) -> Words | None:
    try:
        both = [checked(text, field="words", longest=LONGEST_STATEMENT, needed=False) for text in (zh, en)]
    except Refusals:
        sentence = N_("Line {line}: a statement has at most {longest} characters, so that one thought fits.")
        problems.append(Problem("long_text", sentence, {"line": number, "longest": LONGEST_STATEMENT}, number))
        return None
    if not any(both):
        problems.append(Problem("empty_text", N_("Line {line}: write the statement in Chinese or in English."), {"line": number}, number))  # fmt: skip
        return None
    return Words(*both)


def _twice(number: int, first: int) -> Problem:
    if first:
        return Problem("twice", N_("Line {line}: it says the same as line {first}: leave one of them."), {"line": number, "first": first}, number)  # fmt: skip
    return Problem("there_already", N_("Line {line}: this conversation has this statement already: take the line out."), {"line": number}, number)  # fmt: skip


def _keys(words: Words) -> list[str]:
    """What makes two statements the same: the words of one language, whatever their capitals."""
    return [text.casefold() for text in (words.zh, words.en) if text]
