"""Which backups were made of an installation: kept beside the database, so that it is known when that is damaged."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

FILE = "backups.jsonl"


@dataclass(frozen=True, slots=True)
class Made:
    """A backup: where it was put, when (ISO 8601, UTC), and the SHA-256 of the whole file."""

    file: str
    at: str
    sha256: str


def note(data_dir: Path, made: Made) -> None:
    """Remember a backup."""
    data_dir.mkdir(parents=True, exist_ok=True)
    with (data_dir / FILE).open("a", encoding="utf-8") as file:
        file.write(json.dumps(asdict(made), ensure_ascii=False) + "\n")
        file.flush()
        os.fsync(file.fileno())


def last_good(data_dir: Path) -> Made | None:
    """The newest backup that is still where it was put, and as it was made."""
    return next((made for made in _newest_first(data_dir) if _is_good(made)), None)


def last(data_dir: Path) -> Made | None:
    """The newest backup, wherever it is now."""
    return next(_newest_first(data_dir), None)


def _newest_first(data_dir: Path) -> Iterator[Made]:
    try:
        lines = (data_dir / FILE).read_text(encoding="utf-8").splitlines()
    except FileNotFoundError:
        return
    for line in reversed(lines):
        try:
            yield Made(**json.loads(line))
        except (ValueError, TypeError):
            continue  # a line that was cut off when the disk was full


def _is_good(made: Made) -> bool:
    try:
        return sha256_of(Path(made.file)) == made.sha256
    except OSError:
        return False


def sha256_of(path: Path) -> str:
    """SHA-256 of a file, read in pieces."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
