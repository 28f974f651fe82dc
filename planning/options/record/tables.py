"""The tables of a record, row by row in an order that says nothing; their hashes stand in the log since closing."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

from planning.options.ballot import Ballot, Ranking
from planning.options.receipt import receipt_of


def written(ranking: Ranking) -> str:
    """A ranking as ``jieyi count`` reads it: ``>`` between ranks, ``=`` between equals, nothing for a blank ballot."""
    return ">".join("=".join(rank) for rank in ranking)


def ballots_table(ballots: Iterable[Ballot]) -> str:
    """One row for each ballot as it was cast, sorted by what it says."""
    return _table(("weight", "ranking"), sorted((str(b.weight), written(b.ranking)) for b in ballots))


def commitments_table(commitments: Iterable[str]) -> str:
    """The receipts of a round with the commitments that they are short for, sorted."""
    return _table(("receipt", "commitment"), sorted((receipt_of(one), one) for one in commitments))


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    out = io.StringIO()
    table = csv.writer(out, lineterminator="\n")
    table.writerow(head)
    table.writerows(rows)
    return out.getvalue()
