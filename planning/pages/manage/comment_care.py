"""What a moderator sees under a comment: its history, and who may read it."""

from __future__ import annotations

from functools import partial

import streamlit as st

from planning.actions.comments import LONGEST_REASON, confine_comment
from planning.i18n.names import name_of
from planning.i18n.staff import act_name
from planning.pages import state, style
from planning.pages.visit import Visit
from planning.queries.moderation import colleagues, comment_history
from planning.surveys.comment import Wording
from planning.surveys.reading import CommentCard


def history(visit: Visit, card: CommentCard) -> None:
    """What staff did to it, and what it said before its writer changed it."""
    t, comment = visit.t, card.comment
    found = visit.ask(comment_history, community_id=comment.community_id, comment_id=comment.id)
    lines = [_wording(visit, wording) for wording in found.wordings]
    for event in found.events:
        words = f"{visit.time(event.at)} · {act_name(t, event.act)} · {event.by}"
        lines.append(f"{style.escaped(words)}{'<br>' + style.escaped(event.reason) if event.reason else ''}")
    if not lines:
        style.quiet(t("Nothing was changed yet."))
    style.markup(f'<ul class="jy-timeline">{"".join(f"<li>{line}</li>" for line in lines)}</ul>')


def _wording(visit: Visit, wording: Wording) -> str:
    t = visit.t
    until = t("until {date}", date=visit.time(wording.until))
    about = f"{name_of(t, wording.stance)} · {name_of(t, wording.topic)}"
    return f"<time>{style.escaped(until)}</time>{style.escaped(about)}<br>{style.escaped(wording.text)}"


def confining(visit: Visit, card: CommentCard) -> None:
    """Keep it for named members: it tells of a child, or what a household said at its door."""
    t, comment = visit.t, card.comment
    key = f"confine_{comment.id}_{comment.version}"
    readers(visit, f"{key}_readers")
    st.text_input(
        t("Reason (everybody on the staff can read it in the log)"), key=f"{key}_reason", max_chars=LONGEST_REASON,
        placeholder=t("Such as: tells of a child"),
    )  # fmt: skip
    st.button(
        t("Keep it for these members"), key=key,
        on_click=state.acting(visit, key, partial(_confine, visit, card, key)),
    )  # fmt: skip


def readers(visit: Visit, key: str) -> None:
    """A choice of members of staff."""
    t = visit.t
    names = visit.ask(colleagues, community_id=visit.community.id)
    st.multiselect(
        t("Only these members of staff may read it"), list(names), key=key, format_func=names.__getitem__,
        placeholder=t("Nobody is named: everybody reads it"),
    )  # fmt: skip


def _confine(visit: Visit, card: CommentCard, key: str, act_id: str) -> str:
    comment = card.comment
    visit.do(
        confine_comment, act_id, community_id=comment.community_id, comment_id=comment.id, version=comment.version,
        seen_by=tuple(state.get(f"{key}_readers") or ()), reason=str(state.get(f"{key}_reason") or ""),
    )  # fmt: skip
    return visit.t("The comment is kept for the members you named.")
