"""What an option that a ballot does not rank is to that ballot."""

from __future__ import annotations

from enum import StrEnum


class Unranked(StrEnum):
    """The rule must be announced, since it can decide.

    ``tied_last``: below all ranked options, tied with the other unranked ones. ``left_out``: the ballot does not
    compare it with anything, and gives it no points.
    """

    TIED_LAST = "tied_last"
    LEFT_OUT = "left_out"


INDIFFERENT = frozenset({
    "irv", "plurality", "two_round", "bucklin", "borda_modified", "approval", "score", "star", "stv_scottish", "stv_wigm",
    "seq_pav", "phragmen", "mes", "pb_greedy", "pb_mes",
})  # fmt: skip
"""Methods that never ask what an unranked option is."""
