"""The mark of an option: one colour and one symbol through every page and picture of its round.

The colours praise nobody: none is the accent of the pages, none is a signal red or green. Dark and light ones
alternate, so that neighbours differ in grey print as well; each is at least 3 : 1 on paper and on the dark ground.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from planning.options.option import SYMBOLS

DARK_INK, WHITE = "#1E2328", "#FFFFFF"

COLOURS = (
    ("#3B6FA8", WHITE), ("#D08A2E", DARK_INK), ("#7A559F", WHITE), ("#45A29A", DARK_INK),
    ("#96533F", WHITE), ("#A39A3A", DARK_INK), ("#5B6B7C", WHITE), ("#C481B0", DARK_INK),
)  # fmt: skip
"""Fill, and the ink that is read on it."""

Point = tuple[float, float]


def _ring(sides: int, turned: float = -90, inner: float = 1) -> tuple[Point, ...]:
    """Corners on a circle; every second one drawn in for a star."""
    angles = (math.radians(turned + 360 * i / sides) for i in range(sides))
    radii = (50 if i % 2 == 0 else 50 * inner for i in range(sides))
    return tuple(
        (round(50 + r * math.cos(a), 1), round(50 + r * math.sin(a), 1)) for r, a in zip(radii, angles, strict=False)
    )


_DROP: tuple[Point, ...] = ((50, 0), *((x * 0.8 + 10, y * 0.72 + 28) for x, y in _ring(18, -40)[:16]))

SHAPES: dict[str, tuple[Point, ...]] = {
    "circle": _ring(28),
    "square": ((8, 8), (92, 8), (92, 92), (8, 92)),
    "diamond": ((50, 0), (100, 50), (50, 100), (0, 50)),
    "triangle": ((50, 4), (100, 94), (0, 94)),
    "cross": (
        (34, 2),
        (66, 2),
        (66, 34),
        (98, 34),
        (98, 66),
        (66, 66),
        (66, 98),
        (34, 98),
        (34, 66),
        (2, 66),
        (2, 34),
        (34, 34),
    ),
    "star": _ring(10, inner=0.44),
    "hexagon": _ring(6),
    "drop": _DROP,
}
"""Each symbol as a polygon in a square of 100, for pictures and for style sheets alike."""


@dataclass(frozen=True, slots=True)
class Mark:
    """How an option is told apart from the others."""

    symbol: str
    colour: str
    ink: str

    @property
    def points(self) -> tuple[Point, ...]:
        """The symbol's corners."""
        return SHAPES[self.symbol]


def mark(position: int) -> Mark:
    """The mark of the option at a place of the ballot paper. Beyond eight, the pairs still differ up to 64."""
    turn, place = divmod(position, len(SYMBOLS))
    colour, ink = COLOURS[(place + 3 * turn) % len(COLOURS)]
    return Mark(SYMBOLS[place], colour, ink)


def style_of_marks() -> str:
    """The style sheet's part: ``<i class="jr-mark jr-star" style="--m:#…">``."""
    shapes = (
        f".jr-{name}{{clip-path:polygon({','.join(f'{x:g}% {y:g}%' for x, y in points)})}}"
        for name, points in SHAPES.items()
    )
    return "".join(shapes)
