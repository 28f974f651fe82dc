"""Photos: which of them a visitor may see."""

from __future__ import annotations

from planning import access, store
from planning.access import Asking
from planning.errors import N_, Refusal
from planning.queries.query import Look, query
from planning.surveys.comment import Comment
from planning.surveys.photo import Owner, Photo


@query
def photo_file(look: Look, *, photo_id: str) -> Photo:
    """A photo that may be shown: not one of a hidden comment, except to those who moderate.

    Raises :class:`Refusal` (``not_found``), ``not_allowed``.
    """
    photo = store.get(look.session, Photo, photo_id)
    community = look.permit_in(photo.community_id)
    if photo.owner is Owner.COMMENT:
        comment = store.first(look.session, Comment, id=photo.owner_id)
        hidden = comment is None or comment.hidden_at is not None
        if hidden and not access.moderator(Asking(look.visitor, community)):
            raise Refusal("not_found", N_("This is not here (any more): go back and choose again."))
    return photo
