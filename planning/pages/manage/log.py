"""The log: what staff changed, when, and why."""

from __future__ import annotations

import json

import streamlit as st

from planning import addresses
from planning.chain import Head
from planning.i18n.staff import act_name
from planning.pages import style
from planning.pages.visit import Visit
from planning.queries.integrity import log_check
from planning.queries.log import log_entries


def show(visit: Visit) -> None:
    """The newest entries as one table."""
    t = visit.t
    view = visit.ask(log_entries, community_id=visit.community.id)
    style.lead(t("Whatever staff change is kept here and cannot be changed or removed."))
    _chain(visit, view.head)
    if not view.entries:
        style.drawn_state("empty", t("Nothing was changed yet."))
        return
    rows = [
        {
            t("Number"): entry.seq,
            t("When"): visit.time(entry.at),
            t("Who"): view.names.get(entry.member_id, entry.member_id),
            t("What was done"): act_name(t, entry.act),
            t("To what"): entry.subject,
            t("Reason"): entry.reason,
            t("Before"): _short(entry.before),
            t("After"): _short(entry.after),
        }
        for entry in view.entries
    ]
    st.dataframe(rows, hide_index=True, width="stretch", height="content" if len(rows) < 12 else 560)


def _short(value: object) -> str:
    return "" if value is None else json.dumps(value, ensure_ascii=False)[:300]


def _chain(visit: Visit, head: Head) -> None:
    """The newest hash, the files, and a button that walks the whole chain."""
    t, here = visit.t, visit.community.id
    style.quiet(t("Newest entry: {seq}, {hash}", seq=head.seq, hash=head.hash))
    files = (("csv", t("Log as a table (CSV)")), ("json", t("Log with its chain (JSON)")))
    style.files((addresses.to(addresses.LOG_FILE, community=here, ending=ending), words) for ending, words in files)
    if st.button(t("Check the whole log now"), key="log_check"):
        walked = visit.ask(log_check, community_id=here)
        if walked.problem is None:
            st.success(t("All {entries} entries hold, and so do the closed rounds.", entries=walked.entries))
        else:
            st.error(style.literal(t.problem(walked.problem)))
