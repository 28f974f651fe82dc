"""What is done about a comment beside hiding it: words covered, merged with one that says the same, what became of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from planning.errors import N_, Refusal
from planning.wording import Words, clean

COVER = "▇▇▇"
"""Stands where words were covered: always of one length, so that it tells nothing of them."""
SHORTEST_COVERED = 2
"""Characters of a phrase that can be covered; a single one would be covered all over the text."""


class Ground(StrEnum):
    """Why a moderator stepped in, as the public log says it; the moderator's own words stay with the writer and staff."""

    PRIVATE = "private"
    INSULT = "insult"
    ADVERTISING = "advertising"
    UNRELATED = "unrelated"
    REPEATED = "repeated"
    UNLAWFUL = "unlawful"
    MISTAKE = "mistake"
    OTHER = "other"


class Fate(StrEnum):
    """What became of a comment."""

    RECEIVED = "received"
    ANSWERED = "answered"
    ADOPTED = "adopted"
    NOT_ADOPTED = "not_adopted"


@dataclass(frozen=True, slots=True)
class CommentCare:
    """What was done about one comment; one for each comment, and none where nothing was done.

    :param masked_version: under which version the words are kept that are covered now (an earlier wording).
    :param merged_into: the comment that says the same: what becomes of that one becomes of this one. Both stay to be read.
    :param words: the answer, or why it was not adopted.
    :param option_id: the option into which it was adopted.
    """

    id: str
    community_id: str
    comment_id: str
    masked_at: datetime | None = None
    masked_reason: str = ""
    masked_version: int | None = None
    merged_into: str | None = None
    fate: Fate | None = None
    words: Words = Words("")
    option_id: str | None = None
    fate_at: datetime | None = None
    version: int = 1


def covered(text: str, phrases: Sequence[str]) -> str:
    """The text with every one of the phrases covered, wherever it stands; longer ones first.

    Raises :class:`Refusal` (``nothing_to_cover``, ``not_in_it``): nothing else of the text can be changed this way.
    """
    wanted = sorted({clean(one) for one in phrases} - {""}, key=lambda one: (-len(one), one))
    if not wanted or any(len(one) < SHORTEST_COVERED for one in wanted):
        raise Refusal(
            "nothing_to_cover",
            N_("Write the words that are to be covered, at least two characters each."),
            where="phrases",
        )
    for phrase in wanted:
        if phrase not in text:
            raise Refusal(
                "not_in_it", N_("“{phrase}” does not stand in the comment: copy the words from it."), where="phrases",
                phrase=phrase,
            )  # fmt: skip
    for phrase in wanted:
        text = text.replace(phrase, COVER)
    return text
