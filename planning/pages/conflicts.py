"""Two members of staff edit one thing: the later one reads what the other changed, keeps what they typed, and decides."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import streamlit as st

from planning.actions.act import plain
from planning.errors import Refusals
from planning.i18n.changes import changes
from planning.pages import state
from planning.pages.visit import Visit
from planning.wording import for_markdown


def guarded(
    visit: Visit, form: str, seen: Any, now: Callable[[], Any], do: Callable[[str], str | None]
) -> Callable[[str], str | None]:
    """An act of an editor that remembers the difference where it comes too late.

    :param seen: the value that the editor was drawn with; ``now`` reads it again.
    """

    def carry_out(act_id: str) -> str | None:
        try:
            said = do(act_id)
        except Refusals as refused:
            if refused.code == "edited_meanwhile":
                found = changes(visit.t, plain(seen), plain(now()), visit.community.time_zone)
                state.put(_key(form), found)
            raise
        state.drop(_key(form))
        return said

    return carry_out


def _key(form: str) -> str:
    return f"conflict:{form}"


def draw(visit: Visit, form: str) -> None:
    """What somebody else changed meanwhile, above the form; nothing where nobody did."""
    found = state.get(_key(form))
    if not found:
        return
    lines = "".join(f"\n- {for_markdown(line)}" for line in found)
    words = visit.t(
        "Somebody else changed this while you were writing. What you typed is still below: save it again if it is still right."
    )
    st.warning(for_markdown(words) + "\n" + lines, icon=":material/difference:")
