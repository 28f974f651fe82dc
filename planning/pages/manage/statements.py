"""Conversations by statements for staff: open one in a case, seed it, look at what residents added, close it."""

from __future__ import annotations

from functools import partial

import streamlit as st

from planning import addresses
from planning.actions.statements import (
    end_conversation,
    judge_statement,
    open_conversation,
    resume_conversation,
    seed_statement,
)
from planning.i18n.names import name_of
from planning.pages import state, style
from planning.pages.manage import statement_import
from planning.pages.manage.case_choice import case_titles
from planning.pages.visit import Visit
from planning.period import Moment
from planning.queries.cases import cases
from planning.queries.statements import ConversationLine, conversations, statements_to_judge
from planning.surveys.statements import LONGEST_ABOUT, LONGEST_STATEMENT, LONGEST_TITLE, Statement, StatementState
from planning.wording import Words

_LONGEST_REASON = 300


def show(visit: Visit) -> None:
    """The conversations of this community, the newest first; then a new one."""
    t = visit.t
    lines = visit.ask(conversations, community_id=visit.community.id)
    if not lines:
        style.drawn_state("talk", t("No conversation was opened yet: it belongs to a case, before its vote."))
    for number, line in enumerate(lines):
        with st.expander(style.literal(line.conversation.title[t.language]), expanded=number == 0):
            _one(visit, line)
    if visit.may("act.open_conversation"):
        _new(visit)


def _one(visit: Visit, line: ConversationLine) -> None:
    t, one = visit.t, line.conversation
    style.badges(
        t("open") if line.is_open else t("closed"), t.n("{count} statement", "{count} statements", line.statements),
        t.n("{count} person takes part", "{count} people take part", line.people),
    )  # fmt: skip
    here = {"community": visit.community.id, "conversation": one.id}
    style.link(addresses.to(addresses.STATEMENTS, **here, lang=t.language), t("The page for phones"))
    style.link(addresses.to(addresses.FINDINGS, **here, lang=t.language), t("What unites, what divides"))
    if visit.may("query.votes_for_download"):
        style.files([(addresses.to(addresses.OPINIONS_CSV, **here), t("All votes as a table (people as numbers)"))])
    for statement in visit.ask(statements_to_judge, community_id=visit.community.id, conversation_id=one.id):
        _statement(visit, statement)
    if visit.may("act.seed_statement") and line.is_open:
        _seed(visit, one.id)
    if visit.may("act.import_statements") and line.is_open:
        statement_import.show(visit, one.id)
    if visit.may("act.end_conversation"):
        _end(visit, line)


def _statement(visit: Visit, one: Statement) -> None:
    t, key = visit.t, f"statement_{one.id}_{one.version}"
    with st.container(key=f"box_{key}", border=one.state is StatementState.WAITING):
        st.markdown(style.literal(one.text[t.language]))
        by = t("by staff") if one.seed else t("by a resident")
        style.quiet(f"{one.number} · {by} · {name_of(t, one.state)}{': ' + one.reason if one.reason else ''}")
        with st.popover(t("Look at it")) if one.state is not StatementState.WAITING else st.container():
            st.text_input(
                t("Why it is not shown (its writer reads it)"), key=f"{key}_reason", max_chars=_LONGEST_REASON
            )
            with st.container(horizontal=True, gap="small"):
                for stands, words in ((True, t("Show it")), (False, t("Do not show it"))):
                    if (one.state is StatementState.STANDING) is not stands or one.state is StatementState.WAITING:
                        st.button(words, key=f"{key}_{stands}", on_click=state.acting(visit, f"{key}_{stands}", partial(_judge, visit, one, stands)))  # fmt: skip


def _judge(visit: Visit, one: Statement, stands: bool, act_id: str) -> str:
    reason = str(state.get(f"statement_{one.id}_{one.version}_reason") or "")
    visit.do(judge_statement, act_id, statement_id=one.id, version=one.version, stands=stands, reason=reason)
    return (
        visit.t("The statement is shown.") if stands else visit.t("The statement is not shown. Its writer reads why.")
    )


