"""Checking what a record says of paper: every sheet is accounted for, and the ballots by channel are those of the box."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from planning.chain import canonical, salted
from planning.errors import N_, Problem
from planning.options.paper.figures import PaperFigures, figures_of, may_be_told
from planning.options.record.tables import written

if TYPE_CHECKING:
    from planning.options.record.verifying import Opened

FILE = "paper.json"


def at_closing(record: Opened, after: Mapping[str, Any]) -> Problem | None:
    """Whether a full record tells of the paper what was written down at closing.

    :param after: what the entry of closing says; without ``paper_hash`` no paper was counted.
    """
    counted = "paper_hash" in after
    if (FILE in record.files and not counted) or (record.is_full and counted and FILE not in record.files):
        return _differs()
    if not counted or not record.is_full:
        return None
    text = canonical(json.loads(record.text(FILE)))
    return None if salted(record.record["ballots_salt"], text) == after["paper_hash"] else _differs()


def paper(record: Opened) -> Problem | None:
    """Whether sheets, reasons and hand-ins add up, and fit the ballots."""
    if FILE not in record.files:
        return None
    said = json.loads(record.text(FILE))
    return _full(record, said) if record.is_full else _public(record, said)


def _full(record: Opened, said: Mapping[str, Any]) -> Problem | None:
    figures = figures_of(json.dumps(said["figures"]))
    if not figures.adds_up:
        return _adds_not_up()
    rows = said["channels"]
    if rows is None:
        return _sums(record, said, figures)
    if not may_be_told(said["phone"], said["paper"]):
        return _tells_too_much()
    ballots = Counter((str(ballot.weight), written(ballot.ranking)) for ballot in record.ballots or ())
    by_channel = Counter(channel for channel, _, _ in rows)
    if Counter((weight, ranking) for _, weight, ranking in rows) != ballots or by_channel["paper"] != said["paper"]:
        return Problem("channels_differ", N_("The ballots by channel are not the ballots of the box."))
    return _sums(record, said, figures)


def _public(record: Opened, said: Mapping[str, Any]) -> Problem | None:
    if not may_be_told(said["phone"], said["paper"]) or set(said) != {"figures", "phone", "paper"}:
        return _tells_too_much()
    figures = PaperFigures(**said["figures"])
    if figures.numbers:
        return _tells_too_much()
    if figures.counted + sum(figures.invalid.values()) + figures.sheets_aside != figures.sheets:
        return _adds_not_up()
    return _sums(record, said, figures)


def _sums(record: Opened, said: Mapping[str, Any], figures: PaperFigures) -> Problem | None:
    if figures.rule != record.definition.get("paper", "none"):
        return Problem("rule_differs", N_("Paper ballots were not counted by the rule that was announced."))
    if figures.counted != said["paper"] or said["paper"] + said["phone"] != record.record["ballots"]:
        return Problem("channels_differ", N_("The ballots by channel are not the ballots of the box."))
    if figures.handed_in not in {None, figures.sheets} and not figures.reason:
        return _adds_not_up()
    return None


def _adds_not_up() -> Problem:
    return Problem("sheets_do_not_add_up", N_("Sheets of paper are missing or too many: counted, invalid and set aside do not make up all that were handed in, and no reason is given."))  # fmt: skip


def _differs() -> Problem:
    return Problem(
        "paper_differs", N_("What the record says of paper ballots is not what was written down at closing.")
    )


def _tells_too_much() -> Problem:
    return Problem("tells_too_much", N_("This public record tells more of the ballots than may be published."))
