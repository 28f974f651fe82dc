"""The public-opinion channel for staff: what came in, what is overdue, and everything that is done about it."""

from __future__ import annotations

from functools import partial

import streamlit as st

from planning import addresses
from planning.actions.matter_care import promise_days
from planning.actions.matters import enter_matter
from planning.cases.matter import FEWEST_DAYS, LONGEST_PLACE, LONGEST_TEXT, MOST_DAYS, MatterState, Via
from planning.i18n.names import name_of
from planning.options.electorate import new_code
from planning.pages import state, style
from planning.pages.manage import matter_steps
from planning.pages.visit import Visit
from planning.queries.communities import courtyards
from planning.queries.matter_work import MatterDesk, matters_at_work
from planning.queries.matters import LONGEST_SEARCH, MatterCard, topic_of
from planning.surveys.comment import Topic

_WHICH, _TEXT, _PAGE, OPEN, _WORD = "matters_which", "matters_text", "matters_page", "matters_open", "matters_word"
_OVERDUE, _ALL = "overdue", "all"


def show(visit: Visit) -> None:
    """Counts and states, the list, one matter opened, and the form for what is told at the counter."""
    t = visit.t
    _entered(visit)
    yard = _courtyard(visit)
    chosen = str(state.get(_WHICH) or _ALL)
    desk = visit.ask(
        matters_at_work, community_id=visit.community.id, state=chosen, overdue=chosen == _OVERDUE,
        text=str(state.get(_TEXT) or ""), page=int(state.get(_PAGE) or 1), courtyard_id=yard,
    )  # fmt: skip
    _filters(visit, desk)
    style.link(
        addresses.to(addresses.MATTERS, community=visit.community.id, lang=t.language), t("What everybody reads")
    )
    if not desk.total:
        style.drawn_state("talk", t("No matter is here: choose another list, or write one down for somebody."))
    for card in desk.cards:
        _line(visit, card, desk)
    if desk.pages > 1:
        st.pagination(desk.pages, key=_PAGE, max_visible_pages=5)
    with st.expander(t("Write a matter down for somebody")):
        _enter_form(visit, yard)
    if visit.may("act.promise_days"):
        _promise(visit, desk.days)


def _courtyard(visit: Visit) -> str | None:
    """None for who works on the whole community; else the courtyard that was given to them."""
    if visit.may("query.matters_at_work") or visit.visitor.member is None:
        return None
    mine = [
        yard
        for yard in sorted(visit.visitor.member.courtyards)
        if visit.may("query.matters_at_work", courtyard_id=yard)
    ]
    return mine[0] if mine else None


def _filters(visit: Visit, desk: MatterDesk) -> None:
    t = visit.t
    titles = {_ALL: t("All")} | ({_OVERDUE: f"▲ {t('overdue')} {desk.counts.overdue}"} if desk.counts.overdue else {})
    titles |= {one.value: f"{name_of(t, one)} {desk.counts.of(one)}" for one in MatterState}
    st.segmented_control(
        t("Which matters"), list(titles), format_func=titles.__getitem__, key=_WHICH, default=_ALL,
        label_visibility="collapsed", on_change=partial(state.drop, _PAGE),
    )  # fmt: skip
    st.text_input(
        t("Search what was raised"), key=_TEXT, placeholder=t("Search what was raised"), max_chars=LONGEST_SEARCH,
        label_visibility="collapsed", on_change=partial(state.drop, _PAGE),
    )  # fmt: skip


def _line(visit: Visit, card: MatterCard, desk: MatterDesk) -> None:
    t, matter = visit.t, card.matter
    is_open = state.get(OPEN) == matter.id
    words = matter.text if is_open else matter.text[:120] + ("…" if len(matter.text) > 120 else "")
    with st.container(key=f"matter_{matter.id}", border=True):
        st.markdown(style.literal(words or t("Whoever raised it has taken it back.")))
        style.badges(
            name_of(t, matter.state), t("overdue since {day}", day=visit.date(matter.due_at)) if card.is_overdue else "",
            t("merged") if matter.merged_into else "", t("hidden") if matter.hidden_at else "",
            "" if matter.shown else t("words for staff only"),
        )  # fmt: skip
        style.quiet(" · ".join(part for part in (
            name_of(t, topic_of(matter)), str(t.words(card.courtyard)) if card.courtyard else "", matter.place,
            name_of(t, matter.via), visit.date(matter.at),
            t.n("{count} me too", "{count} me too", card.supports) if card.supports else "",
        ) if part))  # fmt: skip
        if is_open:
            matter_steps.show(visit, matter.id, desk.cases)
            st.button(
                t("Fold it up"), key=f"matter_fold_{matter.id}", type="tertiary", on_click=partial(state.drop, OPEN)
            )
        else:
            st.button(
                t("Work on it"), key=f"matter_open_{matter.id}", on_click=partial(state.put, OPEN, matter.id)
            )  # fmt: skip


