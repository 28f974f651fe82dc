"""Forms that mend what staff did: a visit, an objection entered by mistake, an evaluation asked wrongly, a programme's copy."""

from __future__ import annotations

from datetime import timedelta

import pytest
from streamlit.testing.v1 import AppTest

from planning import store
from planning.cases.case import Case
from planning.cases.dissent import Call, Objection, Outcome
from planning.cases.evaluation import About, Evaluation
from planning.cases.programme import Part, Programme
from planning.people import Role
from planning.site import Courtyard, new_id
from planning.wording import Words
from tests.pages.visiting import Street, faults, html, visiting
from tests.speaking import HOSTILE

WHY = f"Entered twice. {HOSTILE}"


def managing(monkeypatch: pytest.MonkeyPatch, street: Street, section: str, **chosen: str) -> AppTest:
    """A section of the pages of staff, as the board sees it."""
    at = visiting(monkeypatch, street, "manage", staff=str(Role.BOARD), language="en")
    at.session_state["manage_section"] = section
    for key, value in chosen.items():
        at.session_state[key] = value
    return at.run()


def read_by_all(monkeypatch: pytest.MonkeyPatch, street: Street, language: str = "en") -> str:
    """The page of the case, whole, as everybody reads it."""
    at = visiting(monkeypatch, street, "case", case=street.loaded.case_id, language=language)
    assert faults(at) == []
    return html(at)


def test_a_visit_is_mended(monkeypatch: pytest.MonkeyPatch, own_street: Street):
    """Without who went it is refused and what was typed stays; then the visit says what it should, and nobody reads who went."""
    with own_street.house.database.reading() as session:
        call = store.find(session, Call, community_id=own_street.here)[0]
        objection = store.get(session, Objection, call.objection_id)
    other = next(one for one in Outcome if one is not call.outcome)
    at = managing(monkeypatch, own_street, "objections", objections_case=objection.case_id)
    key = f"{call.id}_{call.version}"
    at.text_area(key=f"mend_explained_{key}").input("What roots do to pipes.")
    at.selectbox(key=f"mend_outcome_{key}").select(other)
    at.text_input(key=f"mend_went_{key}").input("")
    at.button(key=f"mend_save_{key}").click().run()
    assert len(faults(at)) == 1
    assert at.text_area(key=f"mend_explained_{key}").value == "What roots do to pipes."
    at.text_input(key=f"mend_went_{key}").input("Zhou and Li")
    at.button(key=f"mend_save_{key}").click().run()
    assert faults(at) == []
    with own_street.house.database.reading() as session:
        now = store.get(session, Call, call.id)
    assert (now.went, now.explained, now.outcome, now.version) == (
        "Zhou and Li", "What roots do to pipes.", other, call.version + 1,
    )  # fmt: skip
    assert "Zhou and Li" not in read_by_all(monkeypatch, own_street)


def test_an_entry_that_was_made_by_mistake_is_taken_out(monkeypatch: pytest.MonkeyPatch, own_street: Street):
    """With a reason that is only words; it counts no more, everybody reads that it was taken out, and its forms are gone."""
    with own_street.house.database.reading() as session:
        one = store.find(session, Objection, case_id=own_street.loaded.case_id)[0]
    at = managing(monkeypatch, own_street, "objections", objections_case=one.case_id)
    at.button(key=f"mistaken_{one.id}").click().run()
    assert len(faults(at)) == 1
    at.text_input(key=f"mistaken_reason_{one.id}").input(WHY)
    at.button(key=f"mistaken_{one.id}").click().run()
    assert faults(at) == []
    with own_street.house.database.reading() as session:
        assert store.get(session, Objection, one.id).mistaken_reason == WHY
    assert f"mistaken_{one.id}" not in [button.key for button in at.button]
    for language, said in (("en", "taken out"), ("zh", "误登")):
        page = read_by_all(monkeypatch, own_street, language)
        assert said in page
        assert "<img src=x" not in page


def test_an_evaluation_is_called_off(monkeypatch: pytest.MonkeyPatch, own_street: Street):
    """Before anybody answered, with a reason that everybody reads in both languages; then it asks nobody any more."""
    now = own_street.house.clock()
    asked = Evaluation(
        new_id(), own_street.here, About.CASE, Words("种四十棵树", "Forty trees"), now - timedelta(days=1),
        now + timedelta(days=7), by_code=False, at=now, case_id=own_street.loaded.case_id,
    )  # fmt: skip
    with own_street.house.database.writing() as session:
        store.add(session, asked)
    at = managing(monkeypatch, own_street, "evaluations", evaluation_of=own_street.loaded.case_id)
    at.button(key=f"evaluation_call_off_{asked.id}").click().run()
    assert len(faults(at)) == 1
    at.text_input(key=f"evaluation_off_{asked.id}").input(WHY)
    at.button(key=f"evaluation_call_off_{asked.id}").click().run()
    assert faults(at) == []
    with own_street.house.database.reading() as session:
        assert store.get(session, Evaluation, asked.id).called_off_reason == WHY
    assert f"evaluation_call_off_{asked.id}" not in [button.key for button in at.button]
    for language in ("en", "zh"):
        page = read_by_all(monkeypatch, own_street, language)
        assert "Entered twice." in page
        assert "<img src=x" not in page


def test_a_solution_is_copied_to_another_courtyard(monkeypatch: pytest.MonkeyPatch, own_street: Street):
    """A case is opened there and leads to the record of the first; a second time it is refused with what to do."""
    programme = Programme(
        new_id(), own_street.here, Words("小微更新", "Small works"), Words(""), own_street.house.clock()
    )
    pilot = own_street.loaded.case_id
    with own_street.house.database.writing() as session:
        store.add(session, programme)
        yard = store.find(session, Courtyard, order="code", community_id=own_street.here)[-1]
    at = managing(monkeypatch, own_street, "cases")
    at.selectbox(key="cases_chosen").select(pilot).run()
    at.selectbox(key=f"spread_programme_{pilot}").select(programme.id)
    at.selectbox(key=f"spread_yard_{pilot}").select(yard.id)
    at.text_input(key=f"spread_en_{pilot}").input("Trees, once more")
    at.button(key=f"spread_copy_{pilot}").click().run()
    assert faults(at) == []
    with own_street.house.database.reading() as session:
        (part,) = store.find(session, Part, copied_from=pilot)
        copied = store.get(session, Case, part.case_id)
    assert (copied.title.en, copied.courtyard_id, part.programme_id) == ("Trees, once more", yard.id, programme.id)
    at.selectbox(key="cases_chosen").select(pilot).run()
    at.button(key=f"spread_copy_{pilot}").click().run()
    assert ["has a case that takes this one over already" in fault for fault in faults(at)] == [True]
    assert "Trees, once more" in read_by_all(monkeypatch, own_street)
