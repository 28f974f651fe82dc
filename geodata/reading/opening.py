"""Which kind of file this is, told from its bytes: a name promises nothing."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from geodata.faults import N_, unreadable
from geodata.reading import ogr
from geodata.reading.decoding import decoded
from geodata.reading.delimited import read_csv
from geodata.reading.geojson import read_geojson
from geodata.reading.headers import Names
from geodata.reading.markup import root_of
from geodata.reading.networks import is_pandapipes, is_swmm, read_pandapipes, read_swmm
from geodata.reading.source import Source
from geodata.reading.table import Table
from geodata.reading.together import divided
from geodata.reading.zipped import zipped

LARGEST_BYTES = 1_000_000_000

_FOREIGN = {
    b"%PDF": "PDF",
    b"\x89PNG": "picture",
    b"\xff\xd8\xff": "picture",
    b"\xd0\xcf\x11\xe0": "old Excel",
    b"\x00\x00\x27\x0a": "single .shp",
    b"\x1f\x8b": "GZIP",
    b"Rar!": "RAR",
    b"7z\xbc\xaf": "7-Zip",
    b"AC10": "DWG",
}
_SQLITE, _ZIP = b"SQLite format 3\0", (b"PK\x03\x04", b"PK\x05\x06")
_MARKUP = frozenset({"kml", "gpx", "osm"})


@contextmanager
def opened(data: bytes, names: Names | None = None) -> Iterator[Source]:
    """A file from its bytes, with its layers, to be read inside the block.

    CSV, XLSX, GeoJSON, GeoPackage, zipped shapefiles, KML and KMZ, GPX, OSM XML, networks of pandapipes and SWMM.
    With ``names`` the header of a CSV file or a sheet is also found below a title, and a note of the table says so.
    Raises :class:`~geodata.faults.Unreadable` with all that is wrong with the file as a whole.
    """
    with TemporaryDirectory(prefix="map-") as folder:
        yield _source(data, Path(folder), names)


def read(data: bytes, layer: str = "") -> Table:
    """A table from the bytes of a file: its only layer, or the one named."""
    with opened(data) as source:
        return source.read(layer)


def _source(data: bytes, folder: Path, names: Names | None) -> Source:
    if len(data) > LARGEST_BYTES:
        raise unreadable("too_large", N_("The file is larger than a gigabyte: divide it and import the parts."))
    if data.startswith(_ZIP):
        return zipped(data, folder, lambda content: _plain(content, folder, names), names)
    return _plain(data, folder, names)


def _plain(data: bytes, folder: Path, names: Names | None) -> Source:
    """A file that is no archive."""
    for start, what in _FOREIGN.items():
        if data.startswith(start):
            raise _foreign(what)
    if data.startswith(_ZIP):
        raise unreadable(
            "nested_archive",
            N_("The archive holds another one, {name}: unpack it and import what is inside."),
            name="ZIP",
        )
    if data.startswith(_SQLITE):
        return _by_gdal(data, folder, "gpkg")
    if data[:4000].lstrip(b"\xef\xbb\xbf \t\r\n\0\xff\xfe").startswith(b"<"):
        root = root_of(data)
        if root not in _MARKUP:
            raise _foreign(f"XML ({root[:40]})")
        return _by_gdal(data, folder, root)
    text, notes = decoded(data)
    begins = text[:200].lstrip()[:1]
    if not begins:
        raise unreadable("empty_file", N_("The file is empty."))
    if is_swmm(text):
        return _one("swmm", read_swmm(text))
    if begins not in {"{", "["}:
        return _one("csv", read_csv(text, notes, names))
    network = is_pandapipes(text)
    return _one("pandapipes", read_pandapipes(text)) if network else _one("geojson", read_geojson(text, notes))


def _one(kind: str, table: Table) -> Source:
    return divided(kind, table)


def _by_gdal(data: bytes, folder: Path, kind: str) -> Source:
    path = folder / f"file.{kind}"
    path.write_bytes(data)
    return ogr.source({"": path}, kind)


def _foreign(what: str) -> Exception:
    return unreadable(
        "unknown_format",
        N_(
            "This looks like a {what} file, which cannot be read here: save it as CSV, XLSX, GeoJSON, GeoPackage, zipped shapefile, KML or GPX and try again."
        ),
        what=what,
    )
