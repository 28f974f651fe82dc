"""How Alembic meets our tables: on the connection that it is given."""

from typing import Any, Literal

from alembic import context

from planning.store.migrating import is_compared
from planning.store.tables import Base
from planning.store.types import AsJson, Shape


def render_item(kind: str, item: object, autogen_context: Any) -> str | Literal[False]:
    """Write our column types as the house names them."""
    if kind == "type" and isinstance(item, Shape):
        autogen_context.imports.add("from planning.store.types import Point, Shape")
        return repr(item)
    if kind == "type" and isinstance(item, AsJson):
        return "sa.Text()"
    if kind == "type" and type(item).__name__ == "UtcTime":
        autogen_context.imports.add("from planning.store.types import UtcTime")
        return "UtcTime()"
    return False


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    render_item=render_item,
    include_object=is_compared,
    render_as_batch=True,
)
context.run_migrations()
