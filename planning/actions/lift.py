"""Lift cost shares: the cost, coefficients by floor with their source, and the flats that share it."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

from planning import store
from planning.actions.act import Doing, act
from planning.actions.dissent import LONGEST_TEXT
from planning.actions.lines import lines_pasted
from planning.actions.words import LONGEST_LABEL, text_checked
from planning.cases.case import Case
from planning.cases.lift import MOST_FLOORS, MOST_UNITS, Flat, LiftPlan
from planning.errors import N_, Problem, Refusals
from planning.options.money import cents_of
from planning.site import new_id
from planning.store.courses import keepings

LONGEST_TABLE = 200_000
_NUMBER = re.compile(r"\d{1,5}(\.\d{1,4})?", re.ASCII)
_FLOOR = re.compile(r"-?\d{1,2}", re.ASCII)


@act
def share_lift_cost(
    doing: Doing, *, case_id: str, version: int, amount: str, by_area: bool, coefficients: str, source: str, flats: str
) -> str:  # fmt: skip
    """Set or change how the cost of a case's lift is shared; gives the plan's id.

    :param version: that of the plan that was read; 0 for the first.
    :param coefficients: lines ``floor,coefficient``; ``source``: where they come from, which everybody reads.
    :param flats: lines ``door,floor,area in m²``.

    Raises :class:`Refusals` (``bad_amount``, ``bad_line``, ``no_lines``, ``no_coefficient``, ``twice``, ``empty_text``,
    ``edited_meanwhile``).
    """
    case = store.get(doing.session, Case, case_id)
    here = doing.permit_in(case.community_id, courtyard_id=keepings(doing.session, [case])[case_id].seat(case))
    problems: list[Problem] = []
    cents = cents_of(amount)
    if cents is None:
        problems.append(Problem("bad_amount", N_("Write an amount in yuan, such as 12,500 or 80.50."), {}, "amount"))
    source = text_checked(problems, source, field="source", longest=LONGEST_TEXT)
    of_floor = _coefficients(problems, coefficients)
    shared = _flats(problems, flats)
    missing = sorted({flat.floor for flat in shared} - set(of_floor))
    if missing:
        problems.append(Problem(
            "no_coefficient", N_("These floors have no coefficient: {floors}."), {"floors": ", ".join(map(str, missing))},
            "coefficients"))  # fmt: skip
    elif shared and not sum(Decimal(of_floor[flat.floor]) for flat in shared):
        problems.append(
            Problem(
                "no_coefficient",
                N_("Somebody has to pay: at least one coefficient is more than nothing."),
                {},
                "coefficients",
            )
        )
    if problems:
        raise Refusals(problems)
    before = store.first(doing.session, LiftPlan, case_id=case_id)
    made = LiftPlan(
        before.id if before else new_id(), here.id, case_id, cents or 0, by_area, tuple(sorted(of_floor.items())), source,
        tuple(shared), doing.now,
    )  # fmt: skip
    if before is None:
        store.add(doing.session, made)
    else:
        store.change(doing.session, replace(made, version=version + 1))
    doing.log(f"case:{case_id}", after={
        "lift_cents": made.cents, "coefficients": made.coefficients, "source": source, "flats": len(shared)})  # fmt: skip
    return made.id


def _bad_line(field: str, number: int) -> Problem:
    return Problem(
        "bad_line", N_("Line {line} cannot be read: look at the example beside the field."), {"line": number}, field
    )


def _coefficients(problems: list[Problem], text: str) -> dict[int, str]:
    found: dict[int, str] = {}
    none = Problem(
        "no_lines", N_("Write one floor on each line: 1 to {most} lines."), {"most": MOST_FLOORS}, "coefficients"
    )
    for number, row in lines_pasted(problems, text, none=none, most=MOST_FLOORS, longest=LONGEST_TABLE):
        if len(row) != 2 or not _FLOOR.fullmatch(row[0]) or not _NUMBER.fullmatch(row[1]) or int(row[0]) in found:
            problems.append(_bad_line("coefficients", number))
            continue
        found[int(row[0])] = row[1]
    return found


def _flats(problems: list[Problem], text: str) -> list[Flat]:
    none = Problem("no_lines", N_("Write one flat on each line: 1 to {most} lines."), {"most": MOST_UNITS}, "flats")
    found: list[Flat] = []
    for number, row in lines_pasted(problems, text, none=none, most=MOST_UNITS, longest=LONGEST_TABLE):
        good = len(row) == 3 and _FLOOR.fullmatch(row[1]) and _NUMBER.fullmatch(row[2]) and Decimal(row[2]) > 0
        wrong: list[Problem] = []
        door = text_checked(wrong, row[0], field="flats", longest=LONGEST_LABEL)
        if not good or wrong:
            problems.append(_bad_line("flats", number))
        elif any(one.door == door for one in found):
            problems.append(Problem("twice", N_("Line {line}: this door is there already."), {"line": number}, "flats"))
        else:
            found.append(Flat(door, int(row[1]), row[2]))
    return found
