"""At the doors, on a phone: where to come back today, the next stop, and large buttons for what came of it."""

from __future__ import annotations

from datetime import date, time

import streamlit as st

from planning import addresses
from planning.actions.dissent import LONGEST_TEXT
from planning.actions.stops import mark_stop
from planning.i18n.names import name_of
from planning.pages import directory, state, style
from planning.pages.visit import Visit
from planning.queries.walks import WalkAtWork
from planning.surveys.walk import Stop, StopState, asked_of, due, on_the_way

_SHEET = """
.jk { border: 2px solid var(--jy-ink); border-radius: .5rem; padding: .7rem .9rem; margin: .2rem 0 .4rem; overflow-wrap: anywhere; }
.jk h3 { font-size: 1.6rem; line-height: 1.3; margin: 0; padding: 0; }
.jk p { margin: .2rem 0 0; }
[class*="st-key-walk_big"] button { min-height: 3.5rem; width: 100%; }
[class*="st-key-walk_big"] button p, [class*="st-key-walk_big"] summary p { font-size: 1.15rem; }
[class*="st-key-walk_big"] summary { min-height: 3.5rem; }
"""


def show(visit: Visit, at_work: WalkAtWork, _yard: str) -> None:
    """Nothing to do, or the next door; on a page of its own for the phone, or among the sections of Manage."""
    _apart(visit, at_work)
    t, walk = visit.t, at_work.walk
    style.markup(f"<style>{_SHEET}</style>")
    if walk.closed_at is not None or not at_work.stops:
        words = (
            t("This walk is closed: open it again to go on with it.")
            if walk.closed_at
            else t("No door is on the list yet: enter some under “Prepare”.")
        )
        style.drawn_state("later", words)
        return
    _figures(visit, at_work)
    today = due(at_work.stops, visit.today)
    if today:
        _due(visit, walk.id, today)
    stop = _chosen(visit, at_work)
    if stop is None:
        style.drawn_state(
            "received", t("Nobody is waiting now: every door was asked, declined, or waits for another day.")
        )
    else:
        _card(visit, stop)
        _buttons(visit, at_work, stop)
    _other(visit, at_work, stop)
    if walk.survey_id:
        style.markup(
            f'<p class="jy-link"><a href="{addresses.to(addresses.ASK, survey=walk.survey_id, lang=t.language)}" target="_blank" '
            f'rel="noopener">{style.escaped(t("Write down answers in the questionnaire (a page of its own)"))}</a></p>'
        )
        style.quiet(t("The questionnaire does not learn from which door it was opened."))


def _apart(visit: Visit, at_work: WalkAtWork) -> None:
    """The way to the page that has nothing but this, and back."""
    t, here = visit.t, {"community": visit.community.id}
    if visit.params.get("walk"):
        directory.go("manage", t("Everything in Manage"), params=here)
    else:
        directory.go("manage", t("Only this, for the phone"), params=here | {"walk": at_work.walk.id})


def _figures(visit: Visit, at_work: WalkAtWork) -> None:
    t, stops = visit.t, at_work.stops
    style.lead(t("{over} of {count} doors are settled.", over=asked_of(stops), count=len(stops)))


def _due(visit: Visit, walk_id: str, today: list[Stop]) -> None:
    """Come back today, the earliest first: a tap makes it the next stop."""
    t = visit.t
    st.subheader(t("Come back today"), anchor=False)
    with st.container(key="walk_big_due"):
        for one in today:
            when = one.back_time or t("any time")
            late = "" if one.back_on == visit.today else t(" (was due on {day})", day=one.back_on)
            st.button(style.literal(f"{when} · {one.door}{late}"), key=f"walk_due_{one.id}",
                width="stretch",
                      on_click=state.put, args=(f"walk_stop_{walk_id}", one.id))  # fmt: skip


def _chosen(visit: Visit, at_work: WalkAtWork) -> Stop | None:
    """The stop that was tapped; else the next one, in the order of the walk or the nearest to the last one noted."""
    t, walk = visit.t, at_work.walk
    by_id = {one.id: one for one in at_work.stops}
    tapped = by_id.get(str(state.get(f"walk_stop_{walk.id}", "")))
    last = by_id.get(str(state.get(f"walk_last_{walk.id}", "")))
    near = False
    if any(one.pin for one in at_work.stops):
        near = st.segmented_control(
            t("Which one is next"), (False, True), format_func=lambda is_near: t("the nearest") if is_near else t("in order"),
            default=False, required=True, key=f"walk_near_{walk.id}",
        )  # fmt: skip
    if tapped is not None:
        return tapped
    passed = state.get(f"walk_passed_{walk.id}", ())
    waiting = on_the_way(at_work.stops, visit.today, last.pin if near and last else None)
    ahead = next((one for one in waiting if one.id not in passed), None)
    if ahead is None:
        state.drop(f"walk_passed_{walk.id}")  # all of them were passed over: they begin anew
    return ahead or next(iter(waiting), None)


