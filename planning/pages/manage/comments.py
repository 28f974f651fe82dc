"""Looking after comments: hide one with a reason, show it again; nothing is ever deleted here."""

from __future__ import annotations

from functools import partial
from typing import Any

import streamlit as st

from planning import addresses
from planning.actions.comments import LONGEST_REASON, hide_comment, show_comment
from planning.pages import state, style
from planning.pages.comments import drawing
from planning.pages.manage import comment_care, comment_fate
from planning.pages.visit import Visit
from planning.queries.comments import comments, comments_to_moderate, confined_comments
from planning.surveys.reading import LONGEST_SEARCH, CommentCard, Sought

_WHICH = {"visible": False, "hidden": True, "all": None, "confined": True}
_SHOWN, _TEXT, _PAGE, _OPEN = (
    "moderation_which", "moderation_text", "moderation_page", "moderation_open",
)  # fmt: skip


def show(visit: Visit) -> None:
    """Search and list; under the comment that was chosen, the reason and the button."""
    t = visit.t
    drawing.stylesheet()
    here = {"community": visit.community.id, "lang": t.language}
    style.link(addresses.to(addresses.MODERATION, **here), t("The public log of moderation"))
    if not visit.may("act.hide_comment"):
        _answering(visit)
        return
    titles = {"visible": t("Visible"), "hidden": t("Hidden"), "all": t("All"), "confined": t("For named members")}
    st.segmented_control(
        t("Which comments"), list(_WHICH), format_func=titles.__getitem__, key=_SHOWN, default="visible",
        required=True, label_visibility="collapsed", on_change=_first_page,
    )  # fmt: skip
    if state.get(_SHOWN) == "confined":
        _confined(visit)
        return
    st.text_input(
        t("Search the comments"), key=_TEXT, placeholder=t("Search the comments"), max_chars=LONGEST_SEARCH,
        label_visibility="collapsed", on_change=_first_page,
    )  # fmt: skip
    found = visit.ask(
        comments_to_moderate, community_id=visit.community.id, sought=Sought(text=str(state.get(_TEXT) or "")),
        hidden=_WHICH[state.get(_SHOWN) or "visible"], page=int(state.get(_PAGE) or 1),
    )  # fmt: skip
    if not found.total:
        style.drawn_state("talk", t("There is no such comment: choose another list or search for another word."))
        return
    style.quiet(t.n("{count} comment, newest first", "{count} comments, newest first", found.total))
    for card in found.cards:
        _one(visit, card)
    if found.pages > 1:
        st.pagination(found.pages, key=_PAGE, max_visible_pages=5)


def _answering(visit: Visit) -> None:
    """For those who do not moderate and say what became of a comment."""
    found = visit.ask(comments, community_id=visit.community.id, page=int(state.get(_PAGE) or 1))
    if not found.total:
        style.drawn_state("talk", visit.t("There is no such comment: choose another list or search for another word."))
    for card in found.cards:
        drawing.card(visit, card, whole=True)
        with st.expander(visit.t("Say what became of it …")):
            comment_fate.fate(visit, card)
    if found.pages > 1:
        st.pagination(found.pages, key=_PAGE, max_visible_pages=5)


def _confined(visit: Visit) -> None:
    found = visit.ask(confined_comments, community_id=visit.community.id)
    if not found:
        style.drawn_state("talk", visit.t("No comment is kept for you and other named members only."))
    for card in found:
        _one(visit, card)


def _first_page() -> None:
    state.drop(_PAGE)


def _one(visit: Visit, card: CommentCard) -> None:
    t, id_ = visit.t, card.comment.id
    is_hidden = card.comment.hidden_at is not None
    drawing.card(visit, card, whole=True)
    if state.get(_OPEN) != id_:
        st.button(
            t("Show again …") if is_hidden else t("Hide …"), key=f"moderation_open_{id_}", type="tertiary",
            on_click=partial(state.put, _OPEN, id_),
        )  # fmt: skip
        return
    with st.expander(t("History")):
        comment_care.history(visit, card)
    if not is_hidden:
        with st.expander(t("Say what became of it …")):
            comment_fate.fate(visit, card)
        with st.expander(t("Cover words in it …")):
            comment_fate.covering(visit, card)
        with st.expander(t("Merge it with one that says the same …")):
            comment_fate.merging(visit, card)
    with st.expander(t("Keep it for named members …")):
        comment_care.confining(visit, card)
    if not is_hidden:
        comment_fate.ground(visit, f"moderation_ground_{id_}")
    st.text_input(
        t("Reason (everybody on the staff can read it in the log)"), key=f"moderation_reason_{id_}",
        max_chars=LONGEST_REASON,
        placeholder=t("Such as: names a person, or a telephone number"),
    )  # fmt: skip
    act = show_comment if is_hidden else hide_comment
    with st.container(horizontal=True, gap="small"):
        st.button(
            t("Show this comment again") if is_hidden else t("Hide this comment"), type="primary",
            key=f"moderation_do_{id_}_{card.comment.version}",
            on_click=state.acting(visit, f"moderation_{id_}", partial(_moderate, visit, card, act)),
        )  # fmt: skip
        st.button(t("Leave it as it is"), key=f"moderation_leave_{id_}", on_click=partial(state.drop, _OPEN))


def _moderate(visit: Visit, card: CommentCard, act: Any, act_id: str) -> str:
    """Called by the click."""
    t, comment = visit.t, card.comment
    visit.do(
        act, act_id, community_id=comment.community_id, comment_id=comment.id, version=comment.version,
        reason=str(state.get(f"moderation_reason_{comment.id}") or ""),
        **({"ground": str(state.get(f"moderation_ground_{comment.id}") or "")} if act is hide_comment else {}),
    )  # fmt: skip
    state.drop(_OPEN)
    return t("The comment is shown again.") if act is show_comment else t("The comment is hidden. The log keeps why.")
