"""Searching looks through capitals of every script, alike on both databases."""

from __future__ import annotations

import sys

import pytest
from sqlalchemy import func, literal, select, text

from planning.store.embedded import lowered
from planning.web.house import House

EVERY_LETTER = [chr(n) for n in range(1, sys.maxunicode + 1) if not 0xD800 <= n < 0xE000]


@pytest.mark.parametrize(
    ("said", "sought"),
    [
        ("TREE", "tree"), ("ÉCOLE", "école"), ("дОМ", "Дом"), ("ΔΈΝΔΡΟ", "δένδρο"), ("ＡＢＣ座", "ａｂｃ座"),
        ("GROẞ", "groß"), ("İstanbul", "istanbul"), ("Ǆ", "ǆ"), ("玉兰", "玉兰"), ("𐐀", "𐐨"), ("Ⅷ号楼", "ⅷ号楼"),
    ],
)  # fmt: skip
def test_capitals_of_every_script_are_small_letters(house: House, said: str, sought: str):
    """What a search compares is equal, in whichever case either was typed."""
    with house.database.reading() as session:
        assert session.scalar(select(func.lower(literal(said)) == func.lower(literal(sought))))
        assert session.scalar(select(literal(f"({said})").icontains(sought, autoescape=True)))
        assert session.scalar(select(literal(f"({sought})").icontains(said, autoescape=True)))


def test_a_letter_is_not_its_neighbour(house: House):
    """What merely looks alike, or becomes alike in a language, stays apart."""
    with house.database.reading() as session:
        for said, sought in (("É", "e"), ("ß", "ss"), ("ı", "i"), ("Я", "ю"), ("K", "κ")):
            assert not session.scalar(select(literal(said).icontains(sought, autoescape=True))), (said, sought)


def test_nothing_and_numbers_have_no_case(house: House):
    """NULL stays NULL; a number is not made a text that is not there."""
    assert lowered(None) is None
    with house.database.reading() as session:
        assert session.scalar(text("SELECT lower(NULL) IS NULL"))


@pytest.mark.postgresql
def test_both_databases_make_the_same_small_letters(house: House):
    """Every character of Unicode that PostgreSQL's C library knows; younger scripts it leaves alone."""
    with house.database.reading() as session:
        theirs = session.scalar(text("SELECT lower(:letters)"), {"letters": "".join(EVERY_LETTER)})
    assert len(theirs) == len(EVERY_LETTER)
    differ = [
        (letter, small)
        for letter, small in zip(EVERY_LETTER, theirs, strict=True)
        if lowered(letter) != small and small != letter and lowered(letter) != letter
    ]
    assert differ == []
    unknown = [letter for letter, small in zip(EVERY_LETTER, theirs, strict=True) if lowered(letter) != small]
    assert len(unknown) < 200, "".join(unknown)
