"""Paper ballots from the table into the box: the rule decides, two people agree, and nothing leads back."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from planning.actions import codes
from planning.actions.closing import settle_closed
from planning.actions.paper.counting import finish_paper
from planning.actions.paper.entering import (
    compare_batch,
    enter_sheet,
    hand_on_batch,
    open_batch,
    recount_batch,
    take_back_sheet,
    unseal_batch,
)
from planning.actions.paper.table import hand_in_sheet
from planning.errors import Refusals
from planning.options.ballot import Channel
from planning.options.electorate import Voter
from planning.options.paper.figures import PaperFigures, figures_of
from planning.options.paper.precedence import HandedIn, PaperRule
from planning.options.paper.sheet import Invalid, Reading
from planning.options.record.verifying import first_fault
from planning.options.round import Access, BallotKind
from planning.people import Grant, Member, Role, Visitor
from planning.queries.paper import my_batch, paper_view
from planning.queries.results import results_view
from planning.site import new_id
from planning.store import ballots, decisions, find, paper
from planning.web.house import House
from tests.databases import SERVER, dump
from tests.makers import Clock, visitor
from tests.recorded import record_of
from tests.rounds import BOARD, Poll, opened

CHEN, WANG, LI = (
    Visitor(Member(name, name, frozenset({Grant(Role.BOARD, None)})), "") for name in ("chen", "wang", "li")
)
ROLL = "kind,label,street_front,area\nshop,1,North,50\nshop,2,North,60\nshop,3,North,70\n"


def hand_in(poll: Poll, number: int = 0, *, sheet: str = "", **how: Any) -> str:
    """Hand in a sheet with the code of a number, or as the case says."""
    who = how or {"typed": poll.codes[number]}
    return hand_in_sheet(
        poll.house.database, CHEN, poll.house.clock(), round_id=poll.round_id, hand_in_id=who.pop("hand_in_id", new_id()),
        number=sheet, clock=poll.house.clock, mac=poll.house.mac, **who)  # fmt: skip


def enter(poll: Poll, batch_id: str, *lines: str, by: Visitor = CHEN) -> None:
    """Type some lines."""
    for line in lines:
        enter_sheet(poll.house.database, by, poll.house.clock(), batch_id=batch_id, line=line)


def compare(poll: Poll, batch_id: str, by: Visitor = WANG, note: str = "") -> str:
    """The second person compares."""
    return compare_batch(poll.house.database, by, poll.house.clock(), batch_id=batch_id, note=note, mac=poll.house.mac)


def batch_of(poll: Poll, *lines: str) -> str:
    """An accepted batch of these sheets: Chen entered, Wang confirmed."""
    batch_id: str = poll.act(open_batch, by=CHEN, round_id=poll.round_id, sheets=len(lines))
    enter(poll, batch_id, *lines)
    poll.act(hand_on_batch, by=CHEN, batch_id=batch_id)
    enter(poll, batch_id, *lines, by=WANG)
    assert compare(poll, batch_id) == "accepted"
    return batch_id


def finish(poll: Poll, reason: str = "") -> PaperFigures:
    """Close by the clock, finish the paper, and give its figures."""
    poll.house.clock.forward(hours=48)  # type: ignore[attr-defined]
    finish_paper(
        poll.house.database, BOARD, poll.house.clock(), round_id=poll.round_id, reason=reason, mac=poll.house.mac
    )
    with poll.house.database.reading() as session:
        text = paper.figures(session, poll.round_id)
    assert text is not None
    return figures_of(text)


def box(poll: Poll) -> list[tuple[Any, Channel]]:
    """What lies in the box, with its channel."""
    with poll.house.database.reading() as session:
        return sorted((ballot.ranking, ballot.channel) for ballot in ballots.box(session, poll.round_id))


def refused(attempt: Any, *arguments: Any, **named: Any) -> str:
    """The code of the refusal that an attempt meets."""
    with pytest.raises(Refusals) as found:
        attempt(*arguments, **named)
    return found.value.code


PHONE, PAPER = ((("a",), ("b",)), Channel.PHONE), ((("b",),), Channel.PAPER)


@pytest.mark.parametrize(
    ("rule", "order", "counts", "aside"),
    [
        (PaperRule.FIRST_RECEIVED, "phone", PHONE, 0), (PaperRule.FIRST_RECEIVED, "paper", PAPER, 0),
        (PaperRule.FIRST_RECEIVED, "phone paper", PHONE, 1), (PaperRule.FIRST_RECEIVED, "paper phone", PAPER, 0),
        (PaperRule.PHONE_FIRST, "phone", PHONE, 0), (PaperRule.PHONE_FIRST, "paper", PAPER, 0),
        (PaperRule.PHONE_FIRST, "phone paper", PHONE, 1), (PaperRule.PHONE_FIRST, "paper phone", PHONE, 1),
        (PaperRule.PAPER_FIRST, "phone", PHONE, 0), (PaperRule.PAPER_FIRST, "paper", PAPER, 0),
        (PaperRule.PAPER_FIRST, "phone paper", PAPER, 1), (PaperRule.PAPER_FIRST, "paper phone", PAPER, 0),
    ],
)  # fmt: skip
def test_the_announced_rule_decides_in_every_order(house: House, rule: PaperRule, order: str, counts: Any, aside: int):
    """One voter has one ballot in the box; the other is kept and numbered, or refused at once and told so."""
    poll, became = opened(house, paper=rule), ""
    for channel in order.split():
        if channel == "paper":
            became = hand_in(poll, sheet="7")
        elif order == "paper phone" and rule is not PaperRule.PHONE_FIRST:
            assert refused(poll.cast, 0, PHONE[0]) == "code_spent"
        else:
            poll.cast(0, PHONE[0])
    if became and became != HandedIn.ASIDE:
        batch_of(poll, "7 -1-")
    if became:
        figures = finish(poll)
        assert (figures.aside, figures.adds_up) == (aside, True)
    assert box(poll) == [counts]


@pytest.mark.parametrize("rule", [PaperRule.FIRST_RECEIVED, PaperRule.PAPER_FIRST, PaperRule.PHONE_FIRST])
def test_a_door_is_ticked_off_by_its_name(house: House, rule: PaperRule):
    """Without a code in hand: its code is good no more (but for phone first), no new one is issued, and it has voted."""
    poll = opened(house, count=0, roll=ROLL, paper=rule)
    with house.database.reading() as session:
        voter = next(v for v in find(session, Voter, round_id=poll.round_id) if v.label == "1")
    hand_in(poll, sheet="7", voter_id=voter.id)
    assert refused(hand_in, poll, sheet="8", voter_id=voter.id) == "handed_in_before"
    assert refused(hand_in, poll, 0, sheet="8") == "handed_in_before"
    with house.database.reading() as session:
        assert ballots.voted(session, poll.round_id) == {voter.id}
    again = {"round_id": poll.round_id, "voter_ids": [voter.id]}
    assert refused(codes.reissue_codes, house.database, BOARD, house.clock(), **again) == "code_spent"
    if rule is PaperRule.PHONE_FIRST:
        poll.cast(0)
    else:
        assert refused(poll.cast, 0) == "code_spent"


def test_the_same_hand_in_again_is_one(house: House):
    """A double click, or a page that asks again, is told the same and changes nothing."""
    poll = opened(house, paper=PaperRule.FIRST_RECEIVED)
    assert [hand_in(poll, typed=poll.codes[0], hand_in_id="click-1") for _ in range(2)] == ["counts", "counts"]
    assert paper_view(house.database, CHEN, house.clock(), round_id=poll.round_id).handed_in == 1


def test_nothing_is_handed_in_late_nor_where_no_paper_is_taken(house: House, clock: Clock):
    """The server's clock decides as for phones."""
    poll, other = opened(house, paper=PaperRule.FIRST_RECEIVED), opened(house)
    assert refused(hand_in, other) == "no_paper"
    assert refused(hand_in, poll, typed="ABCD") == "bad_code"
    assert (
        refused(hand_in, opened(house, count=0, access=Access.OPEN, paper=PaperRule.FIRST_RECEIVED), typed="A")
        == "no_table"
    )
    clock.forward(hours=24)
    assert refused(hand_in, poll) == "not_open"


