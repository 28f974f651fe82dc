"""Files of base maps, in a folder beside the database: each under the id of its row, written whole or not at all.

They are no part of a backup (a city's pictures are many times its data): the file they came from can be loaded again.
"""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from geodata import tiles
from geodata.faults import Unreadable
from planning.errors import N_, Problem, Refusal, Refusals
from planning.site import new_id
from planning.surveys.base_map import BaseMap

FOLDER = "base_maps"
LEAST_FREE_BYTES = 500_000_000


@dataclass(frozen=True, slots=True)
class Taken:
    """A file that was looked at and lies in its place."""

    id: str
    tiles: tiles.Tiles
    sha256: str
    size_bytes: int


def path_of(data_dir: Path, base_map_id: str) -> Path:
    """Where the file of a base map lies."""
    if not base_map_id.isalnum():
        raise Refusal("not_found", N_("This is not here (any more): go back and choose again."))
    return data_dir / FOLDER / f"{base_map_id}.tiles"


@contextmanager
def taken_in(data_dir: Path, file: Path) -> Iterator[Taken]:
    """Copy a file into its place and look at it; if what follows fails, the copy goes again.

    Raises :class:`Refusals`: what is wrong with it, or ``disk_full``.
    """
    id_ = new_id()
    target = path_of(data_dir, id_)
    target.parent.mkdir(parents=True, exist_ok=True)
    size = file.stat().st_size
    if shutil.disk_usage(target.parent).free < size + LEAST_FREE_BYTES:
        raise Refusal(
            "disk_full",
            N_("There is no room for a file of {mb} MB: make room on the disk first."),
            mb=size // 1_000_000,
        )
    try:
        sha256 = _copied(file, target)
        yield Taken(id_, _looked_at(target), sha256, size)
    except BaseException:
        target.unlink(missing_ok=True)
        raise


def _copied(file: Path, target: Path) -> str:
    digest = hashlib.sha256()
    with file.open("rb") as source, target.open("xb") as copy:
        while piece := source.read(1 << 20):
            digest.update(piece)
            copy.write(piece)
        copy.flush()
        os.fsync(copy.fileno())
    return digest.hexdigest()


def _looked_at(file: Path) -> tiles.Tiles:
    try:
        return tiles.examined(file)
    except Unreadable as bad:
        raise Refusals([Problem(f.code, f.message, dict(f.params), "file") for f in bad.faults]) from bad


def read(data_dir: Path, found: BaseMap, place: tuple[int, int, int]) -> tuple[bytes, str] | None:
    """One picture (of zoom, column, row) and its kind; None where there is none, or the file is gone or damaged."""
    path = path_of(data_dir, found.id)
    try:
        return tiles.tile(path, found.form, *place) if path.exists() else None
    except Unreadable:
        return None
