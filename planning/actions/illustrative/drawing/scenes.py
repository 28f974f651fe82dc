"""What a resident would photograph on this street."""

from __future__ import annotations

from planning.actions.illustrative.drawing import places
from planning.actions.illustrative.drawing.crowns import LOOKS, PRIVET, plant, summer, winter
from planning.actions.illustrative.drawing.sheet import WIDTH, Sheet, mixed

WALK, KERB = 430.0, 560.0


def _street(sheet: Sheet, *, grey: float = 0.35) -> None:
    places.sky(sheet, grey=grey)
    places.facades(sheet, WALK)
    places.pavement(sheet, WALK, KERB)


def fruit_pavement(sheet: Sheet) -> None:
    """Trodden fruit under a row of privets."""
    _street(sheet)
    for x in (120.0, 470.0, 800.0):
        places.pit(sheet, x, 520)
        plant(sheet, LOOKS[PRIVET], x + sheet.by_chance(-15, 15), 520, sheet.by_chance(350, 400))
        places.fallen_fruit(sheet, (x - 190, x + 190), (WALK + 18, KERB - 4), 190)
    places.person(sheet, sheet.by_chance(280, 340), 505, 150)


def stained_car(sheet: Sheet) -> None:
    """A light car that stood under the tree for a night."""
    _street(sheet)
    places.pit(sheet, 380, 525)
    plant(sheet, LOOKS[PRIVET], 390, 525, 450)
    colour = ((236, 236, 232), (214, 220, 226), (222, 206, 186))[int(sheet.rng.integers(3))]
    places.car(sheet, 250, 645, colour, 1.35)
    places.fallen_fruit(sheet, (360, 560), (487, 500), 34)
    places.fallen_fruit(sheet, (260, 650), (545, 556), 40)
    places.fallen_fruit(sheet, (300, 620), (505, 560), 34)
    places.fallen_fruit(sheet, (240, 720), (640, 662), 80)


def trodden_indoors(sheet: Sheet) -> None:
    """A shop's threshold with purple footprints on light tiles."""
    sheet.box(0, 0, WIDTH, 300, (214, 202, 184))
    sheet.box(90, 0, 810, 330, (96, 86, 78))
    sheet.box(110, 20, 440, 330, (178, 194, 196))
    sheet.box(460, 20, 790, 330, (164, 182, 186))
    sheet.box(425, 150, 436, 250, (220, 214, 200), round_by=4)
    sheet.box(464, 150, 475, 250, (220, 214, 200), round_by=4)
    sheet.box(0, 330, WIDTH, 372, (186, 180, 172))
    sheet.fade(372, 675, (228, 224, 216), (240, 237, 230))
    for row in range(5):
        y = 372 + 60.0 * row
        sheet.line([(0, y), (WIDTH, y)], (206, 200, 192), 1.5)
    for i in range(-6, 14):
        sheet.line([(450 + (i - 4) * 96, 372), (450 + (i - 4) * 170, 675)], (206, 200, 192), 1.5)
    for step in range(6):
        x = 390 + (step % 2) * 92 + step * 12 + sheet.by_chance(-8, 8)
        y = 398 + step * 48.0
        sheet.oval(x, y, 15 + step, 22 + step * 1.2, (58, 36, 74, 120))
        sheet.oval(x + 1, y + 32 + step * 2, 10 + step * 0.6, 10 + step * 0.6, (58, 36, 74, 120))
    places.fallen_fruit(sheet, (180, 740), (336, 368), 60)


