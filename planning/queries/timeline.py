"""The timeline of a case: acts from the log, and what its dates brought; to everybody what everybody may read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from planning import access, store
from planning.access import Asking
from planning.cases.case import Case
from planning.cases.course import CasePhase, Course
from planning.cases.decision import CaseDecision
from planning.cases.dissent import Call, Objection
from planning.cases.evaluation import Evaluation
from planning.cases.matter import Matter
from planning.cases.meeting import Action
from planning.cases.timeline import BESIDE_ACTS, KEPT_REASONS, PUBLIC_ACTS, Happening
from planning.cases.works import Work
from planning.options.option import Option
from planning.options.round import Round, State
from planning.queries.cases import case_in
from planning.queries.query import Look, query
from planning.queries.timeline_beside import told_beside
from planning.site import Community
from planning.store import accounts, journal
from planning.store.journal import Entry
from planning.store.meetings import meetings_of
from planning.surveys.evidence import EvidencePhoto, EvidenceState, EvidenceWalk
from planning.surveys.statements import Conversation
from planning.surveys.walk import Walk
from planning.wording import Words


@dataclass(frozen=True, slots=True)
class Timeline:
    """A case with all that happened, the oldest first. ``whole``: with what only the log tells, and who did it."""

    case: Case
    community: Community
    happened: tuple[Happening, ...]
    whole: bool


@query
def case_timeline(look: Look, *, community_id: str, case_id: str) -> Timeline:
    """Everything that the visitor may read of it. Raises :class:`Refusal` (``not_found``)."""
    here = look.permit_in(community_id)
    case = case_in(look, community_id, case_id)
    whole = access.may("query.log_entries", Asking(look.visitor, here))
    reading = _Reading(look, case, here, whole)
    acts = list(reading.acts())  # first: what the log has is not told a second time from its dates
    happened = sorted(
        [*reading.dates(), *acts], key=lambda one: one.at
    )  # stable: acts of one moment stay in their order
    return Timeline(case, here, tuple(happened), whole)


class _Reading:
    """What belongs to a case, read once."""

    def __init__(self, look: Look, case: Case, here: Community, whole: bool) -> None:
        self.look, self.case, self.here, self.whole = look, case, here, whole
        session = look.session
        self.rounds = {
            r.id: r for r in store.find(session, Round, case_id=case.id, community_id=here.id) if whole or r.period
        }
        self.options = {o.id: o for o in store.find(session, Option, round_id=list(self.rounds))}
        self.meetings = {m.id: m for m in meetings_of(session, here.id, case_id=case.id)}
        self.actions = {a.id: a for a in store.find(session, Action, case_id=case.id)}
        self.works = {w.id: w for w in store.find(session, Work, case_id=case.id)}
        self.asked = {e.id: e for e in store.find(session, Evaluation, case_id=case.id)}
        self.evidence = {w.id: w for w in store.find(session, EvidenceWalk, case_id=case.id, community_id=here.id)}
        self.matters = [m.id for m in store.find(session, Matter, case_id=case.id)]
        self.objections = store.find(session, Objection, case_id=case.id)
        self.steps = store.find(session, CasePhase, case_id=case.id)
        self.talks = {c.id: c for c in store.find(session, Conversation, case_id=case.id, community_id=here.id)}
        walked = [w.id for w in store.find(session, Walk, case_id=case.id, community_id=here.id)]
        self.beside = {*(f"conversation:{id_}" for id_ in self.talks), *(f"walk:{id_}" for id_ in walked)}
        self.seen: set[tuple[str, str]] = set()

    def acts(self) -> Iterator[Happening]:
        """What the log has of the case, of all that belongs to it, and of what stands beside it."""
        subjects = [
            *self.beside, f"case:{self.case.id}", *(f"round:{id_}" for id_ in self.rounds), *(f"option:{id_}" for id_ in self.options),
            *(f"objection:{one.id}" for one in self.objections), *(f"meeting:{id_}" for id_ in self.meetings),
            *(f"action:{id_}" for id_ in self.actions), *(f"matter:{id_}" for id_ in self.matters),
            *(f"work:{id_}" for id_ in self.works), *(f"evaluation:{id_}" for id_ in self.asked),
            *(f"evidence_walk:{id_}" for id_ in self.evidence),
        ]  # fmt: skip
        entries = journal.entries_about(self.look.session, subjects)
        names = accounts.names(self.look.session, {e.member_id for e in entries}) if self.whole else {}
        for entry in entries:
            self.seen.add((entry.act, _id(entry)))
            public = entry.act in PUBLIC_ACTS | BESIDE_ACTS or _moved(entry)
            reason = entry.reason if self.whole or entry.act not in KEPT_REASONS else ""
            if public or (self.whole and entry.subject not in self.beside):
                yield Happening(
                    entry.at, self._what(entry), self._facts(entry), reason, names.get(entry.member_id, ""),
                    entry.seq if self.whole else None, public,
                )  # fmt: skip

    def _what(self, entry: Entry) -> str:
        if _moved(entry):
            return "phase_moved"
        if entry.act == "close_case" and (entry.after or {}).get("dropped_at"):
            return "drop_phase"
        if entry.act == "screen_round" and entry.subject.startswith("option:"):
            return "withdraw_option"
        begins = (entry.after or {}).get("begins") if entry.act == "plan_phase" else None
        if entry.act == "settle_action":
            return f"{(entry.after or {}).get('ended', 'open')}_action"
        entered = begins and date.fromisoformat(begins) <= entry.at.astimezone(self._zone).date()
        return "phase_began" if entered else entry.act

    def _facts(self, entry: Entry) -> dict[str, Any]:
        """What may be told of an act: titles and phases, never a label or the words of a person."""
        after, kind, id_ = entry.after or {}, *entry.subject.split(":", 1)
        titled: dict[str, Mapping[str, Any]] = {
            "round": self.rounds, "option": self.options, "meeting": self.meetings, "evidence_walk": self.evidence, "work": self.works,
            "conversation": self.talks,
        }  # fmt: skip
        named = titled.get(kind, {}).get(id_)
        facts: dict[str, Any] = {} if named is None else {"title": named.title}
        if entry.act == "enter_meeting" and id_ in self.meetings:
            met = self.meetings[id_]
            facts |= {"held": met.starts_at.astimezone(self._zone).date(), "role": met.entered_by}
        if entry.act == "cancel_meeting" and id_ in self.meetings:
            facts["entered"] = self.meetings[id_].entered_at is not None
        if kind == "work" and named is not None:
            facts["state"] = after.get("state", "")
        if kind == "action" and id_ in self.actions:
            facts |= {"text": self.actions[id_].text, "ended": after.get("ended", "")}
        if "phase" in after:
            facts |= {"phase": after["phase"], "before": (entry.before or {}).get("phase", "")}
            facts |= {name: date.fromisoformat(after[name]) for name in ("begins", "ends") if after.get(name)}
        if entry.act in {"record_decision", "take_back_decision"} and after.get("text"):
            facts |= {"text": Words(**after["text"]), "way": after["way"]}
        if "photos" in after:
            facts["count"] = len(after["photos"])
        if entry.act in {"hand_up_case", "hand_back_case"}:
            facts["to"] = after.get("to", "")
        return facts

    def dates(self) -> Iterator[Happening]:
        """What came by itself, and what was there before the log (in an illustrative community all of it)."""
        case, now = self.case, self.look.now
        if ("open_case", case.id) not in self.seen:
            yield Happening(case.opened_at, "open_case")
        yield from self._phases()
        for one in self.rounds.values():
            if one.period is None:
                continue
            if one.period.opens <= now:
                yield Happening(one.period.opens, "round_began", {"title": one.title})
            if one.state(now) is State.CLOSED and ("close_round", one.id) not in self.seen:
                yield Happening(one.closed_at or one.period.closes, "round_ended", {"title": one.title})
        for meeting in self.meetings.values():
            if meeting.starts_at <= now and meeting.cancelled_at is None:
                yield Happening(meeting.starts_at, "meeting_was", {"title": meeting.title})
        for walk in self.evidence.values():
            came = store.count(self.look.session, EvidencePhoto, walk_id=walk.id)
            took_place = bool(came) or (walk.closed_at is not None and not walk.called_off)
            if took_place and walk.day <= now.astimezone(self._zone).date():
                kept = store.count(self.look.session, EvidencePhoto, walk_id=walk.id, state=EvidenceState.KEPT)
                yield Happening(self._morning(walk.day), "evidence_walked", {"title": walk.title, "count": kept})
        yield from self._unlogged()
        yield from told_beside(self.look, case, self.seen)

    def _phases(self) -> Iterator[Happening]:
        day, course = self.look.now.astimezone(self._zone).date(), Course.of(self.case.phase, self.steps)
        for step in course.steps:
            # What was entered on the day it was noted is an act already.
            if step.begins <= day and step.begins > step.at.astimezone(self._zone).date():
                yield Happening(self._morning(step.begins), "phase_began", {"phase": step.phase.value}, step.reason)

    def _unlogged(self) -> Iterator[Happening]:
        calls = store.find(self.look.session, Call, objection_id=[one.id for one in self.objections])
        for objection in self.objections:
            if ("record_objection", objection.id) not in self.seen:
                yield Happening(objection.at, "record_objection")
        for call in calls:
            if ("record_visit", call.objection_id) not in self.seen:
                yield Happening(call.at, "record_visit")
        for decision in store.find(self.look.session, CaseDecision, case_id=self.case.id):
            if ("record_decision", decision.id) not in self.seen:
                yield Happening(decision.at, "record_decision", {"text": decision.text, "way": decision.way.value})

    @property
    def _zone(self) -> ZoneInfo:
        return ZoneInfo(self.here.time_zone)

    def _morning(self, day: date) -> datetime:
        return datetime.combine(day, time(), self._zone)


def _id(entry: Entry) -> str:
    """What an act made: its own id, where the log has it, else what it was done to."""
    if entry.act == "record_decision" and entry.after:
        return str(entry.after.get("id", ""))
    return entry.subject.partition(":")[2]


def _moved(entry: Entry) -> bool:
    """Whether a case was led to another phase in the way of earlier versions."""
    before, after = entry.before or {}, entry.after or {}
    return entry.act == "change_case" and "phase" in after and before.get("phase") != after["phase"]


def newest(happened: Sequence[Happening], most: int) -> Sequence[Happening]:
    """The last ones, the newest first."""
    return [*reversed(happened)][:most]
