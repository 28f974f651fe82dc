"""Positions as people write them: degrees with minutes and seconds, and both coordinates in one cell."""

from __future__ import annotations

import re
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

Numbers = NDArray[np.float64]

_NORTH_EAST = "NE东東北"
_SOUTH_WEST = "SW西南"
_SIDE = f"[{_NORTH_EAST}{_SOUTH_WEST}]"
_SEXAGESIMAL = re.compile(
    rf"(?P<before>{_SIDE}?)[经經纬緯]?\s*(?P<sign>[-+]?)(?P<d>\d{{1,3}}(?:\.\d+)?)\s*(?:[°º˚度dD:]|\s)?\s*"
    r"(?:(?P<m>\d{1,2}(?:\.\d+)?)\s*(?:['′’分:]|\s)?\s*)?"
    rf"(?:(?P<s>\d{{1,2}}(?:\.\d+)?)\s*(?:[\"″”秒]|''|′′)?\s*)?(?P<after>{_SIDE}?)"
)
_MARKED = re.compile(rf"[°º˚度′分″秒]|{_SIDE}|\d\s*[:\s]\s*\d")
_PAIR = re.compile(r"\(?\[?\s*(?P<a>[^,;，；、]+?)\s*[,;，；、]\s*(?P<b>[^,;，；、]+?)\s*\]?\)?")
_GEOMETRY = re.compile(
    r"(?:SRID=\d+;)?\s*(?:MULTI)?(?:POINT|LINESTRING|POLYGON)\s*(?:Z|M|ZM)?\s*\(.*|[0-9A-F]{20,}",
    re.IGNORECASE | re.DOTALL,
)
_SPACED = re.compile(r"(?P<a>[-+]?\d+\.\d+)\s+(?P<b>[-+]?\d+\.\d+)")


def degrees(column: pd.Series[str]) -> tuple[Numbers, NDArray[np.bool_]]:
    """Degrees of cells such as ``104°03'36.5"E``, ``北纬30°38′24″`` or ``30 38 24 N``; and which cells were so.

    Cells that are nothing of the kind (plain numbers, too) give NaN.
    """
    told = {text: degree(text) for text in column.unique()}
    found = column.map(told).to_numpy(dtype=float)
    return found, np.isfinite(found)


def degree(text: str) -> float:
    """One such cell; NaN for anything else, and where minutes or seconds reach sixty."""
    text = text.strip().upper()
    match = _SEXAGESIMAL.fullmatch(text) if _MARKED.search(text) else None
    if match is None or (match["before"] and match["after"]):
        return float("nan")
    d, m, s = (float(match[part] or 0) for part in "dms")
    if m >= 60 or s >= 60 or d > 180 or (match["m"] and not d.is_integer()) or (match["s"] and not m.is_integer()):
        return float("nan")
    side = match["before"] or match["after"]
    negative = match["sign"] == "-" or (side and side in _SOUTH_WEST)
    return -(d + m / 60 + s / 3600) if negative else d + m / 60 + s / 3600


def pairs(column: pd.Series[str]) -> pd.DataFrame:
    """Cells with two coordinates (``31.23, 121.47``) divided into the texts ``a`` and ``b``; empty where there are none."""
    divided = [_divided(text) for text in column]
    return pd.DataFrame(divided, columns=["a", "b"], index=column.index, dtype="str")


def _divided(text: str) -> tuple[str, str]:
    match = _PAIR.fullmatch(text.strip()) or _SPACED.fullmatch(text.strip())
    return (match["a"].strip("()[]"), match["b"].strip("()[]")) if match else ("", "")


def is_pair(text: str) -> bool:
    """Whether a cell holds two coordinates."""
    return all(_is_coordinate(part) for part in _divided(text))


def is_geometry(text: str) -> bool:
    """Whether a cell looks like well-known text or binary in hex."""
    return bool(_GEOMETRY.fullmatch(text))


def is_position(text: str) -> bool:
    """Whether a cell holds a coordinate, two of them or a geometry, in any writing that is read here."""
    return _is_coordinate(text) or is_pair(text) or is_geometry(text)


def _is_coordinate(text: str) -> bool:
    return bool(re.fullmatch(r"[-+]?\d+(\.\d+)?", text)) or bool(np.isfinite(degree(text)))


def is_latitude_first(column: pd.Series[str]) -> bool | None:
    """Whether pairs begin with the latitude, as their letters or their sizes show; None where either could be."""
    divided = pairs(column)
    letters = divided["a"].str.upper()
    if letters.str.contains("[NS北南]", regex=True).any():
        return True
    if letters.str.contains("[EW东東西]", regex=True).any():
        return False
    first, second = (_size(divided[name]) for name in "ab")
    if first <= 90 < second <= 180:
        return True
    return False if second <= 90 < first <= 180 else None


def _size(column: pd.Series[str]) -> Any:
    """The middle of the absolute numbers."""
    found = pd.to_numeric(column, errors="coerce").abs()
    return found.median() if found.notna().any() else float("nan")
