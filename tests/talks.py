"""What tests of statements stand on: a conversation of ten statements, and crowds that vote on them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from planning import store
from planning.actions.statements import add_statement, open_conversation, vote_statement
from planning.cases.case import Case, Phase
from planning.people import Role, Visitor
from planning.queries.statements import Findings, Turn, findings, statement_turn
from planning.site import Community, new_id
from planning.surveys.statements import Statement, VoteSheet
from planning.web.house import House
from planning.wording import Words
from tests import makers
from tests.makers import NOON

SEEDS = [Words(f"说法{number}", f"Statement {number}") for number in range(1, 11)]


@dataclass
class Talk:
    """A conversation of ten statements."""

    house: House
    here: Community
    case: Case
    board: Visitor
    id: str = ""

    def do(self, act: Any, act_id: str = "", **more: Any) -> Any:
        """Do something as the board."""
        return act(self.house.database, self.board, NOON, act_id or new_id(), **more)

    def vote(self, browser: str, number: int, vote: int) -> None:
        """Vote on the statement of a number."""
        vote_statement(
            self.house.database, makers.visitor(browser), NOON, community_id=self.here.id, conversation_id=self.id,
            statement_id=self.statement(number).id, vote=vote,
        )  # fmt: skip

    def add(self, browser: str, text: str, act_id: str = "") -> str:
        """Add a statement as a resident."""
        return add_statement(
            self.house.database, makers.visitor(browser), NOON, act_id or new_id(), community_id=self.here.id,
            conversation_id=self.id, text=text,
        )  # fmt: skip

    def statement(self, number: int) -> Statement:
        """The statement of a number."""
        with self.house.database.reading() as session:
            found = store.first(session, Statement, conversation_id=self.id, number=number)
        assert found is not None
        return found

    def turn(self, browser: str, number: int = 0) -> Turn:
        """What a browser is shown."""
        return statement_turn(
            self.house.database, makers.visitor(browser), NOON, community_id=self.here.id, conversation_id=self.id, number=number
        )  # fmt: skip

    @property
    def found(self) -> Findings:
        """What came out."""
        return findings(
            self.house.database, makers.visitor("x"), NOON, community_id=self.here.id, conversation_id=self.id
        )

    def crowd(self, rows: np.ndarray[Any, np.dtype[np.float64]]) -> None:
        """Sheets of many people at once: a row each, a column for each statement, NaN where nothing was said."""
        sheets = [
            VoteSheet(new_id(), self.here.id, self.id, f"b{row}", NOON, {str(at + 1): int(v) for at, v in enumerate(votes) if not np.isnan(v)})
            for row, votes in enumerate(rows)
        ]  # fmt: skip
        with self.house.database.writing() as session:
            store.add_all(session, sheets)


def camps(people: int, statements: int, share: float = 1.0) -> np.ndarray[Any, np.dtype[np.float64]]:
    """Two camps that differ on all statements but the last, nine in ten of each of one mind; a share of votes is cast."""
    chance = np.random.default_rng(7)
    camp = np.where(np.arange(people) % 2 == 0, 1.0, -1.0)
    votes = camp[:, None] * np.where(chance.random((people, statements)) < 0.9, 1.0, -1.0)
    votes[:, -1] = 1.0
    votes[chance.random((people, statements)) > share] = np.nan
    return votes


def conversation(house: House) -> Talk:
    """Ten statements in a case that has not come to its vote."""
    here = makers.community(house)
    case = Case(new_id(), here.id, Words("树"), Words("换吗"), Words(""), Phase.DELIBERATE, NOON)
    with house.database.writing() as session:
        store.add(session, case)
    made = Talk(house, here, case, makers.staff(Role.BOARD, here.id))
    made.id = made.do(open_conversation, case_id=case.id, title=Words("街树"), about=Words(""), seeds=SEEDS)
    return made
