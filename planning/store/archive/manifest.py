"""What an archive says of itself, and the check that it is so."""

from __future__ import annotations

import hashlib
import json
import re
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import IO, Any

from planning.errors import N_, Refusal
from planning.store.archive.rows import KINDS, Field, Shelf

NAME = "manifest.json"
FORMAT = "jieyi-backup"
VERSION = 1
LARGEST = 256_000_000
"""Bytes of a manifest: a million photos take half of it."""
PIECE = 1 << 20
_TABLE = re.compile(r"[a-z][a-z0-9_]{0,62}", re.ASCII)
_FILE = re.compile(r"photos/[A-Za-z0-9]{8,40}\.(?:jpg|pdf)|secret\.key", re.ASCII)


@dataclass(frozen=True, slots=True)
class Member:
    """One file in the archive; ``rows`` of a table."""

    name: str
    bytes: int
    sha256: str
    rows: int = 0


@dataclass(frozen=True, slots=True)
class Manifest:
    """Everything that is in an archive."""

    made_at: str
    jieyi: str
    database: str
    revision: str
    tables: tuple[tuple[Shelf, Member], ...]
    files: tuple[Member, ...]
    missing: tuple[str, ...] = ()
    """Photos whose files were gone while their rows were still there."""

    @property
    def rows(self) -> dict[str, int]:
        """How many rows each table has."""
        return {shelf.name: member.rows for shelf, member in self.tables}

    @property
    def members(self) -> list[Member]:
        """All files but the manifest itself."""
        return [*(member for _, member in self.tables), *self.files]

    def text(self) -> str:
        """As it stands in the archive."""
        said = asdict(self) | {"format": FORMAT, "version": VERSION}
        said["tables"] = [asdict(shelf) | {"member": asdict(member)} for shelf, member in self.tables]
        return json.dumps(said, ensure_ascii=False, indent=1)


def table_member(name: str) -> str:
    """The member that holds a table."""
    return f"tables/{name}.jsonl"


def altered(name: str) -> Refusal:
    """The refusal of an archive that is not as it was made."""
    return Refusal("altered_archive", N_("The archive is not as it was made ({name}): take another backup."), name=name)


@contextmanager
def opened(path: Path) -> Iterator[tuple[zipfile.ZipFile, Manifest]]:
    """An archive and its manifest; raises :class:`Refusal` (``not_an_archive``, ``newer_archive``, ``altered_archive``)."""
    try:
        with zipfile.ZipFile(path) as archive:
            manifest = _read(archive)
            names = [info.filename for info in archive.infolist()]
            if sorted(names) != sorted([NAME, *(member.name for member in manifest.members)]):
                odd = set(names) ^ {NAME, *(member.name for member in manifest.members)}
                raise altered(min(odd, default=NAME))
            yield archive, manifest
    except (zipfile.BadZipFile, OSError, EOFError, zlib.error, NotImplementedError) as error:
        raise _no_archive(path, error) from error


def _no_archive(path: Path, error: Exception) -> Refusal:
    return Refusal(
        "not_an_archive", N_("{file} cannot be read as a backup of Jieyi ({why})."), file=str(path), why=str(error)
    )


def _read(archive: zipfile.ZipFile) -> Manifest:
    try:
        with archive.open(NAME) as file:
            raw = file.read(LARGEST + 1)
        said = json.loads(raw) if len(raw) <= LARGEST else {}
        if not isinstance(said, dict) or said.get("format") != FORMAT:
            raise altered(NAME)
        if said["version"] > VERSION:
            raise Refusal(
                "newer_archive", N_("A newer version of Jieyi made this archive ({version}): restore it with that version."),
                version=said["jieyi"])  # fmt: skip
        return _built(said)
    except (KeyError, TypeError, ValueError, AttributeError):
        raise altered(NAME) from None


def _built(said: dict[str, Any]) -> Manifest:
    tables = []
    for table in said["tables"]:
        fields = tuple(Field(**field) for field in table["fields"])
        shelf, member = Shelf(table["name"], tuple(table["key"]), fields), Member(**table["member"])
        names = [shelf.name, *shelf.key, *(field.name for field in fields)]
        if not all(_TABLE.fullmatch(name) for name in names) or member.name != table_member(shelf.name):
            raise altered(NAME)
        if any(field.kind not in KINDS for field in fields):
            raise altered(NAME)
        tables.append((shelf, member))
    files = tuple(Member(**member) for member in said["files"])
    if not all(_FILE.fullmatch(member.name) for member in files):
        raise altered(NAME)
    told = {name: str(said[name]) for name in ("made_at", "jieyi", "database", "revision")}
    return Manifest(**told, tables=tuple(tables), files=files, missing=tuple(said["missing"]))


@contextmanager
def checked(archive: zipfile.ZipFile, member: Member) -> Iterator[Checked]:
    """A member while it is read; what was read to its end is what the manifest says, or it is refused."""
    with archive.open(member.name) as file:
        reading = Checked(file, member)
        yield reading
        reading.finish()


class Checked:
    """Reads a member in pieces or lines, and counts and hashes what it reads."""

    def __init__(self, file: IO[bytes], member: Member) -> None:
        self.file, self.member, self.size, self.digest = file, member, 0, hashlib.sha256()

    def pieces(self) -> Iterator[bytes]:
        """Pieces of at most a megabyte."""
        while piece := self.file.read(PIECE):
            self._take(piece)
            yield piece

    def lines(self) -> Iterator[bytes]:
        """Lines."""
        for line in self.file:
            self._take(line)
            yield line

    def _take(self, piece: bytes) -> None:
        self.size += len(piece)
        if self.size > self.member.bytes:
            raise altered(self.member.name)
        self.digest.update(piece)

    def finish(self) -> None:
        """At the end: as long as it was, and the same."""
        if self.size != self.member.bytes or self.digest.hexdigest() != self.member.sha256:
            raise altered(self.member.name)


def verify(path: Path) -> Manifest:
    """Read a whole archive, and refuse it if anything was changed, added or taken away."""
    with opened(path) as (archive, manifest):
        for member in manifest.members:
            with checked(archive, member) as reading:
                for _ in reading.pieces():
                    pass
        return manifest
