"""`jieyi communities`: which there are, a new one, and where one ends."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any

import click

from planning import period
from planning.actions.bounds import set_bounds
from planning.actions.communities import add_community
from planning.cli.opening import community_named, give_up, opened
from planning.errors import Refusals
from planning.people import SYSTEM
from planning.queries.communities import communities as all_communities
from planning.queries.communities import community_figures
from planning.site import new_id
from planning.wording import Words


@click.group(invoke_without_command=True)
@click.option("--json", "wants_json", is_flag=True, help="print a JSON list")
@click.pass_context
def communities(context: click.Context, *, wants_json: bool) -> None:
    """List the communities, or `add` one."""
    if context.invoked_subcommand is not None:
        return
    with opened() as database:
        now = period.now()
        found: list[dict[str, Any]] = [
            {
                "id": c.id, "zh": c.name.zh, "en": c.name.en, "illustrative": c.illustrative, "published": c.published,
                "bounds": None if c.bounds is None else list(asdict(c.bounds).values()),
                "counts": asdict(community_figures(database, SYSTEM, now, community_id=c.id)),
            }
            for c in all_communities(database, SYSTEM, now)
        ]  # fmt: skip
    if wants_json:
        click.echo(json.dumps(found, ensure_ascii=False))
        return
    for c in found:
        names = " / ".join(filter(None, (c["zh"], c["en"])))
        click.echo(f"{c['id']}  {names}{'  (illustrative)' if c['illustrative'] else ''}")


@communities.command()
@click.argument("name")
@click.option("--english", default="", help="its English name")
def add(*, name: str, english: str) -> None:
    """Make an empty community called NAME; prints its id. Its first import gives it its bounds."""
    try:
        with opened() as database:
            click.echo(add_community(database, SYSTEM, period.now(), new_id(), name=Words(name, english)))
    except Refusals as refused:
        give_up(refused, "communities add")


@communities.command()
@click.argument("name")
@click.argument("edges", nargs=4, type=float, metavar="WEST SOUTH EAST NORTH")
@click.option("--reason", required=True, help="why, for the log of the community")
def bounds(*, name: str, edges: tuple[float, float, float, float], reason: str) -> None:
    """Let the community called NAME reach from WEST to EAST and from SOUTH to NORTH, in degrees.

    Rows of files that lie outside are refused. Put -- before the numbers if one is negative.
    """
    box = dict(zip(("west", "south", "east", "north"), edges, strict=True))
    try:
        with opened() as database:
            here = community_named(database, period.now(), name)
            set_bounds(database, SYSTEM, period.now(), new_id(), community_id=here.id, **box, reason=reason)
    except Refusals as refused:
        give_up(refused, "communities bounds")
    click.echo(f"{here.id}  {' '.join(map(str, edges))}")
