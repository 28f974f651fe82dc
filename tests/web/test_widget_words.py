"""Streamlit's own words: each is one that the installed Streamlit says, and each is put into its page in Chinese."""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path

import pytest
import streamlit
from starlette.applications import Starlette
from starlette.responses import HTMLResponse
from starlette.routing import Route
from starlette.testclient import TestClient

from planning.web.house import House
from planning.web.middleware import middleware
from planning.web.widget_words import SAID_AS_IS, said
from tests import makers

BUNDLE = Path(streamlit.__file__).parent / "static" / "static" / "js"
ROOT = '<html lang="en"><head><title>Streamlit</title></head><body><div id="root"></div></body></html>'


@cache
def bundle() -> str:
    """All of Streamlit's front end."""
    return "\n".join(path.read_text(encoding="utf-8", errors="replace") for path in sorted(BUNDLE.glob("*.js")))


@pytest.mark.parametrize("text", sorted(said()))
def test_streamlit_says_this(text: str):
    """After an upgrade that says it otherwise, the old words would stay English without a sound."""
    parts = re.split(r"\{\w+\}( options?)?|, | • |\. (?=Running)", text)  # where its templates have their gaps
    assert [part for part in parts if part and part.strip() and part not in bundle()] == []


def head(house: House, language: str) -> tuple[dict[str, str], str]:
    """The words that a page of Streamlit is given, and the page itself."""
    makers.community(house)
    app = Starlette(routes=[Route("/", lambda _: HTMLResponse(ROOT))], middleware=middleware(house))
    with TestClient(app, "http://127.0.0.1:8501") as client:
        page = client.get(f"/?lang={language}", headers={"accept": "text/html"}).text
    found = re.search(r"window\.jieyiWords = (\{.*?\});</script>", page)
    assert found
    return json.loads(found[1])["words"], page


@pytest.mark.sqlite
def test_a_chinese_page_gets_every_word(house: House):
    """In Chinese, with the same placeholders, before any script of Streamlit's."""
    words, page = head(house, "zh")
    assert set(words) == set(said())
    for theirs, ours in words.items():
        assert set(re.findall(r"\{\w+\}", theirs)) == set(re.findall(r"\{\w+\}", ours)), theirs
        assert re.search(r"[一-鿿]", ours) or ours == "make run"
    assert page.index("widget_words.js") < page.index("<title>")


@pytest.mark.sqlite
def test_an_english_page_gets_only_what_is_said_better(house: House):
    """Streamlit's name says nothing to a resident; the rest stays as it is."""
    words, _ = head(house, "en")
    assert not set(words) & set(SAID_AS_IS)
    assert not any("Streamlit" in ours for ours in words.values())
    assert "Is your Wi-Fi on?" in words["Streamlit server is not responding. Are you connected to the internet?"]
