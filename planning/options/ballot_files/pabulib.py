"""Pabulib ``.pb``: votes on a budget (D. Stolicki, S. Szufa and N. Talmon, *Pabulib*, 2020; pabulib.org/format)."""

from __future__ import annotations

from collections.abc import Sequence

from planning.errors import N_, Refusals
from planning.options.ballot_files.pabulib_sections import SECTIONS, Row, Sections, read_sections
from planning.options.ballot_files.reading import Reading
from planning.options.counting.exact import Exact, exact, parse_weight
from planning.options.counting.several.budget import BallotKind, Purse

KINDS = {kind.value: kind for kind in BallotKind} | {"choose-1": BallotKind.APPROVAL}
LIMITS = ("length", "points", "sum_points", "sum_cost")
"""What META may limit, from ``min_length`` to ``max_sum_cost``; a ballot outside the limits is invalid."""


def read_pabulib(text: str, reading: Reading) -> None:
    """Sections META, PROJECTS and VOTES, cells between semicolons, options between commas.

    Vote types ``approval``, ``choose-1``, ``ordinal``, ``cumulative`` and ``scoring``. A ballot that breaks a limit of
    META is invalid (``length_outside``, ``points_outside``, ``sum_points_outside``, ``sum_cost_outside``).
    """
    file = read_sections(text, reading)
    missing = [section for section in SECTIONS if section not in file.lines]
    if missing:
        reading.wrong("bad_header", N_("The file lacks the section {section}."), 1, section=", ".join(missing))
        return
    kind = _kind(file, reading)
    costs = _costs(file, reading)
    limit = _number(file, "budget", reading)
    if limit is None and "budget" not in file.meta:
        reading.wrong("no_budget", N_("META lacks the line “budget”: what there is to spend."), file.lines["META"])
    limits = {f"{end}_{name}": _number(file, f"{end}_{name}", reading) for name in LIMITS for end in ("min", "max")}
    _check_numbers(file, reading)
    reading.meet(costs)
    if kind is None:
        return
    if file.meta.get("vote_type", "").lower() == "choose-1":
        limits["max_length"] = 1
    longest = limits["max_length"]
    reading.purse = Purse(kind, limit or 0, costs, int(longest) if longest else max(len(costs), 1))
    default = _number(file, "default_score", reading) or 0
    for row in file.votes:
        _vote(row, reading.purse, limits, default, reading)


def _kind(file: Sections, reading: Reading) -> BallotKind | None:
    said = file.meta.get("vote_type", "")
    kind = KINDS.get(said.lower())
    if kind is None:
        reading.wrong(
            "unknown_vote_type",
            N_("“{kind}” is no vote type: META must name one of {known}."),
            file.lines.get("vote_type", file.lines["META"]),
            kind=said[:40],
            known=", ".join(KINDS),
        )
    return kind


def _number(file: Sections, name: str, reading: Reading) -> Exact | None:
    """A number of META; None where it is not said or cannot be read."""
    said = file.meta.get(name, "")
    return _parsed(name, said, file.lines[name], reading) if said else None


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


def _costs(file: Sections, reading: Reading) -> dict[str, Exact]:
    """Projects with their costs, in the order of the file."""
    costs: dict[str, Exact] = {}
    for row in file.projects:
        line, cells = row.line, row.cells
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


def _check_numbers(file: Sections, reading: Reading) -> None:
    """A file that announces how many rows it has must have them: else part of it was lost. A voter votes once."""
    for name, rows in (("num_projects", file.projects), ("num_votes", file.votes)):
        announced = _number(file, name, reading)
        if announced is not None and announced != len(rows):
            reading.wrong(
                "wrong_number",
                N_("META announces {announced} as {name}, and the file holds {found}: part of it may be lost."),
                file.lines[name],
                announced=announced,
                name=name,
                found=len(rows),
            )
    met: set[str] = set()
    for row in file.votes:
        voter = row.cells.get("voter_id", "")
        if voter and voter in met:
            reading.wrong(
                "duplicate_voter", N_("The voter “{voter}” has a vote above already."), row.line, voter=voter[:40]
            )
        met.add(voter)


def _vote(row: Row, purse: Purse, limits: dict[str, Exact | None], default: Exact, reading: Reading) -> None:
    """One ballot: its options, and their points where there are points."""
    line, cells = row.line, row.cells
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
