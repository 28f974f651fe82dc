"""What a planner says about a file, beside what is detected."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Asked:
    """Answers to what a file leaves open; empty ones leave it to the file and its numbers.

    :param crs: ``EPSG:n``, ``GCJ-02`` or ``BD-09``.
    :param columns: column by field; ``dbh_m`` also says that the trunk diameter is in metres.
    :param layer: of a file that has several, or the sheet of a workbook.
    :param header: line with the names of the columns, of a CSV file or a sheet; 0 as detected.
    :param repair: whether outlines that cross themselves are mended, which may change their shape.
    """

    crs: str = ""
    columns: Mapping[str, str] = field(default_factory=dict)
    layer: str = ""
    repair: bool = False
    header: int = 0
