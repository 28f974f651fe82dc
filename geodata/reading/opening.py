"""Which kind of file this is, told from its bytes: a name promises nothing."""

from __future__ import annotations

from geodata.faults import N_, unreadable
from geodata.reading.decoding import decoded
from geodata.reading.delimited import read_csv
from geodata.reading.geojson import read_geojson
from geodata.reading.table import Table

LARGEST_BYTES = 1_000_000_000

_FOREIGN = {
    b"PK\x03\x04": "ZIP, Excel or shapefile",
    b"SQLite format 3\0": "GeoPackage",
    b"%PDF": "PDF",
    b"\x89PNG": "picture",
    b"\xff\xd8\xff": "picture",
    b"\xd0\xcf\x11\xe0": "old Excel",
    b"\x00\x00\x27\x0a": "shapefile",
    b"\x1f\x8b": "GZIP",
    b"Rar!": "RAR",
    b"7z\xbc\xaf": "7-Zip",
}


def read(data: bytes) -> Table:
    """A table from the bytes of a CSV or GeoJSON file.

    Raises :class:`~geodata.faults.Unreadable` with all that is wrong with the file as a whole.
    """
    if len(data) > LARGEST_BYTES:
        raise unreadable("too_large", N_("The file is larger than a gigabyte: divide it and import the parts."))
    for start, what in _FOREIGN.items():
        if data.startswith(start):
            raise _foreign(what)
    text, notes = decoded(data)
    begins = text[:200].lstrip()[:1]
    if not begins:
        raise unreadable("empty_file", N_("The file is empty."))
    if begins == "<":
        raise _foreign("XML")
    return read_geojson(text, notes) if begins in {"{", "["} else read_csv(text, notes)


def _foreign(what: str) -> Exception:
    return unreadable(
        "unknown_format",
        N_("This looks like a {what} file, which cannot be read here yet: save it as CSV or GeoJSON and try again."),
        what=what,
    )
