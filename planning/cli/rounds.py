"""`jieyi rounds` and `jieyi codes`: which rounds there are, and one-time codes for one of them."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import Any

import click

from planning import period
from planning.actions.codes import Issued, issue_codes
from planning.cli.opening import give_up, opened
from planning.errors import Refusals
from planning.people import SYSTEM
from planning.queries.rounds import RoundView, all_rounds
from planning.reports.cards import Card, codes_csv


@click.command()
@click.option("--json", "wants_json", is_flag=True, help="print a JSON list")
def rounds(*, wants_json: bool) -> None:
    """List the rounds of all communities."""
    with opened() as database:
        found = [_line(view) for view in all_rounds(database, SYSTEM, period.now())]
    if wants_json:
        click.echo(json.dumps(found, ensure_ascii=False))
        return
    for line in found:
        click.echo(
            f"{line['id']}  {line['state']:8}  {line['title']}  {line['opens'] or ''}  {line['closes'] or ''}".rstrip()
        )


def _line(view: RoundView) -> dict[str, Any]:
    round_ = view.round
    return {
        "id": round_.id, "community": round_.community_id, "title": round_.title.zh or round_.title.en,
        "title_en": round_.title.en, "state": view.state.value,
        "opens": round_.period.opens.isoformat() if round_.period else None,
        "closes": round_.period.closes.isoformat() if round_.period else None,
        "closed_at": round_.closed_at.isoformat() if round_.closed_at else None,
        "method": round_.method, "access": round_.access.value, "ballot": round_.ballot.value,
        "roll_hash": round_.roll_hash, "received": view.received,
    }  # fmt: skip


@click.command()
@click.argument("round_id", metavar="ROUND")
@click.option(
    "--count", type=int, help="so many codes of nobody on the roll; without it one for each voter without a code"
)
@click.argument("out", metavar="OUT.csv", type=click.Path(path_type=Path, dir_okay=False))
def codes(*, round_id: str, count: int | None, out: Path) -> None:
    """Issue one-time codes into OUT.csv, a new file that only its owner can read. They are kept nowhere else."""
    try:
        # The file comes first: codes that were issued and could not be written down would be lost.
        descriptor = os.open(out, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except OSError as error:
        click.echo(f"{out}:0: cannot_write: {out} cannot be written: {error.strerror}", err=True)
        sys.exit(2)
    issued: list[Issued] = []
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8", newline="") as file, opened() as database:
            issued = issue_codes(database, SYSTEM, period.now(), round_id=round_id, count=count)
            file.write(codes_csv(round_id, [Card(one.code, one.voter) for one in issued]))
    except Refusals as refused:
        out.unlink()
        give_up(refused, round_id)
    click.echo(f"{len(issued)} codes in {out}")
