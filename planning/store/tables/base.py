"""What all rows share."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from sqlalchemy import Float, ForeignKey, MetaData, String
from sqlalchemy.orm import DeclarativeBase, Mapped, declared_attr, mapped_column

NAMES = {
    "ix": "ix_%(column_0_N_label)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s",
    "pk": "pk_%(table_name)s",
}

ID = String(40)


class Base(DeclarativeBase):
    """A row. ``VALUE`` is the frozen dataclass that it keeps; ``ROWS`` finds the row of a value."""

    metadata = MetaData(naming_convention=NAMES)
    VALUE: ClassVar[type | None] = None
    DECIDES: ClassVar[bool] = False
    """Whether an act decides by what it reads here: then the row is locked until the act is done."""
    ROWS: ClassVar[dict[type, type[Base]]] = {}

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        if cls.VALUE is not None:
            Base.ROWS[cls.VALUE] = cls

    @classmethod
    def beside(cls, value: Any) -> Mapping[str, Any]:  # noqa: ARG003
        """Columns that the value does not have but the database wants, such as where to look it up on the map."""
        return {}


class Owned:
    """Belongs to a community."""

    id: Mapped[str] = mapped_column(ID, primary_key=True)

    @declared_attr
    def community_id(cls) -> Mapped[str]:  # noqa: N805
        """The tenant."""
        return mapped_column(ID, ForeignKey("communities.id"), index=True)


class Pinned(Owned):
    """Stands at a pin: ``lon`` and ``lat`` beside the geometry let SQLite search a box by its index."""

    lon: Mapped[float] = mapped_column(Float)
    lat: Mapped[float] = mapped_column(Float)

    @classmethod
    def beside(cls, value: Any) -> Mapping[str, Any]:
        """Coordinates of the pin."""
        return {"lon": value.pin.lon, "lat": value.pin.lat}


class Outlined(Owned):
    """Covers some ground: its box beside the geometry."""

    west: Mapped[float] = mapped_column(Float)
    south: Mapped[float] = mapped_column(Float)
    east: Mapped[float] = mapped_column(Float)
    north: Mapped[float] = mapped_column(Float)

    @classmethod
    def beside(cls, value: Any) -> Mapping[str, Any]:
        """The box of the outline."""
        west, south, east, north = value.outline.bounds
        return {"west": west, "south": south, "east": east, "north": north}
