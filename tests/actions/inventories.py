"""Small inventories, and the ways to take them in."""

from __future__ import annotations

from typing import Any

from planning import store
from planning.actions.importing import import_observations, preview_import
from planning.people import SYSTEM
from planning.queries.imports import import_reports
from planning.site import Community, new_id
from planning.surveys.inventory.report import ImportReport
from planning.surveys.observation import Import
from planning.web.house import House
from tests.makers import NOON

HEADER = "编号,树种,胸径,经度,纬度,健康状况\n"
TREES = HEADER + "A1,女贞,22.5,104.0601,30.6301,良好\nA2,悬铃木,40,104.0602,30.6302,差\nA3,女贞,,104.0603,30.6303,\n"


def asked(place: Community, text: str, **more: Any) -> dict[str, Any]:
    """Arguments of an import of CSV text."""
    return {"community_id": place.id, "kind": "tree", "file": "trees.csv", "data": text.encode()} | more


def take_in(house: House, place: Community, text: str, act_id: str = "", **more: Any) -> ImportReport:
    """Import, and read the report."""
    done = import_observations(house.database, SYSTEM, NOON, act_id or new_id(), **asked(place, text, **more))
    return ImportReport.of(done)


def preview(house: House, place: Community, text: str, **more: Any) -> ImportReport:
    """Only look."""
    return preview_import(house.database, SYSTEM, NOON, **asked(place, text, **more))


def kept(house: House, kind: type, place: Community) -> list[Any]:
    """All values of a kind in a community, by their external ids."""
    with house.database.reading() as session:
        return store.find(session, kind, order="external_id", community_id=place.id)


def codes(report: ImportReport) -> list[tuple[Any, str]]:
    """Where each refused row stands, and why it was refused."""
    return [(p.where, p.code) for p in report.refused]


def imports_of(house: House, place: Community) -> list[Import]:
    """What was imported, newest first."""
    return [line.imported for line in import_reports(house.database, SYSTEM, NOON, community_id=place.id)]
