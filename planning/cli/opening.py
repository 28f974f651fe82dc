"""The database of this installation, opened for one command, and how a command says that it cannot go on."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import NoReturn

import click

from planning.errors import Problem, Refusal, Refusals
from planning.i18n import translator
from planning.people import SYSTEM
from planning.queries.communities import communities
from planning.settings import settings_or_exit
from planning.site import Community
from planning.store import Database
from planning.store.starting import ready_database

say = translator("en").problem
"""The command line speaks English."""


@contextmanager
def opened() -> Iterator[Database]:
    """The database that the settings of the environment name, migrated to the newest revision."""
    settings = settings_or_exit(os.environ)
    try:
        database = ready_database(settings, thoroughly=False)
    except Refusals as refused:
        give_up(refused, settings.shown_database)
    try:
        yield database
    finally:
        database.close()


def community_named(database: Database, now: datetime, name: str) -> Community:
    """The community with this Chinese or English name, or this id; raises :class:`Refusal` (``unknown_community``)."""
    everything = communities(database, SYSTEM, now)
    wanted = " ".join(name.split()).casefold()
    found = [c for c in everything if c.id == name or wanted in {c.name.zh.casefold(), c.name.en.casefold()} - {""}]
    if len(found) == 1:
        return found[0]
    if found:
        raise Refusal(
            "ambiguous_community", "Several communities are called {name}: give one of the ids {ids}.",
            name=name[:80], ids=", ".join(c.id for c in found))  # fmt: skip
    there = "; ".join(" / ".join(filter(None, (c.name.zh, c.name.en))) for c in everything) or "none"
    raise Refusal(
        "unknown_community", "There is no community called {name}. There are: {there}. `jieyi communities add NAME` makes one.",
        name=name[:80], there=there)  # fmt: skip


def line_of(file: str, problem: Problem) -> str:
    """``FILE:LINE: code: text``, with line 0 for what concerns the whole request."""
    where = problem.where if isinstance(problem.where, int) else 0
    return f"{file}:{where}: {problem.code}: {' '.join(say(problem).split())}"


def give_up(refused: Refusals, file: str) -> NoReturn:
    """All problems on standard error, nothing on standard output, exit code 2."""
    for problem in refused.problems:
        click.echo(line_of(file, problem), err=True)
    sys.exit(2)
