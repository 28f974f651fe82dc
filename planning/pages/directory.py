"""The pages by name: their addresses, their titles, and the functions that draw them."""

from __future__ import annotations

import importlib
from collections.abc import Callable
from contextlib import nullcontext
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

import streamlit as st

from planning.errors import N_
from planning.pages import state
from planning.wording import for_markdown

if TYPE_CHECKING:
    from streamlit.navigation.page import StreamlitPage

    from planning.pages.visit import Visit


@dataclass(frozen=True, slots=True)
class Entry:
    """A page: ``name`` is its rule (``page.<name>``), its module and its address."""

    name: str
    title: str

    @property
    def show(self) -> Callable[[Visit], None]:
        """The function that draws it."""
        function: Callable[[Visit], None] = importlib.import_module(f"planning.pages.{self.name}").show
        return function


PAGES = (
    Entry("home", N_("Home")),
    Entry("map", N_("Map")),
    Entry("case", N_("Cases")),
    Entry("meetings", N_("Meetings")),
    Entry("courtyards", N_("Courtyards")),
    Entry("vote", N_("Vote")),
    Entry("results", N_("Results")),
    Entry("surveys", N_("Surveys")),
    Entry("manage", N_("Manage")),
)


def pages_for(visit: Visit) -> dict[str, StreamlitPage]:
    """Streamlit's pages that this visitor may open, by name."""
    return {
        entry.name: st.Page(
            partial(_drawn, entry, visit),
            title=visit.t(entry.title),
            url_path="" if entry.name == "home" else entry.name,
            default=entry.name == "home",
        )
        for entry in PAGES
        if visit.may(f"page.{entry.name}")
    }


def _drawn(entry: Entry, visit: Visit) -> None:
    entry.show(visit)


def go(name: str, words: str, *, params: dict[str, str] | None = None, main: bool = False) -> None:
    """A link to another page of this run, with query parameters; nothing where the visitor may not go.

    :param main: draw it as the main action of the page.
    """
    page = state.get("pages", {}).get(name)
    if page is None:
        return
    with st.container(key=f"main_action_{name}_{'_'.join((params or {}).values())}") if main else nullcontext():
        st.page_link(page, label=for_markdown(words), query_params=params or {})
