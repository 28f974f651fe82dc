"""The history of a comment: what moderators did to it, and what it said before its writer changed it."""

from __future__ import annotations

from dataclasses import dataclass

from planning import store
from planning.errors import N_, Refusal
from planning.queries.comments import may_read_hidden
from planning.queries.observations import Event, history_of
from planning.queries.query import Look, query
from planning.store import accounts
from planning.surveys.comment import Comment, Wording


@dataclass(frozen=True, slots=True)
class CommentHistory:
    """What was done by staff, newest first, and earlier wordings, the latest first."""

    events: tuple[Event, ...]
    wordings: tuple[Wording, ...]


@query
def comment_history(look: Look, *, community_id: str, comment_id: str) -> CommentHistory:
    """The history of one comment; raises :class:`Refusal` (``not_found``), also for one kept for other members."""
    community = look.permit_in(community_id)
    comment = store.first(look.session, Comment, id=comment_id, community_id=community_id)
    if comment is None or not may_read_hidden(look, comment, community):
        raise Refusal("not_found", N_("This is not here (any more): go back and choose again."))
    wordings = store.find(look.session, Wording, order="-version", comment_id=comment_id)
    return CommentHistory(tuple(history_of(look, community_id, [f"comment:{comment_id}"])), tuple(wordings))


@query
def colleagues(look: Look, *, community_id: str) -> dict[str, str]:
    """Names of the staff of this community by their ids: who may be named as the readers of a comment."""
    look.permit_in(community_id)
    return {member.id: member.name for member in accounts.members(look.session) if member.roles_in(community_id)}
