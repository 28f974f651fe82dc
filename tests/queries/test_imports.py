"""Where the objects of a community came from."""

from __future__ import annotations

from typing import Any

import pytest

from planning.actions.accounts import add_member
from planning.actions.importing import import_observations
from planning.errors import Refusals
from planning.people import SYSTEM, Role, Visitor
from planning.queries.imports import import_reports
from planning.site import new_id
from tests.makers import community, staff, visitor

TREES = "编号,树种,经度,纬度\nA1,女贞,104.0601,30.6301\n"


def test_imports_are_listed_newest_first_with_who_did_them(house, clock):
    """A planner by name, the command line as the system."""
    place = community(house)
    planner = add_member(
        house.database, SYSTEM, clock(), name="Lin", password="long enough", role=Role.PLANNER, community_id=place.id
    )
    for who, file in ((SYSTEM, "first.csv"), (Visitor(planner), "second.csv")):
        asked: dict[str, Any] = {"community_id": place.id, "kind": "tree", "file": file, "data": TREES.encode()}
        import_observations(house.database, who, clock.forward(hours=1), new_id(), **asked)
    lines = import_reports(house.database, SYSTEM, clock(), community_id=place.id)
    assert [(line.imported.file, line.by) for line in lines] == [("second.csv", "Lin"), ("first.csv", "system")]


def test_only_staff_read_the_list(house, clock):
    """Residents see objects, not who brought them; staff of another community see nothing either."""
    place = community(house)
    for who in (visitor(), staff(Role.PLANNER, "another")):
        with pytest.raises(Refusals, match="may not do this"):
            import_reports(house.database, who, clock(), community_id=place.id)
