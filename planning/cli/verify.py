"""`jieyi verify`: check a record, or the log of this installation; the first thing that is wrong is named."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any, NoReturn

import click

from planning import period
from planning.cli.opening import opened, say
from planning.errors import N_, Problem
from planning.options.record.verifying import Opened, first_fault
from planning.people import SYSTEM
from planning.queries.integrity import log_check

LONGEST_S = 600
"""How long the program of a record may count."""


@click.command()
@click.argument("file", metavar="[FILE.zip]", required=False, type=click.Path(path_type=Path))
@click.option("--log", "wants_log", is_flag=True, help="walk the log of this installation (as without a file)")
@click.option("--head", "heads", multiple=True, help="a hash that was printed and must be there; may be repeated")
def verify(*, file: Path | None, wants_log: bool, heads: tuple[str, ...]) -> None:
    """Check the record FILE.zip, or without a file the log of this installation.

    Exit codes: 0 everything fits, 1 something does not: one line on standard error names the first of it, 2 wrong use.
    """
    heads = tuple(head.strip().lower() for head in heads)
    if file is not None and wants_log:
        raise click.UsageError("give a file or --log, not both")
    if file is None:
        _verify_log(heads)
    else:
        _verify_record(file, heads)


def _verify_log(heads: tuple[str, ...]) -> None:
    with opened() as database:
        walked = log_check(database, SYSTEM, period.now(), community_id=None, known=heads)
    if walked.problem is not None:
        _fail("log", walked.problem)
    click.echo(f"log: {walked.entries} entries hold; head {walked.head.seq} {walked.head.hash}")
    if walked.erased:
        click.echo(f"log: {walked.erased} texts were erased, which breaks nothing")
    if not heads:
        click.echo("log: no --head was given: give a printed one, or entries cut off at the end are not noticed")


def _verify_record(file: Path, heads: tuple[str, ...]) -> None:
    try:
        data = file.read_bytes()
    except OSError as error:
        click.echo(f"{file}:0: unreadable_file: The file cannot be read: {error.strerror or error}.", err=True)
        sys.exit(2)
    record, problem = first_fault(data, heads)
    if problem is None and record is not None and "retally.py" in record.files:
        problem = counted_apart(record)
    if problem is not None or record is None:
        _fail(str(file), problem or Problem("no_record", "This is no record."))
    _say_what_was_found(file, record.record, heads)


def _fail(file: str, problem: Problem) -> NoReturn:
    click.echo(f"{file}: {problem.code}: {' '.join(say(problem).split())}", err=True)
    sys.exit(1)


def counted_apart(record: Opened) -> Problem | None:
    """Run the record's own program, which was found to be ours, in a process that sees nothing of this project."""
    with tempfile.TemporaryDirectory() as folder:
        for name, content in record.files.items():
            (Path(folder) / name).write_bytes(content)
        try:
            run = subprocess.run(  # noqa: S603 - the program is byte for byte the one of this version
                [sys.executable, "-I", "-X", "utf8", str(Path(folder) / "retally.py"), "--json"],
                capture_output=True, encoding="utf-8", timeout=LONGEST_S, check=False, cwd=folder,
            )  # fmt: skip
        except subprocess.TimeoutExpired:
            return Problem("recount_unfinished", N_("The second program did not finish counting within {minutes} minutes."), {"minutes": LONGEST_S // 60})  # fmt: skip
    found, expected = json.loads(run.stdout) if run.stdout else {}, record.expected
    differing = [name for name, value in found.items() if expected.get(name) != value]
    if run.returncode or differing or not found:
        what = ", ".join(differing) or run.stderr.strip()[-80:]
        return Problem("recount_differs", N_("The second program counts another result than the record: {what}."), {"what": what})  # fmt: skip
    return None


def _say_what_was_found(file: Path, record: dict[str, Any], heads: tuple[str, ...]) -> None:
    click.echo(f"{file}: {record['kind']} record, {record['ballots']} ballots: everything in it fits")
    for name in ("definition_hash", "log_at_opening", "log_at_closing"):
        value = record[name]
        click.echo(f"  {name}: {value if isinstance(value, str) else (value and value['hash']) or 'none'}")
    for check in record["checks"]:
        if not check["carried"]:
            click.echo(f"  not carried: {check['name']}: {check['why_en']}")
    if not heads:
        click.echo(
            "  compare these hashes with the printed ones, or give them as --head: a whole record can be made anew"
        )
