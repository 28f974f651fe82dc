"""What goes into the map and what comes out of it: plain values."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from planning.i18n import Translator
from planning.site import Community, Pin
from planning.surveys.base_map import BaseMap
from planning.surveys.observation import Kind
from planning.surveys.planner_layer import LayerSource, PlannerLayer

PLACE = "place"
COMMENT = "comment"
FEATURE = "layer_feature"
EVIDENCE = "evidence_photo"
DRAWN, RESHAPED = "drawn", "reshaped"
KINDS = frozenset({*Kind, PLACE, COMMENT, FEATURE, EVIDENCE, DRAWN, RESHAPED})


@dataclass(frozen=True, slots=True)
class Selected:
    """What is ringed on the map. ``near`` lets the map come closer when the choice was made in a list."""

    kind: str
    id: str
    lon: float | None = None
    lat: float | None = None
    near: bool = False


@dataclass(frozen=True, slots=True)
class Sketch:
    """A shape by hand: how it is drawn, and its geometry as GeoJSON has it; ``id`` and ``version`` of what is reshaped."""

    mark: str
    shape: Mapping[str, Any]
    id: str = ""
    version: int = 0


@dataclass(frozen=True, slots=True)
class Drawing:
    """The tools of drawing lie on the map: with a shape that is not kept yet, or the corners of one that is there."""

    draft: Sketch | None = None
    edit: Sketch | None = None


@dataclass(frozen=True, slots=True)
class MapView:
    """A map of a community. What stands below the line may change from run to run without building it anew.

    :param hears: whether the visitor talks with households here, and reads what they said.
    :param sources: whence the layers came, by their names, the newest first.
    :param draws: whether the visitor may draw somewhere on it; the tools are heavy, so nobody else gets them.
    """

    community: Community
    t: Translator
    tiles: str = ""
    attribution: str = ""
    datum: str = "WGS84"
    base_maps: tuple[BaseMap, ...] = ()
    layers_off: frozenset[str] = frozenset({"pipes", "evidence"})
    hears: bool = False
    sources: Mapping[str, Sequence[LayerSource]] = field(default_factory=dict)
    draws: bool = False
    # ---
    selected: Selected | None = None
    pin: Pin | None = None
    picking: bool = False
    filters: Mapping[str, str] = field(default_factory=dict)
    species: tuple[tuple[str, str], ...] = ()
    walks: tuple[tuple[str, str], ...] = ()
    comments: int = 0
    planner_layers: tuple[PlannerLayer, ...] = ()
    drawing: Drawing | None = None
    standing: str = ""  # scientific name of the species whose answers are marked on the planting sites


@dataclass(frozen=True, slots=True)
class Click:
    """Where somebody clicked: on an object (its kind and id), or on the ground (kind ``place``, no id).

    Of what was drawn by hand (``drawn``, ``reshaped``) also the shape, as it came from the browser: nobody has looked at it.
    """

    kind: str
    id: str
    lon: float
    lat: float
    mark: str = ""
    shape: Mapping[str, Any] | None = None

    @property
    def is_place(self) -> bool:
        """Whether nothing but the ground was meant."""
        return self.kind == PLACE

    @classmethod
    def parse(cls, raw: Any) -> tuple[Click, str] | None:
        """A click and its stamp from what the frame sent; None if it is no click of ours."""
        point = raw.get("last_clicked") if isinstance(raw, Mapping) else None
        if not isinstance(point, Mapping) or point.get("kind") not in KINDS:
            return None
        lon, lat = point.get("lng"), point.get("lat")
        if not all(isinstance(v, (int, float)) and not isinstance(v, bool) and math.isfinite(v) for v in (lon, lat)):
            return None
        kind, id_ = str(point["kind"]), str(point.get("id", ""))[:40]
        mark, shape = str(point.get("mark", ""))[:10], point.get("shape")
        by_hand = kind in {DRAWN, RESHAPED}
        if by_hand and not isinstance(shape, Mapping):
            return None
        clicked = cls(
            kind, "" if kind == PLACE else id_, float(lon), float(lat), *((mark, shape) if by_hand else ())  # type: ignore[arg-type]
        )  # fmt: skip
        return clicked, str(point.get("stamp", ""))[:40]
