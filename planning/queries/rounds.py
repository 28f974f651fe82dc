"""Rounds: what may be chosen, where they stand, who has a code. Nobody reads a tally before closing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from planning import access, store
from planning.access import Asking
from planning.errors import N_, Refusal
from planning.options.electorate import Code, Voter
from planning.options.option import Option
from planning.options.reading import NO_HEADS, RoundHeads
from planning.options.record.extract import CLOSING, OPENING
from planning.options.round import Access, Round, State
from planning.options.screening.screening import Screened, read
from planning.queries.query import Look, query
from planning.site import Community, Courtyard
from planning.store import Session, ballots, journal
from planning.store.comments import photos as photos_of
from planning.surveys.photo import Owner, Photo
from planning.wording import Words


@dataclass(frozen=True, slots=True)
class Ware:
    """An option as it is shown: with its photos, and how it came through the screening where the round has one."""

    option: Option
    photos: tuple[Photo, ...] = ()
    screened: Screened | None = None

    @property
    def says_more(self) -> bool:
        """Whether there is more to read than its title: then it is worth a card."""
        option = self.option
        said = option.summary.zh or option.summary.en or option.facts or option.pros or option.cons
        return bool(self.photos or self.screened or said)


@dataclass(frozen=True, slots=True)
class Change:
    """Something that staff did to an announced round, with the reason they gave: everybody may read it."""

    at: datetime
    act: str
    reason: str


@dataclass(frozen=True, slots=True)
class RoundView:
    """A round with everything that a voter reads. ``received``: ballots in the box, as one number.

    :param gate: title of the yes or no that had to be accepted before; ``ratifies`` of the round whose winner this puts
        to a yes or no.
    """

    round: Round
    state: State
    wares: tuple[Ware, ...]
    withdrawn: tuple[Ware, ...]
    changes: tuple[Change, ...]
    received: int
    community: Community
    gate: Words | None = None
    ratifies: Words | None = None
    heads: RoundHeads = NO_HEADS


PUBLIC_ACTS = frozenset({"extend_round", "close_round", "withdraw_option", "finish_paper"})


@query
def rounds(look: Look, *, community_id: str, case_id: str | None = None) -> list[RoundView]:
    """Rounds of a community (of one case, if named), newest first; those in preparation are for staff."""
    community = look.permit_in(community_id)
    conditions = {"community_id": community_id} | ({"case_id": case_id} if case_id else {})
    found = [r for r in store.find(look.session, Round, **conditions) if may_see(look, community, r)]
    found.sort(key=lambda r: (r.period is None, r.period.opens if r.period else look.now, r.id), reverse=True)
    return [_view(look, community, round_) for round_ in found]


@query
def all_rounds(look: Look) -> list[RoundView]:
    """Rounds of every community, for the command line."""
    look.permit(None)
    communities = {c.id: c for c in store.find(look.session, Community)}
    found = store.find(look.session, Round, order=("community_id", "id"))
    return [_view(look, communities[round_.community_id], round_) for round_ in found]


@query
def round_view(look: Look, *, round_id: str) -> RoundView:
    """One round. Raises :class:`Refusal` (``not_found``), also for one in preparation unless staff ask."""
    round_ = store.get(look.session, Round, round_id)
    community = look.permit_in(round_.community_id)
    if not may_see(look, community, round_):
        raise Refusal("not_found", N_("This is not here (any more): go back and choose again."))
    return _view(look, community, round_)


def may_see(look: Look, community: Community, round_: Round) -> bool:
    """Whether the visitor knows of a round: one in preparation is for staff."""
    return round_.period is not None or access.staff(Asking(look.visitor, community))


def _view(look: Look, community: Community, round_: Round) -> RoundView:
    options = store.find(look.session, Option, order="position", round_id=round_.id)
    photos = photos_of(look.session, Owner.OPTION, [option.id for option in options])
    screened = read(round_.screening).by_key if round_.screening else {}
    wares = [Ware(option, photos.get(option.id, ()), screened.get(option.key)) for option in options]
    return RoundView(
        round_, round_.state(look.now),
        tuple(w for w in wares if w.option.withdrawn_at is None),
        tuple(w for w in wares if w.option.withdrawn_at is not None),
        _changes(look, round_, options), ballots.received(look.session, round_.id), community,
        gate=_title(look, round_.gate_id), ratifies=_title(look, round_.ratifies_id),
        heads=round_heads(look.session, round_.id) if round_.period else NO_HEADS,
    )  # fmt: skip


def _title(look: Look, round_id: str | None) -> Words | None:
    """What another round is called."""
    return store.get(look.session, Round, round_id).title if round_id else None


def round_heads(session: Session, round_id: str) -> RoundHeads:
    """The heads of the log at opening and at closing, where they are there yet."""
    found = journal.heads_of(session, f"round:{round_id}", (OPENING, CLOSING))
    return RoundHeads(found.get(OPENING), found.get(CLOSING))


def _changes(look: Look, round_: Round, options: list[Option]) -> tuple[Change, ...]:
    if round_.period is None:
        return ()
    subjects = [f"round:{round_.id}", *(f"option:{option.id}" for option in options if option.withdrawn_at)]
    entries = [e for s in subjects for e in journal.entries(look.session, round_.community_id, subject=s)]
    return tuple(Change(e.at, e.act, e.reason) for e in sorted(entries, key=lambda e: e.seq) if e.act in PUBLIC_ACTS)


@dataclass(frozen=True, slots=True)
class CodeStatus:
    """A line of the roll, and how its code stands. Which ballot is whose, nobody can ask."""

    voter: Voter
    courtyard: str
    issued: bool
    spent: bool


@dataclass(frozen=True, slots=True)
class CodesView:
    """The roll with its codes, and how many codes of nobody on the roll were made and used."""

    lines: tuple[CodeStatus, ...]
    anonymous: int
    anonymous_spent: int


@query
def codes_view(look: Look, *, round_id: str) -> CodesView:
    """How the codes of a round stand: for staff who hand them out."""
    round_ = store.get(look.session, Round, round_id)
    look.permit_in(round_.community_id)
    names = {c.id: c.code for c in store.find(look.session, Courtyard, community_id=round_.community_id)}
    codes = store.find(look.session, Code, round_id=round_id, voided_at=None)
    spent = {code.voter_id: code.spent_at is not None for code in codes if code.voter_id}
    nobodys = [code for code in codes if code.voter_id is None] if round_.access is Access.INVITED else []
    roll = store.find(look.session, Voter, order=("courtyard_id", "label", "id"), round_id=round_id)
    lines = tuple(
        CodeStatus(v, names.get(v.courtyard_id or "", ""), v.id in spent, spent.get(v.id, False)) for v in roll
    )
    return CodesView(lines, len(nobodys), sum(code.spent_at is not None for code in nobodys))
