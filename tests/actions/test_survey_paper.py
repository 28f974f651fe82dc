"""Questionnaires on paper: numbered, entered in batches, confirmed by another person, and counted only then."""

from __future__ import annotations

import json
from dataclasses import astuple, dataclass
from typing import Any

import pytest

from planning import store
from planning.actions.codes import reissue_codes
from planning.actions.survey_paper import (
    confirm_survey_batch,
    drop_survey_batch,
    drop_survey_sheet,
    enter_survey_sheet,
    give_up_survey_batch,
    hand_on_survey_batch,
    open_survey_batch,
    print_survey_sheets,
    recount_survey_batch,
    return_survey_batch,
)
from planning.actions.surveys import close_survey, upload_edition
from planning.errors import Refusals
from planning.options.electorate import Code, code_hash
from planning.people import Grant, Member, Role, Visitor
from planning.queries.log import log_entries
from planning.queries.survey_paper import paper_batch, paper_desk, paper_form
from planning.queries.survey_results import survey_answers, survey_results
from planning.queries.surveys import survey_code, survey_standing
from planning.reports import kobo
from planning.site import new_id
from planning.store import accounts
from planning.surveys.questionnaire.paper import PaperBatch, PaperSheet, PaperState, Unread
from planning.surveys.questionnaire.survey import Admission, Edition, Means, UsedCode, used_id
from planning.web.house import House
from tests import makers
from tests.asked import HEAD, SAID, SURVEY, Asked, published, workbook
from tests.databases import dump
from tests.rounds import BOARD, opened

WORDS = "周末没有人看孩子"
FLEETING = {enter_survey_sheet, drop_survey_sheet, confirm_survey_batch}
SHORT = {"care": "yes", "children": "2"}


@dataclass
class Desk:
    """A published questionnaire, two people who enter and confirm, and a batch."""

    asked: Asked
    batch_id: str = ""

    @property
    def house(self) -> House:
        """Where it is."""
        return self.asked.house

    def person(self, name: str) -> Visitor:
        """A social worker of the community by a name."""
        return Visitor(Member(name, name, frozenset({Grant(Role.SOCIAL_WORKER, self.asked.here.id)})))

    def do(self, act: Any, by: str = "first", **arguments: Any) -> Any:
        """Do an act as somebody."""
        given = () if act in FLEETING else (new_id(),)
        return act(self.house.database, self.person(by), self.house.clock(), *given, **arguments)

    @property
    def batch(self) -> PaperBatch:
        """As it stands."""
        with self.house.database.reading() as session:
            return store.get(session, PaperBatch, self.batch_id)

    def open(self, sheets: int, printed: int = 20) -> None:
        """Print, then open a batch of so many sheets."""
        self.do(print_survey_sheets, survey_id=self.asked.survey_id, sheets=printed)
        self.batch_id = self.do(open_survey_batch, survey_id=self.asked.survey_id, sheets=sheets)

    def enter(self, number: int, answers: Any = None, by: str = "first", **instead: Any) -> None:
        """Enter a sheet."""
        usual: dict[str, Any] = {"unread": None, "why": "", "courtyard_id": "", "code_typed": "", "mac": self.house.mac}
        said = SHORT if answers is None else answers
        self.do(enter_survey_sheet, by, paper_batch_id=self.batch_id, number=number, answers=said, **(usual | instead))

    def hand_on(self, by: str = "first") -> None:
        """Done with entering."""
        self.do(hand_on_survey_batch, by, paper_batch_id=self.batch_id, version=self.batch.version)

    def confirm(self, by: str = "second") -> int:
        """Another person says that all is right."""
        count: int = self.do(
            confirm_survey_batch, by, paper_batch_id=self.batch_id, version=self.batch.version, mac=self.house.mac
        )
        return count

    def sheets(self) -> list[PaperSheet]:
        """What is entered."""
        return list(paper_batch(self.house.database, self.person("first"), self.house.clock(), paper_batch_id=self.batch_id).sheets)  # fmt: skip

    def results(self) -> Any:
        """What staff read."""
        return survey_results(self.house.database, makers.staff(Role.BOARD, self.asked.here.id), self.house.clock(), survey_id=self.asked.survey_id)  # fmt: skip


