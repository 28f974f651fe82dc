"""Rows: private to the store. Column names are the field names of the values; :mod:`..saving` converts by name."""

from planning.store.tables import (
    base_maps,
    care,
    dissent,
    interventions,
    log,
    map_counts,
    matters,
    observations,
    paper,
    planting,
    questionnaires,
    rounds,
    staff,
    statements,
    surveys,
    whole_house,
)
from planning.store.tables.base import Base

__all__ = [
    "Base",
    "base_maps",
    "care",
    "dissent",
    "interventions",
    "log",
    "map_counts",
    "matters",
    "observations",
    "paper",
    "planting",
    "questionnaires",
    "rounds",
    "staff",
    "statements",
    "surveys",
    "whole_house",
]
