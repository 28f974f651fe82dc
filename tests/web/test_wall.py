"""The wall and the workshop page: the right address as a code, one number, never a tally."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from planning import addresses
from planning.hall import authority, network
from planning.hall.network import Interface
from planning.people import Role
from planning.reports import qr
from planning.settings import Settings
from planning.web import ROUTE_MODULES
from planning.web.door import routes_of
from planning.web.house import House, open_house
from planning.web.middleware import middleware
from tests import makers
from tests.makers import staff_cookie
from tests.rounds import Poll, opened
from tests.speaking import say
from tests.web.test_addresses import signed_in

WIFI, CABLE = Interface("192.168.8.20", "wlan0"), Interface("10.0.0.4", "eth0")
PAGE = {"accept": "text/html"}
ALL = "0.0.0.0"  # noqa: S104 - a setting


@pytest.fixture
def cards(monkeypatch: pytest.MonkeyPatch) -> list[Interface]:
    """The network cards of this machine: a test puts others in."""
    found = [WIFI, CABLE]
    monkeypatch.setattr(network, "interfaces", lambda: network.ordered(found))
    return found


@pytest.fixture
def poll(house: House) -> Poll:
    """An open round."""
    return opened(house, count=5)


def at(house: House, **settings: object) -> Iterator[TestClient]:
    """A browser on the machine itself, at a server with these settings."""
    assert ROUTE_MODULES
    set_so = replace(house, settings=replace(house.settings, **settings))  # type: ignore[arg-type]
    app = Starlette(routes=routes_of(set_so), middleware=middleware(set_so))
    with TestClient(app, "http://127.0.0.1:8501", follow_redirects=False) as client:
        yield client


@pytest.fixture
def hall(house: House, cards: list[Interface]) -> Iterator[TestClient]:
    """A server that listens everywhere."""
    assert cards
    yield from at(house, host=ALL)


@pytest.fixture
def alone(house: House, cards: list[Interface]) -> Iterator[TestClient]:
    """A server that listens on its own loop only."""
    assert cards
    yield from at(house, host="127.0.0.1")


def wall(poll: Poll) -> str:
    """Address of the round's wall."""
    return addresses.to(addresses.WALL_ROUND, round=poll.round_id)


def workshop(poll: Poll) -> str:
    """Address of the community's workshop page."""
    return addresses.to(addresses.WORKSHOP, community=poll.community.id)


def test_the_wall_shows_the_hall_s_address_and_the_code_of_the_round(hall: TestClient, poll: Poll):
    """Opened on the machine itself by 127.0.0.1, which no phone could use: the code leads by the Wi-Fi's address."""
    said = hall.get(f"{wall(poll)}?lang=en", headers=PAGE).text
    assert "http://192.168.8.20:8501/w<" in said
    assert str(qr.drawn(f"http://192.168.8.20:8501/v/rounds/{poll.round_id}", "QR code of the page for phones")) in said
    assert "Which species shall we plant?" in said
    assert "127.0.0.1" not in said


def test_another_address_is_chosen_and_a_foreign_one_is_not(hall: TestClient, poll: Poll):
    """`?at=` names one of this machine's own: nobody can put another server's address on the wall."""
    assert "http://10.0.0.4:8501/w<" in hall.get(f"{wall(poll)}?at=10.0.0.4", headers=PAGE).text
    foreign = hall.get(f"{wall(poll)}?at=evil.example", headers=PAGE).text
    assert "evil.example" not in foreign
    assert "http://192.168.8.20:8501/w<" in foreign


def test_the_number_grows_with_each_ballot_and_says_nothing_else(hall: TestClient, poll: Poll):
    """Row 59: what the wall asks for is one number and one sentence; an option's name is nowhere on it."""
    address = addresses.to(addresses.WALL_ROUND_COUNT, round=poll.round_id, lang="en")
    for number in range(3):
        assert hall.get(address).json()["received"] == number
        poll.cast(number)
    told = hall.get(address)
    assert set(told.json()) == {"received", "told"}
    assert told.json()["told"].startswith("Voting is open until ")
    assert told.headers["cache-control"] == "no-store"
    said = hall.get(f"{wall(poll)}?lang=en", headers=PAGE).text
    assert '<b id="received">3</b>' in said
    assert [tree for tree in ("Crape myrtle", "Jacaranda", "Camphor") if tree in said] == []


def test_the_wall_of_comments(hall: TestClient, house: House):
    """The number of comments that everybody may read, and the code of the page where one writes."""
    here = makers.community(house)
    count = addresses.to(addresses.WALL_COMMENTS_COUNT, community=here.id)
    assert hall.get(count).json()["received"] == 0
    say(house, here)
    assert hall.get(count).json()["received"] == 1
    said = hall.get(addresses.to(addresses.WALL_COMMENTS, community=here.id, lang="zh"), headers=PAGE).text
    assert '<b id="received">1</b>' in said
    assert str(qr.drawn(f"http://192.168.8.20:8501/v/c/{here.id}", "手机页面的二维码")) in said


@pytest.mark.parametrize(("language", "words"), [("zh", "手机打不开"), ("en", "No phone can open it")])
def test_on_its_own_loop_no_code_is_shown(alone: TestClient, poll: Poll, language: str, words: str):
    """A code that leads nowhere would cost a hall ten minutes: both pages say plainly what is the matter instead."""
    alone.cookies.update(staff_cookie(poll.house, signed_in(poll.house)))
    for address in (wall(poll), workshop(poll)):
        said = alone.get(f"{address}?lang={language}", headers=PAGE).text
        assert words in said
        assert "<svg" not in said
        assert "192.168.8.20" not in said
    assert "JIEYI_HOST=0.0.0.0" in alone.get(workshop(poll), headers=PAGE).text


