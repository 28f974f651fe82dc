"""The form: which boxes a sheet has, so that what is printed and what is typed mean the same."""

from __future__ import annotations

from collections.abc import Iterable

from planning.options.option import Option
from planning.options.round import Round


def boxes(round_: Round, options: Iterable[Option]) -> tuple[Option, ...]:
    """The options as they were announced, in their order; before that, those that stand now.

    One that was withdrawn later keeps its box, since sheets are printed already; it is struck when ballots are counted.
    """
    sealed = round_.sealed_at
    there = [o for o in options if o.withdrawn_at is None or (sealed is not None and o.withdrawn_at >= sealed)]
    return tuple(sorted(there, key=lambda option: option.position))
