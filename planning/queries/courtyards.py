"""A courtyard as everybody reads it: who is in charge, its rules, its cases and meetings, the turnout of its rounds."""

from __future__ import annotations

from dataclasses import dataclass, replace

from planning import access, store
from planning.access import Asking
from planning.cases.case import Case
from planning.cases.courtyards import Term
from planning.cases.document import Document, Holder
from planning.cases.keeping import Handover, Keeping
from planning.cases.meeting import Meeting
from planning.errors import N_, Refusal
from planning.options.electorate import Voter, group_of, turnout
from planning.options.record.publication import is_only_result
from planning.options.round import Round, State
from planning.queries.query import Look, query
from planning.site import Community, Courtyard
from planning.store import ballots, paper
from planning.store.courses import courses, keepings, today
from planning.store.meetings import meetings_of
from planning.wording import Words


@dataclass(frozen=True, slots=True)
class TermLine:
    """Somebody in charge, what chose them, and whether the term runs today."""

    term: Term
    chosen_by: Words | None
    runs: bool


@dataclass(frozen=True, slots=True)
class YardTurnout:
    """How many of the courtyard voted in a round that has closed; both None where the group is too small to be told."""

    round: Round
    enrolled: int | None
    voted: int | None


@dataclass(frozen=True, slots=True)
class CourtyardView:
    """A courtyard; cases that it deals with itself first, then those of the community that concern it.

    :param closed: ids of those that were closed with their evaluation.
    """

    courtyard: Courtyard
    terms: tuple[TermLine, ...]
    documents: tuple[Document, ...]
    own: tuple[Case, ...]
    concerned: tuple[Case, ...]
    meetings: tuple[Meeting, ...]
    turnouts: tuple[YardTurnout, ...]
    closed: frozenset[str] = frozenset()


@query
def courtyard_view(look: Look, *, community_id: str, courtyard_id: str) -> CourtyardView:
    """One courtyard. Raises :class:`Refusal` (``not_found``)."""
    here = look.permit_in(community_id)
    yard = store.first(look.session, Courtyard, id=courtyard_id, community_id=community_id)
    if yard is None:
        raise Refusal("not_found", N_("This is not here (any more): go back and choose again."))
    works_here = access.staff(Asking(look.visitor, here))
    found = store.find(look.session, Document, order=("kind", "at", "id"), holder=Holder.COURTYARD, holder_id=yard.id)
    own, concerned, over = _cases(look, here, yard)
    return CourtyardView(
        yard, _terms(look, here, yard, works_here=works_here), tuple(d for d in found if d.public or works_here), own, concerned,
        tuple(replace(m, minutes=Words("")) for m in meetings_of(look.session, here.id, courtyard_id=yard.id)),
        tuple(_turnouts(look, yard)), over,
    )  # fmt: skip


@query
def handovers(look: Look, *, community_id: str, case_id: str) -> list[Handover]:
    """How a case was handed up and back, the latest first."""
    look.permit_in(community_id)
    return store.find(look.session, Handover, order=("-at", "id"), community_id=community_id, case_id=case_id)


def _cases(look: Look, here: Community, yard: Courtyard) -> tuple[tuple[Case, ...], tuple[Case, ...], frozenset[str]]:
    found = store.find(look.session, Case, order=("-opened_at", "id"), community_id=here.id)
    kept, day = keepings(look.session, found), today(here, look.now)
    ways = courses(look.session, found)
    mine = [replace(c, phase=ways[c.id].phase(day)) for c in found if yard.id in kept[c.id].courtyard_ids]
    return (
        tuple(c for c in mine if _settles(kept[c.id], yard)),
        tuple(c for c in mine if not _settles(kept[c.id], yard)),
        frozenset(c.id for c in mine if ways[c.id].closed),
    )


def _settles(keeping: Keeping, yard: Courtyard) -> bool:
    return keeping.level == "courtyard" and keeping.courtyard_ids[:1] == (yard.id,)


def _terms(look: Look, here: Community, yard: Courtyard, *, works_here: bool) -> tuple[TermLine, ...]:
    found = store.find(look.session, Term, order=("-begins", "body", "at", "id"), courtyard_id=yard.id)
    rounds = {r.id: r.title for r in store.find(look.session, Round, id={t.round_id for t in found if t.round_id})}
    met = {m.id: m.title for m in store.find(look.session, Meeting, id={t.meeting_id for t in found if t.meeting_id})}
    day = today(here, look.now)
    return tuple(
        TermLine(
            one if works_here or (one.shown and not one.is_over(day)) else replace(one, name=""),
            rounds.get(one.round_id or "") or met.get(one.meeting_id or ""), one.runs(day),
        )
        for one in found
    )  # fmt: skip


def _turnouts(look: Look, yard: Courtyard) -> list[YardTurnout]:
    """As on the page of each result: small groups hidden, and as many others as it takes; nothing of a round with few ballots."""
    lines = []
    ids = {one.round_id for one in store.find(look.session, Voter, courtyard_id=yard.id)}
    for round_ in store.find(look.session, Round, id=ids):
        if round_.state(look.now) is not State.CLOSED or paper.waits(look.session, round_):
            continue
        if is_only_result(ballots.received(look.session, round_.id)):
            lines.append(YardTurnout(round_, None, None))
            continue
        voted = ballots.voted(look.session, round_.id)
        roll = store.find(look.session, Voter, round_id=round_.id)
        counted = turnout((group_of(voter), voter.id in voted) for voter in roll)
        lines += [YardTurnout(round_, g.enrolled, g.voted) for g in counted.groups if g.group == yard.id]
    return sorted(
        lines,
        key=lambda line: (line.round.period.closes, line.round.id) if line.round.period else (look.now, ""),
        reverse=True,
    )
