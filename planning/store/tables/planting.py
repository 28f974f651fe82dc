"""Rows of what a community has settled about its trees: tables of distances, rules and species of its own."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from planning.options.screening.terms import OwnRule, PlantingTerms
from planning.options.species.own import OwnSpecies
from planning.store.tables.base import ID, Base, Owned
from planning.store.types import AsJson, UtcTime, words
from planning.wording import Words


def _names(decoded: list[str]) -> tuple[str, ...]:
    return tuple(decoded)


def _absent(decoded: list[list[str]]) -> tuple[tuple[str, str], ...]:
    return tuple((thing, source) for thing, source in decoded)


def _weights(decoded: list[list[Any]]) -> tuple[tuple[str, int], ...]:
    return tuple((name, weight) for name, weight in decoded)


class PlantingTermsRow(Owned, Base):
    """One row per community, under its id."""

    __tablename__ = "planting_terms"
    VALUE = PlantingTerms

    tables: Mapped[Any] = mapped_column(AsJson(_names))
    winter_c: Mapped[float | None]
    winter_source: Mapped[str] = mapped_column(Text)
    weights: Mapped[Any] = mapped_column(AsJson(_weights))
    weighed_by: Mapped[str] = mapped_column(Text)
    weights_round: Mapped[str | None] = mapped_column(ID, ForeignKey("rounds.id"))
    version: Mapped[int]
    absent: Mapped[Any] = mapped_column(AsJson(_absent), server_default="[]")


class OwnRuleRow(Owned, Base):
    """A distance that a community asks by itself."""

    __tablename__ = "own_rules"
    VALUE = OwnRule

    thing: Mapped[str] = mapped_column(String(20))
    name: Mapped[Words] = mapped_column(words())
    tree_m: Mapped[float]
    shrub_m: Mapped[float | None]
    crown_from_m: Mapped[float]
    roots_from: Mapped[int]
    source: Mapped[str] = mapped_column(Text)
    retired_at: Mapped[datetime | None] = mapped_column(UtcTime)
    version: Mapped[int]


class OwnSpeciesRow(Owned, Base):
    """A species that a community added to the catalogue."""

    __tablename__ = "own_species"
    VALUE = OwnSpecies

    scientific: Mapped[str] = mapped_column(String(200))
    row: Mapped[Any] = mapped_column(AsJson())
    retired_at: Mapped[datetime | None] = mapped_column(UtcTime)
    version: Mapped[int]
