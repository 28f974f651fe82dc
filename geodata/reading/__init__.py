"""Planners' files: bytes in, a checked table out. No GDAL here: nothing in a file can make it open another one."""

from geodata.reading.opening import read
from geodata.reading.table import Table

__all__ = ["Table", "read"]
