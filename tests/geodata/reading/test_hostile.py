"""Files made to do harm (rows 24 and 27 to 31 of the hostile inputs): refused in a second, and nothing else is touched."""

from __future__ import annotations

import io
import json
import socket
import stat
import threading
import time
import zipfile
from collections.abc import Iterator

import pyogrio
import pytest
import shapely

import geodata.gdal
from geodata.faults import Unreadable
from geodata.reading import read
from tests.geodata.reading import files


def _code(data: bytes) -> str:
    with pytest.raises(Unreadable) as caught:
        read(data)
    assert all("{" not in str(fault) for fault in caught.value.faults)
    return caught.value.faults[0].code


@pytest.fixture
def listener() -> Iterator[tuple[int, list[str]]]:
    """A port that nobody may call, and who called."""
    calls: list[str] = []
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.05)
        done = threading.Event()

        def serve() -> None:
            while not done.is_set():
                try:
                    connection, _ = server.accept()
                except TimeoutError:
                    continue
                calls.append("called")
                connection.close()

        thread = threading.Thread(target=serve)
        thread.start()
        yield server.getsockname()[1], calls
        done.set()
        thread.join()


def test_gdal_knows_only_the_formats_that_are_used():
    """Row 27: no driver that opens other files or addresses is there; a new GDAL with new drivers fails here."""
    assert set(pyogrio.list_drivers()) == geodata.gdal.USED


def test_a_virtual_layer_is_refused_under_any_name(tmp_path, listener):
    """Row 27: alone, in a ZIP, and in a GeoPackage's clothes; the canary file is not read, nobody is called."""
    port, calls = listener
    canary = tmp_path / "canary.csv"
    canary.write_text("id,lon,lat\nCANARY,104.06,30.63\n")
    for target in (str(canary), f"/vsicurl/http://127.0.0.1:{port}/x.csv", f"http://127.0.0.1:{port}/x.geojson"):
        vrt = f'<OGRVRTDataSource><OGRVRTLayer name="canary"><SrcDataSource>{target}</SrcDataSource></OGRVRTLayer></OGRVRTDataSource>'.encode()
        assert _code(vrt) == "unknown_format"
        assert _code(files.zipped({"innocent.geojson": vrt})) == "unknown_format"
        assert _code(files.zipped({"innocent.shp": vrt, "innocent.shx": b"", "innocent.dbf": b""})) == "damaged_file"
    time.sleep(0.2)
    assert calls == []


def test_a_network_link_is_not_followed(listener):
    """Row 29: a KML that points elsewhere is read for what it holds itself."""
    port, calls = listener
    link = f"<NetworkLink><Link><href>http://127.0.0.1:{port}/x.kml</href></Link></NetworkLink>"
    style = f"<styleUrl>http://127.0.0.1:{port}/s.kml#a</styleUrl>"
    placemark = files.PLACEMARK.format(name="A").replace("<Point>", style + "<Point>")
    assert read(files.kml(link + placemark)).columns["Name"].tolist() == ["A"]
    time.sleep(0.2)
    assert calls == []


@pytest.mark.parametrize("root", ["kml", "gpx", "osm"])
def test_entities_are_refused(tmp_path, root):
    """Row 29: an external one and a billion laughs; the canary is not read."""
    canary = tmp_path / "canary.txt"
    canary.write_text("CANARY")
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    for declared in (f'<!ENTITY e SYSTEM "file://{canary}">', f'<!ENTITY l0 "ha">{laughs}<!ENTITY e "&l9;">'):
        data = f'<?xml version="1.0"?><!DOCTYPE x [{declared}]><{root}>&e;</{root}>'
        for encoding in ("utf-8", "utf-16"):
            assert _code(data.replace('"1.0"', f'"1.0" encoding="{encoding}"').encode(encoding)) == "xml_entities"


def test_entities_in_a_workbook_are_refused():
    """Row 29: Excel's own parts are XML, too."""
    parts = {
        "[Content_Types].xml": b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><Types>&e;</Types>',
        "xl/workbook.xml": b"<workbook/>",
    }
    assert _code(files.zipped(parts)) == "xml_entities"