@pytest.fixture
def desk(house: House) -> Desk:
    """Nothing is printed yet."""
    return Desk(published(house))


def codes(function: Any, *arguments: Any, **named: Any) -> list[str]:
    """The codes of all problems."""
    with pytest.raises(Refusals) as caught:
        function(*arguments, **named)
    return [problem.code for problem in caught.value.problems]


def test_only_a_confirmed_batch_counts_and_it_is_marked_as_paper(desk: Desk):
    """Entered, one of them unreadable, one blank; before the second person confirms nothing is counted."""
    desk.open(7)
    for number in range(1, 6):
        desk.enter(number)
    desk.enter(6, unread=Unread.OTHER, why="孙阿姨把它撕破了")
    assert codes(desk.hand_on) == ["sheets_differ"]
    desk.enter(7, unread=Unread.BLANK)
    desk.hand_on()
    assert desk.results().received == 0
    assert desk.confirm() == 5
    view = desk.results()
    assert (view.received, dict(view.by_means)) == (5, {Means.PAPER: 5})
    assert view.results is not None
    batch = desk.batch
    assert {sheet.number: (sheet.unread, sheet.why) for sheet in desk.sheets() if sheet.unread} == {
        6: (Unread.OTHER, ""),
        7: (Unread.BLANK, ""),
    }
    assert (batch.state, batch.entered_by, batch.confirmed_by) == (PaperState.CONFIRMED, "first", "second")
    assert batch.confirmed_at == desk.house.clock()
    answers = survey_answers(desk.house.database, makers.staff(Role.BOARD, desk.asked.here.id), desk.house.clock(), survey_id=desk.asked.survey_id)  # fmt: skip
    head, *rows = kobo.lines(kobo.Table(answers.forms, "http://x"), answers.filled)
    assert {row[head.index("_submitted_by")] for row in rows} == {"on_paper"}


def test_another_person_confirms_and_a_batch_comes_back_with_a_note(desk: Desk):
    """Who entered it cannot confirm; nobody else enters it; what is corrected takes the place of what was there."""
    desk.open(1)
    desk.enter(1)
    assert codes(desk.enter, 1, by="second") == ["not_your_turn"]
    assert codes(desk.confirm) == ["not_your_turn"]
    desk.hand_on()
    assert codes(desk.enter, 1) == ["not_your_turn"]
    assert codes(desk.confirm, by="first") == ["same_person"]
    back: dict[str, Any] = {"paper_batch_id": desk.batch_id, "version": desk.batch.version}
    assert codes(desk.do, return_survey_batch, "second", note=" ", **back) == ["empty_text"]
    desk.do(return_survey_batch, "second", note="第1张：孩子是3个", **back)
    assert desk.batch.state is PaperState.RETURNED
    desk.enter(1, {"care": "yes", "children": "3"})
    desk.hand_on()
    version = desk.batch.version
    assert desk.confirm() == 1
    again = {"paper_batch_id": desk.batch_id, "version": version, "mac": desk.house.mac}
    assert desk.do(confirm_survey_batch, "second", **again) == 1  # a second click
    assert [json.loads(one.answers) for one in desk.asked.kept] == [{"care": "yes", "children": "3"}]
    assert codes(desk.enter, 1) == ["batch_confirmed"]
    assert codes(desk.do, drop_survey_sheet, paper_batch_id=desk.batch_id, number=1) == ["batch_confirmed"]


