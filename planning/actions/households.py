"""The register of households of a case: entered from a table, noted door by door, forgotten on request."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from planning import store
from planning.actions.act import Doing, act
from planning.actions.dissent import LONGEST_TEXT, day_checked
from planning.actions.lines import lines_pasted
from planning.actions.words import LONGEST_LABEL, text_checked
from planning.cases.case import Case
from planning.cases.household import Household, HouseholdState
from planning.errors import N_, Problem, Refusals
from planning.site import Community, Courtyard, new_id
from planning.store import households
from planning.store.courses import keepings

MOST_LINES = 5000
LONGEST_TABLE = 400_000


@act
def enter_households(doing: Doing, *, case_id: str, courtyard_id: str, table: str) -> int:
    """Add lines ``door,name`` to the register of a case, in one courtyard (or none); those that are there stay as they are.

    All of them, or none with everything that is wrong. Gives how many were added. Raises :class:`Refusals` (``no_lines``,
    ``empty_text``, ``long_text``, ``not_found``, and those of :func:`planning.actions.lines.lines_pasted`).
    """
    case = store.get(doing.session, Case, case_id)
    yard = courtyard_id or keepings(doing.session, [case])[case_id].seat(case)
    here = doing.permit_in(case.community_id, courtyard_id=yard)
    problems: list[Problem] = []
    if courtyard_id and store.first(doing.session, Courtyard, id=courtyard_id, community_id=here.id) is None:
        problems.append(
            Problem("not_found", N_("This is not here (any more): go back and choose again."), {}, "courtyard_id")
        )
    lines = _lines(problems, table)
    if problems:
        raise Refusals(problems)
    there = {one.door for one in store.find(doing.session, Household, case_id=case_id, courtyard_id=yard)}
    new = {door: name for door, name in lines if door not in there}
    made = [Household(new_id(), here.id, case_id, yard, door, name, doing.now) for door, name in new.items()]
    store.add_all(doing.session, made)
    doing.log(f"case:{case_id}", after={"households": len(made), "courtyard": yard})
    return len(made)


@act
def note_household(
    doing: Doing, *, household_id: str, version: int, name: str, state: HouseholdState, day: date, note: str
) -> str:  # fmt: skip
    """Note how far it has come with a household that was read at ``version``; the log keeps neither door, name nor note."""
    before, here = _permitted(doing, household_id)
    problems: list[Problem] = []
    day_checked(problems, day, doing, here)
    made = replace(
        before, state=state, day=day, version=version + 1,
        name=text_checked(problems, name, field="name", longest=LONGEST_LABEL, needed=False),
        note=text_checked(problems, note, field="note", longest=LONGEST_TEXT, needed=False),
    )  # fmt: skip
    if problems:
        raise Refusals(problems)
    store.change(doing.session, made)
    doing.log(f"household:{household_id}", before={"state": before.state}, after={"state": state, "day": day})
    return household_id


@act
def forget_household(doing: Doing, *, household_id: str) -> None:
    """Take a household out of the register for good: door, name and note."""
    before, _ = _permitted(doing, household_id)
    households.forget(doing.session, household_id)
    doing.log(f"household:{household_id}", before={"state": before.state})


def _permitted(doing: Doing, household_id: str) -> tuple[Household, Community]:
    found = store.get(doing.session, Household, household_id)
    return found, doing.permit_in(found.community_id, courtyard_id=found.courtyard_id)


def _lines(problems: list[Problem], table: str) -> list[tuple[str, str]]:
    """Doors and names, cleaned."""
    none = Problem(
        "no_lines", N_("Write one household on each line, its door first: 1 to {most} lines."), {"most": MOST_LINES}, "table")  # fmt: skip
    found = []
    for number, row in lines_pasted(problems, table, none=none, most=MOST_LINES, longest=LONGEST_TABLE):
        wrong: list[Problem] = []
        door = text_checked(wrong, row[0], field="table", longest=LONGEST_LABEL)
        name = text_checked(wrong, row[1] if len(row) > 1 else "", field="table", longest=LONGEST_LABEL, needed=False)
        problems += [Problem(one.code, one.message, one.params, number) for one in wrong]
        found.append((door, name))
    return found
