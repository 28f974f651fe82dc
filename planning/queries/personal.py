"""What is known of a person: of the visitor's own browser, of somebody who asks in person, of a member."""

from __future__ import annotations

from typing import Any

from planning import addresses, store
from planning.errors import N_, Refusal
from planning.queries.query import Look, query
from planning.store import accounts, erasing, naming
from planning.store.naming import Mention
from planning.surveys.comment import Comment
from planning.wording import clean

Told = dict[str, Any]


@query
def my_data(look: Look) -> Told:
    """What stands beside the id of this browser: comments with their wordings and photos, "me too"s, meetings.

    Each photo says under ``picture`` at which address of this server the picture itself is.
    """
    look.permit(None)
    if not look.visitor.browser:
        nothing = (
            "comments",
            "earlier_wordings",
            "photos",
            "done_about_comments",
            "statements",
            "votes_on_statements",
            "appraisals",
            "me_too",
            "me_too_of_matters",
            "meetings",
        )
        return {"browser": "", **{name: [] for name in nothing}}
    return {"browser": look.visitor.browser, **_with_pictures(erasing.of_browser(look.session, look.visitor.browser))}


@query
def person_data(look: Look, *, comment_id: str = "", browser: str = "") -> Told:
    """The same of the writer of a comment, or of a browser; raises :class:`Refusal` (``not_found``, ``no_browser``)."""
    look.permit(None)
    browser = store.get(look.session, Comment, comment_id).browser if comment_id else browser
    if not browser:
        raise Refusal("no_browser", N_("Name a browser or a comment of the person."))
    return {"browser": browser, **_with_pictures(erasing.of_browser(look.session, browser))}


@query
def member_data(look: Look, *, name: str) -> Told:
    """All that is kept of a member; raises :class:`Refusal` (``unknown_member``)."""
    look.permit(None)
    found = accounts.member_named(look.session, name)
    if found is None:
        raise Refusal("unknown_member", N_("There is no account of this name: look at the list of accounts."))
    return _with_pictures(erasing.of_member(look.session, found[0].id))


def _with_pictures(told: Told) -> Told:
    """The same with the address of the picture in each photo: a file of words holds none."""
    photos = [one | {"picture": addresses.to(addresses.PHOTO, photo=one["id"])} for one in told["photos"]]
    return told | {"photos": photos}


@query
def texts_naming(look: Look, *, name: str) -> list[Mention]:
    """Texts of every kind that name a person, for whoever carries an erasure out: they are mended by hand.

    Raises :class:`Refusal` (``no_name``).
    """
    look.permit(None)
    name = clean(name)
    if not name:
        raise Refusal("no_name", N_("Write the name as it may stand in notes."), where="name")
    return naming.mentions(look.session, name)
