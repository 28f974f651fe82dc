"""The log: what staff changed, when, and why."""

from __future__ import annotations

import json

import streamlit as st

from planning.i18n.staff import act_name
from planning.pages import style
from planning.pages.visit import Visit
from planning.queries.log import log_entries


def show(visit: Visit) -> None:
    """The newest entries as one table."""
    t = visit.t
    view = visit.ask(log_entries, community_id=visit.community.id)
    style.lead(t("Whatever staff change is kept here and cannot be changed or removed."))
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
