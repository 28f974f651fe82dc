"""The roll of the illustrative rounds: a line for each door, never for a person."""

from __future__ import annotations

import numpy as np

from planning.actions.illustrative.naming import Naming
from planning.options.electorate import Holding, Voter, VoterKind

HOUSEHOLDS = (41, 38, 44, 36, 33, 30, 35, 29, 34, 37, 31, 32)
"""By courtyard, in the order of their codes: 420."""
SHOPS = 60
TRADES = (
    "面馆", "裁缝铺", "理发店", "药店", "水果店", "文具店", "茶铺", "五金店", "花店", "修车铺",
    "早餐铺", "干洗店", "书屋", "粮油店", "眼镜店", "打印店", "串串店", "洗车行", "豆花店", "宠物店",
)  # fmt: skip
HOME_AREAS = (5_846, 6_720, 7_435, 8_712, 9_268)
SHOP_AREAS = (1_850, 2_264, 3_120, 4_575)
"""Floor areas in hundredths of a square metre."""
FRONTS = (("玉兰巷", 36), ("合欢街", 12), ("双井街", 12))


def roll(name: Naming, round_id: str, rng: np.random.Generator) -> tuple[Voter, ...]:
    """About 420 households by courtyard and 60 shops along the streets."""
    homes = [
        (VoterKind.HOUSEHOLD, f"{number:02}", "", holding)
        for number, count in enumerate(HOUSEHOLDS, 1)
        for holding in _doors(number, count)
    ]
    shops = [
        (
            VoterKind.SHOP,
            None,
            street,
            Holding(
                f"{street} {i * 2 - 1}号 {TRADES[int(rng.integers(len(TRADES)))]}",
                street,
                area=SHOP_AREAS[i % len(SHOP_AREAS)],
            ),
        )
        for street, count in FRONTS
        for i in range(1, count + 1)
    ]
    return tuple(
        Voter(name(f"voter of {round_id}", i), name.community, round_id, kind, holding.label,
              name("courtyard", code) if code else None, front, (holding,))
        for i, (kind, code, front, holding) in enumerate([*homes, *shops])
    )  # fmt: skip


def _doors(courtyard: int, count: int) -> list[Holding]:
    """Two doors on each landing, six floors, two staircases: then the next building."""
    doors = []
    for i in range(count):
        building, rest = divmod(i, 24)
        stair, rest = divmod(rest, 12)
        label = f"{courtyard}号院 {building + 1}幢{stair + 1}单元{rest // 2 + 1}0{rest % 2 + 1}"
        area = HOME_AREAS[(rest + stair) % len(HOME_AREAS)] + courtyard
        doors.append(Holding(label, f"{courtyard:02}", f"{building + 1}幢", f"{stair + 1}单元", area))
    return doors
