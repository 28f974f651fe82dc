"""KML 2.2 (OGC 07-147r2): a folder for each layer, a placemark for each object, its values as untyped data."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from xml.etree.ElementTree import Element, SubElement, tostring

import shapely

from geodata.writing.cells import printable, said
from geodata.writing.layers import Layer, Shape


def kml(layers: Sequence[Layer], *, titles: str = "name") -> bytes:
    """A document in WGS 84. ``titles``: the column whose text names a placemark, where a layer has it."""
    root = Element("kml", xmlns="http://www.opengis.net/kml/2.2")
    document = SubElement(root, "Document")
    for layer in layers:
        _style(document, layer)
    for layer in layers:
        folder = SubElement(document, "Folder")
        SubElement(folder, "name").text = layer.name
        SubElement(folder, "description").text = printable(layer.title)
        for geometry, line in zip(layer.singles(), layer.lines(), strict=True):
            _placemark(folder, layer, geometry, line, titles)
    data: bytes = tostring(root, encoding="utf-8", xml_declaration=True)
    return data


def _style(document: Element, layer: Layer) -> None:
    red, green, blue = (layer.colour[at : at + 2] for at in (1, 3, 5))
    style = SubElement(document, "Style", id=layer.name)
    for part in ("IconStyle", "LineStyle", "PolyStyle"):
        faint = "5a" if part == "PolyStyle" else "ff"
        SubElement(SubElement(style, part), "color").text = faint + blue + green + red


def _placemark(folder: Element, layer: Layer, parts: list[Any], line: tuple[Any, ...], titles: str) -> None:
    placemark = SubElement(folder, "Placemark")
    values = {column.name: said(value) for column, value in zip(layer.columns, line, strict=True)}
    if values.get(titles):
        SubElement(placemark, "name").text = printable(values[titles])
    SubElement(placemark, "styleUrl").text = f"#{layer.name}"
    told = SubElement(placemark, "ExtendedData")
    for name, value in values.items():
        if name != titles and value:
            SubElement(SubElement(told, "Data", name=name), "value").text = printable(value)
    parent = SubElement(placemark, "MultiGeometry") if len(parts) > 1 else placemark
    for part in parts:
        _geometry(parent, layer.shape, part)


def _geometry(parent: Element, shape: Shape, geometry: Any) -> None:
    element = SubElement(parent, str(shape))
    if shape is not Shape.AREA:
        SubElement(element, "coordinates").text = _coordinates(geometry)
        return
    for at, ring in enumerate([geometry.exterior, *geometry.interiors]):
        boundary = SubElement(element, "innerBoundaryIs" if at else "outerBoundaryIs")
        SubElement(SubElement(boundary, "LinearRing"), "coordinates").text = _coordinates(ring)


def _coordinates(geometry: Any) -> str:
    return " ".join(f"{lon!r},{lat!r}" for lon, lat in shapely.get_coordinates(geometry).tolist())
