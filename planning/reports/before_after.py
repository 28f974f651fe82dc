"""The two pictures of a street, as SVG in metres: crowns to scale, buildings, and the shade of one hour."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import shapely
from markupsafe import Markup
from shapely.geometry.base import BaseGeometry

from planning.options.before_after import BeforeAfter, Crown, Side
from planning.reports.map_sheet_drawing import path_of
from planning.reports.svg import element

TRUNK_M, RIM_M = 0.35, 0.25


def picture(scene: BeforeAfter, side: Side, title: str) -> Markup:
    """One side. Colours are classes of the page's stylesheet; shapes say the same without them.

    A kept crown is a disc, a planted one has a broken rim and a cross for a trunk, one that was felled is a crossed ring; without
    leaves only the rim is there.
    """
    wide, high = scene.size
    drawn = [
        element("rect", width=wide, height=high, class_="ba-ground"),
        *_paths(scene.ways, high, "ba-way"),
        *(_paths([side.shade], high, "ba-shade") if side.shade is not None else ()),
        *_paths(scene.buildings, high, "ba-building"),
        *(_crown(one, high) for one in side.crowns),
    ]
    return Markup(  # noqa: S704 - numbers and names of classes; the title goes through html.escape
        element(
            "svg", *drawn, xmlns="http://www.w3.org/2000/svg", viewBox=f"0 0 {wide:.1f} {high:.1f}", width=f"{wide:.1f}",
            height=f"{high:.1f}", role="img", aria_label=title,
        )
    )  # fmt: skip


def _paths(shapes: Sequence[BaseGeometry], high: float, name: str) -> list[str]:
    if not len(shapes):
        return []
    down = shapely.transform(np.array(shapes, dtype=object), lambda at: np.column_stack([at[:, 0], high - at[:, 1]]))
    return [element("path", d=path, class_=name, fill_rule="evenodd") for one in down if (path := path_of(one))]


def _crown(one: Crown, high: float) -> str:
    x, y, radius = one.x, high - one.y, one.crown.middle / 2
    disc = element("circle", cx=x, cy=y, r=radius, class_=f"ba-crown ba-{one.state}{'' if one.leafy else ' ba-bare'}")
    half = TRUNK_M * 1.6
    if one.state == "kept":
        return disc + element("circle", cx=x, cy=y, r=TRUNK_M, class_="ba-trunk")
    if one.state == "planted":
        return disc + element(
            "path", d=f"M{x - half:.2f} {y:.2f}h{2 * half:.2f}M{x:.2f} {y - half:.2f}v{2 * half:.2f}", class_="ba-mark"
        )
    far = radius * 0.7
    cross = f"M{x - far:.2f} {y - far:.2f}l{2 * far:.2f} {2 * far:.2f}m0 {-2 * far:.2f}l{-2 * far:.2f} {2 * far:.2f}"
    return disc + element("path", d=cross, class_="ba-gone")
