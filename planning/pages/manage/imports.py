"""Import an inventory: choose a file, read what would happen, then take it in."""

from __future__ import annotations

from typing import Any

import streamlit as st

from planning.actions.importing import import_observations, preview_import
from planning.errors import Problem, Refusals
from planning.i18n.names import KIND_NAMES
from planning.i18n.staff import field_name
from planning.pages import state, style
from planning.pages.visit import Visit
from planning.queries.imports import import_reports
from planning.surveys.inventory.kinds import KINDS
from planning.surveys.inventory.report import ImportReport

MOST_SHOWN = 200


def show(visit: Visit) -> None:
    """The file, the preview, the button; what was imported before is folded below."""
    t = visit.t
    style.lead(t("A CSV or GeoJSON file comes in as a preview first: nothing is changed before you say so."))
    left, right = st.columns([2, 3], gap="large")
    with left:
        asked = _asked(visit)
    with right:
        _done(visit)
        if asked is None:
            style.drawn_state("file", t("Choose a file: you will read here what it holds and what would be refused."))
        else:
            _preview(visit, asked)
    _earlier(visit)


def _asked(visit: Visit) -> dict[str, Any] | None:
    """What the form says, as the arguments of an import; None without a file."""
    t = visit.t
    kind = st.selectbox(
        t("What does the file hold?"), list(KINDS), format_func=lambda k: t(KIND_NAMES[k]), key="imports_kind"
    )
    found = st.file_uploader(t("File (CSV or GeoJSON)"), type=["csv", "geojson", "json"], key="imports_file")
    if found is None:
        return None
    crs = st.text_input(
        t("Coordinate system"), key="imports_crs", placeholder="EPSG:4544",
        help=t("Such as EPSG:4544, GCJ-02 or BD-09; leave it empty if the file says it or has plain degrees."),
    )  # fmt: skip
    source = st.text_input(
        t("Name of this inventory"), key="imports_source", max_chars=200,
        help=t("The next file under the same name updates the same objects."),
    )  # fmt: skip
    return {
        "community_id": visit.community.id, "kind": kind, "file": found.name, "data": found.getvalue(),
        "crs": str(crs).strip() or None, "source": str(source or ""),
    }  # fmt: skip


def _preview(visit: Visit, asked: dict[str, Any]) -> None:
    try:
        report = _report(visit, asked)
    except Refusals as refused:
        for problem in refused.problems:
            style.drawn_state("warning", visit.t.problem(problem))
        return
    if report.problems:
        _stopped(visit, report)
        return
    _summary(visit, report)
    st.button(
        visit.t.n("Import {count} object", "Import {count} objects", report.accepted), type="primary",
        disabled=not report.accepted, key="imports_go", on_click=state.acting(visit, "import", lambda act_id: _import(visit, asked, act_id)),
    )  # fmt: skip


def _report(visit: Visit, asked: dict[str, Any]) -> ImportReport:
    """The preview of exactly this request, asked for once: a rerun for another widget does not read the file again."""
    name = (visit.community.id, *(asked[part] for part in ("kind", "file", "crs", "source")), hash(asked["data"]))
    kept = state.get("imports_preview")
    if kept is None or kept[0] != name:
        kept = (name, preview_import(visit.house.database, visit.visitor, visit.now, **asked))
        state.put("imports_preview", kept)
    report: ImportReport = kept[1]
    return report


def _import(visit: Visit, asked: dict[str, Any], act_id: str) -> str:
    done = ImportReport.of(visit.do(import_observations, act_id, **asked))
    state.put("imports_preview", None)
    state.put("imports_done", done)
    return visit.t.n("{count} object was imported.", "{count} objects were imported.", done.accepted)


def _done(visit: Visit) -> None:
    done: ImportReport | None = state.get("imports_done")
    if done is not None:
        style.quiet(visit.t(
            "Last import, {file}: {added} new, {changed} changed, {unchanged} unchanged, {missing} no longer in the file.",
            file=done.file, added=done.added, changed=done.changed, unchanged=done.unchanged, missing=done.missing,
        ))  # fmt: skip


def _stopped(visit: Visit, report: ImportReport) -> None:
    t = visit.t
    for problem in report.problems:
        style.drawn_state("warning", t.problem(problem))
    for number, suggestion in enumerate(report.suggestions):
        style.quiet(t.problem(suggestion.why))
        if not suggestion.exchanged:
            st.button(
                t("Use {code}", code=suggestion.code), key=f"imports_suggested_{number}",
                on_click=state.put, args=("imports_crs", suggestion.code),
            )  # fmt: skip


def _summary(visit: Visit, report: ImportReport) -> None:
    t = visit.t
    st.subheader(t("{accepted} of {read} rows are good", accepted=report.accepted, read=report.rows_read), anchor=False)
    style.quiet(t(
        "{added} new, {changed} changed, {unchanged} unchanged, {missing} no longer in the file.",
        added=report.added, changed=report.changed, unchanged=report.unchanged, missing=report.missing,
    ))  # fmt: skip
    style.badges(report.crs.code, *(f"{field_name(t, name)} ← {column}" for name, column in report.columns.items()))
    style.quiet(t.problem(report.crs.why))
    for name, unit in report.units.items():
        style.quiet(t("{field} is read in {unit}.", field=field_name(t, name), unit=unit))
    for warning in report.warnings:
        style.quiet("△ " + t.problem(warning))
    if report.refused:
        _refused(visit, report.refused)


def _refused(visit: Visit, refused: tuple[Problem, ...]) -> None:
    t = visit.t
    st.subheader(t.n("{count} row is refused", "{count} rows are refused", len(refused)), anchor=False)
    st.dataframe(
        [{t("Line"): problem.where, t("Why"): t.problem(problem)} for problem in refused[:MOST_SHOWN]], hide_index=True
    )


def _earlier(visit: Visit) -> None:
    t = visit.t
    lines = visit.ask(import_reports, community_id=visit.community.id)
    if not lines:
        return
    with st.expander(t("Earlier imports")):
        st.dataframe(
            [
                {
                    t("When"): visit.time(line.imported.at), t("Who"): line.by, t("File"): line.imported.file,
                    t("Kind"): t(KIND_NAMES[line.imported.kind]), t("Coordinate system"): line.imported.crs,
                    t("Rows read"): line.imported.rows_read, t("Accepted"): line.imported.accepted,
                }
                for line in lines
            ],
            hide_index=True,
        )  # fmt: skip
