"""`jieyi count`: count a file of ballots."""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import click

from planning.cli.count_output import as_json, as_text
from planning.errors import Problem, Refusal, Refusals
from planning.options.ballot_files import BallotFile, read
from planning.options.counting.irv import equal_ranks
from planning.options.counting.marked_rules import MarkedRules
from planning.options.counting.methods import METHODS
from planning.options.counting.methods import count as count_by
from planning.options.counting.result import Result
from planning.options.counting.ties import TieRule

# named by the interface, and honest about not being there
LATER = frozenset({
    "approval", "stv_scottish", "stv_wigm", "seq_pav", "phragmen", "mes", "pb_greedy", "pb_mes", "mention_count",
    "cumulative_points", "positional",
})  # fmt: skip
LATER_FORMATS = (".pb",)


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--method", "methods", multiple=True, required=True, help="a method, or all; may be repeated")
@click.option("--options", help="options in order, separated by commas; else in order of first appearance")
@click.option("--tie", default="stands", show_default=True, help="stands, earlier, order:a>b>c or seed:TEXT")
@click.option("--rules", type=click.Path(path_type=Path), help="JSON file of rules; FILE holds raw marks then")
@click.option("--seats", help="seats to fill (not there yet)")
@click.option("--json", "wants_json", is_flag=True, help="print one JSON object")
def count(
    *,
    file: Path,
    methods: tuple[str, ...],
    options: str | None,
    tie: str,
    rules: Path | None,
    seats: str | None,
    wants_json: bool,
) -> None:
    """Count FILE by one or more methods.

    Exit codes: 0 counted (ties included), 2 wrong use or unreadable input; then every line of standard error is
    FILE:LINE: code: text, with line 0 for what concerns the whole request.
    """
    try:
        _check_there_yet(file, methods, seats)
        named = _split(options) if options is not None else None
        ballots = read(file.name, _bytes(file), named, as_marks=rules is not None)
        rule = TieRule.parse(tie, ballots.profile.options + ballots.profile.withdrawn)
        announced = {"rules": read_rules(rules, ballots.profile.options) if rules is not None else None}
        results, skipped = _counted(ballots, methods, rule, announced)
    except Refusals as refused:
        for problem in refused.problems:
            click.echo(f"{file}:{problem.where or 0}: {problem.code}: {_one_line(problem)}", err=True)
        sys.exit(2)
    click.echo(as_json(ballots, results, skipped) if wants_json else as_text(ballots, results, skipped))


def _check_there_yet(file: Path, methods: tuple[str, ...], seats: str | None) -> None:
    """Refuse everything that is named by the interface or by nobody, and cannot be done."""
    problems = [
        Problem("not_yet", "The method {method} is not there yet.", {"method": name})
        if name in LATER
        else Problem(
            "unknown_method",
            "There is no method “{method}”: choose one of {known}, or all.",
            {"method": name[:40], "known": ", ".join(METHODS)},
        )
        for name in dict.fromkeys(methods)
        if name != "all" and name not in METHODS
    ]
    if seats is not None:
        problems.append(Problem("not_yet", "Counting several --seats is not there yet."))
    if file.suffix.lower() in LATER_FORMATS:
        problems.append(Problem("not_yet", "Pabulib files cannot be counted yet."))
    if problems:
        raise Refusals(problems)


def _bytes(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        raise Refusal(
            "unreadable_file", "The file cannot be read: {reason}.", reason=error.strerror or str(error)
        ) from error


def _split(options: str) -> list[str]:
    """Options from a list with commas; quotes around a name that holds one."""
    return [name.strip() for name in next(csv.reader([options], skipinitialspace=True), [])]


def read_rules(file: Path, options: tuple[str, ...]) -> MarkedRules:
    """The rules of a file; raises :class:`Refusals`."""
    try:
        said = json.loads(_bytes(file).decode("utf-8-sig"))
    except ValueError as error:
        raise Refusal("bad_rules", "The file of rules is no JSON: {reason}.", reason=str(error)[:80]) from error
    return MarkedRules.parse(said, options)


def _counted(
    ballots: BallotFile, methods: tuple[str, ...], rule: TieRule, announced: Mapping[str, Any]
) -> tuple[list[Result], dict[str, Refusals]]:
    """Results of the methods named, in that order; ``all`` skips those that do not apply and says why."""
    if "irv" in methods and ballots.profile.has_equal_ranks:
        raise Refusals([problem for line in ballots.equal_lines for problem in equal_ranks(line).problems])

    def counted(name: str) -> Result:
        return count_by(name, ballots.of(METHODS[name].counts), rule, **announced)

    results = [counted(name) for name in dict.fromkeys(methods) if name != "all"]
    skipped: dict[str, Refusals] = {}
    for name in METHODS if "all" in methods else ():
        if name in methods:
            continue
        try:
            results.append(counted(name))
        except Refusals as refused:
            skipped[name] = refused
    return results, skipped


def _one_line(problem: Problem) -> str:
    return " ".join(str(problem).split())
