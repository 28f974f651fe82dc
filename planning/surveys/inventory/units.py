"""Names of columns without what differs from file to file, and the unit that stands in them."""

from __future__ import annotations

import re
import unicodedata

METRES = {"mm": 0.001, "cm": 0.01, "dm": 0.1, "m": 1.0, "in": 0.0254, "ft": 0.3048}
KILOVOLTS = {"kV": 1.0, "V": 0.001}
_SCALES = (METRES, KILOVOLTS)
_UNITS = {
    "mm": "mm", "毫米": "mm", "cm": "cm", "厘米": "cm", "公分": "cm", "dm": "dm", "m": "m", "米": "m", "公尺": "m",
    "metre": "m", "metres": "m", "meter": "m", "in": "in", "inch": "in", "inches": "in", "zoll": "in", "英寸": "in",
    "ft": "ft", "feet": "ft", "m2": "m2", "qm": "m2", "sqm": "m2", "平方米": "m2",
    "kv": "kV", "千伏": "kV", "v": "V", "volt": "V", "伏": "V", "伏特": "V",
}  # fmt: skip
_TAIL = re.compile(
    r"[_\s](mm|cm|dm|m|m2|in|ft|inch|inches|feet|metres?|meter|kv)$|(?<=[\u3400-\u9fff])(mm|cm|dm|m2|m|in|ft|毫米|厘米|公分|公尺|英寸|米|kv|千伏)$"
    r"|(?<=voltage)[_\s]?(v)$|(?<=spannung)[_\s]?(v)$|(?<=电压)_?(v|伏)$"
)
"""A unit as a word of its own, or glued to a Chinese name; a V stands for volts only behind a voltage."""


def scale_of(unit: str) -> dict[str, float]:
    """The units that can stand in for a unit, each in the largest common one; none for what is not converted."""
    return next((scale for scale in _SCALES if unit in scale), {})


def unit_called(word: str) -> str:
    """The unit that a word stands for; empty where it is none."""
    return _UNITS.get(word.casefold(), "")


def plain(name: str) -> tuple[str, str]:
    """A column's name without case, marks and spaces, and the unit in it: ``Diameter (cm)`` is ``diameter, cm``, ``胸径cm`` the same."""
    name = unicodedata.normalize("NFKC", name).casefold().strip()
    bracket = re.search(r"[(\[]([^)\]]*)[)\]]\s*$", name)
    tail = bracket or _TAIL.search(name)
    said = "" if tail is None else next(filter(None, tail.groups()), "")
    unit = _UNITS.get(re.sub(r"\W", "", said), "")
    if tail and (unit or bracket):
        name = name[: tail.start()]
    return re.sub(r"[\W_]+", "", name), unit
