"""Themes of open answers: named by a person, logged and undone; residents read names and numbers, never an answer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pytest

from planning import store
from planning.actions.surveys import upload_edition
from planning.actions.themes import group_answers, keep_theme, name_theme, rename_theme, ungroup_answers
from planning.errors import Refusals
from planning.people import Role
from planning.queries import open_answers as open_answers_room
from planning.queries.log import log_entries
from planning.queries.open_answers import UNDER_NONE, AnswersDesk, open_answers
from planning.queries.personal import my_data
from planning.queries.places_named import places_named
from planning.queries.survey_results import Themes, survey_results
from planning.site import new_id
from planning.store import erasing
from planning.surveys.questionnaire.theme import MOST_THEMES, Grouped, Theme
from planning.web.house import House
from planning.wording import Words
from tests.asked import CHOICES, HEAD, PLANNER, SURVEY, Asked, published, workbook
from tests.makers import staff, visitor
from tests.speaking import HOSTILE

LIFT = Words("电梯", "Lift")
TEXTS = ["希望加装电梯", "加装电梯", "老人要电梯", "请加装电梯！", "没有电梯不便", "路灯太暗", "路灯不亮", HOSTILE]


@dataclass
class Open:
    """A questionnaire with open answers, and who works on it."""

    house: House
    asked: Asked

    def desk(self, **sought: Any) -> AnswersDesk:
        """What those see who work on it."""
        return open_answers(self.house.database, PLANNER, self.house.clock(), survey_id=self.asked.survey_id, **sought)

    def do(self, act: Any, act_id: str = "", **arguments: Any) -> Any:
        """Do something as a planner."""
        return act(self.house.database, PLANNER, self.house.clock(), act_id or new_id(), **arguments)

    def named(self, title: Words = LIFT, ids: tuple[str, ...] = (), **more: Any) -> str:
        """Name a theme."""
        given = {"survey_id": self.asked.survey_id, "question_name": "words"} | more
        return str(self.do(name_theme, title=title, response_ids=list(ids), **given))

    def told(self) -> dict[str, Themes]:
        """What residents read of themes."""
        view = survey_results(self.house.database, visitor(), self.house.clock(), survey_id=self.asked.survey_id)
        return dict(view.themes)


@pytest.fixture
def answers(house: House) -> Open:
    """Eight answers in people's own words, each of its own browser."""
    asked = published(house)
    for number, text in enumerate(TEXTS):
        asked.answer({"care": "no", "words": text}, by=visitor(f"browser-{number}"))
    return Open(house, asked)


def refused(function: Any, *arguments: Any, **named: Any) -> list[str]:
    """The codes of all problems."""
    with pytest.raises(Refusals) as caught:
        function(*arguments, **named)
    return [problem.code for problem in caught.value.problems]


def test_similar_answers_are_found_and_put_under_a_theme(answers: Open):
    """Found by a word, put there all at once, counted; an answer may stand under several, and under none it is found, too."""
    desk = answers.desk()
    assert (desk.answered, desk.under_none, desk.pages) == (8, 8, 1)
    assert desk.answers[0].leads
    assert "电梯" in desk.answers[0].text
    assert ("电梯", 5) in [(one.word, one.count) for one in desk.keywords]
    lifts = answers.desk(text="电梯").found
    assert len(lifts) == 5
    lift, old = answers.named(ids=lifts), answers.named(Words("老人"), lifts[:1])
    desk = answers.desk()
    assert ({theme.id: count for theme, count in desk.themes}, desk.under_none) == ({lift: 5, old: 1}, 3)
    assert answers.desk(theme=old).answers[0].themes == {lift, old}
    assert set(answers.desk(theme=UNDER_NONE).found).isdisjoint(lifts)
    assert answers.desk(text="%").found == answers.desk(text="_").found == ()