def leaking_roof(sheet: Sheet) -> None:
    """A cut through the top flat: the shed above, the wet ceiling, the bucket."""
    places.sky(sheet, until=260, grey=0.9)
    for _ in range(70):
        x, y = sheet.by_chance(0, 900), sheet.by_chance(0, 250)
        sheet.line([(x, y), (x - 5, y + 20)], (150, 166, 178, 150), 1.3)
    sheet.box(330, 120, 640, 262, (150, 166, 176))
    for rib in range(330, 640, 22):
        sheet.line([(rib, 132), (rib, 262)], (128, 144, 156), 2.2)
    sheet.shape([(306, 124), (318, 92), (670, 108), (664, 134)], (84, 124, 160))
    sheet.box(400, 180, 462, 262, (110, 92, 78))
    sheet.box(500, 168, 590, 216, (196, 206, 206))
    sheet.box(0, 262, WIDTH, 316, (140, 136, 130))
    sheet.box(0, 262, WIDTH, 270, (70, 70, 72))
    crack = [(520.0, 262.0), (512.0, 278.0), (528.0, 292.0), (516.0, 304.0), (524.0, 317.0)]
    sheet.line(crack, (60, 64, 70), 3)
    sheet.line(crack, (120, 150, 176), 1.4)
    sheet.box(0, 316, WIDTH, 610, (240, 232, 214))
    for radius, shade in ((150, 44), (112, 54), (74, 66), (40, 80)):
        sheet.oval(520, 322, radius, radius * 0.36, (146, 118, 74, shade))
    for y in (352, 410, 474, 538):
        sheet.oval(522 + sheet.by_chance(-4, 4), y, 3.4, 6.4, (104, 150, 186))
    sheet.box(0, 610, WIDTH, 675, (168, 128, 92))
    sheet.shape([(486, 566), (560, 566), (550, 640), (496, 640)], (166, 60, 66))
    sheet.oval(523, 566, 37, 7, (120, 160, 190))
    sheet.box(90, 470, 300, 610, (136, 98, 70), round_by=8)
    sheet.box(108, 430, 282, 520, (190, 160, 130), round_by=14)
    sheet.box(680, 390, 840, 610, (150, 116, 86))
    sheet.line([(760, 394), (760, 606)], (118, 90, 66), 2)


def bench_in_shade(sheet: Sheet) -> None:
    """Where the old people sit in August."""
    _street(sheet, grey=0.1)
    places.pit(sheet, 300, 505)
    plant(sheet, summer(LOOKS[PRIVET]), 300, 505, 470)
    sheet.oval(420, 520, 330, 34, (40, 50, 56, 70))
    places.bench(sheet, 400, 540, 210)
    for x, share in ((440.0, 1.0), (520.0, 0.97), (582.0, 1.02)):
        if sheet.by_chance(0, 1) < 0.85:
            places.person(sheet, x, 542, 150 * share, sits=True)


def broken_bench(sheet: Sheet) -> None:
    """A bench with a slat missing, in the sun."""
    _street(sheet, grey=0.1)
    places.bench(sheet, 330, 535, 240)
    sheet.box(330, 491, 470, 498, (206, 198, 186))
    sheet.line([(462, 494), (580, 520)], (150, 104, 64), 6)
    places.pit(sheet, 760, 520, 40)
    sheet.oval(760, 519, 15, 7, (142, 112, 80))
    sheet.oval(760, 518, 9, 4, (176, 144, 108))
    places.lamp(sheet, 150, 540)


def lifted_slabs(sheet: Sheet) -> None:
    """Roots under the paving: one slab stands up."""
    sheet.fade(0, 675, mixed(places.SLAB, (255, 255, 255), 0.2), places.SLAB)
    for i in range(7):
        sheet.line([(0, 40 + 108.0 * i), (900, 10 + 112.0 * i)], (172, 162, 150), 3)
        sheet.line([(30 + 150.0 * i, 0), (-20 + 158.0 * i, 675)], (172, 162, 150), 3)
    sheet.shape([(0, 0), (270, 0), (236, 240), (0, 262)], (226, 220, 210))
    sheet.shape([(0, 0), (246, 0), (214, 218), (0, 238)], (96, 78, 60))
    sheet.oval(84, 78, 96, 84, (104, 92, 78))
    sheet.oval(66, 60, 70, 60, (122, 110, 94))
    for end_x, end_y, wide in ((430, 300, 26), (300, 420, 20), (520, 200, 15)):
        sheet.line(
            [(120, 110), (210, 180 + sheet.by_chance(-12, 12)), (end_x * 0.8, end_y * 0.86), (end_x, end_y)],
            (104, 90, 72),
            wide,
        )
    sheet.shape([(316, 262), (476, 226), (520, 334), (352, 384)], (110, 100, 90))
    sheet.shape([(316, 246), (480, 206), (522, 314), (352, 362)], (222, 214, 202))
    sheet.shape([(352, 362), (522, 314), (520, 334), (352, 384)], (150, 140, 128))
    places.fallen_fruit(sheet, (40, 900), (30, 660), 150)
    sheet.box(620, 470, 640, 675, (70, 74, 80))
    sheet.oval(629, 466, 26, 15, (52, 56, 62))


