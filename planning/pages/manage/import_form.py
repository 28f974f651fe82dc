"""What a planner says about a file: kind, layer, coordinate system, columns, units, where it comes from."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import streamlit as st

from geodata.faults import Unreadable
from geodata.reading import opened
from planning.errors import Problem
from planning.i18n.names import KIND_NAMES
from planning.i18n.staff import field_name
from planning.pages import state
from planning.pages.manage import import_said
from planning.pages.visit import Visit
from planning.surveys.inventory.kinds import KINDS, Field
from planning.surveys.inventory.report import ImportReport
from planning.surveys.inventory.units import scale_of

SUFFIXES = ["csv", "tsv", "txt", "xlsx", "geojson", "json", "gpkg", "zip", "kml", "kmz", "gpx", "osm", "inp"]
TABLES = (".csv", ".tsv", ".txt", ".xlsx")


def asked(visit: Visit) -> dict[str, Any] | None:
    """The arguments of an import; None without a file."""
    t = visit.t
    kind = st.selectbox(
        t("What does the file hold?"), list(KINDS), format_func=lambda k: t(KIND_NAMES[k]), key="imports_kind"
    )
    found = st.file_uploader(t("File"), type=SUFFIXES, key="imports_file")
    if found is None:
        return None
    data = found.getvalue()
    layer = _layer(visit, data)
    header = _header(visit, found.name, data)
    crs = st.text_input(
        t("Coordinate system"), key="imports_crs", placeholder="EPSG:4544",
        help=t("Such as EPSG:4544, GCJ-02 or BD-09; leave it empty if the file says it or has plain degrees."),
    )  # fmt: skip
    with st.expander(t("Where the file comes from")):
        source = st.text_input(
            t("Name of this inventory"), key="imports_source", max_chars=200,
            help=t("The next file under the same name updates the same objects."),
        )  # fmt: skip
        surveyed_on = st.date_input(t("Day of the survey"), value=None, key="imports_surveyed")
        stated_m = st.number_input(
            t("Accuracy of the positions, in metres"), 0.0, 1000.0, value=None, key="imports_accuracy",
            help=t("As whoever gave you the file states it; leave it empty if nobody does."),
        )  # fmt: skip
    repair = st.toggle(t("Repair outlines that cross themselves"), key="imports_repair")
    return {
        "community_id": visit.community.id, "kind": kind, "file": found.name, "data": data, "layer": layer, "header": header,
        "crs": str(crs).strip() or None, "source": str(source or ""), "surveyed_on": surveyed_on, "stated_m": stated_m,
        "repair": bool(repair), "columns": import_said.of({"kind": kind, "data": data}),
    }  # fmt: skip


def _header(visit: Visit, name: str, data: bytes) -> int | None:
    """In which line of a table its columns are named, if somebody says it of this file."""
    if not name.lower().endswith(TABLES):
        return None
    t = visit.t
    line = st.number_input(
        t("Line with the names of the columns"), 1, value=None, step=1, key=f"imports_header_{hash(data)}", placeholder=t("as detected"),
        help=t("If a title stands above them, and they are not found by themselves."),
    )  # fmt: skip
    return None if line is None else int(line)


def _layer(visit: Visit, data: bytes) -> str:
    """The layer to read, if there are several; the list is read once for each file."""
    kept = state.get("imports_layers")
    if kept is None or kept[0] != hash(data):
        kept = (hash(data), _layers(data))
        state.put("imports_layers", kept)
    if len(kept[1]) < 2:
        return ""
    t = visit.t
    offered = ["", *kept[1]]
    return str(st.selectbox(
        t("Layer"), offered, format_func=lambda name: name or t("the one that fits"), key="imports_layer"
    ) or "")  # fmt: skip


def _layers(data: bytes) -> list[str]:
    try:
        with opened(data) as source:
            return [layer.name for layer in source.layers if layer.name]
    except Unreadable:
        return []  # the preview says why


def columns(visit: Visit, request: Mapping[str, Any], report: ImportReport) -> None:
    """Which column is which field, and in which unit: as detected, and changeable."""
    t = visit.t
    shown = import_said.with_example(report)
    with st.expander(t("Columns and units")):
        for wanted in KINDS[request["kind"]].fields:
            there = report.columns.get(wanted.name, "")
            left, right = st.columns([3, 1])
            key, unit_key = f"imports_column_{wanted.name}", f"imports_unit_{wanted.name}"
            state.put(key, there if there in report.offered else "")
            left.selectbox(
                field_name(t, wanted.name), ["", *report.offered], format_func=lambda name: shown(name) if name else t("none"), key=key,
                on_change=_take_column, args=(request, wanted, key),
            )  # fmt: skip
            if units := list(scale_of(wanted.unit)):
                state.put(unit_key, report.units.get(wanted.name, wanted.unit))
                right.selectbox(
                    t("Unit"), units, key=unit_key, disabled=not there, on_change=_take_unit,
                    args=(request, wanted, there, unit_key),
                )  # fmt: skip


def _take_column(request: Mapping[str, Any], wanted: Field, key: str) -> None:
    """The unit is again the one in the column's name: what was said of the last one says nothing of this one."""
    name = wanted.name.rpartition("_")[0] if scale_of(wanted.unit) else wanted.name
    import_said.put(request, _names(wanted), {name: str(state.get(key) or "")})


def _take_unit(request: Mapping[str, Any], wanted: Field, column: str, key: str) -> None:
    read_in(request, wanted, column, str(state.get(key)))


def read_in(request: Mapping[str, Any], wanted: Field, column: str, unit: str) -> None:
    """Read a field from this column in this unit."""
    import_said.put(request, _names(wanted), {f"{wanted.name.rpartition('_')[0]}_{unit}": column})


def mending(visit: Visit, request: Mapping[str, Any], report: ImportReport, doubt: Problem) -> None:
    """Under a doubtful unit, a button that sets the one that would fit; under every other warning nothing."""
    better = doubt.params.get("better", "") if doubt.code == "unit_doubtful" else ""
    wanted = next((one for one in KINDS[request["kind"]].fields if better and one.name == doubt.params["field"]), None)
    if wanted is not None:
        st.button(
            visit.t("Read it in {unit}", unit=better), key=f"imports_better_{wanted.name}",
            on_click=read_in, args=(request, wanted, report.columns[wanted.name], better),
        )  # fmt: skip


def _names(wanted: Field) -> set[str]:
    """Under which something may have been said of a field."""
    base = wanted.name.rpartition("_")[0]
    units = scale_of(wanted.unit)
    return {wanted.name} | ({base, *(f"{base}_{unit}" for unit in units)} if units else set())
