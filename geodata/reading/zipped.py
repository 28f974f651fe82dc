"""ZIP archives that hold a map: shapefiles, KMZ, or one other file. Excel workbooks are archives, too."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from pathlib import Path, PurePosixPath

from geodata.faults import N_, Fault, Unreadable, unreadable
from geodata.reading import archives, ogr
from geodata.reading.decoding import decoded
from geodata.reading.headers import Names
from geodata.reading.markup import root_of
from geodata.reading.source import Source
from geodata.reading.workbook import workbook

_SIDECARS = (".shp", ".shx", ".dbf", ".prj", ".cpg")
_NEEDED = (".shp", ".shx", ".dbf")
_READ = {".csv", ".tsv", ".txt", ".geojson", ".json", ".gpkg", ".kml", ".gpx", ".osm", ".inp"}
_CODE_PAGES = {"gbk": "GBK", "936": "GBK", "cp936": "GBK", "gb2312": "GBK", "gb18030": "GB18030"}
MOST_LAYERS = 100


def zipped(data: bytes, folder: Path, plain: Callable[[bytes], Source], columns: Names | None = None) -> Source:
    """What a ZIP holds; ``plain`` reads a file that is no archive. Raises :class:`~geodata.faults.Unreadable`."""
    archive = archives.opened(data)
    names = {name for name in archive.namelist() if not name.endswith("/") and not _is_noise(name)}
    if "[Content_Types].xml" in names:
        return _workbook(archive, data, names, columns)
    suffixes: dict[str, list[str]] = {}
    for name in sorted(names):
        suffixes.setdefault(PurePosixPath(name).suffix.lower(), []).append(name)
    if set(_NEEDED) & suffixes.keys():
        return _shapefiles(archive, names, folder)
    readable = [name for suffix, found in suffixes.items() if suffix in _READ for name in found]
    if "doc.kml" in readable or len(readable) == 1:
        return plain(archives.content(archive, "doc.kml" if "doc.kml" in readable else readable[0]))
    raise unreadable(
        "unknown_format",
        N_("The archive holds no one map that can be read (a shapefile, a KML, one GeoJSON, CSV or GeoPackage); it holds: {names}."),
        names=", ".join(sorted(names)[:10]) or "–")  # fmt: skip


def _is_noise(name: str) -> bool:
    """What some systems add to every archive."""
    return name.startswith("__MACOSX/") or PurePosixPath(name).name in {".DS_Store", "Thumbs.db"}


def _workbook(archive: zipfile.ZipFile, data: bytes, names: set[str], columns: Names | None) -> Source:
    if "xl/workbook.xml" not in names:
        raise unreadable(
            "unknown_format", N_("This is an office document but no Excel workbook: save the table as .xlsx or CSV.")
        )
    # the small parts wholly; openpyxl reads the sheets themselves piece by piece, and no parser of it knows entities
    for name in names:
        if name.endswith((".xml", ".rels")) and archive.getinfo(name).file_size < 1_000_000:
            root_of(archives.content(archive, name))
    return workbook(data, columns)


def _shapefiles(archive: zipfile.ZipFile, names: set[str], folder: Path) -> Source:
    parts: dict[str, dict[str, str]] = {}
    for name in sorted(names):
        path = PurePosixPath(name)
        if path.suffix.lower() in _SIDECARS:
            parts.setdefault(str(path.with_suffix("")), {})[path.suffix.lower()] = name
    if len(parts) > MOST_LAYERS:
        raise unreadable("archive_members", N_("The archive holds more than {most} files: put only the one map into it."),
                         most=MOST_LAYERS)  # fmt: skip
    faults = [_lacks(base, suffix) for base, found in parts.items() for suffix in _NEEDED if suffix not in found]
    if faults:
        raise Unreadable(faults)
    files: dict[str, Path] = {}
    encodings: dict[str, str] = {}
    for number, (base, found) in enumerate(parts.items()):
        for suffix, name in found.items():
            (folder / f"layer{number}{suffix}").write_bytes(archives.content(archive, name))
        key = PurePosixPath(base).name if PurePosixPath(base).name not in files else base
        files[key] = folder / f"layer{number}.shp"
        encodings[key] = _encoding(folder / f"layer{number}")
    return ogr.source(files, "shapefile", encodings)


def _lacks(base: str, suffix: str) -> Fault:
    return Fault(
        "incomplete_shapefile",
        N_("The shapefile {base} lacks its part {base}{suffix}: put all its parts (.shp, .shx, .dbf, .prj, .cpg) into the ZIP."),
        {"base": PurePosixPath(base).name, "suffix": suffix})  # fmt: skip


def _encoding(base: Path) -> str:
    """The encoding of a shapefile's texts: as its .cpg says, else as its bytes look."""
    stated = base.with_suffix(".cpg")
    if stated.exists():
        name = stated.read_bytes()[:40].decode("ascii", "ignore").strip()
        stated.unlink()  # GDAL would decode a second time
        if name:
            return _CODE_PAGES.get(name.lower().replace(" ", ""), name)
    texts = base.with_suffix(".dbf").read_bytes()[32:].replace(b"\0", b" ")
    try:
        _, notes = decoded(texts)
    except Unreadable:
        return "ISO-8859-1"
    return str(notes[0].params["encoding"]) if notes else "UTF-8"
