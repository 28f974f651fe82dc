"""Lines under the pavements of the sample: mains along the streets, and a connection at every gate."""

from __future__ import annotations

from dataclasses import dataclass

import geopandas as gpd
import numpy as np
from shapely.geometry.base import BaseGeometry

from geodata.samples.courtyards import Plot
from geodata.samples.frame import METRIC_CRS, Frame
from geodata.samples.streets import HALF_DEPTH_M, HALF_LENGTH_M, Street, Streets


@dataclass(frozen=True)
class Main:
    """What lies (or branches off) on one side of a street (1 left of it, -1 right), so far behind the kerb, so deep.

    Below nought it lies under the carriageway.

    :param accuracy_m: what the record states: surveyed lines are good, old sewers are remembered.
    :param lengths: in which of a street's three lengths it lies so; the old sewer is left in one of them.
    """

    kind: str
    side: float
    from_kerb_m: float
    diameter_mm: float
    depth_m: float
    material: str
    accuracy_m: float
    lengths: tuple[int, ...] = (0, 1, 2)


MAINS = (
    Main("gas", 1.0, 2.7, 110, 1.0, "polyethylene", 0.2),
    Main("water", 1.0, 3.2, 200, 0.9, "ductile_iron", 0.3),
    Main("telecom", 1.0, 3.7, 100, 0.6, "duct", 0.3),
    Main("sewer", -1.0, -2.4, 400, 1.6, "concrete", 1.0, (0, 1)),
    Main("sewer", -1.0, 1.7, 400, 1.6, "concrete", 1.0, (2,)),
    Main("power", -1.0, 2.6, 160, 0.7, "duct", 0.3),
    Main("telecom", -1.0, 3.4, 100, 0.6, "duct", 0.5),
)
CONNECTIONS = (
    Main("water", 1.0, 3.2, 63, 0.8, "polyethylene", 0.5),
    Main("gas", 1.0, 2.7, 40, 0.8, "polyethylene", 0.5),
    Main("sewer", -1.0, -2.4, 200, 1.2, "pvc", 1.5),
)


def pipes(frame: Frame, streets: Streets, plots: tuple[Plot, ...], rng: np.random.Generator) -> gpd.GeoDataFrame:
    """Columns ``id, kind, street, role, diameter_mm, depth_m, material, accuracy_m``; lines.

    ``role`` is ``main`` or ``connection``.
    """
    rows: list[dict[str, object]] = []
    for street in streets.all:
        if street.kind == "street":
            rows += _mains(frame, streets, street, rng)
    for plot in plots:
        rows += _connections(frame, streets, plot)
    lines = gpd.GeoDataFrame(rows, geometry="geometry", crs=METRIC_CRS)
    lines.insert(0, "id", [f"YL-P-{i:03}" for i in range(1, len(lines) + 1)])
    return lines


def _mains(frame: Frame, streets: Streets, street: Street, rng: np.random.Generator) -> list[dict[str, object]]:
    """Every main of a street, in three lengths between shafts."""
    along = street.id == "YL-ST-01"
    end = HALF_LENGTH_M if along else HALF_DEPTH_M
    first, second = (streets["YL-ST-02"].at, streets["YL-ST-03"].at) if along else (-26.0, 30.0)
    rows = []
    for main in MAINS:
        across = street.at + main.side * (street.carriageway_m / 2 + main.from_kerb_m)
        for start, stop in [((-end, first), (first, second), (second, end))[length] for length in main.lengths]:
            ends = ((start, across), (stop, across)) if along else ((across, start), (across, stop))
            deeper = float(rng.uniform(-0.1, 0.15))
            rows.append(_row(main, street, "main", frame.line(*ends).intersection(streets.bounds), deeper))
    return rows


def _connections(frame: Frame, streets: Streets, plot: Plot) -> list[dict[str, object]]:
    """Water, gas and sewer from the street's mains to the gate, side by side."""
    street = streets[plot.front]
    along = street.id == "YL-ST-01"
    gate_along, gate_across = plot.gate if along else plot.gate[::-1]
    rows = []
    for number, pipe in enumerate(CONNECTIONS):
        from_v = street.at + pipe.side * (street.carriageway_m / 2 + pipe.from_kerb_m)
        at = gate_along - 1.2 + number * 0.9
        ends = ((at, from_v), (at, gate_across)) if along else ((from_v, at), (gate_across, at))
        rows.append(_row(pipe, street, "connection", frame.line(*ends)))
    return rows


def _row(pipe: Main, street: Street, role: str, line: BaseGeometry, deeper_m: float = 0.0) -> dict[str, object]:
    return {
        "kind": pipe.kind,
        "street": street.id,
        "role": role,
        "diameter_mm": pipe.diameter_mm,
        "depth_m": round(pipe.depth_m + deeper_m, 2),
        "material": pipe.material,
        "accuracy_m": pipe.accuracy_m,
        "geometry": line,
    }
