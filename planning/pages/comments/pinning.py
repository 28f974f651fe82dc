"""Pinning a comment, step by step: the place is chosen; what is said there already comes first; then one's own words.

What was typed is kept beside the widgets, so that neither a refusal nor a tap elsewhere on the map loses it.
"""

from __future__ import annotations

from functools import partial
from typing import Any

import streamlit as st

from planning import addresses
from planning.errors import Refusals
from planning.i18n.names import name_of
from planning.pages import state, style, uploading
from planning.pages.comments import assisting, drawing
from planning.pages.comments.own import own
from planning.pages.comments.supporting import me_too
from planning.pages.manage import comment_care
from planning.pages.visit import Visit
from planning.queries.cases import case_named
from planning.queries.comments import comment, similar_comments
from planning.site import Pin
from planning.surveys.comment import LONGEST_NAME, LONGEST_TEXT, MOST_PHOTOS, NEAR_M, Stance, Target, Topic
from planning.surveys.reading import SimilarComment
from planning.wording import for_markdown

_FORM = "comments_pin"
_FIELDS = ("topic", "stance", "text", "author")
_OWN, _PINNED = "comments_own_words", "comments_pinned"
_READERS = "comments_pin_readers"
_REFUSED = "comments_refused"


def pin_form(visit: Visit, lon: float, lat: float, target: Target | None) -> None:
    """Draw the step that the visitor has come to, for this place."""
    drawing.stylesheet()
    place = _place(lon, lat, target)
    pinned = state.get(_PINNED)
    if pinned and pinned[0] == place:
        _receipt(visit, str(pinned[1]))
        return
    try:
        pin = Pin.parse(lon, lat, visit.community)
    except Refusals as refused:
        style.drawn_state("warning", visit.t.refusal(refused))
        return
    _where(visit, pin, target)
    case_id = _case(visit)
    similar = visit.ask(
        similar_comments, community_id=visit.community.id, pin=pin, topic=_topic(), text=_typed("text"), target=target
    )
    if similar and state.get(_OWN) != place:
        _offer(visit, similar, place)
        return
    _form(visit, pin, target, case_id)


def _case(visit: Visit) -> str | None:
    """The case of the address in which it is said: none where that one is closed, which the page tells beforehand."""
    t, wanted = visit.t, visit.params.get("case")
    found = visit.ask(case_named, community_id=visit.community.id, case_id=wanted) if wanted else None
    if found is None or not found.closed:
        return wanted
    told = (
        t("The case “{title}” is closed: nothing is added to it until it is reopened.", title=found.case.title),
        t("What you write here stands at its place, in no case."),
    )
    style.lead(t.joined(told))
    here = {"community": visit.community.id, "case": found.case.id, "lang": t.language}
    style.link(addresses.to(addresses.CASE_DECISION, **here), t("What was decided in it"))
    return None


def _place(lon: float, lat: float, target: Target | None) -> str:
    """A name for the place, so that the steps start again at another one."""
    return f"{target.kind}:{target.id}" if target else f"{lon:.6f},{lat:.6f}"


def _where(visit: Visit, pin: Pin, target: Target | None) -> None:
    t = visit.t
    if target is not None:
        style.lead(t("Your comment will be pinned to this {kind}.", kind=name_of(t, target.kind)))
    else:
        style.lead(t("Your comment will be pinned here: {place}", place=f"{pin.lon:.5f}, {pin.lat:.5f}"))


def _offer(visit: Visit, similar: list[SimilarComment], place: str) -> None:
    """What neighbours have said here: "me too" is worth more than the same words again."""
    t = visit.t
    style.quiet(t("Neighbours have already said this within {metres} m. Is it what you mean?", metres=int(NEAR_M)))
    for one in similar:
        drawing.card(visit, one.card, beside=t("{metres} m away", metres=round(one.distance_m)))
        me_too(visit, one.card, "similar")
    st.button(
        t("None of these: write my own"), key="comments_own", type="primary", width="stretch",
        on_click=partial(state.put, _OWN, place),
    )  # fmt: skip


def _topic() -> Topic | None:
    typed = _typed("topic")
    return Topic(typed) if typed else None


def _typed(field: str) -> str:
    """What the widget holds, or held when it was last drawn."""
    return str(state.get(f"{_FORM}_{field}") or state.get(f"{_FORM}_kept_{field}") or "")


def _keep(field: str) -> None:
    state.put(f"{_FORM}_kept_{field}", state.get(f"{_FORM}_{field}"))


