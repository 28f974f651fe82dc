"""`jieyi admin`: accounts, made, invited and shut at the machine itself."""

from __future__ import annotations

import json
import sys
from typing import NoReturn

import click

from planning import addresses, period
from planning.actions.accounts import add_member
from planning.actions.invitations import invite
from planning.actions.members import disable_member, enable_member
from planning.cli.opening import community_named, give_up, opened
from planning.errors import Refusal, Refusals
from planning.people import SYSTEM, Role
from planning.site import new_id
from planning.store import Database, accounts
from planning.store.accounts import Account


@click.group()
def admin() -> None:
    """Accounts of staff."""


@admin.command()
@click.argument("name")
@click.option("--password-stdin", is_flag=True, help="read the password from standard input")
def add(*, name: str, password_stdin: bool) -> None:
    """Make an administrator of the whole installation called NAME."""
    try:
        if not password_stdin:
            raise Refusal("no_password", "Give the password on standard input, with --password-stdin.")
        password = sys.stdin.readline().rstrip("\r\n")
        with opened() as database:
            member = add_member(
                database, SYSTEM, period.now(), name=name, password=password, role=Role.ADMINISTRATOR, community_id=None
            )
    except Refusals as refused:
        give_up(refused, "admin add")
    click.echo(f"added {member.name}")


@admin.command(name="invite")
@click.argument("role", type=click.Choice([role.value for role in Role]))
@click.option("--community", help="name or id of the community; without it the role counts in all of them")
@click.option("--note", default="", help="for whom it is meant; only administrators read it")
def invite_somebody(*, role: str, community: str | None, note: str) -> None:
    """Print a link's end that makes one account with ROLE, once, within a week; put the server's address before it."""
    try:
        with opened() as database:
            now = period.now()
            here = community_named(database, now, community).id if community else None
            token = invite(database, SYSTEM, now, role=Role(role), community_id=here, note=note)
    except Refusals as refused:
        give_up(refused, "admin invite")
    click.echo(f"{addresses.INVITATION}#{token}")


@admin.command()
@click.argument("name")
def disable(*, name: str) -> None:
    """Shut the account called NAME: it is out at its next act."""
    _switch(name, "disable")


@admin.command()
@click.argument("name")
def enable(*, name: str) -> None:
    """Open the account called NAME again."""
    _switch(name, "enable")


@admin.command(name="list")
@click.option("--json", "as_json", is_flag=True, help="one JSON array")
def list_all(*, as_json: bool) -> None:
    """All accounts, with their roles and whether they are shut."""
    with opened() as database:
        found = _everybody(database)
    rows = [
        {
            "name": one.member.name, "disabled": one.disabled_at is not None,
            "roles": [[g.role, g.community_id, g.courtyard_id] for g in sorted(one.member.grants, key=str)],
        }
        for one in found
    ]  # fmt: skip
    if as_json:
        click.echo(json.dumps(rows, ensure_ascii=False))
        return
    for row in rows:
        roles = ", ".join(sorted({str(role[0]) for role in row["roles"]}))  # type: ignore[attr-defined]
        click.echo(f"{row['name']}\t{roles}\t{'shut' if row['disabled'] else ''}")


def _everybody(database: Database) -> list[Account]:
    with database.reading() as session:
        return accounts.accounts(session)


def _switch(name: str, what: str) -> None:
    try:
        with opened() as database:
            found = [one.member for one in _everybody(database) if one.member.name == name]
            if not found:
                _unknown(name)
            act = disable_member if what == "disable" else enable_member
            act(database, SYSTEM, period.now(), new_id(), member_id=found[0].id)
    except Refusals as refused:
        give_up(refused, f"admin {what}")
    click.echo(f"{what}d {name}")


def _unknown(name: str) -> NoReturn:
    raise Refusal("unknown_account", "There is no account called {name}. `jieyi admin list` shows all.", name=name[:80])
