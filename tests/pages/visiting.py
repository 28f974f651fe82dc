"""Visiting pages without a browser: Streamlit's own test runner, at a house of our own."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest
from streamlit.util import calc_hash

from planning.actions.illustrative import Loaded, load_illustrative
from planning.pages import visit as visits
from planning.people import SYSTEM, Grant, Member, Role
from planning.settings import Settings
from planning.site import Community, Courtyard, new_id
from planning.store import accounts, add, first
from planning.web import house as houses
from planning.web.door import BROWSER_COOKIE, LANGUAGE_COOKIE
from planning.web.house import House, house_for, open_house
from planning.wording import Words
from tests.makers import staff_cookie

MAIN = Path(visits.__file__).with_name("main.py")
STAFF = ("administrator of all", *Role, "resident_planner of a courtyard", "planner elsewhere")
"""Who is signed in on the pages; the session's token is the name."""
EMPTY = "empty-community"


@dataclass(frozen=True)
class Street:
    """A house with the illustrative community, an empty one, and a member of staff of every kind."""

    house: House
    loaded: Loaded

    @property
    def here(self) -> str:
        """Id of the illustrative community."""
        return self.loaded.community_id


def build(folder: Path) -> Loaded:
    """Make the house once, in a folder that is copied afterwards."""
    house = open_house(Settings(data_dir=folder))
    now = house.clock()
    loaded = load_illustrative(house.database, SYSTEM, now, seed=7, photo_dir=house.settings.photo_dir)
    with house.database.writing() as session:
        add(session, Community(EMPTY, Words("空社区", "Empty community"), created_at=now))
        for name in STAFF:
            role = Role(name.partition(" ")[0])
            where = {"all": None, "elsewhere": EMPTY}.get(name.rpartition(" ")[2], loaded.community_id)
            yard = first(session, Courtyard, community_id=loaded.community_id) if name.endswith("courtyard") else None
            member = Member(new_id(), name, frozenset({Grant(role, where, yard.id if yard else None)}))
            accounts.add_member(session, member, "", now)
            accounts.start_session(session, member.id, name, now, now.replace(year=now.year + 1))
    house.database.close()
    return loaded


def copied(built: tuple[Path, Loaded], to: Path) -> Street:
    """The same house in a folder of its own; pages find it by JIEYI_DATA_DIR."""
    folder, loaded = built
    shutil.copytree(folder, to, dirs_exist_ok=True)
    return Street(house_for(Settings.from_environment({"JIEYI_DATA_DIR": str(to)})), loaded)


def close(street: Street) -> None:
    """Give the connections back, and let the process forget the house."""
    houses._OPEN.pop(street.house.settings, None)
    street.house.database.close()


def visiting(
    monkeypatch: pytest.MonkeyPatch,
    street: Street,
    page: str = "home",
    *,
    staff: str = "",
    language: str = "zh",
    **params: Any,
) -> AppTest:
    """A page as somebody sees it who comes in by its address."""
    jar = {BROWSER_COOKIE: "browser-1", LANGUAGE_COOKIE: language} | (
        staff_cookie(street.house, staff) if staff else {}
    )
    monkeypatch.setenv("JIEYI_DATA_DIR", str(street.house.settings.data_dir))
    monkeypatch.setattr(visits, "cookies", lambda: jar)
    at = AppTest.from_file(str(MAIN), default_timeout=60)
    at._page_hash = calc_hash("" if page == "home" else page)
    at.query_params.update({"community": street.here} | params)
    return at.run()


def faults(at: AppTest) -> list[str]:
    """What went wrong on a page: errors of the program, and refusals."""
    found = [f"{one.message}\n{''.join(one.stack_trace)}" for one in at.exception]
    return found + [one.value for one in at.error]


def html(at: AppTest) -> str:
    """All the markup that the pages wrote themselves."""
    return "\n".join(str(getattr(one.proto, "body", "")) for one in at.get("html"))
