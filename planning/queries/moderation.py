"""The history of a comment: what moderators did to it, and what it said before its writer changed it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from planning import store
from planning.errors import N_, Refusal
from planning.people import Role
from planning.queries.comments import may_read_hidden
from planning.queries.observations import Event, history_of
from planning.queries.query import Look, query
from planning.store import accounts, journal
from planning.surveys.care import Ground
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


MODERATING = (
    "hide_comment", "show_comment", "confine_comment", "mask_comment", "unmask_comment", "merge_comment", "part_comment",
    "hide_matter", "show_matter", "merge_matter", "part_matter",
)  # fmt: skip
"""Acts that the public log of moderation tells of."""
MOST_PUBLIC = 200


@dataclass(frozen=True, slots=True)
class PublicEntry:
    """One line of the public log: what was done, when, in which role, and on which ground. No name, no words.

    :param about: ``comment`` or ``matter``.
    :param role: the role in which it was done; None for an account that is gone.
    :param ground: None where none was said (or it was erased with what it was about).
    """

    at: datetime
    act: str
    about: str
    role: Role | None
    ground: Ground | None


@query
def moderation_log(look: Look, *, community_id: str) -> list[PublicEntry]:
    """What moderators did, newest first, the newest :data:`MOST_PUBLIC`: for everybody, by role and not by name."""
    look.permit_in(community_id)
    found = journal.entries_of_acts(look.session, community_id, MODERATING, MOST_PUBLIC)
    roles = {member.id: member.roles_somewhere(community_id) for member in accounts.members(look.session)}
    return [
        PublicEntry(
            one.at, one.act, one.subject.partition(":")[0], _role(roles.get(one.member_id, frozenset())),
            _ground((one.after or {}).get("ground")),
        )
        for one in found
    ]  # fmt: skip


def _role(roles: frozenset[Role]) -> Role | None:
    return Role.MODERATOR if Role.MODERATOR in roles else min(roles, default=None)


def _ground(code: object) -> Ground | None:
    return Ground(code) if isinstance(code, str) and code in set(Ground) else None
