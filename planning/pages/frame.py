"""The frame around each page: name, community, language, way in and out; then the page; refusals as sentences."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import streamlit as st

from planning import addresses, personal_data
from planning.errors import N_, Refusals
from planning.pages import directory, state, style
from planning.pages.visit import Visit, arrive
from planning.wording import for_markdown

if TYPE_CHECKING:
    from streamlit.navigation.page import StreamlitPage

ILLUSTRATIVE = N_("Illustrative: nobody and nothing here is real")


def show() -> None:
    """Draw the frame and the page that was asked for."""
    visit = arrive()
    style.stylesheet()
    if visit.here is None:
        _empty(visit)
        return
    pages = directory.pages_for(visit)
    state.put("pages", pages)
    current = st.navigation(list(pages.values()), position="hidden")
    _top(visit, pages)
    _said()
    try:
        current.run()
    except Refusals as refused:
        style.drawn_state("warning", visit.t.refusal(refused))
    style.link(addresses.to(addresses.PRIVACY, lang=visit.t.language), visit.t(personal_data.TITLE))


def _empty(visit: Visit) -> None:
    st.navigation([st.Page(lambda: None, title="街议 Jieyi", url_path="", default=True)], position="hidden").run()
    style.drawn_state("house", visit.t("No community is open to visitors yet: sign in, or ask the administrator."))
    style.link(addresses.SIGN_IN, visit.t("Sign in"))


def _top(visit: Visit, pages: Mapping[str, StreamlitPage]) -> None:
    with st.container(key="frame_top", horizontal=True, gap="small"):
        style.markup(_where(visit))
        with st.container(key="frame_pages", horizontal=True, gap="small"):
            for page in pages.values():
                st.page_link(page, query_params={"community": visit.community.id})


def _where(visit: Visit) -> str:
    """Where am I: the house, the community, whether it is real; and the other language, the way in or out."""
    t = visit.t
    words = ['<span class="jy-brand">街议 <b>Jieyi</b></span>']
    words.append(f"<strong>{style.escaped(visit.community.name[t.language])}</strong>")
    if visit.community.illustrative:
        words.append(
            f'<span class="jy-mark" title="{style.escaped(t(ILLUSTRATIVE))}">{style.escaped(t("Illustrative"))}</span>'
        )
    other, label = ("en", "English") if t.language == "zh" else ("zh", "中文")
    words.append(f'<a href="?lang={other}&community={visit.community.id}" target="_self" lang="{other}">{label}</a>')
    words.append(_way_in_or_out(visit))
    return f'<p class="jy-where">{"".join(words)}</p>'


def _way_in_or_out(visit: Visit) -> str:
    if visit.visitor.member is None:
        return f'<a href="{addresses.SIGN_IN}" target="_self">{style.escaped(visit.t("Staff sign in"))}</a>'
    name = style.escaped(visit.visitor.member.name)
    return f'<a href="{addresses.SIGN_OUT}" target="_self">{name} · {style.escaped(visit.t("Sign out"))}</a>'


def _said() -> None:
    # A place that is always there: what comes after it stays where it is when a sentence comes and goes, and a map of it
    # is not loaded anew.
    place = st.empty()
    found = state.said()
    if found is None:
        return
    tone, sentence = found
    (place.success if tone == "done" else place.error)(
        for_markdown(sentence), icon=":material/check_circle:" if tone == "done" else ":material/error:"
    )
