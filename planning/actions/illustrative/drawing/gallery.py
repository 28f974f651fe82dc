"""All drawings by name."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

import numpy as np

from geodata.samples.catalogue import species
from planning.actions.illustrative.drawing import places, scenes
from planning.actions.illustrative.drawing.crowns import LOOKS, plant
from planning.actions.illustrative.drawing.sheet import Sheet
from planning.surveys.picture import Picture

GROUND = 590.0
TREE_HIGH = 500.0
PERSON_M = 1.7


def portrait(sheet: Sheet, scientific: str) -> None:
    """One grown tree; every species fills the same space, a person and a rod with a mark each metre tell its size."""
    places.sky(sheet, until=470, grey=0.25)
    for x in range(-40, 940, 118):
        high = sheet.by_chance(60, 130)
        sheet.box(x, 470 - high, x + 112, 470, (206, 208, 204))
    sheet.fade(470, 675, (196, 200, 176), (176, 184, 152))
    sheet.box(0, 560, 900, 640, places.SLAB)
    sheet.box(0, 640, 900, 650, places.KERB)
    sheet.box(0, 650, 900, 675, places.ASPHALT)
    row = species()[scientific]
    height_m = (float(row["height_m_min"]) + 2 * float(row["height_m_max"])) / 3
    per_m = TREE_HIGH / height_m
    places.pit(sheet, 420, GROUND, 40)
    plant(sheet, LOOKS[scientific], 420, GROUND, TREE_HIGH)
    places.person(sheet, 716, GROUND + 10, PERSON_M * per_m, (84, 98, 104))
    top_m = int(520 / per_m)
    sheet.line([(832, GROUND), (832, GROUND - top_m * per_m)], (91, 101, 112), 2)
    for mark in range(top_m + 1):
        half = 12 if mark % 5 == 0 else 5
        sheet.line([(832 - half, GROUND - mark * per_m), (832 + half, GROUND - mark * per_m)], (91, 101, 112), 2)


SCENES: Mapping[str, Callable[[Sheet], None]] = {
    scene.__name__: scene
    for scene in (
        scenes.fruit_pavement, scenes.stained_car, scenes.trodden_indoors, scenes.leaking_roof, scenes.bench_in_shade,
        scenes.broken_bench, scenes.lifted_slabs, scenes.blocked_drain, scenes.dark_lamp, scenes.step_at_crossing,
        scenes.pipes_and_roots, scenes.closed_canopy, scenes.young_row, scenes.winter_street, scenes.storm_branch,
        scenes.council,
    )
} | {scientific: partial(portrait, scientific=scientific) for scientific in LOOKS}  # fmt: skip


def drawn(name: str, seed: int) -> Picture:
    """A scene, or the portrait of a species by its scientific name; the same for the same seed."""
    sheet = Sheet(np.random.default_rng([seed, *name.encode()]))
    SCENES[name](sheet)
    return sheet.finished()