def test_a_disagreement_goes_back_and_is_settled_by_both(house: House):
    """The first person looks again; the second, who never sees the other's reading, agrees; both names are in the log."""
    poll = opened(house, paper=PaperRule.FIRST_RECEIVED)
    for number in (0, 1):
        hand_in(poll, number)
    batch_id = poll.act(open_batch, by=CHEN, round_id=poll.round_id, sheets=2)
    enter(poll, batch_id, "1 12-", "2 b")
    poll.act(hand_on_batch, by=CHEN, batch_id=batch_id)
    enter(poll, batch_id, "1 21-", "2 b", by=WANG)
    assert compare(poll, batch_id, note="The 1 looks like a 7.") == "returned"
    seen = my_batch(house.database, CHEN, house.clock(), batch_id=batch_id)
    assert (seen.look_again, seen.batch.note) == ((1,), "The 1 looks like a 7.")
    mine = {sheet.number: sheet.reading for sheet in seen.sheets}
    assert mine == {1: Reading((("a",), ("b",))), 2: Reading(invalid=Invalid.BLANK)}
    enter(poll, batch_id, "1 21-")
    poll.act(hand_on_batch, by=CHEN, batch_id=batch_id)
    assert compare(poll, batch_id) == "accepted"
    log = dump(house.database)["log_texts"]
    assert '"disputed":[1]' in log.replace(" ", "")
    assert '"entered_by":"chen"' in log.replace(" ", "")
    figures = finish(poll)
    assert (figures.disputed, figures.invalid, figures.counted) == (1, {"blank": 1}, 1)


