"""When a round opens and closes; what was announced is extended or closed only with a reason that all can read."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import streamlit as st

from planning.actions.case_phases import LONGEST_REASON
from planning.actions.receipts import choose_receipts
from planning.actions.rounds import close_round, extend_round, open_round
from planning.i18n.names import name_of
from planning.options.round import State
from planning.pages import directory, heads, state, style
from planning.pages.manage import round_paper
from planning.pages.visit import Visit
from planning.period import Moment
from planning.queries.cases import case_named
from planning.queries.rounds import RoundView
from planning.reports.round_report import promises_html

USUAL = timedelta(days=14)


def show(visit: Visit, view: RoundView) -> None:
    """What can be done now."""
    if view.state is State.DRAFT:
        _opening(visit, view)
    elif view.state is State.CLOSED:
        heads.line(visit, view.heads)
        style.drawn_state(
            "locked", visit.t("This round has closed and never opens again: what comes next is a new round.")
        )
        directory.go(
            "results", visit.t("See the result"), params={"community": visit.community.id, "round": view.round.id}
        )
    else:
        _running(visit, view)


def _opening(visit: Visit, view: RoundView) -> None:
    t = visit.t
    _receipts(visit, view)
    round_paper.choose(visit, view)
    style.quiet(
        t(
            "From the moment you announce it, the question, the options and the rules stay as they are. Times are those of the community."
        )
    )
    now = _local(visit, visit.now)
    left, right = st.columns(2)
    with left:
        _moment(visit, t("Opens"), "rounds_opens", now)
    with right:
        _moment(visit, t("Closes"), "rounds_closes", now + USUAL)
    _early(visit, view)
    st.button(
        t("Announce and open"), type="primary", key="rounds_open",
        on_click=state.acting(visit, f"open_round:{view.round.id}", lambda act_id: _open(visit, view, act_id)),
    )  # fmt: skip


def _early(visit: Visit, view: RoundView) -> None:
    """Why it opens before its case comes to its vote: asked where the case will not have come to it on the day chosen."""
    t, case_id = visit.t, view.round.case_id
    opens = _chosen(visit, "rounds_opens")
    named = visit.ask(case_named, community_id=view.round.community_id, case_id=case_id, on=opens) if case_id else None
    if named is None or named.case.phase.moment is not Moment.BEFORE:
        return
    style.quiet(
        t("On that day its case has not come to its vote (it stands at: {phase}). Let it enter that phase first, under Cases, or say why this round opens earlier.", phase=name_of(t, named.case.phase))
    )  # fmt: skip
    st.text_input(t("Why it opens earlier, which everybody can read"), key=_early_key(view), max_chars=LONGEST_REASON)


def _early_key(view: RoundView) -> str:
    return f"rounds_early_reason_{view.round.id}"


def _receipts(visit: Visit, view: RoundView) -> None:
    """Whether voters keep what opens their receipt; what follows from it stands before the choice."""
    t, key = visit.t, f"rounds_receipts_{view.round.id}"
    style.quiet(
        t(
            "With the secret number of a receipt a voter can prove that a ballot was changed. The same number proves to anybody else how the vote was cast, so somebody could demand it. Without it, neither can be done."
        )
    )
    said = {
        False: t("Voters are given a receipt only (safer from pressure)"),
        True: t("Voters are given a receipt and its secret number (a change can be proved)"),
    }
    choose = state.acting(
        visit, key,
        lambda act_id: visit.do(choose_receipts, act_id, round_id=view.round.id, provable=bool(state.get(key))) and None,
    )  # fmt: skip
    st.radio(
        t("Receipts"),
        list(said),
        index=int(view.round.provable),
        format_func=said.__getitem__,
        key=key,
        on_change=choose,
    )
    with st.expander(t("What is promised, and what is not")):
        style.markup(promises_html(t, provable=view.round.provable))


def _moment(visit: Visit, words: str, key: str, default: datetime) -> None:
    """A date and a time of the community's clock."""
    day, hour = st.columns([3, 2])
    day.date_input(f"{words} ({visit.t('day')})", value=default.date(), key=f"{key}_day", format="YYYY-MM-DD")
    hour.time_input(
        f"{words} ({visit.t('time')})",
        value=default.time().replace(second=0, microsecond=0),
        key=f"{key}_time",
        step=900,
    )


def _local(visit: Visit, at: datetime) -> datetime:
    return at.astimezone(ZoneInfo(visit.community.time_zone))


def _chosen(visit: Visit, key: str) -> datetime:
    day: Any = state.get(f"{key}_day")
    hour: Any = state.get(f"{key}_time")
    return datetime.combine(day, hour, ZoneInfo(visit.community.time_zone))


def _open(visit: Visit, view: RoundView, act_id: str) -> str:
    opens, closes = _chosen(visit, "rounds_opens"), _chosen(visit, "rounds_closes")
    early = str(state.get(_early_key(view)) or "")
    visit.do(open_round, act_id, round_id=view.round.id, opens=opens, closes=closes, reason=early)
    return visit.t("The round is announced.")


def _running(visit: Visit, view: RoundView) -> None:
    t, period = visit.t, view.round.period
    assert period is not None  # noqa: S101 - only an announced round comes here
    heads.line(visit, view.heads)
    style.quiet(t("Print or photograph this line now: it shows later that the log was not written anew."))
    st.subheader(t("Close later than announced"), anchor=False)
    style.quiet(t("Voting is announced until {closes}.", closes=visit.time(period.closes)))
    _moment(visit, t("Closes"), "rounds_longer", _local(visit, period.closes) + timedelta(days=1))
    st.text_input(t("Reason, which everybody can read"), key="rounds_longer_reason", max_chars=400)
    st.button(
        t("Extend"), key="rounds_extend",
        on_click=state.acting(visit, f"extend_round:{view.round.id}", lambda act_id: _extend(visit, view, act_id)),
    )  # fmt: skip
    if view.state is not State.OPEN:
        return
    st.subheader(t("Close now"), anchor=False)
    style.quiet(t("A closed round never opens again. Ballots that were received stay and are counted."))
    st.text_input(t("Reason, which everybody can read"), key="rounds_close_reason", max_chars=400)
    st.checkbox(t("Yes, close this round now"), key="rounds_close_sure")
    st.button(
        t("Close the round"), key="rounds_close", disabled=not state.get("rounds_close_sure"),
        on_click=state.acting(visit, f"close_round:{view.round.id}", lambda act_id: _close(visit, view, act_id)),
    )  # fmt: skip


def _extend(visit: Visit, view: RoundView, act_id: str) -> str:
    closes = _chosen(visit, "rounds_longer")
    visit.do(
        extend_round, act_id, round_id=view.round.id, closes=closes, reason=str(state.get("rounds_longer_reason") or "")
    )
    state.put("rounds_longer_reason", "")
    return visit.t("The round closes on {closes} now.", closes=visit.time(closes))


def _close(visit: Visit, view: RoundView, act_id: str) -> str:
    visit.do(close_round, act_id, round_id=view.round.id, reason=str(state.get("rounds_close_reason") or ""))
    state.put("rounds_close_reason", "")
    return visit.t("The round has closed: its result can be read.")
