"""The only room that touches ``st.session_state``: interface state, never a fact.

A draft ranking, the selected object, a form's act id and a sentence to show on the next run live here; everything
that was done is read from the database again.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Literal

import streamlit as st

from planning.errors import Refusals
from planning.site import new_id

if TYPE_CHECKING:
    from planning.pages.visit import Visit

Tone = Literal["done", "refused"]


def get(name: str, default: Any = None) -> Any:
    """What this session remembers under a name (also the value of the widget with this key)."""
    return st.session_state.get(name, default)


def put(name: str, value: Any) -> None:
    """Remember; also sets the widget with this key, before it is drawn or from a callback."""
    st.session_state[name] = value


def drop(*names: str) -> None:
    """Forget."""
    for name in names:
        st.session_state.pop(name, None)


def session_name() -> str:
    """A name for a browser that sends no cookie, for as long as its page is open."""
    if "session_name" not in st.session_state:
        st.session_state["session_name"] = new_id()
    return str(st.session_state["session_name"])


def keep_apart(browser: str) -> None:
    """Forget everything if another browser than the one that began it goes on with this session.

    A browser whose connection broke asks for its session by a name; whoever learns that name must find nothing in it.

    :param browser: the name in the browser's cookie; empty where it sends none.
    """
    if st.session_state.setdefault("begun_by", browser) != browser:
        st.session_state.clear()
        st.session_state["begun_by"] = browser


def act_id(form: str) -> str:
    """The id of the next act of a form: made before its button is shown, so that a double click is one act."""
    key = f"act:{form}"
    if key not in st.session_state:
        st.session_state[key] = new_id()
    return str(st.session_state[key])


def renew(form: str) -> None:
    """The form was carried out: what is sent next is another act."""
    st.session_state.pop(f"act:{form}", None)


def say(tone: Tone, sentence: str) -> None:
    """A sentence that the frame shows at the top of the next run."""
    st.session_state["said"] = (tone, sentence)


def said() -> tuple[Tone, str] | None:
    """The sentence to show, once."""
    found: tuple[Tone, str] | None = st.session_state.pop("said", None)
    return found


def acting(visit: Visit, form: str, function: Callable[[str], str | None]) -> Callable[[], None]:
    """A callback for a button: does an act under the form's act id, and says what came of it.

    :param function: gets the act id, returns a sentence for the visitor or None; what it refuses is said instead,
        and the form keeps what was typed.
    """
    prepared = act_id(form)

    def carry_out() -> None:
        try:
            sentence = function(prepared)
        except Refusals as refused:
            # The refused act left nothing behind: what is sent next may differ and is another act.
            say("refused", visit.t.refusal(refused))
            renew(form)
            return
        renew(form)
        if sentence:
            say("done", sentence)

    return carry_out
