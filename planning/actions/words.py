"""What acts ask of the words that staff type."""

from __future__ import annotations

from planning.errors import Problem, Refusals
from planning.wording import Words, checked

LONGEST_LABEL = 80
"""Of a text of one line; a longer one may have lines."""


def words_checked(problems: list[Problem], words: Words, *, field: str, longest: int, needed: bool = True) -> Words:
    """Words cleaned in both languages; what is wrong with them is added to ``problems``."""
    try:
        both = [checked(text, field=field, longest=longest, lines=True, needed=False) for text in (words.zh, words.en)]
        if needed and not any(both):
            checked("", field=field, longest=longest)
    except Refusals as refused:
        problems += refused.problems
        return Words("")
    return Words(*both)


def text_checked(problems: list[Problem], text: str, *, field: str, longest: int, needed: bool = True) -> str:
    """A text cleaned; what is wrong with it is added to ``problems``."""
    try:
        return checked(text, field=field, longest=longest, lines=longest > LONGEST_LABEL, needed=needed)
    except Refusals as refused:
        problems += refused.problems
        return ""


def reason_checked(reason: str) -> str:
    """Why it is done; the log and the page show it."""
    return checked(reason, field="reason", longest=400, lines=True)
