"""What residents say and what moderators do about it: pin a comment, say "me too", hide one and show it again."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import TypeVar

from shapely.geometry import Point

from planning import store
from planning.actions.act import Doing, act, fleeting
from planning.actions.photos import take_up, too_many, waiting
from planning.cases.case import Case
from planning.errors import N_, Problem, Refusal, Refusals
from planning.site import Community, Courtyard, Pin, new_id
from planning.store import accounts
from planning.store import comments as kept
from planning.surveys.comment import LONGEST_NAME, LONGEST_TEXT, MOST_PHOTOS, Comment, Stance, Target, Topic
from planning.surveys.observation import Kind
from planning.surveys.photo import Owner, Photo
from planning.wording import checked

MOST_AN_HOUR = 30
"""Comments from one browser: more than anybody writes in an hour, fewer than a script would."""
LONGEST_REASON = 300

T = TypeVar("T")


@dataclass(slots=True)
class _Faults:
    """Collects what is wrong, so that the visitor hears all of it at once."""

    problems: list[Problem] = field(default_factory=list)

    def of(self, attempt: Callable[[], T]) -> T | None:
        try:
            return attempt()
        except Refusals as refused:
            self.problems += refused.problems
            return None


@act
def pin_comment(
    doing: Doing, *, community_id: str, lon: object, lat: object, topic: str, stance: str, text: str, author: str = "",
    target: tuple[str, str] | None = None, case_id: str | None = None, form: str = "",
    seen_by: Sequence[str] = (),
) -> str:  # fmt: skip
    """Pin a resident's words to a place, or to a very object; returns the comment's id.

    Photos that wait in ``form`` go with it (see :mod:`.photos`). ``seen_by``: members who alone may read it, for what
    staff were told at a door. All that is wrong is raised at once as :class:`Refusals`.
    """
    community = doing.permit_in(community_id)
    _limit(doing)
    faults = _Faults()
    photos = faults.of(lambda: _photos(doing, form))
    pin = faults.of(lambda: Pin.parse(lon, lat, community))
    about = faults.of(lambda: _topic(topic))
    where_stands = faults.of(lambda: _stance(stance))
    words = faults.of(lambda: checked(text, field="text", longest=LONGEST_TEXT, lines=True))
    name = faults.of(lambda: checked(author, field="author", longest=LONGEST_NAME, needed=False))
    thing = faults.of(lambda: _target(doing, community, target))
    case = faults.of(lambda: _case(doing, community, case_id))
    readers = faults.of(lambda: readers_checked(doing, community_id, seen_by))
    if faults.problems or pin is None or about is None or where_stands is None or words is None or readers is None:
        raise Refusals(faults.problems)
    if thing is not None:
        pin = _place_of(doing, thing) or pin
    comment = Comment(
        new_id(), community_id, pin, about, where_stands, words, doing.now, name or "", doing.visitor.browser,
        case, _courtyard(doing, community, pin), thing, hidden_at=doing.now if readers else None, seen_by=readers,
    )  # fmt: skip
    store.add(doing.session, comment)
    take_up(doing, photos or (), Owner.COMMENT, comment.id)
    doing.log(f"comment:{comment.id}", after={"topic": about, "stance": where_stands})
    return comment.id


def _photos(doing: Doing, form: str) -> Sequence[Photo]:
    sent = waiting(doing, form)
    if len(sent) > MOST_PHOTOS:
        raise Refusals([too_many(MOST_PHOTOS)])
    return sent


def _limit(doing: Doing) -> None:
    since = doing.now - timedelta(hours=1)
    if kept.pinned_since(doing.session, doing.visitor.browser, since) >= MOST_AN_HOUR:
        raise Refusal(
            "too_many",
            N_("You have pinned {most} comments within an hour: what you typed is still here, please send it later."),
            most=MOST_AN_HOUR,
        )


def _topic(topic: str) -> Topic:
    if topic not in set(Topic):
        raise Refusal("unknown_topic", N_("Please choose what it is about."), where="topic")
    return Topic(topic)


def _stance(stance: str) -> Stance:
    if stance not in set(Stance):
        raise Refusal("unknown_stance", N_("Please choose where you stand."), where="stance")
    return Stance(stance)


def _target(doing: Doing, community: Community, target: tuple[str, str] | None) -> Target | None:
    """The object that is meant, if it is one of this community."""
    if target is None:
        return None
    kind, id_ = target
    noun = kept.KINDS[Kind(kind)] if kind in set(Kind) else None
    if noun is None or store.first(doing.session, noun, id=id_, community_id=community.id) is None:
        raise Refusal(
            "unknown_target", N_("What you want to comment on is not on this map: choose it again."), where="target"
        )
    return Target(Kind(kind), id_)


def _place_of(doing: Doing, target: Target) -> Pin | None:
    """Where the object stands: a comment on a tree is not half a metre beside it. Courtyards have no one point."""
    return getattr(store.get(doing.session, kept.KINDS[target.kind], target.id), "pin", None)


def _case(doing: Doing, community: Community, case_id: str | None) -> str | None:
    if case_id is None:
        return None
    if store.first(doing.session, Case, id=case_id, community_id=community.id) is None:
        raise Refusal("unknown_case", N_("This case is not one of this community: choose it again."), where="case")
    return case_id


def _courtyard(doing: Doing, community: Community, pin: Pin) -> str | None:
    """The courtyard that the pin lies in."""
    place = Point(pin.lon, pin.lat)
    for courtyard in store.find(doing.session, Courtyard, order="code", community_id=community.id):
        if courtyard.outline is not None and courtyard.outline.covers(place):
            return courtyard.id
    return None


@fleeting
def support_comment(doing: Doing, *, community_id: str, comment_id: str) -> int:
    """Say "me too", once per browser; returns how many have. A second time changes nothing."""
    doing.permit_in(community_id)
    comment = _visible(doing, community_id, comment_id)
    kept.add_support(doing.session, comment.id, _browser(doing), doing.now)
    return kept.supports(doing.session, [comment.id]).get(comment.id, 0)


@fleeting
def withdraw_support(doing: Doing, *, community_id: str, comment_id: str) -> int:
    """Take one's "me too" back; returns how many are left."""
    doing.permit_in(community_id)
    comment = _visible(doing, community_id, comment_id)
    kept.drop_support(doing.session, comment.id, _browser(doing))
    return kept.supports(doing.session, [comment.id]).get(comment.id, 0)


