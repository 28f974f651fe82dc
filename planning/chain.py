"""The chain of the log: what each entry says goes into one hash, and each hash goes into the next one.

Whoever has the hash of the newest entry, printed somewhere, can tell afterwards whether anything before it was
changed, taken out or put in between. Words that a person may want erased are not in the chain: a hash of them with
a random salt is, so that they can go and the chain still holds.
"""

from __future__ import annotations

import json
import secrets
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

START = "0" * 64
"""What stands before the first entry."""


def canonical(value: Any) -> str:
    """JSON of one form only: keys sorted, no spaces, characters as they are, no NaN."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)


def digest(text: str) -> str:
    """SHA-256 of the text in UTF-8, in hexadecimal."""
    return sha256(text.encode()).hexdigest()


def new_salt() -> str:
    """128 random bits: without them nobody can try out which words a hash stands for."""
    return secrets.token_hex(16)


def salted(salt: str, text: str) -> str:
    """Hash of words that can be erased: the salt, a line break, the words."""
    return digest(f"{salt}\n{text}")


@dataclass(frozen=True, slots=True)
class Head:
    """The newest entry of the log: its number and its hash."""

    seq: int = 0
    hash: str = START


@dataclass(frozen=True, slots=True)
class Content:
    """What of an entry is in the chain; ``*_hash`` are salted hashes of erasable text, empty where there is none."""

    seq: int
    at: datetime
    member_id: str
    act: str
    community_id: str | None
    subject: str
    before_hash: str
    after_hash: str
    reason_hash: str

    def plain(self) -> dict[str, Any]:
        """As JSON holds it; the time in UTC to the microsecond, as both databases keep it."""
        return asdict(self) | {"at": self.at.astimezone(UTC).isoformat(timespec="microseconds")}

    @property
    def digest(self) -> str:
        """Hash of the content alone."""
        return digest(canonical(self.plain()))


def linked(previous: str, content_hash: str) -> str:
    """Hash of an entry: the hash of the entry before it, a line break, the hash of its own content.

    Two steps, so that somebody can be given the content's hash instead of the content, and follow the chain past it.
    """
    return digest(f"{previous}\n{content_hash}")
