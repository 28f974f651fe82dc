"""`jieyi certificate`: the authority of this machine and its server's certificate, made or renewed, and what they say."""

from __future__ import annotations

import json
import os
from typing import Any

import click

from planning import addresses, period
from planning.cli.opening import give_up
from planning.errors import Refusals
from planning.hall import authority, network
from planning.settings import Settings, settings_or_exit


@click.command()
@click.option("--new-authority", "anew", is_flag=True, help="make a new authority: phones must install it again")
@click.option("--json", "wants_json", is_flag=True, help="print one JSON object")
def certificate(*, anew: bool, wants_json: bool) -> None:
    """Make the local authority and the server's certificate, where they lack or near their end; say what they are.

    With JIEYI_TLS=local the server uses them. Neither key leaves the data folder.
    """
    settings = settings_or_exit(os.environ)
    try:
        made = for_this_machine(settings, anew=anew)
    except Refusals as refused:
        give_up(refused, str(authority.folder_of(settings.data_dir)))
    said = _said(settings, made)
    if wants_json:
        click.echo(json.dumps(said, ensure_ascii=False))
        return
    for name, value in said.items():
        for one in value if isinstance(value, list) else [value]:
            click.echo(f"{name:<12}{one}")


def for_this_machine(settings: Settings, *, anew: bool = False) -> authority.Ready:
    """The certificate for the names and addresses that this machine has now."""
    names = network.own_names(settings, network.interfaces())
    return authority.ready(authority.folder_of(settings.data_dir), names, period.now(), anew=anew)


def _said(settings: Settings, made: authority.Ready) -> dict[str, Any]:
    host = next((place.host for place in network.places(settings, network.interfaces())), "127.0.0.1")
    return {
        "authority": made.authority.name,
        "fingerprint": made.authority.fingerprint,
        "until": made.authority.until.isoformat(),
        "certificate": str(made.file),
        "renewed": made.renewed,
        "lasts": made.server.until.isoformat(),
        "names": sorted(made.server.names),
        "left_out": list(made.left_out),
        "install": f"http://{host}:{settings.install_port}{addresses.AUTHORITY}",
        "used": settings.tls == "local",
    }
