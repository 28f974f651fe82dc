"""Words in the visitor's language.

A message's key is its English sentence, so the English catalogue is the code itself; the Chinese one lies in
``zh/*.po``, one file per room. Dates and numbers are written as each language writes them.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from babel.messages.pofile import read_po

from planning.errors import Problem, Refusals
from planning.wording import Sentence, Words, listed

FOLDER = Path(__file__).parent
LANGUAGES = ("zh", "en")
Catalogue = dict[str, str | tuple[str, ...]]


@cache
def catalogue(language: str) -> Catalogue:
    """All messages of a language, of all rooms together; a test sees to it that no two translate the same key."""
    messages: Catalogue = {}
    for path in sorted((FOLDER / language).glob("*.po")):
        with path.open("rb") as file:
            for message in read_po(file, locale=language, abort_invalid=True):
                if not message.id:
                    continue
                key = message.id[0] if isinstance(message.id, (tuple, list)) else message.id
                messages[key] = (
                    tuple(message.string) if isinstance(message.string, (tuple, list)) else message.string or ""
                )
    return messages


@dataclass(frozen=True, slots=True)
class Translator:
    """Speaks one language."""

    language: str

    def __call__(self, message: str, /, **params: Any) -> str:
        """A sentence; ``{name}`` placeholders are filled, :class:`Words` among them in this language."""
        found = catalogue(self.language).get(message) or message
        return self._filled(found if isinstance(found, str) else found[0], params)

    def n(self, one: str, many: str, count: int, /, **params: Any) -> str:
        """A sentence about a number; ``{count}`` is filled."""
        found = catalogue(self.language).get(one)
        text = one if count == 1 else many
        if found:
            text = found if isinstance(found, str) else found[0]  # Chinese has one form
        return self._filled(text, {"count": count} | params)

    def _filled(self, text: str, params: dict[str, Any]) -> str:
        return text.format(**{name: self.words(value) for name, value in params.items()}) if params else text

    def words(self, value: Any) -> Any:
        """A bilingual value, or a tuple of them as a list, in this language; everything else as it is."""
        if isinstance(value, tuple):
            return listed([str(self.words(one)) for one in value], self.language)
        return value[self.language] if isinstance(value, Words) else value

    def sentence(self, sentence: Sentence) -> str:
        """A sentence that a rule made."""
        return self(sentence.message, **sentence.params)

    def sentences(self, sentences: Iterable[Sentence]) -> str:
        """A paragraph of them."""
        return self.joined(map(self.sentence, sentences))

    def problem(self, problem: Problem) -> str:
        """A problem as one sentence."""
        return self(problem.message, **problem.params)

    def refusal(self, refused: Refusals) -> str:
        """All that is wrong, one sentence each."""
        return self.joined(self.problem(p) for p in refused.problems)

    def joined(self, sentences: Iterable[str]) -> str:
        """Sentences after one another: with a space between them in English only."""
        return ("" if self.language == "zh" else " ").join(sentences)

    def date(self, at: datetime, zone: str = "Asia/Shanghai") -> str:
        """2026年11月24日 / 24 Nov 2026, in the community's zone."""
        local = at.astimezone(ZoneInfo(zone))
        if self.language == "zh":
            return f"{local.year}年{local.month}月{local.day}日"
        return f"{local.day} {_MONTHS[local.month - 1]} {local.year}"

    def time(self, at: datetime, zone: str = "Asia/Shanghai") -> str:
        """Date with hour and minute."""
        local = at.astimezone(ZoneInfo(zone))
        return f"{self.date(at, zone)} {local:%H:%M}"


_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


@cache
def translator(language: str) -> Translator:
    """The translator of a language; Chinese for every language that we do not speak."""
    return Translator(language if language in LANGUAGES else "zh")
