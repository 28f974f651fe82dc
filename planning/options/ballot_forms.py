"""A ballot from the plain fields of a form, as a browser without scripts sends it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from planning.errors import N_, Refusal
from planning.options.ballot import Ranking
from planning.options.round import BallotKind, Round

RANK, ACCEPT, CHOICE = "rank-", "accept-", "choice"
"""Names of the fields: one select or one box for each option, or three buttons of one name."""


def from_form(form: Mapping[str, str], round_: Round, *, options: Sequence[str]) -> Ranking:
    """The ranking that the fields say, unchecked; gaps between the numbers close up. Raises :class:`Refusal` (``bad_rank``)."""
    if round_.ballot is BallotKind.YES_NO:
        return ((form[CHOICE],),) if form.get(CHOICE) else ()
    if round_.ballot is BallotKind.APPROVAL:
        accepted = tuple(key for key in options if form.get(f"{ACCEPT}{key}"))
        return (accepted,) if accepted else ()
    numbers = {key: _number(form[f"{RANK}{key}"]) for key in options if form.get(f"{RANK}{key}")}
    return tuple(
        tuple(key for key in options if numbers.get(key) == number) for number in sorted(set(numbers.values()))
    )


def _number(text: str) -> int:
    if not (text.isascii() and text.isdecimal() and len(text) <= 4):
        raise Refusal("bad_rank", N_("A rank is a number from the list: choose it there and try again."))
    return int(text)
