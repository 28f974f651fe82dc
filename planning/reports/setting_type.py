"""Documents set by typst: words reach it as data and never as markup, in the one font of its package."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pylopdf_fonts_zh_cn
import regex
import segno
import typst

from planning.i18n.translator import translator
from planning.wording import Sentence, Words, clean

TEMPLATES = Path(__file__).parent / "templates"
LONGEST_RUN = 24
"""Letters that stand together before a line may be broken inside of them: such a word would leave the sheet."""


def pdf(template: str, document: Mapping[str, Any], **files: str) -> bytes:
    """A document of a template, which finds it as JSON in ``sys.inputs.data``; the same input gives the same bytes.

    :param files: further texts (drawings), each under its own name in ``sys.inputs``.

    Raises ``typst.TypstError`` with what the template says.
    """
    inputs = {"data": json.dumps(document, ensure_ascii=False), **files}
    made, warnings = typst.compile_with_warnings(
        TEMPLATES / template, font_paths=_fonts(), sys_inputs=inputs, format="pdf", timestamp=0
    )
    missing = [one.message for one in warnings if "font" in one.message]
    if missing or not isinstance(made, bytes):
        raise RuntimeError(f"the document was not set in its own font: {missing}")
    return made


@cache
def _fonts() -> typst.Fonts:
    """The one font that stands in its package, and what typst brings along: nothing depends on this machine."""
    return typst.Fonts(include_system_fonts=False, font_paths=[str(pylopdf_fonts_zh_cn.sans_path().parent)])


def numbered(numbers: Iterable[int] | None) -> list[dict[str, str]]:
    """Sheets by their numbers, each with its QR code: the figures alone, as a scanner types them. A specimen has none."""
    if numbers is None:
        return [{"number": "", "qr": ""}]
    texts = [str(number) for number in numbers]
    return [
        {"number": text, "qr": segno.make_qr(text, error="m").svg_inline(border=1, omitsize=True)} for text in texts
    ]


def said(sentence: Sentence) -> list[str]:
    """A sentence in Chinese and in English."""
    return [translator(language).sentence(sentence) for language in ("zh", "en")]


def both(words: Words) -> list[str]:
    """The words in both languages, once where they are the same."""
    second = words.en if words.zh and words.en != words.zh else ""
    return [breakable(words["zh"]), breakable(second) if second else ""]


def breakable(text: str) -> str:
    """Words as they can be set: lines may break inside of those that are longer than any line, and pictures are left out.

    The font has no emoji, and the empty box in the place of one would look like a box to write in.
    """
    kept = regex.sub(_PICTURES, "", clean(text, lines=True)).strip() or "–"
    return regex.sub(_LONG_WORD, lambda found: regex.sub(r"(\X{8})", "\\1\u200b", found[0]), kept)


_PICTURES = r"[\U0001f000-\U0001faff\u2600-\u27bf\u200d\ufe0f]"
_LONG_WORD = rf"[^\s\u2e80-\u9fff\uac00-\ud7ff\uff00-\uffef]{{{LONGEST_RUN},}}"
