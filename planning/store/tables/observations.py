"""Rows of what is there."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from shapely.geometry.base import BaseGeometry
from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, declared_attr, mapped_column

from planning.site import Pin
from planning.store.tables.base import ID, Base, Outlined, Pinned
from planning.store.types import AsJson, Point, Shape, UtcTime, words
from planning.surveys.observation import (
    Building,
    Facility,
    Import,
    LayerFeature,
    Pipe,
    PlantingSite,
    RooftopStructure,
    Species,
    Street,
    Tree,
)
from planning.surveys.provenance import ImportChange
from planning.wording import Words


def _species(decoded: dict[str, str]) -> Species:
    return Species(**decoded)


class Imported:
    """May come from a file: its id there, and which import brought it."""

    external_id: Mapped[str] = mapped_column(String(120))

    @declared_attr
    def import_id(cls) -> Mapped[str | None]:  # noqa: N805
        """The import that brought it last."""
        return mapped_column(ID, ForeignKey("imports.id"))


class PlaceInCourtyard(Pinned, Imported):
    """A pinned, imported thing that may belong to a courtyard."""

    pin: Mapped[Pin] = mapped_column(Point)
    version: Mapped[int]

    @declared_attr
    def courtyard_id(cls) -> Mapped[str | None]:  # noqa: N805
        """The courtyard it belongs to, if any."""
        return mapped_column(ID, ForeignKey("courtyards.id"))

    @declared_attr.directive
    def __table_args__(cls) -> tuple[Index, ...]:  # noqa: N805
        """Search by box, and by the id that the file gave."""
        name = cls.__tablename__  # type: ignore[attr-defined]
        return (
            Index(f"ix_{name}_box", "community_id", "lon", "lat"),
            Index(f"ix_{name}_external", "community_id", "external_id"),
        )


class ImportRow(Base):
    """Provenance of imported rows."""

    __tablename__ = "imports"
    VALUE = Import

    id: Mapped[str] = mapped_column(ID, primary_key=True)
    community_id: Mapped[str] = mapped_column(ID, ForeignKey("communities.id"), index=True)
    kind: Mapped[str] = mapped_column(String(40))
    file: Mapped[str] = mapped_column(Text)
    sha256: Mapped[str] = mapped_column(String(64))
    crs: Mapped[str] = mapped_column(String(40))
    rows_read: Mapped[int]
    accepted: Mapped[int]
    at: Mapped[datetime] = mapped_column(UtcTime)
    by: Mapped[str] = mapped_column(ID)
    source: Mapped[str] = mapped_column(Text)
    accuracy_m: Mapped[float | None]
    surveyed_on: Mapped[date | None]
    stated_m: Mapped[float | None]
    taken_back_at: Mapped[datetime | None] = mapped_column(UtcTime)


class ImportChangeRow(Base):
    """What an import wrote over."""

    __tablename__ = "import_changes"
    VALUE = ImportChange

    id: Mapped[str] = mapped_column(ID, primary_key=True)
    import_id: Mapped[str] = mapped_column(ID, ForeignKey("imports.id"), index=True)
    kind: Mapped[str] = mapped_column(String(40))
    object_id: Mapped[str] = mapped_column(ID)
    before: Mapped[dict[str, Any] | None] = mapped_column(AsJson())
    restored_version: Mapped[int | None]


class PlantingSiteRow(PlaceInCourtyard, Base):
    """A place for a tree."""

    __tablename__ = "planting_sites"
    VALUE = PlantingSite

    street: Mapped[str] = mapped_column(String(120))
    pit_m: Mapped[float | None]
    retired_at: Mapped[datetime | None] = mapped_column(UtcTime)


class TreeRow(PlaceInCourtyard, Base):
    """A tree on its site, or one that stood there."""

    __tablename__ = "trees"
    VALUE = Tree

    site_id: Mapped[str] = mapped_column(ID, ForeignKey("planting_sites.id"), index=True)
    species: Mapped[Species] = mapped_column(AsJson(_species))
    dbh_cm: Mapped[float | None]
    height_m: Mapped[float | None]
    crown_m: Mapped[float | None]
    condition: Mapped[str] = mapped_column(String(20))
    planted_year: Mapped[int | None]
    surveyed_on: Mapped[date | None]
    note: Mapped[str] = mapped_column(Text)
    removed_at: Mapped[datetime | None] = mapped_column(UtcTime)
    removal_reason: Mapped[str] = mapped_column(Text)


class RooftopStructureRow(PlaceInCourtyard, Base):
    """Something built on a roof."""

    __tablename__ = "rooftop_structures"
    VALUE = RooftopStructure

    structure: Mapped[str] = mapped_column(String(20))
    state: Mapped[str] = mapped_column(String(20))
    outline: Mapped[BaseGeometry | None] = mapped_column(Shape)
    building: Mapped[str] = mapped_column(String(120))
    area_m2: Mapped[float | None]
    note: Mapped[str] = mapped_column(Text)
    retired_at: Mapped[datetime | None] = mapped_column(UtcTime)


class FacilityRow(PlaceInCourtyard, Base):
    """A small thing that serves the street."""

    __tablename__ = "facilities"
    VALUE = Facility

    facility: Mapped[str] = mapped_column(String(20))
    name: Mapped[Words] = mapped_column(words())
    condition: Mapped[str] = mapped_column(String(20))
    note: Mapped[str] = mapped_column(Text)
    retired_at: Mapped[datetime | None] = mapped_column(UtcTime)


class BuildingRow(Outlined, Imported, Base):
    """A footprint with its height."""

    __tablename__ = "buildings"
    VALUE = Building

    outline: Mapped[BaseGeometry] = mapped_column(Shape)
    name: Mapped[str] = mapped_column(String(120))
    height_m: Mapped[float | None]
    storeys: Mapped[int | None]


class StreetRow(Outlined, Imported, Base):
    """A part of the street."""

    __tablename__ = "streets"
    VALUE = Street

    outline: Mapped[BaseGeometry] = mapped_column(Shape)
    part: Mapped[str] = mapped_column(String(20))
    name: Mapped[Words] = mapped_column(words())


class PipeRow(Outlined, Imported, Base):
    """A line under the pavement or over it."""

    __tablename__ = "pipes"
    VALUE = Pipe

    outline: Mapped[BaseGeometry] = mapped_column(Shape)
    carries: Mapped[str] = mapped_column(String(20))
    diameter_mm: Mapped[float | None]
    depth_m: Mapped[float | None]
    material: Mapped[str] = mapped_column(String(60))
    accuracy_m: Mapped[float | None]
    height_m: Mapped[float | None]
    voltage_kv: Mapped[float | None]
    height_accuracy_m: Mapped[float | None]


class LayerFeatureRow(Outlined, Imported, Base):
    """A feature of a free layer."""

    __tablename__ = "layer_features"
    VALUE = LayerFeature

    layer: Mapped[str] = mapped_column(String(120))
    outline: Mapped[BaseGeometry] = mapped_column(Shape)
    name: Mapped[str] = mapped_column(String(120))
    facts: Mapped[dict[str, Any]] = mapped_column(AsJson())
    mark: Mapped[str] = mapped_column(String(10), server_default="")
    note: Mapped[str] = mapped_column(Text, server_default="")
    retired_at: Mapped[datetime | None] = mapped_column(UtcTime)
    version: Mapped[int] = mapped_column(server_default="1")

    __table_args__ = (Index("ix_layer_features_external", "community_id", "external_id"),)
