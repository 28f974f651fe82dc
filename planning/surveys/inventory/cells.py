"""Cells of a whole column at once: text to numbers, years, dates, choices. Empty stays empty, nothing is mended in silence."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from enum import StrEnum
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from planning.errors import N_, Problem
from planning.surveys.inventory.kinds import Field, Reads
from planning.surveys.inventory.units import KILOVOLTS, plain, scale_of, unit_called
from planning.wording import clean

_LIKELY = ("m", "cm", "mm", "in", "ft", "dm", "kV", "V")
Column = "pd.Series[Any]"
Warn = Callable[[Problem], None]
Doubt = Callable[[int, Problem], None]
"""What is told of a row, by its position."""
MOST_DOUBTS = 500
"""Of one column; all are counted."""

_NUMBER = r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d{1,3})?"
_COMMA = r"[+-]?\d+,\d+"
_BORE = (
    r"(?i)^(?:\d+\s*[-x×*]\s*)?(?:dn|de|od|id|d|[φϕø∅⌀])\s*(\d+(?:\.\d+)?)()\s*(?:mm)?$"
    r"|^(\d+(?:\.\d+)?)\s*[x×✕*]\s*(\d+(?:\.\d+)?)\s*(?:mm)?$"
)


_VOLTS = re.compile(r"(\d+(?:\.\d+)?)\s*(kv|千伏|v|伏)?", re.IGNORECASE)
_VOLTAGE = re.compile(
    rf"(?:ac|dc|交流|直流|±)?\s*{_VOLTS.pattern}(?:\s*[-;/,、~～–]\s*{_VOLTS.pattern})*\s*(?:架空)?(?:线路|线|line)?",
    re.IGNORECASE,
)
_LONGEST_VOLTAGE = 60
"""Letters: the time that the expression takes grows with their square."""


def cleaned(column: pd.Series[str]) -> pd.Series[str]:
    """Text without what cannot be seen; only what is not plain already costs anything."""
    column = column.str.strip()
    odd = column[column.str.contains(r"[^0-9A-Za-z .,:;/()_-]", regex=True)].unique()
    tidy = {text: clean(text) for text in odd}
    changed = {text: better for text, better in tidy.items() if text != better}
    return column.replace(changed) if changed else column


def numbers(column: pd.Series[str]) -> NDArray[np.float64]:
    """Finite numbers, NaN for everything else. A comma is a decimal sign only where no cell has a point."""
    text = column.str.strip()
    if text.str.fullmatch(_COMMA).any() and not text.str.contains(".", regex=False).any():
        text = text.str.replace(",", ".", regex=False)
    good = text.str.fullmatch(_NUMBER).to_numpy(dtype=bool)
    found = np.full(len(text), np.nan)
    found[good] = text[good].astype(float)
    found[~np.isfinite(found)] = np.nan
    return found


def read(
    wanted: Field, column: pd.Series[str], unit: str, warn: Warn, doubt: Doubt = lambda _at, _why: None
) -> pd.Series[Any]:
    """One field's column: what cannot be read is left empty, with one warning that counts it, and a doubt for each row."""
    text = cleaned(column)
    if wanted.reads is Reads.TEXT:
        return _text(wanted, text, warn)
    values, bad = _READ[wanted.reads](wanted, text, unit)
    if bad.any():
        _warn_unread(wanted, column, bad, warn)
        for at in np.flatnonzero(bad)[:MOST_DOUBTS]:
            doubt(int(at), Problem("unread_value", N_("{field}: {value} makes no sense and stays empty."),
                                   {"field": wanted.name, "value": str(column.iloc[at])[:40]}))  # fmt: skip
    if wanted.usual:
        _warn_unusual(wanted, values, unit, warn)
    return values


def _text(wanted: Field, text: pd.Series[str], warn: Warn) -> pd.Series[Any]:
    long = text.str.len() > wanted.longest
    if long.any() and wanted.name != "external_id":  # an id that is cut is another id: its row is refused later
        warn(Problem("cut_text", N_("Texts in {field} longer than {longest} characters were cut: {count}."),
                     {"field": wanted.name, "longest": wanted.longest, "count": int(long.sum())}))  # fmt: skip
        text = text.str.slice(0, wanted.longest)
    return text


def _number(wanted: Field, text: pd.Series[str], unit: str) -> tuple[pd.Series[Any], NDArray[np.bool_]]:
    found = numbers(text)
    scale = scale_of(wanted.unit)
    if unit in scale and unit != wanted.unit:
        found = np.round(found * scale[unit] / scale[wanted.unit], 3)
    zero = found == 0  # files write 0 for "not measured"
    sense = np.isfinite(found) & (found > 0) & (found <= wanted.most)
    bad = ~sense & ~zero & (text != "").to_numpy(dtype=bool)
    return pd.Series(np.where(sense, found, np.nan), index=text.index), bad


def _year(_wanted: Field, text: pd.Series[str], _unit: str) -> tuple[pd.Series[Any], NDArray[np.bool_]]:
    found = pd.to_numeric(text.str.extract(r"(?<!\d)(1[5-9]\d\d|2[01]\d\d)(?!\d)", expand=False), errors="coerce")
    silent = (text == "") | (text == "0")
    return found.astype(float), (found.isna() & ~silent).to_numpy(dtype=bool)


