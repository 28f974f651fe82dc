"""The log's head at opening and closing, as it is printed: whoever keeps it can tell later that nothing was changed."""

from __future__ import annotations

from planning.options.reading import RoundHeads
from planning.pages import style
from planning.pages.visit import Visit
from planning.reports.announced import heads_told, labelled


def line(visit: Visit, heads: RoundHeads) -> None:
    """One line for each head that is there."""
    for label, text in heads_told(heads, visit.t):
        style.quiet(labelled(visit.t, label, text))
