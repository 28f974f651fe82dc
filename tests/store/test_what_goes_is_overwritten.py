"""What is taken away for good is overwritten on the disk, and not only forgotten."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from sqlalchemy import create_engine
from sqlalchemy.orm import Session

from planning import store
from planning.store import accounts, evidence, survey_paper, surveys
from planning.store.tables import Base
from planning.surveys.questionnaire.paper import PaperBatch, PaperSheet
from tests.makers import NOON

BATCH = PaperBatch("b", "here", "s", 1, 1, "somebody", NOON, note="第1张看不清")
SHEET = PaperSheet("p", "here", "s", "b", 1, "e", answers="{}")


@pytest.mark.parametrize(
    "take_away",
    [
        lambda session: surveys.release_code(session, "x"),
        lambda session: survey_paper.drop_sheet(session, "p"),
        lambda session: survey_paper.drop_sheets(session, "b"),
        lambda session: survey_paper.drop_batch(session, "b"),
        lambda session: survey_paper.empty_sheets(session, "b"),
        lambda session: survey_paper.rewrite(session, replace(BATCH, note="", version=2)),
        lambda session: survey_paper.rewrite(session, replace(SHEET, answers="", version=2)),
        lambda session: accounts.drop_training(session, "t"),
        lambda session: evidence.forget(session, "nowhere", ["p"], NOON),
    ],
    ids=["code", "sheet", "sheets", "batch", "confirmed", "note", "answers", "training", "evidence"],
)
def test_sqlite_writes_noughts_over_it(take_away: Callable[[Session], None]):
    """Whatever the library does by itself: a connection that would leave words in free pages is told not to."""
    engine = create_engine("sqlite://")
    Base.metadata.create_all(engine)
    with Session(engine) as session:
        store.add(session, BATCH)
        store.add(session, SHEET)
        session.connection().exec_driver_sql("PRAGMA secure_delete=OFF")
        take_away(session)
        assert session.connection().exec_driver_sql("PRAGMA secure_delete").scalar() == 1
    engine.dispose()