def test_without_any_network_it_says_what_to_do(hall: TestClient, poll: Poll, cards: list[Interface]):
    """The hotspot is not on yet; once it is, the same page shows its address."""
    cards.clear()
    said = hall.get(f"{wall(poll)}?lang=en", headers=PAGE).text
    assert "switch on its hotspot" in said
    assert "<svg" not in said
    cards.append(Interface("172.20.10.2", "wlan0"))  # the network of a phone's hotspot
    assert "http://172.20.10.2:8501/w<" in hall.get(wall(poll), headers=PAGE).text


def test_an_address_that_changes_is_followed(hall: TestClient, poll: Poll, cards: list[Interface]):
    """The hall's router gives another address after a power cut: reloaded, the page shows the new one."""
    cards[:] = [Interface("192.168.43.7", "wlan0")]
    said = hall.get(f"{wall(poll)}?at=192.168.8.20", headers=PAGE).text
    assert "http://192.168.43.7:8501/w<" in said
    assert "192.168.8.20" not in said


def test_the_workshop_page_leads_everywhere(hall: TestClient, poll: Poll):
    """The large code, the other networks, the mode, wall, phones' pages of round and comments."""
    hall.cookies.update(staff_cookie(poll.house, signed_in(poll.house)))
    said = hall.get(f"{workshop(poll)}?lang=en", headers=PAGE).text
    assert str(qr.drawn("http://192.168.8.20:8501/w", "QR code of the page for phones")) in said
    assert f"{workshop(poll)}?lang=en&amp;at=10.0.0.4" in said
    assert "Plain http: works on every phone at once" in said
    assert f'href="{wall(poll)}?lang=en&amp;at=192.168.8.20"' in said
    assert f'href="/v/rounds/{poll.round_id}?lang=en"' in said
    assert f'href="/wall/c/{poll.community.id}?' in said
    assert f'href="/v/c/{poll.community.id}?lang=en"' in said
    assert "fingerprint" not in said


def test_the_workshop_page_is_for_staff(hall: TestClient, poll: Poll):
    """Others are told so; the wall itself is for everybody, without the way there."""
    assert hall.get(workshop(poll), headers=PAGE).status_code == 403
    assert "/workshop/" not in hall.get(wall(poll), headers=PAGE).text


@pytest.mark.parametrize("of", ["draft", "unpublished", "nothing"])
def test_what_is_not_announced_is_not_on_the_wall(hall: TestClient, house: House, of: str):
    """A round in preparation, one of a community that is not published, and one that is not there: no number."""
    from tests.rounds import prepared

    if of == "unpublished":
        poll = opened(house)
        with house.database.writing() as session:
            from planning import store

            store.change(session, replace(poll.community, published=False))
        round_id = poll.round_id
    else:
        round_id = prepared(house, makers.community(house)) if of == "draft" else "nothing"
    for address in (addresses.WALL_ROUND, addresses.WALL_ROUND_COUNT):
        assert hall.get(addresses.to(address, round=round_id)).status_code in {403, 404}


def test_the_short_address_leads_to_the_only_open_round(hall: TestClient, poll: Poll):
    """Typed from the wall; where two are open it lists them, where none is it says so."""
    assert hall.get(addresses.HERE_NOW).headers["location"] == f"/v/rounds/{poll.round_id}"
    second = opened(poll.house, here=poll.community)
    said = hall.get(f"{addresses.HERE_NOW}?lang=en", headers=PAGE).text
    assert f"/v/rounds/{poll.round_id}" in said
    assert f"/v/rounds/{second.round_id}" in said
    assert f"/v/c/{poll.community.id}" in said


def test_the_short_address_before_anything_is_on(hall: TestClient, house: House):
    """A community without a round: comments may be written, and a card may be typed in."""
    here = makers.community(house)
    said = hall.get(f"{addresses.HERE_NOW}?lang=en", headers=PAGE).text
    assert "No vote is open now." in said
    assert f"/v/c/{here.id}" in said
    assert 'href="/v/"' in said


@pytest.mark.sqlite
def test_with_a_local_authority_both_codes_are_there(tmp_path: Path, cards: list[Interface]):
    """The wall leads by https and offers the install page by plain http; the workshop page shows its fingerprint."""
    assert cards
    settings = Settings(host=ALL, data_dir=tmp_path, tls="local")
    made = authority.ready(authority.folder_of(tmp_path), ("192.168.8.20",), datetime.now(UTC))
    house = open_house(settings)
    poll = opened(house)
    for client in at(house):
        client.cookies.update(staff_cookie(house, signed_in(house)))
        for address in (wall(poll), workshop(poll)):
            said = client.get(f"{address}?lang=en", headers=PAGE).text
            assert "https://192.168.8.20:8501/w<" in said
            assert str(qr.drawn("http://192.168.8.20:8502/authority", "QR code of the install page")) in said
        assert made.authority.fingerprint.replace(":", " ")[:23] in said
        assert "HTTPS by this machine" in said
    house.database.close()


def test_roles_that_lead_a_workshop(hall: TestClient, poll: Poll):
    """Whoever has a role in the community opens its workshop page; one from next door does not."""
    from planning.errors import Refusals
    from planning.queries.hall import workshop as asked

    assert hall
    for role in Role:
        assert asked(poll.house.database, makers.staff(role), poll.house.clock(), community_id=poll.community.id)
    with pytest.raises(Refusals):
        asked(
            poll.house.database, makers.staff(Role.BOARD, "there"), poll.house.clock(), community_id=poll.community.id
        )
