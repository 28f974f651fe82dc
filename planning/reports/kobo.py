"""Answers as KoboToolbox exports them (values and headers of the form), so that its users' tools go on working.

Columns stand under ``group/question``; several choices as one text and as a column of 0 and 1 for each; a point as
``lat lon altitude precision`` and in parts; after open answers their themes, as several choices; then the columns that Kobo
itself adds, as far as they are known here.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from planning import addresses
from planning.surveys.questionnaire.asking import as_text
from planning.surveys.questionnaire.form_fields import MAPPED
from planning.surveys.questionnaire.question import Question, QuestionKind, Questionnaire
from planning.surveys.questionnaire.survey import Means
from planning.wording import for_cell

K = QuestionKind
BYTE_ORDER_MARK = "\ufeff"
UNKNOWN = "dont_know"
"""What stands for "I don't know"."""
_TRACE = {K.LINE: "LineString", K.AREA: "Polygon", K.POINT: "Point"}
Cells = dict[str, str | Decimal]


@dataclass(frozen=True, slots=True)
class Filled:
    """One response as it leaves the house: without browser, code or member; ``under``: ids of the themes of its open answers."""

    number: int
    receipt: str
    at: datetime
    means: Means
    courtyard: str
    version: int
    answers: Mapping[str, Any]
    under: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Table:
    """What all rows have in common.

    :param forms: by the numbers of their versions.
    :param themes: names of the themes of open answers by their ids, by the names of questions.
    :param base_url: where this house is reached: photos are links to it.
    """

    forms: Mapping[int, Questionnaire]
    base_url: str
    themes: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


def path(question: Question) -> str:
    """The column of a question."""
    return "/".join((*question.group, question.name))


def columns(table: Table) -> list[str]:
    """Columns of all versions: those of the newest form (the last) first, then what only older ones ask."""
    found: dict[str, None] = {}
    for number in sorted(table.forms, reverse=True):
        for question in table.forms[number].questions:
            found |= dict.fromkeys([*_columns_of(question), *_themed(table, question)])
    return [*found, "courtyard", "_id", "_uuid", "_submission_time", "_submitted_by", "__version__", "_index"]


def _themed(table: Table, question: Question, under: frozenset[str] = frozenset()) -> Cells:
    """Themes of an open answer, as several choices are told."""
    themes, name = table.themes.get(question.name, {}), f"{path(question)}_themes"
    if not themes:
        return {}
    there = "; ".join(title for id_, title in themes.items() if id_ in under)
    return {name: there} | {f"{name}/{title}": Decimal(id_ in under) for id_, title in themes.items()}


def _columns_of(question: Question) -> list[str]:
    name = path(question)
    if question.kind is K.NOTE:
        return []
    if question.kind is K.MATRIX:
        return [f"{name}/{line.name}" for line in question.lines]
    if question.kind is K.MULTIPLE:
        return [name, *(f"{name}/{choice.name}" for choice in question.choices)]
    if question.kind is K.POINT:
        return [name, *(f"_{question.name}_{part}" for part in ("latitude", "longitude", "altitude", "precision"))]
    return [name, f"{name}_URL"] if question.kind is K.PHOTO else [name]


def row(table: Table, filled: Filled) -> Cells:
    """One response by its columns."""
    found: Cells = {}
    for question in table.forms[filled.version].questions:
        if question.name in filled.answers:
            found |= _cells(question, filled.answers[question.name], table.base_url)
            found |= _themed(table, question, filled.under)
    return found | {
        "courtyard": filled.courtyard, "_id": Decimal(filled.number), "_uuid": filled.receipt, "_submission_time": f"{filled.at.astimezone(UTC):%Y-%m-%dT%H:%M:%S}",
        "_submitted_by": str(filled.means), "__version__": str(filled.version), "_index": Decimal(filled.number),
    }  # fmt: skip


def _cells(question: Question, said: Any, base_url: str) -> Cells:
    name = path(question)
    if said is None:
        return {name: UNKNOWN}
    return _SHAPES.get(question.kind, _as_text)(question, name, said, base_url)


def _as_text(_question: Question, name: str, said: Any, _base_url: str) -> Cells:
    return {name: as_text(said)}


def _matrix(_question: Question, name: str, said: Any, _base_url: str) -> Cells:
    return {f"{name}/{line}": choice for line, choice in said.items()}


def _several(question: Question, name: str, said: Any, _base_url: str) -> Cells:
    return {name: " ".join(said)} | {f"{name}/{c.name}": Decimal(c.name in said) for c in question.choices}


def _point(question: Question, name: str, said: Any, _base_url: str) -> Cells:
    lon, lat = said
    parts = {
        "latitude": Decimal(str(lat)),
        "longitude": Decimal(str(lon)),
        "altitude": Decimal(0),
        "precision": Decimal(0),
    }
    return {name: as_text(said), **{f"_{question.name}_{part}": value for part, value in parts.items()}}


def _photo(_question: Question, name: str, said: Any, base_url: str) -> Cells:
    return {name: f"{said}.jpg", f"{name}_URL": base_url + addresses.to(addresses.PHOTO, photo=said)}


def _number(_question: Question, name: str, said: Any, _base_url: str) -> Cells:
    return {name: Decimal(said)}


_SHAPES: dict[QuestionKind, Callable[[Question, str, Any, str], Cells]] = {
    K.MATRIX: _matrix, K.MULTIPLE: _several, K.POINT: _point, K.PHOTO: _photo, K.NUMBER: _number, K.SCALE: _number,
}  # fmt: skip


def lines(table: Table, filled: Iterable[Filled]) -> list[list[str | Decimal]]:
    """Head and rows. No cell begins like a formula."""
    head = columns(table)
    rows = (row(table, one) for one in filled)
    return [[for_cell(name) for name in head], *([_safe(cells.get(name, "")) for name in head] for cells in rows)]


def _safe(cell: str | Decimal) -> str | Decimal:
    return for_cell(cell) if isinstance(cell, str) else cell


def as_csv(told: Iterable[Sequence[str | Decimal]]) -> bytes:
    """With semicolons between and everything in quotes, as Kobo writes it."""
    out = io.StringIO()
    out.write(BYTE_ORDER_MARK)
    csv.writer(out, delimiter=";", quoting=csv.QUOTE_ALL, lineterminator="\r\n").writerows(told)
    return out.getvalue().encode()


def as_workbook(told: Iterable[Sequence[str | Decimal]], title: str) -> bytes:
    """The same as a workbook with one sheet."""
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    sheet = book.create_sheet("".join(c for c in title if c not in "[]:*?/\\'")[:31] or "answers")
    for line in told:
        sheet.append(list(line))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def as_geojson(table: Table, filled: Iterable[Filled]) -> bytes:
    """A feature for each place that was set (WGS 84, ``lon, lat``), with the whole response beside it."""
    features = [feature for one in filled for feature in _features(table, one)]
    return json.dumps({"type": "FeatureCollection", "features": features}, ensure_ascii=False, allow_nan=False).encode()


def _features(table: Table, one: Filled) -> Iterable[dict[str, Any]]:
    cells = {name: _plain(cell) for name, cell in row(table, one).items()}
    for question in table.forms[one.version].questions:
        said = one.answers.get(question.name)
        if question.kind not in MAPPED or said is None:
            continue
        corners = [[*said, said[0]]] if question.kind is K.AREA else said
        geometry = {"type": _TRACE[question.kind], "coordinates": corners}
        yield {"type": "Feature", "geometry": geometry, "properties": {"_question": path(question), **cells}}


def _plain(cell: str | Decimal) -> Any:
    if isinstance(cell, str):
        return cell
    return int(cell) if cell == cell.to_integral_value() else float(cell)
