"""The four answers, at the limit and around it."""

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from geodata.clearance.answering import apart, beside
from geodata.clearance.finding import NOTHING, Answer, Findings
from geodata.clearance.networks import Network, Spots, network

HERE = Spots(np.zeros(1), np.zeros(1), np.zeros(1))


def line(at: float = 0.0, *, diameter_mm: float = 0.0, accuracy_m: float = 0.0) -> Network:
    """One pipe from west to east at a height on the page."""
    return network([shapely.LineString([(-100, at), (100, at)])],
                   diameter_mm=[diameter_mm], accuracy_m=[accuracy_m], ids=["P-1"])  # fmt: skip


def ask(pipe: Network, y: float, required_m: float = 1.5, accuracy_m: float = 0.0) -> Findings:
    """One spot north of the pipe."""
    return beside(Spots(np.array([0.0]), np.array([y]), np.array([accuracy_m])), pipe, required_m)


@pytest.mark.parametrize(("y", "answer", "margin"), [
    (1.499, Answer.TOO_CLOSE, -0.001), (1.5, Answer.CLEAR, 0.0), (1.501, Answer.CLEAR, np.nan)])  # fmt: skip
def test_the_limit_itself_is_kept(y, answer, margin):
    """Exactly at the limit is clear; one millimetre below is not. What lies beyond has no margin."""
    findings = ask(line(), y)
    assert findings.answer[0] == answer
    assert findings.margin_m[0] == pytest.approx(margin, nan_ok=True)


def test_a_written_limit_survives_arithmetic():
    """1.2 m from a 400 mm pipe that lies 1.4 m off is the limit, whatever a float makes of it."""
    assert ask(line(diameter_mm=400), 1.4, 1.2).answer[0] == Answer.CLEAR


def test_the_diameter_counts():
    """The distance runs to the outer face: a pipe of 400 mm brings it 0.2 m nearer."""
    findings = ask(line(diameter_mm=400), 1.6)
    assert findings.answer[0] == Answer.TOO_CLOSE
    assert findings.distance_m[0] == pytest.approx(1.4)
    assert findings.margin_m[0] == -0.1


def test_on_top_of_a_pipe():
    """A trunk over the pipe itself is too close by more than the distance asked."""
    assert ask(line(diameter_mm=400), 0.0).margin_m[0] == -1.7


@pytest.mark.parametrize(("y", "answer"), [
    (1.0, Answer.TOO_CLOSE), (1.1, Answer.UNDECIDED), (1.5, Answer.UNDECIDED), (1.9, Answer.UNDECIDED), (2.0, Answer.CLEAR)])  # fmt: skip
def test_margins_below_the_doubt_are_undecided(y, answer):
    """Pipe and tree are stated to 0.3 and 0.2 m: within half a metre of the limit nobody can say, on either side."""
    assert ask(line(accuracy_m=0.3), y, accuracy_m=0.2).answer[0] == answer


def test_beyond_the_layer_nothing_is_known():
    """The layer answers as far as 50 m around what it holds; farther away it is silent."""
    assert ask(line(), 49.0).answer[0] == Answer.CLEAR
    assert ask(line(), 51.0).answer[0] == Answer.UNKNOWN


def test_an_empty_layer_knows_nothing():
    """No pipe recorded anywhere is no proof that none lies here."""
    findings = ask(network([]), 1.0)
    assert findings.answer[0] == Answer.UNKNOWN
    assert findings.obstacle[0] == NOTHING


def test_the_worst_obstacle_is_told():
    """Of several pipes the one that is really too close is named before a nearer one that is only in doubt."""
    pipes = network([shapely.LineString([(-9, 1.2), (9, 1.2)]), shapely.LineString([(-9, -1.3), (9, -1.3)])],
                    accuracy_m=[0.5, 0.0], ids=["doubtful", "sure"])  # fmt: skip
    findings = beside(HERE, pipes, 1.5)
    assert findings.answer[0] == Answer.TOO_CLOSE
    assert pipes.ids[findings.obstacle[0]] == "sure"


