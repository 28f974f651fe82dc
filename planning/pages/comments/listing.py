"""The list of comments beside the map: what it shows filters the map, and choosing one selects it there."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import streamlit as st

from planning import addresses
from planning.errors import Refusals
from planning.pages import state, style
from planning.pages.comments import drawing
from planning.pages.comments.own import own
from planning.pages.comments.supporting import me_too
from planning.pages.visit import Visit
from planning.queries.comments import comment, comment_counts, comments
from planning.surveys.comment import Stance, Topic
from planning.surveys.reading import LONGEST_SEARCH, CommentCard, Sought

_TOPIC, _STANCE, _TEXT, _PAGE, _CHOSEN = (
    "comments_topic", "comments_stance", "comments_text", "comments_page", "comments_chosen",
)  # fmt: skip

Choose = Callable[[str, str, float, float], None]


def sought(visit: Visit) -> Sought:
    """What the visitor's filters ask for."""
    topic, stance = state.get(_TOPIC), state.get(_STANCE)
    return Sought(
        topics=frozenset([Topic(topic)] if topic else []),
        stances=frozenset([Stance(stance)] if stance else []),
        case_id=visit.params.get("case"),
        text=str(state.get(_TEXT) or ""),
    )


def map_filters(visit: Visit | None = None) -> dict[str, str]:
    """The same filters in the words of the viewport route: the map shows what the list shows."""
    case = visit.params.get("case") if visit else None
    wanted = {"topic": state.get(_TOPIC), "stance": state.get(_STANCE), "case": case}
    return {name: str(value or "") for name, value in wanted.items()}


def comment_list(visit: Visit, *, selected: str | None = None, choose: Choose | None = None) -> str | None:
    """Draw filters and list; returns the comment that is selected now: the one just chosen here, else ``selected``.

    :param choose: called by the click with ``("comment", id, lon, lat)``, so that the map needs no second run.
    """
    drawing.stylesheet()
    selected = state.get(_CHOSEN) or selected
    state.drop(_CHOSEN)
    _filters(visit)
    if selected:
        comment_card(visit, selected)
    _page(visit, selected, choose)
    _downloads(visit)
    return selected


def comment_card(visit: Visit, comment_id: str) -> None:
    """One comment in full, with its photos and its "me too"; a sentence where it is not there any more."""
    drawing.stylesheet()
    try:
        found = visit.ask(comment, community_id=visit.community.id, comment_id=comment_id)
    except Refusals as refused:
        style.drawn_state("warning", visit.t.refusal(refused))
        return
    drawing.card(visit, found, whole=True, chosen=True)
    me_too(visit, found, "card")
    own(visit, found)


def _filters(visit: Visit) -> None:
    """Pills for what was written about, with how often; a search over the words."""
    t = visit.t
    counts = visit.ask(comment_counts, community_id=visit.community.id, sought=Sought(case_id=visit.params.get("case")))
    if not counts.total:
        return
    st.text_input(
        t("Search the comments"), key=_TEXT, max_chars=LONGEST_SEARCH, placeholder=t("Search the comments"),
        label_visibility="collapsed", on_change=_first_page,
    )  # fmt: skip
    st.pills(
        t("Stance"), [str(s) for s in Stance if counts.of(stance=s)], key=_STANCE, label_visibility="collapsed",
        format_func=lambda code: f"{drawing.stance(visit, Stance(code))} {counts.of(stance=Stance(code))}",
        on_change=_first_page,
    )  # fmt: skip
    st.pills(
        t("Topic"), [str(topic) for topic in counts.topics], key=_TOPIC, label_visibility="collapsed",
        format_func=lambda code: f"{drawing.topic(visit, Topic(code))} {counts.of(topic=Topic(code))}",
        on_change=_first_page,
    )  # fmt: skip


def _first_page() -> None:
    state.drop(_PAGE)


def _page(visit: Visit, selected: str | None, choose: Choose | None) -> None:
    wanted = sought(visit)
    found = visit.ask(comments, community_id=visit.community.id, sought=wanted, page=int(state.get(_PAGE) or 1))
    if not found.total:
        _none(visit, filtered=wanted != Sought(case_id=wanted.case_id))
        return
    style.quiet(visit.t.n("{count} comment, newest first", "{count} comments, newest first", found.total))
    for card in found.cards:
        if card.comment.id != selected:
            _line(visit, card, choose)
    if found.pages > 1:
        st.pagination(found.pages, key=_PAGE, max_visible_pages=5)


def _none(visit: Visit, *, filtered: bool) -> None:
    t = visit.t
    if filtered:
        style.drawn_state("empty", t("No comment matches this: take a filter away or search for another word."))
    else:
        style.drawn_state("talk", t("Nobody has said anything here yet: tap the map where you see something."))


def _line(visit: Visit, card: CommentCard, choose: Choose | None) -> None:
    drawing.card(visit, card)
    pin = card.comment.pin
    with st.container(horizontal=True, gap="small"):
        st.button(
            visit.t("Show on the map"), key=f"comments_choose_{card.comment.id}", type="tertiary", icon=":material/location_on:",
            on_click=partial(choose, "comment", card.comment.id, pin.lon, pin.lat) if choose
            else partial(state.put, _CHOSEN, card.comment.id),
        )  # fmt: skip
        me_too(visit, card, "list")


def _downloads(visit: Visit) -> None:
    parts = {"community": visit.community.id, "lang": visit.t.language}
    style.link(addresses.to(addresses.SAY, **parts), visit.t("A lighter page for phones: write and read comments"))
    style.link(addresses.to(addresses.COMMENTS_CSV, **parts), visit.t("Download all comments as a table (CSV)"))
    style.link(addresses.to(addresses.COMMENTS_GEOJSON, **parts), visit.t("Download all comments for maps (GeoJSON)"))
