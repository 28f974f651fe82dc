"""What an import wrote over: kept so that it can be taken back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class ImportChange:
    """What an import wrote over, to be able to take it back.

    :param before: the fields that it changed, as plain JSON, with the import and the version before; None for an
        object that it added and that no column leads to (a courtyard).
    """

    id: str
    import_id: str
    kind: str
    object_id: str
    before: Mapping[str, Any] | None = None