def test_a_thick_pipe_behind_a_thin_one():
    """The obstacle is the nearest outer face, not the nearest line."""
    pipes = network([shapely.LineString([(-9, 1.0), (9, 1.0)]), shapely.LineString([(-9, -1.2), (9, -1.2)])],
                    diameter_mm=[20, 1000], ids=["thin", "thick"])  # fmt: skip
    findings = beside(HERE, pipes, 1.5)
    assert pipes.ids[findings.obstacle[0]] == "thick"


def test_a_wall_is_a_face():
    """Inside of a building footprint the distance is nought."""
    walls = network([shapely.box(-5, -5, 5, 5)])
    assert beside(HERE, walls, 2.0).margin_m[0] == -2.0


def test_empty_geometries_stand_in_no_way():
    """An empty line in a layer is passed over."""
    pipes = network([shapely.LineString(), shapely.LineString([(-9, 3), (9, 3)])])
    assert beside(HERE, pipes, 1.5).answer[0] == Answer.CLEAR


def test_a_tree_is_not_in_its_own_way():
    """Spacing is to the other trees: one's own place is left out."""
    trees = network(shapely.points([0.0, 3.9], [0.0, 0.0]))
    findings = apart(HERE, trees, np.array([0]), 4.0)
    assert findings.margin_m[0] == -0.1
    assert findings.obstacle[0] == 1
    alone = apart(HERE, network(shapely.points([0.0], [0.0])), np.array([0]), 4.0)
    assert alone.answer[0] == Answer.CLEAR


@pytest.mark.parametrize(
    "columns", [{"diameter_mm": [1, 2]}, {"accuracy_m": [-1.0]}, {"ids": ["a", "b"]}, {"height_m": [1, 2]}]
)
def test_columns_that_do_not_fit_are_refused(columns):
    """Columns of another length, and negative accuracies, are a fault of the caller."""
    with pytest.raises(ValueError, match=r"every column|below zero"):
        network([shapely.LineString([(0, 0), (1, 0)])], **columns)


spots = st.lists(st.tuples(st.integers(-5000, 5000), st.integers(-5000, 5000)), min_size=1, max_size=8)


@given(spots, spots, st.integers(0, 3000), st.integers(0, 800), st.integers(0, 500))
def test_as_one_by_one(ours, theirs, required_mm, diameter_mm, doubt_mm):
    """Columns answer as plain arithmetic on each pair does."""
    required, doubt = required_mm / 1000, doubt_mm / 1000
    x, y = np.array(ours, dtype=float).T / 1000
    others = network(
        [shapely.Point(place) for place in np.array(theirs) / 1000],
        diameter_mm=[diameter_mm] * len(theirs),
        accuracy_m=[doubt] * len(theirs),
    )
    findings = beside(Spots(x, y, np.zeros(len(x))), others, required)
    for at, (px, py) in enumerate(ours):
        margins = [round(np.hypot(px - qx, py - qy) / 1000 - diameter_mm / 2000 - required, 3) for qx, qy in theirs]
        answers = [Answer.UNDECIDED if abs(m) < doubt else Answer.TOO_CLOSE if m < 0 else Answer.CLEAR for m in margins]
        assert findings.answer[at] == max(answers)


@pytest.mark.parametrize(("y", "answer"), [
    (1.499, Answer.TOO_CLOSE), (1.5, Answer.UNDECIDED), (2.499, Answer.UNDECIDED), (2.5, Answer.CLEAR)])  # fmt: skip
def test_a_bore_that_nobody_recorded_is_not_taken_for_none(y, answer):
    """A sewer that may be two metres wide: clear only where even its widest keeps the distance; too close stays too close."""
    pipe = network([shapely.LineString([(-100, 0), (100, 0)])], diameter_mm=[np.nan], largest_mm=2000)
    assert ask(pipe, y).answer[0] == answer
