"""Codes on their way to people: a table, and cards to print and cut, with a QR code for the phone.

A card carries both languages, since nobody knows who lives behind a door. The QR code leads to the enter page with the
code behind the ``#``: that part of an address is sent to no server and stands in no log.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from planning import addresses
from planning.i18n.names import name_of
from planning.i18n.translator import Translator, translator
from planning.options.electorate import Voter
from planning.reports import qr
from planning.wording import Words, for_cell

BYTE_ORDER_MARK = "\ufeff"
"""Excel reads a CSV as UTF-8 only behind it."""

_ENVIRONMENT = Environment(
    loader=FileSystemLoader(Path(__file__).parent / "templates"), autoescape=True, undefined=StrictUndefined,
    trim_blocks=True, lstrip_blocks=True,
)  # fmt: skip


NOWHERE = Words("")


@dataclass(frozen=True, slots=True)
class Card:
    """A code and whose it is; ``voter`` is None for a code of nobody on the roll."""

    code: str
    voter: Voter | None = None
    courtyard: Words = NOWHERE

    @property
    def door(self) -> str:
        """Which door it is for, as it stands on the roll."""
        return self.voter.label if self.voter else ""


def codes_csv(round_id: str, cards: Iterable[Card]) -> str:
    """One line a code, with its door; no cell begins like a formula."""
    out = io.StringIO()
    out.write(BYTE_ORDER_MARK)
    table = csv.writer(out, lineterminator="\r\n")
    table.writerow(("round", "kind", "label", "courtyard", "street_front", "code"))
    for card in cards:
        voter = card.voter
        door = (
            (voter.kind, voter.label, card.courtyard.zh or card.courtyard.en, voter.street_front)
            if voter
            else ("",) * 4
        )
        table.writerow([round_id, *(for_cell(str(cell)) for cell in door), card.code])
    return out.getvalue()


def cards_html(cards: Sequence[Card], *, community: Words, title: Words, base: str) -> str:
    """A document of cards, eight on a sheet of A4, which prints well.

    :param base: address that phones reach, such as ``https://jieyi.example.org``.
    """
    return _ENVIRONMENT.get_template("cards.html").render(
        cards=cards, community=community, title=title, address=f"{base}{addresses.VOTE_ENTER}",
        zh=translator("zh"), en=translator("en"), qr=lambda card: qr.drawn(f"{base}{addresses.VOTE_ENTER}#{card.code}"),
        kind=_kind,
    )  # fmt: skip


def _kind(t: Translator, card: Card) -> str:
    return name_of(t, card.voter.kind) if card.voter else ""
