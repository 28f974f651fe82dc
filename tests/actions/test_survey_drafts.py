"""Questionnaires written in the browser: kept after each change, never over another's, issued as the next version."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from planning import store
from planning.actions.survey_drafts import drop_draft, issue_draft, keep_form, start_survey
from planning.actions.surveys import publish_survey, upload_edition
from planning.errors import Refusals
from planning.people import Role
from planning.queries.survey_drafts import DraftView, survey_draft
from planning.queries.surveys import survey_desk, survey_view
from planning.site import new_id
from planning.surveys.questionnaire import editing
from planning.surveys.questionnaire.question import QuestionKind, Questionnaire
from planning.surveys.questionnaire.survey import Draft, Edition
from planning.surveys.questionnaire.typed import Typed, question_of
from planning.web.house import House
from planning.wording import Words
from tests.asked import HEAD, PLANNER, Asked, every_kind, prepared, published, workbook
from tests.makers import community, staff, visitor


def started(house: House) -> Asked:
    """A questionnaire without a question."""
    here = community(house)
    made = start_survey(house.database, PLANNER, house.clock(), new_id(), community_id=here.id, title=Words("需求", ""))
    return Asked(house, here, made)


def draft(asked: Asked) -> DraftView:
    """As those see it who write it."""
    return survey_draft(asked.house.database, PLANNER, asked.house.clock(), survey_id=asked.survey_id)


def keep(asked: Asked, form: Questionnaire, base: str = "") -> str:
    """Keep a changed form."""
    return str(asked.act(keep_form, base=base or draft(asked).base, form=form))


def with_text(form: Questionnaire, words: str) -> Questionnaire:
    """With one more question."""
    return editing.added(form, question_of(form, QuestionKind.TEXT, Typed(en=words)))


def code(refused: Any) -> str:
    """The first code."""
    return str(refused.value.code)


def test_an_empty_one_is_begun_written_and_published(house: House):
    """It cannot be published before there is a question; then it is asked as it was written, and stays version 1."""
    asked = started(house)
    with pytest.raises(Refusals) as empty:
        asked.publish()
    assert code(empty) == "no_question"
    base = keep(asked, with_text(draft(asked).form, "Why"))
    assert base == draft(asked).base
    keep(asked, with_text(draft(asked).form, "Since when"))
    asked.publish()
    assert [one.name for one in asked.view.form.questions] == ["why", "since_when"]
    assert asked.view.edition.number == 1
    asked.answer({"why": "树荫"})
    assert len(asked.kept) == 1


def test_a_title_is_needed(house: House):
    """In one language at least."""
    with pytest.raises(Refusals) as refused:
        start_survey(
            house.database, PLANNER, house.clock(), new_id(), community_id=community(house).id, title=Words(" ", "")
        )
    assert code(refused) == "empty_text"


def test_the_later_of_two_editors_is_refused(house: House):
    """Row 49: nothing of the first is written over, before it is published and in a draft; who looks again can go on."""
    for asked in (started(house), published(house)):
        seen = draft(asked)
        keep(asked, with_text(seen.form, "One"), seen.base)
        with pytest.raises(Refusals) as refused:
            keep(asked, with_text(seen.form, "Two"), seen.base)
        assert code(refused) == "edited_meanwhile"
        assert draft(asked).form.questions[-1].name == "one"
        keep(asked, with_text(draft(asked).form, "Two"))
        assert [one.name for one in draft(asked).form.questions][-2:] == ["one", "two"]


def test_what_nobody_looked_at_is_not_published(house: House):
    """Row 49: a wording that another kept meanwhile does not go out unseen, and no file takes its place."""
    asked = started(house)
    keep(asked, with_text(draft(asked).form, "One"))
    seen = draft(asked)
    keep(asked, with_text(seen.form, "Two"))
    acts: list[tuple[Any, dict[str, Any]]] = [(publish_survey, {}), (upload_edition, {"file": "b.xlsx", "data": every_kind()})]  # fmt: skip
    for act, given in acts:
        with pytest.raises(Refusals) as refused:
            asked.act(act, base=seen.base, **given)
        assert code(refused) == "edited_meanwhile"
    assert asked.view.survey.published_at is None
    assert [one.name for one in asked.view.form.questions] == ["one", "two"]
    assert survey_desk(house.database, PLANNER, house.clock(), survey_id=asked.survey_id).base == draft(asked).base
    asked.act(upload_edition, base=draft(asked).base, file="b.xlsx", data=every_kind())
    asked.act(publish_survey, base=draft(asked).base)
    assert asked.view.survey.published_at is not None


def test_a_file_that_cannot_be_asked_does_not_follow_a_published_version(house: House):
    """In preparation it may stand until it is mended; what residents are asked stays as it was."""
    scale = workbook([[*HEAD[:4], "parameters"], ["range", "content", "满意吗", "Content?", "start=5 end=1 step=1"]])
    waiting, asked = prepared(house), published(house)
    waiting.act(upload_edition, file="b.xlsx", data=scale)
    before = asked.view
    with pytest.raises(Refusals) as refused:
        asked.act(upload_edition, file="b.xlsx", data=scale)
    assert code(refused) == "bad_ends"
    assert asked.view == before


def test_what_is_published_stays_until_the_draft_is_issued(house: House):
    """Answers stay with the version that was read; who opened the page before may still send; residents see no draft."""
    asked = published(house)
    first = asked.view
    asked.answer()
    keep(asked, editing.removed(first.form, "words"))
    view = draft(asked)
    assert (view.is_draft, view.number) == (True, 1)
    assert asked.view.form == first.form
    for who, is_draft in ((visitor(), False), (PLANNER, True)):
        seen = survey_view(house.database, who, house.clock(), survey_id=asked.survey_id, draft=True)
        assert (seen.is_draft, "words" not in [one.name for one in seen.form.questions]) == (is_draft, is_draft)
    assert asked.act(issue_draft, base=view.base) == 2
    assert draft(asked).is_draft is False
    assert "words" not in [one.name for one in asked.view.form.questions]
    asked.answer({"care": "no", "words": "早上打开的页面"}, edition_id=first.edition.id)
    assert {one.edition_id for one in asked.kept} == {first.edition.id}
    with house.database.reading() as session:
        assert store.get(session, Edition, first.edition.id) == first.edition
        assert store.count(session, Draft) == 0


def test_a_draft_is_laid_aside(house: House):
    """What is asked stays; a second time there is nothing to lay aside, and nothing to issue."""
    asked = published(house)
    before = draft(asked)
    keep(asked, with_text(before.form, "Why"))
    asked.act(drop_draft, base=draft(asked).base)
    assert draft(asked) == before
    for act in (drop_draft, issue_draft):
        with pytest.raises(Refusals) as refused:
            asked.act(act, base=before.base)
        assert code(refused) == "no_draft"


def test_a_draft_does_not_write_over_a_file_that_came_after_it(house: House):
    """The version that was brought in meanwhile is asked; the draft waits to be laid aside."""
    asked = published(house)
    keep(asked, with_text(draft(asked).form, "Why"))
    asked.act(upload_edition, file="b.xlsx", data=every_kind())
    with pytest.raises(Refusals) as refused:
        asked.act(issue_draft, base=draft(asked).base)
    assert code(refused) == "newer_version"
    with pytest.raises(Refusals) as kept:
        keep(asked, with_text(draft(asked).form, "Where"))
    assert code(kept) == "newer_version"
    assert draft(asked).overtaken
    asked.act(drop_draft, base=draft(asked).base)
    assert not draft(asked).overtaken
    keep(asked, with_text(draft(asked).form, "Where"))
    assert (draft(asked).is_draft, draft(asked).overtaken) == (True, False)


def test_closing_ends_writing(house: House):
    """The draft goes with it, and nothing is kept any more."""
    asked = published(house)
    keep(asked, with_text(draft(asked).form, "Why"))
    asked.close()
    with house.database.reading() as session:
        assert store.count(session, Draft) == 0
    with pytest.raises(Refusals) as refused:
        keep(asked, with_text(draft(asked).form, "Why"))
    assert code(refused) == "not_open"


def test_a_change_that_leaves_a_form_broken_is_not_kept(house: House):
    """Whoever asks past the page is told the same."""
    asked = published(house)
    form = draft(asked).form
    broken = replace(form, questions=tuple(one for one in form.questions if one.name != "care"))
    with pytest.raises(Refusals) as refused:
        keep(asked, broken)
    assert code(refused) == "unknown_answer"


def test_only_those_who_work_on_questionnaires_write_them(house: House):
    """Residents and social workers read no draft and keep none."""
    asked = published(house)
    view = draft(asked)
    for who in (visitor(), staff(Role.SOCIAL_WORKER)):
        with pytest.raises(Refusals):
            asked.act(keep_form, by=who, base=view.base, form=view.form)
        with pytest.raises(Refusals):
            survey_draft(house.database, who, house.clock(), survey_id=asked.survey_id)


def test_the_same_again_changes_nothing(house: House):
    """Row 1: a double click is one act."""
    asked = started(house)
    view, id_ = draft(asked), new_id()
    given: dict[str, Any] = {"survey_id": asked.survey_id, "base": view.base, "form": with_text(view.form, "Why")}
    one, again = (keep_form(house.database, PLANNER, house.clock(), id_, **given) for _ in range(2))
    assert one == again
    assert len(draft(asked).form.questions) == 1