def test_answers_are_checked_as_those_of_a_phone(desk: Desk):
    """All faults at once, by the conditions of the form; a number that was never printed is no sheet."""
    desk.open(3)
    assert codes(desk.enter, 1, {"care": "yes", "children": "12", "content": "9"}) == ["unfit", "off_scale"]
    assert codes(desk.enter, 1, {"care": "no", "nonsense": "x"}) == ["unknown_question"]
    assert codes(desk.enter, 1, "no answers") == ["bad_answer"]
    assert codes(desk.enter, 21) == ["not_printed"]
    assert codes(desk.enter, 1, unread=Unread.OTHER) == ["empty_text"]
    desk.enter(1, {name: said for name, said in SAID.items() if name not in {"way", "yard"}})
    desk.enter(2, {"care": "no", "children": "2"})
    assert json.loads(desk.sheets()[1].answers) == {"care": "no"}
    first = desk.batch_id
    desk.batch_id = desk.do(open_survey_batch, "second", survey_id=desk.asked.survey_id, sheets=1)
    assert codes(desk.enter, 1, by="second") == ["sheet_elsewhere"]
    desk.do(drop_survey_batch, "second", paper_batch_id=desk.batch_id)
    desk.batch_id = first
    assert codes(desk.do, drop_survey_batch, paper_batch_id=first) == ["not_empty"]
    desk.do(drop_survey_sheet, paper_batch_id=first, number=2)
    desk.do(recount_survey_batch, paper_batch_id=first, version=1, sheets=1, reason="数错了")
    desk.hand_on()
    assert desk.confirm() == 1


def test_a_code_answers_once_on_paper_or_by_phone(house: House):
    """The second one is refused with a sentence; an unread sheet, or one taken out, leaves the code free."""
    poll = opened(house, count=3)
    desk = Desk(published(house, poll.community, entry=Admission.CODES, round_id=poll.round_id))
    asked = desk.asked
    one, two, three = poll.codes
    desk.open(3)

    def by_phone(typed: str) -> Any:
        code = survey_code(house.database, makers.visitor(), house.clock(), survey_id=asked.survey_id, code_typed=typed)
        return asked.answer(code_id=code, answers=SHORT)

    by_phone(one)
    assert codes(desk.enter, 1, code_typed=one) == ["code_spent"]
    assert codes(desk.enter, 1, code_typed="no code at all") == ["bad_code"]
    desk.enter(1, code_typed=two)
    assert codes(by_phone, two) == ["code_spent"]
    desk.enter(1, {"care": "no"})  # corrected: the code stays
    desk.enter(1, {"care": "no"}, code_typed=three)  # the wrong card was read first
    by_phone(two)
    desk.enter(2, unread=Unread.BLANK, code_typed=one)
    desk.do(drop_survey_sheet, paper_batch_id=desk.batch_id, number=1)
    by_phone(three)
    with house.database.reading() as session:
        assert store.count(session, UsedCode, survey_id=asked.survey_id) == 3


def test_a_new_card_for_a_lost_one_answers_no_second_time(house: House):
    """By phone and on paper: the voter is the same one, also where it was kept under the code that was lost."""
    poll = opened(house, count=0, roll="kind,label\nhousehold,1\nhousehold,2\nhousehold,3\n")
    desk = Desk(published(house, poll.community, entry=Admission.CODES, round_id=poll.round_id))
    asked = desk.asked
    one, two, three = poll.codes
    desk.open(3)

    def bearer(typed: str) -> Code:
        with house.database.reading() as session:
            found = store.first(session, Code, hash=code_hash(typed))
        assert found is not None
        return found

    def replaced(typed: str) -> str:
        voter_ids = [str(bearer(typed).voter_id)]
        (new,) = reissue_codes(house.database, BOARD, house.clock(), round_id=poll.round_id, voter_ids=voter_ids)
        return new.code

    def standing(typed: str) -> str:
        return survey_standing(house.database, makers.visitor(), house.clock(), survey_id=asked.survey_id, code_id=bearer(typed).id, mac=house.mac)  # fmt: skip

    asked.answer(code_id=bearer(one).id, answers=SHORT)
    desk.enter(1, code_typed=two)
    with house.database.writing() as session:  # as it was kept before
        store.add(session, UsedCode(used_id(house.mac, asked.survey_id, bearer(three).id), asked.here.id, asked.survey_id))  # fmt: skip
    for number, lost in enumerate((one, two, three), start=1):
        new = replaced(lost)
        assert standing(new) == "used"
        with pytest.raises(Refusals) as spent:
            asked.answer(code_id=bearer(new).id, answers=SHORT)
        assert spent.value.code == "code_spent"
        if lost != two:
            assert codes(desk.enter, number + 1, code_typed=new) == ["code_spent"]
        else:
            desk.enter(1, {"care": "no"}, code_typed=new)  # the same sheet with the new card
    desk.do(drop_survey_sheet, paper_batch_id=desk.batch_id, number=1)
    assert standing(replaced(two)) == "fresh"


