"""Checking a record: everything in it must fit everything else, and the first thing that does not is named."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from planning.chain import digest, salted
from planning.errors import N_, Problem, Refusals
from planning.options.ballot import Ballot
from planning.options.by_place import by_place
from planning.options.counting.pairwise import pairwise
from planning.options.counting_rules import CountingRules
from planning.options.receipt import receipt_of
from planning.options.record import decision_verifying, log_verifying, paper_verifying, publication_verifying
from planning.options.record.log_verifying import LogSays
from planning.options.record.packing import SUMS, unpacked
from planning.options.record.results import result_of
from planning.options.record.retally import family_of, program
from planning.options.record.tables import ballots_in, ballots_table

FORMAT = ("jieyi-record", 1)
NEEDED = frozenset({
    "definition.json", "record.json", "result.json", "roll.json", "log.json", "versions.json", "commitments.csv",
    *(f"{name}.{language}.txt" for name in ("rules", "promises", "readme") for language in ("zh", "en")), SUMS,
})  # fmt: skip
SOMETIMES = frozenset({"decision.json", "paper.json", "ballots.csv", "ballots_cut.csv", "retally.py"})
CHECKED = (
    "method",
    "winners",
    "scores",
    "stages",
    "pairwise",
    "counted",
    "blank",
    "invalid",
    "ranking",
    "left_at",
    "ties",
    "quota",
    "budget",
    "cost",
)


@dataclass(frozen=True, slots=True)
class Opened:
    """A record whose files are those that were written, decoded."""

    files: Mapping[str, bytes]
    record: dict[str, Any]
    definition: dict[str, Any]
    result: dict[str, Any]
    roll: dict[str, Any]
    log: dict[str, Any]

    @property
    def is_full(self) -> bool:
        """Whether every ballot is in it."""
        return bool(self.record["kind"] == "full")

    @property
    def family(self) -> str | None:
        """Family of methods that the announced rules belong to, if there is a second program for them."""
        return family_of(self.definition["method"], self.rule if self.is_full else "")

    @property
    def rule(self) -> str:
        """The decision rule of a yes or no; empty where none was announced."""
        return str(self.definition.get("rule", ""))

    @property
    def expected(self) -> dict[str, Any]:
        """What the record says came out, as its own program counts it again."""
        decided = {"decision": json.loads(self.text("decision.json"))["decision"]} if self.family == "decision" else {}
        return self.result | decided

    def text(self, name: str) -> str:
        """A file as text."""
        return self.files[name].decode()

    @property
    def ballots(self) -> list[Ballot] | None:
        """The ballots, whole or cut; None where none are told."""
        name = next((n for n in ("ballots.csv", "ballots_cut.csv") if n in self.files), None)
        if name is None:
            return None
        return ballots_in(self.text(name), self.rules.points)

    @property
    def rules(self) -> CountingRules:
        """How it was announced to be counted."""
        return CountingRules.of_definition(self.definition)


def opened(data: bytes) -> Opened:
    """The record in some bytes; raises :class:`Refusals` with the first thing that is wrong with its files."""
    files = unpacked(data)
    missing, foreign = sorted(NEEDED - set(files)), sorted(set(files) - NEEDED - SOMETIMES)
    if missing or foreign:
        raise _wrong(
            "files_differ", N_("A record has no such set of files: look at {file}."), file=[*missing, *foreign][0]
        )
    sums = "".join(f"{sha256(files[n]).hexdigest()}  {n}\n" for n in sorted(set(files) - {SUMS}))
    if files[SUMS] != sums.encode():
        listed = set(files[SUMS].decode(errors="replace").splitlines())
        changed = [line.split("  ")[1] for line in sums.splitlines() if line not in listed]
        raise _wrong(
            "file_changed", N_("The file {file} was changed after the record was written."), file=[*changed, SUMS][0]
        )
    names = ("record", "definition", "result", "roll", "log")
    record, *others = (json.loads(files[f"{name}.json"]) for name in names)
    if (record.get("format"), record.get("format_version")) != FORMAT:
        raise _wrong("unknown_format", N_("This record has another format than this version of the program knows."))
    return Opened(files, record, *others)


def first_fault(data: bytes, heads: tuple[str, ...] = ()) -> tuple[Opened | None, Problem | None]:
    """The record and the first thing that is wrong with it, if anything is.

    :param heads: hashes that were printed: of the definition, of the log at opening or at closing. Each must be one
        of the record's own; whoever makes a whole record anew is found by nothing else.
    """
    found: Opened | None = None
    try:
        found = opened(data)
        for check in CHECKS:
            problem = check(found)
            if problem is not None:
                return found, problem
    except Refusals as refused:
        return found, refused.problems[0]
    except (KeyError, TypeError, ValueError, IndexError, AttributeError, RecursionError, csv.Error) as error:
        # Whoever made this file can have put anything in it; what is not in our form is no record of ours.
        return found, Problem("malformed", N_("The record is not in its own form: {what}."), {"what": str(error)[:80]})
    unknown = [head for head in heads if head not in _own_heads(found)]
    if unknown:
        return found, Problem(
            "other_head", N_("The printed hash {hash} is not one of this record."), {"hash": unknown[0][:80]}
        )
    return found, None


def _own_heads(record: Opened) -> set[str]:
    said = record.record
    logs = [said[name]["hash"] for name in ("log_at_opening", "log_at_closing") if said[name]]
    return {said["definition_hash"], *logs}


def _wrong(code: str, message: str, **params: Any) -> Refusals:
    return Refusals([Problem(code, message, params)])


def _definition(record: Opened) -> Problem | None:
    if digest(record.text("definition.json")) != record.record["definition_hash"]:
        return Problem("definition_differs", N_("Question, options and rules are not those whose hash was announced."))
    if record.record["round"] != record.definition["id"]:
        return Problem("definition_differs", N_("Question, options and rules are not those whose hash was announced."))
    return None


def _log(record: Opened) -> Problem | None:
    said = log_verifying.read(record.log)
    if isinstance(said, Problem):
        return said
    manifest, subject = record.record, f"round:{record.record['round']}"
    opening, closing = said.opening.get(subject), said.closing.get(subject)
    if closing is None or _plain(closing.head) != manifest["log_at_closing"] or said.head != closing.head:
        return Problem("log_head_differs", N_("The log does not end with the entry of closing that the record names."))
    if (_plain(opening.head) if opening else None) != manifest["log_at_opening"]:
        return Problem("log_head_differs", N_("The log does not have the entry of opening that the record names."))
    if opening is not None and opening.after["definition_hash"] != manifest["definition_hash"]:
        return Problem("definition_differs", N_("Question, options and rules are not those whose hash was announced."))
    if opening is not None and opening.after.get("roll_hash", "") not in {"", record.roll["roll_hash"]}:
        return Problem("roll_differs", N_("The roll is not the one that was frozen when the round was announced."))
    return _at_closing(record, said, closing.after)


def _at_closing(record: Opened, said: LogSays, after: Mapping[str, Any]) -> Problem | None:
    if digest(record.text("commitments.csv")) != after["commitments_hash"]:
        return Problem("commitments_differ", N_("The list of receipts is not the one of closing."))
    if record.record["ballots"] != after["ballots"]:
        return Problem("ballots_differ", N_("The ballots are not those that lay in the box at closing."))
    if record.is_full and salted(record.record["ballots_salt"], record.text("ballots.csv")) != after["ballots_hash"]:
        return Problem("ballots_differ", N_("The ballots are not those that lay in the box at closing."))
    if record.roll["roll_hash"] != after["roll_hash"] or record.roll["enrolled"] != after["roll"]:
        return Problem("roll_differs", N_("The roll is not the one of closing."))
    if record.record["log_at_opening"] and said.withdrawn != set(record.record["withdrawn"]):
        return Problem("withdrawals_differ", N_("The log tells of other withdrawals of options than the record."))
    return decision_verifying.at_closing(record, after) or paper_verifying.at_closing(record, after)


def _plain(head: Any) -> dict[str, Any]:
    return {"seq": head.seq, "hash": head.hash}


def _commitments(record: Opened) -> Problem | None:
    rows = list(csv.DictReader(io.StringIO(record.text("commitments.csv")), strict=True))
    for row in rows:
        if receipt_of(row["commitment"]) != row["receipt"]:
            return Problem("receipt_differs", N_("The receipt {receipt} does not belong to its commitment."), {"receipt": row["receipt"][:40]})  # fmt: skip
    if len({row["commitment"] for row in rows}) != record.record["ballots"]:
        return Problem("commitments_differ", N_("There are not as many different receipts as ballots."))
    return None


def _ballots(record: Opened) -> Problem | None:
    ballots = record.ballots
    if record.is_full != ("ballots.csv" in record.files) and record.is_full:
        return Problem("ballots_differ", N_("The ballots are not those that lay in the box at closing."))
    if ballots is None:
        return None
    name = "ballots.csv" if "ballots.csv" in record.files else "ballots_cut.csv"
    table = ballots_table(ballots, record.rules.points, by_place=record.rules.by_place and record.is_full)
    if len(ballots) != record.record["ballots"] or table != record.text(name):
        return Problem("ballots_differ", N_("The ballots are not those that lay in the box at closing."))
    return None


def _program(record: Opened) -> Problem | None:
    family = record.family
    expected = program(family).encode() if family and "ballots.csv" in record.files else None
    if record.files.get("retally.py") != expected:
        return Problem("other_program", N_("The program retally.py is not the one of this version: check the record with the version that wrote it."))  # fmt: skip
    return None


def _result(record: Opened) -> Problem | None:
    ballots = record.ballots
    if ballots is None or "ballots.csv" not in record.files or record.family is None:
        return None
    options = [option["key"] for option in record.definition["options"]]
    counting = record.rules.counting(options, ballots, record.record["withdrawn"])
    counted = result_of(counting.counted(), pairwise(counting.profile), counting.sums)
    differing = [name for name in CHECKED if counted.get(name) != record.result.get(name)]
    if record.is_full and record.rules.by_place:
        places = by_place(record.rules, options, ballots, record.record["withdrawn"])
        told = [(one["place"], one["ballots"], tuple(one["winners"])) for one in record.result["by_place"]]
        differing += ["by_place"] if told != [(p.place, p.ballots, p.winners) for p in places] else []
    if differing:
        return Problem("result_differs", N_("The ballots give another result than the record: {what}."), {"what": ", ".join(differing)})  # fmt: skip
    return None


CHECKS: tuple[Callable[[Opened], Problem | None], ...] = (
    _definition, _log, _commitments, _ballots, publication_verifying.publication, _program, _result,
    decision_verifying.decision, paper_verifying.paper,
)  # fmt: skip
