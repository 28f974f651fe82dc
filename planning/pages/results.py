"""Results for the board and for everybody: one sentence, one picture, every number. Nothing before closing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from planning import addresses
from planning.actions.closing import settle_closed
from planning.options.reading import ResultLine, ResultsView
from planning.options.round import BallotKind, State
from planning.pages import checking, state, style
from planning.period import Moment
from planning.queries.results import results_view, rounds_with_results
from planning.reports.result_sections import sections
from planning.reports.round_report import headline_html, rules_html, section_html
from planning.reports.round_report import style as sheet

if TYPE_CHECKING:
    from planning.pages.visit import Visit

CHOICE = "results_round"


def show(visit: Visit) -> None:
    """The round that was asked for (``?round=``), or the one that closed last."""
    lines = visit.ask(rounds_with_results, community_id=visit.community.id)
    if not lines:
        style.drawn_state(
            "later", visit.t("No vote has been announced yet: what comes out of one is shown here after it closes.")
        )
        return
    style.markup(f"<style>{sheet()}</style>")
    line = _chosen(visit, lines)
    _title(visit, line)
    if line.state is State.CLOSED:
        settle_closed(visit.house.database, visit.house.clock(), line.round.id)
        _result(visit, visit.ask(results_view, round_id=line.round.id))
    else:
        _not_yet(visit, line)


def _chosen(visit: Visit, lines: list[ResultLine]) -> ResultLine:
    """Let the visitor choose among several rounds; the address names the choice, so that it can be passed on."""
    by_id = {line.round.id: line for line in lines}
    asked = visit.params.get("round", "")
    if state.get(CHOICE) not in by_id or (asked in by_id and asked != state.get("results_asked")):
        state.put(CHOICE, asked if asked in by_id else lines[0].round.id)
    state.put("results_asked", asked)
    if len(lines) == 1:
        return lines[0]
    chosen = st.selectbox(
        visit.t("Round"), list(by_id), key=CHOICE, format_func=lambda id_: _called(visit, by_id[id_]),
        on_change=lambda: _name_in_address(visit),
    )  # fmt: skip
    return by_id[chosen]


def _name_in_address(visit: Visit) -> None:
    st.query_params["community"] = visit.community.id
    st.query_params["round"] = state.get(CHOICE)


def _called(visit: Visit, line: ResultLine) -> str:
    """A round in the list; the widget shows it as plain text."""
    t = visit.t
    where = {State.CLOSED: t("closed"), State.OPEN: t("open")}.get(line.state, t("opens later"))
    return f"{t.words(line.round.title)} · {where}"


def _title(visit: Visit, line: ResultLine) -> None:
    title, question = visit.t.words(line.round.title), visit.t.words(line.round.question)
    style.markup(f'<h1 class="jr-title">{style.escaped(title)}</h1>')
    if question and question != title:
        style.markup(f'<p class="jr-question">{style.escaped(question)}</p>')


def _not_yet(visit: Visit, line: ResultLine) -> None:
    t, period = visit.t, line.round.period
    if period is None:
        return
    if line.state is State.OPEN:
        sentence = t("Voting is open until {time}. The result appears here right after; until then nobody sees any of it, staff included.", time=visit.time(period.closes))  # fmt: skip
        style.drawn_state("later", sentence)
    else:
        style.drawn_state(
            "later",
            t("Voting opens on {time}. The result appears here after it closes.", time=visit.time(period.opens)),
        )


def _result(visit: Visit, view: ResultsView) -> None:
    t = visit.t
    style.markup(headline_html(view, t))
    for section in sections(view, t):
        style.markup(section_html(section, t))
    style.markup(rules_html(view, t))
    checking.show(visit, view)
    _files(visit, view)


def _files(visit: Visit, view: ResultsView) -> None:
    """What can be taken along: the report, the comments, and for the board the ballots."""
    t, round_id = visit.t, view.round.id
    files = [
        (addresses.to(addresses.REPORT, round=round_id, lang=t.language), t("Report to read or print")),
        (addresses.to(addresses.COMMENTS_CSV, community=view.community.id), t("Comments (CSV)")),
        (addresses.to(addresses.COMMENTS_GEOJSON, community=view.community.id), t("Comments (GeoJSON)")),
    ]
    has_ballots = view.outcome is not None and visit.may("query.ballots_of_round", Moment.AFTER)
    if has_ballots and view.round.ballot is BallotKind.BUDGET:
        files.insert(1, (addresses.to(addresses.BALLOTS_CSV, round=round_id, form="pb"), t("Ballots for other budget programs (Pabulib .pb)")))  # fmt: skip
    if has_ballots:
        files.insert(1, (addresses.to(addresses.BALLOTS_CSV, round=round_id), t("Ballots without persons (CSV)")))
    style.files(files, t("To take along"))
    if has_ballots:
        style.quiet(
            t(
                "The ballots are for the board and administrators: no name, time or order is in the file, and equal ballots stand in one row."
            )
        )
