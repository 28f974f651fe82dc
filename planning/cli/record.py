"""`jieyi record`: the election record of a closed round as one file."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import click

from planning import period
from planning.actions.closing import settle_closed
from planning.cli.opening import give_up, opened
from planning.errors import Refusals
from planning.people import SYSTEM
from planning.queries.records import full_record, public_record
from planning.reports.record import record_zip


@click.command()
@click.argument("round_id", metavar="ROUND")
@click.argument("out", metavar="OUT.zip", type=click.Path(path_type=Path, dir_okay=False))
@click.option(
    "--public", "is_public", is_flag=True, help="only what may be published; without it everything but persons"
)
def record(*, round_id: str, out: Path, is_public: bool) -> None:
    """Write the election record of ROUND into OUT.zip, a new file. The full one is for the board and its auditor.

    Exit codes: 0 written, 2 wrong use: no such round, not closed yet, file cannot be written.
    """
    try:
        with opened() as database:
            now = period.now()
            settle_closed(database, now, round_id)
            asked = public_record if is_public else full_record
            data = record_zip(asked(database, SYSTEM, now, round_id=round_id))
    except Refusals as refused:
        give_up(refused, round_id)
    try:
        # Only its owner may read the full record: every ballot is in it.
        descriptor = os.open(out, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o644 if is_public else 0o600)
    except OSError as error:
        click.echo(f"{out}:0: cannot_write: {out} cannot be written: {error.strerror}", err=True)
        sys.exit(2)
    with os.fdopen(descriptor, "wb") as file:
        file.write(data)
    click.echo(f"{'public' if is_public else 'full'} record of {round_id} in {out}")
