"""Layers of a map as files of the formats that planners use: values in, bytes out. One module per format."""

from geodata.writing.layers import Column, Holds, Layer, Shape

__all__ = ["Column", "Holds", "Layer", "Shape"]
