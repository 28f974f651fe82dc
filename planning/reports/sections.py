"""A section of a result: what stands together on the page and in the printed report."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from planning.reports.tables import Cell, Table


@dataclass(frozen=True, slots=True)
class Legend:
    """An option beside its mark, and what became of it."""

    title: Cell
    fate: str


@dataclass(frozen=True, slots=True)
class Section:
    """One aspect of a result: title, sentences, picture, legend, tables. ``folded``: tables open on a tap."""

    name: str
    title: str
    sentences: tuple[str, ...] = ()
    picture: Markup | None = None
    legend: tuple[Legend, ...] = ()
    tables: tuple[Table, ...] = ()
    folded: bool = True
