"""What was imported before, with a way to take it back."""

from __future__ import annotations

import streamlit as st

from planning.actions.taking_back import take_back_import
from planning.i18n.names import KIND_NAMES
from planning.pages import state, style
from planning.pages.visit import Visit
from planning.queries.imports import ImportLine, import_reports


def show(visit: Visit) -> None:
    """A folded table, the newest first; below it the choice of one to take back."""
    t = visit.t
    lines = visit.ask(import_reports, community_id=visit.community.id)
    if not lines:
        return
    with st.expander(t("Earlier imports")):
        st.dataframe([_row(visit, line) for line in lines], hide_index=True)
        _take_back(visit, [line for line in lines if line.imported.taken_back_at is None])
        _left(visit)


def _row(visit: Visit, line: ImportLine) -> dict[str, object]:
    t, one = visit.t, line.imported
    return {
        t("When"): visit.time(one.at), t("Who"): line.by, t("File"): one.file, t("Kind"): t(KIND_NAMES[one.kind]),
        t("Coordinate system"): one.crs, t("Rows read"): one.rows_read, t("Accepted"): one.accepted,
        t("Day of the survey"): one.surveyed_on, t("Accuracy (m)"): one.stated_m,
        t("Taken back"): visit.time(one.taken_back_at) if one.taken_back_at else "",
    }  # fmt: skip


def _take_back(visit: Visit, lines: list[ImportLine]) -> None:
    t = visit.t
    if not lines or not visit.may("act.take_back_import"):
        return
    names = {line.imported.id: f"{visit.time(line.imported.at)} · {line.imported.file}" for line in lines}
    chosen = st.selectbox(
        t("Take an import back"), [None, *names], format_func=lambda id_: names.get(id_, "–"), key="imports_back",
        help=t("What it added goes, what it changed becomes what it was; what people edited since stays and is listed."),
    )  # fmt: skip
    if chosen is None:
        return
    reason = st.text_input(t("Why"), key="imports_back_reason", max_chars=500)
    st.button(
        t("Take it back"), key="imports_back_go", disabled=not str(reason or "").strip(),
        on_click=state.acting(visit, "take_back", lambda act_id: _taken_back(visit, str(chosen), str(reason), act_id)),
    )  # fmt: skip


def _taken_back(visit: Visit, import_id: str, reason: str, act_id: str) -> str:
    done = visit.do(take_back_import, act_id, community_id=visit.community.id, import_id=import_id, reason=reason)
    state.put("imports_left", done["kept_ids"])
    return visit.t(
        "Taken back: {taken_out} objects were taken out, {restored} are what they were before, {kept} stay.",
        taken_out=done["taken_out"], restored=done["restored"], kept=done["kept"],
    )  # fmt: skip


def _left(visit: Visit) -> None:
    ids = state.get("imports_left")
    if ids:
        style.quiet(visit.t("Edited or spoken of since, and left as they are: {ids}.", ids="、".join(ids)))
