"""One of each noun of works, evaluations and money: every field filled."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from shapely.geometry import LineString

from planning.cases.evaluation import About, Appraisal, CaseEnding, Done, Evaluation, EvaluationCode, Good
from planning.cases.fund import Entry, EntryKind, Fund
from planning.cases.household import Household, HouseholdState
from planning.cases.lift import Flat, LiftPlan
from planning.cases.works import Fate, Milestone, Shot, Stage, Touched, Work, WorkState
from planning.site import Pin, new_id
from planning.surveys.evidence import (
    EvidenceKind,
    EvidencePhoto,
    EvidenceState,
    EvidenceWalk,
    Placed,
    Timed,
)
from planning.surveys.walk import Stop, StopNote, StopState, Tally, Walk
from planning.wording import Words
from tests.makers import NOON

AT = NOON
SAID = Words("说", "Said")
PIN = Pin(104.06, 30.63)


def built(here: str, case: str, tree: str, photo: str) -> list[Any]:
    """A work with a milestone, what it touches, and a photo."""
    work = Work(
        new_id(), here, case, SAID, "绿化队", date(2026, 11, 1), date(2026, 12, 1), AT, WorkState.DONE, date(2026, 11, 2),
        date(2026, 12, 3), "雨天", PIN, 4,
    )  # fmt: skip
    return [
        work,
        Milestone(new_id(), here, work.id, SAID, date(2026, 11, 9), date(2026, 11, 8), 2),
        Touched(new_id(), here, work.id, "tree", tree, Fate.REMOVED, 1, Words("", ""), 2),
        Shot(new_id(), here, work.id, photo, "路口朝东", Stage.AFTER, date(2026, 12, 3)),
    ]


def evaluated(here: str, case: str, courtyard: str) -> list[Any]:
    """An evaluation with a code and an answer, and a case that was closed with it."""
    asked = Evaluation(
        new_id(), here, About.CASE, SAID, AT, AT + timedelta(days=9), True, AT, case, courtyard, 2026, AT, "错了", 2
    )
    return [
        asked,
        EvaluationCode(new_id(), here, asked.id, "cd" * 32),
        Appraisal(
            new_id(), here, asked.id, "once", "browser-1", Done.PARTLY, Good.FAIR, "还行", AT, courtyard, True, 2
        ),
        CaseEnding(new_id(), here, case, asked.id, True, "好", AT),
    ]


def kept_books(here: str, case: str, courtyard: str, round_: str) -> list[Any]:
    """A fund with an entry."""
    fund, id_ = Fund(new_id(), here, SAID, AT, courtyard, case), new_id()
    return [
        fund,
        Entry(
            id_,
            here,
            fund.id,
            1,
            EntryKind.PAYMENT,
            10**14,
            date(2026, 11, 3),
            SAID,
            "一家公司",
            True,
            AT,
            "No 7",
            id_,
            round_,
            fund.id,
        ),
    ]


def spoken_to(here: str, case: str, courtyard: str) -> list[Any]:
    """A household of a case, and how the cost of a lift is shared."""
    flats = (Flat("3-2-201", 2, "87.35"),)
    return [
        Household(
            new_id(),
            here,
            case,
            courtyard,
            "3-2-201",
            "王",
            AT,
            HouseholdState.AGREED,
            date(2026, 11, 3),
            "晚上在家",
            2,
        ),
        LiftPlan(new_id(), here, case, 42_000_000, True, ((2, "0.5"),), "院落会纪要", flats, AT, 2),
    ]


def photographed(here: str, case: str, courtyard: str) -> list[Any]:
    """An evidence walk, and a photo of it; merged with itself, so that no field is empty."""
    route, id_ = LineString([(104.06, 30.63), (104.061, 30.631)]), new_id()
    walk = EvidenceWalk(
        new_id(),
        here,
        SAID,
        SAID,
        date(2026, 11, 7),
        "m-1",
        route,
        AT,
        case,
        courtyard,
        ("m-2", "m-3"),
        "ABCD2345",
        AT,
        3,
        "下大雨",
    )
    return [
        walk,
        EvidencePhoto(
            id_, here, walk.id, PIN, Placed.ROUTE, AT, Timed.CAMERA, EvidenceKind.FRUIT, "一地果子", AT, "browser-7", "m-2",
            EvidenceState.MERGED, "同一处", id_, AT, 2,
        ),
    ]  # fmt: skip


def walked(here: str, case: str, courtyard: str, survey: str) -> list[Any]:
    """A walk from door to door, and a stop of it."""
    walk = Walk(new_id(), here, SAID, AT, courtyard, case, survey, AT, (Tally(courtyard, StopState.DONE, 3),), 2)
    history = (
        StopNote(StopState.NOT_AT_HOME, date(2026, 11, 3), "m-1"),
        StopNote(StopState.COME_BACK, date(2026, 11, 4), "m-2"),
    )
    return [
        walk,
        Stop(
            new_id(), here, walk.id, courtyard, 7, "王记面馆", "玉林东路", PIN, StopState.COME_BACK, "从后门进",
            date(2026, 11, 5), "18:30", history, 3,
        ),
    ]  # fmt: skip