def test_the_same_person_never_confirms_and_a_third_takes_no_part(house: House):
    """Whoever entered is refused; once one person confirms, another is."""
    poll = opened(house, paper=PaperRule.FIRST_RECEIVED)
    batch_id = poll.act(open_batch, by=CHEN, round_id=poll.round_id, sheets=1)
    assert refused(enter, poll, batch_id, "1 1--", by=WANG) == "not_your_turn"
    enter(poll, batch_id, "1 1--")
    poll.act(hand_on_batch, by=CHEN, batch_id=batch_id)
    assert refused(enter, poll, batch_id, "1 1--") == "same_person"
    assert refused(compare, poll, batch_id, by=CHEN) == "same_person"
    enter(poll, batch_id, "1 1--", by=WANG)
    assert refused(enter, poll, batch_id, "1 1--", by=LI) == "batch_taken"


def test_two_who_confirm_at_once_are_one(house: House):
    """Whoever is first has the batch; the other is told so and nothing of theirs is kept."""
    poll = opened(house, paper=PaperRule.FIRST_RECEIVED)
    batch_id = poll.act(open_batch, by=CHEN, round_id=poll.round_id, sheets=20)
    lines = [f"{number} 1--" for number in range(1, 21)]
    enter(poll, batch_id, *lines)
    poll.act(hand_on_batch, by=CHEN, batch_id=batch_id)

    def type_all(who: Visitor) -> str:
        try:
            enter(poll, batch_id, *lines, by=who)
        except Refusals as told:
            return told.code
        return "done"

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(type_all, (WANG, LI))) == ["batch_taken", "done"]


@pytest.mark.parametrize(
    ("lines", "counted"), [(["1 1--"], 2), (["1 1--", "2 1--", "3 1--"], 2)], ids=["one short", "one over"]
)
def test_a_batch_that_does_not_reconcile_goes_nowhere(house: House, lines: list[str], counted: int):
    """As many sheets as were counted: before it is handed on, and again before it is accepted."""
    poll = opened(house, paper=PaperRule.FIRST_RECEIVED)
    batch_id = poll.act(open_batch, by=CHEN, round_id=poll.round_id, sheets=counted)
    enter(poll, batch_id, *lines)
    assert refused(poll.act, hand_on_batch, by=CHEN, batch_id=batch_id) == "sheets_differ"
    poll.act(recount_batch, by=CHEN, batch_id=batch_id, sheets=len(lines), reason="Counted again.")
    poll.act(hand_on_batch, by=CHEN, batch_id=batch_id)
    assert refused(compare, poll, batch_id) == "sheets_differ"


