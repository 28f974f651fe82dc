"""Keep a book: enter, take back, move into a case's budget, set aside for a round about a budget."""

from __future__ import annotations

import streamlit as st

from planning import addresses
from planning.actions.funds import (
    LONGEST_TITLE,
    LONGEST_WHAT,
    correct_entry,
    enter_money,
    forget_contributor,
    move_money,
    open_fund,
    set_aside_for_round,
)
from planning.actions.words import LONGEST_LABEL
from planning.cases.fund import ENTERED, EntryKind
from planning.i18n.names import name_of
from planning.options.money import book_yuan
from planning.pages import state, style, uploading
from planning.pages.dissent import day_of
from planning.pages.manage.case_choice import case_titles
from planning.pages.visit import Visit
from planning.queries.cases import cases
from planning.queries.communities import courtyards
from planning.queries.funds import EntrySeen, FundSeen, budget_rounds, fund_at_work, funds
from planning.wording import Words, told_apart

NEW = "new"
MOST_RECEIPTS = 4


def show(visit: Visit) -> None:
    """Choose a book or open one; what is in it, then the forms."""
    t = visit.t
    found = {one.fund.id: one for one in visit.ask(funds, community_id=visit.community.id)}
    titles = told_apart({id_: one.fund.title[t.language] for id_, one in found.items()} | {NEW: t("+ Open a new book")})
    chosen = str(st.selectbox(t("Book"), list(titles), format_func=titles.__getitem__, key="money_fund"))
    if chosen not in found:
        _open(visit)
        return
    seen = visit.ask(fund_at_work, fund_id=chosen)
    style.lead(t("In the fund: {amount} yuan", amount=book_yuan(seen.balance.left)))
    style.link(
        addresses.to(addresses.FUND, community=visit.community.id, fund=chosen, lang=t.language),
        t("Read the whole book with its receipts"),
    )
    _enter(visit, chosen)
    _move(visit, chosen, {id_: one for id_, one in found.items() if id_ != chosen})
    _aside(visit, chosen)
    with st.expander(t("Entries")):
        for one in reversed(seen.entries):
            _line(visit, one)


def _open(visit: Visit) -> None:
    t = visit.t
    yards = {yard.id: yard.name[t.language] for yard in visit.ask(courtyards, community_id=visit.community.id)}
    matters = case_titles(visit, (line.case for line in visit.ask(cases, community_id=visit.community.id)))
    left, right = st.columns(2)
    left.text_input(t("Title in Chinese"), key="money_zh", max_chars=LONGEST_TITLE)
    right.text_input(t("Title in English"), key="money_en", max_chars=LONGEST_TITLE)
    st.selectbox(
        t("Whose money it is"), ["", *yards, *matters], key="money_of",
        format_func=lambda id_: yards.get(id_) or matters.get(id_) or t("of the whole community"),
    )  # fmt: skip
    st.button(t("Open the book"), type="primary", on_click=state.acting(
        visit, "open_fund", lambda a: _opened(visit, set(yards), a)))  # fmt: skip


def _opened(visit: Visit, yards: set[str], act_id: str) -> str:
    of = str(state.get("money_of") or "")
    of_what = {} if not of else {"courtyard_id": of} if of in yards else {"case_id": of}
    made = visit.do(open_fund, act_id, community_id=visit.community.id, title=_words("money"), **of_what)
    state.put("money_fund", made)
    state.drop("money_zh", "money_en")
    return visit.t("The book is open: everybody can read it.")


def _words(name: str) -> Words:
    return Words(str(state.get(f"{name}_zh") or ""), str(state.get(f"{name}_en") or ""))


def _enter(visit: Visit, id_: str) -> None:
    t = visit.t
    with st.expander(t("Enter money"), expanded=True):
        left, middle, right = st.columns(3)
        left.selectbox(t("Kind of entry"), list(ENTERED), format_func=lambda k: name_of(t, k), key="money_kind")
        middle.text_input(t("Amount in yuan"), key="money_amount", placeholder="12,500.00")
        right.date_input(t("Day"), visit.today, key="money_day")
        left, right = st.columns(2)
        left.text_input(t("What for, in Chinese"), key="money_what_zh", max_chars=LONGEST_WHAT)
        right.text_input(t("What for, in English"), key="money_what_en", max_chars=LONGEST_WHAT)
        left, right = st.columns(2)
        left.text_input(t("From or to whom"), key="money_who", max_chars=LONGEST_LABEL)
        right.text_input(t("Number of the receipt"), key="money_document", max_chars=LONGEST_LABEL)
        st.checkbox(t("Everybody may read this name: a firm, or a person who agreed"), key="money_named")
        words = t("A photo of the receipt, with private names covered; everybody can see it.")
        uploading.draw(visit, f"money_receipts_{id_}", words, MOST_RECEIPTS)
        st.button(t("Enter it"), type="primary", on_click=state.acting(
            visit, f"enter_money:{id_}", lambda a: _entered(visit, id_, a)))  # fmt: skip


