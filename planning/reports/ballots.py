"""The ballots of a round as a file: what they say and how often, in the form that ``jieyi count`` reads.

No person, no time and no id is in it, and equal ballots stand in one row, so that the order of rows tells nothing of
when a ballot came. Options that were withdrawn are struck, as they were for the count.
"""

from __future__ import annotations

import csv
import io

from planning.options.counting.exact import Exact
from planning.options.counting.scores import Scores
from planning.options.reading import BallotsOfRound
from planning.options.record.tables import written
from planning.wording import for_cell


def ballots_csv(ballots: BallotsOfRound) -> str:
    """Columns ``weight,ranking`` (``>`` between ranks, ``=`` between equals) or ``weight,scores`` (``a=5;b=0``).

    Nothing is written for a blank ballot.
    """
    sums = ballots.counting.sums
    if isinstance(sums, Scores):
        rows: dict[str, Exact] = {";".join(f"{o}={n}" for o, n in given): w for given, w in sums.groups.items()}
    else:
        rows = {written(ranking): weight for ranking, weight in sums.groups.items()}
    blank = sums.blank + sums.invalid.get("only_withdrawn", 0)
    if blank:
        rows[""] = blank
    out = io.StringIO()
    table = csv.writer(out, lineterminator="\r\n")
    table.writerow(("weight", "scores" if isinstance(sums, Scores) else "ranking"))
    for ranking, weight in sorted(rows.items(), key=lambda row: (-row[1], row[0])):
        table.writerow((str(weight), for_cell(ranking)))
    return out.getvalue()
