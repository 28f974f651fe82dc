"""A file of votes: rows of participant, statement and vote, or a table with a row per participant (as Polis exports it)."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence

import numpy as np

from planning.errors import N_, Problem, Refusal, Refusals
from planning.surveys.opinions.votes import Vote, Votes

MOST_PARTICIPANTS, MOST_STATEMENTS, MOST_ROWS = 200_000, 5_000, 20_000_000
MOST_FAULTS = 200
_WORDS = {
    "1": Vote.AGREE, "+1": Vote.AGREE, "1.0": Vote.AGREE, "agree": Vote.AGREE, "同意": Vote.AGREE,
    "-1": Vote.DISAGREE, "-1.0": Vote.DISAGREE, "disagree": Vote.DISAGREE, "不同意": Vote.DISAGREE, "反对": Vote.DISAGREE,
    "0": Vote.PASS, "0.0": Vote.PASS, "pass": Vote.PASS, "跳过": Vote.PASS, "不确定": Vote.PASS,
}  # fmt: skip
_ROWS = {
    "participant": ("participant", "voter-id", "voter_id", "参与者"),
    "statement": ("statement", "comment-id", "comment_id", "表述"),
    "vote": ("vote", "表态"),
}
_BESIDE = frozenset({"group-id", "group_id", "n-comments", "n-votes", "n-agree", "n-disagree"})
"""Columns of Polis' table that are no statement: they are not read, so that its groups are never taken for ours."""


def read_votes(data: bytes) -> Votes:
    """Read a file of votes in UTF-8. Raises :class:`Refusals` with everything that cannot be read, by line."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Refusal("not_utf8", N_("The file is not in UTF-8: save it as UTF-8 and try again.")) from error
    if "\0" in text:
        raise Refusal("not_a_table", N_("This is no table of text: save it as CSV and try again."))
    rows = csv.reader(io.StringIO(text, newline=""))
    try:
        head = [cell.strip() for cell in next(rows, [])]
        columns = {name: _place(head, names) for name, names in _ROWS.items()}
        if all(place is not None for place in columns.values()):
            return _single(rows, [place for place in columns.values() if place is not None])
        if columns["participant"] is None:
            raise Refusal("no_columns", N_("The first line must name participant, statement and vote, or participant and one column for each statement."), where=1)  # fmt: skip
        return _table(rows, head, columns["participant"])
    except csv.Error as error:
        raise Refusal("not_a_table", N_("This is no table of text: save it as CSV and try again.")) from error


def _place(head: Sequence[str], names: Sequence[str]) -> int | None:
    return next((at for at, cell in enumerate(head) if cell.casefold() in names), None)


def _single(rows: Iterator[list[str]], places: Sequence[int]) -> Votes:
    faults: list[Problem] = []
    votes: list[tuple[str, str, Vote]] = []
    for line, row in enumerate(rows, start=2):
        if not any(cell.strip() for cell in row):
            continue
        who, what, said = (row[place].strip() if place < len(row) else "" for place in places)
        vote = _WORDS.get(said.casefold())
        if not who or not what:
            faults.append(Problem("empty_name", N_("This line names no participant or no statement."), {}, line))
        elif vote is None:
            faults.append(_bad_vote(said, line))
        else:
            votes.append((who, what, vote))
        if len(faults) >= MOST_FAULTS:
            break
    if faults:
        raise Refusals(faults)
    return _checked(Votes.gathered(votes))


def _table(rows: Iterator[list[str]], head: Sequence[str], who: int) -> Votes:
    statements = [at for at, cell in enumerate(head) if at != who and cell.casefold() not in _BESIDE]
    faults: list[Problem] = _doubled([head[at] for at in statements], 1)
    names: dict[str, int] = {}
    lines: list[list[float]] = []
    for line, row in enumerate(rows, start=2):
        if not any(cell.strip() for cell in row):
            continue
        name = row[who].strip() if who < len(row) else ""
        if not name or name in names:
            faults.append(Problem("bad_participant", N_("This line names no participant, or one that stands above already."), {}, line))  # fmt: skip
        names[name] = line
        said = [row[at].strip() if at < len(row) else "" for at in statements]
        faults += [_bad_vote(cell, line) for cell in said if cell and cell.casefold() not in _WORDS]
        lines.append([float(_WORDS[cell.casefold()]) if cell.casefold() in _WORDS else np.nan for cell in said])
        if len(faults) >= MOST_FAULTS or len(lines) > MOST_PARTICIPANTS:
            break
    if faults:
        raise Refusals(faults[:MOST_FAULTS])
    table = np.array(lines, dtype=np.float64).reshape(len(lines), len(statements))
    return _checked(Votes(tuple(names), tuple(head[at] for at in statements), table))


def _doubled(names: Sequence[str], line: int) -> list[Problem]:
    twice = sorted({name for name in names if names.count(name) > 1})
    return [
        Problem("doubled_statement", N_("The statement {name} has two columns."), {"name": name}, line)
        for name in twice
    ]


def _bad_vote(said: str, line: int) -> Problem:
    return Problem(
        "bad_vote", N_("{vote} is no vote: write 1 for agree, -1 for disagree, 0 for pass."), {"vote": said[:40]}, line
    )


def _checked(votes: Votes) -> Votes:
    if not votes.participants or not votes.statements:
        raise Refusal("no_votes", N_("There is no vote in this file."))
    if len(votes.participants) > MOST_PARTICIPANTS or len(votes.statements) > MOST_STATEMENTS:
        raise Refusal(
            "too_large", N_("At most {people} participants and {statements} statements can be compared."),
            people=MOST_PARTICIPANTS, statements=MOST_STATEMENTS,
        )  # fmt: skip
    return votes
