"""What `jieyi count` prints: one JSON object, or tables to read."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from planning.errors import Refusals
from planning.options.ballot_files import BallotFile, Counted
from planning.options.counting.exact import Exact, exact
from planning.options.counting.methods import METHODS
from planning.options.counting.pairwise import pairwise
from planning.options.counting.result import Result, Stage

Skipped = Mapping[str, Refusals]


def number(value: Exact) -> int | str:
    """An integer, or ``"p/q"``."""
    value = exact(value)
    return value if isinstance(value, int) else f"{value.numerator}/{value.denominator}"


def as_json(ballots: BallotFile, results: Sequence[Result], skipped: Skipped) -> str:
    """The object of the interface."""
    table = pairwise(ballots.profile)
    said: dict[str, Any] = {
        "options": list(ballots.profile.options),
        "titles": dict(ballots.titles),
        "ballots": _ballots(ballots.counted),
        "pairwise": {"order": list(table.options), "matrix": [[number(n) for n in row] for row in table.matrix]},
        "results": [result_json(result) for result in results],
        "skipped": [{"method": name, "note": str(refused.problems[0])} for name, refused in skipped.items()],
    }
    return json.dumps(said, ensure_ascii=False, indent=1)


def _ballots(profile: Counted) -> dict[str, Any]:
    return {
        "rows": profile.rows,
        "total": number(profile.total),
        "weight": number(profile.weight),
        "blank": number(profile.blank),
        "invalid": [{"reason": reason, "count": number(n)} for reason, n in sorted(profile.invalid.items())],
    }


def result_json(result: Result) -> dict[str, Any]:
    """One result; the quota where there is one, and for budgets what there was and what is spent of it."""
    said: dict[str, Any] = {
        "method": result.method,
        "winners": list(result.winners),
        "ranking": [list(group) for group in result.ranking],
        "scores": {option: number(score) for option, score in result.scores.items()},
        "stages": [_stage(stage) for stage in result.stages],
        "ties": [
            {
                "stage": tie.stage,
                "options": list(tie.options),
                "rule": tie.rule,
                "resolved": list(tie.resolved),
                "about": tie.about,
            }
            for tie in result.ties
        ],
        "note": str(result.note) if result.note else "",
    }
    if result.quota is not None:
        said["quota"] = number(result.quota)
    if result.budget is not None:
        said["budget"] = number(result.budget)
        said["total_cost"] = None if result.total_cost is None else number(result.total_cost)
    return said


def _stage(stage: Stage) -> dict[str, Any]:
    return {
        "tallies": {option: number(tally) for option, tally in stage.tallies.items()},
        "exhausted": number(stage.exhausted),
        "eliminated": list(stage.eliminated),
        "elected": list(stage.elected),
        "transfers": {
            source: {option: number(weight) for option, weight in received.items()}
            for source, received in stage.transfers.items()
        },
        "tied": list(stage.tied),
    }


def as_text(ballots: BallotFile, results: Sequence[Result], skipped: Skipped) -> str:
    """The same to read: ballots, comparisons, then each method."""
    parts = [_ballots_text(ballots.counted)]
    if ballots.titles:
        parts.append("\n".join(f"{key}: {title}" for key, title in ballots.titles.items() if key != title))
    table = pairwise(ballots.profile)
    rows: list[list[Any]] = [
        ["prefer", *table.options],
        *([o, *row] for o, row in zip(table.options, table.matrix, strict=True)),
    ]
    parts += ["Pairwise (row preferred to column)\n" + _table(rows), *map(_result_text, results)]
    parts += [f"{name}: skipped. {refused.problems[0]}" for name, refused in skipped.items()]
    return "\n\n".join(part for part in parts if part)


def _ballots_text(profile: Counted) -> str:
    invalid = "".join(f", {number(n)} invalid ({reason})" for reason, n in sorted(profile.invalid.items()))
    return (
        f"{profile.rows} rows, {number(profile.total)} ballots: {number(profile.weight)} counted, "
        f"{number(profile.blank)} blank{invalid}"
    )


def _result_text(result: Result) -> str:
    lines = [f"{result.method}: " + (_winners(result) if result.winners else "nobody")]
    if result.quota is not None:
        lines.append(f"quota {number(result.quota)}")
    if result.budget is not None:
        spent = "open" if result.total_cost is None else number(result.total_cost)
        lines.append(f"budget {number(result.budget)}, spent {spent}")
    if result.scores:
        scores: list[list[Any]] = [["option", "score"], *([o, s] for o, s in result.scores.items())]
        lines.append(_table(scores))
    if result.stages:
        lines.append(_stages(result.stages))
    for tie in result.ties:
        where = f" at stage {tie.stage}" if tie.stage else ""
        made = f"; {tie.rule}: {', '.join(tie.resolved)}" if tie.resolved else f"; {tie.rule}: the tie stands"
        lines.append(f"tie{where} ({tie.about}): {', '.join(tie.options)}{made}")
    if result.note:
        lines.append(str(result.note))
    return "\n".join(lines)


def _winners(result: Result) -> str:
    named = ", ".join(result.winners)
    if METHODS[result.method].several:
        open_ = any(not tie.resolved for tie in result.ties)
        return f"{named} (some of them by a tie that stands)" if open_ else named
    return named if len(result.winners) == 1 else f"tie between {named}"


def _stages(stages: Sequence[Stage]) -> str:
    """Options down, stages across; an option that is not compared at a stage has no number there."""
    rows: list[list[Any]] = [["stage", *range(1, len(stages) + 1)]]
    options = dict.fromkeys(option for stage in stages for option in stage.tallies)
    rows += [[option, *(stage.tallies.get(option, "") for stage in stages)] for option in options]
    if any(stage.exhausted for stage in stages):
        rows.append(["exhausted", *(stage.exhausted for stage in stages)])
    return _table(rows)


def _table(rows: Iterable[Sequence[Any]]) -> str:
    """Columns that line up, Chinese characters counted as two wide."""
    cells = [[cell if isinstance(cell, str) else str(number(cell)) for cell in row] for row in rows]
    widths = [max(map(_width, column)) for column in zip(*cells, strict=True)]
    return "\n".join(
        "  ".join(
            cell + " " * (wide - _width(cell)) if i == 0 else " " * (wide - _width(cell)) + cell
            for i, (cell, wide) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in cells
    )


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)
