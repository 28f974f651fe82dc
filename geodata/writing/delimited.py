"""One CSV of all layers, as Excel opens it: UTF-8 behind a byte order mark, no cell a formula."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence

from geodata.writing.cells import PLACE, disarmed, place, said
from geodata.writing.layers import Holds, Layer

BYTE_ORDER_MARK = "\ufeff"


def table(layers: Sequence[Layer]) -> bytes:
    """One row an object, with ``layer``, ``lon``, ``lat`` (points) or ``wkt`` (lines, areas), and all columns there are."""
    names = list(dict.fromkeys(column.name for layer in layers for column in layer.columns))
    out = io.StringIO()
    out.write(BYTE_ORDER_MARK)
    rows = csv.writer(out, lineterminator="\r\n")
    rows.writerow(["layer", *PLACE, *names])
    for layer in layers:
        at = {column.name: number for number, column in enumerate(layer.columns)}
        texts = {column.name for column in layer.columns if column.holds is Holds.TEXT}
        for geometry, line in zip(layer.geometry, layer.lines(), strict=True):
            cells = [said(line[at[name]]) if name in at else "" for name in names]
            guarded = [disarmed(cell) if name in texts else cell for name, cell in zip(names, cells, strict=True)]
            rows.writerow([layer.name, *map(said, place(layer, geometry)), *guarded])
    return out.getvalue().encode()
