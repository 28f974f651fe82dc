"""Downloads of comments, as other programs open them."""

from __future__ import annotations

import csv
import io

import pytest
from openpyxl import Workbook, load_workbook
from starlette.testclient import TestClient

from planning import addresses, store
from planning.site import Community, Pin, new_id
from planning.surveys.comment import Comment, Stance, Topic
from planning.web.house import House
from tests import makers
from tests.makers import NOON

FORMULAS = ['=HYPERLINK("http://x")', "+cmd|' /C calc'!A0", "-1+1", "@SUM(A1)", "＝1+1", "＋1", "－1", "＠x", "'x"]


@pytest.fixture
def yulan(house: House) -> Community:
    """A community with bounds."""
    return makers.community(house)


def say(house: House, here: Community, text: str, **fields: object) -> None:
    """A comment that is there, whatever it says."""
    kept = {"topic": Topic.FRUIT, "stance": Stance.WORRY, "at": NOON, "author": "=nick", "browser": "secret"} | fields
    with house.database.writing() as session:
        store.add(session, Comment(id=new_id(), community_id=here.id, pin=Pin(104.06, 30.63), text=text, **kept))  # type: ignore[arg-type]


def table(client: TestClient, here: Community, **asked: str) -> list[list[str]]:
    """The CSV as read by a program that knows nothing of us."""
    answer = client.get(addresses.to(addresses.COMMENTS_CSV, community=here.id, **asked))
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    assert answer.content.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"), newline="")))


@pytest.mark.parametrize("text", FORMULAS)
def test_no_cell_is_a_formula(client: TestClient, house: House, yulan: Community, text: str):
    """Row 32: in a workbook that a program fills from the CSV every such cell is text."""
    say(house, yulan, text)
    row = table(client, yulan)[1]
    book = Workbook()
    book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    cells = load_workbook(out).active[1]
    assert {cell.data_type for cell in cells if cell.value is not None} == {"s"}
    assert row[4].removeprefix("'") == text.removeprefix("'")


def test_lines_quotes_and_emoji_come_through(client: TestClient, house: House, yulan: Community):
    """What was written is what is read."""
    said = 'erste\n"zweite", 第三; 👨‍👩‍👧‍👦'
    say(house, yulan, said)
    assert table(client, yulan)[1][4] == said


def test_the_table_speaks_the_visitors_language(client: TestClient, house: House, yulan: Community):
    """Headings and codes are words."""
    say(house, yulan, "果子")
    zh, en = table(client, yulan, lang="zh"), table(client, yulan, lang="en")
    assert (zh[0][2], zh[1][3], en[0][2], en[1][3]) == ("主题", "担心", "Topic", "Worry")
    assert zh[1][1] == "2026-11-24 12:00"  # the community's noon, not Greenwich's


def test_geojson_has_points_and_codes(client: TestClient, house: House, yulan: Community):
    """Longitude before latitude; codes that programs can compare."""
    say(house, yulan, "<b>果子</b>")
    answer = client.get(addresses.to(addresses.COMMENTS_GEOJSON, community=yulan.id))
    assert answer.headers["content-type"] == "application/geo+json"
    [feature] = answer.json()["features"]
    assert feature["geometry"] == {"type": "Point", "coordinates": [104.06, 30.63]}
    assert (feature["properties"]["topic"], feature["properties"]["text"]) == ("fruit", "<b>果子</b>")


@pytest.mark.parametrize("address", [addresses.COMMENTS_CSV, addresses.COMMENTS_GEOJSON])
def test_no_browser_no_nickname_and_nothing_hidden_leaves_the_house(
    client: TestClient, house: House, yulan: Community, address: str
):
    """A file travels further than its writer meant."""
    say(house, yulan, "seen")
    say(house, yulan, "gone", hidden_at=NOON)
    text = client.get(addresses.to(address, community=yulan.id)).text
    assert "seen" in text
    assert not any(word in text for word in ("secret", "nick", "gone"))


def test_an_unpublished_community_gives_no_file(client: TestClient, house: House):
    """Visitors get the same refusal as on the page."""
    hidden = makers.community(house, published=False)
    assert client.get(addresses.to(addresses.COMMENTS_CSV, community=hidden.id)).status_code == 403
    assert client.get(addresses.to(addresses.COMMENTS_CSV, community="nowhere")).status_code == 404
