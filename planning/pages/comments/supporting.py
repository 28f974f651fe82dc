"""The button that says “me too” instead of a duplicate, and takes it back."""

from __future__ import annotations

import streamlit as st

from planning.actions.comments import support_comment, withdraw_support
from planning.pages import state, style
from planning.pages.visit import Visit
from planning.surveys.reading import CommentCard


def me_too(visit: Visit, seen: CommentCard, where: str) -> None:
    """The button under a comment; nothing under one's own; in a closed case what was said can be taken back, no more.

    :param where: which list it stands in, since a comment may be drawn twice on a page.
    """
    if seen.is_mine:
        return
    t, comment = visit.t, seen.comment
    if seen.is_over and not seen.is_supported:
        style.quiet(t("Its case is closed: no “me too” is counted any more."))
        return
    act, words = (withdraw_support, t("Take back my me too")) if seen.is_supported else (support_comment, t("Me too"))

    def carry_out(_act_id: str) -> None:
        visit.count_write()
        visit.do_fleeting(act, community_id=comment.community_id, comment_id=comment.id)

    form = f"comments_{where}_support_{comment.id}"
    # The key changes with the meaning: a double click says "me too" twice, which is once, and takes nothing back.
    st.button(
        words,
        key=f"{form}_{seen.is_supported}",
        icon=":material/thumb_up:" if not seen.is_supported else ":material/check:",
        on_click=state.acting(visit, form, carry_out),
    )
