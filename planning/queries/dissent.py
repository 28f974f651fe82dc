"""Dissent and decisions of a case: what everybody reads, and what those read who work on it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace

from planning import access, store
from planning.access import Asking
from planning.cases.decision import CaseDecision
from planning.cases.dissent import Call, Objection, Outcome, Tally, outcome_of, tally
from planning.cases.household import Household
from planning.cases.meeting import Meeting
from planning.options.round import Round
from planning.queries.cases import case_at_work, case_in
from planning.queries.query import Look, query
from planning.site import Community
from planning.store import accounts
from planning.store.dissent import against_elsewhere
from planning.surveys.comment import Comment, Stance
from planning.wording import Words


@dataclass(frozen=True, slots=True)
class DecisionSeen:
    """A decision, with the title of the round that it follows, or the meeting that took it."""

    decision: CaseDecision
    round_title: Words | None = None
    meeting: Meeting | None = None


@dataclass(frozen=True, slots=True)
class DissentView:
    """What everybody reads: decisions, the newest first, without names; objections that stand, numbers of the others."""

    decisions: tuple[DecisionSeen, ...]
    tally: Tally


@dataclass(frozen=True, slots=True)
class ObjectionLine:
    """An objection as those read it who work on the case: with its label, its owner and its visits, oldest first."""

    objection: Objection
    owner: str
    calls: tuple[Call, ...]
    outcome: Outcome | None


@dataclass(frozen=True, slots=True)
class Worklist:
    """Objections to a case with all that is known, who may be responsible, what to make objections of, decisions.

    :param lines: without those that came from a household of a courtyard in which the reader does not work.
    :param comments: those that are not entered; ``doors``, households of the register that object and are not entered.
    """

    lines: tuple[ObjectionLine, ...]
    staff: dict[str, str]
    comments: tuple[Comment, ...]
    decisions: tuple[DecisionSeen, ...]
    doors: tuple[Household, ...] = ()

    @property
    def unvisited(self) -> int:
        """How many objections nobody has visited."""
        return sum(line.outcome is None and line.objection.mistaken_at is None for line in self.lines)

    @property
    def against(self) -> int:
        """How many comments against the case are not entered."""
        return sum(one.stance is Stance.OBJECTION for one in self.comments)


@query
def dissent_view(look: Look, *, community_id: str, case_id: str) -> DissentView:
    """What everybody reads of one case. Raises :class:`Refusal` (``not_found``), also for one of another community."""
    look.permit_in(community_id)
    case_in(look, community_id, case_id)
    found = _objections(look, case_id)
    ids = {one.comment_id for one in found if one.comment_id}
    readable = frozenset(one.id for one in store.find(look.session, Comment, id=ids, hidden_at=None))
    seen = [replace(one, decision=one.decision.without_names()) for one in _decisions(look, case_id)]
    return DissentView(tuple(seen), tally(found, _calls(look, found), readable))


@query
def objections_at_work(look: Look, *, community_id: str, case_id: str) -> Worklist:
    """The same with names, labels and visits, for those who work on the case (of a courtyard: in one that it concerns)."""
    case_at_work(look, community_id, case_id)
    here = store.get(look.session, Community, community_id)
    every = _objections(look, case_id)
    ids = {one.household_id for one in every if one.household_id}
    near = {None, *(one.id for one in _near(look, here, store.find(look.session, Household, id=ids)))}
    found = [one for one in every if one.household_id in near]
    calls = _calls(look, found)
    names = accounts.names(look.session, {one.owner_id for one in found if one.owner_id})
    staff = accounts.staff(look.session, community_id)
    entered = {one.comment_id for one in every if one.mistaken_at is None}
    said = store.find(look.session, Comment, order=("-at", "id"), case_id=case_id, hidden_at=None)
    lines = tuple(
        ObjectionLine(one, names.get(one.owner_id or "", ""), tuple(calls[one.id]), outcome_of(calls[one.id]))
        for one in found
    )
    doors = tuple(_near(look, here, against_elsewhere(look.session, case_id)[1]))
    comments = tuple(c for c in said if c.id not in entered)
    return Worklist(lines, staff, comments, tuple(_decisions(look, case_id)), doors)


def _near(look: Look, here: Community, doors: Sequence[Household]) -> list[Household]:
    """Those of courtyards in which the reader works: nobody reads the doors of another one."""
    return [
        one for one in doors
        if access.may(f"query.{look.name}", Asking(look.visitor, here, None, one.courtyard_id))
    ]  # fmt: skip


def _objections(look: Look, case_id: str) -> list[Objection]:
    return store.find(look.session, Objection, order=("at", "id"), case_id=case_id)


def _calls(look: Look, objections: Sequence[Objection]) -> defaultdict[str, list[Call]]:
    grouped: defaultdict[str, list[Call]] = defaultdict(list)
    ids = [one.id for one in objections]
    for call in store.find(look.session, Call, order=("day", "at", "id"), objection_id=ids):
        grouped[call.objection_id].append(call)
    return grouped


def _decisions(look: Look, case_id: str) -> list[DecisionSeen]:
    found = store.find(look.session, CaseDecision, order=("-day", "-at", "id"), case_id=case_id)
    ids = {one.round_id for one in found if one.round_id}
    titles = {one.id: one.title for one in store.find(look.session, Round, id=ids)}
    meetings = {
        one.id: one for one in store.find(look.session, Meeting, id={d.meeting_id for d in found if d.meeting_id})
    }
    return [DecisionSeen(one, titles.get(one.round_id or ""), meetings.get(one.meeting_id or "")) for one in found]
