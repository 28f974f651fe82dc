"""Photos: which of them a visitor may see."""

from __future__ import annotations

from planning import access, store
from planning.access import Asking
from planning.errors import N_, Refusal
from planning.queries.attached import is_seen
from planning.queries.comments import is_own, may_read_hidden
from planning.queries.evidence import is_shown as evidence_is_shown
from planning.queries.query import Look, query
from planning.site import Community
from planning.surveys.comment import Comment
from planning.surveys.photo import Owner, Photo, waiting_for


@query
def photo_file(look: Look, *, photo_id: str, form: str = "") -> Photo:
    """A photo that may be shown: not one of a hidden comment, except to those who moderate.

    One that waits in a form is shown to the browser that sent it, under the name of its ``form``.

    Raises :class:`Refusal` (``not_found``), ``not_allowed``.
    """
    photo = store.get(look.session, Photo, photo_id)
    community = look.permit_in(photo.community_id)
    if not _is_shown(look, photo, community, form):
        raise Refusal("not_found", N_("This is not here (any more): go back and choose again."))
    return photo


def _is_shown(look: Look, photo: Photo, community: Community, form: str) -> bool:
    shown = {
        Owner.UPLOAD: lambda: bool(look.visitor.browser) and photo.owner_id == waiting_for(look.visitor.browser, form),
        # An answer to a questionnaire is for those who work on it.
        Owner.RESPONSE: lambda: access.may("query.survey_desk", Asking(look.visitor, community)),
        Owner.OBJECT: lambda: is_seen(look, community, photo.owner_id),
        # Nothing of a walk is public before its leader has kept it.
        Owner.EVIDENCE: lambda: evidence_is_shown(look, community, photo.owner_id),
        Owner.COMMENT: lambda: _comment_is_shown(look, photo, community),
    }.get(photo.owner)
    return shown is None or shown()


def _comment_is_shown(look: Look, photo: Photo, community: Community) -> bool:
    comment = store.first(look.session, Comment, id=photo.owner_id)
    if comment is None:
        return False
    return comment.hidden_at is None or may_read_hidden(look, comment, community) or is_own(look, comment)


@query
def waiting_photos(look: Look, *, community_id: str, form: str) -> list[Photo]:
    """Photos that this browser has sent from a form and not used yet, in the order in which they were sent."""
    look.permit_in(community_id)
    if not look.visitor.browser:
        return []
    mine = waiting_for(look.visitor.browser, form)
    return store.find(
        look.session, Photo, order=("at", "id"), owner=Owner.UPLOAD, owner_id=mine, community_id=community_id
    )
