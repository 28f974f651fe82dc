"""`jieyi base-map`: a file of tiles for a community's map, of any size, loaded at the machine itself."""

from __future__ import annotations

import os
from pathlib import Path

import click

from planning import period
from planning.actions.base_maps import load_base_map
from planning.cli.opening import community_named, give_up, opened
from planning.errors import Refusals
from planning.people import SYSTEM
from planning.settings import settings_or_exit
from planning.site import new_id
from planning.surveys.base_map import Datum


@click.command("base-map")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--community", required=True, metavar="NAME", help="name (Chinese or English) or id of the community")
@click.option("--name", default="", help="what the map's legend calls it; what the file says, if it is left out")
@click.option("--attribution", default="", help="whose it is, shown on the map; what the file says, if it is left out")
@click.option("--datum", default=Datum.WGS84.value, type=click.Choice([*Datum]), help="what its pictures were drawn in")
def base_map(*, file: Path, community: str, name: str, attribution: str, datum: str) -> None:
    """Load FILE (MBTiles or PMTiles with pictures) as a base map that needs no internet; prints its id."""
    settings = settings_or_exit(os.environ)
    try:
        with opened() as database:
            now = period.now()
            click.echo(load_base_map(
                database, SYSTEM, now, new_id(), data_dir=settings.data_dir, file=file,
                community_id=community_named(database, now, community).id, name=name, attribution=attribution, datum=datum,
            ))  # fmt: skip
    except Refusals as refused:
        give_up(refused, str(file))
