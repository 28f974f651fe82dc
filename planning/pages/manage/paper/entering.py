"""One person types a batch by keyboard, one line a sheet; another types it again and never sees the first reading."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from planning.actions.paper.entering import (
    MOST_SHEETS,
    compare_batch,
    enter_sheet,
    hand_on_batch,
    recount_batch,
    take_back_sheet,
    unseal_batch,
)
from planning.errors import Refusals
from planning.i18n import Translator
from planning.i18n.names import name_of
from planning.options.option import Option
from planning.options.paper.batch import BatchState, is_first
from planning.options.paper.sheet import LONGEST_LINE, LONGEST_WORDS, Reading
from planning.options.round import BallotKind
from planning.pages import state, style
from planning.pages.visit import Visit
from planning.queries.paper import MyBatch, PaperView, my_batch

MARKED = ("approval", "budget")
"""Kinds of ballots whose boxes take a mark."""


def show(visit: Visit, view: PaperView, batch_id: str) -> None:
    """What this member can do with the batch now."""
    t, mine = visit.t, visit.ask(my_batch, batch_id=batch_id)
    if mine.batch.state is BatchState.ACCEPTED or view.figures:
        _sealed(visit, view, mine)
        return
    member = visit.visitor.member
    try:
        first = is_first(mine.batch, member.id if member else "")
    except Refusals as told:
        style.drawn_state("locked", t.refusal(told))
        return
    _again(visit, mine, first=first)
    _line(visit, view, mine)
    _progress(visit, view, mine)
    _done(visit, mine, first=first)
    _corrections(visit, mine, first=first)


def reading_told(t: Translator, reading: Reading, boxes: Sequence[Option], kind: str, *, titles: bool) -> str:
    """What was read, by the numbers of the boxes or by their titles; of an invalid sheet why it is.

    Points are kept as ranks that may be empty, from the most points down to nought.
    """
    if reading.invalid:
        return t("invalid: {reason}", reason=name_of(t, reading.invalid)) + (f" ({reading.words})" if reading.words else "")  # fmt: skip
    called = {
        option.key: option.title[t.language] if titles or kind == BallotKind.YES_NO else str(place)
        for place, option in enumerate(boxes, start=1)
    }
    if kind == "score":
        most = len(reading.ranking) - 1
        given = {key: most - place for place, rank in enumerate(reading.ranking) for key in rank}
        return ", ".join(f"{called[key]}: {given[key]}" for key in called if key in given)
    between = ", " if kind in MARKED else " = "
    return " > ".join(between.join(called[key] for key in rank) for rank in reading.ranking)


def _again(visit: Visit, mine: MyBatch, *, first: bool) -> None:
    """What is to be looked at again; the second person is told which sheets, and never what stands against them."""
    t = visit.t
    if not mine.look_again and not mine.batch.note:
        return
    numbers = ", ".join(map(str, mine.look_again))
    said = t("Look again at these sheets, which the two of you read differently: {numbers}.", numbers=numbers) if numbers else ""  # fmt: skip
    note = t("Note: {note}", note=mine.batch.note) if mine.batch.note and first else ""
    style.drawn_state("warning", t.joined(part for part in (said, note) if part))


def _line(visit: Visit, view: PaperView, mine: MyBatch) -> None:
    """The one field: sheet, space, boxes, Enter; the field is empty again and the next sheet can be typed."""
    t, key = visit.t, f"paper_line_{mine.batch.id}"
    st.text_input(
        t("Number of the sheet, a space, its boxes from top to bottom; then Enter"), key=key, max_chars=LONGEST_LINE,
        placeholder=_example(view), autocomplete="off",
        on_change=state.acting(visit, key, lambda _: _typed(visit, view, mine, key)),
    )  # fmt: skip
    boxes = [f"{place} {option.title[t.language]}" for place, option in enumerate(view.boxes, start=1)]
    style.quiet(t("Boxes from top to bottom:") + " " + " · ".join(boxes))
    with st.expander(t("How sheets are typed")):
        for sentence in _keys(t, view.round.ballot):
            st.markdown(f"- {style.literal(sentence)}")


def _example(view: PaperView) -> str:
    many = min(len(view.boxes), 9)
    marked = ("1-" * many)[:many]
    marks: dict[str, str] = {"yes_no": "y", "score": ("5-0" * many)[:many]} | dict.fromkeys(MARKED, marked)
    return f"17 {marks.get(view.round.ballot, ''.join(map(str, range(1, many + 1))))}"


def _keys(t: Translator, kind: str) -> list[str]:
    marked = [t("1 for a box with a mark, - for an empty one: 17 1-1.")]
    boxes: dict[str, list[str]] = {
        "yes_no": [t("y is yes, n is no, a is abstain; two marks, such as yn, are an invalid sheet.")],
        "score": [
            t(
                "The points that are written in each box, - for an empty one: 17 5-0. With spaces where a number has two figures: 17 10 - 0."
            )
        ],
        **dict.fromkeys(MARKED, marked),
    }
    ranks = [
        t("What is written in each box, - for an empty one: 17 2-1. With spaces where a number has two figures: 17 10 2 -."),
        t("A rank that is given twice is found by itself."),
    ]  # fmt: skip
    return [
        *boxes.get(kind, ranks),
        t("b: nothing is marked. u: nobody can read it. w: the form of another round. o and words: another reason, such as 17 o torn in two."),
        t("A sheet that was typed before is replaced by what you type now."),
    ]  # fmt: skip


def _typed(visit: Visit, view: PaperView, mine: MyBatch, key: str) -> str | None:
    line = str(state.get(key) or "")
    if not line.strip():
        return None
    number = visit.do_fleeting(enter_sheet, batch_id=mine.batch.id, line=line)
    state.put(key, "")
    now = visit.ask(my_batch, batch_id=mine.batch.id)
    reading = next((sheet.reading for sheet in now.sheets if sheet.number == number), None)
    told = reading_told(visit.t, reading, view.boxes, view.round.ballot, titles=True) if reading else ""
    return visit.t("Sheet {number}: {reading}", number=number, reading=told)


def _progress(visit: Visit, view: PaperView, mine: MyBatch) -> None:
    t = visit.t
    style.lead(t("{entered} of {sheets} sheets typed", entered=len(mine.sheets), sheets=mine.batch.sheets))
    if mine.sheets:
        shown = [(sheet.number, reading_told(t, sheet.reading, view.boxes, view.round.ballot, titles=False))
                 for sheet in mine.sheets if sheet.reading]  # fmt: skip
        table = pd.DataFrame(shown, columns=[t("Sheet"), t("What you read")])
        st.dataframe(table, hide_index=True, height=min(38 + 35 * len(shown), 320))


def _done(visit: Visit, mine: MyBatch, *, first: bool) -> None:
    t, batch = visit.t, mine.batch
    if first:
        st.button(
            t("Hand on to the second person"), type="primary", key="paper_hand_on",
            disabled=len(mine.sheets) != batch.sheets,
            on_click=state.acting(visit, f"hand_on:{batch.id}", lambda act_id: _hand_on(visit, mine, act_id)),
        )  # fmt: skip
        return
    st.text_input(t("Note for the first person, if the two of you differ"), key="paper_note", max_chars=LONGEST_WORDS)
    st.button(
        t("Compare both readings"), type="primary", key="paper_compare", disabled=len(mine.sheets) != batch.sheets,
        on_click=state.acting(visit, f"compare:{batch.id}", lambda _: _compare(visit, mine)),
    )  # fmt: skip


def _hand_on(visit: Visit, mine: MyBatch, act_id: str) -> str:
    visit.do(hand_on_batch, act_id, batch_id=mine.batch.id)
    return visit.t("The batch waits for the second person, who types the same sheets.")


def _compare(visit: Visit, mine: MyBatch) -> str:
    became = visit.do_fleeting(
        compare_batch, batch_id=mine.batch.id, note=str(state.get("paper_note") or ""), mac=visit.house.mac
    )
    state.put("paper_note", "")
    if became == BatchState.ACCEPTED:
        return visit.t("Both read the same on every sheet: the batch is sealed.")
    return visit.t("The two readings differ: the batch goes back to the first person, who looks at those sheets again.")


def _corrections(visit: Visit, mine: MyBatch, *, first: bool) -> None:
    """Take a sheet out again; say why the hand count was wrong."""
    t, batch = visit.t, mine.batch
    with st.expander(t("Correct something")):
        numbers = [sheet.number for sheet in mine.sheets]
        if numbers:
            st.selectbox(t("Take a sheet out again"), numbers, key=f"paper_out_{batch.id}")
            st.button(
                t("Take it out"), key="paper_take_out",
                on_click=state.acting(visit, f"take_out:{batch.id}", lambda _: _take_out(visit, mine)),
            )  # fmt: skip
        if first:
            st.number_input(t("Sheets, counted again"), 0, MOST_SHEETS, batch.sheets, key=f"paper_recounted_{batch.id}")
            st.text_input(t("Reason"), key=f"paper_why_{batch.id}", max_chars=400)
            st.button(
                t("Correct the count"), key="paper_recount",
                on_click=state.acting(visit, f"recount:{batch.id}", lambda act_id: _recount(visit, mine, act_id)),
            )  # fmt: skip


def _take_out(visit: Visit, mine: MyBatch) -> str:
    number = int(state.get(f"paper_out_{mine.batch.id}"))
    visit.do_fleeting(take_back_sheet, batch_id=mine.batch.id, number=number)
    return visit.t("Sheet {number} is out of the batch.", number=number)


def _recount(visit: Visit, mine: MyBatch, act_id: str) -> str:
    sheets, reason = (state.get(f"paper_{name}_{mine.batch.id}") for name in ("recounted", "why"))
    visit.do(recount_batch, act_id, batch_id=mine.batch.id, sheets=int(sheets), reason=str(reason or ""))
    return visit.t("The count of the batch is corrected.")


def _sealed(visit: Visit, view: PaperView, mine: MyBatch) -> None:
    """Nothing is changed any more, but for breaking the seal with a reason."""
    t, batch = visit.t, mine.batch
    style.drawn_state("received", t("Both read the same on every sheet: the batch is sealed."))
    if view.figures or not visit.may("act.unseal_batch"):
        return
    with st.expander(t("Break the seal")):
        st.text_input(t("Reason"), key=f"paper_unseal_why_{batch.id}", max_chars=400)
        st.button(
            t("Break the seal and enter again"), key="paper_unseal",
            on_click=state.acting(visit, f"unseal:{batch.id}", lambda act_id: _unseal(visit, mine, act_id)),
        )  # fmt: skip


def _unseal(visit: Visit, mine: MyBatch, act_id: str) -> str:
    reason = str(state.get(f"paper_unseal_why_{mine.batch.id}") or "")
    visit.do(unseal_batch, act_id, batch_id=mine.batch.id, reason=reason)
    return visit.t("The seal is broken: the batch goes back to the first person.")
