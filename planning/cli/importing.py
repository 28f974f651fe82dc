"""`jieyi import`: take in a planner's file."""

from __future__ import annotations

import json
import sys
from datetime import datetime
from pathlib import Path

import click

from geodata.reading.opening import LARGEST_BYTES
from planning import period
from planning.actions.importing import import_observations, preview_import
from planning.cli.opening import community_named, give_up, line_of, opened, say
from planning.errors import Problem, Refusal, Refusals
from planning.people import SYSTEM
from planning.site import new_id
from planning.store import Database
from planning.surveys.inventory.kinds import KINDS
from planning.surveys.inventory.report import ImportReport


@click.command("import")
@click.argument("file")
@click.option("--kind", required=True, help="one of: " + ", ".join(KINDS))
@click.option("--community", required=True, metavar="NAME", help="name (Chinese or English) or id of the community")
@click.option("--crs", help="EPSG:n, GCJ-02 or BD-09; needed when the file is silent and not in plain degrees")
@click.option("--map", "mapping", multiple=True, metavar="FIELD=COLUMN", help="which column is which field; dbh_m=COLUMN also says that it is in metres")  # fmt: skip
@click.option("--source", default="", help="name of the inventory, to tell two of one community apart")
@click.option("--surveyed", type=click.DateTime(["%Y-%m-%d"]), help="day of the survey, YYYY-MM-DD")
@click.option(
    "--accuracy", type=click.FloatRange(0, 1000), help="of the positions, in metres, as whoever gave the file states it"
)
@click.option("--layer", default="", help="layer of a file that has several, or sheet of a workbook")
@click.option(
    "--header", type=click.IntRange(1), metavar="LINE", help="line with the names of the columns, below a title"
)
@click.option("--repair", is_flag=True, help="mend outlines that cross themselves, instead of refusing them")
@click.option("--dry-run", is_flag=True, help="only say what would be done")
@click.option("--strict", is_flag=True, help="take in nothing if any row is refused")
@click.option("--json", "wants_json", is_flag=True, help="print one JSON object")
def import_file(
    *, file: str, kind: str, community: str, crs: str | None, mapping: tuple[str, ...], source: str,
    surveyed: datetime | None, accuracy: float | None, layer: str, header: int | None, repair: bool, dry_run: bool, strict: bool, wants_json: bool,
) -> None:  # fmt: skip
    """Import FILE (CSV, XLSX, GeoJSON, GeoPackage, zipped shapefile, KML, KMZ, GPX, OSM, pandapipes, SWMM) into a community.

    Exit codes: 0 done, 3 done with refused rows, 2 wrong use or unreadable input; then nothing was changed.
    """
    try:
        _check_kind(kind)
        columns, data = _mapping(mapping), _bytes(Path(file))
        with opened() as database:
            now = period.now()
            asked: dict[str, object] = {
                "community_id": community_named(database, now, community).id, "kind": kind, "file": file,
                "data": data, "crs": crs, "columns": columns, "layer": layer, "header": header, "repair": repair, "source": source,
                "surveyed_on": surveyed.date() if surveyed else None, "stated_m": accuracy,
            }  # fmt: skip
            report = _report(database, now, asked, dry_run=dry_run, strict=strict)
    except Refusals as refused:
        give_up(refused, file)
    _show(report, file, wants_json=wants_json)
    sys.exit(3 if report.refused else 0)


def _report(
    database: Database, now: datetime, asked: dict[str, object], *, dry_run: bool, strict: bool
) -> ImportReport:
    if not dry_run:
        done = import_observations(database, SYSTEM, now, new_id(), strict=strict, **asked)  # type: ignore[arg-type]
        return ImportReport.of(done)
    report = preview_import(database, SYSTEM, now, **asked)  # type: ignore[arg-type]
    if report.problems:
        raise Refusals([*report.problems, *(suggestion.why for suggestion in report.suggestions)])
    return report


def _check_kind(kind: str) -> None:
    if kind not in KINDS:
        raise Refusal(
            "unknown_kind", "There is no kind {kind}: choose one of {kinds}.", kind=kind[:40], kinds=", ".join(KINDS)
        )


def _mapping(pairs: tuple[str, ...]) -> dict[str, str]:
    wrong = [pair for pair in pairs if not all(pair.partition("="))]
    if wrong:
        raise Refusals(
            Problem("bad_map", "--map {pair} is not of the form field=column.", {"pair": pair[:80]}) for pair in wrong
        )
    return dict(pair.split("=", 1) for pair in pairs)


def _bytes(file: Path) -> bytes:
    try:
        if file.stat().st_size > LARGEST_BYTES:
            raise Refusal("too_large", "The file is larger than a gigabyte: divide it and import the parts.")
        return file.read_bytes()
    except OSError as error:
        reason = error.strerror or str(error)
        raise Refusal("unreadable_file", "The file cannot be read: {reason}.", reason=reason) from error


def _show(report: ImportReport, file: str, *, wants_json: bool) -> None:
    if wants_json:
        click.echo(json.dumps(report.as_json(say), ensure_ascii=False, allow_nan=False))
        return
    for problem in report.refused:
        click.echo(line_of(file, problem), err=True)
    for warning in report.warnings:
        click.echo(f"note: {say(warning)}")
    done = "imported" if report.applied else "nothing was changed"
    click.echo(f"columns: {', '.join(f'{name}={column}' for name, column in report.columns.items())}")
    click.echo(f"system: {report.crs.code} ({say(report.crs.why)})")
    click.echo(
        f"{done}: {report.accepted} of {report.rows_read} rows accepted ({report.added} new, {report.changed} changed, "
        f"{report.unchanged} unchanged), {len(report.refused)} refused; {report.missing} known ones are not in the file"
    )
