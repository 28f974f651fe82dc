"""Evidence walks: planned with a route and a leader, changed, given a code for a day, closed with their figures, called off, opened again."""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from planning import store
from planning.actions.act import Doing, act
from planning.actions.in_case import require_evidence
from planning.actions.words import reason_checked, words_checked
from planning.cases.case import Case
from planning.errors import N_, Problem, Refusal, Refusals
from planning.options.electorate import ALPHABET
from planning.people import Role
from planning.site import Community, Courtyard, new_id
from planning.store import accounts
from planning.surveys.evidence import CODE_SIGNS, EvidencePhoto, EvidenceState, EvidenceWalk
from planning.surveys.planner_layer import Mark, drawn_outline
from planning.surveys.route import length_m
from planning.wording import Words

LONGEST_TITLE, LONGEST_QUESTION = 60, 300
MOST_GROUP = 60
LONGEST_ROUTE_M = 20_000
"""A longer one is a slip of the hand: nobody photographs that in a day."""
_GONE = N_("This is not here (any more): go back and choose again.")


@act
def plan_evidence_walk(
    doing: Doing, *, community_id: str, title: Words, question: Words, day: date, leader_id: str, route: Mapping[str, Any] | None,
    case_id: str = "", courtyard_id: str = "", group_ids: Sequence[str] = (),
) -> str:  # fmt: skip
    """Plan a walk; gives its id. It has no code yet (:func:`renew_walk_code`).

    :param question: what is looked for. :param route: a line as GeoJSON has it, in WGS 84, as it was drawn.
    :param leader_id: an account with the role of a resident planner. :param group_ids: accounts that walk along.

    Raises :class:`Refusals` (``empty_text``, ``long_text``, ``no_leader``, ``unknown_member``, ``no_route``, ``long_route``,
    ``not_found``, those of :func:`planning.actions.in_case.require_evidence`, and those of
    :func:`planning.surveys.planner_layer.drawn_outline`).
    """
    here = doing.permit_in(community_id, courtyard_id=courtyard_id or None)
    given = {
        "title": title, "question": question, "leader_id": leader_id, "case_id": case_id, "courtyard_id": courtyard_id,
        "day": day, "route": route, "group_ids": group_ids,
    }  # fmt: skip
    checked = _checked(doing, here, given)
    made = EvidenceWalk(new_id(), here.id, made_at=doing.now, **checked)
    store.add(doing.session, made)
    doing.log(f"evidence_walk:{made.id}", after=_told(made))
    return made.id


@act
def change_evidence_walk(
    doing: Doing, *, evidence_walk_id: str, version: int, title: Words, question: Words, day: date, leader_id: str,
    route: Mapping[str, Any] | None, case_id: str = "", group_ids: Sequence[str] = (),
) -> None:  # fmt: skip
    """Change what was planned, as it was seen at ``version``; without a ``route`` the old one stays.

    Its leader does, or a professional planner; only the latter gives it to another leader.

    Raises :class:`Refusals` (as :func:`plan_evidence_walk`; ``not_leader``, ``walk_closed``, ``edited_meanwhile``).
    """
    before = permitted(doing, evidence_walk_id)
    require_leading(doing, before)
    before.require_open()
    if leader_id != before.leader_id and not before.is_given_by(doing.visitor):
        raise Refusal(
            "not_leader", N_("A professional planner gives a walk to another leader: ask one of them."), where="leader_id"
        )  # fmt: skip
    here = store.get(doing.session, Community, before.community_id)
    given = {
        "title": title, "question": question, "leader_id": leader_id, "case_id": case_id, "courtyard_id": before.courtyard_id or "",
        "day": day, "route": route, "group_ids": group_ids,
    }  # fmt: skip
    checked = _checked(doing, here, given, before)
    after = replace(before, version=version + 1, **checked)
    store.change(doing.session, after)
    doing.log(f"evidence_walk:{before.id}", before=_told(before), after=_told(after))


@act
def renew_walk_code(doing: Doing, *, evidence_walk_id: str, version: int, with_code: bool) -> None:
    """Give a walk a new code, or (not ``with_code``) none: an earlier one opens nothing from now on.

    Raises :class:`Refusal` (``not_leader``, ``walk_closed``, ``edited_meanwhile``).
    """
    before = permitted(doing, evidence_walk_id)
    require_leading(doing, before)
    before.require_open()
    code = "".join(secrets.choice(ALPHABET) for _ in range(CODE_SIGNS)) if with_code else ""
    store.change(doing.session, replace(before, code=code, version=version + 1))
    doing.log(f"evidence_walk:{before.id}", before={"code": bool(before.code)}, after={"code": with_code})


@act
def close_evidence_walk(doing: Doing, *, evidence_walk_id: str, version: int) -> None:
    """The walk is over: no photo is added any more. Every photo was looked at before.

    Raises :class:`Refusal` (``walk_closed``, ``photos_waiting``, ``edited_meanwhile``).
    """
    before = permitted(doing, evidence_walk_id)
    require_leading(doing, before)
    before.require_open()
    waiting = store.count(doing.session, EvidencePhoto, walk_id=before.id, state=EvidenceState.WAITING)
    if waiting:
        raise Refusal(
            "photos_waiting", N_("Photos that nobody has looked at: {count}. Keep each of them, or lay it aside, then close the walk."),
            count=waiting,
        )  # fmt: skip
    store.change(doing.session, replace(before, closed_at=doing.now, version=version + 1))
    kept = store.count(doing.session, EvidencePhoto, walk_id=before.id, state=EvidenceState.KEPT)
    doing.log(f"evidence_walk:{before.id}", after={"closed": True, "kept": kept})


