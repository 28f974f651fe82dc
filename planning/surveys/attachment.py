"""Documents: reports and plans that are attached to an object of the map, as PDF."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from planning.errors import N_, Refusal
from planning.surveys.observation import Facility, LayerFeature, PlantingSite, RooftopStructure, Tree

LARGEST_BYTES = 20_000_000
MOST_DOCUMENTS = 20
"""Documents of one object."""
BEGINS = b"%PDF-"
ENDS = b"%%EOF"
TAIL = 2048
"""The end of the file may be followed by a little that old programs leave there."""


ATTACHED_TO: Mapping[str, type[Tree | PlantingSite | RooftopStructure | Facility | LayerFeature]] = {
    "tree": Tree, "planting_site": PlantingSite, "rooftop_structure": RooftopStructure, "facility": Facility,
    "layer_feature": LayerFeature,
}  # fmt: skip
"""What something can be attached to, by the words of the log."""


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that was kept under its id; ``object_id`` is that of a tree, a site, a structure, a facility or a feature.

    :param file: as whoever gave it calls it. :param shown: to residents; else staff only.
    """

    id: str
    community_id: str
    object_id: str
    title: str
    file: str
    sha256: str
    size_bytes: int
    at: datetime
    shown: bool = False


def checked_pdf(data: bytes, largest_bytes: int = LARGEST_BYTES, where: str = "file") -> bytes:
    """A PDF that begins and ends as one; raises :class:`Refusal` (``too_large``, ``not_pdf``) about the field ``where``.

    It must begin with its first byte, so that no file is a page and a PDF at once; it is only ever handed out as a download.
    """
    if len(data) > largest_bytes:
        raise Refusal(
            "too_large",
            N_("A document may have at most {most} MB: make it smaller."),
            where=where,
            most=largest_bytes // 1_000_000,
        )
    if not data.startswith(BEGINS) or ENDS not in data[-TAIL:]:
        raise Refusal("not_pdf", N_("This is no whole PDF: save it as PDF and choose it again."), where=where)
    return data
