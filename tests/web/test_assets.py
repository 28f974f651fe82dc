"""Scripts and stylesheets come from this machine, with the right type, and stay in the browser until they change."""

from __future__ import annotations

import re

from starlette.testclient import TestClient

from planning.pages.map_frame.drawing import SCRIPTS, SHEETS
from planning.web.assets import LEAFLET, OWN, address_of

FETCHED = re.compile(r"""(?:url\(|@import|src=|fetch\(|sourceMappingURL=)\s*["'`]?(?:https?:)?//""")
"""An address of another site in a place where a browser would ask for it."""


def test_every_file_of_the_map_is_served(client: TestClient):
    """With its type, and for a year where the address names its contents."""
    for name in (*SCRIPTS, *SHEETS):
        answer = client.get(address_of(name))
        assert answer.status_code == 200, name
        assert answer.headers["content-type"].startswith("text/javascript" if name.endswith(".js") else "text/css")
        assert "immutable" in answer.headers["cache-control"]
        assert answer.headers["x-content-type-options"] == "nosniff"


def test_an_address_without_its_mark_is_asked_again(client: TestClient):
    """No old script survives an upgrade: the browser asks, and is told in a few bytes that nothing changed."""
    answer = client.get("/web/map.js")
    assert answer.headers["cache-control"] == "private, no-cache"
    again = client.get("/web/map.js", headers={"If-None-Match": answer.headers["etag"]})
    assert again.status_code == 304


def test_nothing_else_is_served(client: TestClient):
    """Only the names on the list."""
    for name in ("nothing.js", "..%2Fassets.py", "%2e%2e%2f%2e%2e%2fsecret.key", "map.js%00"):
        for folder in ("/map/assets", "/web"):
            assert client.get(f"{folder}/{name}").status_code == 404, (folder, name)


def test_no_file_asks_another_site_for_anything(client: TestClient):
    """Row 59: a hall without internet loses nothing."""
    for name in (*LEAFLET, *(path.name for path in OWN.iterdir())):
        assert FETCHED.findall(client.get(address_of(name)).text) == [], name
