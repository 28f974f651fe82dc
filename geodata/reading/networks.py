"""Networks of pipes from programs that compute them: pandapipes (JSON) and SWMM (INP). Their lines become features."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import numpy as np
import pandas as pd
import shapely

from geodata.faults import N_, Fault, unreadable
from geodata.reading.cells import text_of
from geodata.reading.table import MOST_ROWS, Table

_FLUIDS = {"gas": ("gas", "methane", "hydrogen", "biogas"), "water": ("water",)}


def is_pandapipes(text: str) -> bool:
    """Whether JSON is a network that pandapipes saved."""
    return '"pandapipesNet"' in text[:2000]


def read_pandapipes(text: str) -> Table:
    """Pipes of a network as lines between their junctions. Its coordinates name no system.

    Raises :class:`~geodata.faults.Unreadable` (``bad_json``, ``bad_network``).
    """
    try:
        net = json.loads(text)["_object"]
        pipes, places, shapes = (_frame(net, name) for name in ("pipe", "junction_geodata", "pipe_geodata"))
    except json.JSONDecodeError as error:
        raise unreadable(
            "bad_json", N_("The file is not complete or not JSON: it breaks off in line {line}, column {column}."),
            where=error.lineno, line=error.lineno, column=error.colno) from error  # fmt: skip
    except (KeyError, TypeError, ValueError, RecursionError) as error:
        raise unreadable(
            "bad_network", N_("The file is a network of pandapipes, but its tables cannot be read.")
        ) from error
    if not {"from_junction", "to_junction"} <= set(pipes.columns) or not {"x", "y"} <= set(places.columns):
        raise unreadable("bad_network", N_("The file is a network of pandapipes, but its tables cannot be read."))
    where = {
        junction: (float(x), float(y)) for junction, x, y in zip(places.index, places["x"], places["y"], strict=True)
    }
    bends = dict(zip(shapes.index, shapes["coords"], strict=True)) if "coords" in shapes else {}
    lines = [
        [tuple(point) for point in bends[pipe]] if bends.get(pipe) else [where.get(start), where.get(end)]
        for pipe, start, end in zip(pipes.index, pipes["from_junction"], pipes["to_junction"], strict=True)
    ]  # fmt: skip
    columns: dict[str, list[str]] = {"id": [text_of(i) for i in pipes.index]}
    columns |= {str(name): [text_of(value) for value in pipes[name].tolist()] for name in pipes.columns if name != "id"}
    columns["carries"] = [_fluid(net)] * len(pipes)
    return _table("pandapipes", columns, lines)


def _frame(net: dict[str, Any], name: str) -> pd.DataFrame:
    """A table that pandas wrote in its form ``split``."""
    kept = net.get(name, {}).get("_object", '{"columns": [], "index": [], "data": []}')
    raw = json.loads(kept) if isinstance(kept, str) else kept
    if len(raw["data"]) > MOST_ROWS:
        raise unreadable("too_many_rows", N_("The file has more than {most} rows: divide it and import the parts."),
                         most=MOST_ROWS)  # fmt: skip
    return pd.DataFrame(raw["data"], index=raw["index"], columns=raw["columns"])


def _fluid(net: dict[str, Any]) -> str:
    fluid = json.dumps(net.get("fluid", ""))[:2000].lower()
    return next((kind for kind, names in _FLUIDS.items() if any(name in fluid for name in names)), "")


def is_swmm(text: str) -> bool:
    """Whether a text is an input file of SWMM."""
    start = text[:200_000].upper()
    return "[CONDUITS]" in text.upper() and ("[TITLE]" in start or "[OPTIONS]" in start or "[JUNCTIONS]" in start)


def read_swmm(text: str) -> Table:
    """Conduits as lines from node to node with their bends; circular ones have a diameter. No system is named.

    Sections are those of the SWMM 5 reference: ``[COORDINATES]``, ``[VERTICES]``, ``[CONDUITS]``, ``[XSECTIONS]``.
    Raises :class:`~geodata.faults.Unreadable` (``no_rows``).
    """
    nodes: dict[str, tuple[float, float]] = {}
    bends: dict[str, list[tuple[float, float]]] = {}
    sizes: dict[str, str] = {}
    conduits: list[list[str]] = []
    metric = False
    for section, words in _swmm(text):
        if section == "OPTIONS" and words[0].upper() == "FLOW_UNITS":
            metric = words[-1].upper() in {"CMS", "LPS", "MLD"}
        elif section in {"COORDINATES", "VERTICES"} and len(words) >= 3:
            point = _point(words)
            if point is not None and section == "COORDINATES":
                nodes[words[0]] = point
            elif point is not None:
                bends.setdefault(words[0], []).append(point)
        elif section == "XSECTIONS" and len(words) >= 3 and words[1].upper() in {"CIRCULAR", "FORCE_MAIN"}:
            sizes[words[0]] = words[2]
        elif section == "CONDUITS" and len(words) >= 3:
            conduits.append(words)
    if not conduits:
        raise unreadable("no_rows", N_("The file has no features."))
    lines = [[nodes.get(start), *bends.get(name, []), nodes.get(end)] for name, start, end, *_ in conduits]
    unit = "m" if metric else "ft"
    columns = {
        "id": [words[0] for words in conduits],
        f"diameter ({unit})": [sizes.get(words[0], "") for words in conduits],
        "carries": ["sewer"] * len(conduits),
    }
    return _table("swmm", columns, lines)


def _swmm(text: str) -> Iterator[tuple[str, list[str]]]:
    section = ""
    for line in text.splitlines():
        words = line.partition(";")[0].split()
        if words and words[0].startswith("["):
            section = words[0].strip("[]").upper()
        elif words:
            yield section, words


def _point(words: list[str]) -> tuple[float, float] | None:
    try:
        x, y = float(words[1]), float(words[2])
    except ValueError:
        return None
    return (x, y) if np.isfinite([x, y]).all() else None


def _table(kind: str, columns: dict[str, list[str]], lines: list[list[Any]]) -> Table:
    """Lines as geometries; one whose end has no place is refused by name."""
    shapes: Any = np.full(len(lines), None, dtype=object)
    faults: dict[int, Fault] = {}
    for at, points in enumerate(lines):
        if any(point is None for point in points):
            faults[at] = Fault(
                "no_node", N_("A junction at which this pipe begins or ends has no place on the map."), {}, at + 1
            )
        else:
            shapes[at] = shapely.LineString(points)
    if not lines:
        raise unreadable("no_rows", N_("The file has no features."))
    frame = pd.DataFrame(columns, index=pd.RangeIndex(len(lines)), dtype="str")
    return Table(kind, frame, np.arange(1, len(lines) + 1, dtype=np.int64), shapes, faults)
