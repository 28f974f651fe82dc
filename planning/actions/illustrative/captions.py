"""What each drawing shows, for those who cannot see it."""

from __future__ import annotations

from collections.abc import Mapping

from planning.actions.illustrative.species import PROPOSALS
from planning.wording import Words

CAPTIONS: Mapping[str, Words] = {
    "fruit_pavement": Words("人行道上踩烂的黑色落果（示意图）", "Dark fruit trodden into the pavement (drawing)"),
    "stained_car": Words("树下停着一辆沾满污点的车（示意图）", "A stained car under a tree (drawing)"),
    "trodden_indoors": Words("店门口地砖上的紫色脚印（示意图）", "Purple footprints on a shop's tiles (drawing)"),
    "leaking_roof": Words("楼顶棚屋下面的房间在漏水（示意图）", "Water dripping into a room below a roof shed (drawing)"),
    "bench_in_shade": Words("树荫下的长椅（示意图）", "A bench in the shade of a tree (drawing)"),
    "broken_bench": Words("断了木条的长椅（示意图）", "A bench with a broken slat (drawing)"),
    "lifted_slabs": Words("被树根顶起的地砖（示意图）", "A slab lifted by roots (drawing)"),
    "blocked_drain": Words("被落果和树叶堵住的雨水箅子（示意图）", "A gully blocked by fruit and leaves (drawing)"),
    "dark_lamp": Words("夜里被树冠挡住的路灯（示意图）", "A lamp hidden by a crown at night (drawing)"),
    "step_at_crossing": Words("推婴儿车的人停在高路沿前（示意图）", "Somebody with a push chair before a high kerb (drawing)"),
    "pipes_and_roots": Words("人行道剖面：树根与管线（示意图）", "A cut through the pavement: roots and lines (drawing)"),
    "closed_canopy": Words("树冠相连的老行道树（示意图）", "Old street trees, crown to crown (drawing)"),
    "young_row": Words("刚种下、带支撑的小树（示意图）", "Young trees at their stakes (drawing)"),
    "winter_street": Words("冬天的街道：有的树落叶，有的常绿（示意图）", "The street in winter: some trees bare, some green (drawing)"),
    "storm_branch": Words("大风吹断、落在人行道上的枝条（示意图）", "A bough on the pavement after the wind (drawing)"),
    "council": Words("院落会：居民围坐讨论（示意图）", "A courtyard meeting around tables (drawing)"),
} | {p.scientific: Words(f"{p.title.zh}（示意图）", f"{p.title.en} (drawing)") for p in PROPOSALS}  # fmt: skip
