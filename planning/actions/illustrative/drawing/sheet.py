"""A sheet to draw on: 900 x 675 units, drawn at twice the size and reduced, so that edges are soft."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import numpy as np
from PIL import Image, ImageDraw

from planning.surveys.picture import Picture, picture_of

WIDTH, HEIGHT = 900, 675
_TIMES = 2
_QUALITY = 58

Colour = tuple[int, int, int] | tuple[int, int, int, int]
At = tuple[float, float]


class Sheet:
    """Shapes in units of the finished picture; a fourth colour value makes them translucent."""

    def __init__(self, rng: np.random.Generator) -> None:
        self.rng = rng
        self.image = Image.new("RGB", (WIDTH * _TIMES, HEIGHT * _TIMES), (251, 250, 247))
        self._draw = ImageDraw.Draw(self.image, "RGBA")

    def by_chance(self, low: float, high: float) -> float:
        """A number between two."""
        return float(self.rng.uniform(low, high))

    def box(self, x0: float, y0: float, x1: float, y1: float, fill: Colour, *, round_by: float = 0.0) -> None:
        """A rectangle, its corners rounded if wanted."""
        self._draw.rounded_rectangle(
            (x0 * _TIMES, y0 * _TIMES, x1 * _TIMES, y1 * _TIMES), radius=round_by * _TIMES, fill=fill
        )

    def oval(self, x: float, y: float, rx: float, ry: float, fill: Colour) -> None:
        """An ellipse around a middle."""
        self._draw.ellipse(((x - rx) * _TIMES, (y - ry) * _TIMES, (x + rx) * _TIMES, (y + ry) * _TIMES), fill=fill)

    def shape(self, points: Sequence[At], fill: Colour) -> None:
        """A polygon."""
        self._draw.polygon([(x * _TIMES, y * _TIMES) for x, y in points], fill=fill)

    def line(self, points: Sequence[At], fill: Colour, width: float = 1.0) -> None:
        """A polyline with round joints."""
        self._draw.line(
            [(x * _TIMES, y * _TIMES) for x, y in points], fill=fill, width=max(1, round(width * _TIMES)), joint="curve"
        )

    def fade(self, y0: float, y1: float, above: Colour, below: Colour) -> None:
        """A band over the whole width that goes from one colour to another."""
        top, bottom = round(y0 * _TIMES), round(y1 * _TIMES)
        ramp = Image.linear_gradient("L").resize((self.image.width, bottom - top))
        self.image.paste(
            Image.composite(Image.new("RGB", ramp.size, below[:3]), Image.new("RGB", ramp.size, above[:3]), ramp),
            (0, top),
        )

    def dots(self, middles: np.ndarray[tuple[int, int], np.dtype[np.float64]], radius: float, fill: Colour) -> None:
        """Many round dots, each of nearly the same size."""
        sizes = self.rng.uniform(0.7, 1.3, len(middles)) * radius
        for (x, y), r in zip(middles.tolist(), sizes.tolist(), strict=True):
            self.oval(x, y, r, r * 0.92, fill)

    def finished(self) -> Picture:
        """Reduced to its size, as JPEG."""
        return picture_of(self.image.reduce(_TIMES), _QUALITY)


@cache
def mixed(one: Colour, other: Colour, share: float) -> Colour:
    """A colour between two."""
    r, g, b = (round(a + (b - a) * share) for a, b in zip(one[:3], other[:3], strict=True))
    return r, g, b
