"""What staff do in some of the stories only: open a case and hand it to a courtyard, keep its register, meet who objects, hold a vote."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from pathlib import Path

from planning.actions.illustrative.drawing import drawn
from planning.cases.dissent import Outcome
from planning.cases.household import HouseholdState
from planning.i18n import translator
from planning.options.decision.presets import PRESETS
from planning.options.round import BallotKind
from planning.surveys.comment import Topic
from planning.wording import Words
from tests.browser.staff import Staff
from tests.browser.steps import send_photo


def opens_case(staff: Staff, title: Words, question: Words) -> None:
    """Open a case from nothing but its words."""
    staff.opens("Cases")
    staff.both("Title in {language}", title.zh, title.en)
    staff.both("Question in {language}", question.zh, question.en)
    staff.presses("Open the case", "The case is open: residents can read it now.")


def gives_evidence(staff: Staff, drawing: str) -> None:
    """Add a photo to the case."""
    staff.opens("Cases")
    send_photo(staff.page, drawn(drawing, 1).data)
    count = translator(staff.story.language).n("{count} photo was added.", "{count} photos were added.", 1)
    staff.presses("Add the photos")
    staff.sees(count)


def hands_to(staff: Staff, yard: str, reason: str) -> None:
    """The case concerns a courtyard, and is handed to it with its record."""
    staff.opens("Cases")
    staff.unfolds("Owner, courtyards and place")
    staff.picks("Who is responsible for the case", staff.name)
    staff.picks("Courtyards that it concerns", yard)
    staff.page.keyboard.press("Escape")
    staff.presses("Save owner and place", "Owner and place were saved.")
    staff.unfolds("Hand it to a courtyard")
    staff.picks("Courtyard", yard)
    staff.fills("Reason, which everybody can read", reason)
    staff.presses("Hand it on with its record", "It was handed on: everybody reads the reason.")


def registers(staff: Staff, yard: str, doors: Sequence[str], state: HouseholdState) -> None:
    """Enter the doors of a register, and note how far it has come with the first of them."""
    staff.opens("Households and lift")
    staff.picks("Courtyard", yard)
    staff.fills("One household on each line: door, name", "\n".join(doors))
    staff.presses("Enter them")
    staff.leaves()
    staff.picks("Household", doors[0])
    staff.picks("How far it has come", staff.story.name(state))
    staff.presses("Save it", "It was noted.")


def objects(staff: Staff, who: str, topic: Topic, words: str) -> None:
    """Enter an objection, in the words of who objects; they allow that everybody reads them."""
    staff.opens("Objections and decisions")
    staff.unfolds("Enter an objection")
    staff.fills("Who objects: a door, or “a shop”", who)
    staff.picks("Topic", staff.story.name(topic))
    staff.fills("In their own words", words)
    staff.ticks(staff.story.t("The objector allows that everybody reads the words"))
    staff.presses("Enter the objection", "The objection was entered: somebody goes there next.")


def visits(staff: Staff, who: str, explained: str, outcome: Outcome, answer: Words) -> None:
    """Note the visit to who objects, and give the answer."""
    staff.opens("Objections and decisions")
    staff.unfolds_line(who)
    staff.fills("Who went", "规划师")
    staff.fills("What was explained", explained)
    staff.picks("What came of it", staff.story.name(outcome))
    staff.presses("Note the visit", "The visit was noted.")
    staff.unfolds_line(who)
    staff.both("Answer in {language}", answer.zh, answer.en)
    staff.presses("Give the answer, which everybody can read", "The answer was saved.")


def prepares(staff: Staff, title: Words, question: Words, yes: Words) -> None:
    """Prepare a round about a yes or no under a majority of heads, and say what yes means."""
    t = staff.story.t
    staff.opens("Rounds and codes")
    staff.both("Title in {language}", title.zh, title.en)
    staff.both("Question in {language}", question.zh, question.en)
    staff.picks("Ballots", staff.story.name(BallotKind.YES_NO))
    staff.picks("Decision rule", PRESETS["simple_majority"].title[staff.story.language])
    staff.presses("Prepare the round", "The round is in preparation: now enrol its voters.")
    said = t("What it is, in one or two sentences")
    staff.types(f"{said} · 中文", yes.zh)
    staff.types(f"{said} · English", yes.en)
    staff.presses("Save the option", "The option was saved.")


def enrols(staff: Staff, table: str) -> list[str]:
    """Enrol who may vote, issue their codes, and take them along; gives the codes in the order of the doors."""
    t = translator(staff.story.language)
    staff.turns_to("Roll and codes")
    staff.unfolds("Enrol voters from a table")
    staff.sends("roll.csv", table.encode())
    staff.presses("Enrol them")
    count = table.strip().count("\n")
    staff.sees(t.n("{count} voter was enrolled.", "{count} voters were enrolled.", count))
    staff.leaves()
    staff.presses_seen(t.n("Issue a code to {count} voter without one", "Issue codes to {count} voters without one", count))  # fmt: skip
    saved = staff.saves("Table (CSV)")
    rows = csv.DictReader(io.StringIO(Path(saved).read_text(encoding="utf-8-sig")))
    codes = {int(row["label"]): row["code"] for row in rows}
    staff.presses("I have saved them")
    return [codes[door] for door in sorted(codes)]


def announces(staff: Staff) -> None:
    """Announce the round, and open it now."""
    staff.turns_to("Open, extend, close")
    staff.presses("Announce and open", "The round is announced.")


def ends(staff: Staff, reason: str) -> None:
    """Close the round before its announced end, for a reason."""
    staff.opens("Rounds and codes")
    staff.turns_to("Open, extend, close")
    staff.fills_last("Reason, which everybody can read", reason)
    staff.ticks(staff.story.t("Yes, close this round now"))
    staff.presses("Close the round", "The round has closed: its result can be read.")
