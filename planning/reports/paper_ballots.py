"""Paper ballots as PDF: one numbered sheet for each voter, large type, Chinese and English, by typst.

Words of people reach the document as data and never as markup, so that nothing in them is obeyed. A sheet bears its
number and never a code: together they would tell who cast it. The voter's code stands on the card (``reports/cards.py``).
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

import pylopdf_fonts_zh_cn
import regex
import segno
import typst

from planning.errors import N_, Refusal
from planning.i18n.names import name_of
from planning.i18n.translator import translator
from planning.options.paper.instructing import is_ticked, to_fill_in
from planning.options.paper.printing import Paper, SheetsToPrint
from planning.options.paper.telling import paper_told
from planning.wording import Sentence, Words, clean

TEMPLATE = Path(__file__).parent / "templates" / "paper_ballot.typ"
LONGEST_RUN = 24
"""Letters that stand together before a line may be broken inside of them: such a word would leave the sheet."""
HASH_SHOWN = 16
"""Signs of the hash of question, options and rules on a sheet: enough to hold it against the announced one."""
TOO_LONG = "this ballot is too long for its paper"
"""What the template says when a sheet does not fit; see there."""


def ballots_pdf(sheets: SheetsToPrint, paper: Paper) -> bytes:
    """The sheets of a run, or one specimen; the same run always gives the same bytes.

    Raises :class:`Refusal` (``ballot_too_long``) where half a page is too small; A4 goes on over the page.
    """
    data = json.dumps(_document(sheets, paper), ensure_ascii=False)
    try:
        made, warnings = typst.compile_with_warnings(
            TEMPLATE, font_paths=_fonts(), sys_inputs={"data": data}, format="pdf", timestamp=0
        )
    except typst.TypstError as error:
        if TOO_LONG in error.message:
            raise Refusal("ballot_too_long", N_("This ballot is too long for half a page: print it on A4.")) from error
        raise
    missing = [one.message for one in warnings if "font" in one.message]
    if missing or not isinstance(made, bytes):
        raise RuntimeError(f"the sheets were not set in their own font: {missing}")
    return made


@cache
def _fonts() -> typst.Fonts:
    """The one font that stands in its package, and what typst brings along: nothing depends on this machine."""
    return typst.Fonts(include_system_fonts=False, font_paths=[str(pylopdf_fonts_zh_cn.sans_path().parent)])


def _document(sheets: SheetsToPrint, paper: Paper) -> dict[str, Any]:
    """All that the template asks for, in plain words."""
    round_ = sheets.round
    # A rule of a round open to all is told beside the vote; whoever holds a sheet is told what decides about it.
    steps = (*to_fill_in(round_), *paper_told(round_.paper, open_to_all=round_.is_consultative))
    return {
        "paper": str(paper),
        "community": _both(sheets.community.name), "title": _both(round_.title), "question": _both(round_.question),
        "kind": _said(Sentence(N_("Paper ballot"))), "number_word": _said(Sentence(N_("Sheet"))),
        "ballot": _names(round_.ballot), "hash": (round_.definition_hash or "")[:HASH_SHOWN],
        "hash_word": _said(Sentence(N_("Fingerprint of the rules"))),
        "specimen": None if sheets.run else _said(Sentence(N_("Specimen: not a ballot"))),
        "steps": [_said(step) for step in steps],
        "ticked": is_ticked(round_),
        "options": [_both(option.title) for option in sheets.boxes],
        "sheets": [_sheet(number) for number in _numbers(sheets)],
    }  # fmt: skip


def _numbers(sheets: SheetsToPrint) -> Iterable[int]:
    return range(sheets.run.first, sheets.run.last + 1) if sheets.run else (0,)


def _sheet(number: int) -> dict[str, str]:
    """A number and its QR code: the figures alone, as a scanner types them. A specimen has none."""
    if not number:
        return {"number": "", "qr": ""}
    return {"number": str(number), "qr": segno.make_qr(str(number), error="m").svg_inline(border=1, omitsize=True)}


def _said(sentence: Sentence) -> list[str]:
    return [translator(language).sentence(sentence) for language in ("zh", "en")]


def _names(code: Any) -> list[str]:
    return [name_of(translator(language), code) for language in ("zh", "en")]


def _both(words: Words) -> list[str]:
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
