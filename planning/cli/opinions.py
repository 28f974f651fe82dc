"""`jieyi opinions`: groups of opinion in votes on statements, what unites and what divides them."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from planning.cli.opening import give_up
from planning.errors import Refusal, Refusals
from planning.surveys.opinions.reading import read_votes
from planning.surveys.opinions.telling import Opinions, Stance, opinions
from planning.surveys.opinions.votes import Votes

LARGEST_BYTES = 256_000_000
WHY_NONE = {
    "few_people": "no groups are looked for among so few people",
    "few_opinions": "everybody votes in one of a few ways: there is nothing to group",
    "unstable": "no groups are shown: half of the statements would give other ones",
    "small_group": "no groups are shown: one would hold fewer than five people",
}


@click.command("opinions")
@click.argument("file", metavar="VOTES.csv", type=click.Path(path_type=Path))
@click.option("--json", "wants_json", is_flag=True, help="print one JSON object")
def opinions_of_file(*, file: Path, wants_json: bool) -> None:
    """Find groups of opinion in VOTES (participant,statement,vote; or a row per participant, a column per statement).

    A vote is 1 (agree), -1 (disagree) or 0 (pass). Exit codes: 0 found or not, 2 wrong use or unreadable input.
    """
    try:
        votes = read_votes(_bytes(file))
    except Refusals as refused:
        give_up(refused, str(file))
    found = opinions(votes)
    if wants_json:
        click.echo(json.dumps(as_json(votes, found), ensure_ascii=False))
        return
    for line in _lines(votes, found):
        click.echo(line)


def as_json(votes: Votes, found: Opinions) -> dict[str, Any]:
    """The object of the interface."""
    grouping = found.grouping
    return {
        "groups": [
            {
                "participants": [votes.participants[place] for place in group.members],
                "united_by": _stances(votes, group.united_by), "divided_by": _stances(votes, group.divided_by),
            }
            for group in found.groups
        ],
        "consensus": _stances(votes, found.consensus),
        "participants": len(votes.participants), "placed": len(grouping.placed), "statements": len(votes.statements),
        "stability": None if grouping.stability is None else round(grouping.stability, 3),
        "note": WHY_NONE.get(grouping.why_none, ""),
    }  # fmt: skip


def _stances(votes: Votes, stances: Sequence[Stance]) -> list[dict[str, Any]]:
    return [
        {"statement": votes.statements[one.place], "stance": "agree" if one.agrees else "disagree",
         "agree": one.counts.agree, "disagree": one.counts.disagree, "pass": one.counts.passed}
        for one in stances
    ]  # fmt: skip


def _lines(votes: Votes, found: Opinions) -> list[str]:
    lines = [f"{len(votes.participants)} participants, {len(votes.statements)} statements"]
    if found.grouping.why_none:
        lines.append(WHY_NONE[found.grouping.why_none])
    for number, group in enumerate(found.groups, start=1):
        lines.append(f"group {number}: {len(group.members)} participants")
        lines += [f"  shares  {_told(votes, one)}" for one in group.united_by]
        lines += [f"  differs {_told(votes, one)}" for one in group.divided_by]
    return lines + [f"all     {_told(votes, one)}" for one in found.consensus]


def _told(votes: Votes, one: Stance) -> str:
    side = "agree" if one.agrees else "disagree"
    return f"{side} with {votes.statements[one.place]} ({one.counts.agree} agree, {one.counts.disagree} disagree, {one.counts.passed} pass)"


def _bytes(file: Path) -> bytes:
    try:
        if file.stat().st_size > LARGEST_BYTES:
            raise Refusal("too_large", "The file is too large to be a list of votes on statements.")
        return file.read_bytes()
    except OSError as error:
        reason = error.strerror or str(error)
        raise Refusal("unreadable_file", "The file cannot be read: {reason}.", reason=reason) from error
