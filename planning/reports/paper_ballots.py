"""Paper ballots as PDF: one numbered sheet for each voter, large type, Chinese and English, by typst.

Words of people reach the document as data and never as markup, so that nothing in them is obeyed. A sheet bears its
number and never a code: together they would tell who cast it. The voter's code stands on the card (``reports/cards.py``).
"""

from __future__ import annotations

from typing import Any

import typst

from planning.errors import N_, Refusal
from planning.i18n.names import name_of
from planning.i18n.translator import translator
from planning.options.paper.instructing import is_ticked, to_fill_in
from planning.options.paper.printing import Paper, SheetsToPrint
from planning.options.paper.telling import paper_told
from planning.reports.setting_type import both, numbered, pdf, said
from planning.wording import Sentence

TEMPLATE = "paper_ballot.typ"
HASH_SHOWN = 16
"""Signs of the hash of question, options and rules on a sheet: enough to hold it against the announced one."""
TOO_LONG = "this ballot is too long for its paper"
"""What the template says when a sheet does not fit; see there."""


def ballots_pdf(sheets: SheetsToPrint, paper: Paper) -> bytes:
    """The sheets of a run, or one specimen; the same run always gives the same bytes.

    Raises :class:`Refusal` (``ballot_too_long``) where half a page is too small; A4 goes on over the page.
    """
    try:
        return pdf(TEMPLATE, _document(sheets, paper))
    except typst.TypstError as error:
        if TOO_LONG in error.message:
            raise Refusal("ballot_too_long", N_("This ballot is too long for half a page: print it on A4.")) from error
        raise


def _document(sheets: SheetsToPrint, paper: Paper) -> dict[str, Any]:
    """All that the template asks for, in plain words."""
    round_ = sheets.round
    # A rule of a round open to all is told beside the vote; whoever holds a sheet is told what decides about it.
    steps = (*to_fill_in(round_), *paper_told(round_.paper, open_to_all=round_.is_consultative))
    return {
        "paper": str(paper),
        "community": both(sheets.community.name), "title": both(round_.title), "question": both(round_.question),
        "kind": said(Sentence(N_("Paper ballot"))), "number_word": said(Sentence(N_("Sheet"))),
        "ballot": _names(round_.ballot), "hash": (round_.definition_hash or "")[:HASH_SHOWN],
        "hash_word": said(Sentence(N_("Fingerprint of the rules"))),
        "specimen": None if sheets.run else said(Sentence(N_("Specimen: not a ballot"))),
        "steps": [said(step) for step in steps],
        "ticked": is_ticked(round_),
        "options": [both(option.title) for option in sheets.boxes],
        "sheets": numbered(range(sheets.run.first, sheets.run.last + 1) if sheets.run else None),
    }  # fmt: skip


def _names(code: Any) -> list[str]:
    return [name_of(translator(language), code) for language in ("zh", "en")]
