"""What a planner says about a file: kind, layer, coordinate system, columns, units, where it comes from."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import streamlit as st

from geodata.faults import Unreadable
from geodata.reading import opened
from planning.i18n.names import KIND_NAMES
from planning.i18n.staff import field_name
from planning.pages import state
from planning.pages.visit import Visit
from planning.surveys.inventory.kinds import KINDS
from planning.surveys.inventory.report import ImportReport
from planning.surveys.inventory.units import METRES

SUFFIXES = ["csv", "tsv", "txt", "xlsx", "geojson", "json", "gpkg", "zip", "kml", "kmz", "gpx", "osm", "inp"]


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
        "community_id": visit.community.id, "kind": kind, "file": found.name, "data": data, "layer": layer,
        "crs": str(crs).strip() or None, "source": str(source or ""), "surveyed_on": surveyed_on, "stated_m": stated_m,
        "repair": bool(repair), "columns": dict(state.get(_said_key(kind, data), {})),
    }  # fmt: skip


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


def _said_key(kind: str, data: bytes) -> str:
    return f"imports_said_{kind}_{hash(data)}"


def columns(visit: Visit, request: Mapping[str, Any], report: ImportReport) -> None:
    """Which column is which field, and in which unit: as detected, and changeable."""
    t = visit.t
    offered = ["", *report.offered]
    form = KINDS[request["kind"]]
    with st.expander(t("Columns and units")):
        for wanted in form.fields:
            there = report.columns.get(wanted.name, "")
            left, right = st.columns([3, 1])
            chosen = left.selectbox(
                field_name(t, wanted.name), offered, index=offered.index(there) if there in offered else 0,
                format_func=lambda name: name or t("none"), key=f"imports_column_{wanted.name}",
            )  # fmt: skip
            unit = report.units.get(wanted.name, wanted.unit)
            if wanted.unit in METRES:
                units = list(METRES)
                unit = (
                    right.selectbox(t("Unit"), units, index=units.index(unit), key=f"imports_unit_{wanted.name}")
                    or unit
                )
            if (chosen or "") != there or (there and unit != report.units.get(wanted.name, unit)):
                _say(request, wanted.name, str(chosen or ""), unit if wanted.unit in METRES else "")


def _say(request: Mapping[str, Any], name: str, column: str, unit: str) -> None:
    """Remember what was said of a field, and read the file again."""
    key = _said_key(request["kind"], request["data"])
    said = {
        field: there
        for field, there in state.get(key, {}).items()
        if field.rpartition("_")[0] != name.rpartition("_")[0] or "_" not in name
    }
    said.pop(name, None)
    said[f"{name.rpartition('_')[0]}_{unit}" if unit and column else name] = column
    state.put(key, said)
    st.rerun()


def exchange(request: Mapping[str, Any], x: str, y: str) -> None:
    """Take the two columns of the coordinates the other way round."""
    key = _said_key(request["kind"], request["data"])
    state.put(key, {**state.get(key, {}), "x": y, "y": x})
