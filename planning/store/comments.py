"""Comments in the database: found by what is sought, with their "me too"s, photos and neighbours."""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, delete, func, insert, or_, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session, aliased

from planning.site import Bounds, Courtyard, Pin, new_id
from planning.store.saving import find, value_of
from planning.store.tables.surveys import CommentRow, SupportRow
from planning.store.types import in_json
from planning.surveys.comment import Comment, Stance, Support, Target, Topic
from planning.surveys.observation import Facility, Kind, PlantingSite, RooftopStructure, Tree
from planning.surveys.photo import Owner, Photo
from planning.surveys.reading import CommentCounts, Sought
from planning.wording import Words

KINDS: dict[Kind, type[Any]] = {
    Kind.PLANTING_SITE: PlantingSite,
    Kind.TREE: Tree,
    Kind.ROOFTOP_STRUCTURE: RooftopStructure,
    Kind.FACILITY: Facility,
    Kind.COURTYARD: Courtyard,
}
"""What a target's kind is kept as."""

VISIBLE = CommentRow.hidden_at.is_(None)


def _conditions(community_id: str, sought: Sought) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = [CommentRow.community_id == community_id]
    if sought.topics:
        found.append(CommentRow.topic.in_(sorted(sought.topics)))
    if sought.stances:
        found.append(CommentRow.stance.in_(sorted(sought.stances)))
    if sought.case_id:
        found.append(CommentRow.case_id == sought.case_id)
    if sought.courtyard_id:
        found.append(CommentRow.courtyard_id == sought.courtyard_id)
    if sought.targets:
        found.append(or_(*(CommentRow.target == target for target in sought.targets)))
    if sought.text:
        # autoescape: % and _ of the visitor are signs to find, not wildcards
        found.append(CommentRow.text.icontains(sought.text, autoescape=True))
    if sought.box:
        found += in_box(sought.box)
    return found


def in_box(box: Bounds) -> list[ColumnElement[bool]]:
    """Conditions that the index of the box answers."""
    return [CommentRow.lon.between(box.west, box.east), CommentRow.lat.between(box.south, box.north)]


def found(
    session: Session, community_id: str, sought: Sought, *, hidden: bool | None, most: int | None = None,
    skip: int = 0, seen_by: str | None = None,
) -> list[Comment]:  # fmt: skip
    """Comments sought, newest first; ``hidden``: those only (True), visible ones only (False), both (None).

    ``seen_by``: those that are kept for named members, this one among them; None: those that are not.
    """
    statement = select(CommentRow).where(*_conditions(community_id, sought), *_seen(hidden, seen_by))
    statement = statement.order_by(*_NEWEST).offset(skip)
    if most is not None:
        statement = statement.limit(most)
    return [value_of(Comment, row) for row in session.scalars(statement)]


_NEWEST = (CommentRow.at.desc(), CommentRow.id)


def pins_found(
    session: Session, community_id: str, sought: Sought, *, most: int
) -> list[tuple[Pin, Target | None, Stance]]:
    """Places of visible comments sought, newest first: what a picture of thousands needs, and no more."""
    columns = (CommentRow.lon, CommentRow.lat, CommentRow.target, CommentRow.stance)
    statement = select(*columns).where(*_conditions(community_id, sought), *_seen(False)).order_by(*_NEWEST).limit(most)
    return [(Pin(lon, lat), target, Stance(stance)) for lon, lat, target, stance in session.execute(statement)]


def _seen(hidden: bool | None, seen_by: str | None = None) -> list[ColumnElement[bool]]:
    confined = in_json(CommentRow.seen_by, seen_by) if seen_by else CommentRow.seen_by == ()
    return [confined] if hidden is None else [confined, CommentRow.hidden_at.is_not(None) if hidden else VISIBLE]


def count_found(session: Session, community_id: str, sought: Sought, *, hidden: bool | None) -> int:
    """How many there are."""
    statement = select(func.count()).select_from(CommentRow)
    return session.scalar(statement.where(*_conditions(community_id, sought), *_seen(hidden))) or 0


def near_or_on(session: Session, community_id: str, box: Bounds, targets: Sequence[Target]) -> list[Comment]:
    """Visible comments in a box, or on one of the objects."""
    place = or_(and_(*in_box(box)), *(CommentRow.target == target for target in targets))
    statement = select(CommentRow).where(CommentRow.community_id == community_id, VISIBLE, place)
    return [value_of(Comment, row) for row in session.scalars(statement)]


def counts(session: Session, community_id: str, sought: Sought) -> CommentCounts:
    """Visible comments by topic and stance."""
    statement = select(CommentRow.topic, CommentRow.stance, func.count()).where(
        *_conditions(community_id, sought), VISIBLE
    )
    rows = session.execute(statement.group_by(CommentRow.topic, CommentRow.stance))
    cells = [(Topic(topic), Stance(stance), count) for topic, stance, count in rows]
    return CommentCounts(tuple(sorted(cells, key=lambda c: (list(Topic).index(c[0]), list(Stance).index(c[1])))))


def counts_by_courtyard(session: Session, community_id: str, sought: Sought) -> dict[str, int]:
    """Visible comments by the courtyard that their pins lie in; "" for the street."""
    statement = select(CommentRow.courtyard_id, func.count()).where(*_conditions(community_id, sought), VISIBLE)
    return {courtyard or "": n for courtyard, n in session.execute(statement.group_by(CommentRow.courtyard_id))}


