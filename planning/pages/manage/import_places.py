"""Which columns of a file say where its rows lie: shown as detected, and chosen otherwise, also when the preview has stopped."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import streamlit as st

from planning.errors import N_
from planning.pages import state, style
from planning.pages.manage import import_said
from planning.pages.visit import Visit
from planning.surveys.inventory.kinds import KINDS
from planning.surveys.inventory.matching import PLACES
from planning.surveys.inventory.report import ImportReport

WAYS = {
    "two": N_("two columns, one for each coordinate"),
    "pair": N_("one column with both coordinates"),
    "geometry": N_("one column with geometries (WKT or EWKB)"),
}
ORDERS = {"lonlat": N_("longitude (east) first"), "latlon": N_("latitude (north) first")}
LABELS = {
    "x": N_("East or longitude"),
    "y": N_("North or latitude"),
    "pair": N_("Column with both coordinates"),
    "geometry": N_("Column with geometries"),
}
ASKING = {"no_coordinates_columns", "which_order"}
"""What a preview that stopped for want of such a column says."""
_TOGETHER = {"x": {"y"}, "y": {"x"}}


def show(visit: Visit, request: Mapping[str, Any], report: ImportReport) -> None:
    """The choice, open where the preview waits for it. A format with geometries of its own leaves none."""
    if report.has_geometry or not report.offered:
        return
    t = visit.t
    with st.expander(t("Where the rows lie"), expanded=any(why.code in ASKING for why in report.problems)):
        way = _way(visit, request, report)
        if way == "two":
            for where, name in zip(st.columns(2), ("x", "y"), strict=True):
                with where:
                    _column(visit, request, report, name)
            if len(report.columns.keys() & {"x", "y"}) == 1:
                style.quiet(t("Choose the other column, too: both are needed."))
        else:
            _column(visit, request, report, way)
        if way == "pair":
            _order(visit, request, report)


def _way(visit: Visit, request: Mapping[str, Any], report: ImportReport) -> str:
    """In how many columns they stand: as chosen for this file, else as detected."""
    if not KINDS[request["kind"]].is_pinned:
        return "geometry"
    there = report.columns.keys()
    detected = "two" if {"x", "y"} & there else next((w for w in ("pair", "geometry") if _holding(report, w)), "two")
    state.put("imports_way", state.get(_way_key(request), detected))
    t = visit.t
    return st.radio(
        t("The coordinates stand in"), list(WAYS), format_func=lambda way: t(WAYS[way]), key="imports_way",
        on_change=lambda: state.put(_way_key(request), state.get("imports_way")),
    )  # fmt: skip


def _way_key(request: Mapping[str, Any]) -> str:
    return f"{import_said.key(request)}_way"


def _holding(report: ImportReport, name: str) -> str | None:
    """The column that is used for it now."""
    names = ("pair", *ORDERS) if name == "pair" else (name,)
    return next((report.columns[n] for n in names if n in report.columns), None)


def _column(visit: Visit, request: Mapping[str, Any], report: ImportReport, name: str) -> None:
    t = visit.t
    there = _holding(report, name)
    key = f"imports_place_{name}"
    state.put(key, there if there in report.offered else None)
    st.selectbox(
        t(LABELS[name]), report.offered, index=None, placeholder=t("Choose a column"), key=key,
        format_func=import_said.with_example(report), on_change=lambda: _keep(request, name, state.get(key)),
    )  # fmt: skip


def _order(visit: Visit, request: Mapping[str, Any], report: ImportReport) -> None:
    t = visit.t
    state.put("imports_place_order", next((order for order in ORDERS if order in report.columns), None))
    column = _holding(report, "pair")
    st.radio(
        t("Which comes first?"), list(ORDERS), index=None, horizontal=True, key="imports_place_order", disabled=column is None,
        format_func=lambda order: t(ORDERS[order]), on_change=lambda: _keep(request, state.get("imports_place_order"), column),
    )  # fmt: skip


def _keep(request: Mapping[str, Any], name: str, column: str | None) -> None:
    """Read the rows' places from this column; from none: as detected again."""
    gone = set(PLACES) - _TOGETHER.get(name, set())
    import_said.put(request, gone, {name: column} if column else {})


def exchanged(report: ImportReport) -> dict[str, str]:
    """The columns of both coordinates taken the other way round; nothing where a geometry holds them."""
    there = report.columns
    if {"x", "y"} <= there.keys():
        return {"x": there["y"], "y": there["x"]}
    return {
        other: there[order]
        for order, other in zip(ORDERS, reversed(ORDERS), strict=True)
        if order in there
    }  # fmt: skip


def exchange(request: Mapping[str, Any], report: ImportReport) -> None:
    """Take both coordinates the other way round."""
    import_said.put(request, set(PLACES), exchanged(report))
