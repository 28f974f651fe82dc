"""Planners' files: bytes in, a checked table out. GDAL sees only what was looked through, and follows nothing."""

from geodata.reading.opening import opened, read
from geodata.reading.source import Layer, Source
from geodata.reading.table import Table

__all__ = ["Layer", "Source", "Table", "opened", "read"]
