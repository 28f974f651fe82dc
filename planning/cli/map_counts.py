"""`jieyi map-counts`: looks whether the counts kept for the map are right, and counts anew."""

from __future__ import annotations

import os
import sys

import click

from planning.cli.opening import say
from planning.errors import N_, Problem
from planning.settings import settings_or_exit
from planning.store import kept_counts
from planning.store.examining import State
from planning.store.examining import map_counts as examined
from planning.store.starting import ready_database


@click.command("map-counts")
@click.option("--rebuild", is_flag=True, help="count everything anew from the objects")
def map_counts(*, rebuild: bool) -> None:
    """Compare the counts of the map with its objects; exit code 1 where they differ."""
    database = ready_database(settings_or_exit(os.environ), thoroughly=False)
    try:
        if rebuild:
            with database.writing() as session:
                kept_counts.rebuild(session.connection())
            click.echo(say(Problem("map_counts", N_("Everything on the map was counted anew."))))
        finding = examined(database)
    finally:
        database.close()
    click.echo(say(finding.said), err=finding.state is State.FAILED)
    if finding.state is State.FAILED:
        sys.exit(1)
