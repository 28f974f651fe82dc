"""The roll of a round and its one-time codes. Plain codes leave this room once, on paper; only their hashes stay."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from planning import store
from planning.actions.act import Doing, act, fleeting
from planning.errors import N_, Refusal
from planning.options.decision.announcing import rule_of
from planning.options.decision.on_roll import deciding
from planning.options.electorate import Code, Contact, Voter, code_hash, new_code
from planning.options.roll import parse_roll
from planning.options.round import Access, Round
from planning.period import Moment
from planning.site import Courtyard, new_id
from planning.store import ballots, rolls

MOST_CODES = 20_000
"""Anonymous codes made at once."""
MOST_PRACTICE_CODES = 500
"""Practice codes of a round that lie unspent at once."""


@dataclass(frozen=True, slots=True)
class Issued:
    """A code on its way to paper: shown once, kept nowhere. ``voter`` is None for a code of nobody on the roll."""

    code: str
    voter: Voter | None = None


@act
def enrol_voters(doing: Doing, *, round_id: str, table: str | bytes) -> int:
    """Add the lines of a CSV or XLSX table to the roll; all of them, or none with everything that is wrong.

    Returns how many voters were added: several lines of one owner are one voter. Raises :class:`Refusals`
    (``roll_frozen`` once the round is announced).
    """
    round_ = _in_preparation(doing, round_id)
    courtyards = {c.code: c.id for c in store.find(doing.session, Courtyard, community_id=round_.community_id)}
    enrolled = store.find(doing.session, Voter, round_id=round_id)
    voters = parse_roll(
        table, community_id=round_.community_id, round_id=round_id, courtyards=courtyards, enrolled=enrolled
    )
    store.add_all(doing.session, voters)
    doing.log(f"round:{round_id}", after={"enrolled": len(voters)})
    return len(voters)


@act
def clear_roll(doing: Doing, *, round_id: str) -> int:
    """Take everybody off the roll of a round in preparation, with their codes, so that a corrected table can be read.

    Returns how many voters were taken off. Raises :class:`Refusal` (``roll_frozen``).
    """
    round_ = _in_preparation(doing, round_id)
    gone = rolls.clear(doing.session, round_.id)
    doing.log(f"round:{round_id}", after={"taken_off": gone})
    return gone


@act
def note_contact(doing: Doing, *, round_id: str, voter_ids: Sequence[str], contact: Contact) -> int:
    """Note of some voters whether they were reached. No part of the frozen roll, so it may change until closing."""
    round_ = _not_over(doing, round_id)
    voters = _voters(doing, round_.id, set(voter_ids))
    if len(voters) != len(set(voter_ids)):
        raise Refusal("not_found", N_("This is not here (any more): go back and choose again."))
    for voter in voters:
        store.change(doing.session, replace(voter, contact=contact))
    doing.log(f"round:{round_id}", after={"contact": contact, "voters": len(voters)})
    return len(voters)


@fleeting
def issue_codes(doing: Doing, *, round_id: str, count: int | None = None) -> list[Issued]:
    """Codes for every voter on the roll who has none, or ``count`` codes of nobody on the roll.

    Leaves no trace in the table of acts: its result is a secret. Asked twice it makes codes for nobody, since all
    have one; a lost list is replaced by :func:`reissue_codes`.
    """
    round_ = _not_over(doing, round_id)
    _needs_codes(round_)
    if count is not None and not 1 <= count <= MOST_CODES:
        raise Refusal("bad_count", N_("Choose a number of codes from 1 to {most}."), where="count", most=MOST_CODES)
    if count is None:
        lacking = _voters(doing, round_id, set(ballots.uncoded(doing.session, round_id)))
        voters: list[Voter | None] = [*(deciding(lacking, rule_of(round_.rule)) if round_.rule else lacking)]
    else:
        _decides_not(round_)
        voters = [None] * count
    issued = _issue(doing, round_, voters)
    doing.log(f"round:{round_id}", after={"codes_issued": len(issued), "anonymous": count is not None})
    return issued


@fleeting
def reissue_codes(doing: Doing, *, round_id: str, voter_ids: Sequence[str]) -> list[Issued]:
    """New codes in the place of lost ones, which become void. Who has voted gets none (``code_spent``)."""
    round_ = _not_over(doing, round_id)
    _needs_codes(round_)
    voters = _voters(doing, round_id, set(voter_ids))
    if len(voters) != len(set(voter_ids)):
        raise Refusal("not_found", N_("This is not here (any more): go back and choose again."))
    if ballots.voted(doing.session, round_id) & set(voter_ids):
        raise Refusal("code_spent", N_("A voter of these has voted already: a spent code cannot be replaced."))
    old = [code for code in ballots.unspent(doing.session, round_id) if code.voter_id in set(voter_ids)]
    ballots.void(doing.session, old, doing.now)
    issued = _issue(doing, round_, voters)
    doing.log(
        f"round:{round_id}",
        after={"codes_voided": len(old), "codes_issued": len(issued), "voters": sorted(set(voter_ids))},
    )
    return issued


@fleeting
def take_practice_code(doing: Doing, *, round_id: str) -> str:
    """One fresh code for a newcomer who wants to try, in an illustrative community while its round is open."""
    round_ = store.get(doing.session, Round, round_id)
    community = doing.permit_in(round_.community_id, round_.moment(doing.now))
    _decides_not(round_)
    if not community.illustrative or round_.access is not Access.INVITED:
        raise Refusal("not_allowed", N_("Practice codes exist only in an illustrative community."))
    if len(ballots.unspent(doing.session, round_id, anonymous=True)) >= MOST_PRACTICE_CODES:
        raise Refusal("too_many", N_("All practice codes are taken at this moment: please try again later."))
    return _issue(doing, round_, [None])[0].code


def _not_over(doing: Doing, round_id: str) -> Round:
    round_ = store.get(doing.session, Round, round_id)
    doing.permit_in(round_.community_id)
    if round_.moment(doing.now) is Moment.AFTER:
        raise Refusal("not_open", N_("This round has closed: its roll and its codes stay as they are."))
    return round_


def _in_preparation(doing: Doing, round_id: str) -> Round:
    round_ = _not_over(doing, round_id)
    if round_.sealed_at is not None:
        raise Refusal("roll_frozen", N_("The roll was frozen when the round was announced: nobody can be added or taken out."))  # fmt: skip
    return round_


def _needs_codes(round_: Round) -> None:
    if round_.access is Access.OPEN:
        raise Refusal("no_codes_needed", N_("Everybody may vote in this round: it needs no codes."))


def _decides_not(round_: Round) -> None:
    """By a rule only those on the roll decide: a code of nobody would be a head that no roll holds."""
    if round_.rule:
        raise Refusal("roll_only", N_("This round decides by its roll: only those on the roll get codes."))


def _voters(doing: Doing, round_id: str, ids: set[str]) -> list[Voter]:
    """Voters of a round by courtyard and label, so that cards lie in the order in which they are handed out."""
    everybody = store.find(doing.session, Voter, order=("courtyard_id", "label", "id"), round_id=round_id)
    return [voter for voter in everybody if voter.id in ids]


def _issue(doing: Doing, round_: Round, voters: Sequence[Voter | None]) -> list[Issued]:
    issued = [Issued(new_code(), voter) for voter in voters]
    store.add_all(doing.session, [
        Code(new_id(), round_.community_id, round_.id, code_hash(one.code) or "", doing.now, one.voter.id if one.voter else None)
        for one in issued
    ])  # fmt: skip
    return issued
