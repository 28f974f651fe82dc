"""Places that answers name, as they are drawn for those who work on the questionnaire."""

from __future__ import annotations

import pytest
from shapely import LineString, Point, box
from shapely.geometry.base import BaseGeometry

from planning.pages import survey_places
from planning.reports.small_map import Sheet
from planning.site import Pin


@pytest.mark.parametrize(
    ("shape", "drawn"),
    [
        (Point(104.06, 30.63), "<circle "),
        (LineString([(104.06, 30.63), (104.0601, 30.63)]), '<path d="M'),
        (box(104.06, 30.63, 104.0601, 30.6301), '<path d="M'),
    ],
    ids=["point", "line", "area"],
)
def test_every_kind_of_place_is_drawn(shape: BaseGeometry, drawn: str):
    """A point as a disc, a line open, an area closed and filled."""
    mark = survey_places._shape(Sheet.around([Pin(104.06, 30.63)], None), shape)
    assert mark.startswith(drawn)
    assert ('Z"' in mark) == (shape.area > 0)
    assert ('fill="none"' in mark) == isinstance(shape, LineString)
