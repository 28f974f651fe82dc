"""The table of commands."""

from __future__ import annotations

import importlib

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
    "opinions": ("opinions", "opinions_of_file"),
    "form": ("form", "form_of_file"),
    "person": ("person", "person"),
    "retention": ("person", "retention"),
}


class Commands(click.Group):
    """Commands found by name in the table above."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        """Names of the commands that work."""
        return sorted(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """Import the module of one command."""
        if cmd_name not in COMMANDS:
            return None
        module, function = COMMANDS[cmd_name]
        command: click.Command = getattr(importlib.import_module(f"planning.cli.{module}"), function)
        return command


@click.command(cls=Commands)
@click.version_option(package_name="jieyi", prog_name="jieyi")
def main() -> None:
    """Jieyi 街议: from a complaint pinned to the map to a counted ballot."""
