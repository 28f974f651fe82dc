"""A ballot from the plain fields of a form, as a browser without scripts sends it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from planning.errors import N_, Refusal
from planning.options.round import ONE_RANK, BallotKind, Round

RANK, ACCEPT, CHOICE, POINTS = "rank-", "accept-", "choice", "points-"
"""Names of the fields: one select, one box or one row of numbers for each option, or three buttons of one name."""


def from_form(form: Mapping[str, str], round_: Round, *, options: Sequence[str]) -> list[list[str]] | dict[str, int]:
    """What the fields say, as a phone sends it and unchecked; gaps between the numbers of ranks close up.

    Raises :class:`Refusal` (``bad_rank``, ``bad_score``).
    """
    if round_.ballot is BallotKind.YES_NO:
        return [[form[CHOICE]]] if form.get(CHOICE) else []
    if round_.ballot in ONE_RANK:
        accepted = [key for key in options if form.get(f"{ACCEPT}{key}")]
        return [accepted] if accepted else []
    if round_.ballot is BallotKind.SCORE:
        said = Refusal(
            "bad_score", N_("Points are a number from the row: choose it there and try again."), where="scores"
        )
        return _numbers(form, POINTS, options, said)
    said = Refusal("bad_rank", N_("A rank is a number from the list: choose it there and try again."))
    numbers = _numbers(form, RANK, options, said)
    return [[key for key in options if numbers.get(key) == number] for number in sorted(set(numbers.values()))]


def _numbers(form: Mapping[str, str], field: str, options: Sequence[str], refused: Refusal) -> dict[str, int]:
    """The number of each option that has one."""
    texts = {key: text for key in options if (text := form.get(f"{field}{key}"))}
    if not all(text.isascii() and text.isdecimal() and len(text) <= 4 for text in texts.values()):
        raise refused
    return {key: int(text) for key, text in texts.items()}
