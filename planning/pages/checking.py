"""Checking a result: is my receipt in the list, what is promised, and the records by which others count again."""

from __future__ import annotations

import streamlit as st

from planning import addresses
from planning.options.electorate import ALPHABET, spelled
from planning.options.reading import ReceiptList, ResultsView
from planning.options.receipt import SIGNS, receipt_of
from planning.options.small_groups import SMALL_GROUP
from planning.pages import state, style
from planning.pages.visit import Visit
from planning.period import Moment
from planning.queries.records import receipt_list
from planning.reports.round_report import promises_html


def show(visit: Visit, view: ResultsView) -> None:
    """The section of the results page."""
    t = visit.t
    style.markup(f'<section class="jr-section"><h2>{style.escaped(t("Check the result"))}</h2></section>')
    found = visit.ask(receipt_list, round_id=view.round.id)
    _receipt(visit, found)
    _records(visit, found)
    with st.expander(t("What is promised, and what is not")):
        style.markup(promises_html(t, provable=view.round.provable))


def _receipt(visit: Visit, found: ReceiptList) -> None:
    """A field for a receipt, and whether it is in the list; the list itself is a file."""
    t, key = visit.t, f"checking_receipt_{found.round.id}"
    st.text_input(t("Is your ballot there? Type its receipt"), key=key, max_chars=40, placeholder="ABCD-EFGH-…")
    typed = _signs(str(state.get(key) or ""))
    if not typed:
        return
    if typed in {receipt_of(commitment) for commitment in found.commitments}:
        st.success(
            t(
                "The receipt {receipt} is in the list: this ballot lies among those of the round.",
                receipt=style.literal(typed),
            )
        )
    else:
        st.error(
            t(
                "The receipt {receipt} is not in the list. Compare it sign by sign; if it is the same, show it to the board.",
                receipt=style.literal(typed),
            )
        )


def _signs(typed: str) -> str:
    """What was typed, as receipts are printed; as it is where it can be none."""
    signs = "".join(sign for sign in typed.upper() if sign.isalnum())
    return spelled(signs) if len(signs) == SIGNS and set(signs) <= set(ALPHABET) else typed.strip()


def _records(visit: Visit, found: ReceiptList) -> None:
    """Links to the list of receipts and to the records that this visitor may have."""
    t, round_id = visit.t, found.round.id
    files = [
        (addresses.to(addresses.RECEIPTS_CSV, round=round_id), t("All receipts of this round (CSV)")),
        (addresses.to(addresses.RECORD, round=round_id, kind="public"), t("Election record for everybody (ZIP)")),
    ]
    if visit.may("query.full_record", Moment.AFTER) and found.ballots >= SMALL_GROUP:
        files.append((addresses.to(addresses.RECORD, round=round_id, kind="full"), t("Full election record, for the board and its auditor (ZIP)")))  # fmt: skip
    style.files(files)
    style.quiet(
        t(
            "A record holds what one needs to count again without this program; jieyi verify checks it and names the first thing that is wrong."
        )
    )
