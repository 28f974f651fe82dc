"""The hash of a frozen roll: moved by whatever decides who votes with what weight, and by nothing else."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from typing import Any

import pytest

from planning.options.electorate import Contact, Holding, Voter, VoterKind
from planning.options.frozen_roll import frozen_lines, roll_hash

HOME = Voter("v1", "c", "r", VoterKind.OWNER, "501 +1", "id", "", (Holding("501", "C1", "3", "2", 8735), Holding("502", "C1")), "B")  # fmt: skip
SHOP = Voter("v2", "c", "r", VoterKind.SHOP, "12", None, "北侧", (Holding("12", "北侧", area=3550),))


def test_the_lines_are_those_that_the_documentation_shows():
    """Sorted, without random ids; the hash is that of the lines with line feeds, as sha256sum computes it."""
    lines = [
        '["owner","501 +1","","B",[["501","C1","3","2",8735,1],["502","C1","","",null,1]]]',
        '["shop","12","北侧","",[["12","北侧","","",3550,1]]]',
    ]
    assert frozen_lines([SHOP, HOME]) == lines
    assert roll_hash([HOME, SHOP]) == hashlib.sha256(("\n".join(lines) + "\n").encode()).hexdigest()


def test_order_ids_and_notes_on_contact_do_not_move_it():
    """Whoever was reached: the roll is the same."""
    assert roll_hash([SHOP, replace(HOME, id="x", contact=Contact.REACHED)]) == roll_hash([HOME, SHOP])
    assert roll_hash([]) == ""


@pytest.mark.parametrize(
    "change",
    [
        {"kind": VoterKind.HOUSEHOLD}, {"label": "501"}, {"street_front": "x"}, {"owner": "C"},
        {"holdings": HOME.holdings[:1]}, {"holdings": (replace(HOME.holdings[0], area=8736), HOME.holdings[1])},
        {"holdings": (replace(HOME.holdings[0], count=2), HOME.holdings[1])},
    ],
)  # fmt: skip
def test_everything_else_moves_it(change: dict[str, Any]):
    """A hundredth of a square metre, one unit more, another owner."""
    assert roll_hash([replace(HOME, **change), SHOP]) != roll_hash([HOME, SHOP])
    assert roll_hash([HOME, SHOP, SHOP]) != roll_hash([HOME, SHOP])
