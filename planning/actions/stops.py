"""Stops of a walk: entered from lines or from the map, noted at the door, corrected, forgotten.

What is noted at a door leaves no line in the log: the log keeps its order and seconds, and an answer that was written down at
the same door has its own line there. Day and member are kept in the stop.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from planning import store
from planning.actions.act import Doing, act, fleeting
from planning.actions.dissent import LONGEST_TEXT
from planning.actions.lines import lines_pasted
from planning.actions.walks import require_open
from planning.actions.words import LONGEST_LABEL, text_checked
from planning.errors import N_, Problem, Refusal, Refusals
from planning.period import day_in
from planning.site import Community, Courtyard, Pin, courtyard_around, new_id
from planning.store import walks
from planning.surveys.observation import Facility, Kind
from planning.surveys.walk import Stop, StopNote, StopState, Walk

MOST_LINES = 2000
LONGEST_TABLE = 200_000
_HOUR = re.compile(r"([01][0-9]|2[0-3]):[0-5][0-9]", re.ASCII)
_NUMBER = re.compile(r"[-+]?[0-9]{1,3}(\.[0-9]+)?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Door:
    """A line that was entered, or an object of the map."""

    door: str
    street: str = ""
    pin: Pin | None = None
    courtyard_id: str | None = None


@act
def add_stops(doing: Doing, *, walk_id: str, courtyard_id: str, table: str) -> int:
    """Add lines ``name of the shop or door, street, longitude, latitude`` (all but the first may be left out) to a walk.

    All of them, or none with everything that is wrong. A door that is there stays as it is. Without ``courtyard_id`` a place
    inside the outline of a courtyard says the courtyard. Gives how many were added.

    Raises :class:`Refusals` (``bad_line``, ``bad_place``, ``outside_bounds``, ``empty_text``, ``long_text``, ``not_found``,
    ``walk_closed``, and those of :func:`planning.actions.lines.lines_pasted`).
    """
    problems: list[Problem] = []
    walk, here, yards = _at_work(problems, doing, walk_id, courtyard_id)
    doors = list(_lines(problems, table, here))
    if problems:
        raise Refusals(problems)
    yard = courtyard_id or walk.courtyard_id
    return _added(doing, walk, [replace(one, courtyard_id=yard or _around(yards, one.pin)) for one in doors])


@act
def add_stops_from_map(doing: Doing, *, walk_id: str, courtyard_id: str, kind: Kind) -> int:
    """Add all courtyards, or all facilities, of the map to a walk (of one courtyard, if it is named); how many were added.

    Raises :class:`Refusals` (``unknown_kind``, ``not_found``, ``walk_closed``).
    """
    problems: list[Problem] = []
    walk, here, yards = _at_work(problems, doing, walk_id, courtyard_id)
    if problems:
        raise Refusals(problems)
    only = courtyard_id or walk.courtyard_id
    if kind == Kind.COURTYARD:
        doors = [
            Door(yard.name["zh"], "", _inside(yard), yard.id) for yard in sorted(yards, key=lambda yard: yard.code)
        ]
    elif kind == Kind.FACILITY:
        found = store.find(doing.session, Facility, order=("external_id", "id"), community_id=here.id, retired_at=None)
        doors = [
            Door(one.name["zh"] or one.external_id, "", one.pin, one.courtyard_id or _around(yards, one.pin))
            for one in found
            if one.name["zh"] or one.external_id
        ]
    else:
        raise Refusal("unknown_kind", N_("Stops are taken from courtyards or from facilities."))
    return _added(doing, walk, [one for one in doors if only in (None, "", one.courtyard_id)])


@fleeting
def mark_stop(
    doing: Doing, *, stop_id: str, version: int, state: StopState, back_on: date | None, back_time: str, note: str
) -> None:  # fmt: skip
    """Note how far it has come with a stop that was read at ``version``. The same once more changes nothing.

    Kept are the day and who noted it, in the stop. Neither the table of acts nor the log has a line of it: lines stand in the
    order in which they came, among those of answers that the same member wrote down, and would join each door to one.

    Raises :class:`Refusals` (``no_day``, ``day_past``, ``bad_hour``, ``long_text``, ``walk_closed``, ``edited_meanwhile``).
    """
    before, here = _permitted(doing, stop_id)
    require_open(store.get(doing.session, Walk, before.walk_id))
    today, state, problems = day_in(here.time_zone, doing.now), StopState(state), list[Problem]()
    if state is StopState.COME_BACK:
        _back_checked(problems, back_on, back_time, today)
    words = text_checked(problems, note, field="note", longest=LONGEST_TEXT, needed=False)
    if problems:
        raise Refusals(problems)
    said = StopNote(state, today, doing.visitor.member.id if doing.visitor.member else "")
    made = before.noted(said, back_on=back_on, back_time=back_time, words=words)
    if before.version == version + 1 and replace(made, history=before.history, version=before.version) == before:
        return  # a second tap
    store.change(doing.session, replace(made, version=version + 1))


@act
def correct_stop(
    doing: Doing, *, stop_id: str, version: int, door: str, street: str, lon: str, lat: str
) -> None:  # fmt: skip
    """Correct name, street and place of a stop that was read at ``version``; no place where both are empty.

    Raises :class:`Refusals` (``empty_text``, ``long_text``, ``bad_coordinates``, ``outside_bounds``, ``edited_meanwhile``).
    """
    before, here = _permitted(doing, stop_id)
    problems: list[Problem] = []
    made = replace(
        before, version=version + 1, pin=_pin(problems, lon.strip(), lat.strip(), here),
        door=text_checked(problems, door, field="door", longest=LONGEST_LABEL),
        street=text_checked(problems, street, field="street", longest=LONGEST_LABEL, needed=False),
    )  # fmt: skip
    if problems:
        raise Refusals(problems)
    store.change(doing.session, made)
    doing.log(f"walk:{before.walk_id}", after={"corrected": 1})


@act
def forget_stop(doing: Doing, *, stop_id: str) -> None:
    """Take a stop out of its walk for good: name, place, note and history."""
    before, _ = _permitted(doing, stop_id)
    walks.forget_stop(doing.session, stop_id)
    doing.log(f"walk:{before.walk_id}", after={"forgotten": 1})


def _at_work(
    problems: list[Problem], doing: Doing, walk_id: str, courtyard_id: str
) -> tuple[Walk, Community, list[Courtyard]]:  # fmt: skip
    """A walk that is open, its community and the courtyards there; a courtyard that is not of the walk is told."""
    walk = store.get(doing.session, Walk, walk_id)
    here = doing.permit_in(walk.community_id, courtyard_id=courtyard_id or walk.courtyard_id)
    require_open(walk)
    yards = store.find(doing.session, Courtyard, order="code", community_id=here.id)
    of_walk = walk.courtyard_id in (None, courtyard_id) and courtyard_id in {one.id for one in yards}
    if courtyard_id and not of_walk:
        problems.append(
            Problem("not_found", N_("This is not here (any more): go back and choose again."), {}, "courtyard_id")
        )
    return walk, here, yards


def _permitted(doing: Doing, stop_id: str) -> tuple[Stop, Community]:
    found = store.get(doing.session, Stop, stop_id)
    return found, doing.permit_in(found.community_id, courtyard_id=found.courtyard_id)


def _added(doing: Doing, walk: Walk, doors: Iterable[Door]) -> int:
    found = store.find(doing.session, Stop, walk_id=walk.id)
    there = {(one.courtyard_id, one.street, one.door) for one in found}
    new: dict[tuple[str | None, str, str], Door] = {}
    for one in doors:  # 3-2-501 is a door of many courtyards
        if (key := (one.courtyard_id, one.street, one.door)) not in there:
            new.setdefault(key, one)
    last = walks.last_number(doing.session, walk.id)
    store.add_all(doing.session, [
        Stop(new_id(), walk.community_id, walk.id, one.courtyard_id, number, one.door, one.street, one.pin)
        for number, one in enumerate(new.values(), last + 1)
    ])  # fmt: skip
    doing.log(f"walk:{walk.id}", after={"stops": len(new)})
    return len(new)


def _lines(problems: list[Problem], table: str, here: Community) -> Iterable[Door]:
    none = Problem(
        "no_lines", N_("Write one shop or door on each line, its name first: 1 to {most} lines."), {"most": MOST_LINES}, "table")  # fmt: skip
    for number, row in lines_pasted(problems, table, none=none, most=MOST_LINES, longest=LONGEST_TABLE):
        yield from _line(problems, number, row, here)


def _line(problems: list[Problem], number: int, row: list[str], here: Community) -> Iterable[Door]:
    """The door of a line; nothing, with every reason told, where there is none."""
    wrong: list[Problem] = []
    placed = len(row) > 2
    words, place = (row[:-2], row[-2:]) if placed else (row, ["", ""])
    if len(words) > 2 or (placed and any(place) and not all(map(_NUMBER.fullmatch, place))):
        problems.append(Problem(
            "bad_line", N_("Line {line} cannot be read: look at the example beside the field."), {"line": number}, "table"))  # fmt: skip
        return
    pin = _pin(wrong, place[0], place[1], here)
    if wrong:
        problems.append(Problem(wrong[0].code, N_("Line {line}: this place is not in {community}: longitude first, then latitude."),
                                {"line": number, "community": here.name}, "table"))  # fmt: skip
    door = text_checked(wrong, words[0], field="table", longest=LONGEST_LABEL)
    street = text_checked(wrong, "".join(words[1:]), field="table", longest=LONGEST_LABEL, needed=False)
    for one in wrong:
        if one.code == "empty_text":
            problems.append(Problem(one.code, N_("Line {line} has no name."), {"line": number}, "table"))
        elif one.code == "long_text":
            problems.append(Problem(one.code, N_("Line {line} is too long: at most {longest} characters for a name or a street."),
                                    {"line": number, "longest": LONGEST_LABEL}, "table"))  # fmt: skip
    if not wrong:
        yield Door(door, street, pin)


def _pin(problems: list[Problem], lon: str, lat: str, here: Community) -> Pin | None:
    if not lon and not lat:
        return None
    try:
        return Pin.parse(lon, lat, here)
    except Refusals as refused:
        problems += refused.problems
        return None


def _back_checked(problems: list[Problem], back_on: date | None, back_time: str, today: date) -> None:
    if back_on is None and back_time:
        problems.append(Problem("no_day", N_("Say the day on which to come back, too."), {}, "back_on"))
    if back_on is not None and back_on < today:
        problems.append(Problem("day_past", N_("This day is over: choose today or a later day."), {}, "back_on"))
    if back_time and not _HOUR.fullmatch(back_time):
        problems.append(Problem("bad_hour", N_("Write the hour as 18:30."), {}, "back_time"))


def _inside(yard: Courtyard) -> Pin | None:
    if yard.outline is None:
        return None
    point = yard.outline.representative_point()
    return Pin(point.x, point.y)


def _around(yards: Iterable[Courtyard], pin: Pin | None) -> str | None:
    """The courtyard in whose outline a place lies."""
    yard = courtyard_around(yards, pin) if pin is not None else None
    return yard.id if yard else None
