"""How a part of the map lies on a sheet of paper: sizes, the frame of the drawing, the scale."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from geodata.faults import Unreadable
from geodata.framing import Frame, framed
from planning.errors import N_, Refusal
from planning.site import Bounds

LARGEST_SCALE, SMALLEST_SCALE = 50, 100_000
MARGIN_MM = 9.0


class SheetSize(StrEnum):
    """Paper that an office printer takes."""

    A4 = "a4"
    A3 = "a3"


@dataclass(frozen=True, slots=True)
class Layout:
    """Paper and what of it is drawing, in millimetres; the panel lies at the right, on upright paper below."""

    wide: float
    high: float
    panel: float

    @property
    def upright(self) -> bool:
        """Whether the paper stands."""
        return self.high > self.wide

    @property
    def frame(self) -> tuple[float, float]:
        """Width and height of the drawing."""
        wide, high = self.wide - 2 * MARGIN_MM, self.high - 2 * MARGIN_MM
        return (wide, high - self.panel) if self.upright else (wide - self.panel, high)


LAYOUTS = {
    SheetSize.A4: (Layout(297, 210, 66), Layout(210, 297, 72)),
    SheetSize.A3: (Layout(420, 297, 80), Layout(297, 420, 82)),
}


def placed(box: Bounds, size: SheetSize, scale: int | None = None) -> tuple[Layout, Frame]:
    """Paper and frame: the way the paper lies is the one that shows the box larger.

    :param scale: denominator; None: the largest usual one that shows the whole box.

    Raises :class:`Refusal` (``bad_scale``, ``too_wide``).
    """
    if scale is not None and not LARGEST_SCALE <= scale <= SMALLEST_SCALE:
        raise Refusal(
            "bad_scale", N_("The scale must be a whole number from {least} to {most}: 500 means 1:500."),
            where="scale", least=LARGEST_SCALE, most=SMALLEST_SCALE,
        )  # fmt: skip
    edges = (box.west, box.south, box.east, box.north)
    try:
        ways = [(layout, framed(edges, *layout.frame, scale)) for layout in LAYOUTS[size]]
    except Unreadable as error:
        fault = error.faults[0]
        raise Refusal(fault.code, fault.message, where="bbox") from error
    stands = box.north - box.south > box.east - box.west
    return min(ways, key=lambda one: (one[1].scale, one[0].upright != stands))
