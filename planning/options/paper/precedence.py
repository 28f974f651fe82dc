"""A paper ballot and a phone ballot of one voter: the rule that was announced with the round says which one counts.

Two questions are enough for every order in which they may come, and each is answered in the moment in which it arises.
"""

from __future__ import annotations

from enum import StrEnum


class PaperRule(StrEnum):
    """Whether a round takes paper ballots, and which ballot counts where a voter gives two."""

    NONE = "none"
    FIRST_RECEIVED = "first_received"
    PHONE_FIRST = "phone_first"
    PAPER_FIRST = "paper_first"


class HandedIn(StrEnum):
    """What becomes of a sheet that is handed in at the table."""

    COUNTS = "counts"
    REPLACES = "replaces"  # the phone ballot that was there is put aside
    ASIDE = "aside"  # the sheet is kept and not counted


def at_the_table(rule: PaperRule, *, phone_before: bool) -> HandedIn:
    """What becomes of a sheet, by whether a phone ballot of the same voter lies in the box."""
    if not phone_before:
        return HandedIn.COUNTS
    return HandedIn.REPLACES if rule is PaperRule.PAPER_FIRST else HandedIn.ASIDE


def phone_may_follow(rule: PaperRule) -> bool:
    """Whether a phone ballot is received from a voter who handed in a sheet; it then takes the place of the sheet."""
    return rule is PaperRule.PHONE_FIRST


def needs_number(rule: PaperRule, *, decides: bool) -> bool:
    """Whether the number of a sheet is noted when it is handed in. Only where the sheet must be found again.

    A later phone ballot may put it aside, or it decides with a floor area, which only the roll knows. Everywhere else
    nothing is noted that could lead from a voter to a sheet.
    """
    return phone_may_follow(rule) or (decides and rule is not PaperRule.NONE)