def blocked_drain(sheet: Sheet) -> None:
    """A gully full of fruit and leaves after rain."""
    sheet.fade(0, 330, (196, 190, 180), (210, 204, 194))
    for joint in range(0, 900, 150):
        sheet.line([(joint, 0), (joint - 40, 330)], (176, 168, 158), 3)
    sheet.box(0, 330, WIDTH, 392, places.KERB)
    sheet.box(0, 392, WIDTH, 420, (160, 158, 152))
    sheet.fade(420, 675, (116, 120, 124), (96, 100, 106))
    sheet.oval(450, 540, 430, 118, (126, 146, 160, 150))
    sheet.box(290, 440, 640, 600, (64, 68, 72), round_by=6)
    for slot in range(304, 632, 24):
        sheet.box(slot, 452, slot + 12, 588, (26, 28, 32), round_by=5)
    places.fallen_fruit(sheet, (200, 720), (436, 606), 420)
    for _ in range(34):
        x, y = sheet.by_chance(240, 700), sheet.by_chance(440, 606)
        sheet.oval(x, y, sheet.by_chance(9, 15), sheet.by_chance(4, 6), (86, 104, 58))


def dark_lamp(sheet: Sheet) -> None:
    """At night: the lamp is inside the crown, the pavement is dark."""
    sheet.fade(0, 430, (28, 34, 52), (52, 56, 74))
    places.facades(sheet, WALK)
    places.pavement(sheet, WALK, KERB)
    sheet.box(0, 0, WIDTH, 675, (16, 20, 36, 140))
    places.lamp(sheet, 470, 530, 320, lit=True)
    sheet.oval(524, 545, 210, 26, (255, 220, 140, 42))
    night = summer(LOOKS[PRIVET])
    plant(sheet, night, 600, 522, 430)
    plant(sheet, night, 180, 522, 400)
    sheet.box(0, 0, WIDTH, 675, (16, 20, 36, 76))
    for radius in (90, 56, 24):
        sheet.oval(524, 218, radius, radius, (255, 224, 150, 52))


def step_at_crossing(sheet: Sheet) -> None:
    """A push chair before a high kerb."""
    _street(sheet, grey=0.2)
    for i in range(7):
        sheet.shape(
            [(200 + i * 74, 590), (244 + i * 74, 590), (236 + i * 84, 675), (184 + i * 84, 675)], (232, 230, 222)
        )
    places.person(sheet, 380, 548, 190)
    for x in (462, 520):
        sheet.oval(x, 538, 15, 15, (52, 56, 60))
        sheet.oval(x, 538, 7, 7, (190, 194, 196))
    sheet.line([(396, 452), (440, 470), (520, 528)], (70, 76, 82), 5)
    sheet.shape([(432, 470), (524, 470), (536, 520), (456, 522)], (31, 95, 153))
    sheet.shape([(432, 470), (436, 430), (486, 426), (500, 470)], (52, 116, 172))


def pipes_and_roots(sheet: Sheet) -> None:
    """A cut through the pavement, as the planners draw it at the meeting."""
    places.sky(sheet, until=300, grey=0.2)
    plant(sheet, LOOKS[PRIVET], 330, 300, 290)
    sheet.box(0, 300, 560, 320, places.SLAB)
    sheet.box(560, 300, 584, 340, places.KERB)
    sheet.box(584, 336, 900, 356, places.ASPHALT)
    sheet.fade(320, 675, (150, 118, 84), (118, 92, 68))
    sheet.box(584, 336, 900, 372, places.ASPHALT)
    sheet.box(284, 300, 376, 330, (96, 78, 60))
    for end_x, end_y, wide in ((120, 430, 9), (220, 520, 7), (330, 560, 8), (452, 500, 8), (520, 410, 7), (60, 372, 5)):
        sheet.line([(330, 312), ((330 + end_x) / 2, 352 + sheet.by_chance(0, 20)), (end_x, end_y)], (88, 66, 48), wide)
        for _ in range(4):
            sheet.line(
                [(end_x, end_y), (end_x + sheet.by_chance(-50, 50), end_y + sheet.by_chance(8, 46))], (88, 66, 48), 2
            )
    for x, y, radius, colour in (
        (140, 470, 22, (31, 95, 153)),
        (440, 556, 40, (138, 120, 104)),
        (226, 580, 14, (206, 160, 40)),
        (500, 446, 13, (84, 120, 84)),
    ):
        sheet.oval(x, y, radius, radius, mixed(colour, (0, 0, 0), 0.2))
        sheet.oval(x, y, radius * 0.72, radius * 0.72, mixed(colour, (255, 255, 255), 0.55))
    sheet.box(640, 410, 872, 620, (251, 250, 247, 235), round_by=8)
    for i, colour in enumerate(((31, 95, 153), (138, 120, 104), (206, 160, 40), (84, 120, 84))):
        sheet.oval(676, 442 + i * 48, 14, 14, colour)
        sheet.box(706, 436 + i * 48, 820 - i * 14, 448 + i * 48, (150, 152, 154), round_by=3)


