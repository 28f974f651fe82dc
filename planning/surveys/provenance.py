"""What an import wrote over: kept so that it can be taken back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class ImportChange:
    """What an import wrote over, to be able to take it back.

    :param before: the fields that it changed, as plain JSON, with the import and the version before; None for an
        object that it added and that no column leads to (a courtyard).
    :param restored_version: the version that the object got when the import was taken back and this was written again.
    """

    id: str
    import_id: str
    kind: str
    object_id: str
    before: Mapping[str, Any] | None = None
    restored_version: int | None = None


def version_meant(version: int, changes: Iterable[ImportChange]) -> int:
    """The earlier version that stands again in a version of an object, by the changes of it that were taken back.

    Written again is not edited: an object that an import changed from 2 to 3, and that got 4 when the import was taken back,
    is what it was at 2. One that nobody took back is its own version.
    """
    back = {one.restored_version: (one.before or {}).get("version") for one in changes}
    while (earlier := back.get(version)) is not None:
        version = earlier
    return version
