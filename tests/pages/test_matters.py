"""The public-opinion channel on the pages of staff, and where everybody finds it."""

from __future__ import annotations

import pytest

from planning import store
from planning.actions.matters import raise_matter
from planning.cases.matter import Deed, Matter, MatterState
from planning.options.electorate import new_code, normalised
from planning.people import Role
from planning.queries.matters import held_matter
from planning.site import Courtyard
from planning.web.house import House
from tests import makers
from tests.pages.visiting import Street, faults, html, visiting
from tests.speaking import HOSTILE

WORD = "ABCD-EFGH-JKLM-NPQR-STUV-WXYZ-23"
BOARD = str(Role.BOARD)


def raised(house: House, here: str, text: str, word: str = "", courtyard_id: str = "") -> str:
    """A matter that somebody raised."""
    return raise_matter(
        house.database, makers.visitor(), house.clock(), community_id=here, word=word or new_code(), topic="fruit", text=text, courtyard_id=courtyard_id
    )  # fmt: skip


def kept(house: House, id_: str) -> Matter:
    """As it is kept."""
    with house.database.reading() as session:
        return store.get(session, Matter, id_)


def test_a_matter_is_received_and_answered_in_the_words_that_everybody_reads(
    monkeypatch: pytest.MonkeyPatch, street: Street
):
    """Hostile words are only words; without an answer nothing happens; then the state and the answer are there."""
    id_ = raised(street.house, street.here, HOSTILE, WORD)
    at = visiting(monkeypatch, street, "manage", staff=BOARD, language="en")
    at.session_state["manage_section"] = "matters"
    at.session_state["matters_open"] = id_
    at.run()
    at.button(key=f"matter_receive_{id_}_1").click().run()
    assert kept(street.house, id_).state is MatterState.RECEIVED
    at.button(key=f"matter_step_{id_}_2").click().run()
    assert ["Please write something first" in one for one in faults(at)] == [True]
    at.text_area(key=f"matter_{id_}_2_en").input("Swept from Monday on.").run()
    at.button(key=f"matter_step_{id_}_2").click().run()
    assert faults(at) == []
    assert kept(street.house, id_).state is MatterState.ANSWERED
    held = held_matter(
        street.house.database, makers.visitor(), street.house.clock(), community_id=street.here, word=WORD
    )
    assert [(step.deed, step.words["en"]) for step in held.steps] == [(Deed.RECEIVED, ""), (Deed.ANSWERED, "Swept from Monday on.")]  # fmt: skip
    assert "<img src=x" not in html(at)


def test_what_was_told_at_the_counter_gets_a_word_that_is_shown_once(monkeypatch: pytest.MonkeyPatch, street: Street):
    """The word opens the matter; once handed over the page forgets it."""
    at = visiting(monkeypatch, street, "manage", staff=BOARD, language="en")
    at.session_state["manage_section"] = "matters"
    at.run()
    at.text_area(key="enter_matter_text").input("路灯坏了").run()
    at.button(key="enter_matter_save").click().run()
    assert faults(at) == []
    word = at.code[0].value
    assert normalised(word)
    held = held_matter(
        street.house.database, makers.visitor(), street.house.clock(), community_id=street.here, word=word
    )
    assert held.card.matter.text == "路灯坏了"
    at.button(key="matter_word_done").click().run()
    assert list(at.code) == []


def test_who_works_in_one_courtyard_sees_what_was_raised_there(monkeypatch: pytest.MonkeyPatch, street: Street):
    """Row 55: what is of the whole community, or of the next courtyard, is not on their desk."""
    with street.house.database.reading() as session:
        yards = store.find(session, Courtyard, order="code", community_id=street.here)
        mine = store.first(session, Courtyard, community_id=street.here)
    assert mine is not None
    other = next(yard for yard in yards if yard.id != mine.id)
    raised(street.house, street.here, "本院的事", courtyard_id=mine.id)
    raised(street.house, street.here, "隔壁院的事", courtyard_id=other.id)
    raised(street.house, street.here, "全社区的事")
    at = visiting(monkeypatch, street, "manage", staff="resident_planner of a courtyard", language="zh")
    at.session_state["manage_section"] = "matters"
    at.run()
    assert faults(at) == []
    told = " ".join(one.value for one in at.markdown)
    assert ["本院的事" in told, "隔壁院的事" in told, "全社区的事" in told] == [True, False, False]


def test_the_front_page_leads_to_the_channel(monkeypatch: pytest.MonkeyPatch, street: Street):
    """With how much was raised, and what is overdue."""
    raised(street.house, street.here, "果子")
    said = html(visiting(monkeypatch, street, "home", language="en"))
    assert f"/v/c/{street.here}/raise" in said
    assert "raised" in said