def supports(session: Session, ids: Sequence[str]) -> dict[str, int]:
    """How many "me too"s each comment has."""
    statement = select(SupportRow.comment_id, func.count()).where(SupportRow.comment_id.in_(ids))
    return dict(session.execute(statement.group_by(SupportRow.comment_id)).tuples().all())


def supported_by(session: Session, ids: Sequence[str], browser: str) -> set[str]:
    """Which of these comments this browser supports."""
    statement = select(SupportRow.comment_id).where(SupportRow.comment_id.in_(ids), SupportRow.browser == browser)
    return set(session.scalars(statement)) if browser else set()


def add_support(session: Session, comment_id: str, browser: str, at: datetime) -> None:
    """Keep one "me too"; a second one of the same browser changes nothing, even when both come at once."""
    support = Support(new_id(), comment_id, browser, at)
    try:
        with session.begin_nested():
            session.execute(insert(SupportRow).values(
                id=support.id, comment_id=support.comment_id, browser=support.browser, at=support.at))  # fmt: skip
    except IntegrityError:
        return


def drop_support(session: Session, comment_id: str, browser: str) -> None:
    """Take a "me too" back."""
    session.execute(delete(SupportRow).where(SupportRow.comment_id == comment_id, SupportRow.browser == browser))


def photos(session: Session, owner: Owner, ids: Sequence[str]) -> dict[str, tuple[Photo, ...]]:
    """Photos of these owners in their order."""
    of: dict[str, tuple[Photo, ...]] = {}
    for photo in find(session, Photo, order=("owner_id", "position"), owner=owner, owner_id=list(ids)):
        of[photo.owner_id] = (*of.get(photo.owner_id, ()), photo)
    return of


def neighbours(session: Session, comments: Sequence[Comment], near_m: float) -> dict[str, int]:
    """For each comment, how many other visible ones say something on its topic within ``near_m``, or on its object.

    Counted in the database on a plane that touches the ground at the first comment: exact to a few centimetres over
    the distances that matter.
    """
    if not comments:
        return {}
    one, other = aliased(CommentRow), aliased(CommentRow)
    wide, high = _degree_m(comments[0].pin.lat)
    east, north = (other.lon - one.lon) * wide, (other.lat - one.lat) * high
    reach = 1.1 * near_m
    near = and_(
        other.topic == one.topic,
        other.lon.between(one.lon - reach / wide, one.lon + reach / wide),
        other.lat.between(one.lat - reach / high, one.lat + reach / high),
        east * east + north * north <= near_m * near_m,
    )
    statement = (
        select(one.id, func.count())
        .join(other, and_(other.community_id == one.community_id, other.id != one.id, other.hidden_at.is_(None)))
        .where(one.id.in_([comment.id for comment in comments]), or_(near, other.target == one.target))
        .group_by(one.id)
    )
    return dict(session.execute(statement).tuples().all())


def _degree_m(lat: float) -> tuple[float, float]:
    """Metres in a degree of longitude and of latitude (series of the WGS 84 ellipsoid)."""
    phi = math.radians(lat)
    wide = 111_412.84 * math.cos(phi) - 93.5 * math.cos(3 * phi)
    return max(wide, 1.0), 111_132.92 - 559.82 * math.cos(2 * phi)


def pinned_since(session: Session, browser: str, since: datetime) -> int:
    """How many comments came from this browser since then, hidden ones too."""
    statement = select(func.count()).select_from(CommentRow)
    return session.scalar(statement.where(CommentRow.browser == browser, CommentRow.at > since)) or 0


def same_place(session: Session, target: Target) -> tuple[Target, ...]:
    """The object, and what shares its place: a planting site goes with the trees that stand or stood on it."""
    if target.kind is Kind.TREE:
        trees = find(session, Tree, id=target.id)
        return (target, *(Target(Kind.PLANTING_SITE, tree.site_id) for tree in trees))
    if target.kind is Kind.PLANTING_SITE:
        return (target, *(Target(Kind.TREE, tree.id) for tree in find(session, Tree, site_id=target.id)))
    return (target,)


def names_of(session: Session, targets: Sequence[Target]) -> dict[Target, Words]:
    """What the objects are called; empty words where one has no name of its own."""
    names: dict[Target, Words] = {}
    for kind, noun in KINDS.items():
        ids = {target.id for target in targets if target.kind is kind}
        for thing in find(session, noun, id=ids) if ids else []:
            names[Target(kind, thing.id)] = _name(thing)
    return names


def _name(thing: Any) -> Words:
    match thing:
        case Tree():
            number = f" {thing.external_id}" if thing.external_id else ""
            return Words(f"{thing.species['zh']}{number}", f"{thing.species['en']}{number}")
        case Facility() | Courtyard():
            return thing.name
        case RooftopStructure():
            return Words(f"{thing.building} {thing.external_id}".strip())
        case _:
            return Words(f"{thing.street} {thing.external_id}".strip())


__all__ = [
    "KINDS", "add_support", "count_found", "counts", "counts_by_courtyard", "drop_support", "found", "names_of",
    "near_or_on", "neighbours", "photos", "pinned_since", "pins_found", "same_place", "supported_by", "supports",
]  # fmt: skip
