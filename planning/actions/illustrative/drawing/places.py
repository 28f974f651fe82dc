"""The street around the trees: sky, facades, pavement, kerb, road, and what stands on them."""

from __future__ import annotations

import numpy as np

from planning.actions.illustrative.drawing.sheet import WIDTH, Colour, Sheet, mixed

WALLS: tuple[Colour, ...] = ((226, 212, 190), (214, 202, 188), (232, 220, 206), (206, 196, 178), (220, 206, 200))
AWNINGS: tuple[Colour, ...] = ((154, 74, 27), (31, 95, 153), (43, 106, 63), (166, 30, 77), (138, 90, 0))
ASPHALT: Colour = (122, 126, 130)
SLAB: Colour = (206, 198, 186)
KERB: Colour = (232, 228, 220)
JUICE: Colour = (58, 36, 74, 150)
Span = tuple[float, float]
SKIN: Colour = (222, 184, 150)
COATS: tuple[Colour, ...] = ((94, 75, 158), (31, 95, 153), (166, 30, 77), (138, 90, 0), (84, 98, 104))


def sky(sheet: Sheet, *, until: float = 430.0, grey: float = 0.35) -> None:
    """Chengdu's sky: rarely blue."""
    blue, cloud = (178, 208, 226), (220, 222, 218)
    sheet.fade(0, until, mixed(blue, cloud, grey), mixed((238, 240, 234), cloud, grey * 0.5))


def facades(sheet: Sheet, ground: float, *, shops: bool = True) -> None:
    """A row of old flats with their windows, air conditioners and, at the bottom, shops."""
    x = -sheet.by_chance(10, 60)
    while x < WIDTH:
        wide, high = sheet.by_chance(190, 280), sheet.by_chance(250, 390)
        wall = WALLS[int(sheet.rng.integers(len(WALLS)))]
        sheet.box(x, ground - high, x + wide - 4, ground, wall)
        sheet.box(x, ground - high, x + wide - 4, ground - high + 7, mixed(wall, (90, 84, 78), 0.35))
        _windows(sheet, x, wide, (ground - high + 22, ground - (84 if shops else 20)), wall)
        if shops:
            _shop(sheet, x, wide, ground)
        x += wide


