"""The way out: the map in every format that planners' programs open."""

from __future__ import annotations

import streamlit as st

from planning import addresses
from planning.pages import style
from planning.pages.visit import Visit
from planning.reports.map_sheet import TITLES
from planning.surveys.map_sheet import Part

SCALES = (0, 200, 500, 1000, 2000, 5000)
"""Offered on the page; 0 stands for the largest that shows everything."""


def show(visit: Visit) -> None:
    """A line of files, whose losses stand in the handbook, and the sheet to print."""
    t, here = visit.t, visit.community.id
    forms = (
        ("gpkg", t("GeoPackage (QGIS)")), ("zip", t("Shapefiles (ZIP)")), ("geojson", "GeoJSON"),
        ("kml", t("KML (Google Earth)")), ("dxf", t("DXF (CAD, in metres)")), ("xlsx", t("Workbook (XLSX)")),
        ("csv", t("Table (CSV)")),
    )  # fmt: skip
    asked = {"community": here, "lang": t.language}
    style.files(
        [(addresses.to(addresses.MAP_FILE, ending=ending, **asked), words) for ending, words in forms],
        t("The map as a file"),
    )
    style.quiet(
        t(
            "Everything that stands on the map, without free layers and comments. GeoPackage keeps every value and brings colours for QGIS; what the others lose stands in the handbook."
        )
    )
    _sheet(visit)


def _sheet(visit: Visit) -> None:
    t, here = visit.t, visit.community
    if here.bounds is None:
        return
    st.header(t("The map on paper"), anchor=False)
    style.quiet(
        t(
            "A sheet to print, in Chinese and English: true scale, north, legend, coordinate system, sources with their accuracy. To print a part, open the map there and choose “Print this part” in its legend."
        )
    )
    parts = st.pills(
        t("What stands on the sheet"), list(Part), selection_mode="multi", default=list(Part), key="sheet_parts",
        format_func=lambda part: t(TITLES[part]),
    )  # fmt: skip
    scale = st.selectbox(
        t("Scale"), SCALES, key="sheet_scale", format_func=lambda one: f"1:{one}" if one else t("as large as fits")
    )
    if not parts:
        style.quiet(t("Choose at least one layer."))
        return
    asked = {"community": here.id, "layers": ",".join(parts)} | ({"scale": str(scale)} if scale else {})
    style.files(
        [
            (addresses.to(addresses.MAP_SHEET, size="a4", **asked), t("Sheet A4 (PDF)")),
            (addresses.to(addresses.MAP_SHEET, size="a3", **asked), t("Sheet A3 (PDF)")),
        ]
    )
