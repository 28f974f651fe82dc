"""`jieyi backup` and `jieyi restore`: everything into one file, and out of it again, on either database."""

from __future__ import annotations

import os
from pathlib import Path

import click

from planning import period
from planning.cli.opening import give_up
from planning.errors import Refusals
from planning.settings import settings_or_exit
from planning.store import only_server, open_database
from planning.store.archive.manifest import Manifest
from planning.store.archive.restoring import restore as restore_archive
from planning.store.archive.writing import back_up
from planning.store.starting import database_file, refuse_damaged, refuse_network_folder

FILE = click.argument("file", type=click.Path(path_type=Path))


@click.command()
@FILE
def backup(*, file: Path) -> None:
    """Write everything into the new archive FILE, while ballots come in; keep it safe, it holds the secret key."""
    settings = settings_or_exit(os.environ)
    try:
        embedded = database_file(settings)
        if embedded is not None:
            refuse_damaged(embedded, settings.data_dir, thoroughly=True)  # a copy of a damaged database is no backup
        database = open_database(settings.database)
        try:
            manifest, digest = back_up(database, settings, file, period.now())
        finally:
            database.close()
    except Refusals as refused:
        give_up(refused, str(file))
    _tell(manifest)
    click.echo(f"sha256 {digest}")
    for photo_id in manifest.missing:
        click.echo(f"{file}:0: missing_photo: The file of photo {photo_id} is gone.", err=True)


@click.command()
@FILE
def restore(*, file: Path) -> None:
    """Put everything of the archive FILE into the empty installation that the settings name."""
    settings = settings_or_exit(os.environ)
    try:
        embedded = database_file(settings)
        if embedded is not None:
            refuse_network_folder(embedded)
            embedded.parent.mkdir(parents=True, exist_ok=True)
            only_server.claim(embedded)
            refuse_damaged(embedded, settings.data_dir, thoroughly=True)
        database = open_database(settings.database)
        try:
            manifest = restore_archive(database, settings, file)
        finally:
            database.close()
    except Refusals as refused:
        give_up(refused, str(file))
    _tell(manifest)


def _tell(manifest: Manifest) -> None:
    for name, rows in manifest.rows.items():
        click.echo(f"{name} {rows}")
    click.echo(f"files {len(manifest.files)}")
    click.echo(f"revision {manifest.revision}")
