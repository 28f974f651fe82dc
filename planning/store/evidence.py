"""Forgetting photos of evidence walks: on request entry and picture go, after their time the picture of what was laid aside."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, replace
from datetime import datetime
from typing import Any

from sqlalchemy import delete, func, select, update

from planning.store import journal
from planning.store.database import Session
from planning.store.overwriting import overwrite_what_goes
from planning.store.photo_files import Place, drop
from planning.store.saving import change, count, find
from planning.store.tables.evidence import EvidencePhotoRow, EvidenceWalkRow
from planning.store.tables.surveys import PhotoRow
from planning.store.types import in_json
from planning.surveys.evidence import EvidencePhoto, EvidenceState, EvidenceWalk
from planning.surveys.photo import Owner, Photo


def with_kept(session: Session, community_id: str) -> Sequence[Any]:
    """Rows ``(id, title, day, count)`` of walks with kept photos, the newest first."""
    walk, photo = EvidenceWalkRow, EvidencePhotoRow
    return session.execute(
        select(walk.id, walk.title, walk.day, func.count())
        .join(photo, photo.walk_id == walk.id)
        .where(walk.community_id == community_id, photo.state == EvidenceState.KEPT)
        .group_by(walk.id, walk.title, walk.day)
        .order_by(walk.day.desc(), walk.id)
    ).all()


def forget(session: Session, place: Place, ids: Sequence[str], now: datetime) -> int:
    """Take photos out of their walks for good, with the reasons that the log has of them. How many pictures went."""
    overwrite_what_goes(session)
    loosen(session, ids, now)
    session.execute(delete(EvidencePhotoRow).where(EvidencePhotoRow.id.in_(ids)))
    _erase_reasons(session, ids, now)
    return drop(session, place, Owner.EVIDENCE, list(ids))


def loosen(session: Session, ids: Sequence[str], now: datetime) -> None:
    """What was merged into these photos has nothing to stand behind any more: it waits again.

    Without its picture, which was deleted meanwhile, there is nothing to look at, and in a closed walk nobody looks: it is
    laid aside.
    """
    for other in find(session, EvidencePhoto, into_id=list(ids)):
        if other.id in ids:
            continue
        (walk,) = find(session, EvidenceWalk, id=other.walk_id)
        is_there = bool(count(session, Photo, owner=Owner.EVIDENCE, owner_id=other.id))
        waits = is_there and walk.closed_at is None
        change(session, other.judged(EvidenceState.WAITING if waits else EvidenceState.ASIDE, now))


def _erase_reasons(session: Session, ids: Sequence[str], now: datetime) -> None:
    """Why a photo was laid aside may name whom it shows."""
    journal.erase(session, journal.about(session, [f"evidence_photo:{id_}" for id_ in ids]), now, parts=["reason"])


def of_browser(session: Session, browser: str) -> list[dict[str, Any]]:
    """What a phone sent with a code."""
    return [asdict(one) for one in find(session, EvidencePhoto, order=("at", "id"), browser=browser)]


def pictures_of_browser(session: Session, browser: str) -> list[dict[str, Any]]:
    """The pictures to it, without their files."""
    return _pictures(session, [one.id for one in find(session, EvidencePhoto, browser=browser)])


def _pictures(session: Session, ids: Sequence[str]) -> list[dict[str, Any]]:
    return [asdict(one) for one in find(session, Photo, order=("at", "id"), owner=Owner.EVIDENCE, owner_id=list(ids))]


def erase_browser(session: Session, place: Place, browser: str, now: datetime) -> int:
    """Forget what a phone sent with a code; how many pictures went."""
    ids = [one.id for one in find(session, EvidencePhoto, browser=browser)]
    return forget(session, place, ids, now) if ids else 0


def of_member(session: Session, member_id: str) -> dict[str, list[dict[str, Any]]]:
    """Walks that an account led or walked along, and what it sent, the pictures to it without their files."""
    joined = in_json(EvidenceWalkRow.group_ids, member_id) | (EvidenceWalkRow.leader_id == member_id)
    ids = list(session.scalars(select(EvidenceWalkRow.id).where(joined)))
    walks = find(session, EvidenceWalk, order=("day", "id"), id=ids) if ids else []
    photos = find(session, EvidencePhoto, order=("at", "id"), member_id=member_id)
    return {
        "evidence_walks": [
            {"id": one.id, "day": one.day, "title": asdict(one.title), "leads": one.leader_id == member_id} for one in walks
        ],
        "evidence_photos": [asdict(one) for one in photos],
        "photos": _pictures(session, [one.id for one in photos]),
    }  # fmt: skip


def erase_member(session: Session, member_id: str) -> None:
    """Take an account out of the groups of walks, and from beside what it sent; who led a walk is a number, as in the log."""
    walks = session.scalars(select(EvidenceWalkRow.id).where(in_json(EvidenceWalkRow.group_ids, member_id))).all()
    for walk in find(session, EvidenceWalk, id=list(walks)) if walks else ():
        left = tuple(id_ for id_ in walk.group_ids if id_ != member_id)
        change(session, replace(walk, group_ids=left, version=walk.version + 1))
    session.execute(
        update(EvidencePhotoRow).where(EvidencePhotoRow.member_id == member_id)
        .values(member_id="", version=EvidencePhotoRow.version + 1)
    )  # fmt: skip


def forget_aside(session: Session, place: Place, now: datetime, *, before: datetime) -> int:
    """Delete the pictures of what was laid aside or merged before this time, with note and reason; that it was there stays."""
    gone = (EvidenceState.ASIDE, EvidenceState.MERGED)
    there = select(PhotoRow.id).where(PhotoRow.owner == Owner.EVIDENCE, PhotoRow.owner_id == EvidencePhotoRow.id)
    ids = list(session.scalars(
        select(EvidencePhotoRow.id).where(
            EvidencePhotoRow.state.in_(gone), EvidencePhotoRow.decided_at < before, there.exists())))  # fmt: skip
    if not ids:
        return 0
    overwrite_what_goes(session)
    session.execute(
        update(EvidencePhotoRow).where(EvidencePhotoRow.id.in_(ids))
        .values(note="", reason="", browser="", member_id="", version=EvidencePhotoRow.version + 1)
    )  # fmt: skip
    _erase_reasons(session, ids, now)
    return drop(session, place, Owner.EVIDENCE, ids)


def forget_waiting(session: Session, place: Place, now: datetime, *, before: datetime) -> int:
    """Delete photos that came in before this time and that nobody has looked at, entries and pictures; how many pictures went."""
    waits = (EvidencePhotoRow.state == EvidenceState.WAITING, EvidencePhotoRow.at < before)
    ids = list(session.scalars(select(EvidencePhotoRow.id).where(*waits)))
    return forget(session, place, ids, now) if ids else 0
