"""An evidence walk as a picture and in a sentence: the route, numbered places of what was kept, how many of how many."""

from __future__ import annotations

import html
from collections.abc import Iterable, Sequence

import shapely
from shapely.geometry import LineString, Point

from planning.i18n.translator import Translator
from planning.reports.small_map import HEIGHT_PX, WIDTH_PX, Sheet
from planning.site import Pin
from planning.surveys.evidence import EvidenceKind, EvidencePhoto, EvidenceWalk, Spot

NUMBERED = 40
"""More numbers than that cover each other on a small map."""
GOOD, BAD, ROUTE = "#2B6A3F", "#A61E4D", "#1F5F99"


def ordered(route: LineString, spots: Iterable[Spot]) -> list[Spot]:
    """As one meets them along the route."""
    return sorted(
        spots, key=lambda one: (route.project(Point(one.photo.pin.lon, one.photo.pin.lat)), one.photo.taken_at, one.photo.id)
    )  # fmt: skip


def summary(t: Translator, kept: int, received: int) -> str:
    """How many photos were kept of how many that came in."""
    return t("Photos kept: {kept} of {received} that came in.", kept=kept, received=received)


def outcome(t: Translator, walk: EvidenceWalk, kept: int) -> str:
    """What came of a walk in a word: called off, or how many photos were kept."""
    return t("called off") if walk.called_off else t.n("{count} photo kept", "{count} photos kept", kept)


def map_of(sheet: Sheet, around: str, route: LineString, spots: Sequence[Spot], about: str) -> str:
    """A still map as SVG: the route with its beginning and end, and every photo in the order of ``spots``.

    :param around: the ground of the ``sheet``, as :func:`planning.reports.small_map.ground_drawn` draws it.
    """
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH_PX} {HEIGHT_PX}" width="{WIDTH_PX}" height="{HEIGHT_PX}" '
        f'role="img" aria-label="{html.escape(about)}">{around}{marks(sheet, route, spots)}</svg>'
    )


def sheet_of(route: LineString, pins: Sequence[Pin]) -> Sheet:
    """Ground that holds the route and the photos."""
    return Sheet.around([*(Pin(x, y) for x, y in shapely.get_coordinates(route)), *pins], None)


def marks(sheet: Sheet, route: LineString, spots: Sequence[Spot]) -> str:
    """The route as a broken line from a ring to a square; good examples as circles, everything else as triangles; numbers."""
    first, last = (sheet.at(*route.coords[index][:2]) for index in (0, -1))
    drawn = [
        f'<path d="{sheet.path([route])}" fill="none" stroke="#FFFFFF" stroke-width="8" opacity=".8"/>',
        f'<path d="{sheet.path([route])}" fill="none" stroke="{ROUTE}" stroke-width="4" stroke-dasharray="10 5"/>',
        f'<circle cx="{first[0]}" cy="{first[1]}" r="7" fill="#FFFFFF" stroke="{ROUTE}" stroke-width="3"/>',
        f'<path d="M{last[0]} {last[1]}m-6 -6h12v12h-12z" fill="{ROUTE}"/>',
    ]
    for number, one in enumerate(spots, 1):
        x, y = sheet.at(one.photo.pin.lon, one.photo.pin.lat)
        drawn.append(photos_drawn(sheet, [one.photo]))
        if len(spots) <= NUMBERED:
            drawn.append(
                f'<text x="{x + 11}" y="{y + 7}" font-family="sans-serif" font-size="20" font-weight="700" fill="#1E2328" '
                f'stroke="#FFFFFF" stroke-width="4" paint-order="stroke">{number}</text>'
            )
    return "".join(drawn)


def photos_drawn(sheet: Sheet, photos: Iterable[EvidencePhoto]) -> str:
    """A sign for each photo: a circle for a good example, a triangle for everything else."""
    drawn = []
    for one in photos:
        x, y = sheet.at(one.pin.lon, one.pin.lat)
        if one.kind is EvidenceKind.GOOD:
            drawn.append(f'<circle cx="{x}" cy="{y}" r="8" fill="{GOOD}" stroke="#FFFFFF" stroke-width="1.5"/>')
        else:
            drawn.append(f'<path d="M{x} {y}m0 -9l9 16h-18z" fill="{BAD}" stroke="#FFFFFF" stroke-width="1.5"/>')
    return "".join(drawn)