def _entered(visit: Visit, id_: str, act_id: str) -> str:
    form = f"money_receipts_{id_}"
    visit.do(
        enter_money, act_id, fund_id=id_, kind=EntryKind(state.get("money_kind")), amount=str(state.get("money_amount") or ""),
        day=state.get("money_day"), what=_words("money_what"), who=str(state.get("money_who") or ""),
        named=bool(state.get("money_named")), document=str(state.get("money_document") or ""), form=uploading.name_of(form),
    )  # fmt: skip
    uploading.used(form)
    state.drop("money_amount", "money_what_zh", "money_what_en", "money_who", "money_document", "money_named")
    return visit.t("It was entered.")


def _move(visit: Visit, id_: str, others: dict[str, FundSeen]) -> None:
    t = visit.t
    if not others:
        return
    with st.expander(t("Move money into another book")):
        st.selectbox(
            t("Book"), list(others), format_func=lambda key: others[key].fund.title[t.language], key="money_to"
        )
        st.text_input(t("Amount in yuan"), key="money_move_amount", placeholder="12,500.00")
        left, right = st.columns(2)
        left.text_input(t("What for, in Chinese"), key="money_move_zh", max_chars=LONGEST_WHAT)
        right.text_input(t("What for, in English"), key="money_move_en", max_chars=LONGEST_WHAT)
        st.button(t("Move it"), on_click=state.acting(visit, f"move_money:{id_}", lambda a: _moved(visit, id_, a)))


def _moved(visit: Visit, id_: str, act_id: str) -> str:
    visit.do(
        move_money, act_id, fund_id=id_, to_id=str(state.get("money_to") or ""), amount=str(state.get("money_move_amount") or ""),
        day=visit.today, what=_words("money_move"),
    )  # fmt: skip
    state.drop("money_move_amount", "money_move_zh", "money_move_en")
    return visit.t("It was entered.")


def _aside(visit: Visit, id_: str) -> None:
    t = visit.t
    found = visit.ask(budget_rounds, community_id=visit.community.id)
    if not found:
        return
    with st.expander(t("Set the money of a round about a budget aside")):
        st.selectbox(t("Round"), list(found), format_func=lambda key: found[key][t.language], key="money_round")
        st.button(t("Set it aside"), on_click=state.acting(
            visit, f"set_aside:{id_}", lambda a: _set_aside(visit, id_, a)))  # fmt: skip


def _set_aside(visit: Visit, id_: str, act_id: str) -> str:
    visit.do(set_aside_for_round, act_id, fund_id=id_, round_id=str(state.get("money_round") or ""))
    return visit.t("It was entered.")


def _line(visit: Visit, one: EntrySeen) -> None:
    t, entry = visit.t, one.entry
    style.quiet(
        f"{entry.number} · {day_of(visit, entry.day)} · {name_of(t, entry.kind)} · {book_yuan(entry.cents)} · {entry.what[t.language]} · {entry.who}"
    )
    if entry.corrects or one.taken_back:
        return
    with st.popover(t("Take back")):
        st.text_input(t("Reason, which everybody can read"), key=f"money_reason_{entry.id}", max_chars=400)
        st.button(t("Take it back by a counter-entry"), key=f"money_back_{entry.id}", on_click=state.acting(
            visit, f"correct_entry:{entry.id}", lambda a: _back(visit, entry.id, a)))  # fmt: skip
        if entry.who:
            st.button(t("Forget this name"), key=f"money_forget_{entry.id}", on_click=state.acting(
                visit, f"forget_contributor:{entry.id}", lambda a: _forgotten(visit, entry.id, a)))  # fmt: skip


def _back(visit: Visit, id_: str, act_id: str) -> str:
    visit.do(correct_entry, act_id, entry_id=id_, reason=str(state.get(f"money_reason_{id_}") or ""))
    return visit.t("It was taken back.")


def _forgotten(visit: Visit, id_: str, act_id: str) -> str:
    visit.do(forget_contributor, act_id, entry_id=id_)
    return visit.t("The name was forgotten.")