def _windows(sheet: Sheet, x: float, wide: float, rows: Span, wall: Colour) -> None:
    (top, bottom), columns = rows, int(wide // 46)
    for row in range(int((bottom - top) // 54)):
        for column in range(columns):
            left, up = x + 12 + column * (wide - 20) / columns, top + row * 54
            sheet.box(left - 2, up - 2, left + 28, up + 36, mixed(wall, (255, 255, 255), 0.5))
            sheet.box(left, up, left + 26, up + 34, mixed((112, 134, 146), (176, 190, 194), sheet.by_chance(0, 1)))
            sheet.line([(left + 13, up), (left + 13, up + 34)], (236, 234, 228), 1.4)
            if sheet.by_chance(0, 1) < 0.28:
                sheet.box(left + 2, up + 36, left + 20, up + 48, (222, 224, 222), round_by=1)
            elif sheet.by_chance(0, 1) < 0.25:
                sheet.box(left, up + 34, left + 26, up + 39, (112, 88, 66))
                sheet.dots(
                    np.column_stack(
                        [sheet.rng.uniform(left + 2, left + 24, 9), sheet.rng.uniform(up + 26, up + 35, 9)]
                    ),
                    3.4,
                    (76, 118, 66),
                )


def _shop(sheet: Sheet, x: float, wide: float, ground: float) -> None:
    colour = AWNINGS[int(sheet.rng.integers(len(AWNINGS)))]
    sheet.box(x + 8, ground - 66, x + wide - 14, ground, (92, 84, 78))
    sheet.box(x + 14, ground - 60, x + wide * 0.6, ground - 6, (196, 206, 204))
    sheet.box(x + wide * 0.64, ground - 58, x + wide - 20, ground, (128, 112, 98))
    stripes = int(wide // 16)
    for i in range(stripes):
        left = x + 4 + i * (wide - 12) / stripes
        right = left + (wide - 12) / stripes
        shade = colour if i % 2 else mixed(colour, (255, 255, 255), 0.75)
        sheet.shape(
            [(left, ground - 78), (right, ground - 78), (right - 1, ground - 56), (left - 1, ground - 56)], shade
        )


def pavement(sheet: Sheet, top: float, kerb: float) -> None:
    """Slabs in perspective between the houses and the kerb, then the road down to the edge."""
    sheet.box(0, top, WIDTH, kerb, SLAB)
    rows = 4
    for row in range(1, rows):
        y = top + (kerb - top) * (row / rows) ** 1.3
        sheet.line([(0, y), (WIDTH, y)], (182, 172, 160), 1.2)
    for x in np.arange(-600, WIDTH + 600, 74.0):
        sheet.line([(WIDTH / 2 + (x - WIDTH / 2) * 0.86, top), (x, kerb)], (184, 174, 162), 1.1)
    sheet.box(0, kerb, WIDTH, kerb + 10, KERB)
    sheet.box(0, kerb + 10, WIDTH, kerb + 16, (150, 148, 144))
    sheet.fade(kerb + 16, 675, ASPHALT, mixed(ASPHALT, (84, 88, 92), 0.6))
    for x in np.arange(-20, WIDTH, 150.0):
        sheet.box(x, 640, x + 80, 645, (224, 222, 212))


def pit(sheet: Sheet, x: float, y: float, half: float = 34.0) -> None:
    """The opening in the pavement that a tree stands in."""
    sheet.shape(
        [(x - half, y - 9), (x + half, y - 9), (x + half * 1.12, y + 9), (x - half * 1.12, y + 9)], (226, 220, 210)
    )
    sheet.shape(
        [(x - half + 4, y - 6), (x + half - 4, y - 6), (x + half * 1.12 - 5, y + 6), (x - half * 1.12 + 5, y + 6)],
        (96, 78, 60),
    )


def fallen_fruit(sheet: Sheet, across: Span, down: Span, number: int) -> None:
    """Dark drupes on the ground, trodden ones as flat stains."""
    middle, spread = sum(across) / 2, (across[1] - across[0]) / 4.2
    xs, ys = sheet.rng.normal(middle, spread, number), sheet.rng.uniform(*down, number)
    for i, (x, y) in enumerate(zip(xs.tolist(), ys.tolist(), strict=True)):
        if i % 3 == 0:
            sheet.oval(x, y, sheet.by_chance(4, 11), sheet.by_chance(1.4, 3.6), JUICE)
        else:
            sheet.oval(x, y, 2.1, 1.7, (38, 30, 54))
            sheet.oval(x - 0.6, y - 0.6, 0.7, 0.6, (140, 132, 160))


def person(
    sheet: Sheet, x: float, ground: float, height: float, coat: Colour | None = None, *, sits: bool = False
) -> None:
    """Somebody: no face, only a figure for scale."""
    colour = coat or COATS[int(sheet.rng.integers(len(COATS)))]
    head = height * 0.075
    top = ground - height * (0.78 if sits else 1.0)
    trousers = (70, 74, 82)
    sheet.oval(x, ground + 1, height * 0.2, height * 0.03, (30, 35, 40, 50))
    if sits:
        hip = ground - height * 0.3
        sheet.shape(
            [
                (x - head * 1.3, top + head * 2.2),
                (x + head * 1.3, top + head * 2.2),
                (x + head * 1.6, hip),
                (x - head * 1.6, hip),
            ],
            colour,
        )
        sheet.line([(x, hip), (x + height * 0.2, hip), (x + height * 0.21, ground)], trousers, head * 1.1)
    else:
        hip = ground - height * 0.46
        for side in (-1, 1):
            sheet.line([(x + side * head * 0.5, hip), (x + side * head * 0.9, ground)], trousers, head * 1.15)
            sheet.line(
                [(x + side * head * 1.3, top + head * 2.9), (x + side * head * 1.9, hip + head)], colour, head * 0.8
            )
        sheet.shape(
            [
                (x - head * 1.5, top + head * 2.3),
                (x + head * 1.5, top + head * 2.3),
                (x + head * 1.3, hip + head * 0.6),
                (x - head * 1.3, hip + head * 0.6),
            ],
            colour,
        )
    sheet.oval(x, top + head, head, head * 1.12, SKIN)
    sheet.oval(
        x, top + head * 0.72, head * 1.04, head * 0.8, (58, 52, 50) if sheet.by_chance(0, 1) < 0.6 else (196, 194, 190)
    )


def bench(sheet: Sheet, x: float, ground: float, wide: float = 190.0) -> None:
    """Slats of wood on two iron legs."""
    for side in (0.12, 0.88):
        sheet.line(
            [(x + wide * side, ground), (x + wide * side, ground - 38), (x + wide * side - 5, ground - 84)],
            (62, 66, 70),
            6,
        )
    for i in range(3):
        sheet.box(x, ground - 44 + i * 7, x + wide, ground - 39 + i * 7, (158, 112, 70), round_by=2)
        sheet.box(x - 4, ground - 84 + i * 11, x + wide - 4, ground - 77 + i * 11, (170, 124, 80), round_by=2)


def lamp(sheet: Sheet, x: float, ground: float, height: float = 300.0, *, lit: bool = False) -> None:
    """A street lamp."""
    sheet.line([(x, ground), (x, ground - height), (x + 46, ground - height - 12)], (78, 84, 90), 5)
    sheet.shape(
        [
            (x + 34, ground - height - 18),
            (x + 74, ground - height - 12),
            (x + 70, ground - height - 4),
            (x + 36, ground - height - 8),
        ],
        (60, 66, 72),
    )
    if lit:
        for radius in (150, 105, 62, 26):
            sheet.oval(x + 54, ground - height + 6, radius, radius, (255, 224, 150, 34))


def car(sheet: Sheet, x: float, ground: float, colour: Colour, size: float = 1.0) -> None:
    """A parked car from its side."""

    def at(u: float, v: float) -> tuple[float, float]:
        return x + u * size, ground - v * size

    sheet.oval(*at(150, 0), 165 * size, 9 * size, (30, 35, 40, 80))
    body = [at(0, 26), at(4, 62), at(60, 74), at(104, 116), at(206, 118), at(254, 78), at(296, 68), at(304, 26)]
    sheet.shape(body, colour)
    sheet.shape([at(72, 76), at(110, 108), at(152, 110), at(152, 76)], (150, 170, 178))
    sheet.shape([at(160, 76), at(160, 110), at(202, 110), at(238, 78)], (150, 170, 178))
    sheet.line([at(156, 30), at(156, 112)], mixed(colour, (0, 0, 0), 0.25), 2 * size)
    sheet.line([at(4, 50), at(300, 50)], mixed(colour, (255, 255, 255), 0.3), 2 * size)
    for wheel in (66, 240):
        sheet.oval(*at(wheel, 24), 27 * size, 27 * size, (42, 44, 48))
        sheet.oval(*at(wheel, 24), 14 * size, 14 * size, (186, 190, 194))
