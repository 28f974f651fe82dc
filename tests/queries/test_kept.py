"""What is kept of all answers to a questionnaire goes when one of them goes, or a form is another one."""

from __future__ import annotations

from planning.actions.surveys import upload_edition
from planning.queries.kept import Kept
from planning.queries.query import Look
from planning.store import surveys
from planning.web.house import House
from tests.asked import CHOICES, HEAD, PLANNER, SURVEY, published, workbook
from tests.makers import visitor


def test_nothing_is_kept_of_a_state_that_is_over(house: House):
    """Two parts were read of seven answers; after an eighth the one is read anew, and the other is dropped at once."""
    asked, other = published(house), published(house)
    memory: Kept[list[str]] = Kept(3)

    def of(part: str, survey_id: str = asked.survey_id) -> list[str]:
        with house.database.reading() as session:
            look = Look(session, PLANNER, house.clock(), "survey_answers")
            said = [answers for _, answers in surveys.said(session, survey_id)]
            return memory.of(look, survey_id, surveys.standing(session, survey_id), lambda: said, part=part)

    asked.answer({"care": "no", "words": "第一句话"}, by=visitor("a"))
    first = of("a")
    assert of("a") is first
    assert of("b") == first
    beside = of("a", other.survey_id)
    asked.answer({"care": "no", "words": "第二句话"}, by=visitor("b"))
    assert len(of("a")) == 2
    assert [key for key in vars(memory)["_there"] if key[0] == asked.survey_id] == [(asked.survey_id, "a")]
    assert of("a", other.survey_id) is beside
    before = of("a")
    asked.act(upload_edition, file="more.xlsx", data=workbook([HEAD, *SURVEY[:3]], CHOICES))
    assert of("a") is not before


def test_only_a_few_are_kept(house: House):
    """A fourth pushes the others out: memory does not grow with the number of questions."""
    asked = published(house)
    memory: Kept[str] = Kept(3)
    with house.database.reading() as session:
        look, standing = (
            Look(session, PLANNER, house.clock(), "survey_answers"),
            surveys.standing(session, asked.survey_id),
        )
        for part in "abcd":
            memory.of(look, asked.survey_id, standing, part.upper, part=part)
    assert len(vars(memory)["_there"]) == 1
