"""Choices as lines of text, one each: ``value = 中文 | English``. The value may be left out, one language too.

A line that stands as it was shown gives the choice that it was shown for, whatever its words are: nothing that came in
with a form is lost by saving it.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Collection, Sequence

from planning.errors import N_, Problem, Refusals
from planning.surveys.questionnaire.question import Choice
from planning.wording import Words, clean, length

LONGEST_CHOICE = 200
LONGEST_VALUE = 60
MOST_CHOICES = 200
_VALUED = re.compile(r"([^\s=＝|｜]+)\s*[=＝]\s*(.*)")
_BETWEEN = re.compile(r"\s*[|｜]\s*")
_LETTERS = re.compile(r"[^a-z0-9]+")
_SPACES = re.compile(r" {2,}")
_CHINESE = re.compile(r"[\u3400-\u9fff]")


def shown_words(words: Words) -> tuple[str, str]:
    """Words as two fields, Chinese and English; what is the same in both stands in the one whose script it is."""
    if words.zh != words.en:
        return words.zh, words.en
    return (words.zh, "") if _CHINESE.search(words.zh) else ("", words.en)


def words_of(zh: str, en: str, before: Words = Words("")) -> Words:
    """Words from two fields, as a form is read: one that is empty is filled from the other, of several spaces one stays."""
    if (zh, en) == shown_words(before):
        return before
    zh, en = (_SPACES.sub(" ", clean(typed)) for typed in (zh, en))
    return Words(zh or en, en or zh)


def slug(words: str, longest: int = 40) -> str:
    """A name in small letters out of English words; empty where there are none."""
    return _LETTERS.sub("_", words.lower()).strip("_")[:longest].strip("_") if words.isascii() else ""


def digest(words: str) -> str:
    """Six signs that stay the same for the same words, to name what has no English."""
    return hashlib.sha256(words.encode()).hexdigest()[:6]


def free(name: str, taken: Collection[str]) -> str:
    """A name that is not taken: itself, or with the next number."""
    number, found = 1, name
    while found in taken:
        number += 1
        found = f"{name}_{number}"
    return found


def shown_line(choice: Choice) -> str:
    """One choice as its line."""
    zh, en = choice.label.zh, choice.label.en
    return f"{choice.name} = {zh if zh == en or not en else f'{zh} | {en}'}".strip()


def shown_lines(choices: Sequence[Choice]) -> str:
    """All choices of a list, a line each."""
    return "\n".join(map(shown_line, choices))


def choices_of(text: str, before: Sequence[Choice] = (), *, field: str = "choices", prefix: str = "") -> tuple[Choice, ...]:  # fmt: skip
    """Choices from lines; empty lines are passed over.

    :param before: the choices that the lines were shown for.
    :param prefix: what made-up values begin with, where they must be told apart in the whole form.

    Raises :class:`Refusals` (``no_label``, ``long_text``, ``value_twice``, ``too_many``), each with the number of the line.
    """
    if text == shown_lines(before):
        return tuple(before)
    problems: list[Problem] = []
    found: dict[str, Choice] = {}
    unsaid: list[Words] = []
    as_shown = {shown_line(choice): choice for choice in before}
    lines = [line.strip() for line in text.splitlines()]
    order: list[str | Words] = []
    for number, line in enumerate(lines, 1):
        if not line:
            continue
        choice = as_shown.get(line) or _read(line, number, field, problems)
        if choice is None:
            continue
        if not choice.name:
            unsaid.append(choice.label)
            order.append(choice.label)
        elif choice.name in found:
            problems.append(Problem("value_twice", N_("Line {line}: the value {value} stands there twice; give each answer its own."), {"line": number, "value": choice.name}, field))  # fmt: skip
        else:
            found[choice.name] = choice
            order.append(choice.name)
    if len(order) > MOST_CHOICES:
        problems.append(Problem("too_many", N_("At most {most} answers in one list."), {"most": MOST_CHOICES}, field))
    if problems:
        raise Refusals(problems)
    named = _named(unsaid, found, before, prefix)
    made = iter(named)
    return tuple(found[one] if isinstance(one, str) else next(made) for one in order)


def _read(line: str, number: int, field: str, problems: list[Problem]) -> Choice | None:
    match = _VALUED.fullmatch(line)
    name, said = (match[1], match[2]) if match else ("", line)
    parts = _BETWEEN.split(said, maxsplit=1)
    words = words_of(parts[0], parts[1] if len(parts) > 1 else "")
    if not words.zh:
        problems.append(Problem("no_label", N_("Line {line} has no words: write what is answered, such as 需要 | Yes."), {"line": number}, field))  # fmt: skip
        return None
    longest = max(length(words.zh), length(words.en))
    if longest > LONGEST_CHOICE or len(name) > LONGEST_VALUE:
        most = LONGEST_VALUE if len(name) > LONGEST_VALUE else LONGEST_CHOICE
        problems.append(Problem("long_text", N_("Line {line} is too long: please use at most {longest} characters."), {"line": number, "longest": most}, field))  # fmt: skip
        return None
    return Choice(name, words)


def _named(unsaid: Sequence[Words], found: Collection[str], before: Sequence[Choice], prefix: str) -> list[Choice]:
    """Values for lines without one: the value of before where the words are the same, else made from the English words."""
    taken, made = set(found), []
    for words in unsaid:
        kept = next((one.name for one in before if one.label == words and one.name not in taken), "")
        name = kept or free(prefix + (slug(words.en) or f"c_{digest(words.zh)}"), taken)
        taken.add(name)
        made.append(Choice(name, words))
    return made
