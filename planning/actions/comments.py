"""What is done about a comment that stands (see :mod:`.pinning`): "me too", and what moderators do."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from planning import store
from planning.actions.act import Doing, act, fleeting
from planning.actions.case_phases import refuse_said
from planning.errors import N_, Refusal
from planning.store import accounts
from planning.store import comments as kept
from planning.surveys.care import Ground
from planning.surveys.comment import Comment
from planning.wording import checked

LONGEST_REASON = 300


@fleeting
def support_comment(doing: Doing, *, community_id: str, comment_id: str) -> int:
    """Say "me too", once per browser; returns how many have. A second time changes nothing.

    Raises :class:`Refusal` (``not_found``, ``no_browser``, ``case_closed``).
    """
    doing.permit_in(community_id)
    comment = _visible(doing, community_id, comment_id)
    refuse_said(doing, comment.case_id)
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
def hide_comment(
    doing: Doing, *, community_id: str, comment_id: str, version: int, reason: str, ground: str = ""
) -> int:
    """Take a comment off the map and out of every list, count and download, with a reason that is kept.

    ``version`` is the one that the moderator looked at; returns the new one. ``ground``: why, as the public log says it.
    """
    doing.permit_in(community_id)
    reason = checked(reason, field="reason", longest=LONGEST_REASON)
    before = moderable(doing, community_id, comment_id)
    after = replace(before, hidden_at=before.hidden_at or doing.now, hidden_reason=reason, version=version + 1)
    return _moderated(doing, before, after, reason, ground_checked(ground))


@act
def show_comment(doing: Doing, *, community_id: str, comment_id: str, version: int, reason: str) -> int:
    """Show a hidden comment again, with a reason that is kept; returns the new version."""
    doing.permit_in(community_id)
    reason = checked(reason, field="reason", longest=LONGEST_REASON)
    before = moderable(doing, community_id, comment_id)
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
    before = moderable(doing, community_id, comment_id)
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


def ground_checked(ground: str) -> str:
    """Why a moderator stepped in; "" where it is not said. Raises :class:`Refusal` (``unknown_ground``)."""
    if ground and ground not in set(Ground):
        raise Refusal("unknown_ground", N_("Choose why, as the public log says it."), where="ground")
    return ground


def _moderated(doing: Doing, before: Comment, after: Comment, reason: str, ground: str = "") -> int:
    store.change(doing.session, after)
    # The log is append-only and outlives an erased comment: it names the comment, never its words.
    told = ("hidden_at", "seen_by") if before.seen_by != after.seen_by else ("hidden_at",)
    doing.log(
        f"comment:{before.id}",
        before={name: getattr(before, name) for name in told},
        after={name: getattr(after, name) for name in told} | ({"ground": ground} if ground else {}),
        reason=reason,
    )
    return after.version


def moderable(doing: Doing, community_id: str, comment_id: str) -> Comment:
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
