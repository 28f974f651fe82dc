"""The tables of a record, row by row in an order that says nothing; their hashes stand in the log since closing."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Sequence
from fractions import Fraction
from functools import partial

from planning.options.ballot import Ballot, Ranking
from planning.options.ballot_files.table import parse_written
from planning.options.counting.exact import parse_weight
from planning.options.receipt import receipt_of
from planning.options.score_ballot import read_scores, written_scores


def written(ranking: Ranking) -> str:
    """A ranking as ``jieyi count`` reads it: ``>`` between ranks, ``=`` between equals, nothing for a blank ballot."""
    return ">".join("=".join(rank) for rank in ranking)


def ballots_table(ballots: Iterable[Ballot], points: int | None = None, *, by_place: bool = False) -> str:
    """One row for each ballot as it was cast, sorted by what it says.

    :param points: the most points of score ballots, which are written as ``a=5;b=0``; None for rankings.
    :param by_place: whether each row has the courtyard or street front that the ballot came from.
    """
    rows = sorted((str(b.weight), _said(b.ranking, points), *([b.place] if by_place else [])) for b in ballots)
    return _table(("weight", "ranking" if points is None else "scores", *(["place"] if by_place else [])), rows)


def _said(ranking: Ranking, points: int | None) -> str:
    return written(ranking) if points is None else written_scores(ranking, points)


def ballots_in(table: str, points: int | None = None) -> list[Ballot]:
    """The ballots of such a table; raises what wrong text makes of it (``KeyError``, ``ValueError``, ``csv.Error``)."""
    read: Callable[[str], Ranking] = parse_written if points is None else partial(read_scores, most=points)
    name = "ranking" if points is None else "scores"
    return [
        Ballot("", "", "", read(row[name]), Fraction(parse_weight(row["weight"])), place=row.get("place") or "")
        for row in csv.DictReader(io.StringIO(table), strict=True)
    ]


def commitments_table(commitments: Iterable[str]) -> str:
    """The receipts of a round with the commitments that they are short for, sorted."""
    return _table(("receipt", "commitment"), sorted((receipt_of(one), one) for one in commitments))


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    out = io.StringIO()
    table = csv.writer(out, lineterminator="\n")
    table.writerow(head)
    table.writerows(rows)
    return out.getvalue()