def test_every_step_has_its_way_back(answers: Open):
    """Put and taken out, laid aside and taken up with what stood there; the same act twice is one; older copies are refused."""
    ids = list(answers.desk(text="路灯").found)
    theme = answers.named(Words("路灯"))
    act = new_id()
    assert [answers.do(group_answers, act, theme_id=theme, response_ids=ids) for _ in range(2)] == [2, 2]
    assert answers.do(group_answers, theme_id=theme, response_ids=ids) == 0
    assert answers.do(ungroup_answers, theme_id=theme, response_ids=ids[:1]) == 1
    assert answers.do(rename_theme, theme_id=theme, version=1, title=Words("灯")) == 2
    assert refused(answers.do, rename_theme, theme_id=theme, version=1, title=Words("x")) == ["edited_meanwhile"]
    assert answers.do(keep_theme, theme_id=theme, version=2, stands=False) == 3
    desk = answers.desk()
    assert (desk.themes, [one.id for one in desk.aside], desk.under_none) == ((), [theme], 8)
    answers.do(keep_theme, theme_id=theme, version=3, stands=True)
    assert [(one.title, count) for one, count in answers.desk().themes] == [(Words("灯"), 1)]
    board, now = staff(Role.BOARD), answers.house.clock()
    entries = log_entries(answers.house.database, board, now, community_id=answers.asked.here.id).entries
    acts = {one.act for one in entries}
    assert {"name_theme", "group_answers", "ungroup_answers", "rename_theme", "keep_theme"} <= acts
    assert not any(text in repr(entries) for text in TEXTS)


def test_what_is_no_theme_is_refused(answers: Open):
    """No name, too long a name, one that is there, no question with open answers, nothing chosen, too many."""
    ids = answers.desk().found
    answers.named()
    assert refused(answers.named) == ["same_theme"]
    assert refused(answers.named, Words("")) == ["empty_text"]
    assert refused(answers.named, Words("长" * 41)) == ["long_text"]
    assert refused(answers.named, Words("x"), question_name="care") == ["not_found"]
    (theme, _), *_ = answers.desk().themes
    assert refused(answers.do, group_answers, theme_id=theme.id, response_ids=[]) == ["nothing_chosen"]
    assert answers.do(group_answers, theme_id=theme.id, response_ids=["gone", ids[0]]) == 1
    for number in range(MOST_THEMES - 1):
        answers.named(Words(f"{number}"))
    assert refused(answers.named, Words("more")) == ["many_themes"]
    aside = answers.desk().themes[0][0]
    answers.do(keep_theme, theme_id=aside.id, version=1, stands=False)
    answers.named(aside.title)
    assert refused(answers.do, keep_theme, theme_id=aside.id, version=2, stands=True) == ["many_themes"]
    (other, _), *_ = answers.desk().themes
    answers.do(keep_theme, theme_id=other.id, version=1, stands=False)
    assert refused(answers.do, keep_theme, theme_id=aside.id, version=2, stands=True) == ["same_theme"]
    assert refused(answers.do, group_answers, theme_id=aside.id, response_ids=ids[:1]) == ["laid_aside"]
    assert answers.do(keep_theme, theme_id=other.id, version=2, stands=True) == 3


def test_answers_of_another_questionnaire_stand_under_no_theme_of_this_one(answers: Open):
    """Row 55: an id that is sent is no permission."""
    other = published(answers.house)
    other.answer({"care": "no", "words": "别处的话"})
    theme = answers.named()
    assert answers.do(group_answers, theme_id=theme, response_ids=[other.kept[0].id]) == 0


def test_residents_read_names_and_numbers_of_five_and_more(answers: Open):
    """Row 57: a theme of four is counted among the few; no word of an answer is in what residents get."""
    answers.named(ids=answers.desk(text="电梯").found)
    answers.named(Words("路灯", "Lamps"), answers.desk(text="路灯").found)
    answers.asked.close()
    told = answers.told()["words"]
    assert ([(one.title, one.count) for one in told.shown], told.few) == ([(LIFT, 5)], 1)
    assert not any(text in repr(told) for text in TEXTS)


