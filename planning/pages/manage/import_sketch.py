"""A small map of an import before and after: the rows as the file has them, and where they would lie."""

from __future__ import annotations

from collections.abc import Sequence

from planning.surveys.inventory.report import Spot

WIDE, HIGH, MARGIN = 360, 220, 14
INK, GOOD, BAD, KNOWN = "#5B6570", "#2B6A3F", "#A61E4D", "#B9BEC4"

Points = Sequence[tuple[float, float]]


def before(spots: Sequence[Spot]) -> str:
    """The numbers of the file, east to the right, in a frame of their own, as an SVG picture."""
    return _picture([(s.x, s.y) for s in spots], spots, ())


def after(spots: Sequence[Spot], known: Points) -> str:
    """The rows where they would lie, over what is known there already, as an SVG picture."""
    return _picture([(s.lon, s.lat) for s in spots], spots, known)


def _picture(points: Points, spots: Sequence[Spot], known: Points) -> str:
    box = _box([point for point, spot in zip(points, spots, strict=True) if spot.is_good] or points)
    drawn = [f'<rect width="{WIDE}" height="{HIGH}" fill="#FBFAF7" stroke="{INK}"/>']
    drawn += [_dot(*_placed(point, box), KNOWN) for point in known]
    for point, spot in zip(points, spots, strict=True):
        x, y = _placed(point, box)
        drawn.append(_dot(x, y, GOOD) if spot.is_good else _cross(x, y))
    drawn.append(f'<text x="6" y="{HIGH - 6}" font-size="10" fill="{INK}">{box[0]:.8g}, {box[1]:.8g}</text>')
    drawn.append(
        f'<text x="{WIDE - 6}" y="14" font-size="10" fill="{INK}" text-anchor="end">{box[2]:.8g}, {box[3]:.8g}</text>'
    )
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDE} {HIGH}" width="{WIDE}" height="{HIGH}">{"".join(drawn)}</svg>'


def _box(points: Points) -> tuple[float, float, float, float]:
    """West, south, east, north; never empty."""
    xs, ys = [x for x, _ in points] or [0.0], [y for _, y in points] or [0.0]
    wide, high = max(max(xs) - min(xs), 1e-4), max(max(ys) - min(ys), 1e-4)
    return min(xs), min(ys), min(xs) + wide, min(ys) + high


def _placed(point: tuple[float, float], box: tuple[float, float, float, float]) -> tuple[float, float]:
    """Where a point stands in the picture; what lies outside stands at its edge."""
    x = MARGIN + (point[0] - box[0]) / (box[2] - box[0]) * (WIDE - 2 * MARGIN)
    y = HIGH - MARGIN - (point[1] - box[1]) / (box[3] - box[1]) * (HIGH - 2 * MARGIN)
    return min(max(x, 3.0), WIDE - 3.0), min(max(y, 3.0), HIGH - 3.0)


def _dot(x: float, y: float, colour: str) -> str:
    return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="2.2" fill="{colour}"/>'


def _cross(x: float, y: float) -> str:
    return f'<path d="M{x - 3:.1f} {y - 3:.1f}l6 6m0-6l-6 6" stroke="{BAD}" stroke-width="1.6"/>'