def test_a_sheet_is_in_one_batch_only_and_can_be_taken_back(house: House):
    """The number that is printed on it tells; what was typed by mistake goes again."""
    poll = opened(house, paper=PaperRule.FIRST_RECEIVED)
    one, other = (poll.act(open_batch, by=CHEN, round_id=poll.round_id, sheets=1) for _ in range(2))
    enter(poll, one, "7 1--")
    assert refused(enter, poll, other, "007 1--") == "sheet_elsewhere"
    take_back_sheet(house.database, CHEN, house.clock(), batch_id=one, number=7)
    enter(poll, other, "7 1--")


def test_a_sealed_batch_is_changed_only_by_breaking_its_seal(house: House):
    """With a reason, in the log; then both look again. After the count nothing is changed any more."""
    poll = opened(house, paper=PaperRule.FIRST_RECEIVED)
    hand_in(poll)
    batch_id = batch_of(poll, "1 1--")
    assert refused(enter, poll, batch_id, "1 -1-") == "batch_accepted"
    poll.act(unseal_batch, batch_id=batch_id, reason="Sheet 1 was laid the wrong way round.")
    enter(poll, batch_id, "1 -1-")
    poll.act(hand_on_batch, by=CHEN, batch_id=batch_id)
    enter(poll, batch_id, "1 -1-", by=WANG)
    assert compare(poll, batch_id) == "accepted"
    finish(poll)
    assert box(poll) == [PAPER]
    assert refused(poll.act, unseal_batch, batch_id=batch_id, reason="Once more.") == "paper_finished"


def test_nothing_is_counted_before_the_paper_is(house: House, clock: Clock):
    """A closed round with paper waits for its board, whoever asks and whatever settles boxes by the clock."""
    poll = opened(house, paper=PaperRule.FIRST_RECEIVED)
    poll.cast(1)
    hand_in(poll)
    batch_id = poll.act(open_batch, by=CHEN, round_id=poll.round_id, sheets=1)
    clock.forward(hours=48)
    assert settle_closed(house.database, clock()) == []
    assert refused(results_view, house.database, visitor(), clock(), round_id=poll.round_id) == "paper_waiting"
    assert refused(finish, poll) == "open_batches"
    enter(poll, batch_id, "1 -1-")
    poll.act(hand_on_batch, by=CHEN, batch_id=batch_id)
    enter(poll, batch_id, "1 -1-", by=WANG)
    compare(poll, batch_id)
    assert finish(poll).counted == 1
    assert box(poll) == [PHONE, PAPER]
    assert results_view(house.database, visitor(), clock(), round_id=poll.round_id).winners


def test_sheets_that_are_not_as_many_as_hand_ins_need_a_reason(house: House):
    """One voter put the sheet into the pocket: the board says so, and everybody can read it."""
    poll = opened(house, paper=PaperRule.FIRST_RECEIVED)
    hand_in(poll)
    assert refused(finish, poll) == "sheets_and_hand_ins"
    assert finish(poll, "One sheet was carried away.").reason == "One sheet was carried away."


def test_a_round_without_any_paper_waits_for_nobody(house: House, clock: Clock):
    """Announced with paper, voted by phone: it is settled by the clock like any other."""
    poll = opened(house, paper=PaperRule.PHONE_FIRST)
    poll.cast(0)
    clock.forward(hours=48)
    assert settle_closed(house.database, clock()) == [poll.round_id]


