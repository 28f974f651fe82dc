"""Records of rounds with paper: every sheet accounted for, channels only where they tell on nobody, forgeries found."""

from __future__ import annotations

import json
from typing import Any

import pytest

from planning.actions.closing import settle_closed
from planning.i18n import translator
from planning.options.paper.precedence import PaperRule
from planning.options.record.packing import SUMS, packed, summed
from planning.options.record.verifying import first_fault
from planning.queries.results import results_view
from planning.reports.result_sections import sections
from planning.reports.sections import Section
from planning.web.house import House
from tests.actions.paper.test_paper import batch_of, finish, hand_in
from tests.makers import visitor
from tests.recorded import files_of, forged, record_of
from tests.rounds import Poll, opened


def mixed(house: House, phones: int, sheets: int, *, invalid: int = 1) -> Poll:
    """So many phone ballots, so many sheets that count, some invalid ones, and one sheet that comes too late."""
    poll = opened(house, count=phones + sheets + invalid, paper=PaperRule.FIRST_RECEIVED)
    for number in range(phones):
        poll.cast(number, (("a",), ("b",)))
    for number in range(phones, phones + sheets + invalid):
        hand_in(poll, number)
    hand_in(poll, 0)
    lines = [*(f"{number} -1-" for number in range(1, sheets + 1)), *(f"{90 + n} b" for n in range(invalid))]
    batch_of(poll, *lines)
    finish(poll)
    return poll


def fault(data: bytes) -> str | None:
    """The code of the first thing that is wrong."""
    problem = first_fault(data)[1]
    return problem.code if problem else None


def told(poll: Poll) -> Section | None:
    """What the results page says of paper."""
    view = results_view(poll.house.database, visitor(), poll.house.clock(), round_id=poll.round_id)
    return next((one for one in sections(view, translator("en")) if one.name == "paper"), None)


def test_a_full_record_tells_channel_and_sheets_without_persons(house: House):
    """Six by phone, seven on paper, one blank sheet, one kept at the table; the public one has sums only."""
    poll = mixed(house, 6, 7)
    full, public = record_of(poll), record_of(poll, public=True)
    assert (fault(full), fault(public)) == (None, None)
    said = json.loads(files_of(full)["paper.json"])
    assert said["figures"]["numbers"] == [1, 2, 3, 4, 5, 6, 7, 90]
    assert said["figures"]["invalid"] == {"blank": 1}
    assert said["figures"]["kept_at_table"] == 1
    assert [row[0] for row in said["channels"]] == ["paper"] * 7 + ["phone"] * 6
    everybody = json.loads(files_of(public)["paper.json"])
    assert (everybody["phone"], everybody["paper"], set(everybody)) == (6, 7, {"figures", "phone", "paper"})
    assert not {"numbers", "disputed"} & set(everybody["figures"])
    section = told(poll)
    assert section is not None
    assert section.sentences == ("Of 13 ballots 7 came on paper and 6 by phone.",)
    rows = {row[0].text: row[1].text for row in section.tables[0].rows}
    assert rows["of them invalid: blank"] == "1"
    assert rows["Sheets put aside at the table"] == "1"


@pytest.mark.parametrize(("phones", "sheets"), [(10, 2), (3, 12)])
def test_few_ballots_of_one_channel_are_not_told_apart(house: House, phones: int, sheets: int):
    """Two sheets among ten phones, three phones among twelve sheets: sums for the board, nothing for everybody."""
    poll = mixed(house, phones, sheets)
    full, public = record_of(poll), record_of(poll, public=True)
    assert (fault(full), fault(public)) == (None, None)
    assert json.loads(files_of(full)["paper.json"])["channels"] is None
    assert "paper.json" not in files_of(public)
    (check,) = [one for one in json.loads(files_of(public)["record.json"])["checks"] if one["name"] == "paper"]
    assert check["carried"] is False
    section = told(poll)
    assert section is not None
    assert section.tables == ()


def test_a_round_voted_by_phone_alone_says_nothing_of_paper(house: House):
    """Announced with paper, and no sheet came: nothing is counted, and nothing is told."""
    poll = opened(house, count=12, paper=PaperRule.PHONE_FIRST)
    for number in range(12):
        poll.cast(number)
    poll.house.clock.forward(hours=48)  # type: ignore[attr-defined]
    settle_closed(house.database, house.clock())
    assert "paper.json" not in files_of(record_of(poll))
    assert fault(record_of(poll)) is None
    assert told(poll) is None


def changed(data: bytes, **figures: Any) -> bytes:
    """A record whose figures of paper were changed, with new sums."""
    said = json.loads(files_of(data)["paper.json"])
    said["figures"] |= figures
    return forged(data, {"paper.json": json.dumps(said).encode()})


def test_what_is_changed_is_found(house: House):
    """In a full record by the hash of closing; in a public one by what does not add up or was not announced."""
    poll = mixed(house, 6, 7)
    full, public = record_of(poll), record_of(poll, public=True)
    assert fault(changed(full, invalid={})) == "paper_differs"
    assert fault(changed(public, invalid={})) == "sheets_do_not_add_up"
    assert fault(changed(public, handed_in=9)) == "sheets_do_not_add_up"
    assert fault(changed(public, rule="paper_first")) == "rule_differs"
    assert fault(changed(public, counted=8, invalid={})) == "channels_differ"
    assert fault(changed(public, numbers=[1, 2])) == "tells_too_much"
    without = {name: content for name, content in files_of(full).items() if name not in {"paper.json", SUMS}}
    assert fault(packed(summed(without))) == "paper_differs"
