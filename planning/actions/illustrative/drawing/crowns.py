"""Trees as they are drawn: habit, bark and foliage by species and season."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

import numpy as np

from planning.actions.illustrative.drawing.sheet import Colour, Sheet, mixed


@dataclass(frozen=True)
class Look:
    """How a species looks.

    :param habit: ``round``, ``dome`` (broad), ``upright`` (narrow, pointed), ``vase`` (several stems), ``spreading``.
    :param leaves: dark, middle and light of the foliage.
    :param accents: flowers or fruit in it; ``accent_share`` of the drawn dots.
    :param density: 1 is a closed crown.
    """

    habit: str
    leaves: tuple[Colour, Colour, Colour]
    bark: Colour = (104, 86, 70)
    accents: tuple[Colour, ...] = ()
    accent_share: float = 0.0
    accent_px: float = 3.0
    density: float = 1.0
    stems: int = 1


LOOKS: Mapping[str, Look] = MappingProxyType({
    "Ligustrum lucidum": Look("round", ((33, 66, 44), (56, 98, 60), (96, 137, 82)), (112, 104, 92),
                              ((46, 34, 62), (66, 48, 84)), 0.10, 3.0),
    "Lagerstroemia indica": Look("vase", ((50, 86, 48), (84, 124, 62), (128, 160, 88)), (176, 146, 116),
                                 ((178, 30, 70), (206, 54, 92), (228, 96, 124)), 0.62, 5.0, 0.85, 4),
    "Jacaranda mimosifolia": Look("spreading", ((84, 76, 132), (116, 104, 172), (158, 148, 208)), (104, 88, 78),
                                  ((124, 110, 186), (168, 158, 216), (92, 124, 74)), 0.30, 4.5, 0.75),
    "Ginkgo biloba (male)": Look("upright", ((178, 132, 26), (214, 170, 46), (240, 206, 92)), (110, 94, 78), (), 0.0, 3.0, 0.9),
    "Osmanthus fragrans": Look("round", ((34, 70, 44), (52, 98, 58), (88, 134, 78)), (120, 104, 86),
                               ((232, 164, 44), (244, 190, 84)), 0.24, 2.4, 1.1, 2),
    "Cinnamomum camphora (Camphora officinarum)": Look(
        "dome", ((46, 92, 42), (84, 136, 58), (142, 180, 88)), (98, 80, 62), ((186, 108, 66), (176, 196, 104)), 0.10, 4.0),
})  # fmt: skip
PRIVET = "Ligustrum lucidum"

# half width over half height of the crown, its share of the tree's height, and where it is widest (0 bottom, 1 top)
_HABITS = {
    "round": (0.95, 0.68, 0.5), "dome": (1.42, 0.66, 0.42), "upright": (0.52, 0.8, 0.3),
    "vase": (1.0, 0.7, 0.66), "spreading": (1.5, 0.58, 0.58),
}  # fmt: skip


def summer(look: Look) -> Look:
    """The same species between flower and fruit."""
    return replace(look, accents=(), accent_share=0.0)


def winter(look: Look) -> Look:
    """The same species in leaf fall: thin, brown, most of the branches to be seen."""
    return replace(
        look, leaves=((122, 92, 58), (150, 116, 72), (176, 144, 98)), accents=(), accent_share=0.0, density=0.16
    )


def plant(sheet: Sheet, look: Look, x: float, ground: float, height: float) -> None:
    """Draw a tree of a height (in units) with its foot at ``x, ground``."""
    wide, share, widest = _HABITS[look.habit]
    half_high = height * share / 2
    half_wide = half_high * wide
    middle = ground - height + half_high
    sheet.oval(x + height * 0.05, ground + 2, half_wide * 0.86, max(5.0, height * 0.022), (30, 35, 40, 46))
    _wood(sheet, look, x, ground, height=height, half_wide=half_wide, middle=middle)
    points = _cloud(sheet, half_wide, half_high, widest) + np.array([x, middle])
    _foliage(sheet, look, points, middle=middle, half_high=half_high, half_wide=half_wide)


def _wood(sheet: Sheet, look: Look, x: float, ground: float, *, height: float, half_wide: float, middle: float) -> None:
    thick = max(2.2, height * 0.026) / (1 + 0.35 * (look.stems - 1))
    for stem in range(look.stems):
        lean = (stem - (look.stems - 1) / 2) * half_wide * 0.42
        foot = x + (stem - (look.stems - 1) / 2) * thick * 1.5
        top = (x + lean + sheet.by_chance(-3, 3), middle)
        sheet.shape(
            [
                (foot - thick, ground),
                (top[0] - thick * 0.55, top[1]),
                (top[0] + thick * 0.55, top[1]),
                (foot + thick, ground),
            ],
            look.bark,
        )
        sheet.shape(
            [(foot, ground), (top[0], top[1]), (top[0] + thick * 0.55, top[1]), (foot + thick, ground)],
            mixed(look.bark, (40, 34, 30), 0.25),
        )
    for reach in np.linspace(-0.7, 0.7, 7):
        start = middle + sheet.by_chance(0.08, 0.2) * height
        end = (x + reach * half_wide, middle - sheet.by_chance(0.02, 0.22) * height)
        sheet.line(
            [(x + reach * 4, start), ((x + end[0]) / 2 + reach * 6, (start + end[1]) / 2 + 4), end],
            look.bark,
            thick * 0.6,
        )


def _cloud(
    sheet: Sheet, half_wide: float, half_high: float, widest: float
) -> np.ndarray[tuple[int, int], np.dtype[np.float64]]:
    """Points that fill the crown: an egg, its edge broken by boughs."""
    number = 620
    angle = sheet.rng.uniform(0, 2 * np.pi, number)
    radius = np.sqrt(sheet.rng.uniform(0, 1, number)) * (0.9 + 0.1 * np.sin(angle * 7 + sheet.by_chance(0, 6)))
    up = np.sin(angle) * radius
    narrowing = 1 - 0.55 * np.clip(np.abs(up - (2 * widest - 1)) - 0.15, 0, None) ** 1.6
    return np.column_stack([np.cos(angle) * radius * narrowing * half_wide, -up * half_high])


def _foliage(
    sheet: Sheet, look: Look, points: np.ndarray[tuple[int, int], np.dtype[np.float64]],
    *, middle: float, half_high: float, half_wide: float,
) -> None:  # fmt: skip
    """Dark first and everywhere, light last and on the side of the sun; flowers and fruit between."""
    dark, mid, light = look.leaves
    kept = points[: max(40, int(len(points) * min(1.0, look.density)))]
    size = (half_high * half_wide) ** 0.5
    if look.density > 0.5:
        sheet.dots(kept[:260], size * 0.17, dark)
    sheet.dots(kept[100:380], size * 0.085, mixed(dark, mid, 0.55))
    lit = kept[kept[:, 1] < middle + half_high * 0.55]
    sheet.dots(lit[::2] + np.array([-size * 0.03, -size * 0.04]), size * 0.062, mid)
    sunny = lit[lit[:, 1] < middle + half_high * 0.1]
    sheet.dots(sunny[1::2] + np.array([-size * 0.06, -size * 0.07]), size * 0.042, light)
    if look.accents:
        wanted = int(len(points) * look.accent_share)
        grow = max(1.0, size / 110)
        for number, colour in enumerate(look.accents):
            sheet.dots(points[number : wanted : len(look.accents)] * 1.0, look.accent_px * grow, colour)
