"""Crowns below wires."""

import numpy as np
import pytest
import shapely

from geodata.clearance.finding import Answer
from geodata.clearance.networks import Spots, network
from geodata.clearance.overhead import under

WIRE = [shapely.LineString([(-50, 0), (50, 0)])]


def ask(
    y: float, *, height_m: float, conductor_m: float = 10.0, crown_m: float = 6.0, accuracy_m: float = 0.0,
    height_accuracy_m: float = 0.0,
) -> Answer:  # fmt: skip
    """One tree beside a wire."""
    wire = network(WIRE, height_m=[conductor_m], accuracy_m=[accuracy_m], height_accuracy_m=[height_accuracy_m])
    findings = under(
        Spots(np.zeros(1), np.array([y]), np.zeros(1)), wire, crown_m=crown_m, height_m=height_m, required_m=1.5
    )
    return Answer(findings.answer[0])


@pytest.mark.parametrize(
    ("height_m", "answer"), [(8.5, Answer.CLEAR), (8.501, Answer.TOO_CLOSE), (15.0, Answer.TOO_CLOSE)]
)
def test_the_grown_tree_stays_below(height_m, answer):
    """Mature height plus the distance asked must fit below the conductor."""
    assert ask(0.0, height_m=height_m) == answer


@pytest.mark.parametrize(("y", "answer"), [
    (3.0, Answer.TOO_CLOSE), (3.1, Answer.TOO_CLOSE), (4.499, Answer.TOO_CLOSE), (4.5, Answer.CLEAR), (4.6, Answer.CLEAR)])  # fmt: skip
def test_a_wire_beside_the_crown_is_as_near_as_one_above_it(y, answer):
    """At the height of the crown, a tenth of a metre from its edge, a conductor is in the way; 1.5 m from the edge it is not."""
    assert ask(y, height_m=20.0) == answer


@pytest.mark.parametrize(("y", "height_m", "answer"), [
    (3.9, 8.8, Answer.CLEAR), (3.9, 8.801, Answer.TOO_CLOSE), (3.0, 8.501, Answer.TOO_CLOSE)])  # fmt: skip
def test_distance_to_the_edge_is_measured_aslant(y, height_m, answer):
    """0.9 m beside the edge and 1.2 m above the top is 1.5 m away."""
    assert ask(y, height_m=height_m) == answer


def test_doubt_of_the_place_is_no_doubt_of_the_height():
    """Over the middle of the crown it matters not where exactly the wire runs: 1.1 m above the top is 0.4 m too near."""
    assert ask(0.0, height_m=8.9, accuracy_m=0.5) == Answer.TOO_CLOSE
    assert ask(0.0, height_m=8.5, accuracy_m=0.5) == Answer.CLEAR


@pytest.mark.parametrize(("y", "answer"), [
    (3.9, Answer.TOO_CLOSE), (4.1, Answer.UNDECIDED), (4.5, Answer.UNDECIDED), (4.9, Answer.UNDECIDED), (5.0, Answer.CLEAR)])  # fmt: skip
def test_doubt_is_undecided_beside_the_crown(y, answer):
    """A wire whose place is stated to half a metre: within half a metre of the limit nobody can say."""
    assert ask(y, height_m=20.0, accuracy_m=0.5) == answer


@pytest.mark.parametrize(("height_m", "answer"), [
    (8.2, Answer.CLEAR), (8.201, Answer.UNDECIDED), (8.5, Answer.UNDECIDED), (8.799, Answer.UNDECIDED), (8.8, Answer.TOO_CLOSE)])  # fmt: skip
def test_doubt_of_the_height_is_doubt_up_and_down(height_m, answer):
    """A conductor at 10 m, good to 0.3 m: within that of the limit nobody can say, however exact its place is."""
    assert ask(0.0, height_m=height_m, height_accuracy_m=0.3) == answer


def test_doubt_of_the_height_is_none_of_the_place():
    """Beside a crown that reaches above the wire it matters not how high exactly it hangs."""
    assert ask(4.5, height_m=20.0, height_accuracy_m=0.5) == Answer.CLEAR
    assert ask(4.499, height_m=20.0, height_accuracy_m=0.5) == Answer.TOO_CLOSE


def test_no_recorded_height_is_unknown():
    """A wire that may be near enough gives no answer without its height; farther aside it needs none."""
    assert ask(0.0, height_m=5.0, conductor_m=np.nan) == Answer.UNKNOWN
    assert ask(4.4, height_m=5.0, conductor_m=np.nan) == Answer.UNKNOWN
    assert ask(4.5, height_m=5.0, conductor_m=np.nan) == Answer.CLEAR
