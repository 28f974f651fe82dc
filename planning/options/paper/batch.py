"""A batch: so many sheets, counted beforehand, which two people enter one after the other without seeing each other's.

Only where both read the same on every sheet, and the sheets are as many as were counted, is the batch accepted.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from planning.errors import N_, Problem, Refusal
from planning.options.paper.sheet import Reading


class BatchState(StrEnum):
    """Where a batch stands."""

    ENTERING = "entering"  # the first person types
    CONFIRMING = "confirming"  # another one types the same sheets
    RETURNED = "returned"  # the two differ: the first person looks again
    ACCEPTED = "accepted"


@dataclass(frozen=True, slots=True)
class Batch:
    """Sheets of a round that were counted together.

    :param sheets: how many there are, counted by hand before the first was typed.
    :param entered_by: id of the member who enters first; ``confirmed_by`` of the other one, "" before that.
    :param note: what the second person, or whoever broke the seal, has to say.
    """

    id: str
    community_id: str
    round_id: str
    number: int
    sheets: int
    state: BatchState
    entered_by: str
    confirmed_by: str = ""
    note: str = ""
    version: int = 1


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet of a batch by the number that is printed on it, with what each of the two read.

    :param disputed: the two read different things at some time; it stays known that they did.
    """

    id: str
    community_id: str
    round_id: str
    batch_id: str
    number: int
    first: Reading | None = None
    second: Reading | None = None
    disputed: bool = False


@dataclass(frozen=True, slots=True)
class HandIn:
    """A voter handed in a sheet at the table. It knows the voter or the code, and never what the sheet says.

    :param sheet_mac: keyed hash of the sheet's number where it must be found again, erased at closing; else None.
    :param counts: False where the phone ballot of the same voter counts instead.
    """

    id: str
    community_id: str
    round_id: str
    voter_id: str | None = None
    code_id: str | None = None
    sheet_mac: str | None = None
    counts: bool = True


def is_first(batch: Batch, member_id: str) -> bool:
    """Which of the two a member is now.

    Raises :class:`Refusal` (``batch_accepted``, ``same_person``, ``batch_taken``, ``not_your_turn``).
    """
    if batch.state is BatchState.ACCEPTED:
        raise Refusal("batch_accepted", N_("This batch is accepted and sealed: break the seal with a reason before you change it."))  # fmt: skip
    if batch.state is not BatchState.CONFIRMING:
        if member_id != batch.entered_by:
            raise Refusal("not_your_turn", N_("Somebody else is entering this batch: you can confirm it after that."))
        return True
    if member_id == batch.entered_by:
        raise Refusal("same_person", N_("You entered this batch: another person must confirm it."))
    if batch.confirmed_by not in {"", member_id}:
        raise Refusal("batch_taken", N_("Somebody else is confirming this batch already: take another one."))
    return False


def differing(sheets: Iterable[Sheet]) -> tuple[int, ...]:
    """Numbers of the sheets that the two did not read the same, or that only one of them found."""
    return tuple(
        sorted(s.number for s in sheets if not (s.first.agrees(s.second) if s.first else s.second is None))
    )  # fmt: skip


def count_problems(batch: Batch, sheets: Sequence[Sheet], *, first: bool) -> list[Problem]:
    """What is wrong with the number of sheets that a person entered."""
    entered = sum((s.first if first else s.second) is not None for s in sheets)
    if entered == batch.sheets:
        return []
    said = {"counted": batch.sheets, "entered": entered}
    return [Problem("sheets_differ", N_("{counted} sheets were counted, and {entered} are entered: look for the difference before you go on."), said)]  # fmt: skip