def test_an_erased_answer_leaves_its_themes(answers: Open):
    """Its writer reads under what it stood; erased, it stands nowhere, and what residents read is one less."""
    answers.named(ids=answers.desk(text="电梯").found)
    answers.asked.close()
    (mine,) = my_data(answers.house.database, visitor("browser-0"), answers.house.clock())["answers"]
    assert mine["themes"] == [{"zh": "电梯", "en": "Lift"}]
    with answers.house.database.writing() as session:
        erasing.erase_browser(session, answers.house.settings.photo_place, "browser-0", answers.house.clock())
    with answers.house.database.reading() as session:
        assert store.count(session, Grouped) == 4
        assert store.count(session, Theme) == 1
    assert (answers.told()["words"].shown, answers.told()["words"].few) == ((), 1)
    assert len(answers.desk().found) == 7
    assert "希望加装电梯" not in repr(answers.desk())


def test_what_people_wrote_is_kept_in_no_memory(answers: Open):
    """The words of single answers are read where they lie; only what many say is kept between two looks."""
    assert len(answers.desk().answers) == 8
    assert answers.asked.survey_id in repr(vars(open_answers_room._KEPT))
    assert not any(text in repr(vars(open_answers_room._KEPT)) for text in TEXTS)


def test_a_place_stands_under_the_question_as_it_is_worded_now(house: House):
    """A corrected form is read at once, although no answer came or went."""
    asked = published(house)
    for _ in range(5):
        asked.answer({"care": "no", "spot": [104.0605, 30.6305]})

    def label() -> Words:
        (one,) = places_named(house.database, PLANNER, house.clock(), survey_id=asked.survey_id)
        return one.question.label

    assert label() == Words("在哪里？", "Where?")
    rows = [[*row[:2], "具体在哪里？", *row[3:]] if "spot" in row else row for row in SURVEY]
    asked.act(upload_edition, file="corrected.xlsx", data=workbook([HEAD, *rows], CHOICES))
    assert label() == Words("具体在哪里？", "Where?")


def test_many_answers_are_found_by_their_ids_in_parts(answers: Open):
    """More ids than a database takes at once, those of nowhere among them, put there what is here."""
    ids = [f"nowhere-{n}" for n in range(40_000)]
    theme = answers.named(ids=(*ids, *answers.desk().found))
    assert [count for one, count in answers.desk().themes if one.id == theme] == [8]


def test_a_page_behind_the_last_is_the_last(answers: Open):
    """Answers were put elsewhere while the second page was open; no page is no page, either."""
    assert [(desk.page, len(desk.answers)) for desk in (answers.desk(page=7), answers.desk(page=-1))] == [
        (1, 8),
        (1, 8),
    ]
    empty = answers.desk(text="没有这样的话", page=3)
    assert (empty.page, empty.pages, empty.answers) == (1, 0, ())


def test_places_are_squares_for_everybody_and_places_for_staff(house: House):
    """Row 57: nobody but those who work on it gets a coordinate that somebody set; other staff get squares, too."""
    asked = published(house)
    for number in range(6):
        spot = [104.0605 + number / 1e5, 30.6305]
        asked.answer({"care": "no", "spot": spot, **({"way": [spot, [104.062, 30.6305]]} if number else {})})
    asked.close()

    def seen(who: Any) -> dict[str, Any]:
        found = places_named(house.database, who, house.clock(), survey_id=asked.survey_id)
        return {one.question.name: one for one in found}

    for who in (visitor(), staff(Role.MODERATOR)):
        told = seen(who)
        assert {name: (one.people, one.shapes) for name, one in told.items()} == {"spot": (6, ()), "way": (5, ())}
        assert "104.0605" not in repr(told)
    at_work = seen(PLANNER)
    assert [shape.x for shape in at_work["spot"].shapes] == pytest.approx(
        [104.0605 + number / 1e5 for number in range(6)]
    )


def test_few_places_are_not_shown(house: House):
    """Row 57: where four people named a place, only that they did."""
    asked = published(house)
    for number in range(5):
        asked.answer({"care": "no", **({"spot": [104.0605, 30.6305]} if number else {})})
    asked.close()
    (one,) = places_named(house.database, visitor(), house.clock(), survey_id=asked.survey_id)
    assert (one.people, one.squares, one.shapes) == (4, None, ())
