"""CSV with columns ``weight,ranking``: ``>`` between ranks, ``=`` for equal ones, empty for a blank ballot."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from planning.errors import N_
from planning.options.ballot import Ranking
from planning.options.ballot_files.reading import Reading

COLUMNS = ({"ranking"}, {"weight", "ranking"})


def read_table(text: str, reading: Reading) -> None:
    """Read the lines of the table. The weight may be left out and is 1 then."""
    records = _records(text, reading)
    line, header = next(records, (1, []))
    names = [name.strip() for name in header]
    if set(names) not in COLUMNS or len(set(names)) < len(names):
        reading.wrong("bad_header", N_("The first line must name the columns: weight,ranking or ranking."), line)
        return
    at_ranking, at_weight = names.index("ranking"), names.index("weight") if "weight" in names else None
    known: dict[str, Ranking] = {}  # a million lines repeat a few thousand rankings
    for line, record in records:
        if not record and at_weight is None:
            record = [""]  # noqa: PLW2901 - with one column an empty line is a blank ballot
        if not record:
            continue
        if len(record) != len(names):
            reading.wrong(
                "bad_columns",
                N_("This line has {found} fields instead of {wanted}: correct it or put quotes around commas."),
                line,
                found=len(record),
                wanted=len(names),
            )
            continue
        weight = 1 if at_weight is None else reading.weight(record[at_weight] or "1", line)
        written = record[at_ranking]
        if written not in known:
            known[written] = parse_written(written)
            reading.meet(name for rank in known[written] for name in rank if not name.startswith("@"))
        if weight is not None:
            reading.add(known[written], weight, line)


def _records(text: str, reading: Reading) -> Iterator[tuple[int, list[str]]]:
    """Records with the line each begins at; a record that is no CSV is a problem, and reading goes on after it."""
    lines = csv.reader(io.StringIO(text, newline=""), strict=True)
    while True:
        line = lines.line_num + 1
        try:
            record = next(lines)
        except StopIteration:
            return
        except csv.Error as error:
            reading.wrong("bad_csv", N_("This line is no CSV ({reason}): correct its quotes."), line, reason=str(error))
            continue
        yield line, record


def parse_written(text: str) -> Ranking:
    """A ranking as it is written; a rank with an empty name in it is empty, and makes the ballot invalid.

    Names that begin with ``@`` are marks of another kind of count; they are no options, so they make it invalid too.
    """
    if not text.strip():
        return ()
    ranks = (tuple(name.strip() for name in rank.split("=")) for rank in text.split(">"))
    return tuple(rank if all(rank) else () for rank in ranks)
