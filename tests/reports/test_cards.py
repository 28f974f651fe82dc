"""Codes on paper: a table that no spreadsheet runs, and cards whose QR code leads to the enter page."""

from __future__ import annotations

import csv
import io

from planning.options.electorate import Voter, VoterKind, new_code
from planning.reports.cards import Card, cards_html, codes_csv
from planning.wording import Words


def voter(label: str) -> Voter:
    """A voter with this label."""
    return Voter("v", "c", "r", VoterKind.HOUSEHOLD, label)


def test_the_table_carries_doors_and_codes_and_no_formula():
    """Behind a byte-order mark; a label that begins like a formula is text."""
    code = new_code()
    text = codes_csv("r1", [Card(code, voter('=HYPERLINK("x")'), Words("一院", "First")), Card("B")])
    assert text.startswith("\ufeff")
    rows = list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))
    assert rows[0] == {
        "round": "r1", "kind": "household", "label": "'=HYPERLINK(\"x\")", "courtyard": "一院", "street_front": "", "code": code,
    }  # fmt: skip
    assert (rows[1]["label"], rows[1]["code"]) == ("", "B")


def test_cards_carry_both_languages_and_the_code_in_letters_and_as_a_square():
    """One card a code, nothing from another site, words of people literal."""
    cards = [Card(new_code(), voter("<b>1-101</b>"), Words("一院", "First")), Card(new_code())]
    page = cards_html(
        cards, community=Words("玉兰巷", "Yulan Lane"), title=Words("树种", "Species"), base="https://j.example"
    )
    assert page.count('class="card"') == page.count("<svg") == 2
    assert all(card.code in page for card in cards)
    assert "https://j.example/v/" in page
    assert f"https://j.example/v/#{cards[0].code}" not in page
    assert "一卡一票" in page
    assert "One card, one ballot." in page
    assert "<b>1-101</b>" not in page
    assert "&lt;b&gt;1-101&lt;/b&gt;" in page
    assert "src=" not in page
