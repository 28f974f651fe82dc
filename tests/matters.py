"""What tests of the public-opinion channel stand on: a community with its staff, and matters that are raised there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from planning import store
from planning.actions.matter_care import (
    hide_matter,
    matter_to_case,
    merge_matter,
    part_matter,
    promise_days,
    receive_matter,
    show_matter,
    step_matter,
)
from planning.actions.matters import raise_matter
from planning.cases.matter import Deed, Matter, Step
from planning.options.electorate import new_code
from planning.people import Role, Visitor
from planning.queries.matters import MatterPage, MatterView, held_matter, matter_view, matters
from planning.site import Community, new_id
from planning.web.house import House
from planning.wording import Words
from tests import makers

DOING: dict[str, Any] = {
    act.__name__: act
    for act in (
        receive_matter, step_matter, matter_to_case, merge_matter, part_matter, hide_matter, show_matter, promise_days,
    )
}  # fmt: skip
FRUIT = "女贞的果子掉了一地，老人容易滑倒"
SAID = Words("已安排保洁", "Cleaning is arranged")


@dataclass
class Channel:
    """The channel of one community, and a board of it."""

    house: House
    here: Community
    board: Visitor

    def raised(self, text: str = FRUIT, word: str = "", **more: Any) -> tuple[str, str]:
        """Raise a matter; its id and its word."""
        word = word or new_code()
        given: dict[str, Any] = {"topic": "fruit"} | more
        id_ = raise_matter(
            self.house.database, makers.visitor(), self.house.clock(), community_id=self.here.id, word=word, text=text, **given
        )  # fmt: skip
        return id_, word

    def do(self, name: str, act_id: str = "", **arguments: Any) -> int:
        """Do something about a matter, as the board."""
        done: int = DOING[name](self.house.database, self.board, self.house.clock(), act_id or new_id(), **arguments)
        return done

    def step(self, id_: str, deed: Deed, **more: Any) -> int:
        """Take a step from where the matter stands."""
        return self.do("step_matter", matter_id=id_, version=self.kept(id_).version, deed=deed, words=SAID, **more)

    def kept(self, id_: str) -> Matter:
        """The matter as it is kept."""
        with self.house.database.reading() as session:
            return store.get(session, Matter, id_)

    def steps(self, id_: str) -> list[Deed]:
        """Its steps."""
        with self.house.database.reading() as session:
            return [step.deed for step in store.find(session, Step, order="number", matter_id=id_)]

    def list(self, **sought: Any) -> MatterPage:
        """What everybody reads."""
        return matters(self.house.database, makers.visitor(), self.house.clock(), community_id=self.here.id, **sought)

    def read(self, id_: str) -> MatterView:
        """One matter, as everybody reads it."""
        return matter_view(
            self.house.database, makers.visitor(), self.house.clock(), community_id=self.here.id, matter_id=id_
        )

    def held(self, word: str) -> MatterView:
        """The same for whoever holds its word."""
        return held_matter(
            self.house.database, makers.visitor("another"), self.house.clock(), community_id=self.here.id, word=word
        )


def channel(house: House) -> Channel:
    """An empty channel."""
    here = makers.community(house)
    return Channel(house, here, makers.staff(Role.BOARD, here.id))
