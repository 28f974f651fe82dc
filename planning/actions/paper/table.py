"""At the table: a voter hands in a sheet, by the code on its slip or by the name of the door on the roll."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from planning import store
from planning.actions.act import Doing, fleeting
from planning.actions.voting import id_in_box, open_moment
from planning.errors import N_, Refusal
from planning.options.casting import Mac, bad_code
from planning.options.decision.announcing import rule_of
from planning.options.decision.on_roll import shares_of
from planning.options.electorate import Code, Voter, code_hash
from planning.options.paper.batch import HandIn
from planning.options.paper.precedence import HandedIn, PaperRule, at_the_table, needs_number, phone_may_follow
from planning.options.paper.sheet import sheet_number
from planning.options.round import Access, Round
from planning.store import ballots, decisions, paper


def mac_of_sheet(mac: Mac, round_id: str, number: int) -> str:
    """Keyed hash of a sheet's number: without the key of the house no row leads from a voter to a sheet."""
    return mac("sheet", f"{round_id}\0{number}")


@fleeting
def hand_in_sheet(
    doing: Doing, *, round_id: str, hand_in_id: str, typed: str = "", voter_id: str | None = None, number: str = "",
    clock: Callable[[], datetime], mac: Mac,
) -> str:  # fmt: skip
    """Note that a voter hands in a sheet; returns what becomes of it (:class:`HandedIn`).

    :param hand_in_id: made by the page; the same one again changes nothing and gives the same answer.
    :param typed: the code on the slip; or ``voter_id``, a door of the roll.
    :param number: number of the sheet, noted only where the announced rule needs it.

    Raises :class:`Refusal` (``no_paper``, ``no_table``, ``not_open``, ``bad_code``, ``handed_in_before``, ``bad_number``,
    ``sheet_known``).
    """
    round_ = store.get(doing.session, Round, round_id)  # locks it: phones wait, and the rule sees who came first
    doing.permit_in(round_.community_id)
    before = store.first(doing.session, HandIn, id=hand_in_id)
    if before is not None:
        return HandedIn.COUNTS if before.counts else HandedIn.ASIDE
    _takes_paper_by_roll(round_)
    at = clock()
    open_moment(round_, at)
    code, voter = _whose(doing, round_, typed, voter_id)
    _not_before(doing, round_, code, voter)
    became = at_the_table(round_.paper, phone_before=code is not None and code.spent_at is not None)
    sheet = _noted(doing, round_, number, mac) if became is not HandedIn.ASIDE else None
    if code and became is HandedIn.REPLACES:
        _put_phone_aside(doing, round_, code, mac)
    elif code and became is HandedIn.COUNTS and not phone_may_follow(round_.paper):
        ballots.spend(doing.session, code, None, at)
    store.add(doing.session, HandIn(
        hand_in_id, round_.community_id, round_id, voter.id if voter else None, code.id if code else None, sheet,
        counts=became is not HandedIn.ASIDE))  # fmt: skip
    doing.log(f"round:{round_id}", after={"handed_in": became})
    return became


def _takes_paper_by_roll(round_: Round) -> None:
    if round_.paper is PaperRule.NONE:
        raise Refusal("no_paper", N_("This round was announced without paper ballots."))
    if round_.access is Access.OPEN:
        raise Refusal("no_table", N_("Everybody may vote in this round: sheets go straight into the box."))


def _whose(doing: Doing, round_: Round, typed: str, voter_id: str | None) -> tuple[Code | None, Voter | None]:
    """The code and the line of the roll of whoever hands in; either may be missing, not both."""
    if voter_id:
        voter = store.get(doing.session, Voter, voter_id)
        if voter.round_id != round_.id:
            raise Refusal("not_found", N_("This is not here (any more): go back and choose again."))
        return store.first(doing.session, Code, round_id=round_.id, voter_id=voter.id, voided_at=None), voter
    hashed = code_hash(typed)
    code = store.first(doing.session, Code, hash=hashed, round_id=round_.id, voided_at=None) if hashed else None
    if code is None:
        raise bad_code()
    return code, store.get(doing.session, Voter, code.voter_id) if code.voter_id else None


def _not_before(doing: Doing, round_: Round, code: Code | None, voter: Voter | None) -> None:
    by_voter = voter and store.first(doing.session, HandIn, round_id=round_.id, voter_id=voter.id)
    if by_voter or (code and store.first(doing.session, HandIn, round_id=round_.id, code_id=code.id)):
        raise Refusal("handed_in_before", N_("A sheet was already handed in for this door or code: this one is not counted."))  # fmt: skip


def _noted(doing: Doing, round_: Round, number: str, mac: Mac) -> str | None:
    """The keyed hash of the sheet's number, where it must be found again."""
    if not needs_number(round_.paper, decides=bool(round_.rule)):
        return None
    sheet = mac_of_sheet(mac, round_.id, sheet_number(number.strip()))
    if store.first(doing.session, HandIn, round_id=round_.id, sheet_mac=sheet):
        raise Refusal("sheet_known", N_("A sheet with this number was already handed in: look at the number again."))
    return sheet


def _put_phone_aside(doing: Doing, round_: Round, code: Code, mac: Mac) -> None:
    ranking = paper.put_phone_aside(doing.session, code, id_in_box(round_, code, mac))
    if round_.rule and code.voter_id:
        voter = store.get(doing.session, Voter, code.voter_id)
        decisions.add_vote(doing.session, round_.id, ranking[0][0], shares_of(voter, rule_of(round_.rule)), times=-1)
