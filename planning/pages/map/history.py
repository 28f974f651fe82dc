"""What staff did to an object: from what to what, who and why; and the way back."""

from __future__ import annotations

from functools import partial

import streamlit as st

from planning.actions.undoing import UNDOABLE, undo_change
from planning.i18n.changes import changes
from planning.pages import map_frame, state, style
from planning.pages.map.facts import HISTORY
from planning.pages.visit import Visit
from planning.queries.observations import Card, Event, object_history
from planning.surveys.observation import Kind


def show(visit: Visit, card: Card, id_: str) -> None:
    """Draw it for staff; nothing for anybody else."""
    if card.kind is Kind.COURTYARD or not visit.may("query.object_history"):
        return
    events = visit.ask(object_history, community_id=visit.community.id, kind=card.kind, object_id=id_)
    if not events:
        return
    with st.expander(visit.t("What staff changed"), expanded=card.is_gone):
        lines(visit, events)
        _undoing(visit, card, events)


def lines(visit: Visit, events: list[Event]) -> None:
    """Draw what was done, newest first."""
    style.markup(f'<ul class="jy-timeline">{"".join(_line(visit, event) for event in events)}</ul>')


def _line(visit: Visit, event: Event) -> str:
    t = visit.t
    found = changes(t, event.before, event.after, visit.community.time_zone)
    lines = [style.escaped(event.reason), *map(style.escaped, found)]
    more = "".join(f"<br>{line}" for line in lines if line)
    return (
        f"<li><time>{style.escaped(visit.time(event.at))}</time>{style.escaped(t(HISTORY.get(event.act, event.act)))}"
        f" · {style.escaped(event.by)}{more}</li>"
    )


def _undoing(visit: Visit, card: Card, events: list[Event]) -> None:
    """The newest change of this very object can be undone; then the one before it."""
    mine = [event for event in events if event.subject == f"{card.kind}:{card.thing.id}"]
    if not mine or mine[0].act not in UNDOABLE or not mine[0].before or not visit.may("act.undo_change"):
        return
    t, newest = visit.t, mine[0]
    key = f"map_undo_{newest.seq}"
    st.text_input(t("Why is the last change undone? (kept in its history)"), key=f"{key}_reason")
    st.button(
        t("Undo the last change"), key=key, icon=":material/undo:",
        on_click=state.acting(visit, key, partial(_undo, visit, card, newest)),
    )  # fmt: skip


def _undo(visit: Visit, card: Card, event: Event, act_id: str) -> str:
    visit.do(
        undo_change, act_id, community_id=visit.community.id, kind=str(card.kind), object_id=card.thing.id,
        seq=event.seq, version=card.thing.version,  # type: ignore[union-attr] # courtyards have no history here
        reason=str(state.get(f"map_undo_{event.seq}_reason") or ""),
    )  # fmt: skip
    map_frame.refresh()
    return visit.t("The change is undone; the history keeps both.")
