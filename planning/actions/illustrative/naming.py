"""Names and times of the illustrative community: the same for the same seed and the same moment of loading."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

_SIGNS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"


@dataclass(frozen=True, slots=True)
class Naming:
    """Ids by seed, kind and number; they look like all others of the house."""

    seed: int

    def __call__(self, kind: str, of: int | str = 0) -> str:
        """One id."""
        number = int.from_bytes(hashlib.sha256(f"Yulan Lane/{self.seed}/{kind}/{of}".encode()).digest()[:17])
        signs = ""
        for _ in range(22):
            number, sign = divmod(number, len(_SIGNS))
            signs += _SIGNS[sign]
        return signs

    @property
    def community(self) -> str:
        """Id of the community."""
        return self("community")


@dataclass(frozen=True, slots=True)
class Calendar:
    """Days around the moment of loading, in aware UTC."""

    at: datetime

    def day(self, days: int, hour: int = 0) -> datetime:
        """So many days later (or, negative, earlier), at a full hour of UTC; Chengdu is eight hours ahead."""
        midnight = self.at.astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
        return midnight + timedelta(days=days, hours=hour)
