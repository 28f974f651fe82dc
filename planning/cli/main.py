"""The table of commands."""

from __future__ import annotations

import importlib
import sys

import click

# command -> (module of this package, function in it); imported when called
COMMANDS = {
    "serve": ("serve", "serve"),
    "count": ("count", "count"),
    "decide": ("decide", "decide_file"),
    "import": ("importing", "import_file"),
    "demo": ("demo", "demo"),
    "communities": ("communities", "communities"),
    "rounds": ("rounds", "rounds"),
    "record": ("record", "record"),
    "verify": ("verify", "verify"),
    "codes": ("rounds", "codes"),
    "admin": ("admin", "admin"),
    "backup": ("backup", "backup"),
    "restore": ("backup", "restore"),
    "certificate": ("certificate", "certificate"),
    "doctor": ("doctor", "doctor"),
    "base-map": ("base_maps", "base_map"),
    "map-counts": ("map_counts", "map_counts"),
    "person": ("person", "person"),
    "retention": ("person", "retention"),
}
# named by the interface, and honest about not being there
LATER = ("form", "opinions")


class Commands(click.Group):
    """Commands found by name in the table above."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        """Names of the commands that work."""
        return sorted(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """Import the module of one command."""
        if cmd_name in LATER:
            return click.Command(cmd_name, callback=_not_there_yet(cmd_name), context_settings=_ANYTHING, params=[])
        if cmd_name not in COMMANDS:
            return None
        module, function = COMMANDS[cmd_name]
        command: click.Command = getattr(importlib.import_module(f"planning.cli.{module}"), function)
        return command


_ANYTHING = {"ignore_unknown_options": True, "allow_extra_args": True, "allow_interspersed_args": False}


def _not_there_yet(name: str):  # type: ignore[no-untyped-def]  # noqa: ANN202
    def say() -> None:
        click.echo(f"jieyi {name}: this command is not there yet", err=True)
        sys.exit(2)

    return say


@click.command(cls=Commands)
@click.version_option(package_name="jieyi", prog_name="jieyi")
def main() -> None:
    """Jieyi 街议: from a complaint pinned to the map to a counted ballot."""
