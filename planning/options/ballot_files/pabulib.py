"""Pabulib ``.pb``: votes on a budget (D. Stolicki, S. Szufa and N. Talmon, *Pabulib*, 2020; pabulib.org/format)."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from planning.errors import N_, Refusals
from planning.options.ballot_files.reading import Reading
from planning.options.counting.exact import Exact, exact, parse_weight
from planning.options.counting.several.budget import BallotKind, Purse

SECTIONS = ("META", "PROJECTS", "VOTES")
KINDS = {kind.value: kind for kind in BallotKind} | {"choose-1": BallotKind.APPROVAL}
LIMITS = ("length", "points", "sum_points", "sum_cost")
"""What META may limit, from ``min_length`` to ``max_sum_cost``; a ballot outside the limits is invalid."""

Row = tuple[int, dict[str, str]]
"""The line of a row and its cells by column."""


@dataclass(slots=True)
class _File:
    """What the sections say, while they are read."""

    meta: dict[str, tuple[int, str]] = field(default_factory=dict)
    projects: list[Row] = field(default_factory=list)
    votes: list[Row] = field(default_factory=list)
    starts: dict[str, int] = field(default_factory=dict)


def read_pabulib(text: str, reading: Reading) -> None:
    """Sections META, PROJECTS and VOTES, cells between semicolons, options between commas.

    Vote types ``approval``, ``choose-1``, ``ordinal``, ``cumulative`` and ``scoring``. A ballot that breaks a limit of
    META is invalid (``length_outside``, ``points_outside``, ``sum_points_outside``, ``sum_cost_outside``).
    """
    file = _sections(text, reading)
    missing = [section for section in SECTIONS if section not in file.starts]
    if missing:
        reading.wrong("bad_header", N_("The file lacks the section {section}."), 1, section=", ".join(missing))
        return
    kind = _kind(file, reading)
    costs = _costs(file, reading)
    limit = _number(file, "budget", reading)
    if limit is None and "budget" not in file.meta:
        reading.wrong("no_budget", N_("META lacks the line “budget”: what there is to spend."), file.starts["META"])
    limits = {f"{end}_{name}": _number(file, f"{end}_{name}", reading) for name in LIMITS for end in ("min", "max")}
    _check_numbers(file, reading)
    reading.meet(costs)
    if kind is None:
        return
    if file.meta.get("vote_type", (0, ""))[1] == "choose-1":
        limits["max_length"] = 1
    longest = limits["max_length"]
    reading.purse = Purse(kind, limit or 0, costs, int(longest) if longest else max(len(costs), 1))
    default = _number(file, "default_score", reading) or 0
    for row in file.votes:
        _vote(row, reading.purse, limits, default, reading)


def _sections(text: str, reading: Reading) -> _File:
    """Rows by section; each row of another width than its header is a problem."""
    file = _File()
    section, header = "", [""]
    for line, cells in _rows(text, reading):
        if len(cells) == 1 and cells[0].upper() in SECTIONS:
            section, header = cells[0].upper(), []
            file.starts.setdefault(section, line)
        elif section == "META":
            if [cell.lower() for cell in cells] != ["key", "value"]:
                file.meta.setdefault(cells[0].lower(), (line, ";".join(cells[1:])))
        elif section and not header:
            header = [cell.lower() for cell in cells]
            _check_header(section, header, line, reading)
        elif section and len(cells) != len(header):
            _wrong_width(line, len(cells), len(header), reading)
        elif section:
            (file.projects if section == "PROJECTS" else file.votes).append(
                (line, dict(zip(header, cells, strict=True)))
            )
    return file


def _rows(text: str, reading: Reading) -> Iterator[tuple[int, list[str]]]:
    """Rows with the line each begins at, empty ones left out; a row that is no CSV is a problem."""
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=";", strict=True)
    while True:
        line = lines.line_num + 1
        try:
            cells = [cell.strip() for cell in next(lines)]
        except StopIteration:
            return
        except csv.Error as error:
            reading.wrong("bad_csv", N_("This line is no CSV ({reason}): correct its quotes."), line, reason=str(error))
            continue
        if any(cells):
            yield line, cells


def _wrong_width(line: int, found: int, wanted: int, reading: Reading) -> None:
    reading.wrong(
        "bad_columns",
        N_("This line has {found} fields instead of {wanted}: put quotes around semicolons."),
        line,
        found=found,
        wanted=wanted,
    )


def _check_header(section: str, header: list[str], line: int, reading: Reading) -> None:
    wanted = ("project_id", "cost") if section == "PROJECTS" else ("vote",)
    missing = [name for name in wanted if name not in header]
    if missing or len(set(header)) < len(header):
        reading.wrong(
            "bad_header",
            N_("The columns of {section} must be named, each once, with {wanted} among them."),
            line,
            section=section,
            wanted=", ".join(wanted),
        )


def _kind(file: _File, reading: Reading) -> BallotKind | None:
    line, said = file.meta.get("vote_type", (file.starts["META"], ""))
    kind = KINDS.get(said.lower())
    if kind is None:
        reading.wrong(
            "unknown_vote_type",
            N_("“{kind}” is no vote type: META must name one of {known}."),
            line,
            kind=said[:40],
            known=", ".join(KINDS),
        )
    return kind


def _number(file: _File, name: str, reading: Reading) -> Exact | None:
    """A number of META; None where it is not said or cannot be read."""
    line, said = file.meta.get(name, (0, ""))
    return _parsed(name, said, line, reading) if said else None


def _parsed(name: str, said: str, line: int, reading: Reading) -> Exact | None:
    try:
        return parse_weight(said)
    except Refusals:
        reading.wrong(
            "bad_number",
            N_("“{said}” is no {name}: write a number that is not negative, with a dot before decimals."),
            line,
            said=said[:40],
            name=name,
        )
        return None


def _costs(file: _File, reading: Reading) -> dict[str, Exact]:
    """Projects with their costs, in the order of the file."""
    costs: dict[str, Exact] = {}
    for line, cells in file.projects:
        key = cells.get("project_id", "")
        if not key or key in costs or "," in key:
            reading.wrong(
                "bad_project",
                N_("“{key}” cannot be a project here: each needs a name of its own, without commas."),
                line,
                key=key[:40],
            )
            continue
        cost = _parsed("cost", cells.get("cost", ""), line, reading)
        if cost == 0:
            reading.wrong(
                "no_cost", N_("The project “{key}” costs nothing: it needs no vote on a budget."), line, key=key[:40]
            )
        costs[key] = cost or 0
        if cells.get("name"):
            reading.titles[key] = cells["name"]
    return costs


def _check_numbers(file: _File, reading: Reading) -> None:
    """A file that announces how many rows it has must have them: else part of it was lost. A voter votes once."""
    for name, rows in (("num_projects", file.projects), ("num_votes", file.votes)):
        announced = _number(file, name, reading)
        if announced is not None and announced != len(rows):
            reading.wrong(
                "wrong_number",
                N_("META announces {announced} as {name}, and the file holds {found}: part of it may be lost."),
                file.meta[name][0],
                announced=announced,
                name=name,
                found=len(rows),
            )
    met: set[str] = set()
    for line, cells in file.votes:
        voter = cells.get("voter_id", "")
        if voter and voter in met:
            reading.wrong(
                "duplicate_voter", N_("The voter “{voter}” has a vote above already."), line, voter=voter[:40]
            )
        met.add(voter)


def _vote(row: Row, purse: Purse, limits: dict[str, Exact | None], default: Exact, reading: Reading) -> None:
    """One ballot: its options, and their points where there are points."""
    line, cells = row
    said = cells.get("vote", "")
    named = [name.strip() for name in said.split(",")] if said else []
    points: list[Exact] = []
    if purse.kind in {BallotKind.CUMULATIVE, BallotKind.SCORING}:
        written = cells.get("points", "")
        read = [_parsed("points", part.strip(), line, reading) for part in written.split(",")] if written else []
        points = [number for number in read if number is not None]
        if len(read) != len(named):
            reading.wrong("bad_points", N_("{named} options are named and {given} points given: each needs its points."),
                          line, named=len(named), given=len(read))  # fmt: skip
        if len(points) != len(named):
            return
    reason = _outside(named, points, purse, limits)
    if reason:
        reading.breaks(reason)
    elif purse.kind in {BallotKind.CUMULATIVE, BallotKind.SCORING}:
        others = [(key, default) for key in purse.costs if default and named and key not in named]
        reading.score((*zip(named, points, strict=True), *others), 1)
    elif purse.kind is BallotKind.ORDINAL:
        reading.add(tuple((name,) for name in named), 1, line)
    else:
        reading.add((tuple(named),) if named else (), 1, line)


def _outside(
    named: Sequence[str], points: Sequence[Exact], purse: Purse, limits: dict[str, Exact | None]
) -> str | None:
    """The first limit that a ballot breaks; a blank one breaks none."""
    if not named:
        return None
    measures: dict[str, Sequence[Exact]] = {
        "length": [len(named)],
        "points": points,
        "sum_points": [exact(sum(points))] if points else [],
        "sum_cost": [exact(sum(purse.costs.get(name, 0) for name in named))],
    }
    for name, values in measures.items():
        low, high = limits[f"min_{name}"], limits[f"max_{name}"]
        if any((low is not None and value < low) or (high is not None and value > high) for value in values):
            return f"{name}_outside"
    return None
