"""Questionnaires on the pages: brought in, published, answered, closed, and read by everybody."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from planning import store
from planning.actions.survey_drafts import keep_form
from planning.actions.surveys import upload_edition
from planning.people import Role
from planning.queries.survey_drafts import survey_draft
from planning.site import Community
from planning.surveys.questionnaire import editing, grouping
from planning.surveys.questionnaire.picking import Joiner
from planning.surveys.questionnaire.question import QuestionKind, Questionnaire
from planning.surveys.questionnaire.survey import Survey
from planning.wording import Words
from tests.asked import PLANNER, Asked, every_kind, prepared, published
from tests.pages.visiting import Street, faults, html, visiting
from tests.speaking import HOSTILE


def test_staff_publish_and_close(monkeypatch: pytest.MonkeyPatch, street: Street):
    """Words that are markup stay words; before it is closed residents read no result."""
    with street.house.database.reading() as session:
        here = store.get(session, Community, street.here)
    asked = published(street.house, here)
    asked.change(version=2, about=asked.view.survey.about)
    for number in range(5):
        asked.answer({"care": "yes", "children": str(number % 2 + 1), "words": HOSTILE})
    resident = visiting(monkeypatch, street, "surveys", language="en")
    assert faults(resident) == []
    assert "5 answers so far" in html(resident)
    assert "who were asked" not in html(resident)
    at = visiting(monkeypatch, street, "manage", staff=str(Role.BOARD), language="en")
    at.session_state["manage_section"] = "surveys"
    at.run()
    at.selectbox(key="surveys_desk").set_value(asked.survey_id).run()
    assert faults(at) == []
    at.text_input(key=f"survey_reason_{asked.survey_id}").input("All have answered.")
    at.button(key=f"survey_close_{asked.survey_id}").click().run()
    assert faults(at) == []
    with street.house.database.reading() as session:
        assert store.get(session, Survey, asked.survey_id).closed_reason == "All have answered."
    for language, said in (("en", "5 of 5 who were asked have answered."), ("zh", "问到5人，5人作答。")):
        read = visiting(monkeypatch, street, "surveys", language=language, survey=asked.survey_id)
        assert faults(read) == []
        assert said in html(read)
        assert "<img src=x" not in html(read)


def test_a_questionnaire_is_written_here(monkeypatch: pytest.MonkeyPatch, street: Street):
    """Begun empty, a question added and changed, a second one with a condition picked, moved, and published."""
    at = visiting(monkeypatch, street, "manage", staff=str(Role.BOARD), language="en")
    at.session_state["manage_section"] = "surveys"
    at.session_state["surveys_desk"] = ""
    at.run()
    at.text_input(key="survey_new_zh").input("需求")
    press(at, "Write a questionnaire")
    assert faults(at) == []
    id_ = at.session_state["surveys_desk"]
    assert "No question yet" in html(at)
    at.button(key=f"survey_add_{id_}").click().run()
    new = f"survey_q_{id_}_new:single_"
    press(at, "Save the question")
    assert "Write what is asked" in faults(at)[0]
    assert "Write the answers to choose from" in faults(at)[0]
    at.text_area(key=f"{new}zh").input(f"需要托管吗？{HOSTILE}")
    at.text_area(key=f"{new}choices").input("yes = 需要 | Yes\n不需要 | No")
    press(at, "Save the question")
    assert faults(at) == []
    at.selectbox(key=f"survey_kind_{id_}").set_value(QuestionKind.SCALE).run()
    at.button(key=f"survey_add_{id_}").click().run()
    at.text_area(key=f"survey_q_{id_}_new:scale_en").input("How content?")
    press(at, "Save the question")
    assert faults(at) == []
    assert at.radio(key=f"survey_list_{id_}").value == "how_content"
    at.button(key=f"survey_open_one_{id_}").click().run()
    at.button(key=f"survey_pick_{id_}_how_content_add").click().run()
    assert faults(at) == []
    form = written_form(street, id_)
    first = form.questions[0].name
    assert form.questions[1].condition == f"${{{first}}} = 'yes'"
    assert [one.name for one in form.questions[0].choices] == ["yes", "no"]
    at.button(key=f"survey_back_{id_}").click().run()
    at.button(key=f"survey_up_{id_}").click().run()
    assert "not asked before it" in "".join(one.value for one in at.warning)
    at.button(key=f"survey_down_{id_}").click().run()
    at.radio(key=f"survey_list_{id_}").set_value(first).run()
    at.button(key=f"survey_remove_{id_}").click().run()
    assert "cannot be removed" in faults(at)[0]
    at.button(key=f"survey_publish_{id_}").click().run()
    assert faults(at) == []
    with street.house.database.reading() as session:
        assert store.get(session, Survey, id_).published_at is not None


def test_what_is_typed_stays_where_another_was_quicker(monkeypatch: pytest.MonkeyPatch, street: Street):
    """Row 49: the later save is refused with a sentence; saved again it keeps both."""
    with street.house.database.reading() as session:
        here = store.get(session, Community, street.here)
    asked = published(street.house, here)
    at = visiting(monkeypatch, street, "manage", staff=str(Role.BOARD), language="en")
    at.session_state["manage_section"] = "surveys"
    at.session_state["surveys_desk"] = asked.survey_id
    at.session_state[f"survey_writing_{asked.survey_id}"] = True
    at.session_state[f"survey_form_open_{asked.survey_id}"] = "words"
    at.run()
    assert faults(at) == []
    view = survey_draft(street.house.database, PLANNER, street.house.clock(), survey_id=asked.survey_id)
    asked.act(keep_form, base=view.base, form=editing.copied(view.form, "since"))
    at.text_area(key=f"survey_q_{asked.survey_id}_words_en").input("In your own words")
    press(at, "Save the question")
    assert "Somebody else changed this questionnaire" in faults(at)[0]
    assert at.text_area(key=f"survey_q_{asked.survey_id}_words_en").value == "In your own words"
    press(at, "Save the question")
    assert faults(at) == []
    form = written_form(street, asked.survey_id)
    assert {"since_2", "words"} <= {one.name for one in form.questions}
    assert editing.question_named(form, "words").label.en == "In your own words"
    press(at, "Issue it: ask this version from now on")
    assert faults(at) == []
    assert asked.view.edition.number == 2


def opened_at(monkeypatch: pytest.MonkeyPatch, street: Street, asked: Asked, name: str) -> Any:
    """One question of a questionnaire, opened by the board."""
    at = visiting(monkeypatch, street, "manage", staff=str(Role.BOARD), language="en")
    at.session_state["manage_section"] = "surveys"
    at.session_state["surveys_desk"] = asked.survey_id
    at.session_state[f"survey_writing_{asked.survey_id}"] = True
    at.session_state[f"survey_form_open_{asked.survey_id}"] = name
    return at.run()


def meanwhile(asked: Asked, change: Callable[[Questionnaire], Questionnaire]) -> None:
    """Somebody else keeps a changed form."""
    view = survey_draft(asked.house.database, PLANNER, asked.house.clock(), survey_id=asked.survey_id)
    asked.act(keep_form, base=view.base, form=change(view.form))


def test_two_change_the_same_question(monkeypatch: pytest.MonkeyPatch, street: Street):
    """Row 49: the later keeps what the other wrote in fields that they left alone; what both changed is told before it is kept."""
    with street.house.database.reading() as session:
        asked = prepared(street.house, store.get(session, Community, street.here))
    at, key = opened_at(monkeypatch, street, asked, "words"), f"survey_q_{asked.survey_id}_words_"
    assert "Somebody else" not in "".join(one.value for one in at.warning)

    def theirs(form: Questionnaire) -> Questionnaire:
        words = editing.question_named(form, "words")
        return editing.changed(
            form, "words", replace(words, hint=Words("随便写", HOSTILE), label=Words("您的话", "Say it"))
        )

    meanwhile(asked, theirs)
    at.text_area(key=f"{key}en").input("In your own words")
    at.checkbox(key=f"{key}required").check()
    press(at, "Save the question")
    assert "Somebody else changed this questionnaire" in faults(at)[0]
    kept, over = (one.value for one in at.warning)
    assert "随便写" in kept
    assert "<img" not in kept.replace(r"\<img", "")
    assert "Say it" not in kept
    assert "Say it" in over
    assert "随便写" not in over
    press(at, "Save the question")
    assert faults(at) == []
    words = editing.question_named(written_form(street, asked.survey_id), "words")
    assert (words.hint, words.label, words.required) == (
        Words("随便写", HOSTILE),
        Words("您的话", "In your own words"),
        True,
    )


def test_a_question_that_another_took_out_is_saved_as_a_new_one(monkeypatch: pytest.MonkeyPatch, street: Street):
    """Row 49: removed, what was typed is still in its fields, and becomes a question again; renamed, it is told as well."""
    with street.house.database.reading() as session:
        asked = prepared(street.house, store.get(session, Community, street.here))
    at, key = opened_at(monkeypatch, street, asked, "words"), f"survey_q_{asked.survey_id}_words_"
    meanwhile(asked, lambda form: editing.removed(form, "words"))
    at.text_area(key=f"{key}en").input("In your own words")
    press(at, "Save the question")
    assert "Somebody else changed this questionnaire" in faults(at)[0]
    assert "removed or renamed it meanwhile" in at.warning[0].value
    assert at.text_area(key=f"{key}en").value == "In your own words"
    press(at, "Save as a new question")
    assert faults(at) == []
    last = written_form(street, asked.survey_id).questions[-1]
    assert (last.name, last.label) == ("words", Words("您的话", "In your own words"))
    at = opened_at(monkeypatch, street, asked, "children")
    meanwhile(asked, lambda form: editing.changed(form, "children", replace(editing.question_named(form, "children"), name="kids")))  # fmt: skip
    at.run()
    press(at, "Save as a new question")
    assert faults(at) == []
    form = written_form(street, asked.survey_id)
    assert [one.condition for one in form.questions if one.name in {"kids", "children"}] == ["${care} = 'yes'"] * 2
    assert f"survey_list_{asked.survey_id}" in at.session_state


def test_a_draft_that_a_file_overtook_says_so(monkeypatch: pytest.MonkeyPatch, street: Street):
    """At the top, before anything is typed: it is taken along and laid aside, not issued."""
    with street.house.database.reading() as session:
        asked = published(street.house, store.get(session, Community, street.here))
    meanwhile(asked, lambda form: editing.copied(form, "since"))
    at = opened_at(monkeypatch, street, asked, "")
    assert "Version 2 was brought in" not in "".join(one.value for one in at.warning)
    asked.act(upload_edition, file="b.xlsx", data=every_kind())
    at.run()
    assert "Version 2 was brought in as a file" in at.warning[0].value
    assert f"/q/{asked.survey_id}/form.xlsx?draft=1" in html(at)
    assert not any(one.label.startswith("Issue it") for one in at.button)
    press(at, "Yes, lay it aside")
    assert faults(at) == []
    assert "Version 2 was brought in" not in "".join(one.value for one in at.warning)


def test_conditions_of_another_shape_are_told_and_kept(monkeypatch: pytest.MonkeyPatch, street: Street):
    """Saved with other words the condition is the same to the last sign; two that were picked are joined the other way."""
    with street.house.database.reading() as session:
        here = store.get(session, Community, street.here)
    asked = prepared(street.house, here)
    view = survey_draft(street.house.database, PLANNER, street.house.clock(), survey_id=asked.survey_id)
    odd, two = "${care}='yes'  and (${children} > 1 or ${children} < 0)", "${care} = 'yes' and ${content} > 3"
    form = editing.changed(view.form, "words", replace(editing.question_named(view.form, "words"), condition=odd))
    form = editing.changed(form, "since", replace(editing.question_named(form, "since"), condition=two))
    asked.act(keep_form, base=view.base, form=form)
    at = visiting(monkeypatch, street, "manage", staff=str(Role.BOARD), language="en")
    at.session_state["manage_section"] = "surveys"
    at.session_state["surveys_desk"] = asked.survey_id
    at.session_state[f"survey_writing_{asked.survey_id}"] = True
    at.session_state[f"survey_form_open_{asked.survey_id}"] = "words"
    at.run()
    assert faults(at) == []
    assert at.code[0].value == odd
    assert "If in question 2 you chose “Yes”, and (your answer to question 3 is more than 1, or" in html(at)
    at.text_area(key=f"survey_q_{asked.survey_id}_words_en").input("In your own words")
    press(at, "Save the question")
    assert faults(at) == []
    assert editing.question_named(written_form(street, asked.survey_id), "words").condition == odd
    at.session_state[f"survey_form_open_{asked.survey_id}"] = "words"
    at.run()
    press(at, "Yes, ask it always")
    assert editing.question_named(written_form(street, asked.survey_id), "words").condition == ""
    at.session_state[f"survey_form_open_{asked.survey_id}"] = "since"
    at.run()
    at.radio(key=f"survey_joiner_{asked.survey_id}_since").set_value(Joiner.ANY).run()
    assert faults(at) == []
    since = editing.question_named(written_form(street, asked.survey_id), "since")
    assert since.condition == "${care} = 'yes' or ${content} > 3"
    assert at.text_input(key=f"survey_q_{asked.survey_id}_since_refusal_zh").value == ""


def press(at: Any, words: str) -> None:
    """Press the button with these words."""
    next(one for one in at.button if one.label == words).click().run()


def written_form(street: Street, survey_id: str) -> Questionnaire:
    """The form as it stands."""
    return survey_draft(street.house.database, PLANNER, street.house.clock(), survey_id=survey_id).form


def test_questions_are_grouped(monkeypatch: pytest.MonkeyPatch, street: Street):
    """A group around two questions, with a title and a condition; one moved out; dissolved, the condition stays with the other."""
    with street.house.database.reading() as session:
        asked = prepared(street.house, store.get(session, Community, street.here))
    at, id_ = opened_at(monkeypatch, street, asked, ""), asked.survey_id
    at.radio(key=f"survey_list_{id_}").set_value("needs").run()
    at.selectbox(key=f"survey_group_new_{id_}_last_needs").set_value("first")
    press(at, "Make the group")
    assert "Write what the group is called" in faults(at)[0]
    at.text_input(key=f"survey_group_new_{id_}_zh").input(f"别的需要{HOSTILE}")
    press(at, "Make the group")
    assert faults(at) == []
    form = written_form(street, id_)
    path = form.groups[0].path
    assert [one.name for one in form.questions if one.group == path] == ["needs", "first"]
    assert "<img src=x" not in html(at)
    at.button(key=f"survey_group_open_1_{id_}").click().run()
    at.selectbox(key=f"survey_pick_{id_}_group_{path[0]}_of").set_value("care").run()
    at.button(key=f"survey_pick_{id_}_group_{path[0]}_add").click().run()
    assert faults(at) == []
    assert written_form(street, id_).groups[0].condition == "${care} = 'yes'"
    at.text_input(key=f"survey_g_{id_}_{path[0]}_en").input("Other needs")
    press(at, "Save the title")
    assert written_form(street, id_).groups[0].label.en == "Other needs"
    at.button(key=f"survey_back_{id_}").click().run()
    at.selectbox(key=f"survey_group_of_{id_}").set_value("").run()
    assert faults(at) == []
    assert editing.question_named(written_form(street, id_), "needs").group == ()
    meanwhile(asked, lambda form: grouping.regrouped(form, "needs", path))
    at.run()
    assert at.selectbox(key=f"survey_group_of_{id_}").value == path[0]
    at.button(key=f"survey_group_open_1_{id_}").click().run()
    at.button(key=f"survey_dissolve_{id_}").click().run()
    assert faults(at) == []
    form = written_form(street, id_)
    assert form.groups == ()
    assert [one.condition for one in form.questions if one.name in {"needs", "first"}] == ["${care} = 'yes'"] * 2


def test_a_group_that_another_dissolved(monkeypatch: pytest.MonkeyPatch, street: Street):
    """Is told where it was open."""
    with street.house.database.reading() as session:
        asked = prepared(street.house, store.get(session, Community, street.here))
    meanwhile(asked, lambda form: grouping.grouped(form, "needs", "first", Words("别的", "Other")))
    at = opened_at(monkeypatch, street, asked, "group:other")
    assert faults(at) == []
    meanwhile(asked, lambda form: grouping.dissolved(form, ("other",)))
    at.run()
    assert "not in the form any more" in at.warning[0].value