def _seed(visit: Visit, id_: str) -> None:
    t = visit.t
    left, right = st.columns(2)
    left.text_input(t("One more statement, in Chinese"), key=f"seed_zh_{id_}", max_chars=LONGEST_STATEMENT)
    right.text_input(t("The same in English"), key=f"seed_en_{id_}", max_chars=LONGEST_STATEMENT)
    st.button(t("Add it"), key=f"seed_save_{id_}", on_click=state.acting(visit, f"seed_{id_}", partial(_seeded, visit, id_)))  # fmt: skip


def _seeded(visit: Visit, id_: str, act_id: str) -> str:
    words = Words(str(state.get(f"seed_zh_{id_}") or ""), str(state.get(f"seed_en_{id_}") or ""))
    visit.do(seed_statement, act_id, conversation_id=id_, words=words)
    for name in ("zh", "en"):
        state.put(f"seed_{name}_{id_}", "")
    return visit.t("The statement is shown.")


def _end(visit: Visit, line: ConversationLine) -> None:
    t, one = visit.t, line.conversation
    is_closed = one.closed_at is not None
    key = f"end_{one.id}_{one.version}"
    st.text_input(t("Reason (the log keeps it)"), key=f"{key}_reason", max_chars=_LONGEST_REASON)
    st.button(
        t("Open the conversation again") if is_closed else t("Close the conversation"), key=key,
        on_click=state.acting(visit, key, partial(_ended, visit, line)),
    )  # fmt: skip


def _ended(visit: Visit, line: ConversationLine, act_id: str) -> str:
    one = line.conversation
    act = resume_conversation if one.closed_at is not None else end_conversation
    reason = str(state.get(f"end_{one.id}_{one.version}_reason") or "")
    visit.do(act, act_id, conversation_id=one.id, version=one.version, reason=reason)
    return (
        visit.t("The conversation is open.") if act is resume_conversation else visit.t("The conversation is closed.")
    )


def _new(visit: Visit) -> None:
    t = visit.t
    found = visit.ask(cases, community_id=visit.community.id)
    open_cases = case_titles(visit, (line.case for line in found if line.moment is Moment.BEFORE))
    if not open_cases:
        style.quiet(t("A conversation belongs to a case that has not come to its vote: there is none now."))
        return
    with st.expander(t("Open a conversation")):
        st.selectbox(t("Case"), list(open_cases), format_func=lambda id_: open_cases[id_], key="conversation_case")
        left, right = st.columns(2)
        left.text_input(t("Title in Chinese"), key="conversation_title_zh", max_chars=LONGEST_TITLE)
        right.text_input(t("Title in English"), key="conversation_title_en", max_chars=LONGEST_TITLE)
        left.text_area(t("What it is about, in Chinese"), key="conversation_about_zh", max_chars=LONGEST_ABOUT)
        right.text_area(t("What it is about, in English"), key="conversation_about_en", max_chars=LONGEST_ABOUT)
        st.text_area(
            t("Statements to begin with, one a line (Chinese | English)"), key="conversation_seeds", height=220,
            placeholder=t("Such as: Shade matters more to me than clean pavements."),
        )  # fmt: skip
        st.button(t("Open the conversation"), type="primary", key="conversation_open",
                  on_click=state.acting(visit, "open_conversation", partial(_open, visit)))  # fmt: skip


def _open(visit: Visit, act_id: str) -> str:
    typed = {name: str(state.get(f"conversation_{name}") or "") for name in ("title_zh", "title_en", "about_zh", "about_en", "seeds")}  # fmt: skip
    visit.do(
        open_conversation, act_id, case_id=str(state.get("conversation_case")),
        title=Words(typed["title_zh"], typed["title_en"]), about=Words(typed["about_zh"], typed["about_en"]),
        seeds=seeds_of(typed["seeds"]),
    )  # fmt: skip
    for name in typed:
        state.put(f"conversation_{name}", "")
    return visit.t("The conversation is open.")


def seeds_of(text: str) -> list[Words]:
    """One statement a line; what stands behind a bar is its English."""
    parts = [line.partition("|") for line in text.splitlines() if line.strip(" |")]
    return [Words(zh.strip(), en.strip()) for zh, _, en in parts]