def _enter_form(visit: Visit, yard: str | None) -> None:
    t = visit.t
    yards = {
        one.id: str(t.words(one.name)) or one.code for one in visit.ask(courtyards, community_id=visit.community.id)
    }
    vias = [Via.COUNTER, Via.TELEPHONE, Via.DOOR]
    st.text_area(t("What is the matter, and what would you wish?"), key="enter_matter_text", max_chars=LONGEST_TEXT)
    left, right = st.columns(2)
    left.selectbox(t("Topic"), list(Topic), format_func=lambda o: name_of(t, o), key="enter_matter_topic")
    right.selectbox(t("How it came in"), vias, format_func=lambda o: name_of(t, o), key="enter_matter_via")
    choices = [yard] if yard else ["", *yards]
    left.selectbox(
        t("Courtyard, if it is about one"), choices, key="enter_matter_yard",
        format_func=lambda id_: yards.get(str(id_), t("the whole community")),
    )  # fmt: skip
    right.text_input(t("Where is it? (if you like)"), key="enter_matter_place", max_chars=LONGEST_PLACE)
    st.checkbox(t("Show the words to staff only"), key="enter_matter_hold")
    st.button(
        t("Write it down"), type="primary", key="enter_matter_save",
        on_click=state.acting(visit, "enter_matter", partial(_enter, visit)),
    )  # fmt: skip


def _enter(visit: Visit, _act_id: str) -> str:
    word = str(state.get("enter_matter_word") or new_code())
    state.put("enter_matter_word", word)  # a second click, or a second try, raises the same matter
    visit.do_fleeting(
        enter_matter, community_id=visit.community.id, word=word, topic=Topic(state.get("enter_matter_topic")).value,
        text=str(state.get("enter_matter_text") or ""), via=Via(state.get("enter_matter_via")).value,
        place=str(state.get("enter_matter_place") or ""), courtyard_id=str(state.get("enter_matter_yard") or ""),
        shown=not state.get("enter_matter_hold"),
    )  # fmt: skip
    state.drop("enter_matter_word")
    for name in ("text", "place"):
        state.put(f"enter_matter_{name}", "")
    state.put("enter_matter_hold", False)
    state.put(_WORD, word)
    return visit.t("The matter was written down. Give the person the receipt word: it is shown once.")


def _entered(visit: Visit) -> None:
    """The receipt word of what was written down just now: for the person to take along."""
    word = state.get(_WORD)
    if not word:
        return
    t = visit.t
    st.code(str(word), language=None)
    page = addresses.to(addresses.HELD_MATTERS, community=visit.community.id, lang=t.language)
    style.quiet(t("With it the person sees what becomes of the matter, on any phone, at {page}.", page=page))
    st.button(t("It was handed over: forget it here"), key="matter_word_done", on_click=partial(state.drop, _WORD))


def _promise(visit: Visit, days: int) -> None:
    t = visit.t
    with st.expander(t("Within how many days an answer is promised")):
        st.number_input(t("Days"), FEWEST_DAYS, MOST_DAYS, days, key="promise_days_value")
        st.button(
            t("Promise it from now on"), key="promise_days_save",
            on_click=state.acting(visit, "promise_days", lambda act_id: _promised(visit, act_id)),
        )  # fmt: skip


def _promised(visit: Visit, act_id: str) -> str:
    days = int(state.get("promise_days_value") or FEWEST_DAYS)
    visit.do(promise_days, act_id, community_id=visit.community.id, days=days)
    return visit.t("What is raised from now on is answered within {days} days, or stands as overdue.", days=days)