def _date(_wanted: Field, text: pd.Series[str], _unit: str) -> tuple[pd.Series[Any], NDArray[np.bool_]]:
    ymd = text.str.extract(r"^(\d{4})[-/.年]?(\d{1,2})[-/.月]?(\d{1,2})(?!\d)")
    dmy = text.str.extract(r"^(\d{1,2})\.(\d{1,2})\.(\d{4})")[[2, 1, 0]].set_axis([0, 1, 2], axis=1)
    parts = ymd.fillna(dmy)
    joined = parts[0] + "-" + parts[1].str.zfill(2) + "-" + parts[2].str.zfill(2)
    found = pd.to_datetime(joined, format="%Y-%m-%d", errors="coerce")
    return found, (found.isna() & (text != "")).to_numpy(dtype=bool)


def _choice(wanted: Field, text: pd.Series[str], _unit: str) -> tuple[pd.Series[Any], NDArray[np.bool_]]:
    known = {word: _chosen(wanted, plain(word)[0]) for word in text.unique() if word}
    found = text.map(known.get).astype(object)
    return found, (found.isna() & (text != "")).to_numpy(dtype=bool)


def _chosen(wanted: Field, word: str) -> StrEnum | None:
    return wanted.choices.get(word) or next((member for stem, member in wanted.stems if stem in word), None)


def _bore(wanted: Field, text: pd.Series[str], unit: str) -> tuple[pd.Series[Any], NDArray[np.bool_]]:
    """``200``, ``DN200``, ``φ300``, ``400×200`` (a duct: its larger side, so that half of it reaches the outer face)."""
    parts = text.str.extract(_BORE).fillna("")
    largest = pd.DataFrame({name: numbers(parts[name]) for name in parts}, index=text.index).max(axis=1)
    return _number(wanted, text.where(largest.isna(), largest.map("{:.12g}".format)), unit)


def _voltage(wanted: Field, text: pd.Series[str], unit: str) -> tuple[pd.Series[Any], NDArray[np.bool_]]:
    """``110kV``, ``10千伏``, ``380 V``; of several (``110000;10000``, ``10/0.4kV``) the highest. A bare number is in the column's unit."""
    told = {cell: _kilovolts(cell, unit) for cell in text.unique()}
    return _number(wanted, text.map(told), "kV")


def _kilovolts(cell: str, unit: str) -> str:
    """As a plain number of kilovolts; a cell that is something else stays as it is.

    Kilovolts behind the last number are those of all (``10/0.4kV``). Elsewhere a number without a unit beside one with a
    unit may be either (``10;400V``, ``10kV;380``): nothing is guessed.
    """
    if len(cell) > _LONGEST_VOLTAGE or not _VOLTAGE.fullmatch(cell):
        return cell
    parts = [(float(number), unit_called(word)) for number, word in _VOLTS.findall(cell)]
    said, last = {word for _, word in parts}, parts[-1][1]
    if "" in said and len(said) > 1 and last != "kV":
        return cell
    usual = last or (unit if unit in KILOVOLTS else "kV")
    return f"{max(number * KILOVOLTS[word or usual] for number, word in parts):.12g}"


_READ = {
    Reads.VOLTAGE: _voltage,
    Reads.BORE: _bore,
    Reads.NUMBER: _number,
    Reads.YEAR: _year,
    Reads.DATE: _date,
    Reads.CHOICE: _choice,
}


def _warn_unread(wanted: Field, column: pd.Series[str], bad: NDArray[np.bool_], warn: Warn) -> None:
    example = unicodedata.normalize("NFC", str(column[bad].iloc[0]))[:40]
    warn(Problem(
        "unread_values", N_("Values of {field} that make no sense were left empty: {count}, for example {example}."),
        {"field": wanted.name, "count": int(bad.sum()), "example": example}))  # fmt: skip


def _warn_unusual(wanted: Field, values: pd.Series[Any], unit: str, warn: Warn) -> None:
    middle = values.median() if values.notna().any() else None
    if middle is None or wanted.usual is None or wanted.usual[0] <= middle <= wanted.usual[1]:
        return
    said = {
        "field": wanted.name,
        "unit": unit,
        "middle": f"{middle:.4g}",
        "kept": wanted.unit,
        "base": wanted.name.rpartition("_")[0],
    }
    better = _fitting(wanted, middle, unit)
    if better:
        warn(Problem(
            "unit_doubtful",
            N_("{field} was read in {unit}, but its middle value is then {middle} {kept}, as if it were in {better}. (On the command line --map {base}_{better}=COLUMN says so.)"),
            said | {"better": better}))  # fmt: skip
        return
    warn(Problem(
        "unit_doubtful",
        N_("{field} was read in {unit}, but its middle value is then {middle} {kept}, and no other unit would make it usual: is it the right column?"),
        said))  # fmt: skip


def _fitting(wanted: Field, middle: float, unit: str) -> str:
    """The unit, the likeliest first, in which the middle of a column would be a usual one; empty where none is."""
    low, high = wanted.usual or (0.0, 0.0)
    scale = scale_of(unit)
    return next((one for one in _LIKELY if one in scale and low <= middle * scale[one] / scale[unit] <= high), "")
