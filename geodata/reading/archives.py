"""ZIP archives, looked through before a byte is unpacked: sizes, names, links and archives inside archives."""

from __future__ import annotations

import io
import stat
import zipfile
from pathlib import PurePosixPath

from geodata.faults import N_, Unreadable, unreadable

MOST_MEMBERS = 1_000
LARGEST_UNPACKED = 1_000_000_000
MOST_SHRUNK = 300
"""No member of a real file shrinks more than this; small members may."""
_SMALL = 1_000_000
_ARCHIVES = {".zip", ".kmz", ".7z", ".rar", ".gz", ".bz2", ".xz", ".tar", ".tgz"}


def opened(data: bytes) -> zipfile.ZipFile:
    """An archive that may be unpacked. Raises :class:`~geodata.faults.Unreadable`."""
    if data.count(b"PK\x01\x02") > 50 * MOST_MEMBERS:  # before a list of them is made
        raise _too_many()
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, NotImplementedError, ValueError) as error:
        raise _broken() from error
    _check(archive)
    return archive


def _check(archive: zipfile.ZipFile) -> None:
    members = archive.infolist()
    if len(members) > MOST_MEMBERS:
        raise _too_many()
    if sum(member.file_size for member in members) > LARGEST_UNPACKED:
        raise _too_large()
    for member in members:
        _check_member(member)


def _check_member(member: zipfile.ZipInfo) -> None:
    path = PurePosixPath(member.filename.replace("\\", "/"))
    if path.is_absolute() or ".." in path.parts or ":" in path.parts[0] or "\0" in member.filename:
        raise unreadable("bad_archive", N_("The archive holds a name that leads out of it, {name}: it was not unpacked."),
                         name=member.filename[:80])  # fmt: skip
    if stat.S_ISLNK(member.external_attr >> 16):
        raise unreadable("bad_archive", N_("The archive holds a link, {name}, instead of a file: put the file itself in."),
                         name=member.filename[:80])  # fmt: skip
    if member.flag_bits & 1:
        raise unreadable("locked_archive", N_("The archive is locked with a password: save it without one."))
    if path.suffix.lower() in _ARCHIVES:
        raise unreadable("nested_archive", N_("The archive holds another one, {name}: unpack it and import what is inside."),
                         name=member.filename[:80])  # fmt: skip
    if member.file_size > _SMALL and member.file_size > MOST_SHRUNK * max(1, member.compress_size):
        raise _too_large()


def content(archive: zipfile.ZipFile, name: str) -> bytes:
    """The bytes of a member, never more than its header promised."""
    promised = archive.getinfo(name).file_size
    try:
        with archive.open(name) as member:
            found = member.read(promised + 1)
    except (zipfile.BadZipFile, NotImplementedError, EOFError, OSError, RuntimeError) as error:
        raise _broken() from error
    if len(found) > promised:
        raise _too_large()
    return found


def _too_many() -> Unreadable:
    return unreadable("archive_members", N_("The archive holds more than {most} files: put only the one map into it."),
                      most=MOST_MEMBERS)  # fmt: skip


def _too_large() -> Unreadable:
    return unreadable(
        "archive_too_large", N_("The archive would unpack to far more than it is now: it was not unpacked.")
    )


def _broken() -> Unreadable:
    return unreadable("broken_archive", N_("The archive is damaged or cut off: make it anew and try again."))
