"""Casting a ballot: one transaction, decided by the server's clock inside it.

The rule that the page states: the first ballot under a code is final.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from planning import store
from planning.actions.act import Doing, crowded
from planning.actions.kinds import place_of_ballot
from planning.errors import N_, Refusal
from planning.options.ballot import Ballot, Channel, Ranking
from planning.options.ballot_kinds import parse_ballot
from planning.options.casting import Mac, bad_code, browser_hash, code_spent
from planning.options.decision.announcing import rule_of
from planning.options.decision.on_roll import shares_of
from planning.options.electorate import Code, Voter
from planning.options.option import Option
from planning.options.paper.precedence import PaperRule
from planning.options.receipt import commitment, new_nonce, receipt_of
from planning.options.round import Access, Round
from planning.period import Moment
from planning.site import new_id
from planning.store import Session, ballots, decisions
from planning.store.ballots import Kept
from planning.store.crowd import SEEN

_CLIENT_ID = re.compile(r"[A-Za-z0-9_-]{8,80}")


@dataclass(frozen=True, slots=True)
class Answer:
    """What the phone is told: its receipt, the minute it was received, and whether it was told before.

    ``nonce`` opens the receipt; None where the round keeps it from voters, and after the box was settled.
    """

    receipt: str
    received_at: datetime
    again: bool
    nonce: str | None = None


def read_ahead(session: Session, asked: Sequence[Mapping[str, Any]]) -> None:
    """The round of several ballots, which is locked first, and their receipts and codes, as :func:`cast_ballot` names them."""
    round_id, mac = asked[0]["round_id"], asked[0]["mac"]
    seen = session.info[SEEN]
    round_ = store.first(session, Round, id=round_id)
    if round_ is None:
        return  # each is told so by itself
    seen["round", round_id] = round_
    hashes = list({mac("client", one["client_id"]) for one in asked})
    seen |= {("receipt", hash_): kept for hash_, kept in ballots.receipts_for(session, hashes).items()}
    ids = list({one["code_id"] for one in asked if one["code_id"]})
    seen |= {("code", id_): code for id_, code in ballots.codes_of(session, ids).items()}


@crowded(read_ahead)
def cast_ballot(
    doing: Doing, *, round_id: str, code_id: str | None, client_id: str, version: Any, ranking: Any,
    clock: Callable[[], datetime], mac: Mac, channel: Channel = Channel.PHONE,
) -> Answer:  # fmt: skip
    """Put a ballot in the box, once, and give its receipt; the same request again gives the same receipt.

    :param code_id: the code that was entered; in an open round None, the visitor's browser stands for it.
    :param client_id: random id that the phone made for this ballot before it was sent.
    :param version: version of the round that the voter read.
    :param ranking: what was sent, unchecked: ranks, or points by option.
    :param clock: read here, inside the transaction: what waited at the door until closing is late.

    Raises :class:`Refusals` (``bad_code``, ``body_differs``, ``not_open``, ``code_spent``, ``options_changed``, and
    all faults of the ranking at once).
    """
    # The first statement takes the write lock (of the round, on PostgreSQL) and waits for it; only then is it known
    # what time it is. Who casts together with others holds it already.
    round_ = doing.once(("round", round_id), lambda: store.get(doing.session, Round, round_id))
    at = clock()
    holder = code_id or doing.visitor.browser
    said = _said(client_id, round_id, holder, version, ranking)
    asked = _Asked(round_id, mac("client", client_id), mac("ballot", said))
    before = doing.once(("receipt", asked.client_hash), lambda: ballots.receipt_for(doing.session, asked.client_hash))
    if before and not code_id:
        asked = _Asked(round_id, asked.client_hash, mac("ballot", _said(client_id, round_id, _holder(doing, round_, asked, holder), version, ranking)))  # fmt: skip
    # Telling a receipt again changes nothing, so it is allowed after closing, too.
    community = doing.permit_in(round_.community_id, Moment.DURING if before else open_moment(round_, at))
    if before is not None:
        return _again(before, asked)
    if not _CLIENT_ID.fullmatch(client_id):
        raise Refusal("bad_client_id", N_("This page is out of date: reload it and send your ballot again."))
    code = _code(doing, round_, code_id, at, mac)
    if code.spent_at:
        raise code_spent(code.spent_at, community.time_zone)
    _current(round_, version)
    ranks = parse_ballot(ranking, round_, options=_keys(doing, round_id))
    if not ballots.spend(doing.session, code, asked.client_hash, at):
        raise bad_code()
    store.add_later(
        doing.session, Ballot(id_in_box(round_, code, mac), round_.community_id, round_id, ranks, channel=channel,
                              place=place_of_ballot(doing, round_, code)))  # fmt: skip
    if round_.rule:
        _add_to_sums(doing, round_, code, ranks)
    kept = _receipt(round_, asked, ranks, at)
    ballots.keep_receipt(doing.session, kept)
    spent = replace(code, spent_at=at, client_hash=asked.client_hash)
    for what, found in (("receipt", kept), ("spent by", spent)):
        doing.tell_others((what, asked.client_hash), found)
    for what, name in (("code", code.id), ("browser", code.hash)):
        doing.tell_others((what, name), spent)
    return Answer(kept.receipt, at, again=False, nonce=kept.nonce)


def id_in_box(round_: Round, code: Code, mac: Mac) -> str:
    """The id of a new ballot: chance, which leads nowhere.

    Where a sheet may replace it, a keyed hash of its code, by which it is found while the round is open: with the key of
    the house only, which lies in no database. Settling gives it another id.
    """
    if round_.paper is PaperRule.PAPER_FIRST and round_.access is Access.INVITED:
        return mac("ballot of a code", code.id)[:40]
    return new_id()


def _receipt(round_: Round, asked: _Asked, ranks: Ranking, at: datetime) -> Kept:
    """A commitment with a fresh nonce, which is kept for the voter only where the round was announced so."""
    nonce = new_nonce()
    committed = commitment(round_.id, nonce, ranks)
    return Kept(
        asked.client_hash, round_.id, asked.body_mac, receipt_of(committed), at, committed,
        nonce if round_.provable else None)  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Asked:
    round_id: str
    client_hash: str
    body_mac: str


def _said(client_id: str, round_id: str, holder: str, version: Any, ranking: Any) -> str:
    """The body and whose it is. Another voter's ballot under the same client id is another body, never a replay.

    The phone's own id is in it, which is kept nowhere: without it nobody, the house's key in hand, can try out which
    ranking a kept hash stands for.
    """
    return json.dumps([client_id, round_id, holder, version, ranking], ensure_ascii=False, sort_keys=True, default=str)


def _holder(doing: Doing, round_: Round, asked: _Asked, otherwise: str) -> str:
    """Whose ballot it was. A phone that lost its cookie before it heard the receipt knows its client id and what it sent:
    128 bits that nobody else has.
    """
    if round_.access is Access.OPEN:
        return otherwise
    code = doing.once(
        ("spent by", asked.client_hash), lambda: store.first(doing.session, Code, client_hash=asked.client_hash)
    )
    return code.id if code else otherwise


def _again(before: Kept, asked: _Asked) -> Answer:
    if before.round_id != asked.round_id or before.body_mac != asked.body_mac:
        raise Refusal(
            "body_differs",
            N_(
                "Another ballot was already received from this page, and the first one counts: your first ballot is safe."
            ),
        )
    return Answer(before.receipt, before.received_at, again=True, nonce=before.nonce)


def open_moment(round_: Round, at: datetime) -> Moment:
    """During, or a refusal that says when. A round that was closed stays so, even if the clock is set back."""
    moment = Moment.AFTER if round_.closed_at else round_.moment(at)
    if moment is Moment.BEFORE:
        raise Refusal("not_open", N_("Voting has not begun yet: nothing was sent, please come back when it opens."))
    if moment is Moment.AFTER:
        raise Refusal("not_open", N_("Voting has closed: this ballot came after closing and is not counted."))
    return moment


def _code(doing: Doing, round_: Round, code_id: str | None, at: datetime, mac: Mac) -> Code:
    if round_.access is Access.OPEN:
        return _browser_code(doing, round_, at, mac)
    code = doing.once(("code", code_id), lambda: store.first(doing.session, Code, id=code_id)) if code_id else None
    if code is None or code.round_id != round_.id or code.voided_at:
        raise bad_code()
    return code


def _browser_code(doing: Doing, round_: Round, at: datetime, mac: Mac) -> Code:
    """In an open round each browser stands for one voter: its random id serves as a code that it carries already."""
    if not doing.visitor.browser:
        raise bad_code()
    secret = browser_hash(mac, round_.id, doing.visitor.browser)
    known = doing.once(("browser", secret), lambda: store.first(doing.session, Code, hash=secret))
    return known or store.add(doing.session, Code(new_id(), round_.community_id, round_.id, secret, at))


def _current(round_: Round, version: Any) -> None:
    if isinstance(version, bool) or not isinstance(version, int):
        raise Refusal(
            "bad_version", N_("This page is out of date: reload it and send your ballot again."), where="version"
        )
    if version != round_.version:
        raise Refusal(
            "options_changed",
            N_("The options have changed since you read them: please look at them again, then cast your ballot."),
        )


def _add_to_sums(doing: Doing, round_: Round, code: Code, ranks: Ranking) -> None:
    """What was chosen grows by this voter's head and area; neither the voter nor the area is kept with the ballot."""
    voter = store.first(doing.session, Voter, id=code.voter_id) if code.voter_id else None
    if voter is None:
        raise bad_code()
    decisions.add_vote(doing.session, round_.id, ranks[0][0], shares_of(voter, rule_of(round_.rule)))


def _keys(doing: Doing, round_id: str) -> list[str]:
    # Who changes them locks the round first, and it is locked.
    return doing.once(("options", round_id), lambda: [
        option.key
        for option in store.find(doing.session, Option, order="position", round_id=round_id, withdrawn_at=None)
    ])  # fmt: skip
