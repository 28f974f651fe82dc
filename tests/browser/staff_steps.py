"""What staff do in every story, step by step on their pages: a phase, a meeting, a work, a book, an evaluation, the end."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from planning.cases.case import Phase
from planning.cases.decision import Way
from planning.cases.fund import EntryKind
from planning.cases.works import WorkState
from planning.wording import Words
from tests.browser.staff import Staff


def receives(staff: Staff) -> None:
    """The one matter that was raised is received."""
    staff.opens("Public-opinion channel")
    staff.presses("Work on it")
    staff.presses("Receive it: I look after it", "Received. Whoever raised it sees that.")


def joins(staff: Staff) -> None:
    """The matter becomes a part of the one case."""
    staff.opens("Public-opinion channel")
    if not staff.finds("Fold it up"):
        staff.presses("Work on it")
    staff.picks("What is done now", staff.story.t("Turn it into a case"))
    staff.presses("Turn it into a case", "It is a part of the case now. Everybody reads there how far it has come.")


def enters(staff: Staff, phase: Phase, reason: str = "") -> None:
    """The case enters a phase today; ``reason`` where phases are skipped or repeated."""
    staff.opens("Cases")
    staff.unfolds("Enter or plan a phase")
    staff.picks("Phase", staff.story.name(phase))
    if reason:
        staff.fills("Why phases are skipped or repeated; everybody can read it", reason)
    staff.presses("Enter or plan it", "The phase was noted: everybody reads it on the page of the case.")


@dataclass(frozen=True, slots=True)
class Call:
    """A meeting, as it is called: in a week, at the hour that the page offers."""

    kind: str
    title: Words
    agenda: Words
    place: Words
    case: str
    yard: str = ""


def calls(staff: Staff, call: Call) -> None:
    """Call a meeting."""
    staff.opens("Meetings")
    staff.picks("Kind of meeting", call.kind)
    if call.yard:
        staff.picks("Courtyard, if it is one of a courtyard", call.yard)
    staff.both("Title in {language}", call.title.zh, call.title.en)
    staff.both("Place in {language}", call.place.zh, call.place.en)
    staff.both("Agenda in {language}, a line for each item", call.agenda.zh, call.agenda.en)
    staff.picks("Cases on the agenda", call.case)
    staff.page.keyboard.press("Escape")
    staff.presses("Call the meeting", "The meeting is called: its notice can be printed from its page.")


def minutes(staff: Staff, counted: int, summary: Words) -> None:
    """After the meeting: who was there, what everybody reads, what those who work here read."""
    staff.opens("Meetings")
    staff.fills("Counted in the room, if it was counted", str(counted))
    staff.both("Plain summary in {language}, for everybody", summary.zh, summary.en)
    staff.both("Full minutes in {language}, for those who work here", summary.zh, summary.en)
    staff.presses("Record the minutes", "The minutes are there: everybody reads the summary.")


def decides(board: Staff, decided: Words, way: Way, votes: Mapping[str, int]) -> None:
    """Record a decision; the way and the meeting stand there as they usually are."""
    board.opens("Objections and decisions")
    board.unfolds("Record a decision")
    board.both("What was decided, in {language}", decided.zh, decided.en)
    board.picks("How it was decided", board.story.name(way))
    for label, count in votes.items():
        board.fills(label, str(count))
    board.presses("Record the decision", "The decision was recorded: everybody reads it on the page of the case.")


def plans(staff: Staff, work: Words, step: Words, *, days: int) -> None:
    """Plan a work with one step, and say that it has begun today."""
    staff.opens("Works")
    staff.unfolds("Plan a work")
    staff.fills("The work, in Chinese", work.zh)
    staff.fills("The work, in English", work.en)
    staff.fills("Contractor", "示例公司")
    staff.dates("Planned to be done", staff.story.tell.today(days))
    staff.presses("Plan the work", "The work is planned: residents can read it now.")
    staff.unfolds_line(work[staff.story.language])
    staff.fills("Next step, in Chinese", step.zh)
    staff.fills("Next step, in English", step.en)
    staff.presses("Add the step", "The step was added.")
    moves(staff, work, WorkState.UNDER_WAY)


def moves(staff: Staff, work: Words, state: WorkState) -> None:
    """Say how far a work has come."""
    staff.unfolds_line(work[staff.story.language])
    staff.picks("It is now", staff.story.name(state))
    staff.presses("Save how far it has come", "It was saved: everybody reads it on the page of the case.")


def finishes(staff: Staff, work: Words, step: Words) -> None:
    """The step is reached, and the work is done."""
    staff.opens("Works")
    staff.unfolds_line(work[staff.story.language])
    staff.ticks(step[staff.story.language])
    staff.reads("The step was noted as reached today.")
    moves(staff, work, WorkState.DONE)


def keeps_book(staff: Staff, case: str, came_in: str, paid: str) -> None:
    """Open the book of the case; enter what came in and what was paid today."""
    story = staff.story
    staff.opens("Money")
    staff.both("Title in {language}", "这件事的账", "Book of the case")
    staff.picks("Whose money it is", case)
    staff.presses("Open the book", "The book is open: everybody can read it.")
    for kind, yuan, zh, en in (
        (EntryKind.CONTRIBUTION, came_in, "运行资金", "Operating fund"), (EntryKind.PAYMENT, paid, "工程款", "Works"),
    ):  # fmt: skip
        staff.picks("Kind of entry", story.name(kind))
        staff.fills("Amount in yuan", yuan)
        staff.fills("What for, in Chinese", zh)
        staff.fills("What for, in English", en)
        staff.fills("Number of the receipt", "7")
        staff.presses("Enter it", "It was entered.")


def asks(staff: Staff, promise: Words) -> None:
    """Ask residents for two weeks from today."""
    staff.opens("Evaluations")
    staff.unfolds("Ask residents")
    staff.fills("What was promised, in Chinese", promise.zh)
    staff.fills("What was promised, in English", promise.en)
    staff.presses(
        "Ask residents from that day",
        "Residents are asked from that day on: the link stands on the page of the case, and here.",
    )


def closes(staff: Staff, words: str) -> None:
    """Show what somebody wrote, and close the case."""
    staff.opens("Evaluations")
    staff.ticks(words)
    staff.reads("It was noted.")
    staff.presses("Close the case", "The case is closed.")
