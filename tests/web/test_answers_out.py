"""Answers as files: shaped as KoboToolbox exports them, for those who work on the questionnaire only."""

from __future__ import annotations

import csv
import io
import json
from datetime import timedelta
from itertools import count

import openpyxl
import pytest
from starlette.testclient import TestClient

from planning.actions.survey_drafts import keep_form
from planning.actions.themes import keep_theme, name_theme
from planning.queries.survey_drafts import survey_draft
from planning.site import new_id
from planning.surveys.questionnaire import editing
from planning.surveys.questionnaire.xlsform import read_form
from planning.web.house import House
from planning.wording import Words
from tests.asked import PLANNER, SAID, published
from tests.makers import staff_cookie, visitor
from tests.web.test_addresses import signed_in


@pytest.fixture
def desk(client: TestClient, house: House) -> TestClient:
    """An administrator's browser."""
    client.cookies.update(staff_cookie(house, signed_in(house)))
    return client


def test_a_table_has_the_columns_of_kobo(desk: TestClient, house: House):
    """Groups before names, one column for each of several choices, a point in its parts; words are no formula (row 32)."""
    asked = published(house)
    asked.answer(SAID | {"words": "=HYPERLINK(1)"})
    text = desk.get(f"/q/{asked.survey_id}/answers.csv").content.decode("utf-8-sig")
    (line,) = csv.DictReader(io.StringIO(text), delimiter=";")
    told = {
        "care": "yes", "children": "2", "needs": "shade bench", "needs/shade": "1", "needs/lift": "0", "first": "lift shade", "content": "4",
        "fee": "dont_know", "words": "'=HYPERLINK(1)", "since": "2019-03-01", "spot": "30.63 104.06 0 0", "_spot_latitude": "30.63", "_spot_longitude": "104.06",
        "grid/light": "bad", "grid/trees": "good", "_submitted_by": "by_phone", "__version__": "1", "_index": "1",
    }  # fmt: skip
    assert {name: line[name] for name in told} == told
    book = openpyxl.load_workbook(io.BytesIO(desk.get(f"/q/{asked.survey_id}/answers.xlsx").content))
    head, first = list(book.active.iter_rows())
    cells = {name.value: cell for name, cell in zip(head, first, strict=True)}
    assert (cells["words"].data_type, cells["children"].value) == ("s", 2)


def test_themes_stand_after_the_open_answer(desk: TestClient, house: House):
    """As several choices do: what it stands under, and 0 or 1 for each; a theme laid aside has no column, equal titles a number."""
    asked = published(house)
    for number, words in enumerate(("装电梯", "路灯太暗", "")):
        asked.answer(SAID | {"words": words}, by=visitor(f"browser-{number}"))
    of = {json.loads(one.answers).get("words", ""): one.id for one in asked.kept}
    minutes = count()

    def named(title: Words, *words: str) -> str:
        by = (house.database, PLANNER, house.clock() + timedelta(minutes=next(minutes)), new_id())
        ids = [of[said] for said in words]
        return name_theme(*by, survey_id=asked.survey_id, question_name="words", title=title, response_ids=ids)

    named(Words("电梯", "Home"), "装电梯")
    named(Words("家", "Home"), "装电梯", "路灯太暗")
    laid_aside = named(Words("别的", "Other"), "路灯太暗")
    keep_theme(house.database, PLANNER, house.clock(), new_id(), theme_id=laid_aside, version=1, stands=False)

    def lines(language: str) -> dict[str, dict[str, str]]:
        text = desk.get(f"/q/{asked.survey_id}/answers.csv", params={"lang": language}).content.decode("utf-8-sig")
        return {line["words"]: line for line in csv.DictReader(io.StringIO(text), delimiter=";")}

    told = lines("zh")
    names = ("words_themes", "words_themes/电梯", "words_themes/家")
    assert [told[words][name] for words in ("装电梯", "路灯太暗", "") for name in names] == [
        "电梯; 家", "1", "1", "家", "0", "1", "", "", "",
    ]  # fmt: skip
    assert [name for name in told[""] if "themes" in name] == list(names)
    assert [name for name in lines("en")[""] if "themes" in name] == [
        "words_themes",
        "words_themes/Home",
        "words_themes/Home (2)",
    ]


def test_places_come_as_geojson(desk: TestClient, house: House):
    """One feature for each, closed rings, longitude first."""
    asked = published(house)
    asked.answer()
    found = json.loads(desk.get(f"/q/{asked.survey_id}/answers.geojson").content)["features"]
    assert [one["geometry"]["type"] for one in found] == ["Point", "LineString", "Polygon"]
    ring = found[2]["geometry"]["coordinates"][0]
    assert ring[0] == ring[-1] == [104.06, 30.63]
    assert found[0]["properties"]["care"] == "yes"


def test_nobody_else_gets_them(client: TestClient, house: House):
    """A visitor gets the form, and no answer."""
    asked = published(house)
    asked.answer()
    for ending in ("csv", "xlsx", "geojson"):
        assert client.get(f"/q/{asked.survey_id}/answers.{ending}").status_code == 403
    assert client.get(f"/q/{asked.survey_id}/form.xlsx").status_code == 200
    assert client.get(f"/q/{asked.survey_id}/answers.exe").status_code == 404


def test_a_draft_goes_out_to_those_who_write_it(desk: TestClient, client: TestClient, house: House):
    """Staff take the draft along as XLSForm; everybody else gets what is asked."""
    asked = published(house)
    view = survey_draft(house.database, PLANNER, house.clock(), survey_id=asked.survey_id)
    asked.act(keep_form, base=view.base, form=editing.copied(view.form, "since"))
    address = f"/q/{asked.survey_id}/form.xlsx"

    def named(said: bytes) -> set[str]:
        return {one.name for one in read_form("form.xlsx", said).questionnaire.questions}

    assert "since_2" in named(desk.get(f"{address}?draft=1").content)
    assert "since_2" not in named(desk.get(address).content)
    client.cookies.clear()
    assert "since_2" not in named(client.get(f"{address}?draft=1").content)