def test_a_yes_or_no_on_paper_decides_with_the_area_of_its_door(house: House):
    """Heads and areas grow at the count; a sheet replaces a phone's yes in them; invalid ones are no abstentions."""
    rule = '{"preset": "simple_majority"}'
    poll = opened(
        house, count=0, roll=ROLL, paper=PaperRule.PAPER_FIRST, ballot=BallotKind.YES_NO, method="plurality", rule=rule
    )
    poll.cast(0, [["yes"]])
    for number in range(3):
        hand_in(poll, number, sheet=str(number + 1))
    assert refused(hand_in, poll, 0, sheet="1") == "handed_in_before"
    batch_of(poll, "1 n", "2 y", "3 yn")
    figures = finish(poll)
    assert (figures.counted, figures.invalid, figures.phones_aside) == (2, {"repeated": 1}, 1)
    with house.database.reading() as session:
        whole = {s.choice: (s.heads, s.area) for s in decisions.sums(session, poll.round_id) if not s.group}
    assert whole == {"yes": (1, 6000), "no": (1, 5000), "abstain": (0, 0)}


def test_a_sheet_that_nobody_handed_in_is_not_accepted(house: House):
    """Where numbers are noted at the table, a strange sheet is found before it counts."""
    poll = opened(house, paper=PaperRule.PHONE_FIRST)
    hand_in(poll, sheet="1")
    assert refused(hand_in, poll, 1, sheet="1") == "sheet_known"
    assert refused(hand_in, poll, 1, sheet="") == "bad_number"
    assert refused(batch_of, poll, "2 1--") == "sheet_not_handed_in"


@pytest.mark.parametrize("rule", [PaperRule.FIRST_RECEIVED, PaperRule.PHONE_FIRST, PaperRule.PAPER_FIRST])
def test_after_closing_nothing_leads_from_a_person_to_a_sheet_or_ballot(house: House, rule: PaperRule):
    """No reading is left, no hash of a sheet; no table joins a voter or a code with what a ballot says."""
    poll = opened(house, paper=rule)
    hand_in(poll, sheet="7")
    batch_of(poll, "7 3-1")
    before = dump(house.database)
    assert '["c"]' in before["paper_sheets"]
    assert [name for name, rows in before.items() if '["c"]' in rows] == ["paper_sheets"]
    finish(poll)
    after = dump(house.database)
    assert house.mac("sheet", f"{poll.round_id}\0" + "7") not in after["paper_hand_ins"]
    assert [name for name, rows in after.items() if '[["c"], ["a"]]' in rows] == ["ballots"]


def test_every_ballot_has_a_commitment_whatever_its_channel(house: House):
    """The public list is one, as long as the box is full, and does not say who used paper; the record holds together."""
    poll = opened(house, count=12, paper=PaperRule.PAPER_FIRST)
    for number in range(8):
        poll.cast(number)
    for number in range(7, 12):
        hand_in(poll, number)
    batch_of(poll, *(f"{number} -1-" for number in range(1, 6)))
    figures = finish(poll)
    assert (figures.counted, figures.phones_aside) == (5, 1)
    assert len(box(poll)) == 12
    for public in (False, True):
        assert first_fault(record_of(poll, public=public))[1] is None


KILLED = """
import os, signal, sys
from pathlib import Path
from planning.actions.paper import counting
from planning.settings import Settings
from planning.people import SYSTEM
from planning.web.house import open_house
from tests.makers import Clock
house = open_house(Settings(data_dir=Path(sys.argv[1]), database_url=sys.argv[2]), Clock())
counting.settle = lambda *_: os.kill(os.getpid(), signal.SIGKILL)
house.clock.forward(hours=48)
counting.finish_paper(house.database, SYSTEM, house.clock(), round_id=sys.argv[3], reason="", mac=house.mac)
"""


def test_a_process_that_dies_in_the_count_has_counted_nothing(house: House):
    """Killed between the sheets and the settling: the round still waits, and is counted whole the second time."""
    poll = opened(house, paper=PaperRule.FIRST_RECEIVED)
    hand_in(poll)
    batch_of(poll, "1 -1-")
    there = [str(house.settings.data_dir), house.settings.database_url]
    if SERVER not in os.environ:
        house.database.close()
    died = subprocess.run([sys.executable, "-c", KILLED, *there, poll.round_id], check=False, capture_output=True)
    assert died.returncode == -signal.SIGKILL, died.stderr.decode()[-400:]
    assert box(poll) == []
    assert finish(poll).counted == 1
    assert box(poll) == [PAPER]
