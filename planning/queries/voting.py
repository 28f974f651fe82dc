"""What a voter asks about a code, and about the receipt of a ballot."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from planning import store
from planning.options.casting import bad_code, code_spent, code_spent_before_closing
from planning.options.electorate import Code, code_hash
from planning.options.round import Access, Round
from planning.queries.query import Look, query
from planning.site import Community
from planning.store import ballots, settling


@query
def entered_code(look: Look, *, typed: str) -> Code:
    """The code that was typed or scanned, if a ballot may be cast with it.

    Raises :class:`Refusal`: ``bad_code``, one and the same for unknown, void and malformed ones; ``code_spent``.
    """
    look.permit(None)
    code = _code(look, code_hash(typed))
    if code is None:
        raise bad_code()
    if code.spent_at:
        if settling.settled(look.session, code.round_id):
            raise code_spent_before_closing()
        community = store.get(look.session, Community, code.community_id)
        raise code_spent(code.spent_at, community.time_zone)
    return code


def _code(look: Look, hash_: str | None) -> Code | None:
    """A valid code by its hash. A code that an open round made for a browser cannot be typed: it has other signs."""
    # The look-up is by the hash of 130 random bits: how long it takes tells nothing that helps to guess them.
    code = store.first(look.session, Code, hash=hash_) if hash_ else None
    return None if code is None or code.voided_at else code


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a voter stands: the code, and the receipt if its ballot was received, with what opens it if that is kept."""

    code: Code
    receipt: str | None
    received_at: datetime | None
    nonce: str | None = None


@query
def standing_of(look: Look, *, code_id: str) -> Standing | None:
    """Where the bearer of a code stands; None if the code is void or unknown by now."""
    code = store.first(look.session, Code, id=code_id)
    look.permit(code.community_id if code else None)
    if code is None or code.voided_at:
        return None
    kept = ballots.receipt_of_code(look.session, code)
    if kept is None and code.spent_at:  # by a sheet of paper: nothing can be cast with it
        return None
    return Standing(code, kept.receipt, kept.received_at, kept.nonce) if kept else Standing(code, None, None)


@query
def browser_standing(look: Look, *, round_id: str, code_secret: str) -> Standing | None:
    """The same for an open round, where a browser's own id serves as its code."""
    round_ = store.get(look.session, Round, round_id)
    look.permit_in(round_.community_id)
    code = store.first(look.session, Code, hash=code_secret) if round_.access is Access.OPEN else None
    kept = ballots.receipt_of_code(look.session, code) if code else None
    return Standing(code, kept.receipt, kept.received_at, kept.nonce) if code and kept else None
