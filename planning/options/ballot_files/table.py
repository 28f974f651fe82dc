"""CSV tables of ballots: rankings, raw marks or points.

``weight,ranking``: ``>`` between ranks, ``=`` for equal ones, empty for a blank ballot. Raw marks look the same, with
empty ranks and repeats. ``weight,scores``: ``a=5;b=3``, an option left out has no points, empty for a blank ballot.
The weight may be left out and is 1 then.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator

from planning.errors import N_, Refusals
from planning.options.ballot import Ranking
from planning.options.ballot_files.reading import Reading
from planning.options.counting.exact import Exact, parse_weight
from planning.options.counting.marks import Marked
from planning.options.counting.scores import Scoring

KINDS = ("ranking", "scores")
LARGE = 500_000
"""Characters from which on a table is read by columns, if it is plain enough."""


def read_table(text: str, reading: Reading) -> None:
    """Read the lines of the table."""
    if len(text) > LARGE and not reading.as_marks:
        from planning.options.ballot_files.large_table import read_large_table  # numpy comes with it

        if read_large_table(text, reading):
            return
    records = _records(text, reading)
    line, header = next(records, (1, []))
    names = [name.strip() for name in header]
    kind = next((kind for kind in KINDS if kind in names), "")
    if (
        not kind
        or set(names) - {"weight", kind}
        or len(set(names)) < len(names)
        or (reading.as_marks and kind == "scores")
    ):
        reading.wrong("bad_header", N_("The first line must name the columns: weight,ranking or ranking."), line)
        return
    ballot = _reader(kind, reading)
    at_ballot, at_weight = names.index(kind), names.index("weight") if "weight" in names else None
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
        ballot(record[at_ballot], weight, line)


_ReadBallot = Callable[[str, Exact | None, int], None]


def _reader(kind: str, reading: Reading) -> _ReadBallot:
    """What to do with what is written on a ballot; its weight is None where that could not be read."""
    if kind == "scores":
        return _scored(reading)
    return _marked(reading) if reading.as_marks else _ranked(reading)


def _ranked(reading: Reading) -> _ReadBallot:
    known: dict[str, Ranking] = {}  # a million lines repeat a few thousand rankings

    def ranked(written: str, weight: Exact | None, line: int) -> None:
        if written not in known:
            known[written] = parse_written(written)
            reading.meet(name for rank in known[written] for name in rank if not name.startswith("@"))
        if weight is not None:
            reading.add(known[written], weight, line)

    return ranked


def _marked(reading: Reading) -> _ReadBallot:
    known: dict[str, Marked] = {}

    def marked(written: str, weight: Exact | None, _: int) -> None:
        if written not in known:
            known[written] = parse_marks(written)
            reading.meet(name for rank in known[written] for name in rank if not name.startswith("@"))
        if weight is not None:
            reading.mark(known[written], weight)

    return marked


def _scored(reading: Reading) -> _ReadBallot:
    known: dict[str, Scoring | None] = {}

    def scored(written: str, weight: Exact | None, line: int) -> None:
        if written not in known:
            known[written] = parse_scores(written)
            reading.meet(option for option, _ in known[written] or ())
        scoring = known[written]
        if scoring is None:
            reading.wrong(
                "bad_scores",
                N_("“{text}” cannot be read as points: write them as a=5;b=3, with numbers that are not negative."),
                line,
                text=written[:60],
            )
        elif weight is not None:
            reading.score(scoring, weight)

    return scored


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


def parse_marks(text: str) -> Marked:
    """Marks as they are written: a rank may be empty or hold several."""
    return tuple(tuple(name.strip() for name in rank.split("=") if name.strip()) for rank in text.split(">"))


def parse_scores(text: str) -> Scoring | None:
    """Points as they are written; None where they cannot be read."""
    if not text.strip():
        return ()
    pairs = [part.rpartition("=") for part in text.split(";")]
    try:
        return tuple((option.strip(), parse_weight(points)) for option, sign, points in pairs if _named(option))
    except Refusals:
        return None


def _named(option: str) -> bool:
    """Whether an option is named; raises :class:`Refusals` where none is, as a number that is none does."""
    return bool(option.strip()) or bool(parse_weight(option))
