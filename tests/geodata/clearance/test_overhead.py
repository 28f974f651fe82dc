"""Crowns below wires."""

import numpy as np
import pytest
import shapely

from geodata.clearance.finding import Answer
from geodata.clearance.networks import Spots, network
from geodata.clearance.overhead import under

WIRE = [shapely.LineString([(-50, 0), (50, 0)])]


def ask(
    y: float, *, height_m: float, conductor_m: float = 10.0, crown_m: float = 6.0, accuracy_m: float = 0.0
) -> Answer:
    """One tree beside a wire."""
    wire = network(WIRE, height_m=[conductor_m], accuracy_m=[accuracy_m])
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


def test_a_wire_beside_the_crown_does_not_matter():
    """Beyond half the crown the wire hangs over something else."""
    assert ask(3.1, height_m=20.0) == Answer.CLEAR
    assert ask(3.0, height_m=20.0) == Answer.TOO_CLOSE


def test_doubt_is_undecided():
    """A wire whose height is stated to half a metre cannot decide over 0.4 m."""
    assert ask(0.0, height_m=8.9, accuracy_m=0.5) == Answer.UNDECIDED


def test_no_recorded_height_is_unknown():
    """A wire above the crown without a height gives no answer; beside the crown it needs none."""
    assert ask(0.0, height_m=5.0, conductor_m=np.nan) == Answer.UNKNOWN
    assert ask(4.0, height_m=5.0, conductor_m=np.nan) == Answer.CLEAR
