"""The page where phones install the authority, by plain http beside HTTPS."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from cryptography import x509
from starlette.testclient import TestClient

from planning import addresses
from planning.hall import authority
from planning.settings import Settings
from planning.web.house import House, open_house
from planning.web.installing import plain_beside
from tests import makers

HERE = "http://192.168.8.20:8502"


@pytest.fixture
def secure(tmp_path: Path) -> Iterator[House]:
    """A house that speaks HTTPS in a hall."""
    settings = Settings(host="0.0.0.0", data_dir=tmp_path, tls="local")  # noqa: S104 - a setting
    authority.ready(authority.folder_of(tmp_path), ("192.168.8.20",), datetime.now(UTC))
    house = open_house(settings)
    makers.community(house)
    yield house
    house.database.close()


@pytest.fixture
def plain(secure: House) -> Iterator[TestClient]:
    """A phone at the plain server."""
    with TestClient(plain_beside(secure), HERE, follow_redirects=False) as found:
        yield found


@pytest.mark.sqlite
@pytest.mark.parametrize(("language", "words"), [("zh", "先核对指纹"), ("en", "First compare the fingerprint")])
def test_the_page_shows_the_fingerprint_and_its_own_code(
    plain: TestClient, secure: House, language: str, words: str
):  # fmt: skip
    """In both languages, with a QR code drawn into the page, the way to the house, and no script at all."""
    answer = plain.get(f"{addresses.AUTHORITY}?lang={language}", headers={"accept": "text/html"})
    known = authority.known_authority(authority.folder_of(secure.settings.data_dir))
    assert known is not None
    shown = " ".join(answer.text.replace("</code><code>", " ").split())
    assert known.fingerprint.replace(":", " ") in shown
    assert words in answer.text
    assert "<svg" in answer.text
    assert "<script" not in answer.text
    assert 'href="https://192.168.8.20:8501/"' in answer.text
    assert f"{HERE}/authority" in answer.text
    assert "strict-transport-security" not in answer.headers


@pytest.mark.sqlite
def test_the_file_is_the_certificate_and_nothing_else(plain: TestClient, secure: House):
    """What the phone saves has the fingerprint of the page and no key."""
    answer = plain.get(addresses.AUTHORITY_FILE)
    assert answer.headers["content-type"] == "application/x-x509-ca-cert"
    assert "jieyi-authority.crt" in answer.headers["content-disposition"]
    known = authority.known_authority(authority.folder_of(secure.settings.data_dir))
    assert known is not None
    assert x509.load_der_x509_certificate(answer.content) == known.certificate


@pytest.mark.sqlite
def test_everything_else_is_found_by_https(plain: TestClient):
    """A card with http:// leads on; nothing is taken by plain http; the stylesheet of the page is served."""
    assert plain.get("/").headers["location"] == "/authority"
    assert plain.get("/v/?lang=en").headers["location"] == "https://192.168.8.20:8501/v/?lang=en"
    assert plain.get("/sign-in").headers["location"].startswith("https://192.168.8.20:8501/")
    assert plain.post("/v/session", json={"token": "x"}).status_code == 405
    assert plain.get(addresses.to(addresses.WEB_ASSET, name="light.css")).status_code == 200
    assert plain.get("/v/", headers={"host": "evil.example"}).status_code == 421


@pytest.mark.sqlite
def test_no_phone_is_bound_to_https_by_a_local_authority(secure: House):
    """Strict transport would shut the plain page, and the next workshop by plain http, to every phone that was here."""
    from starlette.applications import Starlette

    from planning.web.door import routes_of
    from planning.web.middleware import middleware

    app = Starlette(routes=routes_of(secure), middleware=middleware(secure))
    with TestClient(app, "https://192.168.8.20:8501") as client:
        assert "strict-transport-security" not in client.get(addresses.SIGN_IN).headers


def test_without_an_authority_there_is_nothing_to_install(client: TestClient):
    """A server by plain http says so, and has no file."""
    assert "nothing" in client.get(f"{addresses.AUTHORITY}?lang=en").text.casefold()
    assert client.get(addresses.AUTHORITY_FILE).status_code == 404
