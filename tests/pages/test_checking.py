"""Checking on the pages: one's receipt in the list, the records, the kind of receipts, the log and its head."""

from __future__ import annotations

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from planning.actions.accounts import add_member, sign_in
from planning.options.receipt import receipt_of
from planning.pages import visit as visiting
from planning.people import SYSTEM, Role
from planning.queries.rounds import round_view
from planning.settings import Settings
from planning.site import Community
from planning.store import settling
from planning.web.door import BROWSER_COOKIE
from planning.web.house import House, house_for, open_house
from tests import makers
from tests.makers import Clock, staff_cookie
from tests.recorded import LIVELY, closed
from tests.rounds import BOARD, opened, prepared


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> House:
    """The house that the page script opens by itself, with a member of the board."""
    monkeypatch.setenv("JIEYI_DATA_DIR", str(tmp_path))
    monkeypatch.setattr(visiting, "cookies", lambda: {BROWSER_COOKIE: "browser-1"})
    return house_for(Settings(data_dir=tmp_path))


@pytest.fixture
def past(home: House, tmp_path: Path) -> House:
    """The same house two years ago: what was voted on there has closed."""
    clock = Clock(home.clock())
    clock.forward(days=-700)
    return open_house(Settings(data_dir=tmp_path), clock)


@pytest.fixture
def board(home: House, monkeypatch: pytest.MonkeyPatch) -> None:
    """Signed in as the board."""
    add_member(
        home.database, SYSTEM, home.clock(), name="wang", password="long enough", role=Role.BOARD, community_id=None
    )
    token = sign_in(home.database, home.clock(), name="wang", password="long enough")
    monkeypatch.setattr(visiting, "cookies", lambda: {BROWSER_COOKIE: "browser-1", **staff_cookie(home, token)})


def page_of(module: str, lang: str = "en") -> AppTest:
    """A page alone."""
    script = f"from {module} import show\nfrom planning.pages.visit import arrive\nshow(arrive())\n"
    page = AppTest.from_string(script, default_timeout=60)
    page.query_params["lang"] = lang
    return page.run()


def html(page: AppTest) -> str:
    """All HTML and messages of a run."""
    assert not page.exception, page.exception
    parts = [str(element.proto.body) for element in page.get("html")]
    return "\n".join([*parts, *(m.value for m in page.success), *(m.value for m in page.error)])


def test_a_voter_finds_a_receipt_in_the_list(past: House):
    """As printed, in small letters without dashes; another one is not there, and the page says what to do."""
    poll = closed(past, LIVELY)
    with past.database.reading() as session:
        receipt = receipt_of(settling.commitments(session, poll.round_id)[0])
    page = page_of("planning.pages.results")
    for typed in (receipt, receipt.replace("-", " ").lower()):
        page = page.text_input[0].set_value(typed).run()
        assert f"{receipt}".replace("-", "") in html(page).replace("-", "").replace("\\", "")
        assert [len(page.success), len(page.error)] == [1, 0]
    page = page.text_input[0].set_value("ABCD-EFGH-JKLM-NPQR-STUV").run()
    assert "show it to the board" in html(page)
    assert [len(page.success), len(page.error)] == [0, 1]


def test_everybody_gets_the_public_record_and_nobody_else_the_full_one(past: House):
    """Links of the results page for a visitor."""
    poll = closed(past, LIVELY)
    said = html(page_of("planning.pages.results", "zh"))
    assert f"/rounds/{poll.round_id}/public-record.zip" in said
    assert f"/rounds/{poll.round_id}/receipts.csv" in said
    assert "full-record.zip" not in said
    assert "公布时的日志" in said
    assert "结束时的日志" in said


@pytest.mark.usefixtures("board")
def test_the_board_is_offered_the_full_record(past: House):
    """And not where there are fewer than five ballots, which nobody gets."""
    poll = closed(past, LIVELY)
    assert f"/rounds/{poll.round_id}/full-record.zip" in html(page_of("planning.pages.results"))


@pytest.mark.usefixtures("board")
def test_four_ballots_are_offered_to_nobody(past: House):
    """Not to the board either."""
    closed(past, [((("a",),), 4)])
    said = html(page_of("planning.pages.results"))
    assert "public-record.zip" in said
    assert "full-record.zip" not in said


@pytest.mark.usefixtures("board")
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_board_reads_the_head_and_checks_the_log(home: House, lang: str):
    """The newest hash, both files, and a button that walks the chain: whole, and then broken."""
    here: Community = makers.community(home)
    prepared(home, here)
    page = page_of("planning.pages.manage.log", lang)
    with home.database.reading() as session:
        newest = session.connection().exec_driver_sql("SELECT hash FROM log_head").scalar_one()
    said = html(page)
    assert newest in said
    assert f"/communities/{here.id}/log.csv" in said
    assert f"/communities/{here.id}/log.json" in said
    assert len(page.button(key="log_check").click().run().success) == 1
    with home.database.writing() as session:
        session.connection().exec_driver_sql("UPDATE log_head SET seq = seq + 1")
    page = page.button(key="log_check").click().run()
    assert [len(page.success), len(page.error)] == [0, 1]


@pytest.mark.usefixtures("board")
def test_the_kind_of_receipts_is_chosen_before_announcing(home: House):
    """What follows from each stands before the choice; the choice is kept at once."""
    here = makers.community(home)
    round_id = prepared(home, here)
    script = (
        "from planning.pages.manage.round_dates import show\nfrom planning.pages.visit import arrive\n"
        "from planning.queries.rounds import round_view\n"
        f"visit = arrive()\nshow(visit, visit.ask(round_view, round_id={round_id!r}))\n"
    )
    page = AppTest.from_string(script, default_timeout=60)
    page.query_params["lang"] = "en"
    page = page.run()
    assert "somebody could demand it" in html(page)
    page = page.radio[0].set_value(True).run()
    assert not page.exception
    assert round_view(home.database, BOARD, home.clock(), round_id=round_id).round.provable is True


def test_promises_and_the_head_stand_where_one_votes(home: House):
    """The same text in the expander of the vote page, with the head of the log at opening."""
    poll = opened(home, count=3)
    said = html(page_of("planning.pages.vote"))
    heads = poll.view.heads
    assert heads.opening is not None
    assert heads.opening.hash in said
    assert "For a binding public election" in said
    assert "nobody is given the secret number" in said
