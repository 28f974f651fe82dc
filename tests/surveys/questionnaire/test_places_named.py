"""Places named in answers: counted by squares of ground, each person once a square, small ones hidden."""

from __future__ import annotations

import shapely

from planning.surveys.questionnaire.places_named import MOST_ACROSS, shape_of, squares
from planning.surveys.questionnaire.question import QuestionKind

HERE = (104.0605, 30.6305)
FAR = (104.0705, 30.6405)


def test_a_square_that_few_named_is_not_shown():
    """Row 57: four are hidden, five are told; whoever named hidden squares only is counted."""
    told = squares([shapely.Point(HERE)] * 5 + [shapely.Point(FAR)] * 4, 5)
    (one,) = told.shown
    assert (one.count, told.size_m, told.elsewhere) == (5, 100, 4)
    assert one.west <= HERE[0] < one.east
    assert one.south <= HERE[1] < one.north
    assert squares([], 5).shown == ()


def test_a_line_and_an_area_name_every_square_that_they_touch_once():
    """A way of 300 m names three or four squares; the squares between the corners of an area belong to it."""
    way = shape_of(QuestionKind.LINE, [[104.06, 30.6305], [104.063, 30.6305]])
    ground = shape_of(QuestionKind.AREA, [[104.06, 30.63], [104.063, 30.63], [104.063, 30.633], [104.06, 30.633]])
    lines, areas = squares([way] * 5, 5), squares([ground] * 6, 5)
    assert 3 <= len(lines.shown) <= 4
    assert {square.count for square in lines.shown} == {5}
    assert len(areas.shown) >= 9
    assert {square.count for square in areas.shown} == {6}
    spot = shape_of(QuestionKind.POINT, [104.061, 30.631])
    assert squares([spot] * 5, 5).shown[0].count == 5


def test_a_wide_ground_has_larger_squares():
    """Row 24: whatever was drawn, there are at most some forty squares from side to side."""
    told = squares([shapely.box(103.5, 30.2, 104.5, 31.0)] * 5, 5)
    assert len(told.shown) <= (MOST_ACROSS + 2) ** 2
    assert told.size_m > 1000
