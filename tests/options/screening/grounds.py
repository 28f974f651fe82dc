"""A ground small enough to reckon by hand: three sites along a pavement, with a pipe that comes nearer and nearer."""

import numpy as np
import shapely

from geodata.clearance.networks import Network, Spots, network
from planning.options.screening.ground import Ground
from planning.options.screening.things import CAN_BE_ABSENT
from planning.options.species.catalogue import seed

CAMPHOR, MYRTLE, HIBISCUS = (seed()[name] for name in (
    "Cinnamomum camphora (Camphora officinarum)", "Lagerstroemia indica", "Hibiscus mutabilis"))  # fmt: skip


def ground(
    *, spacing_m: float = 10.0, accuracy_m: float = 0.0, unknown: tuple[str, ...] = (), **layers: Network
) -> Ground:
    """Sites A, B and C; a gas pipe runs 2.0, 1.2 and 0.4 m from their trunks (``accuracy_m`` is the pipe's).

    Of everything else a planner has stated that there is none, but of what is ``unknown``.
    """
    x = np.array([0.0, spacing_m, 2 * spacing_m])
    spots = Spots(x, np.zeros(3), np.zeros(3))
    gas = shapely.LineString(
        [(x[0] - 5, 2.0), (x[0] + 1, 2.0), (x[1] - 1, 1.2), (x[1] + 1, 1.2), (x[2] - 1, 0.4), (x[2] + 5, 0.4)]
    )
    return Ground(("A", "B", "C"), spots, {
        "gas": network([gas], ids=["G-1"], accuracy_m=[accuracy_m]),
        "tree": network([shapely.Point(place, 0.0) for place in x], ids=["A", "B", "C"]),
        **layers,
    }, stated_absent={key: "A planner, on the spot" for key in CAN_BE_ABSENT if key not in unknown})  # fmt: skip
