"""What an import did, or would do: the value that the command line and the Manage page show."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from typing import Any, NamedTuple

from planning.errors import Problem

Box = tuple[float, float, float, float]
Say = Callable[[Problem], str]


class Spot(NamedTuple):
    """A row as the file has it (``x``, ``y``), where it would lie, and whether it is accepted."""

    x: float
    y: float
    lon: float
    lat: float
    is_good: bool


@dataclass(frozen=True, slots=True)
class UsedCrs:
    """The coordinate system that was used.

    :param code: empty while none could be settled.
    :param source: ``given`` (by the planner), ``file`` (stated in it), ``format`` (its standard says so) or ``numbers``.
    :param why: the reason as a sentence.
    """

    code: str
    source: str
    why: Problem


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A coordinate system that would fit; with ``exchanged`` after the two columns change places."""

    code: str
    exchanged: bool
    why: Problem


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What came of one file.

    ``columns`` and ``units`` are by field. ``where`` of a refused row is its line in a CSV file (the header is line 1)
    or the number of its feature. ``problems`` is what stops the whole import; then nothing was accepted and
    ``suggestions`` may say how to go on. ``missing_ids`` are the first two hundred.
    ``doubtful`` rows are accepted, but something of them was not read. ``sketch`` is for a small map of a preview, ``offered`` are all columns of the file, ``examples`` what
    stands first in each of them; ``has_geometry`` tells that the format itself says where its rows lie. ``rows_read == accepted + len(refused)`` whenever nothing stops it.
    """

    file: str
    sha256: str
    kind: str
    crs: UsedCrs
    columns: Mapping[str, str] = field(default_factory=dict)
    units: Mapping[str, str] = field(default_factory=dict)
    rows_read: int = 0
    accepted: int = 0
    added: int = 0
    changed: int = 0
    unchanged: int = 0
    missing: int = 0
    refused: tuple[Problem, ...] = ()
    warnings: tuple[Problem, ...] = ()
    bbox: Box | None = None
    applied: bool = False
    problems: tuple[Problem, ...] = ()
    suggestions: tuple[Suggestion, ...] = ()
    missing_ids: tuple[str, ...] = ()
    doubtful: tuple[Problem, ...] = ()
    offered: tuple[str, ...] = ()
    sketch: tuple[Spot, ...] = ()
    examples: tuple[str, ...] = ()
    has_geometry: bool = False

    def as_json(self, say: Say) -> dict[str, Any]:
        """The object that ``jieyi import --json`` prints; ``say`` puts a problem into words."""
        return {
            "file": self.file,
            "sha256": self.sha256,
            "kind": self.kind,
            "crs": {"code": self.crs.code, "source": self.crs.source, "why": say(self.crs.why)},
            "columns": dict(self.columns),
            "units": dict(self.units),
            "rows_read": self.rows_read,
            "accepted": self.accepted,
            "added": self.added,
            "changed": self.changed,
            "unchanged": self.unchanged,
            "missing": self.missing,
            "refused": [{"row": p.where, "code": p.code, "message": say(p)} for p in self.refused],
            "warnings": [say(p) for p in self.warnings],
            "bbox": None if self.bbox is None else list(self.bbox),
            "applied": self.applied,
        }

    @classmethod
    def of(cls, kept: Mapping[str, Any]) -> ImportReport:
        """The report that an act handed back as plain JSON."""
        made: dict[str, Any] = {f.name: kept[f.name] for f in fields(cls) if f.name in kept}
        for name in ("refused", "warnings", "problems", "doubtful"):
            made[name] = tuple(Problem(**problem) for problem in kept.get(name, ()))
        made["suggestions"] = tuple(Suggestion(**s | {"why": Problem(**s["why"])}) for s in kept["suggestions"])
        made["crs"] = UsedCrs(**kept["crs"] | {"why": Problem(**kept["crs"]["why"])})
        made["sketch"] = made["examples"] = ()
        made["offered"] = tuple(kept.get("offered", ()))
        made["missing_ids"] = tuple(kept.get("missing_ids", ()))
        made["bbox"] = None if kept["bbox"] is None else tuple(kept["bbox"])
        return cls(**made)
