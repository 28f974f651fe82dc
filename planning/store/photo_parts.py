"""Photos on their way: what has arrived of each, so that a phone whose connection broke goes on where it stopped."""

from __future__ import annotations

import hashlib
import shutil
from datetime import datetime
from pathlib import Path

from planning.errors import N_, Refusal
from planning.store.photo_files import ORPHAN_AFTER


def path_of(folder: Path, browser: str, photo_id: str) -> Path:
    """Where the arrived bytes of a photo lie: under a name that another browser cannot make."""
    return folder / f"{hashlib.sha256(f'{browser} {photo_id}'.encode()).hexdigest()}.part"


def received(part: Path) -> int:
    """How many bytes have arrived."""
    return part.stat().st_size if part.exists() else 0


def append(part: Path, more: Path, start: int, largest: int) -> int:
    """Put bytes behind those that are there, from ``start`` on; gives how many there are now.

    Raises :class:`Refusal` (``upload_gap``) where some would be missing in between, ``too_large``.
    """
    there = received(part)
    if start > there:
        raise Refusal("upload_gap", N_("A part of the photo is missing: send it again from the beginning."))
    if start + more.stat().st_size > largest:
        part.unlink(missing_ok=True)
        raise Refusal("too_large", N_("That is too large to be sent."))
    with part.open("r+b" if there else "wb") as file, more.open("rb") as source:
        file.truncate(start)
        file.seek(start)
        shutil.copyfileobj(source, file)
        return file.tell()


def sweep(folder: Path, now: datetime) -> int:
    """Delete what has not gone on for a day; how many there were."""
    old = (now - ORPHAN_AFTER).timestamp()
    lost = [path for path in folder.glob("*") if path.stat().st_mtime < old]
    for path in lost:
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink(missing_ok=True)
    return len(lost)
