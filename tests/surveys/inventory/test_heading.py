"""A list with a title above its header is read as if it had none, and its report says so."""

from __future__ import annotations

import pytest

from planning.site import Community
from planning.surveys.inventory.asked import Asked
from planning.surveys.inventory.checking import Draft, drafted
from planning.surveys.inventory.kinds import KINDS
from planning.wording import Words
from tests.makers import NOON

COMMUNITY = Community("c", Words("玉兰巷社区", "Yulan Lane"), created_at=NOON)
LIST = "编号,树种,胸径(cm),经度,纬度\nA1,女贞,22,104.0601,30.6301\nA2,银杏,viel,104.0602,30.6302\nA3,银杏,9,,\n"


def _drafted(text: str, kind: str = "tree", **columns: str) -> Draft:
    return drafted(
        text.encode(), "清单.csv", form=KINDS[kind], community=COMMUNITY, asked=Asked(columns=columns)
    )  # fmt: skip


def test_a_title_is_said_and_lines_are_those_of_the_file():
    """Columns, units, refused and doubtful rows are as without it; a warning names the line."""
    plain, titled = _drafted(LIST).report, _drafted(f"玉兰巷树木清单\n\n{LIST}").report
    assert (titled.columns, titled.units, titled.accepted) == (plain.columns, plain.units, 2)
    assert [(p.code, p.where) for p in titled.refused] == [("no_coordinates", 6)]
    assert [(p.code, p.where) for p in titled.doubtful] == [("unread_value", 5)]
    [said] = [p for p in titled.warnings if p.code == "header_below"]
    assert said.params == {"line": 3}
    assert "header_below" not in {p.code for p in plain.warnings}


def test_columns_of_a_first_row_that_was_named_make_it_the_header():
    """The planner says which column is which: then their row is no title."""
    text = "甲,乙,丙\nno,street,x\n104.06,30.63,y\n"
    assert _drafted(text).report.offered == ("no", "street", "x")
    assert _drafted(text, x="甲", y="乙").report.offered == ("甲", "乙", "丙")


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_each_kind_knows_its_own_columns(kind):
    """The id and a geometry are enough below a title."""
    report = _drafted("清单\ncode,id,wkt\n1,1,POINT (104.06 30.63)\n", kind).report
    assert report.offered == ("code", "id", "wkt")
