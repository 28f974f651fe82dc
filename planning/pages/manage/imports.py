"""Import an inventory: choose a file, read what would happen, then take it in."""

from __future__ import annotations

from typing import Any

import streamlit as st

from planning.actions.importing import import_observations, preview_import
from planning.errors import Problem, Refusals
from planning.i18n.staff import field_name
from planning.pages import state, style
from planning.pages.manage import bounds, earlier_imports, import_form, import_places, import_sketch, map_out
from planning.pages.visit import Visit
from planning.queries.imports import known_places
from planning.surveys.inventory.report import ImportReport

MOST_SHOWN = 200


def show(visit: Visit) -> None:
    """The file, the preview, the button; what was imported before is folded below."""
    t = visit.t
    style.lead(t("A file comes in as a preview first: nothing is changed before you say so."))
    left, right = st.columns([2, 3], gap="large")
    with left:
        asked = import_form.asked(visit)
    with right:
        _done(visit)
        if asked is None:
            style.drawn_state("file", t("Choose a file: you will read here what it holds and what would be refused."))
        else:
            _preview(visit, asked)
    earlier_imports.show(visit)
    bounds.show(visit)
    map_out.show(visit)


def _preview(visit: Visit, asked: dict[str, Any]) -> None:
    try:
        report = _report(visit, asked)
    except Refusals as refused:
        for problem in refused.problems:
            style.drawn_state("warning", visit.t.problem(problem))
        return
    if report.problems:
        _stopped(visit, asked, report)
        return
    _summary(visit, asked, report)
    import_places.show(visit, asked, report)
    import_form.columns(visit, asked, report)
    st.button(
        visit.t.n("Import {count} object", "Import {count} objects", report.accepted), type="primary",
        disabled=not report.accepted, key="imports_go", on_click=state.acting(visit, "import", lambda act_id: _import(visit, asked, act_id)),
    )  # fmt: skip


def _report(visit: Visit, asked: dict[str, Any]) -> ImportReport:
    """The preview of exactly this request, asked for once: a rerun for another widget does not read the file again."""
    name = (visit.community.id, *(asked[part] for part in ("kind", "file", "crs", "source", "layer", "header", "repair")), hash(asked["data"]),
            str(asked["columns"]))  # fmt: skip
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


def _stopped(visit: Visit, asked: dict[str, Any], report: ImportReport) -> None:
    t = visit.t
    for problem in report.problems:
        style.drawn_state("warning", t.problem(problem))
    for number, suggestion in enumerate(report.suggestions):
        style.quiet(t.problem(suggestion.why))
        if suggestion.exchanged and import_places.exchanged(report):
            label = t("Exchange the two columns") if "x" in report.columns else t("Exchange the two coordinates")
            st.button(
                label, key=f"imports_exchange_{number}", on_click=_exchange, args=(asked, report, suggestion.code)
            )
        elif not suggestion.exchanged:
            st.button(
                t("Use {code}", code=suggestion.code), key=f"imports_suggested_{number}",
                on_click=state.put, args=("imports_crs", suggestion.code),
            )  # fmt: skip
    for warning in report.warnings:
        style.quiet("△ " + t.problem(warning))
    import_places.show(visit, asked, report)


def _exchange(asked: dict[str, Any], report: ImportReport, code: str) -> None:
    import_places.exchange(asked, report)
    state.put("imports_crs", code)


def _summary(visit: Visit, asked: dict[str, Any], report: ImportReport) -> None:
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
        import_form.mending(visit, asked, report, warning)
    for number, suggestion in enumerate(report.suggestions):
        st.button(
            t("Use {code}", code=suggestion.code), key=f"imports_suggested_{number}",
            on_click=state.put, args=("imports_crs", suggestion.code),
        )  # fmt: skip
    _sketch(visit, report)
    if report.missing_ids:
        with st.expander(t("No longer in the file")):
            style.quiet("、".join(map(style.literal, report.missing_ids)))
    if report.refused:
        _listed(visit, t.n("{count} row is refused", "{count} rows are refused", len(report.refused)), report.refused)
    if report.doubtful:
        _listed(
            visit, t.n("{count} row is doubtful", "{count} rows are doubtful", len(report.doubtful)), report.doubtful
        )


def _sketch(visit: Visit, report: ImportReport) -> None:
    """As the file has it, and where it would lie: green comes in, a cross does not, grey is there already."""
    if not report.sketch:
        return
    t = visit.t
    known = visit.ask(known_places, community_id=visit.community.id)
    left, right = st.columns(2)
    left.image(import_sketch.before(report.sketch), caption=t("As the file has it"))
    right.image(
        import_sketch.after(report.sketch, known), caption=t("Here: green comes in, a cross does not, grey is known")
    )


def _listed(visit: Visit, heading: str, rows: tuple[Problem, ...]) -> None:
    t = visit.t
    st.subheader(heading, anchor=False)
    st.dataframe(
        [{t("Line"): problem.where, t("Why"): t.problem(problem)} for problem in rows[:MOST_SHOWN]], hide_index=True
    )
    if len(rows) > MOST_SHOWN:
        style.quiet(t("The first {shown} of {count}.", shown=MOST_SHOWN, count=len(rows)))
