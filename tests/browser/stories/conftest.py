"""What the stories share: a server whose clock they set, and a community of its own for each story and language."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from itertools import count

import pytest
from playwright.sync_api import Browser

from planning.actions.tales.founding import found_stories
from planning.actions.tales.teller import Teller, midnight
from planning.people import SYSTEM
from planning.settings import Settings
from planning.web.house import House, open_house
from tests.browser.conftest import PHONE, Place, serve
from tests.browser.story import Story
from tests.browser.travelling import REAL

SEEDS = count(1)


@pytest.fixture(scope="package")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    """A server whose clock the stories set."""
    folder = tmp_path_factory.mktemp("stories")
    server, address = serve(folder, module="tests.browser.travelling")
    yield Place(address, folder)
    server.send_signal(signal.SIGTERM)
    with server:
        assert server.wait(timeout=10) == 0


@pytest.fixture(scope="package")
def house(place: Place) -> Iterator[House]:
    """The house of the running server, opened beside it."""
    opened = open_house(Settings(data_dir=place.folder))
    yield opened
    opened.database.close()


@pytest.fixture
def story(request: pytest.FixtureRequest, chromium: Browser, place: Place, house: House) -> Iterator[Story]:
    """A community of its own for each story and language, on the server's first day."""
    begin = midnight(REAL())
    founded = found_stories(house.database, SYSTEM, begin, seed=next(SEEDS), at=begin)
    room = (house.settings.photo_place, house.settings.photos_mb)
    tell = Teller(house.database, founded.here, founded.team, founded.planner, founded.walker, begin, *room)
    phone = chromium.new_context(viewport={"width": PHONE[0], "height": PHONE[1]}, service_workers="block")
    phone.set_default_timeout(20_000)
    yield Story(tell, place, phone, request.param)
    phone.close()
