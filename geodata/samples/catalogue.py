"""The species catalogue that the sample draws its facts from: street trees for Chengdu."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType

FILE = Path(__file__).with_name("species.csv")


@cache
def species() -> Mapping[str, Mapping[str, str]]:
    """Rows of the catalogue by scientific name; cells are text as written, empty where nothing is known."""
    with FILE.open(encoding="utf-8", newline="") as file:
        rows = {row["scientific_name"]: MappingProxyType(row) for row in csv.DictReader(file)}
    return MappingProxyType(rows)
