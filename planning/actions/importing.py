"""Importing an inventory: a planner's file becomes what is there, in one transaction, with a report of every row.

``preview_import`` gives the same report and writes nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import Any, NamedTuple

from geodata import crs as systems
from planning import access, store
from planning.access import Asking
from planning.actions.act import Doing, act, plain
from planning.actions.belonging import settle_courtyards
from planning.actions.layers import keep_imported
from planning.actions.merging import Merged, Merger
from planning.actions.same_inventory import inventory_of
from planning.errors import N_, Problem, Refusal, Refusals
from planning.people import Visitor
from planning.site import Bounds, Community, new_id
from planning.store import Database, Session, inventories
from planning.surveys.inventory.asked import Asked
from planning.surveys.inventory.checking import Draft, drafted
from planning.surveys.inventory.kinds import KINDS, Form
from planning.surveys.inventory.report import ImportReport
from planning.surveys.observation import Import
from planning.wording import clean

NEIGHBOURS = 2_000
"""Places of each kind that a file is compared with."""


class Origin(NamedTuple):
    """What whoever gave a file says of it: the day of its survey, and how exact its positions are."""

    surveyed_on: date | None
    stated_m: float | None


def preview_import(
    database: Database,
    visitor: Visitor,
    now: datetime,  # noqa: ARG001 - as every act and question is called
    *,
    community_id: str,
    kind: str,
    file: str,
    data: bytes,
    crs: str | None = None,
    columns: Mapping[str, str] | None = None,
    layer: str = "",
    repair: bool = False,
    header: int | None = None,
    source: str = "",
    surveyed_on: date | None = None,  # noqa: ARG001 - the same questions as an import
    stated_m: float | None = None,  # noqa: ARG001
) -> ImportReport:
    """What an import of these bytes would do. Whoever may import may ask.

    Raises :class:`Refusals` if the file cannot be read at all; what else stops it stands in ``report.problems``.
    """
    with database.reading() as session:
        community = store.get(session, Community, community_id)
        access.require("act.import_observations", Asking(visitor, community))
        asked = Asked(crs or "", columns or {}, layer, repair, header or 0)
        draft = drafted(
            data,
            _shown(file),
            form=_form(kind),
            community=community,
            asked=asked,
            known=inventories.neighbourhood(session, community_id, NEIGHBOURS),
        )
        draft, source = _of_inventory(session, draft, community, source, layer)
        return _compared(session, draft, community, source, None)


@act
def import_observations(
    doing: Doing,
    *,
    community_id: str,
    kind: str,
    file: str,
    data: bytes,
    crs: str | None = None,
    columns: Mapping[str, str] | None = None,
    layer: str = "",
    repair: bool = False,
    header: int | None = None,
    source: str = "",
    surveyed_on: date | None = None,
    stated_m: float | None = None,
    strict: bool = False,
) -> dict[str, Any]:
    """Take in all good rows of a file; with ``strict`` none if any is refused.

    Gives the report as plain JSON (:meth:`ImportReport.of` reads it). Raises :class:`Refusals` with everything that
    stops the whole import, suggestions of a coordinate system among it.
    """
    community = doing.permit_in(community_id)
    asked = Asked(crs or "", columns or {}, layer, repair, header or 0)
    known = inventories.neighbourhood(doing.session, community_id, NEIGHBOURS)
    draft = drafted(data, _shown(file), form=_form(kind), community=community, asked=asked, known=known)
    if draft.report.problems:
        raise Refusals([*draft.report.problems, *(s.why for s in draft.report.suggestions)])
    draft, source = _of_inventory(doing.session, draft, community, source, layer)
    # Whether a row is refused is only known for certain after the comparison with what is there.
    report = _compared(doing.session, draft, community, source, None) if strict else draft.report
    if report.accepted and not (strict and report.refused):
        report = _taken_in(doing, draft, community, source, Origin(surveyed_on, stated_m))
    kept: dict[str, Any] = plain(replace(report, sketch=(), examples=()))
    return kept


def _form(kind: str) -> Form:
    if kind not in KINDS:
        raise Refusal(
            "unknown_kind", N_("{kind} cannot be imported: there are {kinds}."), kind=kind[:40], kinds=", ".join(KINDS)
        )
    return KINDS[kind]


def _shown(file: str) -> str:
    """A file's own name, without its folders and without anything that cannot be seen."""
    return clean(file.replace("\\", "/").rpartition("/")[2])[:200]


def _of_inventory(
    session: Session, draft: Draft, community: Community, source: str, layer: str
) -> tuple[Draft, str]:  # fmt: skip
    """The draft with what is said of its inventory, and the inventory's name."""
    found = inventory_of(session, draft, community.id, source, layer)
    said = replace(draft.report, warnings=(*draft.report.warnings, *found.why))
    return replace(draft, report=said), found.name


def _taken_in(doing: Doing, draft: Draft, community: Community, source: str, origin: Origin) -> ImportReport:
    report = draft.report
    brought = Import(
        new_id(), community.id, report.kind, report.file, report.sha256, report.crs.code, report.rows_read,
        report.accepted, doing.now, doing.visitor.member.id if doing.visitor.member else "",
        source, _change_m(report.crs.code, community.bounds or draft.bounds), origin.surveyed_on, origin.stated_m,
    )  # fmt: skip
    store.add(doing.session, brought)
    if report.kind == "layer":
        keep_imported(
            doing.session, community.id, source[:120], doing.now, source=report.file, accuracy_m=origin.stated_m
        )
    if community.bounds is None:
        store.change(doing.session, replace(community, bounds=draft.bounds))
    done = replace(_compared(doing.session, draft, community, source, brought.id), applied=True)
    if report.kind == "courtyard":
        settle_courtyards(doing.session, community.id, brought.id)
    if done.accepted != brought.accepted:
        store.change(doing.session, replace(brought, accepted=done.accepted))
    counts = {n: getattr(done, n) for n in ("file", "kind", "accepted", "added", "changed", "unchanged", "missing")}
    doing.log(f"import:{brought.id}", after=counts | {"refused": len(done.refused)})
    return done


def _change_m(code: str, bounds: Bounds | None) -> float | None:
    """How exact the change of coordinates is in the middle of a neighbourhood."""
    return systems.accuracy_m(code, *bounds.centre) if bounds else None


def _compared(session: Session, draft: Draft, community: Community, source: str, import_id: str | None) -> ImportReport:
    """The report with what the database knows; writes if an import was begun."""
    report = draft.report
    if report.problems:
        return report
    merger = Merger(session, report.kind, community.id, source, import_id)
    merged = merger.merge(draft.rows, draft.lines)
    refused = sorted((*report.refused, *merged.refused.values()), key=lambda problem: int(problem.where or 0))
    return replace(
        report, accepted=report.accepted - len(merged.refused), refused=tuple(refused), added=merged.added,
        changed=merged.changed, unchanged=merged.unchanged, missing=merged.missing, missing_ids=merged.missing_ids,
        warnings=(*report.warnings, *_stay_removed(merged)),
    )  # fmt: skip


def _stay_removed(merged: Merged) -> list[Problem]:
    if not merged.stay_removed:
        return []
    return [Problem(
        "stay_removed", N_("Objects of the file that were taken out here, and stay so: {count}."),
        {"count": merged.stay_removed})]  # fmt: skip
