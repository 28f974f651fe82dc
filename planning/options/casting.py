"""Who may cast: what is said of a code that may not, and the code that a browser is in an open round."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from hashlib import sha256
from zoneinfo import ZoneInfo

from planning.errors import N_, Refusal

Mac = Callable[[str, str], str]
"""A keyed hash: purpose and text in, hexadecimal out. The key is the house's."""


def bad_code() -> Refusal:
    """One sentence for every code that is unknown, void, malformed, or of another round: no oracle."""
    return Refusal("bad_code", N_("This code is not valid here: check it against your card, or ask for a new one."))


def code_spent(spent_at: datetime, zone: str) -> Refusal:
    """The code was used: says when, to the minute, in the community's zone."""
    return Refusal(
        "code_spent",
        N_("A ballot was already cast with this code: it was received on {minute}. The first ballot is final."),
        minute=f"{spent_at.astimezone(ZoneInfo(zone)):%Y-%m-%d %H:%M}",
    )


def code_spent_before_closing() -> Refusal:
    """The same once the round has closed, when nobody knows the minute any more."""
    return Refusal(
        "code_spent",
        N_("A ballot was cast with this code before the vote closed. The first ballot is final."),
    )


def browser_hash(mac: Mac, round_id: str, browser: str) -> str:
    """Hash of the code that a browser's own random id is in an open round: one browser, one ballot."""
    return sha256(mac("browser", f"{round_id}\0{browser}").encode()).hexdigest()


def place_of(option_id: str, voter: str) -> bytes:
    """Where an option stands for a voter: random from voter to voter, the same for one voter on every page."""
    return sha256(f"{voter}\0{option_id}".encode()).digest()
