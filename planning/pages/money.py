"""Money in short: what is in a fund or a case's budget, and the way to its whole book."""

from __future__ import annotations

import streamlit as st

from planning import addresses
from planning.options.money import book_yuan
from planning.pages import style
from planning.pages.visit import Visit
from planning.queries.funds import FundSeen, funds


def of_case(visit: Visit, case_id: str) -> None:
    """The budget of a case; nothing where it has none."""
    _shown(visit, visit.ask(funds, community_id=visit.community.id, case_id=case_id), visit.t("What it costs"))


def of_community(visit: Visit) -> None:
    """The funds of the community and its courtyards; nothing where there are none."""
    found = [one for one in visit.ask(funds, community_id=visit.community.id) if one.fund.case_id is None]
    _shown(visit, found, visit.t("Money held in common"))


def of_courtyard(visit: Visit, courtyard_id: str) -> None:
    """The funds of one courtyard; nothing where it has none."""
    found = [f for f in visit.ask(funds, community_id=visit.community.id) if f.fund.courtyard_id == courtyard_id]
    _shown(visit, found, visit.t("Money held in common"))


def _shown(visit: Visit, found: list[FundSeen], heading: str) -> None:
    t = visit.t
    if not found:
        return
    st.header(heading, anchor=False)
    for seen in found:
        sums = seen.balance
        style.lead(f"{seen.fund.title[t.language]}: {t('In the fund: {amount} yuan', amount=book_yuan(sums.left))}")
        style.quiet(t(
            "Came in {came_in}, paid {paid}, planned {planned}.", came_in=book_yuan(sums.came_in), paid=book_yuan(sums.paid),
            planned=book_yuan(sums.planned)))  # fmt: skip
        url = addresses.to(addresses.FUND, community=visit.community.id, fund=seen.fund.id, lang=t.language)
        style.link(url, t("Read the whole book with its receipts"))