def test_xml_of_great_depth_is_refused():
    """Row 29: thousands of elements inside each other."""
    assert _code(b"<kml>" + b"<Folder>" * 100_000 + b"</Folder>" * 100_000 + b"</kml>") == "too_deep"


@pytest.mark.parametrize(
    ("parts", "code"),
    [
        ({"a.csv": b"0" * 50_000_000}, "archive_too_large"),
        ({"../a.csv": b"a,b\n1,2\n"}, "bad_archive"),
        ({"/etc/a.csv": b"a,b\n1,2\n"}, "bad_archive"),
        ({"C:\\a.csv": b"a,b\n1,2\n"}, "bad_archive"),
        ({"a.zip": b"PK"}, "nested_archive"),
        ({"a.csv": b"PK\x03\x04"}, "nested_archive"),
        ({"a.exe": b"MZ"}, "unknown_format"),
        ({f"{n}.csv": b"" for n in range(1_001)}, "archive_members"),
    ],
)  # fmt: skip
def test_an_archive_is_looked_through_first(parts, code):
    """Row 30: bombs, ways out, archives inside archives, too many members."""
    assert _code(files.zipped(parts)) == code


def test_a_hundred_thousand_members_are_refused_at_once():
    """Row 30: before a list of them is made."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", allowZip64=True) as archive:
        for number in range(100_000):
            archive.writestr(zipfile.ZipInfo(f"{number}"), b"")
    start = time.process_time()
    assert _code(made.getvalue()) == "archive_members"
    assert time.process_time() - start < 2


def test_a_member_that_lies_about_its_size_is_not_unpacked():
    """Row 30: the header promises ten bytes, the stream holds a megabyte."""
    data = files.zipped({"a.csv": b"0" * 900_000})
    lying = data.replace((900_000).to_bytes(4, "little"), (10).to_bytes(4, "little"))
    assert _code(lying) in {"archive_too_large", "broken_archive"}


def test_a_link_in_an_archive_is_refused():
    """Row 30: a symlink to a file of the server."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        link = zipfile.ZipInfo("a.csv")
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(link, "/etc/passwd")
    assert _code(made.getvalue()) == "bad_archive"


def test_a_geometry_of_a_million_vertices_is_refused(tmp_path):
    """Row 24: the row is refused before it is built, in every format."""
    ring = [(104 + n / 1e7, 30) for n in range(1_000_000)]
    shape = shapely.LineString(ring)
    made = files.geopackage(tmp_path, lines=files.frame([shape]))
    text = json.dumps(
        {"type": "Feature", "properties": {}, "geometry": {"type": "LineString", "coordinates": ring}}
    ).encode()
    for data in (made, text):
        start = time.process_time()
        table = read(data)
        assert time.process_time() - start < 5  # one on a machine with nothing else to do
        assert table.geometry is not None
        assert (table.geometry[0], table.faults[0].code) == (None, "too_many_vertices")


def test_json_of_great_depth_is_refused():
    """Row 24: five thousand lists inside each other, and a hundred thousand."""
    for depth in (5_000, 100_000):
        inner = "[" * depth + "]" * depth
        data = '{"type":"Feature","properties":{},"geometry":{"type":"Polygon","coordinates":' + inner + "}}"
        try:
            table = read(data.encode())
        except Unreadable as error:
            assert error.faults[0].code == "too_deep"  # noqa: PT017 - either answer is good
        else:
            assert table.faults[0].code in {"bad_geometry", "bad_coordinates"}


@pytest.mark.parametrize(
    "data", [b"SQLite format 3\0" + b"\0" * 5000, b"PK\x03\x04" + b"x" * 100, b"<kml", b"<kml></gpx>"]
)
def test_damaged_files_are_refused_with_a_sentence(data):
    """Cut off or not what they claim."""
    assert _code(data) in {"damaged_file", "broken_archive", "bad_xml"}
