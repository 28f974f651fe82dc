"""Readable rounds for tests: prepared, enrolled, opened, voted on, through the acts that staff and voters use."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from planning.actions import codes, options, rounds, voting
from planning.actions.paper.choosing import choose_paper
from planning.actions.receipts import choose_receipts
from planning.options.electorate import Code, code_hash
from planning.options.round import BallotKind
from planning.people import Role, Visitor
from planning.queries.rounds import RoundView, round_view
from planning.site import Community, Courtyard, new_id
from planning.store import add, first
from planning.web.house import House
from planning.wording import Words
from tests.makers import NOON, community, staff, visitor

TREES = ("Crape myrtle", "Jacaranda", "Camphor")
BOARD = staff(Role.BOARD)


@dataclass(frozen=True)
class Poll:
    """A round, the plain codes that were issued for it, and its house."""

    house: House
    community: Community
    round_id: str
    codes: tuple[str, ...]

    @property
    def view(self) -> RoundView:
        """The round as staff see it now."""
        return round_view(self.house.database, BOARD, self.house.clock(), round_id=self.round_id)

    @property
    def version(self) -> int:
        """The version that a voter reads now."""
        return self.view.round.version

    def code_id(self, number: int = 0) -> str:
        """Id of one of the codes."""
        with self.house.database.reading() as session:
            found = first(session, Code, hash=code_hash(self.codes[number]))
        assert found is not None
        return found.id

    def cast(
        self, number: int = 0, ranking: Any = (("a",), ("b",)), by: Visitor | None = None, **other: Any
    ) -> voting.Answer:
        """Cast a ballot with one of the codes."""
        code_id = other.pop("code_id") if "code_id" in other else self.code_id(number)
        version = other.pop("version") if "version" in other else self.version
        arguments: dict[str, Any] = {"client_id": new_id(), "clock": self.house.clock, "mac": self.house.mac} | other
        return voting.cast_ballot(
            self.house.database, by or visitor(), self.house.clock(), round_id=self.round_id, code_id=code_id,
            version=version, ranking=[list(r) for r in ranking] if isinstance(ranking, tuple) else ranking,
            **arguments)  # fmt: skip

    def act(self, act: Any, by: Visitor = BOARD, **arguments: Any) -> Any:
        """Do an act of staff."""
        return act(self.house.database, by, self.house.clock(), new_id(), **arguments)


def prepared(
    house: House, here: Community, *, trees: Sequence[str] = TREES, costs: Sequence[str] = (), **rules: Any
) -> str:
    """A round in preparation with its options.

    :param costs: yuan of each option, in a round about a budget.
    """
    now = house.clock()
    said = {
        "title": Words("树种", "Which species?"),
        "question": Words("种哪一种？", "Which species shall we plant?"),
    } | rules
    round_id = rounds.create_round(house.database, BOARD, now, new_id(), community_id=here.id, **said)
    for i, tree in enumerate(trees if rules.get("ballot") is not BallotKind.YES_NO else ()):
        options.add_option(
            house.database, BOARD, now, new_id(), round_id=round_id, title=Words("", tree), cost=costs[i] if costs else "",
        )  # fmt: skip
    return round_id


def opened(
    house: House, *, count: int = 3, hours: float = 24, opens: datetime | None = None, here: Community | None = None,
    roll: str | bytes = "", **rules: Any,
) -> Poll:  # fmt: skip
    """An open round with some anonymous codes; it closes after some hours.

    :param early: why it opens before its case comes to its vote.
    :param roll: a table of voters; their codes come first, in the order of courtyard and label.
    """
    here = here or community(house)
    provable, paper = rules.pop("provable", False), rules.pop("paper", None)
    early = rules.pop("early", "")
    round_id = prepared(house, here, **rules)
    if provable:
        choose_receipts(house.database, BOARD, house.clock(), new_id(), round_id=round_id, provable=True)
    if paper:
        choose_paper(house.database, BOARD, house.clock(), new_id(), round_id=round_id, paper=paper)
    plain: tuple[str, ...] = ()
    if roll:
        codes.enrol_voters(house.database, BOARD, house.clock(), new_id(), round_id=round_id, table=roll)
        plain = tuple(one.code for one in codes.issue_codes(house.database, BOARD, house.clock(), round_id=round_id))
    if count:
        issued = codes.issue_codes(house.database, BOARD, house.clock(), round_id=round_id, count=count)
        plain += tuple(one.code for one in issued)
    opens = opens or house.clock()
    rounds.open_round(
        house.database, BOARD, house.clock(), new_id(), round_id=round_id, opens=opens,
        closes=opens + timedelta(hours=hours), reason=early)  # fmt: skip
    return Poll(house, here, round_id, plain)


def courtyard(house: House, here: Community, code: str = "C1") -> Courtyard:
    """A courtyard, kept in the house."""
    made = Courtyard(new_id(), here.id, code, Words(f"{code} 院", f"Courtyard {code}"))
    with house.database.writing() as session:
        add(session, made)
    return made


__all__ = ["BOARD", "NOON", "Poll", "courtyard", "opened", "prepared"]
