"""The paper count is over: accepted sheets go into the box, and what led to them is cut."""

from __future__ import annotations

import secrets
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from hashlib import sha256

from planning import store
from planning.actions.act import Doing, fleeting
from planning.actions.closing import settle
from planning.actions.paper.table import mac_of_sheet
from planning.actions.words import reason_checked
from planning.errors import N_, Refusal
from planning.options.ballot import Ballot, Channel, Ranking
from planning.options.casting import Mac
from planning.options.decision.announcing import rule_of
from planning.options.decision.on_roll import shares_of
from planning.options.electorate import Code, Voter
from planning.options.paper.batch import BatchState, HandIn, Sheet
from planning.options.paper.figures import PaperFigures
from planning.options.paper.precedence import PaperRule, needs_number, phone_may_follow
from planning.options.receipt import commitment, new_nonce, receipt_of
from planning.options.round import Round
from planning.period import Moment
from planning.site import new_id
from planning.store import ballots, decisions, paper
from planning.store.ballots import Kept


@fleeting
def finish_paper(doing: Doing, *, round_id: str, reason: str, mac: Mac) -> bool:
    """Say that all paper of a closed round is in; it is counted with the other ballots. False where it was said before.

    :param reason: needed where there are not as many sheets as were handed in; everybody can read it.

    Raises :class:`Refusal` (``no_paper``, ``not_closed``, ``open_batches``, ``sheets_and_hand_ins``).
    """
    round_ = store.get(doing.session, Round, round_id)
    doing.permit_in(round_.community_id)
    if round_.paper is PaperRule.NONE:
        raise Refusal("no_paper", N_("This round was announced without paper ballots."))
    if round_.moment(doing.now) is not Moment.AFTER:
        raise Refusal("not_closed", N_("Nobody can read a tally before the round has closed."))
    if paper.figures(doing.session, round_id) is not None:
        return False
    waiting = [str(b.number) for b in paper.batches(doing.session, round_id) if b.state is not BatchState.ACCEPTED]
    if waiting:
        raise Refusal("open_batches", N_("These batches are not accepted yet: {numbers}."), numbers=", ".join(waiting))
    found = _count_in(doing, round_, mac, reason)
    doing.log(f"round:{round_id}", after={"sheets": found.sheets, "handed_in": found.handed_in}, reason=found.reason)
    return settle(doing, round_)


def _count_in(doing: Doing, round_: Round, mac: Mac, reason: str) -> PaperFigures:
    batches = paper.batches(doing.session, round_.id)
    sheets = [sheet for batch in batches for sheet in paper.sheets(doing.session, batch.id)]
    hand_ins = paper.hand_ins(doing.session, round_.id)
    expected = None if round_.is_consultative else sum(one.counts for one in hand_ins)
    if expected is not None and expected != len(sheets):
        if not reason.strip():
            raise Refusal("sheets_and_hand_ins", N_("{handed_in} sheets were handed in and {sheets} are in the batches: look for the difference, or say why. Everybody can read the reason."), where="reason", handed_in=expected, sheets=len(sheets))  # fmt: skip
        reason = reason_checked(reason)
    box = _sorted_out(doing, round_, sheets, hand_ins, mac)
    _keep(doing, round_, box)
    displaced = [one.id for one in hand_ins if one.counts and _phone_counts(doing, round_, one)]
    paper.cut(doing.session, round_.id, displaced)
    found = PaperFigures(
        str(round_.paper), len(batches), len(sheets), len(box.counted), dict(sorted(box.invalid.items())), len(box.aside),
        expected, sum(not one.counts for one in hand_ins), paper.aside(doing.session, round_.id),
        sum(sheet.disputed for sheet in sheets), reason if expected != len(sheets) and expected is not None else "",
        tuple(sorted(sheet.number for sheet in sheets)),
    )  # fmt: skip
    paper.keep_count(doing.session, round_.id, doing.now, found.text)
    return found


@dataclass(slots=True)
class _Box:
    """Sheets by what becomes of them."""

    counted: list[tuple[Ranking, HandIn | None]] = field(default_factory=list)
    aside: list[Ranking] = field(default_factory=list)
    invalid: Counter[str] = field(default_factory=Counter)


def _sorted_out(doing: Doing, round_: Round, sheets: Sequence[Sheet], hand_ins: Sequence[HandIn], mac: Mac) -> _Box:
    """The announced rule comes first, then whether a sheet is valid: a phone ballot displaces an invalid sheet, too."""
    linked = not round_.is_consultative and needs_number(round_.paper, decides=bool(round_.rule))
    by_sheet = {one.sheet_mac: one for one in hand_ins if one.sheet_mac} if linked else {}
    box = _Box()
    for sheet in sheets:
        reading = sheet.first
        assert reading is not None  # noqa: S101 - both people read every sheet of an accepted batch
        whose = by_sheet.get(mac_of_sheet(mac, round_.id, sheet.number)) if linked else None
        if whose and _phone_counts(doing, round_, whose):
            box.aside.append(reading.ranking)
        elif reading.invalid:
            box.invalid[str(reading.invalid)] += 1
        else:
            box.counted.append((reading.ranking, whose))
    return box


def _phone_counts(doing: Doing, round_: Round, one: HandIn) -> bool:
    """Whether a phone ballot came after the sheet and takes its place."""
    return phone_may_follow(round_.paper) and any(code.spent_at and code.client_hash for code in _codes(doing, one))


def _codes(doing: Doing, one: HandIn) -> list[Code]:
    """The codes of whoever handed in, a replaced one included."""
    if one.voter_id:
        return store.find(doing.session, Code, round_id=one.round_id, voter_id=one.voter_id)
    return store.find(doing.session, Code, id=one.code_id)


def _keep(doing: Doing, round_: Round, box: _Box) -> None:
    """Ballots, their commitments and sums; every ballot has a commitment, so that the public list tells no channel."""
    for ranking, whose in box.counted:
        store.add(doing.session, Ballot(new_id(), round_.community_id, round_.id, ranking, channel=Channel.PAPER))
        committed = commitment(round_.id, new_nonce(), ranking)
        nobody = sha256(secrets.token_bytes(32)).hexdigest()
        ballots.keep_receipt(doing.session, Kept(nobody, round_.id, None, receipt_of(committed), _closed_at(round_), committed))  # fmt: skip
        if round_.rule and whose:
            _add_to_sums(doing, round_, whose, ranking)
    paper.keep_aside(doing.session, round_.id, [(ranking, Channel.PAPER) for ranking in box.aside])
    for one in paper.hand_ins(doing.session, round_.id) if phone_may_follow(round_.paper) else ():
        for code in _codes(doing, one):
            ballots.spend(doing.session, code, None, _closed_at(round_))  # of those that no phone used


def _closed_at(round_: Round):  # type: ignore[no-untyped-def]  # noqa: ANN202
    assert round_.period is not None  # noqa: S101 - a closed round was announced
    return round_.closed_at or round_.period.closes


def _add_to_sums(doing: Doing, round_: Round, whose: HandIn, ranking: Ranking) -> None:
    codes = _codes(doing, whose)
    voter_id = whose.voter_id or next((code.voter_id for code in codes if code.voter_id), None)
    assert voter_id is not None  # noqa: S101 - a round that decides has codes of the roll only
    voter = store.get(doing.session, Voter, voter_id)
    decisions.add_vote(doing.session, round_.id, ranking[0][0], shares_of(voter, rule_of(round_.rule)))
