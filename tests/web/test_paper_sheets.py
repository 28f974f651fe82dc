"""Paper ballots over HTTP: for those who sit at the table, of their own community, in both sizes."""

from __future__ import annotations

import pypdfium2
import pytest
from starlette.testclient import TestClient

from planning import addresses
from planning.actions.accounts import add_member, sign_in
from planning.actions.paper.choosing import choose_paper
from planning.actions.paper.counting import finish_paper
from planning.actions.paper.entering import enter_sheet, open_batch
from planning.actions.paper.printing import print_sheets
from planning.errors import Refusals
from planning.options.paper.precedence import PaperRule
from planning.options.record.verifying import first_fault
from planning.people import SYSTEM, Role
from planning.queries.paper import paper_view
from planning.site import new_id
from planning.web.house import House
from tests.actions.paper.test_paper import batch_of, hand_in
from tests.makers import Clock, community, staff_cookie
from tests.recorded import files_of
from tests.rounds import BOARD, opened, prepared


def come_in(client: TestClient, house: House, role: Role) -> None:
    """Sign in with a role."""
    add_member(house.database, SYSTEM, house.clock(), name=role, password="long enough", role=role, community_id=None)
    token = sign_in(house.database, house.clock(), name=role, password="long enough")
    client.cookies.update(staff_cookie(house, token))


def test_runs_take_the_next_numbers_and_are_fetched_by_tellers(client: TestClient, house: House):
    """Fifty, then ten: 1 to 50 and 51 to 60; a social worker prints them; nobody else gets a sheet."""
    poll = opened(house, paper=PaperRule.PHONE_FIRST)
    runs = [poll.act(print_sheets, round_id=poll.round_id, sheets=count) for count in (50, 10)]
    seen = paper_view(house.database, BOARD, house.clock(), round_id=poll.round_id)
    assert [(run.first, run.last) for run in seen.runs] == [(1, 50), (51, 60)]
    there = addresses.to(addresses.PAPER_SHEETS, round=poll.round_id, size="a5", run=runs[1])
    assert client.get(there).status_code == 403
    come_in(client, house, Role.SOCIAL_WORKER)
    answer = client.get(there)
    assert answer.content.startswith(b"%PDF-")
    assert 'filename="ballots-51-60-a5.pdf"' in answer.headers["content-disposition"]
    assert client.get(there.replace("-a5", "-a3")).status_code == 404
    other = opened(house, here=poll.community, paper=PaperRule.PHONE_FIRST)
    assert client.get(there.replace(poll.round_id, other.round_id)).status_code == 404


def test_the_same_click_prints_once_and_only_after_the_announcement(house: House):
    """A double click is one run; a round in preparation has a specimen only; too many are refused."""
    poll, act_id = opened(house, paper=PaperRule.PHONE_FIRST), new_id()
    asked = (house.database, BOARD, house.clock())
    assert len({print_sheets(*asked, act_id, round_id=poll.round_id, sheets=3) for _ in range(2)}) == 1
    for round_id, sheets, code in (
        (poll.round_id, 0, "bad_count"), (poll.round_id, 501, "bad_count"), (opened(house).round_id, 3, "no_paper"),
    ):  # fmt: skip
        with pytest.raises(Refusals) as refused:
            print_sheets(*asked, new_id(), round_id=round_id, sheets=sheets)
        assert refused.value.code == code


def test_a_round_in_preparation_has_a_specimen_only(client: TestClient, house: House):
    """To be looked at before it is announced; numbers come with the announcement."""
    round_id = prepared(house, community(house))
    choose_paper(house.database, BOARD, house.clock(), new_id(), round_id=round_id, paper=PaperRule.PAPER_FIRST)
    with pytest.raises(Refusals) as refused:
        print_sheets(house.database, BOARD, house.clock(), new_id(), round_id=round_id, sheets=3)
    assert refused.value.code == "not_announced"
    come_in(client, house, Role.BOARD)
    assert client.get(addresses.to(addresses.PAPER_SHEETS, round=round_id, size="a4")).content.startswith(b"%PDF-")


def test_a_number_that_was_never_printed_is_not_entered(house: House):
    """A slip of the keyboard is found at once; sheets that came from elsewhere may bear any number."""
    poll = opened(house, paper=PaperRule.FIRST_RECEIVED)
    batch_id = poll.act(open_batch, round_id=poll.round_id, sheets=1)
    enter_sheet(house.database, BOARD, house.clock(), batch_id=batch_id, line="700 1--")
    poll.act(print_sheets, round_id=poll.round_id, sheets=50)
    with pytest.raises(Refusals) as refused:
        enter_sheet(house.database, BOARD, house.clock(), batch_id=batch_id, line="77 1--")
    assert refused.value.code == "not_printed"


def test_from_the_printed_sheet_to_the_record(client: TestClient, house: House, clock: Clock):
    """Six vote by phone, six on paper; the sheets are printed, handed in, typed twice, counted, told and checked."""
    poll = opened(house, count=12, paper=PaperRule.PAPER_FIRST)
    run = poll.act(print_sheets, round_id=poll.round_id, sheets=20)
    come_in(client, house, Role.BOARD)
    printed = client.get(addresses.to(addresses.PAPER_SHEETS, round=poll.round_id, size="a4", run=run))
    pages = pypdfium2.PdfDocument(printed.content)
    numbers = [int(str(page.get_textpage().get_text_bounded()).rsplit("Sheet", 1)[1].split()[0]) for page in pages]
    assert numbers == list(range(1, 21))
    for number in range(6):
        poll.cast(number, (("a",), ("b",)))
    for number in range(5, 12):  # one of them voted by phone before: the sheet takes its place
        hand_in(poll, number)
    batch_of(poll, *(f"{number} -1-" for number in numbers[:6]), "7 u")
    clock.forward(hours=30)
    report = addresses.to(addresses.REPORT, round=poll.round_id, lang="en")
    assert client.get(report).json()["error"] == "paper_waiting"
    finish_paper(house.database, BOARD, clock(), round_id=poll.round_id, reason="", mac=house.mac)
    told = client.get(report).text
    assert "Of 11 ballots 6 came on paper and 5 by phone." in told
    assert "of them invalid: unreadable" in told
    come_in(client, house, Role.ADMINISTRATOR)  # the session of the board is over by now
    for kind in ("full", "public"):
        record = client.get(addresses.to(addresses.RECORD, round=poll.round_id, kind=kind)).content
        assert first_fault(record)[1] is None
        assert "paper.json" in files_of(record)
