"""The ballots of a round as a file: what they say and how often, in the form that ``jieyi count`` reads.

No person, no time and no id is in it, and equal ballots stand in one row, so that the order of rows tells nothing of
when a ballot came. Options that were withdrawn are struck, as they were for the count.
"""

from __future__ import annotations

import csv
import io

from planning.options.ballot import Ranking
from planning.options.counting.exact import Exact
from planning.options.reading import BallotsOfRound
from planning.wording import for_cell


def ballots_csv(ballots: BallotsOfRound) -> str:
    """Columns ``weight,ranking``; ``>`` between ranks, ``=`` between equals, nothing for a blank ballot."""
    profile = ballots.profile
    rows: dict[str, Exact] = {_written(ranking): weight for ranking, weight in profile.groups.items()}
    blank = profile.blank + profile.invalid.get("only_withdrawn", 0)
    if blank:
        rows[""] = blank
    out = io.StringIO()
    table = csv.writer(out, lineterminator="\r\n")
    table.writerow(("weight", "ranking"))
    for ranking, weight in sorted(rows.items(), key=lambda row: (-row[1], row[0])):
        table.writerow((str(weight), for_cell(ranking)))
    return out.getvalue()


def _written(ranking: Ranking) -> str:
    return ">".join("=".join(rank) for rank in ranking)
