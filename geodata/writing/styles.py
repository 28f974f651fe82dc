"""How a layer is drawn, as QGIS (QML) and everybody else (OGC Styled Layer Descriptor 1.0) read it."""

from __future__ import annotations

from xml.etree.ElementTree import Element, SubElement, tostring

from geodata.writing.layers import Layer, Shape

_SYMBOLS = {
    Shape.POINT: (
        "marker",
        "SimpleMarker",
        {"name": "circle", "size": "2.4", "size_unit": "MM", "outline_width": "0.2"},
    ),
    Shape.LINE: ("line", "SimpleLine", {"line_width": "0.5", "line_width_unit": "MM", "line_style": "solid"}),
    Shape.AREA: ("fill", "SimpleFill", {"style": "solid", "outline_width": "0.3", "outline_style": "solid"}),
}
_FAINT = 90
"""Of 255: areas let what lies under them be seen."""


def _numbers(colour: str, alpha: int) -> str:
    return ",".join(str(int(colour[at : at + 2], 16)) for at in (1, 3, 5)) + f",{alpha}"


def qml(layer: Layer) -> str:
    """One symbol for all, in the form of QGIS 3."""
    kind, drawn_as, options = _SYMBOLS[layer.shape]
    solid = _numbers(layer.colour, 255)
    colours = {
        Shape.POINT: {"color": solid, "outline_color": "255,255,255,255"},
        Shape.LINE: {"line_color": solid},
        Shape.AREA: {"color": _numbers(layer.colour, _FAINT), "outline_color": solid},
    }[layer.shape]
    root = Element("qgis", version="3.28.0", styleCategories="Symbology")
    renderer = SubElement(root, "renderer-v2", {"type": "singleSymbol", "symbollevels": "0", "forceraster": "0"})
    symbol = SubElement(SubElement(renderer, "symbols"), "symbol", {"type": kind, "name": "0", "alpha": "1"})
    drawn = SubElement(symbol, "layer", {"class": drawn_as, "enabled": "1", "locked": "0", "pass": "0"})
    told = SubElement(drawn, "Option", {"type": "Map"})
    for name, value in {**options, **colours}.items():
        SubElement(told, "Option", {"type": "QString", "name": name, "value": value})
        SubElement(drawn, "prop", {"k": name, "v": value})  # before QGIS 3.26
    return "<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>\n" + tostring(root, encoding="unicode")


def sld(layer: Layer) -> str:
    """The same in the words of the OGC."""
    root = Element("StyledLayerDescriptor", {"version": "1.0.0", "xmlns": "http://www.opengis.net/sld"})
    named = SubElement(root, "NamedLayer")
    SubElement(named, "Name").text = layer.name
    style = SubElement(SubElement(named, "UserStyle"), "FeatureTypeStyle")
    rule = SubElement(style, "Rule")
    if layer.shape is Shape.POINT:
        graphic = SubElement(SubElement(rule, "PointSymbolizer"), "Graphic")
        mark = SubElement(graphic, "Mark")
        SubElement(mark, "WellKnownName").text = "circle"
        _fill(mark, layer.colour, "1")
        SubElement(graphic, "Size").text = "7"
    elif layer.shape is Shape.AREA:
        area = SubElement(rule, "PolygonSymbolizer")
        _fill(area, layer.colour, f"{_FAINT / 255:.2f}")
        _stroke(area, layer.colour)
    else:
        _stroke(SubElement(rule, "LineSymbolizer"), layer.colour)
    return tostring(root, encoding="unicode")


def _fill(parent: Element, colour: str, opacity: str) -> None:
    fill = SubElement(parent, "Fill")
    SubElement(fill, "CssParameter", name="fill").text = colour
    SubElement(fill, "CssParameter", name="fill-opacity").text = opacity


def _stroke(parent: Element, colour: str) -> None:
    stroke = SubElement(parent, "Stroke")
    SubElement(stroke, "CssParameter", name="stroke").text = colour
    SubElement(stroke, "CssParameter", name="stroke-width").text = "1.5"
