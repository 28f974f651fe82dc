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
    return _made(kind, {f.name: getattr(row, f.name) for f in fields(kind)})  # type: ignore[arg-type]


def _made(kind: type[V], taken: Mapping[str, Any]) -> V:
    enums = _enums(kind)  # type: ignore[arg-type]  # every class is hashable; mypy asks its unknown metaclass
    return kind(**{n: enums[n](v) if n in enums and v is not None else v for n, v in taken.items()})


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
def _one(kind: type, names: tuple[str, ...], *, locks: bool) -> Select[Any]:
    """Some row whose columns of these names equal the parameters of the same names."""
    table = _table(kind)
    statement = select(table).where(*(table.c[name] == bindparam(name) for name in names)).limit(1)
    return statement.with_for_update(key_share=True) if locks else statement


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


def _locked(session: Session, kind: type, statement: Select[Any]) -> Select[Any]:
    """Lock the rows until the end of a writing transaction, where the noun says that what is read of it decides.

    Only against other changes (FOR NO KEY UPDATE): rows that refer to it can still be added. SQLite, where one writer
    writes at a time, has no such clause and gets none.
    """
    return statement.with_for_update(key_share=True) if _locks(session, kind) else statement


def _locks(session: Session, kind: type) -> bool:
    return row_of(kind).DECIDES and bool(session.info.get(WRITING))


def _is_plain(wanted: Any) -> bool:
    """Whether it is compared as it is: neither nothing nor a choice."""
    return wanted is not None and not isinstance(wanted, (list, tuple, set, frozenset))


def _where(kind: type, conditions: dict[str, Any]) -> Select[Any]:
    row: Any = row_of(kind)
    statement = select(row)
    for name, wanted in conditions.items():
        column = getattr(row, name)
        if wanted is None:
            statement = statement.where(column.is_(None))
        elif isinstance(wanted, (list, tuple, set, frozenset)):
            statement = statement.where(column.in_(list(wanted)))
        else:
            statement = statement.where(column == wanted)
    return statement


def get(session: Session, kind: type[V], id_: str) -> V:
    """The value with this id; raises :class:`Refusal` (``not_found``)."""
    found = first(session, kind, id=id_)
    if found is None:
        raise Refusal("not_found", N_("This is not here (any more): go back and choose again."))
    return found


def first(session: Session, kind: type[V], /, **conditions: Any) -> V | None:
    """Some value whose fields equal the conditions (None: is empty; a list: is one of), or None."""
    if conditions and all(_is_plain(wanted) for wanted in conditions.values()):
        statement = _one(kind, tuple(conditions), locks=_locks(session, kind))  # type: ignore[arg-type]
        there = session.connection().execute(statement, conditions).mappings().first()
        return None if there is None else _made(kind, {f.name: there[f.name] for f in fields(kind)})  # type: ignore[arg-type]
    found = session.scalars(_locked(session, kind, _where(kind, conditions).limit(1))).first()
    return None if found is None else value_of(kind, found)


def find(session: Session, kind: type[V], /, *, order: str | Iterable[str] = "id", **conditions: Any) -> list[V]:
    """All values whose fields equal the conditions, in the order of a field (``-field``: downwards)."""
    row: Any = row_of(kind)
    statement = _where(kind, conditions)
    for name in [order] if isinstance(order, str) else order:
        column = getattr(row, name.lstrip("-"))
        statement = statement.order_by(column.desc() if name.startswith("-") else column)
    return [value_of(kind, found) for found in session.scalars(statement)]


def count(session: Session, kind: type, /, **conditions: Any) -> int:
    """How many values meet the conditions."""
    return session.scalar(select(func.count()).select_from(_where(kind, conditions).subquery())) or 0
