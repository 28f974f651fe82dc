"""The way out: the map in every format that planners' programs open."""

from __future__ import annotations

from planning import addresses
from planning.pages import style
from planning.pages.visit import Visit


def show(visit: Visit) -> None:
    """A line of files; what each loses stands in the handbook."""
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
