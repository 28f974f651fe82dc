"""What the illustrative community has settled about its trees, and the screening of its round by it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

from planning.actions.illustrative.naming import Naming
from planning.options.option import Option
from planning.options.round import Round, definition_hash
from planning.options.screening.screening import screen, written
from planning.options.screening.terms import PlantingTerms
from planning.site import Community
from planning.store import Session, planting

_MEETING = "示例：院落议事会，居民评议 · Illustrative: meeting of the courtyards"
_WEIGHTS = (
    ("hardiness", 6), ("shade", 8), ("winter_sun", 3), ("clean", 9), ("gentle_roots", 7), ("no_allergens", 6), ("flowers", 7),
    ("drought", 2), ("flood", 3), ("native", 2),
)  # fmt: skip
_WINTER_C = -5.0
_ABSENT = tuple(
    (key, "示例设定：这个街区没有 · set so in the example: there is none here")
    for key in ("reclaimed", "heat", "overhead", "fence", "retaining_wall", "pole", "hydrant")
)
"""The example draws mains of water, sewage, gas, power and telecom, walls, kerbs and lamps, and nothing else."""
_EVERYBODY = Fraction(0)
"""All five proposals go to the ballot: residents choose knowing on how many sites each may stand."""


def terms(name: Naming) -> PlantingTerms:
    """As if a meeting had settled them; figures of an example, and called so."""
    return PlantingTerms(
        name.community,
        name.community,
        (),
        _WINTER_C,
        "示例数字 · a figure of the example",
        _WEIGHTS,
        _MEETING,
        absent=_ABSENT,
    )


def screened(session: Session, here: Community, round_: Round, options: Sequence[Option]) -> Round:
    """The round with its screening, sealed anew; the ground must be there already."""
    settled = planting.terms(session, here.id)
    candidates = {one.key: settled.catalogue[one.species] for one in options}
    found = screen(candidates, planting.fresh_ground(session, here), settled.tables, settled.rules, _EVERYBODY)
    sealed = replace(round_, screening=written(found))
    return replace(sealed, definition_hash=definition_hash(sealed, list(options)))
