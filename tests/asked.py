"""Readable questionnaires for tests: a form of every kind of question, published through the acts that staff use."""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import Any

import openpyxl

from planning import store
from planning.actions.answering import Answered, answer_survey
from planning.actions.surveys import change_survey, close_survey, create_survey, publish_survey
from planning.people import Role, Visitor
from planning.queries.surveys import SurveyView, survey_view
from planning.site import Community, new_id
from planning.surveys.questionnaire.survey import Admission, Response
from planning.surveys.questionnaire.written import fingerprint
from planning.web.house import House
from planning.wording import Words
from tests.makers import community, staff, visitor

HEAD = ["type", "name", "label::中文 (zh)", "label::English (en)", "required", "relevant", "constraint", "appearance", "parameters", "bind::jieyi:dont_know"]  # fmt: skip
SURVEY: list[list[Any]] = [
    ["note", "hello", "您好", "Hello"],
    ["select_one yn", "care", "需要托管吗？", "Do you need child care?", "yes"],
    ["integer", "children", "几个孩子？", "How many children?", "yes", "${care} = 'yes'", ". >= 1 and . <= 9"],
    ["select_multiple needs", "needs", "还需要什么？", "What else?", "", "", "", "", "randomize=true"],
    ["rank needs", "first", "哪个最要紧？", "What comes first?"],
    ["range", "content", "满意程度", "How content?", "", "", "", "", "start=1 end=5 step=1"],
    ["decimal", "fee", "愿付多少？", "What would you pay?", "", "", "", "", "", "yes"],
    ["text", "words", "您的话", "Your words"],
    ["date", "since", "哪天搬来？", "Since when?", "", "", ". <= today()"],
    ["image", "picture", "照片", "A photo"],
    ["geopoint", "spot", "在哪里？", "Where?"],
    ["geotrace", "way", "走哪条路？", "Which way?"],
    ["geoshape", "yard", "哪块地？", "Which ground?"],
    ["begin_group", "grid", "怎么样？", "How are they?", "", "", "", "field-list"],
    ["select_one grade", "grid_head", "评价", "Grade", "", "", "", "label"],
    ["select_one grade", "light", "路灯", "Lamps", "", "", "", "list-nolabel"],
    ["select_one grade", "trees", "行道树", "Trees", "", "", "", "list-nolabel"],
    ["end_group"],
]
CHOICES: list[list[Any]] = [
    ["list_name", "name", "label::中文 (zh)", "label::English (en)"],
    ["yn", "yes", "需要", "Yes"], ["yn", "no", "不需要", "No"],
    ["needs", "shade", "树荫", "Shade"], ["needs", "bench", "长椅", "Benches"], ["needs", "lift", "电梯", "A lift"],
    ["grade", "good", "好", "Good"], ["grade", "bad", "差", "Bad"],
]  # fmt: skip
SAID: dict[str, Any] = {
    "care": "yes", "children": "2", "needs": ["bench", "shade"], "first": ["lift", "shade"], "content": "4", "fee": None,
    "words": "周末没有人看孩子", "since": "2019-03-01", "spot": [104.06, 30.63], "way": [[104.06, 30.63], [104.061, 30.631]],
    "yard": [[104.06, 30.63], [104.061, 30.63], [104.061, 30.631]], "grid": {"light": "bad", "trees": "good"},
}  # fmt: skip
"""An answer to everything but the photo."""
PLANNER = staff(Role.PLANNER)


def workbook(
    survey: list[list[Any]], choices: list[list[Any]] | None = None, settings: list[list[Any]] | None = None
) -> bytes:
    """An XLSForm."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "survey"
    for row in survey:
        sheet.append(row)
    for name, rows in (("choices", choices), ("settings", settings)):
        if rows:
            more = book.create_sheet(name)
            for row in rows:
                more.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def every_kind() -> bytes:
    """A form with every kind of question."""
    return workbook([HEAD, *SURVEY], CHOICES, [["form_title"], ["Needs 2026"]])


@dataclass
class Asked:
    """A questionnaire in a house."""

    house: House
    here: Community
    survey_id: str

    @property
    def view(self) -> SurveyView:
        """As a phone sees it."""
        return survey_view(self.house.database, PLANNER, self.house.clock(), survey_id=self.survey_id)

    def act(self, act: Any, by: Visitor = PLANNER, **arguments: Any) -> Any:
        """Do an act of staff to it."""
        return act(self.house.database, by, self.house.clock(), new_id(), survey_id=self.survey_id, **arguments)

    def change(self, **instead: Any) -> None:
        """Change what is said of it."""
        usual: dict[str, Any] = {
            "version": self.view.survey.version, "title": Words("需求问卷", "Needs"), "about": Words("", ""), "entry": Admission.OPEN,
            "round_id": "", "case_id": "", "asks_courtyard": False, "before_id": "",
        }  # fmt: skip
        self.act(change_survey, **(usual | instead))

    def answer(self, answers: Any = None, by: Visitor | None = None, **instead: Any) -> Answered:
        """Answer it, as somebody new each time."""
        usual: dict[str, Any] = {
            "client_id": new_id(), "edition_id": self.view.edition.id, "answers": SAID if answers is None else answers, "courtyard_id": "",
            "code_id": None, "mac": self.house.mac, "clock": self.house.clock,
        }  # fmt: skip
        return answer_survey(
            self.house.database, by or visitor(), self.house.clock(), survey_id=self.survey_id, **(usual | instead)
        )

    def close(self) -> None:
        """Take no more answers."""
        self.act(close_survey, reason="收齐了")

    def publish(self) -> None:
        """Open it as it stands."""
        self.act(publish_survey, base=fingerprint(self.view.edition.form))

    @property
    def kept(self) -> list[Response]:
        """What was answered, oldest first."""
        with self.house.database.reading() as session:
            return store.find(session, Response, order=("at", "id"), survey_id=self.survey_id)


def prepared(house: House, here: Community | None = None, data: bytes | None = None, file: str = "needs.xlsx") -> Asked:
    """Made of an XLSForm, not yet published."""
    here = here or community(house)
    made = create_survey(
        house.database, PLANNER, house.clock(), new_id(), community_id=here.id, file=file, data=data or every_kind()
    )
    return Asked(house, here, made)


def published(house: House, here: Community | None = None, data: bytes | None = None, **instead: Any) -> Asked:
    """The same, and open."""
    made = prepared(house, here, data)
    if instead:
        made.change(**instead)
    made.publish()
    return made
