"""`jieyi count`: count a file of ballots."""

from __future__ import annotations

import csv
import sys
from pathlib import Path

import click

from planning.cli.count_output import as_json, as_text
from planning.errors import Problem, Refusal, Refusals
from planning.options.ballot_files import BallotFile, read
from planning.options.counting.irv import equal_ranks
from planning.options.counting.methods import METHODS
from planning.options.counting.methods import count as count_by
from planning.options.counting.result import Result
from planning.options.counting.ties import TieRule

# named by the interface, and honest about not being there
LATER = frozenset({
    "approval", "score", "star", "irv_rules", "two_round", "bucklin", "borda_modified", "minimax_winning",
    "minimax_margins", "schulze_winning", "schulze_margins", "ranked_pairs_winning", "ranked_pairs_margins",
    "condorcet_loser", "smith", "black", "stv_scottish", "stv_wigm", "seq_pav", "phragmen", "mes", "pb_greedy",
    "pb_mes", "mention_count", "cumulative_points", "positional",
})  # fmt: skip
LATER_FORMATS = (".pb",)


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--method", "methods", multiple=True, required=True, help="a method, or all; may be repeated")
@click.option("--options", help="options in order, separated by commas; else in order of first appearance")
@click.option("--tie", default="stands", show_default=True, help="stands, earlier, order:a>b>c or seed:TEXT")
@click.option("--rules", help="rules for raw marks (not there yet)")
@click.option("--seats", help="seats to fill (not there yet)")
@click.option("--json", "wants_json", is_flag=True, help="print one JSON object")
def count(
    *, file: Path, methods: tuple[str, ...], options: str | None, tie: str, wants_json: bool, **later: str | None
) -> None:
    """Count FILE by one or more methods.

    Exit codes: 0 counted (ties included), 2 wrong use or unreadable input; then every line of standard error is
    FILE:LINE: code: text, with line 0 for what concerns the whole request.
    """
    try:
        _check_there_yet(file, methods, **later)
        ballots = read(file.name, _bytes(file), _split(options) if options is not None else None)
        rule = TieRule.parse(tie, ballots.profile.options + ballots.profile.withdrawn)
        results, skipped = _counted(ballots, methods, rule)
    except Refusals as refused:
        for problem in refused.problems:
            click.echo(f"{file}:{problem.where or 0}: {problem.code}: {_one_line(problem)}", err=True)
        sys.exit(2)
    click.echo(as_json(ballots, results, skipped) if wants_json else as_text(ballots, results, skipped))


def _check_there_yet(file: Path, methods: tuple[str, ...], rules: str | None, seats: str | None) -> None:
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
    if rules is not None:
        problems.append(Problem("not_yet", "Counting raw marks by --rules is not there yet."))
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


def _counted(ballots: BallotFile, methods: tuple[str, ...], rule: TieRule) -> tuple[list[Result], dict[str, Refusals]]:
    """Results of the methods named, in that order; ``all`` skips those that do not apply and says why."""
    profile = ballots.profile
    if "irv" in methods and profile.has_equal_ranks:
        raise Refusals([problem for line in ballots.equal_lines for problem in equal_ranks(line).problems])
    results = [count_by(name, profile, rule) for name in dict.fromkeys(methods) if name != "all"]
    skipped: dict[str, Refusals] = {}
    for name in METHODS if "all" in methods else ():
        if name in methods:
            continue
        try:
            results.append(count_by(name, profile, rule))
        except Refusals as refused:
            skipped[name] = refused
    return results, skipped


def _one_line(problem: Problem) -> str:
    return " ".join(str(problem).split())
