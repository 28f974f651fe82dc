"""`jieyi person`: give somebody what is kept of them, or erase it; `jieyi retention`: forget what has had its time."""

from __future__ import annotations

import json
import os
import zipfile
from dataclasses import asdict
from pathlib import Path
from typing import Any

import click

from planning import period
from planning.actions.personal import erase_matter, erase_member, erase_person, run_retention
from planning.cli.opening import give_up, opened
from planning.errors import Refusal, Refusals
from planning.people import SYSTEM
from planning.queries.personal import member_data, person_data, texts_naming
from planning.settings import settings_or_exit
from planning.store import photo_files
from planning.store.settling import overwrite_what_was_cut


@click.group()
def person() -> None:
    """What is kept of a person: found by a comment, by a browser's id, or by the name of an account."""


def _whom(function: Any) -> Any:
    for option, text in (
        ("--member", "name of an account"),
        ("--browser", "id of a browser, as its own page of data shows it"),
        ("--comment", "id of a comment: whoever wrote it"),
    ):
        function = click.option(option, default="", help=text)(function)
    return function


def _one_of(*named: str) -> None:
    if sum(map(bool, named)) != 1:
        raise Refusal("whom", "Name one person: with --member, --browser or --comment.")


@person.command()
@_whom
@click.argument("out", type=click.Path(dir_okay=False, path_type=Path))
def export(*, member: str, browser: str, comment: str, out: Path) -> None:
    """Write what is kept of a person into the new file OUT.zip: `data.json` and the photos."""
    settings = settings_or_exit(os.environ)
    try:
        _one_of(member, browser, comment)
        with opened() as database:
            if member:
                found = member_data(database, SYSTEM, period.now(), name=member)
            else:
                found = person_data(database, SYSTEM, period.now(), comment_id=comment, browser=browser)
        with zipfile.ZipFile(out, "x", zipfile.ZIP_DEFLATED) as file:
            file.writestr("data.json", json.dumps(found, ensure_ascii=False, indent=1, default=str))
            for photo in found.get("photos", ()):
                file.writestr(f"photos/{photo['id']}.jpg", photo_files.read(settings.photo_place, photo["id"]))
    except FileExistsError:
        give_up(Refusal("file_exists", "{file} is there already: name a new file.", file=str(out)), "person export")
    except Refusals as refused:
        give_up(refused, "person export")
    click.echo(f"wrote {out}")


@person.command()
@_whom
@click.option("--matter", default="", help="id of a matter, where its receipt word is lost")
@click.option("--reason", default="", help="why; kept in the log, so name no person in it")
def erase(*, member: str, browser: str, comment: str, matter: str, reason: str) -> None:
    """Erase what is kept of a person. It cannot be brought back, except from a backup: erase it there, too."""
    settings = settings_or_exit(os.environ)
    try:
        _one_of(member, browser, comment, matter)
        with opened() as database:
            if matter:
                done = {"matters": erase_matter(database, SYSTEM, period.now(), matter_id=matter, reason=reason)}
            elif member:
                erase_member(database, SYSTEM, period.now(), name=member, reason=reason)
                done = {"accounts": 1}
            else:
                done = erase_person(
                    database, SYSTEM, period.now(), comment_id=comment, browser=browser,
                    photo_place=settings.photo_place, reason=reason,
                )  # fmt: skip
            overwrite_what_was_cut(database)
    except Refusals as refused:
        give_up(refused, "person erase")
    click.echo("erased: " + ", ".join(f"{number} {what}" for what, number in done.items()))


@person.command()
@click.argument("name")
@click.option("--json", "wants_json", is_flag=True, help="print one JSON object")
def named(*, name: str, wants_json: bool) -> None:
    """List the texts in which NAME stands: notes, matters, rolls. Erasing does not reach them; mend each at its place."""
    try:
        with opened() as database:
            found = texts_naming(database, SYSTEM, period.now(), name=name)
    except Refusals as refused:
        give_up(refused, "person named")
    if wants_json:
        click.echo(json.dumps([asdict(one) for one in found], ensure_ascii=False))
        return
    click.echo("\n".join(f"{one.table} {one.id} {one.column}: {one.words}" for one in found), nl=bool(found))


@click.command()
@click.option("--json", "wants_json", is_flag=True, help="print one JSON object")
def retention(*, wants_json: bool) -> None:
    """Forget what has had its time, and sweep up files that nobody owns. The server does it every day."""
    settings = settings_or_exit(os.environ)
    try:
        with opened() as database:
            done = run_retention(database, SYSTEM, period.now(), settings=settings)
    except Refusals as refused:
        give_up(refused, "retention")
    click.echo(json.dumps(done) if wants_json else "\n".join(f"{number:6} {what}" for what, number in done.items()))
