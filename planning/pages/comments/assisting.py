"""For staff: the comment is a person's who is present, has agreed, and does not write it themselves."""

from __future__ import annotations

from typing import Any

import streamlit as st

from planning.actions.pinning import enter_comment, pin_comment
from planning.i18n.names import name_of
from planning.pages import state, style
from planning.pages.visit import Visit
from planning.surveys.comment import Consent

_FOR, _CONSENT = "comments_pin_for_somebody", "comments_pin_consent"


def fields(visit: Visit) -> None:
    """Whether it is written down for somebody, and how that person agreed; nothing for who is not staff."""
    t = visit.t
    if not visit.may("act.enter_comment"):
        return
    if not st.toggle(t("I write this down for a person who is here"), key=_FOR):
        return
    style.quiet(t("It will be marked as written down for somebody. Moderators see that it was you, and when."))
    st.pills(
        t("How did the person agree?"), [str(code) for code in Consent], key=_CONSENT,
        format_func=lambda code: name_of(t, Consent(code)),
    )  # fmt: skip


def act_of(visit: Visit) -> tuple[Any, dict[str, Any]]:
    """The act that pins what stands in the form, and what it needs beyond the words."""
    if not visit.may("act.enter_comment") or not state.get(_FOR):
        return pin_comment, {}
    return enter_comment, {"consent": str(state.get(_CONSENT) or "")}


def forget() -> None:
    """The next person is asked anew."""
    state.drop(_FOR, _CONSENT)
