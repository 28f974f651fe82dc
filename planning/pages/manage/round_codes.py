"""The roll of a round and its codes: enrol from a table, issue, print; a lost code is replaced, a spent one never."""

from __future__ import annotations

import streamlit as st

from planning.actions.codes import Issued, clear_roll, enrol_voters, issue_codes, reissue_codes
from planning.errors import N_, Refusal, Refusals
from planning.i18n.names import name_of
from planning.options.electorate import Voter
from planning.options.round import Access, State
from planning.pages import state, style
from planning.pages.manage import round_contact
from planning.pages.visit import Visit
from planning.queries.communities import courtyards
from planning.queries.rounds import CodesView, RoundView, codes_view
from planning.reports.cards import NOWHERE, Card, cards_html, codes_csv
from planning.wording import told_apart

EXAMPLE = """kind,label,courtyard,street_front,building,unit,area,units,owner,contact
household,3-2-501,C1,,3,2,87.35,1,,
owner,3-2-502,C1,,3,2,90.10,1,B-17,reached
owner,3-2-601,C1,,3,2,87.35,1,B-17,
shop,12,,North side,,,35.5,1,,not_reached
unsold,3-2-602,C1,,3,2,90.10,1,,
"""
MOST_SHOWN = 500


def show(visit: Visit, view: RoundView) -> None:
    """Codes that were just issued first, since they are shown once; then the roll."""
    if view.round.access is Access.OPEN:
        style.drawn_state("received", visit.t("Everybody may vote in this round: it needs no codes."))
        return
    _fresh(visit, view)
    found = visit.ask(codes_view, round_id=view.round.id)
    _figures(visit, found)
    if view.state is not State.CLOSED:
        _issue(visit, view, found)
    if view.state is State.DRAFT:
        _enrol(visit, view)
        _clear(visit, view, found)
    else:
        style.quiet(visit.t("The roll was frozen when the round was announced: nobody can be added or taken out."))
    _roll(visit, view, found)
    if view.state is not State.CLOSED and found.lines:
        round_contact.show(visit, view, found)


def _key(view: RoundView) -> str:
    return f"rounds_fresh:{view.round.id}"


def _fresh(visit: Visit, view: RoundView) -> None:
    """Codes of this session: they live here until they were saved, and nowhere else."""
    t, issued = visit.t, state.get(_key(view), ())
    if not issued:
        return
    cards = _cards(visit, issued)
    style.drawn_state("received", t.n(
        "{count} new code: save it now, it is kept nowhere else.", "{count} new codes: save them now, they are kept nowhere else.", len(cards)))  # fmt: skip
    with st.container(horizontal=True):
        st.download_button(
            t("Table (CSV)"),
            codes_csv(view.round.id, cards),
            "codes.csv",
            "text/csv",
            key="rounds_codes_csv",
            on_click="ignore",
        )
        st.download_button(
            t("Cards to print (HTML)"),
            cards_html(cards, community=view.community.name, title=view.round.title, base=visit.phone_base()),
            "cards.html", "text/html", key="rounds_codes_cards", type="primary", on_click="ignore",
        )  # fmt: skip
        st.button(t("I have saved them"), key="rounds_codes_done", on_click=state.drop, args=(_key(view),))


def _cards(visit: Visit, issued: tuple[Issued, ...]) -> list[Card]:
    names = {c.id: c.name for c in visit.ask(courtyards, community_id=visit.community.id)}
    return [
        Card(one.code, one.voter, names.get(one.voter.courtyard_id or "", NOWHERE) if one.voter else NOWHERE)
        for one in issued
    ]


def _figures(visit: Visit, found: CodesView) -> None:
    t, lines = visit.t, found.lines
    areas = [line.voter.area for line in lines]
    area = sum(one for one in areas if one is not None)
    issued, spent = sum(line.issued for line in lines), sum(line.spent for line in lines)
    style.badges(
        t.n("{count} voter on the roll", "{count} voters on the roll", len(lines)),
        t("{area} m² in all", area=f"{area // 100}.{area % 100:02}") if area else "",
        t("{issued} of {count} have a code", issued=issued, count=len(lines)),
        t("{spent} of {count} have voted", spent=spent, count=len(lines)),
        t("{spent} of {count} codes of nobody on the roll used", spent=found.anonymous_spent, count=found.anonymous)
        if found.anonymous else "",
    )  # fmt: skip


def _issue(visit: Visit, view: RoundView, found: CodesView) -> None:
    t = visit.t
    lacking = sum(not line.issued for line in found.lines)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.button(
            t.n("Issue a code to {count} voter without one", "Issue codes to {count} voters without one", lacking),
            key="rounds_issue", type="primary" if lacking else "secondary", disabled=not lacking,
            on_click=state.acting(visit, f"issue:{view.round.id}", lambda _: _issued(visit, view)),
        )  # fmt: skip
        if view.round.rule:
            style.quiet(t("This round decides by its roll: only those on the roll get codes."))
            return
        st.number_input(t("or so many for people who are on no roll"), 1, 20_000, 20, key="rounds_count", width=260)
        st.button(
            t("Issue these"), key="rounds_issue_count",
            on_click=state.acting(visit, f"issue_count:{view.round.id}", lambda _: _issued(visit, view, state.get("rounds_count", 20))),
        )  # fmt: skip