@act
def hide_comment(doing: Doing, *, community_id: str, comment_id: str, version: int, reason: str) -> int:
    """Take a comment off the map and out of every list, count and download, with a reason that is kept.

    ``version`` is the one that the moderator looked at; returns the new one.
    """
    doing.permit_in(community_id)
    reason = checked(reason, field="reason", longest=LONGEST_REASON)
    before = _moderable(doing, community_id, comment_id)
    after = replace(before, hidden_at=before.hidden_at or doing.now, hidden_reason=reason, version=version + 1)
    return _moderated(doing, before, after, reason)


@act
def show_comment(doing: Doing, *, community_id: str, comment_id: str, version: int, reason: str) -> int:
    """Show a hidden comment again, with a reason that is kept; returns the new version."""
    doing.permit_in(community_id)
    reason = checked(reason, field="reason", longest=LONGEST_REASON)
    before = _moderable(doing, community_id, comment_id)
    if before.withdrawn_at is not None:
        raise Refusal("withdrawn", N_("Its writer has taken this comment back: nobody can show it again."))
    if not before.text:
        raise Refusal("erased", N_("The words of this comment were erased: there is nothing to show."))
    shown = replace(before, hidden_at=None, hidden_reason="", seen_by=(), version=version + 1)
    return _moderated(doing, before, shown, reason)


@act
def confine_comment(
    doing: Doing, *, community_id: str, comment_id: str, version: int, seen_by: Sequence[str], reason: str
) -> int:
    """Show a comment to named members only: it tells of a child, or what a household said at its door.

    Not even other moderators read it then. Returns the new version; :func:`show_comment` shows it to everybody again.
    """
    doing.permit_in(community_id)
    reason = checked(reason, field="reason", longest=LONGEST_REASON)
    before = _moderable(doing, community_id, comment_id)
    readers = readers_checked(doing, community_id, seen_by)
    if not readers:
        raise Refusal("no_reader", N_("Please name at least one member who may read it."), where="seen_by")
    hidden_at = before.hidden_at or doing.now
    return _moderated(doing, before, replace(before, hidden_at=hidden_at, seen_by=readers, version=version + 1), reason)


def readers_checked(doing: Doing, community_id: str, ids: Sequence[str]) -> tuple[str, ...]:
    """Members of this community's staff by their ids, each once; only staff may name any."""
    if not ids:
        return ()
    staff = {member.id for member in accounts.members(doing.session) if member.roles_in(community_id)}
    me = doing.visitor.member
    if me is None or not me.roles_in(community_id) or not set(ids) <= staff:
        raise Refusal(
            "unknown_member", N_("Only staff of this community can be named: choose them again."), where="seen_by"
        )
    return tuple(dict.fromkeys(ids))


def _moderated(doing: Doing, before: Comment, after: Comment, reason: str) -> int:
    store.change(doing.session, after)
    # The log is append-only and outlives an erased comment: it names the comment, never its words.
    told = ("hidden_at", "seen_by") if before.seen_by != after.seen_by else ("hidden_at",)
    doing.log(
        f"comment:{before.id}",
        before={name: getattr(before, name) for name in told},
        after={name: getattr(after, name) for name in told},
        reason=reason,
    )
    return after.version


def _moderable(doing: Doing, community_id: str, comment_id: str) -> Comment:
    """A comment that this moderator may read: one that is kept for named members is not there for the others."""
    comment = _one(doing, community_id, comment_id)
    me = doing.visitor.member
    if comment.seen_by and (me is None or me.id not in comment.seen_by):
        raise Refusal("not_found", N_("This is not here (any more): go back and choose again."))
    return comment


def _one(doing: Doing, community_id: str, comment_id: str) -> Comment:
    comment = store.get(doing.session, Comment, comment_id)
    if comment.community_id != community_id:
        raise Refusal("not_found", N_("This is not here (any more): go back and choose again."))
    return comment


def _visible(doing: Doing, community_id: str, comment_id: str) -> Comment:
    comment = _one(doing, community_id, comment_id)
    if comment.hidden_at is not None:
        raise Refusal("not_found", N_("This is not here (any more): go back and choose again."))
    return comment


def _browser(doing: Doing) -> str:
    if not doing.visitor.browser:
        raise Refusal(
            "no_browser", N_("Your browser sends no cookie, so a “me too” could not be counted once: allow cookies.")
        )
    return doing.visitor.browser
