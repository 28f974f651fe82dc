"""The roll of a round and its codes: enrol from a table, issue, print; a lost code is replaced, a spent one never."""

from __future__ import annotations

from urllib.parse import urlsplit

import streamlit as st

from planning.actions.codes import Issued, enrol_voters, issue_codes, reissue_codes
from planning.errors import N_, Refusal
from planning.options.round import Access, State
from planning.pages import state, style
from planning.pages.apart import told_apart
from planning.pages.visit import Visit
from planning.queries.communities import courtyards
from planning.queries.rounds import CodesView, RoundView, codes_view
from planning.reports.cards import NOWHERE, Card, cards_html, codes_csv

EXAMPLE = "kind,label,courtyard,street_front\nhousehold,3-2-501,C1,\nshop,12,,North side\n"
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
        _enrol(visit, view)
    _roll(visit, view, found)


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
            cards_html(cards, community=view.community.name, title=view.round.title, base=_base(visit)),
            "cards.html", "text/html", key="rounds_codes_cards", type="primary", on_click="ignore",
        )  # fmt: skip
        st.button(t("I have saved them"), key="rounds_codes_done", on_click=state.drop, args=(_key(view),))


def _cards(visit: Visit, issued: tuple[Issued, ...]) -> list[Card]:
    names = {c.id: c.name for c in visit.ask(courtyards, community_id=visit.community.id)}
    return [
        Card(one.code, one.voter, names.get(one.voter.courtyard_id or "", NOWHERE) if one.voter else NOWHERE)
        for one in issued
    ]


def _base(visit: Visit) -> str:
    """The address that phones reach: the one that was set, or the one of this page."""
    if visit.house.settings.public_url:
        return visit.house.settings.public_url
    here = urlsplit(st.context.url or "")
    return f"{here.scheme}://{here.netloc}" if here.netloc else ""


def _figures(visit: Visit, found: CodesView) -> None:
    t, lines = visit.t, found.lines
    issued, spent = sum(line.issued for line in lines), sum(line.spent for line in lines)
    style.badges(
        t.n("{count} voter on the roll", "{count} voters on the roll", len(lines)),
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
    with st.expander(t("Enrol voters from a table"), expanded=False):
        style.quiet(
            t("One line for each door, with the columns kind, label, courtyard, street_front; no names of people.")
        )
        st.code(EXAMPLE, language=None)
        st.file_uploader(t("CSV file"), ["csv", "txt"], key="rounds_roll", max_upload_size=5)
        st.button(
            t("Enrol them"), key="rounds_enrol", disabled=not state.get("rounds_roll"),
            on_click=state.acting(visit, f"enrol:{view.round.id}", lambda act_id: _enrolled(visit, view, act_id)),
        )  # fmt: skip


def _enrolled(visit: Visit, view: RoundView, act_id: str) -> str:
    count = visit.do(enrol_voters, act_id, round_id=view.round.id, table=_decoded(state.get("rounds_roll").getvalue()))
    return visit.t.n("{count} voter was enrolled.", "{count} voters were enrolled.", count)


def _decoded(data: bytes) -> str:
    """UTF-8, or the encoding that Excel writes on Chinese Windows."""
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise Refusal("unreadable", N_("This file is no text in UTF-8 or GB 18030: save it as CSV (UTF-8) and try again."))


def _roll(visit: Visit, view: RoundView, found: CodesView) -> None:
    t = visit.t
    if not found.lines:
        return
    words = {False: t("no"), True: t("yes")}
    st.dataframe(
        [
            {t("Door"): line.voter.label, t("Courtyard"): line.courtyard or line.voter.street_front,
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


def _reissued(visit: Visit, view: RoundView) -> None:
    new = visit.do_fleeting(reissue_codes, round_id=view.round.id, voter_ids=list(state.get("rounds_lost", [])))
    voters = {one.voter.id for one in new if one.voter}
    kept = [one for one in state.get(_key(view), ()) if one.voter is None or one.voter.id not in voters]
    state.put(_key(view), (*kept, *new))
    state.put("rounds_lost", [])
