"""Words: in two languages, and as people type them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Any

from planning.errors import N_, Refusal

if TYPE_CHECKING:
    import regex


@dataclass(frozen=True, slots=True)
class Words:
    """The same words in Chinese and in English; one may be empty, then the other stands in."""

    zh: str
    en: str = ""

    def __getitem__(self, language: str) -> str:
        """The words in a language, or in the other one where they are missing."""
        return (self.zh or self.en) if language == "zh" else (self.en or self.zh)


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence to be said in the visitor's language.

    :param message: English sentence with ``{name}`` placeholders, the key of its translations.
    :param params: values of the placeholders; :class:`Words` and tuples of them are said in that language too.
    """

    message: str
    params: dict[str, Any] = field(default_factory=dict)

    def __str__(self) -> str:
        said = {name: english(value) for name, value in self.params.items()}
        return self.message.format(**said) if said else self.message


def english(value: Any) -> Any:
    """A parameter as English says it: bilingual words, or a list of them; everything else as it is."""
    if isinstance(value, Words):
        return value["en"]
    if isinstance(value, tuple):
        return listed([str(english(one)) for one in value], "en")
    return value


def listed(words: Sequence[str], language: str) -> str:
    """Several words as one phrase: 甲、乙和丙 / A, B and C."""
    if len(words) < 2:
        return "".join(words)
    between, last = ("、", "和") if language == "zh" else (", ", " and ")
    return f"{between.join(words[:-1])}{last}{words[-1]}"


# Bidirectional controls, zero-width marks that hide text, separators and the byte-order mark. The zero-width joiner
# stays: families of emoji are made with it.
_HIDDEN = r"[\p{Cc}\p{Cs}\p{Cn}\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\u061c]"
_STACKED_MARKS = r"(\p{M}{4})\p{M}+"
_EMPTY_LINES = r"\n{3,}"
_GRAPHEME = r"\X"


@cache
def _pattern(text: str) -> regex.Pattern[str]:
    import regex  # late: counting needs words, but never looks into them

    return regex.compile(text)


def clean(text: str, *, lines: bool = False) -> str:
    """What a person typed, without what cannot be seen: NFC, no controls, no piled-up accents, trimmed.

    :param lines: keep line breaks (at most one empty line between paragraphs).
    """
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    parts = text.split("\n") if lines else [text.replace("\n", " ").replace("\t", " ")]
    stacked, hidden = _pattern(_STACKED_MARKS), _pattern(_HIDDEN)
    kept = [stacked.sub(r"\1", hidden.sub("", part.replace("\t", " "))).strip() for part in parts]
    return _pattern(_EMPTY_LINES).sub("\n\n", "\n".join(kept)).strip()


def length(text: str) -> int:
    """Length as a reader counts it: in grapheme clusters (UAX #29)."""
    return len(_pattern(_GRAPHEME).findall(text))


def checked(text: str, *, field: str, longest: int, lines: bool = False, needed: bool = True) -> str:
    """Clean text no longer than ``longest`` graphemes; raises :class:`Refusal` (``empty_text``, ``long_text``)."""
    if len(text) > longest * 40:  # a grapheme of 40 code points is already no writing; refuse before normalising
        raise Refusal(
            "long_text", N_("That is too long: please use at most {longest} characters."), where=field, longest=longest
        )
    text = clean(text, lines=lines)
    if needed and not text:
        raise Refusal("empty_text", N_("Please write something first."), where=field)
    if length(text) > longest:
        raise Refusal(
            "long_text", N_("That is too long: please use at most {longest} characters."), where=field, longest=longest
        )
    return text


def is_named(name: str, text: str) -> bool:
    """Whether a text names a person, in capitals or not.

    Chinese names of two and more characters are found inside of sentences; a name in letters must not be part of a
    longer word (Lin is not named by "linden", but by 请Lin来); one character must stand alone (王 is not named by 国王).
    """
    if not name:
        return False
    inside = "A-Za-z0-9_" if name.isascii() else r"\w" if len(name) == 1 else ""
    wanted = rf"(?<![{inside}]){re.escape(name)}(?![{inside}])" if inside else re.escape(name)
    return re.search(wanted, text, re.IGNORECASE) is not None


_SCRIPT_MARKS = {ord(c): f"&#{ord(c)};" for c in "`$\\{}"}
_MARKDOWN = r"([\\`*_{}\[\]()#+\-.!|<>~$:&^=@/])"


def for_map(text: str) -> str:
    """The one way for residents' words into a map: no HTML, no script template, no hidden character.

    folium writes popups and tooltips into JavaScript template literals, where ``${...}``, a backtick or a backslash
    would run or break out even after HTML escaping; they become entities too.
    """
    from html import escape  # late, as above: its table of entities is large

    return escape(clean(text, lines=True), quote=True).translate(_SCRIPT_MARKS).replace("\n", "<br>")


def for_markdown(text: str) -> str:
    """Literal text for a Markdown reader: no link, image, directive, formula or HTML in it comes to life."""
    return _pattern(_MARKDOWN).sub(r"\\\1", clean(text, lines=True)).replace("\n", "  \n")


_FORMULA_SIGNS = "=+-@\t\r\n＝＋－＠"


def for_cell(text: str) -> str:
    """Text that a spreadsheet keeps as text: a leading formula sign is disarmed by an apostrophe."""
    return f"'{text}" if text[:1] and text.lstrip("'")[:1] in set(_FORMULA_SIGNS) else text


def from_cell(text: str) -> str:
    """The text that :func:`for_cell` disarmed."""
    return text[1:] if text[:1] == "'" and text.lstrip("'")[:1] in set(_FORMULA_SIGNS) else text


def told_apart(names: Mapping[str, str]) -> dict[str, str]:
    """Names in a list by their ids, the second of equal ones with a number behind it.

    Streamlit sends a choice back by its words, and a table has one column of a name: two of the same words would be one.
    """
    seen: dict[str, int] = {}
    told = {}
    for id_, name in names.items():
        seen[name] = seen.get(name, 0) + 1
        told[id_] = name if seen[name] == 1 else f"{name} ({seen[name]})"
    # A name that somebody gave may look like one of ours: number until all differ.
    return told if len(set(told.values())) == len(told) else told_apart(told)