@act
def call_off_evidence_walk(doing: Doing, *, evidence_walk_id: str, version: int, reason: str) -> None:
    """The walk does not take place: it is closed, and everybody reads why.

    Raises :class:`Refusals` (``not_leader``, ``walk_closed``, ``photos_came``, ``empty_text``, ``long_text``, ``edited_meanwhile``).
    """
    before = permitted(doing, evidence_walk_id)
    require_leading(doing, before)
    before.require_open()
    reason = reason_checked(reason)
    if store.count(doing.session, EvidencePhoto, walk_id=before.id):
        raise Refusal("photos_came", N_("Photos came in on this walk: look through them and close it instead."))
    store.change(doing.session, replace(before, closed_at=doing.now, called_off=reason, version=version + 1))
    doing.log(f"evidence_walk:{before.id}", after={"called_off": True}, reason=reason)


@act
def reopen_evidence_walk(doing: Doing, *, evidence_walk_id: str, version: int) -> None:
    """Go on with a walk that was closed, or called off. Raises :class:`Refusal` (``walk_open``, ``edited_meanwhile``)."""
    before = permitted(doing, evidence_walk_id)
    require_leading(doing, before)
    if before.closed_at is None:
        raise Refusal("walk_open", N_("This evidence walk is not closed: go on with it."))
    store.change(doing.session, replace(before, closed_at=None, called_off="", version=version + 1))
    doing.log(f"evidence_walk:{before.id}", after={"closed": False})


def permitted(doing: Doing, evidence_walk_id: str) -> EvidenceWalk:
    """A walk, with the permission to work on it in its courtyard."""
    walk = store.get(doing.session, EvidenceWalk, evidence_walk_id)
    doing.permit_in(walk.community_id, courtyard_id=walk.courtyard_id)
    return walk


def require_leading(doing: Doing, walk: EvidenceWalk) -> None:
    """Raise :class:`Refusal` (``not_leader``) unless its leader does it, or a professional planner in their place."""
    if doing.visitor.member is None or not walk.is_led_by(doing.visitor):
        raise Refusal(
            "not_leader", N_("The leader of this walk sees to it and to its photos, or a professional planner: ask one of them.")
        )  # fmt: skip


def _checked(
    doing: Doing, here: Community, given: Mapping[str, Any], before: EvidenceWalk | None = None
) -> dict[str, Any]:
    problems: list[Problem] = []
    found: dict[str, Any] = {
        "title": words_checked(problems, given["title"], field="title", longest=LONGEST_TITLE),
        "question": words_checked(problems, given["question"], field="question", longest=LONGEST_QUESTION),
        "leader_id": _leader(problems, doing, here, given["leader_id"], before),
        "group_ids": _group(problems, doing, here, given["group_ids"], before),
        "route": _route(problems, here, given["route"], before),
    }
    for kind, field in ((Courtyard, "courtyard_id"), (Case, "case_id")):
        id_ = given[field]
        if id_ and store.first(doing.session, kind, id=id_, community_id=here.id) is None:
            problems.append(Problem("not_found", _GONE, {}, field))
        found[field] = id_ or None
    found["day"] = given["day"]
    if not isinstance(given["day"], date):
        problems.append(Problem("no_day", N_("Say on which day the walk is."), {}, "day"))
    if problems:
        raise Refusals(problems)
    then = before.case_id if before else None
    if found["case_id"] != then:  # taken from a case, too: it has this evidence no more
        for id_ in filter(None, (then, found["case_id"])):
            require_evidence(doing, id_)
    return found


def _leader(problems: list[Problem], doing: Doing, here: Community, id_: str, before: EvidenceWalk | None) -> str:
    if before is not None and id_ == before.leader_id:
        return id_  # who led it has led it, whatever became of the account
    known = {one.id: one for one in accounts.members(doing.session)}
    if id_ not in known or Role.RESIDENT_PLANNER not in known[id_].roles_somewhere(here.id):
        problems.append(Problem(
            "no_leader", N_("A resident planner leads the walk: choose an account with this role."), {}, "leader_id"))  # fmt: skip
    return id_


def _group(
    problems: list[Problem], doing: Doing, here: Community, ids: Sequence[str], before: EvidenceWalk | None
) -> tuple[str, ...]:
    known = set(accounts.staff(doing.session, here.id)) | set(before.group_ids if before else ())
    chosen = tuple(dict.fromkeys(ids))
    if not set(chosen) <= known or len(chosen) > MOST_GROUP:
        problems.append(Problem(
            "unknown_member", N_("Choose at most {most} accounts that have a role here; everybody else comes with the code."),
            {"most": MOST_GROUP}, "group_ids"))  # fmt: skip
    return chosen


def _route(
    problems: list[Problem], here: Community, shape: Mapping[str, Any] | None, before: EvidenceWalk | None
) -> Any:  # fmt: skip
    if shape is None:
        if before is None:
            problems.append(
                Problem("no_route", N_("Draw the route on the map: a line with at least two places."), {}, "route")
            )
        return before.route if before else None
    try:
        line = drawn_outline(Mark.LINE, shape, here)
    except Refusals as refused:
        problems += refused.problems
        return None
    if length_m(line) > LONGEST_ROUTE_M:  # type: ignore[arg-type]  # a line was asked for
        problems.append(Problem(
            "long_route", N_("The route is longer than {most} km: draw a shorter one."), {"most": LONGEST_ROUTE_M // 1000}, "route"))  # fmt: skip
    return line


def _told(walk: EvidenceWalk) -> dict[str, Any]:
    """What the log keeps of a walk: who leads it by the number of the account, how many walk along, no code."""
    return {
        "title": walk.title, "question": walk.question, "day": walk.day, "leader": walk.leader_id, "case": walk.case_id,
        "courtyard": walk.courtyard_id, "route": walk.route, "group": len(walk.group_ids),
    }  # fmt: skip
