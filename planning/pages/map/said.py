"""What people say, beside the map: the room of comments, joined to what is chosen here."""

from __future__ import annotations

import streamlit as st

from planning.errors import Refusals
from planning.pages import comments, style
from planning.pages.comments import drawing
from planning.pages.comments.supporting import me_too
from planning.pages.map import choice
from planning.pages.visit import Visit
from planning.queries.comments import comment, confined_comments
from planning.queries.comments import comments_on as asked_comments_on
from planning.site import Pin
from planning.surveys.comment import Target


def everything(visit: Visit) -> None:
    """The list that filters the map; what is chosen in it is chosen on the map."""
    comments.comment_list(visit, choose=choice.choose)
    _confined(visit)


def _confined(visit: Visit) -> None:
    """What is kept for this member of staff and other named ones: said at a door, or telling of a child."""
    if not visit.may("query.confined_comments"):
        return
    cards = visit.ask(confined_comments, community_id=visit.community.id)
    if cards:
        with st.expander(visit.t("For named members")):
            for card in cards:
                drawing.card(visit, card, whole=True)


def one(visit: Visit, comment_id: str) -> None:
    """One comment in full. A choice that came by a link learns here where it is."""
    comments.comment_card(visit, comment_id)
    chosen = choice.current()
    if chosen is None or chosen.pin is not None:
        return
    try:
        pin = visit.ask(comment, community_id=visit.community.id, comment_id=comment_id).comment.pin
    except Refusals:
        return  # its card has just said so
    choice.choose("comment", comment_id, pin.lon, pin.lat)


def comments_on(visit: Visit, target: Target) -> None:
    """What was said about an object."""
    cards = visit.ask(asked_comments_on, community_id=visit.community.id, target=target)
    if not cards:
        style.quiet(visit.t("Nobody has said anything about this yet."))
        return
    drawing.stylesheet()
    style.quiet(visit.t.n("{count} comment on this", "{count} comments on this", len(cards)))
    for card in cards:
        drawing.card(visit, card, whole=True)
        me_too(visit, card, "object")


def pin_form(visit: Visit, pin: Pin, target: Target | None) -> None:
    """The form to say something here."""
    comments.pin_form(visit, pin.lon, pin.lat, target)


def map_filters(visit: Visit) -> dict[str, str]:
    """Filters of the list, for the map."""
    return comments.map_filters(visit)
