"""One converter between values and rows, by field name; every noun goes through it."""

from __future__ import annotations

import typing
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields
from enum import Enum
from functools import cache
from typing import Any, TypeVar

from sqlalchemy import Table, bindparam, func, insert, select, update
from sqlalchemy.sql import Insert, Select

from planning.errors import N_, Refusal
from planning.store.crowd import WRITING, later
from planning.store.database import Session
from planning.store.tables.base import Base

V = TypeVar("V")


def row_of(kind: type) -> type[Base]:
    """The row class that keeps values of this kind."""
    return Base.ROWS[kind]


@cache
def _enums(kind: type) -> dict[str, type[Enum]]:
    """Fields of a value that are enumerations (or None), by name."""
    found = {}
    for name, hint in typing.get_type_hints(kind).items():
        for part in (hint, *typing.get_args(hint)):
            if isinstance(part, type) and issubclass(part, Enum):
                found[name] = part
    return found


def _columns(value: Any) -> dict[str, Any]:
    row = row_of(type(value))
    return {f.name: getattr(value, f.name) for f in fields(value)} | dict(row.beside(value))


def value_of(kind: type[V], row: Any) -> V:
    """The value that a row (or a result with the same names) keeps."""
    return _made(kind, {name: getattr(row, name) for name in _names(kind)})  # type: ignore[arg-type]


def _made(kind: type[V], taken: dict[str, Any]) -> V:
    for name, enum in _enums(kind).items():  # type: ignore[arg-type]  # every class is hashable; mypy asks its unknown metaclass
        if taken[name] is not None:
            taken[name] = enum(taken[name])
    return kind(**taken)


def add(session: Session, value: V) -> V:
    """Keep a new value."""
    kind: type = type(value)
    session.connection().execute(_insertion(kind), _columns(value))
    return value


def add_later(session: Session, value: V) -> V:
    """Keep a new value, with those of others that share the transaction (:func:`planning.store.crowd.later`)."""
    kind: type = type(value)
    later(session, _insertion(kind), _columns(value))
    return value


# Statements that a whole hall needs are built once: to build one takes longer than SQLite needs to carry it out.


def _table(kind: type) -> Table:
    return typing.cast("Table", row_of(kind).__table__)


@cache
def _insertion(kind: type) -> Insert:
    return insert(_table(kind))


@cache
def _names(kind: type) -> tuple[str, ...]:
    """Fields of a value, as their columns are named."""
    return tuple(f.name for f in fields(kind))


Condition = tuple[str, str]
"""Name of a column, and how it is asked: ``=`` one value, ``in`` several, ``-`` is empty."""


@cache
def _asking(kind: type, conditions: tuple[Condition, ...]) -> Select[Any]:
    """Values whose columns meet the conditions; what they are compared with are parameters of the same names."""
    table = _table(kind)
    statement = select(*(table.c[name] for name in _names(kind)))
    for name, how in conditions:
        column = table.c[name]
        if how == "-":
            statement = statement.where(column.is_(None))
        elif how == "in":
            statement = statement.where(column.in_(bindparam(name, expanding=True)))
        else:
            statement = statement.where(column == bindparam(name))
    return statement


@cache
def _one(kind: type, conditions: tuple[Condition, ...], *, locks: bool) -> Select[Any]:
    """Some row of them.

    Locked until the end of a writing transaction, where the noun says that what is read of it decides: only against other
    changes (FOR NO KEY UPDATE), rows that refer to it can still be added. SQLite, where one writer writes at a time, has no
    such clause and gets none.
    """
    statement = _asking(kind, conditions).limit(1)
    return statement.with_for_update(key_share=True) if locks else statement


@cache
def _many(kind: type, conditions: tuple[Condition, ...], order: tuple[str, ...]) -> Select[Any]:
    """All of them in the order of some columns (``-column``: downwards)."""
    table = _table(kind)
    columns = ((table.c[name.removeprefix("-")], name.startswith("-")) for name in order)
    return _asking(kind, conditions).order_by(*(column.desc() if down else column for column, down in columns))


@cache
def _how_many(kind: type, conditions: tuple[Condition, ...]) -> Select[Any]:
    return select(func.count()).select_from(_asking(kind, conditions).subquery())


def _split(conditions: Mapping[str, Any]) -> tuple[tuple[Condition, ...], dict[str, Any]]:
    """How each column is asked, and the parameters."""
    asked: list[Condition] = []
    parameters: dict[str, Any] = {}
    for name, wanted in conditions.items():
        if wanted is None:
            asked.append((name, "-"))
        elif isinstance(wanted, (list, tuple, set, frozenset)):
            asked.append((name, "in"))
            parameters[name] = list(wanted)
        else:
            asked.append((name, "="))
            parameters[name] = wanted
    return tuple(asked), parameters


def add_all(session: Session, values: Sequence[Any]) -> None:
    """Keep many values of one kind in one statement."""
    if values:
        session.execute(insert(row_of(type(values[0]))), [_columns(value) for value in values])


def change(session: Session, value: Any) -> None:
    """Write a changed value over its row.

    A value with a ``version`` must be exactly one ahead of its row: whoever edited an older copy is refused
    (``edited_meanwhile``) and overwrites nothing.
    """
    row: Any = row_of(type(value))
    columns = _columns(value)
    statement = update(row).where(row.id == columns.pop("id")).values(**columns)
    if "version" in columns:
        statement = statement.where(row.version == columns["version"] - 1)
    if session.execute(statement).rowcount != 1:  # type: ignore[attr-defined]
        raise Refusal(
            "edited_meanwhile", N_("Somebody else changed this meanwhile: look at the new state and try again.")
        )


def _locks(session: Session, kind: type) -> bool:
    return row_of(kind).DECIDES and bool(session.info.get(WRITING))


def get(session: Session, kind: type[V], id_: str) -> V:
    """The value with this id; raises :class:`Refusal` (``not_found``)."""
    found = first(session, kind, id=id_)
    if found is None:
        raise Refusal("not_found", N_("This is not here (any more): go back and choose again."))
    return found


def first(session: Session, kind: type[V], /, **conditions: Any) -> V | None:
    """Some value whose fields equal the conditions (None: is empty; a list: is one of), or None."""
    asked, parameters = _split(conditions)
    statement = _one(kind, asked, locks=_locks(session, kind))  # type: ignore[arg-type]
    there = session.connection().execute(statement, parameters).first()
    return None if there is None else _taken(kind, there)


def find(session: Session, kind: type[V], /, *, order: str | Iterable[str] = "id", **conditions: Any) -> list[V]:
    """All values whose fields equal the conditions, in the order of a field (``-field``: downwards)."""
    asked, parameters = _split(conditions)
    statement = _many(kind, asked, (order,) if isinstance(order, str) else tuple(order))  # type: ignore[arg-type]
    return [_taken(kind, row) for row in session.connection().execute(statement, parameters)]


def _taken(kind: type[V], row: Sequence[Any]) -> V:
    return _made(kind, dict(zip(_names(kind), row, strict=True)))  # type: ignore[arg-type]


def count(session: Session, kind: type, /, **conditions: Any) -> int:
    """How many values meet the conditions."""
    asked, parameters = _split(conditions)
    return session.scalar(_how_many(kind, asked), parameters) or 0