def test_the_board_takes_a_batch_away_that_nobody_goes_on_with(house: House):
    """Whoever entered it is gone: with a reason its sheets go, their codes are free, and the questionnaire can be closed."""
    poll = opened(house, count=2)
    desk = Desk(published(house, poll.community, entry=Admission.CODES, round_id=poll.round_id))
    desk.open(3)
    desk.enter(1, {**SHORT, "words": WORDS}, code_typed=poll.codes[0])
    desk.enter(2, unread=Unread.BLANK)
    board = makers.staff(Role.BOARD, desk.asked.here.id)

    def give_up(by: Visitor, reason: str) -> None:
        asked: dict[str, Any] = {"paper_batch_id": desk.batch_id, "reason": reason}
        give_up_survey_batch(house.database, by, house.clock(), new_id(), **asked)

    assert codes(give_up, desk.person("second"), "没有人继续录入") == ["not_allowed"]
    assert codes(give_up, board, " ") == ["empty_text"]
    assert codes(desk.enter, 3, by="second") == ["not_your_turn"]  # nobody enters in another's name
    lost = desk.batch_id
    give_up(board, "没有人继续录入")
    with house.database.reading() as session:
        assert store.count(session, UsedCode, survey_id=desk.asked.survey_id) == 0
        assert store.count(session, PaperSheet, survey_id=desk.asked.survey_id) == 0
        assert store.first(session, PaperBatch, id=lost) is None
    assert [table for table, rows in dump(house.database).items() if WORDS in rows] == []
    desk.batch_id = desk.do(open_survey_batch, "second", survey_id=desk.asked.survey_id, sheets=1)
    desk.enter(1, by="second", code_typed=poll.codes[0])
    desk.hand_on("second")
    desk.confirm("third")
    assert codes(give_up, board, "没有人继续录入") == ["batch_confirmed"]
    close_survey(house.database, board, house.clock(), new_id(), survey_id=desk.asked.survey_id, reason="收齐了")
    (line,) = [line for line in log_entries(house.database, makers.staff(Role.ADMINISTRATOR, desk.asked.here.id), house.clock(), community_id=desk.asked.here.id).entries if line.act == "give_up_survey_batch"]  # fmt: skip
    assert line.reason == "没有人继续录入"


def test_the_desk_counts_without_reading_any_answer(desk: Desk):
    """Entered and unread of each batch; who left is named still."""
    desk.open(3)
    desk.enter(1)
    desk.enter(2)
    desk.enter(3, unread=Unread.BLANK)
    with desk.house.database.writing() as session:
        accounts.add_member(session, Member("first", "Chen", frozenset()), "", desk.house.clock())
        accounts.set_disabled(session, "first", desk.house.clock())
    other = desk.do(open_survey_batch, "second", survey_id=desk.asked.survey_id, sheets=1)
    seen = paper_desk(desk.house.database, desk.person("first"), desk.house.clock(), survey_id=desk.asked.survey_id)
    assert [(line.batch.id, line.entered, line.unread) for line in seen.batches] == [
        (other, 0, 0),
        (desk.batch_id, 2, 1),
    ]
    assert seen.members == {"first": "Chen"}


def test_nothing_leads_from_a_response_to_its_sheet(desk: Desk):
    """After confirming the words stand in the response alone; all have one moment; the log never had them."""
    desk.open(3)
    for number in (1, 2, 3):
        desk.enter(number, {**SHORT, "words": f"{WORDS}{number}"})
    desk.hand_on()
    desk.confirm()
    held = [table for table, rows in dump(desk.house.database).items() if WORDS in rows]
    assert held == ["survey_responses"]
    assert [(sheet.answers, sheet.used_id, sheet.courtyard_id) for sheet in desk.sheets()] == [("", None, None)] * 3
    assert {one.at for one in desk.asked.kept} == {desk.house.clock()}
    ids = {sheet.id for sheet in desk.sheets()}
    assert not [one for one in desk.asked.kept if ids & {one.id, one.client_hash, one.body_hash, one.receipt}]
    cells = {str(cell) for sheet in desk.sheets() for cell in astuple(sheet)} | {desk.batch_id, desk.asked.survey_id}
    worked_out = {desk.house.mac(purpose, cell) for purpose in ("response on paper", "response") for cell in cells}
    assert not worked_out & {one.client_hash for one in desk.asked.kept}
    administrator = makers.staff(Role.ADMINISTRATOR, desk.asked.here.id)
    assert WORDS not in repr(log_entries(desk.house.database, administrator, desk.house.clock(), community_id=desk.asked.here.id))  # fmt: skip


