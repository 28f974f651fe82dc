"""`jieyi admin`: accounts of administrators, made at the machine itself."""

from __future__ import annotations

import sys

import click

from planning import period
from planning.actions.accounts import add_member
from planning.cli.opening import give_up, opened
from planning.errors import Refusal, Refusals
from planning.people import SYSTEM, Role


@click.group()
def admin() -> None:
    """Accounts of administrators."""


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
