"""The decision page of a case: rounds with their rule, meetings, objections and screening on one page, for everybody."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta

import pytest
from starlette.testclient import TestClient

from planning import addresses, store
from planning.actions.case_decisions import record_decision
from planning.actions.illustrative import Loaded, load_illustrative
from planning.actions.meetings import call_meeting, hold_meeting
from planning.cases.case import Case, Phase
from planning.cases.decision import Force, Way
from planning.cases.meeting import MeetingKind
from planning.people import SYSTEM
from planning.site import new_id
from planning.surveys.walk import Stop, Walk
from planning.web.house import House
from planning.wording import Words
from tests.asked import published
from tests.makers import NOON, Clock, community
from tests.speaking import HOSTILE


@pytest.fixture
def street(house: House, clock: Clock) -> Loaded:
    """The illustrative community, with a meeting that decided by a show of hands."""
    loaded = load_illustrative(house.database, SYSTEM, NOON, seed=7, photo_dir=house.settings.photo_dir)
    evening, database = NOON + timedelta(days=1), house.database
    met = call_meeting(
        database, SYSTEM, NOON, "call", community_id=loaded.community_id, meeting_kind=MeetingKind.ASSEMBLY,
        title=Words("代表大会", "Assembly"), agenda=Words("树"), starts_at=evening, where=Words("活动室"), case_ids=[loaded.case_id],
    )  # fmt: skip
    hold_meeting(database, SYSTEM, evening, "hold", meeting_id=met, version=1, summary=Words("分段", "In sections"), minutes=Words("老李"), counted=40)  # fmt: skip
    record_decision(
        database, SYSTEM, evening, "decide", case_id=loaded.case_id, decided=Words("分段", f"In sections {HOSTILE}"), way=Way.REPRESENTATIVES,
        force=Force.PRE_CHECK, day=evening.date(), of_meeting=met, in_favour=30, against=6, abstained=4, unvisited_reason="Season.",
    )  # fmt: skip
    clock.now = evening
    return loaded


@pytest.mark.parametrize("language", ["zh", "en"])
def test_everything_that_led_to_a_decision_is_on_one_page(client: TestClient, street: Loaded, language: str):
    """How, with whom, under which rule; what it is not; the objections that stand; no name, and no tally before closing."""
    url = addresses.to(addresses.CASE_DECISION, community=street.community_id, case=street.case_id, lang=language)
    page = client.get(url)
    assert page.status_code == 200
    wanted = {
        "zh": ("会议代表表决", "赞成30，反对6，弃权4", "代表大会", "不是法定的业主电子投票", "换还是留", "这些树长了三十年", "公布"),
        "en": ("by a vote of representatives", "In favour 30, against 6, abstained 4", "Assembly", "never a statutory electronic vote",
               "Replace or keep", "They stand: 1", "What was announced in advance"),
    }[language]  # fmt: skip
    for part in wanted:
        assert part.lower() in page.text.lower(), part
    assert "老李" not in page.text
    assert "<img src=x" not in page.text


def test_each_walk_of_a_case_and_of_its_questionnaires_is_told_once(client: TestClient, house: House):
    """One for both, one for the questionnaire only, one for the case only; their sum is told nowhere."""
    here = community(house)
    case = Case(new_id(), here.id, Words("树", "Trees"), Words("换吗"), Words(""), Phase.SURVEY, NOON)
    asked = published(house, here)
    walks = [
        Walk(f"walk-{doors}", here.id, Words("走"), NOON, case_id=of_case, survey_id=survey)
        for doors, of_case, survey in (
            (20, case.id, asked.survey_id),
            (7, None, asked.survey_id),
            (6, case.id, None),
            (2, case.id, None),
        )
    ]
    with house.database.writing() as session:
        store.add(session, case)
        store.change(session, replace(asked.view.survey, case_id=case.id, version=asked.view.survey.version + 1))
        store.add_all(session, walks)
        store.add_all(session, [
            Stop(new_id(), here.id, walk.id, None, n, f"door {n}") for walk in walks for n in range(int(walk.id[5:]))
        ])  # fmt: skip
    page = client.get(addresses.to(addresses.CASE_DECISION, community=here.id, case=case.id, lang="en")).text
    assert sorted(re.findall(r"walk of 24 Nov 2026 · doors: (\d+)", page)) == ["20", "6", "7"]
    assert page.count("walk of 24 Nov 2026 · fewer than five doors, not told") == 1
    assert "not shown" not in page


def test_a_case_that_is_not_here_is_not_found(client: TestClient, street: Loaded):
    """No page for a case of nowhere."""
    gone = addresses.to(addresses.CASE_DECISION, community=street.community_id, case="gone")
    assert client.get(gone).status_code == 404
