"""Statements from a table: what would be added is shown first, with everything that is wrong; then all of it, or nothing."""

from __future__ import annotations

from functools import partial
from typing import Any

import streamlit as st

from planning.actions.statement_import import import_statements
from planning.pages import state, style
from planning.pages.visit import Visit
from planning.queries.statements import SeedsSeen, seeds_preview
from planning.surveys.statements import LONGEST_STATEMENT, MOST_STATEMENTS

EXAMPLE = """zh,en
树荫比干净的路面更重要,Shade matters more than clean pavements
果子弄脏衣服，该换树种,"Fruit stains clothes: plant another kind"
"""
MOST_SHOWN = 40
LARGEST_MB = 5


def show(visit: Visit, conversation_id: str) -> None:
    """Draw it folded."""
    t, key = visit.t, f"seeds_{conversation_id}"
    with st.expander(t("Statements from a table")):
        style.quiet(t(
            "One line for each statement, with the columns zh and en, or one of them (Chinese headings: 中文、英文). A statement has at most {longest} characters, a conversation {most} statements.",
            longest=LONGEST_STATEMENT, most=MOST_STATEMENTS))  # fmt: skip
        st.code(EXAMPLE, language=None)
        turn = state.get(f"{key}_turn", 0)
        file: Any = st.file_uploader(
            t("XLSX or CSV file"), ["xlsx", "csv", "txt"], key=f"{key}_{turn}", max_upload_size=LARGEST_MB
        )
        if file is not None:
            _preview(visit, conversation_id, file.getvalue())


def _preview(visit: Visit, conversation_id: str, table: bytes) -> None:
    t = visit.t
    seen = visit.ask(seeds_preview, community_id=visit.community.id, conversation_id=conversation_id, table=table)
    if seen.problems:
        _wrong(visit, seen)
        return
    count = len(seen.statements)
    style.lead(t.n("{count} statement would be added:", "{count} statements would be added:", count))
    _listed([" · ".join(text for text in (one.zh, one.en) if text) for one in seen.statements[:MOST_SHOWN]])
    if count > MOST_SHOWN:
        style.quiet(t("and {count} more", count=count - MOST_SHOWN))
    st.button(
        t.n("Add {count} statement", "Add {count} statements", count), type="primary", key=f"seeds_add_{conversation_id}",
        on_click=state.acting(visit, f"seeds:{conversation_id}", partial(_added, visit, conversation_id, table)),
    )  # fmt: skip


def _wrong(visit: Visit, seen: SeedsSeen) -> None:
    """Everything that is wrong with the table, each thing with its sentence."""
    t = visit.t
    style.drawn_state("warning", t.n(
        "Nothing is added yet: {count} thing in this table must be corrected.",
        "Nothing is added yet: {count} things in this table must be corrected.", len(seen.problems)))  # fmt: skip
    _listed([t.problem(one) for one in seen.problems[:MOST_SHOWN]])
    if len(seen.problems) > MOST_SHOWN:
        style.quiet(t("and {count} more", count=len(seen.problems) - MOST_SHOWN))


def _listed(lines: list[str]) -> None:
    st.markdown("\n".join(f"- {style.literal(line)}" for line in lines))


def _added(visit: Visit, conversation_id: str, table: bytes, act_id: str) -> str:
    count = visit.do(import_statements, act_id, conversation_id=conversation_id, table=table)
    turn = f"seeds_{conversation_id}_turn"
    state.put(turn, state.get(turn, 0) + 1)  # another uploader, without the file
    return visit.t.n("{count} statement was added.", "{count} statements were added.", count)
