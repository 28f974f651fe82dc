"""What is done about a comment beside hiding it: what became of it, words covered, merged with one that says the same."""

from __future__ import annotations

from functools import partial

import streamlit as st

from planning.actions.comment_care import (
    LONGEST_ANSWER,
    mask_comment,
    merge_comment,
    part_comment,
    say_fate,
    unmask_comment,
)
from planning.actions.comments import LONGEST_REASON
from planning.i18n.names import name_of
from planning.pages import state, style
from planning.pages.visit import Visit
from planning.queries.comments import similar_comments
from planning.queries.rounds import rounds
from planning.surveys.care import Fate, Ground
from planning.surveys.reading import CommentCard
from planning.wording import Words


def fate(visit: Visit, card: CommentCard) -> None:
    """Say what became of it, for everybody who reads it."""
    t, key, care = visit.t, _key(card), card.care
    own = care is not None and not (care.merged_into and care.fate)
    now = care.fate if care is not None and own else None
    words = care.words if care is not None and own else Words("")
    choices = ["", *Fate]
    chosen = st.selectbox(
        t("What became of it"), choices, choices.index(now or ""), key=f"{key}_fate",
        format_func=lambda code: name_of(t, Fate(code)) if code else t("nothing said yet"),
    )  # fmt: skip
    if chosen == Fate.ADOPTED:
        options = _options(visit)
        if not options:
            style.quiet(t("There is no announced round with options yet."))
        st.selectbox(t("Option"), list(options), format_func=lambda id_: options[id_], key=f"{key}_option")
    left, right = st.columns(2)
    left.text_area(t("Words in Chinese, which everybody reads"), words.zh, key=f"{key}_zh", max_chars=LONGEST_ANSWER)
    right.text_area(t("Words in English"), words.en, key=f"{key}_en", max_chars=LONGEST_ANSWER)
    st.button(
        t("Say it, for everybody"), type="primary", key=f"{key}_say",
        on_click=state.acting(visit, f"{key}_say", partial(_say, visit, card)),
    )  # fmt: skip


def _key(card: CommentCard) -> str:
    return f"care_{card.comment.id}_{card.comment.version}_{card.care.version if card.care else 0}"


def _typed(card: CommentCard, name: str) -> str:
    return str(state.get(f"{_key(card)}_{name}") or "")


def _options(visit: Visit) -> dict[str, str]:
    """Options of announced rounds, by their ids."""
    t, views = visit.t, visit.ask(rounds, community_id=visit.community.id)
    return {
        ware.option.id: f"{ware.option.title[t.language]} · {view.round.title[t.language]}"
        for view in views
        for ware in view.wares
    }


def _say(visit: Visit, card: CommentCard, act_id: str) -> str:
    visit.do(
        say_fate, act_id, community_id=card.comment.community_id, comment_id=card.comment.id,
        said_version=card.care.version if card.care else 0, fate=_typed(card, "fate"),
        words=Words(_typed(card, "zh"), _typed(card, "en")), option_id=_typed(card, "option"),
    )  # fmt: skip
    return visit.t("Everybody reads it beside the comment.")


def ground(visit: Visit, key: str) -> None:
    """Why, as the public log says it."""
    t = visit.t
    st.selectbox(t("Ground (the public log tells it)"), list(Ground), format_func=lambda one: name_of(t, one), key=key)


def covering(visit: Visit, card: CommentCard) -> None:
    """Cover words of it, or show the covered ones again."""
    t, key = visit.t, _key(card)
    st.text_area(t("Words to cover, as they stand in it, one phrase a line"), key=f"{key}_phrases", height=80)
    ground(visit, f"{key}_ground")
    _reason(visit, card)
    with st.container(horizontal=True, gap="small"):
        st.button(t("Cover these words"), key=f"{key}_cover", on_click=state.acting(visit, f"{key}_cover", partial(_cover, visit, card)))  # fmt: skip
        if card.care is not None and card.care.masked_at is not None:
            st.button(t("Show the covered words again"), key=f"{key}_uncover",
                      on_click=state.acting(visit, f"{key}_uncover", partial(_uncover, visit, card)))  # fmt: skip


def _reason(visit: Visit, card: CommentCard, name: str = "reason") -> None:
    st.text_input(visit.t("Reason (its writer and the staff read it)"), key=f"{_key(card)}_{name}", max_chars=LONGEST_REASON)  # fmt: skip


def _cover(visit: Visit, card: CommentCard, act_id: str) -> str:
    visit.do(
        mask_comment, act_id, community_id=card.comment.community_id, comment_id=card.comment.id, version=card.comment.version,
        phrases=_typed(card, "phrases").splitlines(), reason=_typed(card, "reason"), ground=_typed(card, "ground"),
    )  # fmt: skip
    return visit.t("The words are covered. Its writer is told, and the log keeps why.")


def _uncover(visit: Visit, card: CommentCard, act_id: str) -> str:
    comment = card.comment
    visit.do(
        unmask_comment, act_id, community_id=comment.community_id, comment_id=comment.id, version=comment.version,
        reason=_typed(card, "reason"),
    )  # fmt: skip
    return visit.t("The covered words are shown again.")


def merging(visit: Visit, card: CommentCard) -> None:
    """Merge it with one near by that says the same, or part it again."""
    t, key, comment = visit.t, _key(card), card.comment
    if card.care is not None and card.care.merged_into:
        _reason(visit, card, "part_reason")
        st.button(t("Part it again"), key=f"{key}_part", on_click=state.acting(visit, f"{key}_part", partial(_part, visit, card)))  # fmt: skip
        return
    near = visit.ask(
        similar_comments, community_id=comment.community_id, pin=comment.pin, topic=comment.topic, text=comment.text
    )
    others = {one.card.comment.id: one.card.comment.text[:80] for one in near if one.card.comment.id != comment.id}
    if not others:
        style.quiet(t("No other comment near by says something like it."))
        return
    st.selectbox(t("It may say the same as"), list(others), format_func=lambda id_: style.literal(others[id_]), key=f"{key}_into")  # fmt: skip
    _reason(visit, card, "merge_reason")
    st.button(t("Merge it with that one"), key=f"{key}_merge", on_click=state.acting(visit, f"{key}_merge", partial(_merge, visit, card)))  # fmt: skip


def _merge(visit: Visit, card: CommentCard, act_id: str) -> str:
    visit.do(
        merge_comment, act_id, community_id=card.comment.community_id, comment_id=card.comment.id,
        into_id=_typed(card, "into"), reason=_typed(card, "merge_reason"),
    )  # fmt: skip
    return visit.t("Merged: both stay to be read.")


def _part(visit: Visit, card: CommentCard, act_id: str) -> str:
    visit.do(
        part_comment, act_id, community_id=card.comment.community_id, comment_id=card.comment.id,
        reason=_typed(card, "part_reason"),
    )  # fmt: skip
    return visit.t("Parted. It stands where it stood.")
