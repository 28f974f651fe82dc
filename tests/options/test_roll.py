"""The roll as a table: Chinese and English headings, every fault with its line, nothing mended in silence."""

from __future__ import annotations

import pytest

from planning.errors import Refusals
from planning.options.electorate import Voter, VoterKind
from planning.options.roll import parse_roll

COURTYARDS = {"C1": "id-of-c1", "C2": "id-of-c2"}


def parsed(text: str, enrolled: tuple[Voter, ...] = ()) -> list[Voter]:
    """A roll of community c, round r."""
    return parse_roll(text, community_id="c", round_id="r", courtyards=COURTYARDS, enrolled=enrolled)


def faults(text: str, enrolled: tuple[Voter, ...] = ()) -> list[tuple[str, object]]:
    """Code and line of everything that is wrong."""
    with pytest.raises(Refusals) as refused:
        parsed(text, enrolled)
    return [(problem.code, problem.where) for problem in refused.value.problems]


@pytest.mark.parametrize(
    "text",
    [
        "kind,label,courtyard,street_front\nhousehold,3-2-501,C1,\nshop,12,,North side\n",
        "\ufeff类别,门牌,院落,临街\r\n住户,3-2-501,C1,\r\n\r\n商铺,12,,North side\r\n",
        "Label,Kind,note,Street front,Courtyard\n3-2-501,Household,x,,C1\n 12 , SHOP ,y,North side,\n",
    ],
    ids=["English", "Chinese from Excel", "other order"],
)
def test_a_table_becomes_voters(text: str):
    """Columns in any order and either language, further columns left alone, empty lines skipped."""
    home, shop = parsed(text)
    assert (home.kind, home.label, home.courtyard_id) == (VoterKind.HOUSEHOLD, "3-2-501", "id-of-c1")
    assert (shop.kind, shop.label, shop.courtyard_id, shop.street_front) == (VoterKind.SHOP, "12", None, "North side")
    assert home.id != shop.id


def test_every_fault_is_named_with_its_line():
    """All of them at once, counted as an editor counts lines."""
    text = (
        "kind,label,courtyard\nhousehold,1,C1\ncastle,2,C9\nhousehold,,C1\n\nhousehold,1,C1\nowner," + "x" * 81 + ",\n"
    )
    assert faults(text) == [
        ("unknown_kind", 3), ("unknown_courtyard", 3), ("empty_text", 4), ("enrolled_twice", 6), ("long_text", 7),
    ]  # fmt: skip


def test_who_is_on_the_roll_already_is_not_enrolled_again():
    """The same door of the same courtyard is the same voter; in another courtyard it is another one."""
    known = tuple(parsed("kind,label,courtyard\nhousehold,1,C1\n"))
    assert faults("kind,label,courtyard\nhousehold,1,C1\n", known) == [("enrolled_twice", 2)]
    assert len(parsed("kind,label,courtyard\nhousehold,1,C2\n", known)) == 1


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", [("empty_table", 1)]),
        ("kind,label\n", [("empty_table", 1)]),
        ("name,age\nx,1\n", [("missing_column", 1), ("missing_column", 1)]),
        ('kind,label\nhousehold,"1\n', [("unreadable", 2)]),
    ],
    ids=["nothing", "heading only", "other columns", "open quotation mark"],
)
def test_a_table_that_is_none(text: str, expected: list[tuple[str, object]]):
    """What cannot be read as a whole is said in one sentence."""
    assert faults(text) == expected