def _issued(visit: Visit, view: RoundView, count: int | None = None) -> None:
    # A second click finds nobody without a code; what the first one brought stays.
    new = visit.do_fleeting(issue_codes, round_id=view.round.id, count=None if count is None else int(count))
    state.put(_key(view), (*state.get(_key(view), ()), *new))


def _enrol(visit: Visit, view: RoundView) -> None:
    t = visit.t
    faults = state.get(_faults(view), ())
    with st.expander(t("Enrol voters from a table"), expanded=bool(faults)):
        if faults:
            st.dataframe([{t("Line"): line, t("What to correct"): words} for line, words in faults], hide_index=True)
        style.quiet(
            t(
                "One line for each door, with the columns kind and label, and as far as you have them courtyard or street_front, building, unit, area (square metres), units (how many), owner (a number that joins the units of one owner), contact; no names of people. Chinese headings are understood too: 类别、门牌、院落、临街、楼栋、单元、面积、套数、业主编号、联系情况."
            )
        )
        st.code(EXAMPLE, language=None)
        st.file_uploader(t("XLSX or CSV file"), ["xlsx", "csv", "txt"], key="rounds_roll", max_upload_size=10)
        st.button(
            t("Enrol them"), key="rounds_enrol", disabled=not state.get("rounds_roll"),
            on_click=state.acting(visit, f"enrol:{view.round.id}", lambda act_id: _enrolled(visit, view, act_id)),
        )  # fmt: skip


def _faults(view: RoundView) -> str:
    return f"rounds_roll_faults:{view.round.id}"


def _clear(visit: Visit, view: RoundView, found: CodesView) -> None:
    """Begin the roll anew, as long as nothing is announced."""
    t = visit.t
    if not found.lines:
        return
    with st.expander(t("Begin the roll anew"), expanded=False):
        style.quiet(t("Everybody is taken off the roll, and the codes that were issued to them become worthless. Then enrol the corrected table."))  # fmt: skip
        st.checkbox(t("Yes, take everybody off"), key="rounds_clear_sure")
        st.button(
            t("Take everybody off the roll"), key="rounds_clear", disabled=not state.get("rounds_clear_sure"),
            on_click=state.acting(visit, f"clear:{view.round.id}", lambda act_id: _cleared(visit, view, act_id)),
        )  # fmt: skip


def _cleared(visit: Visit, view: RoundView, act_id: str) -> str:
    count = visit.do(clear_roll, act_id, round_id=view.round.id)
    fresh = [one for one in state.get(_key(view), ()) if one.voter is None]
    state.put(_key(view), tuple(fresh))
    state.put("rounds_clear_sure", False)
    return visit.t.n("{count} voter was taken off.", "{count} voters were taken off.", count)


def _enrolled(visit: Visit, view: RoundView, act_id: str) -> str:
    state.drop(_faults(view))
    try:
        count = visit.do(enrol_voters, act_id, round_id=view.round.id, table=state.get("rounds_roll").getvalue())
    except Refusals as refused:
        if len(refused.problems) == 1:
            raise
        # Too many for one sentence: each stands with its line in a list of its own.
        state.put(_faults(view), tuple((problem.where, visit.t.problem(problem)) for problem in refused.problems))
        raise Refusal(
            "faulty_roll", N_("Nobody was enrolled: {count} things in this table must be corrected, they are listed below."),
            count=len(refused.problems)) from refused  # fmt: skip
    return visit.t.n("{count} voter was enrolled.", "{count} voters were enrolled.", count)


def _roll(visit: Visit, view: RoundView, found: CodesView) -> None:
    t = visit.t
    if not found.lines:
        return
    words = {False: t("no"), True: t("yes")}
    st.dataframe(
        [
            {t("Door"): line.voter.label, t("Kind"): name_of(t, line.voter.kind),
             t("Courtyard or street front"): line.courtyard or line.voter.street_front,
             t("Units"): line.voter.units, t("Area (m²)"): _area(line.voter), t("Contact"): name_of(t, line.voter.contact),
             t("Has a code"): words[line.issued], t("Has voted"): words[line.spent]}
            for line in found.lines[:MOST_SHOWN]
        ],
        hide_index=True, height=320,
    )  # fmt: skip
    if view.state is State.CLOSED:
        return
    doors = told_apart({
        line.voter.id: f"{line.courtyard or line.voter.street_front} {line.voter.label}"
        for line in found.lines if line.issued and not line.spent
    })  # fmt: skip
    lost = st.multiselect(
        t("Lost codes: choose the doors that get a new one"), list(doors), format_func=doors.__getitem__,
        placeholder=t("Choose doors"), key="rounds_lost",
    )  # fmt: skip
    st.button(
        t("Replace them: the old ones become void"), key="rounds_reissue", disabled=not lost,
        on_click=state.acting(visit, f"reissue:{view.round.id}", lambda _: _reissued(visit, view)),
    )  # fmt: skip


def _area(voter: Voter) -> str:
    """Square metres as the roll says them, to the hundredth."""
    return "–" if voter.area is None else f"{voter.area // 100}.{voter.area % 100:02}"


def _reissued(visit: Visit, view: RoundView) -> None:
    new = visit.do_fleeting(reissue_codes, round_id=view.round.id, voter_ids=list(state.get("rounds_lost", [])))
    voters = {one.voter.id for one in new if one.voter}
    kept = [one for one in state.get(_key(view), ()) if one.voter is None or one.voter.id not in voters]
    state.put(_key(view), (*kept, *new))
    state.put("rounds_lost", [])
