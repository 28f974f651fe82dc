"""`jieyi demo`: load the illustrative community, as the first visitor could do by one click."""

from __future__ import annotations

import csv
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import NoReturn, TextIO

import click

from planning import period
from planning.actions.illustrative import Loaded, load_illustrative
from planning.actions.tales import tell_stories
from planning.cli.opening import opened
from planning.errors import Problem, Refusals
from planning.people import SYSTEM
from planning.settings import Settings, settings_or_exit
from planning.wording import for_cell

YEARS = range(2000, 2101)


@click.command()
@click.option(
    "--seed", type=click.IntRange(0, 2**31), default=1, show_default=True, help="the same seed makes the same community"
)
@click.option("--at", "moment", help="moment of loading, ISO 8601 with its offset; now if it is not given")
@click.option(
    "--codes", "codes_file", type=click.Path(path_type=Path), help="new CSV for the codes that can still be used"
)
@click.option(
    "--stories",
    is_flag=True,
    help="instead, three cases from the first complaint to the evaluation, in a community of their own",
)
def demo(*, seed: int, moment: str | None, codes_file: Path | None, stories: bool) -> None:
    """Load Yulan Lane 玉兰巷: a street, its comments, a closed round and an open one."""
    at = _aware(moment) if moment else period.now()
    settings = settings_or_exit(os.environ)
    if stories:
        if codes_file is not None:
            _exit(Problem("no_codes", "The stories are over: no code of them can be used. Leave out --codes."))
        _tell(seed, at, settings)
        return
    with _new_file(codes_file) as file, opened() as database:
        try:
            loaded = load_illustrative(database, SYSTEM, period.now(), seed=seed, at=at, photo_dir=settings.photo_place)
        except Refusals as refused:
            _exit(*refused.problems)
        if file is not None:
            _write(file, loaded)
    print(f"community {loaded.community_id}\ncase {loaded.case_id}")
    print(f"closed round {loaded.closed_round_id}\nopen round {loaded.open_round_id}")
    print(f"codes still to be used: {len(loaded.codes)}" + (f", in {codes_file}" if codes_file else ""))


def _tell(seed: int, at: datetime, settings: Settings) -> None:
    with opened() as database:
        try:
            told = tell_stories(
                database, seed=seed, at=at, photo_place=settings.photo_place, photos_mb=settings.photos_mb
            )
        except Refusals as refused:
            _exit(*refused.problems)
    print(f"community {told.community_id}\nstreet trees {told.trees}\nrooftops {told.roofs}")
    print(f"rooftops of the next courtyard {told.roofs_copied}\nneeds {told.care}")


def _aware(text: str) -> datetime:
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        at = datetime.min  # noqa: DTZ901 - no time at all: refused below
    if at.tzinfo is None or at.year not in YEARS:
        _exit(
            Problem(
                "bad_time",
                "--at is {text!r}: give a time such as 2026-11-24T08:00:00+08:00, with its offset.",
                {"text": text},
            )
        )
    return at


@contextmanager
def _new_file(path: Path | None) -> Iterator[TextIO | None]:
    """A file that only its owner can read, opened before anything is loaded; it goes away if nothing is loaded."""
    if path is None:
        yield None
        return
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except OSError as error:
        _exit(Problem("cannot_write", "{path} cannot be written: {why}.", {"path": str(path), "why": error.strerror}))
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8-sig", newline="") as file:
            yield file
    except BaseException:
        path.unlink()
        raise


def _write(file: TextIO, loaded: Loaded) -> None:
    """One line a voter; codes are printed as they are typed."""
    table = csv.writer(file)
    table.writerow(["round", "kind", "label", "street_front", "code"])
    for issued in loaded.codes:
        voter = issued.voter
        door = (
            ("", "", "") if voter is None else (voter.kind.value, for_cell(voter.label), for_cell(voter.street_front))
        )
        table.writerow([loaded.open_round_id, *door, issued.code])


def _exit(*problems: Problem) -> NoReturn:
    for problem in problems:
        print(f"jieyi demo: {problem.code}: {problem}", file=sys.stderr)
    sys.exit(2)
