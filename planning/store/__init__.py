"""The store: the only room that knows SQLAlchemy. Values in, values out."""

from planning.store.bulk import add_rows
from planning.store.database import Database, Session, open_database
from planning.store.saving import add, add_all, add_later, change, count, find, first, get

__all__ = [
    "Database",
    "Session",
    "add",
    "add_all",
    "add_later",
    "add_rows",
    "change",
    "count",
    "find",
    "first",
    "get",
    "open_database",
]
