"""Sums by choice of rounds that decide, and the decision from them: no vote is ever kept beside a floor area."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sqlalchemy import insert, select, update

from planning.options.decision.announcing import rule_of
from planning.options.decision.deciding import Decision
from planning.options.decision.on_roll import WHOLE, ChoiceSum, Share, deciding, decision_of, shares_of, totals_of
from planning.options.decision.rule import Rule
from planning.options.decision.votes import Choice
from planning.options.electorate import Voter
from planning.options.record.decisions import Basis
from planning.options.round import CHOICES, Round
from planning.store.database import Session
from planning.store.saving import find
from planning.store.tables.rounds import ChoiceSumRow


def begin(session: Session, round_id: str, rule: Rule, voters: Iterable[Voter]) -> None:
    """Lay out a sum of nothing for each choice, in the whole and in each group of the roll.

    They are there before the first ballot, so that casting only ever adds to one: no two ballots can both begin a sum.
    """
    groups = {WHOLE: None} | {share.group: None for voter in voters for share in shares_of(voter, rule)}
    keep(session, round_id, [ChoiceSum(group, Choice(choice), 0, 0) for group in groups for choice in CHOICES])


def keep(session: Session, round_id: str, sums_: Sequence[ChoiceSum]) -> None:
    """Keep sums that were not there."""
    rows = [
        {"round_id": round_id, "group": one.group, "choice": one.choice, "heads": one.heads, "area": one.area} for one in sums_
    ]  # fmt: skip
    session.execute(insert(ChoiceSumRow), rows)


def add_vote(session: Session, round_id: str, choice: str, shares: Sequence[Share], *, times: int = 1) -> None:
    """Add one vote to the sums (take it back: -1); the database adds, so that votes at one moment are both counted."""
    for share in shares:
        session.execute(
            update(ChoiceSumRow)
            .where(ChoiceSumRow.round_id == round_id, ChoiceSumRow.group == share.group, ChoiceSumRow.choice == choice)
            .values(heads=ChoiceSumRow.heads + times, area=ChoiceSumRow.area + times * share.area)
        )


def sums(session: Session, round_id: str) -> list[ChoiceSum]:
    """The sums of a round."""
    rows = session.scalars(
        select(ChoiceSumRow).where(ChoiceSumRow.round_id == round_id).order_by(ChoiceSumRow.group, ChoiceSumRow.choice)
    )
    return [ChoiceSum(row.group, Choice(row.choice), row.heads, row.area) for row in rows]


def basis(session: Session, round_: Round) -> Basis:
    """What the decision of a round follows from."""
    rule = rule_of(round_.rule)
    totals = totals_of(deciding(find(session, Voter, round_id=round_.id), rule), rule)
    return Basis(round_.rule, totals, tuple(sums(session, round_.id)))


def decision(session: Session, round_: Round) -> tuple[Decision, list[Voter]]:
    """What a closed round decided by its rule, and the voters who could decide."""
    rule = rule_of(round_.rule)
    voters = deciding(find(session, Voter, round_id=round_.id), rule)
    return decision_of(rule, voters, sums(session, round_.id)), voters
