"""`jieyi count`: count a file of ballots."""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import click

from planning.cli.count_output import as_json, as_text
from planning.errors import Problem, Refusal, Refusals
from planning.options.ballot_files import BallotFile, read
from planning.options.ballot_files.pabulib_writing import write_pabulib
from planning.options.counting.marked_rules import MarkedRules
from planning.options.counting.methods import METHODS
from planning.options.counting.methods import count as count_by
from planning.options.counting.result import Result
from planning.options.counting.ties import TieRule
from planning.options.counting.unranked import Unranked


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--method", "methods", multiple=True, required=True, help="a method, or all; may be repeated")
@click.option("--options", help="options in order, separated by commas; else in order of first appearance")
@click.option("--tie", default="stands", show_default=True, help="stands, earlier, order:a>b>c or seed:TEXT")
@click.option(
    "--unranked", default="tied_last", show_default=True,
    help="what an option is that a ballot does not rank: tied_last or left_out",
)  # fmt: skip
@click.option("--rules", type=click.Path(path_type=Path), help="JSON file of rules; FILE holds raw marks then")
@click.option("--seats", help="seats to fill, 1 unless it is said")
@click.option(
    "--pabulib", type=click.Path(path_type=Path), help="write the vote on a budget as a .pb file, voters numbered"
)
@click.option("--json", "wants_json", is_flag=True, help="print one JSON object")
def count(
    *,
    file: Path,
    methods: tuple[str, ...],
    options: str | None,
    tie: str,
    unranked: str,
    rules: Path | None,
    seats: str | None,
    pabulib: Path | None,
    wants_json: bool,
) -> None:
    """Count FILE by one or more methods.

    Exit codes: 0 counted (ties included), 2 wrong use or unreadable input; then every line of standard error is
    FILE:LINE: code: text, with line 0 for what concerns the whole request.
    """
    try:
        _check_methods(methods)
        named = _split(options) if options is not None else None
        apart = _unranked(unranked)
        ballots = read(file.name, _bytes(file), named, as_marks=rules is not None)
        ballots = replace(ballots, profile=replace(ballots.profile, unranked=apart))
        rule = TieRule.parse(tie, ballots.profile.options + ballots.profile.withdrawn)
        announced = {
            "rules": read_rules(rules, ballots.profile.options) if rules is not None else None,
            "seats": _seats(seats) if seats is not None else None,
            "longest": ballots.longest,
        }
        results, skipped = _counted(ballots, methods, rule, announced)
        if pabulib is not None:
            _write(pabulib, write_pabulib(ballots, funded=_funded(results)))
    except Refusals as refused:
        for problem in refused.problems:
            click.echo(f"{file}:{problem.where or 0}: {problem.code}: {_one_line(problem)}", err=True)
        sys.exit(2)
    click.echo(as_json(ballots, results, skipped) if wants_json else as_text(ballots, results, skipped))


def _check_methods(methods: tuple[str, ...]) -> None:
    """Refuse every method that there is not."""
    problems = [
        Problem(
            "unknown_method",
            "There is no method “{method}”: choose one of {known}, or all.",
            {"method": name[:40], "known": ", ".join(METHODS)},
        )
        for name in dict.fromkeys(methods)
        if name != "all" and name not in METHODS
    ]
    if problems:
        raise Refusals(problems)


def _unranked(said: str) -> Unranked:
    """The rule for options that a ballot does not rank."""
    if said not in set(Unranked):
        raise Refusal("bad_unranked", "“{rule}” is no rule for unranked options: write {known}.", rule=said[:40], known=" or ".join(Unranked))  # fmt: skip
    return Unranked(said)


def _seats(said: str) -> int:
    """A number of seats; whether there are options for so many, the methods say."""
    if not (said.isascii() and said.isdigit() and len(said) < 7 and int(said)):
        raise Refusal("bad_seats", "“{seats}” is no number of seats: write a whole number from 1.", seats=said[:40])
    return int(said)


def _bytes(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        raise Refusal(
            "unreadable_file", "The file cannot be read: {reason}.", reason=error.strerror or str(error)
        ) from error


def _funded(results: list[Result]) -> tuple[str, ...] | None:
    """What the first method that spends a budget funds; None where there is none, or a tie leaves it open."""
    return next((result.winners for result in results if result.total_cost is not None), None)


def _write(file: Path, text: str) -> None:
    try:
        file.write_text(text, "utf-8", newline="")
    except OSError as error:
        raise Refusal(
            "unwritable_file", "The file {file} cannot be written: {reason}.",
            file=str(file), reason=error.strerror or str(error),
        ) from error  # fmt: skip


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

    def counted(name: str) -> Result:
        return count_by(name, ballots.of(METHODS[name].counts), rule, **announced)

    try:
        results = [counted(name) for name in dict.fromkeys(methods) if name != "all"]
    except Refusals as refused:
        raise _by_line(refused, ballots) from refused
    skipped: dict[str, Refusals] = {}
    for name in METHODS if "all" in methods else ():
        if name in methods:
            continue
        try:
            results.append(counted(name))
        except Refusals as refused:
            skipped[name] = refused
    return results, skipped


def _by_line(refused: Refusals, ballots: BallotFile) -> Refusals:
    """Equal ranks that a method refuses, by the lines where they stand."""
    lines = ballots.equal_lines if refused.code == "equal_ranks" else ()
    return Refusals(
        [Problem(p.code, p.message, p.params, line) for line in lines for p in refused.problems] or refused.problems
    )


def _one_line(problem: Problem) -> str:
    return " ".join(str(problem).split())
