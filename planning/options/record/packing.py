"""A record as one zip file: the same files always give the same bytes, and a changed byte always shows."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Mapping
from hashlib import sha256

from planning.errors import N_, Refusal

SUMS = "SHA256SUMS"
_LONG_AGO = (1980, 1, 1, 0, 0, 0)
MOST_BYTES = 2_000_000_000


def summed(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """The files with the list of their SHA-256, as ``sha256sum --check`` reads it."""
    lines = [f"{sha256(files[name]).hexdigest()}  {name}\n" for name in sorted(files)]
    return {**files, SUMS: "".join(lines).encode()}


def packed(files: Mapping[str, bytes]) -> bytes:
    """The files as a zip: sorted, not compressed (another zlib would give other bytes), all of one date."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        for name in sorted(files):
            entry = zipfile.ZipInfo(name, _LONG_AGO)
            entry.create_system, entry.external_attr = 3, 0o644 << 16
            archive.writestr(entry, files[name])
    return out.getvalue()


def unpacked(data: bytes) -> dict[str, bytes]:
    """The files of a record; raises :class:`Refusal` (``no_record``, ``packed_anew``).

    Packed again, they must give the very same bytes: so no byte of the archive is without meaning.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
            if sum(entry.file_size for entry in entries) > min(MOST_BYTES, len(data)):
                raise _no_record()
            files = {entry.filename: archive.read(entry) for entry in entries}
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError, OSError) as error:
        raise _no_record() from error  # whatever a damaged archive makes of the reader
    if not all(name.isascii() and "/" not in name and "\\" not in name for name in files) or packed(files) != data:
        raise Refusal(
            "packed_anew", N_("The archive is not as it was written: it was damaged, or unpacked and packed again.")
        )
    return files


def _no_record() -> Refusal:
    return Refusal("no_record", N_("This file is no archive that can be read: it is damaged, or no record at all."))