def test_a_questionnaire_is_not_closed_over_paper_that_waits(desk: Desk):
    """Every batch is confirmed or taken away first; afterwards nothing is entered."""
    desk.open(1)
    desk.enter(1)
    closing = {"survey_id": desk.asked.survey_id, "reason": "收齐了"}
    board = makers.staff(Role.BOARD, desk.asked.here.id)

    def close() -> None:
        close_survey(desk.house.database, board, desk.house.clock(), new_id(), **closing)

    assert codes(close) == ["paper_waits"]
    desk.hand_on()
    assert codes(close) == ["paper_waits"]
    desk.confirm()
    close()
    assert codes(desk.do, open_survey_batch, survey_id=desk.asked.survey_id, sheets=1) == ["not_open"]
    assert codes(desk.do, print_survey_sheets, survey_id=desk.asked.survey_id, sheets=1) == ["not_open"]


def test_what_was_printed_stays_as_it_was_printed(desk: Desk):
    """Another form becomes the next version once sheets are printed; old sheets are entered by their own questions."""
    desk.open(2)
    planner = makers.staff(Role.PLANNER, desk.asked.here.id)
    given: dict[str, Any] = {
        "survey_id": desk.asked.survey_id,
        "file": "b.xlsx",
        "data": workbook([HEAD, ["text", "only", "只问这个", "Only this"]]),
    }
    assert upload_edition(desk.house.database, planner, desk.house.clock(), new_id(), **given) == 2
    desk.do(print_survey_sheets, survey_id=desk.asked.survey_id, sheets=2)
    desk.enter(1)
    desk.enter(21, {"only": "好"})
    with desk.house.database.reading() as session:
        versions = {one.id: one.number for one in store.find(session, Edition, survey_id=desk.asked.survey_id)}
    assert [(sheet.number, versions[sheet.edition_id]) for sheet in desk.sheets()] == [(1, 1), (21, 2)]
    seen = paper_desk(desk.house.database, desk.person("first"), desk.house.clock(), survey_id=desk.asked.survey_id)
    assert [(run.first, run.last) for run in seen.runs] == [(21, 22), (1, 20)]
    old = paper_form(desk.house.database, desk.person("first"), desk.house.clock(), survey_id=desk.asked.survey_id, paper_run_id=seen.runs[1].id)  # fmt: skip
    assert old.edition == 1


def test_a_form_that_must_have_a_photo_is_not_printed(house: House):
    """Paper cannot hold it, and the sentence names the question."""
    rows = [HEAD, ["image", "picture", "照片", "A photo", "yes"], *SURVEY[1:2]]
    form = workbook(
        rows, [["list_name", "name", "label::中文 (zh)", "label::English (en)"], ["yn", "yes", "需要", "Yes"]]
    )
    desk = Desk(published(house, data=form))
    assert codes(desk.do, print_survey_sheets, survey_id=desk.asked.survey_id, sheets=1) == ["not_on_paper"]


def test_counts_of_batches_have_bounds(desk: Desk):
    """No negative count, none that nobody counts by hand."""
    asked: dict[str, Any] = {"survey_id": desk.asked.survey_id}
    assert codes(desk.do, open_survey_batch, sheets=2001, **asked) == ["bad_count"]
    assert codes(desk.do, open_survey_batch, sheets=-1, **asked) == ["bad_count"]
    assert codes(desk.do, print_survey_sheets, sheets=0, **asked) == ["bad_count"]
    assert codes(desk.do, print_survey_sheets, sheets=501, **asked) == ["bad_count"]