def closed_canopy(sheet: Sheet) -> None:
    """The street today: old privets, crown to crown, people below."""
    _street(sheet, grey=0.15)
    for x in (70.0, 330.0, 590.0, 850.0):
        places.pit(sheet, x, 520)
        plant(sheet, summer(LOOKS[PRIVET]), x, 520, sheet.by_chance(400, 440))
    sheet.box(0, 470, WIDTH, 552, (40, 50, 56, 44))
    places.fallen_fruit(sheet, (0, 900), (500, 556), 90)
    for x in (200.0, 470.0, 700.0):
        places.person(sheet, x + sheet.by_chance(-30, 30), 540, 140)


def young_row(sheet: Sheet) -> None:
    """The street after replanting: young trees at stakes, light on the pavement."""
    _street(sheet, grey=0.15)
    look = summer(LOOKS["Lagerstroemia indica"])
    for x in (70.0, 330.0, 590.0, 850.0):
        places.pit(sheet, x, 520)
        plant(sheet, look, x, 520, sheet.by_chance(190, 225))
        for side in (-17, 17):
            sheet.line([(x + side, 522), (x + side * 0.7, 422)], (176, 142, 98), 3.4)
        sheet.line([(x - 13, 436), (x + 13, 436)], (176, 142, 98), 3)
    for x in (200.0, 470.0, 700.0):
        places.person(sheet, x + sheet.by_chance(-30, 30), 540, 140)


def winter_street(sheet: Sheet) -> None:
    """January: which trees are bare, which stay dark."""
    _street(sheet, grey=0.95)
    for x, species in (
        (90.0, PRIVET),
        (360.0, "Jacaranda mimosifolia"),
        (620.0, PRIVET),
        (850.0, "Lagerstroemia indica"),
    ):
        places.pit(sheet, x, 520)
        look = LOOKS[species]
        plant(sheet, summer(look) if species == PRIVET else winter(look), x, 520, sheet.by_chance(330, 390))
    places.person(sheet, 480, 535, 145)


def storm_branch(sheet: Sheet) -> None:
    """A bough on the pavement after the wind."""
    _street(sheet, grey=0.8)
    places.pit(sheet, 250, 515)
    plant(sheet, summer(LOOKS[PRIVET]), 250, 515, 420)
    sheet.line([(400, 548), (520, 530), (660, 540), (760, 520)], (112, 98, 84), 13)
    sheet.line([(520, 530), (570, 500)], (112, 98, 84), 8)
    for x, y in ((600, 512), (660, 522), (720, 508), (770, 516), (690, 540), (790, 532)):
        for _ in range(16):
            shade = LOOKS[PRIVET].leaves[int(sheet.rng.integers(3))]
            sheet.oval(x + sheet.by_chance(-34, 34), y + sheet.by_chance(-20, 16), 13, 9, shade)


def council(sheet: Sheet) -> None:
    """Neighbours around tables in the courtyard, a map on the wall."""
    places.sky(sheet, until=330, grey=0.3)
    places.facades(sheet, 330, shops=False)
    sheet.fade(330, 675, (204, 198, 186), (188, 180, 168))
    plant(sheet, summer(LOOKS["Cinnamomum camphora (Camphora officinarum)"]), 760, 410, 400)
    sheet.box(90, 150, 380, 350, (90, 84, 78))
    sheet.box(98, 158, 372, 342, (248, 246, 240))
    sheet.line([(110, 262), (230, 250), (362, 268)], places.ASPHALT, 12)
    sheet.line([(190, 168), (200, 336)], places.ASPHALT, 8)
    for i in range(16):
        sheet.oval(116 + i * 16, 242 + (i % 2) * 34, 5, 5, (43, 106, 63))
    for seat in range(90, 860, 112):
        places.person(sheet, seat + sheet.by_chance(-14, 14), 500 + sheet.by_chance(-8, 8), 168, sits=True)
    sheet.shape([(60, 500), (840, 500), (890, 560), (10, 560)], (176, 134, 96))
    sheet.box(10, 560, 890, 574, (138, 100, 70))
    for i in range(7):
        x = 90 + i * 112.0
        sheet.shape([(x, 514), (x + 56, 514), (x + 60, 540), (x - 4, 540)], (250, 248, 242))
    for x in (160.0, 430.0, 720.0):
        places.person(sheet, x, 672, 190, sits=True)
