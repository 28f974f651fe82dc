"""`jieyi doctor`: looks at everything that the house stands on; exit code 1 if something must be mended."""

from __future__ import annotations

import json
import os
import sys

import click

from planning import period
from planning.cli.opening import say
from planning.settings import settings_or_exit
from planning.store import open_database
from planning.store.examining import Finding, State, examine, fail
from planning.store.starting import database_file


@click.command()
@click.option("--json", "wants_json", is_flag=True, help="print one JSON object")
def doctor(*, wants_json: bool) -> None:
    """Check database, tables, disk, folders, clock, photos and backups; changes nothing."""
    findings = _findings()
    if wants_json:
        found = [{"check": f.check, "state": f.state, "message": say(f.said)} for f in findings]
        click.echo(json.dumps({"ok": not _has_failed(findings), "checks": found}, ensure_ascii=False))
    else:
        for finding in findings:
            click.echo(f"{finding.state:<8}{finding.check:<16}{say(finding.said)}")
    if _has_failed(findings):
        sys.exit(1)


def _findings() -> list[Finding]:
    settings = settings_or_exit(os.environ)
    file = database_file(settings)
    if file is not None and not file.exists():
        return [fail("database", "There is no database at {file} yet: start the server once.", file=str(file))]
    database = open_database(settings.database)
    try:
        return list(examine(settings, database, period.now()))
    finally:
        database.close()


def _has_failed(findings: list[Finding]) -> bool:
    return any(finding.state is State.FAILED for finding in findings)