def _card(visit: Visit, stop: Stop) -> None:
    t = visit.t
    parts = [f"{stop.number} · {name_of(t, stop.state)}", stop.street, stop.note]
    if stop.back_on:
        parts.insert(1, t("come back on {day} {time}", day=stop.back_on, time=stop.back_time))
    lines = "".join(f"<p>{style.escaped(part)}</p>" for part in parts if part)
    style.markup(f'<section class="jk"><h3>{style.escaped(stop.door)}</h3>{lines}</section>')


def _buttons(visit: Visit, at_work: WalkAtWork, stop: Stop) -> None:
    t, key = visit.t, f"{stop.id}_{stop.version}"
    walk_id = at_work.walk.id
    with st.container(key="walk_big"):
        _mark(visit, at_work, stop, StopState.DONE, t("Asked: done"), main=True)
        _mark(visit, at_work, stop, StopState.NOT_AT_HOME, t("Nobody at home"))
        with st.expander(t("Come back another time")):
            st.date_input(t("On which day, if it was said"), None, min_value=visit.today, key=f"walk_day_{key}")
            st.time_input(t("At what time, if it was said"), None, step=900, key=f"walk_time_{key}")
            _mark(visit, at_work, stop, StopState.COME_BACK, t("Note it: come back"))
        _mark(visit, at_work, stop, StopState.DECLINED, t("Does not wish to answer"))
        st.button(
            t("Pass over for now"), key=f"walk_pass_{key}", type="tertiary", on_click=_pass, args=(walk_id, stop.id)
        )
    st.text_input(
        t("Note for whoever comes next (no answers)"), stop.note, key=f"walk_note_{key}", max_chars=LONGEST_TEXT
    )


def _mark(visit: Visit, at_work: WalkAtWork, stop: Stop, to: StopState, words: str, *, main: bool = False) -> None:
    st.button(words, type="primary" if main else "secondary", key=f"walk_{to}_{stop.id}_{stop.version}", width="stretch",
              on_click=state.acting(visit, f"mark_stop:{stop.id}", lambda _act: _marked(visit, at_work, stop, to)))  # fmt: skip


def _marked(visit: Visit, at_work: WalkAtWork, stop: Stop, to: StopState) -> str:
    key, walk_id = f"{stop.id}_{stop.version}", at_work.walk.id
    day, hour = state.get(f"walk_day_{key}"), state.get(f"walk_time_{key}")
    comes_back = to is StopState.COME_BACK
    visit.do_fleeting(
        mark_stop, stop_id=stop.id, version=stop.version, state=to, note=str(state.get(f"walk_note_{key}") or ""),
        back_on=day if comes_back and isinstance(day, date) else None,
        back_time=f"{hour:%H:%M}" if comes_back and isinstance(hour, time) else "",
    )  # fmt: skip
    state.put(f"walk_last_{walk_id}", stop.id)
    state.drop(f"walk_stop_{walk_id}")
    return visit.t("Noted: {door}, {state}.", door=stop.door, state=name_of(visit.t, to))


def _pass(walk_id: str, stop_id: str) -> None:
    """For this visit only: nothing is written down."""
    state.put(f"walk_passed_{walk_id}", (*state.get(f"walk_passed_{walk_id}", ()), stop_id))
    state.drop(f"walk_stop_{walk_id}")


def _other(visit: Visit, at_work: WalkAtWork, stop: Stop | None) -> None:
    """Any stop of the list, also one that is over: somebody taps the wrong button, or changes their mind."""
    t, walk_id = visit.t, at_work.walk.id
    names = {one.id: f"{one.number} · {one.door} · {name_of(t, one.state)}" for one in at_work.stops}
    with st.expander(t("Another door")):
        st.selectbox(
            t("Door"),
            list(names),
            list(names).index(stop.id) if stop else None,
            format_func=names.__getitem__,
            key=f"walk_other_{walk_id}",
        )
        st.button(t("Go to this one"), on_click=_go, args=(walk_id,), key=f"walk_go_{walk_id}")


def _go(walk_id: str) -> None:
    state.put(f"walk_stop_{walk_id}", str(state.get(f"walk_other_{walk_id}") or ""))
