"""The page of a case, and the list of cases."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from planning import store
from planning.cases.case import Case, Phase
from planning.options.option import Fact, Option
from planning.options.round import Round
from planning.pages import visit as visiting
from planning.period import Period
from planning.settings import Settings
from planning.site import Community, Pin, new_id
from planning.web.door import BROWSER_COOKIE
from planning.web.house import House, house_for
from planning.wording import Words
from tests import makers
from tests.makers import NOON
from tests.speaking import HOSTILE, draw, say, words


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> House:
    """The house that the page script opens by itself from the environment."""
    monkeypatch.setenv("JIEYI_DATA_DIR", str(tmp_path))
    monkeypatch.setattr(visiting, "cookies", lambda: {BROWSER_COOKIE: "browser-1"})
    return house_for(Settings(data_dir=tmp_path))


@pytest.fixture
def yulan(home: House) -> Community:
    """A community with bounds."""
    return makers.community(home)


@pytest.fixture
def trees(home: House, yulan: Community) -> Case:
    """A case with an open round of two options."""
    case = Case(
        new_id(), yulan.id, Words("行道树", f"Trees {HOSTILE}"), Words("换吗", "Replace?"), Words("果", HOSTILE), Phase.VOTE,
        NOON, Words("种树", "Planting in winter."), Pin(104.06, 30.63),
    )  # fmt: skip
    now = home.clock()
    round_ = Round(
        new_id(), yulan.id, Words("哪种", "Which species"), Words("请排序", "Please rank."), case_id=case.id,
        period=Period(now - timedelta(days=1), now + timedelta(days=1)),
    )  # fmt: skip
    draft = Round(new_id(), yulan.id, Words("草稿", "Secret draft"), Words("?", "?"), case_id=case.id)
    options = [
        Option(
            new_id(),
            yulan.id,
            round_.id,
            key,
            n,
            Words(key, f"Option {key}"),
            facts=(Fact(Words("高", "Height"), Words("6 米", "6 m")),),
        )
        for n, key in enumerate(("a", "b"))
    ]
    with home.database.writing() as session:
        for value in (case, round_, draft, *options):
            store.add(session, value)
    return case


def test_the_case_page_tells_the_whole_matter(home: House, yulan: Community, trees: Case):
    """Its question, what was said, the options with their facts, the round, and what happens next."""
    say(home, yulan, case_id=trees.id)
    page = draw("planning.pages.case").run()
    said = words(page)
    for part in (
        "Replace?",
        "1 comment, by topic and stance",
        "1 of 1",
        "Option a",
        "Option b",
        "6 m",
        "Open since",
        "Planting in winter.",
    ):
        assert part in said
    assert "Secret draft" not in said
    assert "<img src=x" not in said
    assert "not shown" in said  # a single comment of the street is a small group


def test_several_cases_are_a_list(home: House, yulan: Community, trees: Case):
    """Titles that are Markdown stay literal; a case that is not there is one sentence."""
    other = Case(
        new_id(), yulan.id, Words("楼顶", "Roofs"), Words("怎么办", "What now?"), Words(""), Phase.SURVEY, NOON
    )
    with home.database.writing() as session:
        store.add(session, other)
    said = words(draw("planning.pages.case").run())
    assert "What now?" in said
    assert "a vote is open" in said
