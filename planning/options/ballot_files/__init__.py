"""Files of ballots, one module per format; all of them become a :class:`~.reading.BallotFile`."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import PurePath

from planning.errors import N_, Problem, Refusal, Refusals
from planning.options.ballot_files.abif import read_abif
from planning.options.ballot_files.blt import read_blt
from planning.options.ballot_files.pabulib import read_pabulib
from planning.options.ballot_files.preflib import read_preflib
from planning.options.ballot_files.reading import BallotFile, Counted, Reading
from planning.options.ballot_files.table import read_table

__all__ = ["READERS", "BallotFile", "Counted", "read"]

READERS: dict[str, Callable[[str, Reading], None]] = {
    ".csv": read_table,
    ".soc": read_preflib,
    ".soi": read_preflib,
    ".toc": read_preflib,
    ".toi": read_preflib,
    ".blt": read_blt,
    ".abif": read_abif,
    ".pb": read_pabulib,
}
"""The reader of a format, by the ending of the file's name."""


def read(name: str, data: bytes, options: Sequence[str] | None = None, *, as_marks: bool = False) -> BallotFile:
    """Read a file of ballots; raises :class:`Refusals` with everything that cannot be read, by line.

    :param options: the options, in order; None takes them from the file, those of a table by first appearance.
    :param as_marks: read a table as raw marks, with empty ranks, over-votes and repeats.
    """
    reader = READERS.get(PurePath(name).suffix.lower())
    if reader is None:
        raise Refusal(
            "unknown_format",
            N_("This file is of no known format: its name must end in one of {known}."),
            known=", ".join(READERS),
        )
    problems = _faults_of(options)
    if as_marks and reader is not read_table:
        problems.append(Problem("no_marks", N_("Only a CSV table holds raw marks: the rules are for those.")))
    if problems:
        raise Refusals(problems)
    reading = Reading(as_marks=as_marks)
    reader(_decoded(data), reading)
    return reading.finished(options)


def _decoded(data: bytes) -> str:
    """Text of the file, with or without a byte-order mark."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise Refusal(
            "not_utf8", N_("The file is not in UTF-8: save it as UTF-8 and try again."), where=line
        ) from error
    if "\0" in text:
        line = text[: text.index("\0")].count("\n") + 1
        raise Refusal("not_text", N_("The file holds bytes that are no text: export it again as text."), where=line)
    return text


def _faults_of(options: Sequence[str] | None) -> list[Problem]:
    """What is wrong with a list of options that was given."""
    if options is None:
        return []
    twice = [option for option in dict.fromkeys(options) if options.count(option) > 1]
    problems = [
        Problem("duplicate_option", N_("The list of options names “{option}” twice."), {"option": option[:40]})
        for option in twice
    ]
    if not options or not all(options):
        problems.append(Problem("empty_option", N_("The list of options holds an empty name.")))
    return problems
