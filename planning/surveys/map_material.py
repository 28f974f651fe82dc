"""What stands on the map of a community, all of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from planning.site import Courtyard
from planning.surveys.evidence import Taken
from planning.surveys.observation import (
    Building,
    Facility,
    LayerFeature,
    Pipe,
    PlantingSite,
    RooftopStructure,
    Street,
    Tree,
)
from planning.surveys.planner_layer import PlannerLayer


@dataclass(frozen=True, slots=True)
class MapMaterial:
    """Objects by kind; ``drawn``: layers of planners with what lies on them; ``evidence``: kept photos of evidence walks, their time in the community's zone; ``sources`` are names of inventories by the id of the import that brought them."""

    trees: Sequence[Tree] = ()
    sites: Sequence[PlantingSite] = ()
    structures: Sequence[RooftopStructure] = ()
    facilities: Sequence[Facility] = ()
    pipes: Sequence[Pipe] = ()
    buildings: Sequence[Building] = ()
    streets: Sequence[Street] = ()
    courtyards: Sequence[Courtyard] = ()
    drawn: Sequence[tuple[PlannerLayer, Sequence[LayerFeature]]] = ()
    evidence: Sequence[Taken] = ()
    sources: Mapping[str, str] = field(default_factory=dict)