def _widget(field: str) -> dict[str, Any]:
    """Key and memory of a field: a widget that comes back holds what it held when it went."""
    key = f"{_FORM}_{field}"
    if state.get(key) is None and state.get(f"{_FORM}_kept_{field}"):
        state.put(key, state.get(f"{_FORM}_kept_{field}"))
    return {"key": key, "on_change": partial(_keep, field)}


def _form(visit: Visit, pin: Pin, target: Target | None, case_id: str | None) -> None:
    t = visit.t
    st.pills(
        t("What is it about?"), [str(code) for code in Topic], **_widget("topic"),
        format_func=lambda code: drawing.topic(visit, Topic(code)),
    )  # fmt: skip
    st.pills(
        t("Where do you stand?"), [str(code) for code in Stance], **_widget("stance"),
        format_func=lambda code: drawing.stance(visit, Stance(code)),
    )  # fmt: skip
    st.text_area(
        t("What do you see, and what do you want to say?"), **_widget("text"), height=140,
        placeholder=t("At most {longest} characters.", longest=LONGEST_TEXT),
    )  # fmt: skip
    uploading.draw(
        visit,
        _FORM,
        t("Photos (up to {most}; where they were taken is removed from them)", most=MOST_PHOTOS),
        MOST_PHOTOS,
    )
    st.text_input(
        t("A nickname, if you like (everybody can read it)"), **_widget("author"), max_chars=LONGEST_NAME,
        placeholder=t("Left empty: nobody is named"),
    )  # fmt: skip
    assisting.fields(visit)
    if visit.may("query.colleagues"):
        comment_care.readers(visit, _READERS)
    where, sentences = state.get(_REFUSED) or ("", ())
    if sentences and where == _place(pin.lon, pin.lat, target):
        # Beside the button: on a phone the top of the page is out of sight.
        st.error(for_markdown(t.joined(sentences)), icon=":material/error:")
    st.button(
        t("Pin what you see"), key=f"{_FORM}_send", type="primary", width="stretch", icon=":material/push_pin:",
        on_click=state.acting(visit, _FORM, partial(_send, visit, pin, target, case_id)),
    )  # fmt: skip
    style.quiet(t("Everybody can read your comment. Please name no persons and no telephone numbers."))
    if visit.community.blur_m:
        style.quiet(t("Others see the place to {metres} m only.", metres=visit.community.blur_m))


def _send(visit: Visit, pin: Pin, target: Target | None, case_id: str | None, act_id: str) -> None:
    """Called by the click: pins once for one act id, however often it is called."""
    place = _place(pin.lon, pin.lat, target)
    if (state.get(_PINNED) or ("", "", ""))[2] == act_id:  # the second click of a double click, after the first
        return
    try:
        visit.count_write()
        act, more = assisting.act_of(visit)
        found = visit.do(
            act, act_id, community_id=visit.community.id, lon=pin.lon, lat=pin.lat,
            target=(str(target.kind), target.id) if target else None, case_id=case_id,
            form=uploading.name_of(_FORM), seen_by=tuple(state.get(_READERS) or ()), **{field: _typed(field) for field in _FIELDS}, **more,
        )  # fmt: skip
    except Refusals as refused:
        state.put(_REFUSED, (place, [visit.t.problem(problem) for problem in refused.problems]))
        return
    state.put(_PINNED, (place, found, act_id))
    uploading.used(_FORM)
    assisting.forget()
    state.drop(_OWN, _REFUSED, *(f"{_FORM}_kept_{field}" for field in _FIELDS))


def _receipt(visit: Visit, comment_id: str) -> None:
    """What was pinned, read from the database again."""
    t = visit.t
    card = visit.ask(comment, community_id=visit.community.id, comment_id=comment_id)
    st.success(
        for_markdown(t("Your comment is pinned. Everybody sees it on the map and in the list from now on.")),
        icon=":material/push_pin:",
    )
    drawing.card(visit, card, whole=True)
    own(visit, card)
    if card.comment.assisted is not None:
        style.quiet(
            t("Number of the comment, for the person to take along: {number}. By it an administrator finds and erases it.",
              number=comment_id)
        )  # fmt: skip
    style.quiet(t("Pinned at {time}, at {place}.", time=visit.time(card.comment.at), place=drawing.place(card.comment)))
    st.button(t("Pin another comment"), key="comments_again", on_click=partial(state.drop, _PINNED))
