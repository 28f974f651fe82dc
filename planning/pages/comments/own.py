"""Under one's own comment: change its words within a day, or take it back at any time."""

from __future__ import annotations

from functools import partial

import streamlit as st

from planning import addresses
from planning.actions.own_comments import HOURS, change_comment, withdraw_comment
from planning.pages import state, style
from planning.pages.comments import drawing
from planning.pages.visit import Visit
from planning.surveys.comment import LONGEST_NAME, Stance, Topic
from planning.surveys.reading import CommentCard


def own(visit: Visit, card: CommentCard) -> None:
    """Draw it; nothing under somebody else's comment or one that was taken back."""
    comment, t = card.comment, visit.t
    if not card.is_mine or comment.withdrawn_at is not None:
        return
    with st.expander(t("Change it or take it back")):
        if card.is_over:
            style.quiet(t("Its case is closed: its words stay as they are, but you can take it back."))
        elif comment.may_change(visit.now):
            _form(visit, card)
        else:
            style.quiet(t("A comment can be changed for {hours} hours: take it back and write a new one.", hours=HOURS))
        st.button(
            t("Take the comment back"), key=f"own_withdraw_{comment.id}", icon=":material/undo:",
            on_click=state.acting(visit, f"own_withdraw_{comment.id}", partial(_withdraw, visit, card)),
        )  # fmt: skip
        style.link(addresses.to(addresses.PRIVACY, lang=t.language), t("What is kept about you"))


def _form(visit: Visit, card: CommentCard) -> None:
    t, comment = visit.t, card.comment
    key = f"own_{comment.id}_{comment.version}"
    topics, stances = list(Topic), list(Stance)
    st.selectbox(
        t("What is it about?"), topics, topics.index(comment.topic), key=f"{key}_topic",
        format_func=partial(drawing.topic, visit),
    )  # fmt: skip
    st.selectbox(
        t("Where do you stand?"), stances, stances.index(comment.stance), key=f"{key}_stance",
        format_func=partial(drawing.stance, visit),
    )  # fmt: skip
    st.text_area(t("What do you see, and what do you want to say?"), comment.text, key=f"{key}_text", height=120)
    st.text_input(
        t("A nickname, if you like (everybody can read it)"),
        comment.author,
        key=f"{key}_author",
        max_chars=LONGEST_NAME,
    )
    st.button(
        t("Save the change"), key=f"{key}_save",
        on_click=state.acting(visit, key, partial(_change, visit, card, key)),
    )  # fmt: skip


def _change(visit: Visit, card: CommentCard, key: str, act_id: str) -> str:
    fields = {name: str(state.get(f"{key}_{name}") or "") for name in ("topic", "stance", "text", "author")}
    comment = card.comment
    visit.do(
        change_comment, act_id, community_id=comment.community_id, comment_id=comment.id, version=comment.version,
        **fields,
    )  # fmt: skip
    return visit.t("Your comment was changed.")


def _withdraw(visit: Visit, card: CommentCard, act_id: str) -> str:
    comment = card.comment
    visit.do(
        withdraw_comment, act_id, community_id=comment.community_id, comment_id=comment.id, version=comment.version
    )
    return visit.t("Your comment is taken back: nobody reads it any more.")
