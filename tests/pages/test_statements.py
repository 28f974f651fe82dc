"""Conversations by statements on the pages: staff open and look after one, the case leads to it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from streamlit.testing.v1 import AppTest

from planning import store
from planning.actions.statements import add_statement
from planning.cases.case import Case, Phase
from planning.pages.manage.statements import seeds_of
from planning.people import Role
from planning.site import new_id
from planning.surveys.statements import Conversation, Statement, StatementState
from planning.wording import Words
from tests import makers
from tests.pages.visiting import Street, faults, html, visiting
from tests.speaking import HOSTILE


def test_one_statement_a_line_with_its_english_behind_a_bar():
    """Empty lines are none."""
    assert seeds_of("树荫要紧 | Shade\n\n |\n只有中文") == [Words("树荫要紧", "Shade"), Words("只有中文", "")]


def test_staff_open_a_conversation_and_look_at_what_is_added(monkeypatch: pytest.MonkeyPatch, street: Street):
    """In a case before its vote; what a resident added is refused with a reason; the case's page leads to both pages."""
    case = Case(
        new_id(), street.here, Words("长椅"), Words("放哪里"), Words(""), Phase.DELIBERATE, street.house.clock()
    )
    with street.house.database.writing() as session:
        store.add(session, replace(case))
    at = visiting(monkeypatch, street, "manage", staff=str(Role.BOARD), language="en")
    at.session_state["manage_section"] = "statements"
    at.run()
    at.selectbox(key="conversation_case").select(case.id)
    at.text_input(key="conversation_title_en").input("Benches")
    at.text_area(key="conversation_seeds").input("放树荫下 | In the shade\n放门口 | At the gate")
    at.button(key="conversation_open").click().run()
    assert faults(at) == []
    with street.house.database.reading() as session:
        talk = store.first(session, Conversation, case_id=case.id)
    assert talk is not None
    id_ = add_statement(
        street.house.database, makers.visitor("resident"), street.house.clock(), new_id(), community_id=street.here,
        conversation_id=talk.id, text=HOSTILE[:100],
    )  # fmt: skip
    at.run()
    at.text_input(key=f"statement_{id_}_1_reason").input("Not a statement.").run()
    at.button(key=f"statement_{id_}_1_False").click().run()
    assert faults(at) == []
    with street.house.database.reading() as session:
        assert store.get(session, Statement, id_).state is StatementState.REFUSED
    page = html(visiting(monkeypatch, street, "case", case=case.id, language="en"))
    for path in ("", "/findings"):
        assert f"/v/c/{street.here}/opinions/{talk.id}{path}" in page


def whole(at: AppTest) -> str:
    """What the page wrote itself, and its lists."""
    return html(at) + "\n".join(one.value for one in at.markdown)


def test_staff_bring_statements_in_from_a_table(monkeypatch: pytest.MonkeyPatch, own_street: Street):
    """What would be added is shown first, or all that must be corrected; then it is there, and the file is gone from the form."""
    case = Case(new_id(), own_street.here, Words("长椅"), Words("放哪里"), Words(""), Phase.DELIBERATE, own_street.house.clock())  # fmt: skip
    talk = Conversation(new_id(), own_street.here, case.id, Words("长椅放哪里"), Words(""), own_street.house.clock())
    with own_street.house.database.writing() as session:
        store.add(session, case)
        store.add(session, talk)
    at = visiting(monkeypatch, own_street, "manage", staff=str(Role.BOARD), language="zh")
    at.session_state["manage_section"] = "statements"
    at.run()
    bad = f"zh,en\n树荫下,In the shade\n{'长' * 141},\n树荫下,\n"
    at.file_uploader(key=f"seeds_{talk.id}_0").upload("s.csv", bad.encode(), "text/csv").run()
    assert faults(at) == []
    for said in ("有2处需要修改", "第3行", "第4行：与第2行相同"):
        assert said in whole(at)
    good = f"zh,en\n树荫下,In the shade\n{HOSTILE[:100].replace(',', '，')},\n"
    at.file_uploader(key=f"seeds_{talk.id}_0").upload("s.csv", good.encode(), "text/csv").run()
    assert ("将加入2条说法" in html(at), "In the shade" in whole(at), "<img src=x" in whole(at)) == (True, True, False)
    at.button(key=f"seeds_add_{talk.id}").click().run()
    assert faults(at) == []
    with own_street.house.database.reading() as session:
        found = store.find(session, Statement, order="number", conversation_id=talk.id)
    assert [one.text.en for one in found][:1] == ["In the shade"]
    assert len(found) == 2
    assert "将加入" not in html(at)
