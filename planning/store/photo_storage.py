"""Where photos lie: in a folder of this machine, or at any address that fsspec knows (an S3 bucket, say).

Both keep whole files by plain names. A folder forces each file to the disk before it gets its name; a remote storage
takes a file whole or not at all by itself.
"""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Any, Protocol

from planning.site import new_id

UNFINISHED = ".part"


class Storage(Protocol):
    """What the store of photos needs of a place. Names may have one folder in front (``thumbnails/x.240.jpg``)."""

    def write(self, name: str, data: bytes) -> None:
        """Keep a file; raises :class:`OSError` and leaves nothing behind where that fails."""

    def read(self, name: str) -> bytes:
        """Its bytes; raises :class:`FileNotFoundError`."""

    def has(self, name: str) -> bool:
        """Whether there is such a file."""

    def forget(self, name: str) -> None:
        """Delete it, if it is there."""

    def listed(self, folder: str = "") -> Iterator[tuple[str, float]]:
        """Names in a folder of it, each with the time it was written (seconds of the Unix epoch)."""

    def free_bytes(self) -> int | None:
        """Room that is left; None where the place does not say."""


class Folder:
    """A folder of this machine."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def write(self, name: str, data: bytes) -> None:
        """Write under another name, force it to the disk, and only then give it its name."""
        path = self.path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        unfinished = path.with_name(f"{new_id()}{UNFINISHED}")
        try:
            with unfinished.open("xb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            unfinished.replace(path)
        except BaseException:
            unfinished.unlink(missing_ok=True)
            raise

    def read(self, name: str) -> bytes:
        """Its bytes."""
        return (self.path / name).read_bytes()

    def has(self, name: str) -> bool:
        """Whether there is such a file."""
        return (self.path / name).exists()

    def forget(self, name: str) -> None:
        """Delete it, if it is there."""
        (self.path / name).unlink(missing_ok=True)

    def listed(self, folder: str = "") -> Iterator[tuple[str, float]]:
        """Names and times, unfinished files too."""
        there = self.path / folder
        for entry in os.scandir(there) if there.is_dir() else ():
            if entry.is_file(follow_symlinks=False):
                yield entry.name, entry.stat().st_mtime

    def free_bytes(self) -> int | None:
        """Room on its disk, asked of the nearest folder that exists."""
        there = next(folder for folder in (self.path, *self.path.parents) if folder.is_dir())
        return shutil.disk_usage(there).free


class Remote:
    """An address of fsspec; its keys and its endpoint come from where its driver looks for them (``AWS_…`` for S3)."""

    def __init__(self, address: str) -> None:
        # Half a second of imports, for those who use it only.
        from fsspec.core import url_to_fs

        self.files, self.root = url_to_fs(address)

    def _path(self, name: str) -> str:
        return f"{self.root}/{name}"

    def write(self, name: str, data: bytes) -> None:
        """Keep a file; a storage that cannot be reached is an :class:`OSError` too, here and below."""
        with _told():
            self.files.pipe_file(self._path(name), data)

    def read(self, name: str) -> bytes:
        """Its bytes."""
        with _told():
            data: bytes = self.files.cat_file(self._path(name))
        return data

    def has(self, name: str) -> bool:
        """Whether there is such a file."""
        with _told():
            return bool(self.files.exists(self._path(name)))

    def forget(self, name: str) -> None:
        """Delete it, if it is there."""
        with suppress(FileNotFoundError), _told():
            self.files.rm_file(self._path(name))

    def listed(self, folder: str = "") -> Iterator[tuple[str, float]]:
        """Names and times, asked anew each time."""
        self.files.invalidate_cache()
        entries: list[dict[str, Any]] = []
        with suppress(FileNotFoundError), _told():
            entries = self.files.ls(self._path(folder).rstrip("/"), detail=True)
        for entry in entries:
            if entry["type"] == "file":
                yield str(entry["name"]).rpartition("/")[2], _written_at(entry)

    def free_bytes(self) -> int | None:
        """A bucket does not say."""
        return None


@contextmanager
def _told() -> Iterator[None]:
    """What a driver raises as an :class:`OSError`; a file that is not there stays a :class:`FileNotFoundError`."""
    try:
        yield
    except FileNotFoundError:
        raise
    except _driver_faults() as fault:
        raise OSError(str(fault)) from fault


def _written_at(entry: dict[str, Any]) -> float:
    """Drivers tell the time under names of their own; a file without one counts as new, so that nothing is lost."""
    told = next((entry[name] for name in ("LastModified", "mtime", "created") if entry.get(name)), None)
    if isinstance(told, datetime):
        return told.timestamp()
    return float(told) if isinstance(told, (int, float)) else sys.float_info.max


def _driver_faults() -> tuple[type[BaseException], ...]:
    """What a driver raises when its storage fails: OSError, and what the S3 driver calls an unreachable endpoint."""
    botocore = sys.modules.get("botocore.exceptions")
    return (OSError,) if botocore is None else (OSError, botocore.BotoCoreError, botocore.ClientError)


@lru_cache(maxsize=16)
def storage_at(place: str | Path) -> Storage:
    """The storage at a path or an address."""
    text = str(place)
    return Remote(text) if "://" in text else Folder(Path(text))
