"""A closed case takes nothing of what residents say, until it is reopened."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import pytest

from planning import store
from planning.actions.comments import support_comment, withdraw_support
from planning.actions.own_comments import change_comment, withdraw_comment
from planning.actions.pinning import enter_comment, pin_comment
from planning.actions.statements import open_conversation, resume_conversation, seed_statement
from planning.cases.case import Case, Phase
from planning.errors import Refusals
from planning.people import Role, Visitor
from planning.queries.cases import case_named
from planning.queries.comments import my_comments
from planning.site import Community, new_id
from planning.surveys.reading import CommentCard
from planning.surveys.statements import Conversation
from planning.web.house import House
from planning.wording import Words
from tests import makers
from tests.endings import ended
from tests.makers import NOON, Clock

WORDS: dict[str, Any] = {"topic": "light", "stance": "idea", "text": "换成紫薇"}
ME, OTHER = makers.visitor("b1"), makers.visitor("b2")


@dataclass
class Matter:
    """A case in which residents say something."""

    house: House
    here: Community
    case: Case
    clock: Clock

    @property
    def board(self) -> Visitor:
        """Who may open conversations."""
        return makers.staff(Role.BOARD, self.here.id)

    def do(self, act: Any, by: Visitor, **said: Any) -> Any:
        """Do an act with an id of its own."""
        return act(self.house.database, by, self.clock(), new_id(), **said)

    def say(self, by: Visitor = ME, act: Any = pin_comment, **instead: Any) -> str:
        """Pin a comment on the case."""
        at: dict[str, Any] = {"community_id": self.here.id, "lon": 104.0601, "lat": 30.6301, "case_id": self.case.id}
        made: str = self.do(act, by, **at | WORDS | instead)
        return made

    def end(self, *, closed: bool = True) -> None:
        """It is closed, or reopened, an hour later."""
        self.clock.forward(hours=1)
        ended(self.house, self.case, self.clock(), closed=closed)

    def read(self, by: Visitor = ME) -> list[CommentCard]:
        """What somebody wrote, as they read it."""
        return my_comments(self.house.database, by, self.clock(), community_id=self.here.id)


@pytest.fixture
def matter(house: House, clock: Clock) -> Matter:
    """A case of today."""
    here = makers.community(house)
    case = Case(new_id(), here.id, Words("树"), Words("换吗"), Words(""), Phase.DELIBERATE, NOON)
    with house.database.writing() as session:
        store.add(session, case)
    return Matter(house, here, case, clock)


def codes(function: Any, *arguments: Any, **named: Any) -> list[str]:
    """The codes of all problems."""
    with pytest.raises(Refusals) as caught:
        function(*arguments, **named)
    return [problem.code for problem in caught.value.problems]


def test_a_closed_case_takes_no_comment_until_it_is_reopened(matter: Matter):
    """Nor one that staff write down; a replay of what came before is answered as before, and words without the case are taken."""
    before = matter.say(comment_id="comment-before")
    matter.end()
    assert codes(matter.say) == ["case_closed"]
    assert codes(matter.say, matter.board, enter_comment, consent="spoken") == ["case_closed"]
    assert codes(matter.say, topic="") == ["unknown_topic", "case_closed"]
    assert matter.say(comment_id="comment-before") == before
    alone = matter.say(case_id=None)
    assert {(card.comment.id, card.is_over) for card in matter.read()} == {(before, True), (alone, False)}
    matter.end(closed=False)
    after = matter.say()
    assert {(card.comment.id, card.is_over) for card in matter.read()} == {
        (before, False), (alone, False), (after, False),
    }  # fmt: skip


def test_what_was_said_in_a_closed_case_is_taken_back_but_not_changed(matter: Matter):
    """A case may close within the day in which a comment can be changed: its words stay, and its "me too"s are not counted up."""
    id_ = matter.say()
    own: dict[str, Any] = {"community_id": matter.here.id, "comment_id": id_}
    support_comment(matter.house.database, OTHER, matter.clock(), **own)
    matter.end()
    assert codes(matter.do, change_comment, ME, **own, version=1, **WORDS | {"text": "不换"}) == ["case_closed"]
    third = makers.visitor("b3")
    assert codes(support_comment, matter.house.database, third, matter.clock(), **own) == ["case_closed"]
    assert [(card.comment.text, card.supports) for card in matter.read()] == [("换成紫薇", 1)]
    assert withdraw_support(matter.house.database, OTHER, matter.clock(), **own) == 0
    assert matter.do(withdraw_comment, ME, **own, version=1) == 2


def test_no_conversation_is_opened_in_a_closed_case(matter: Matter):
    """One that was open takes nothing more, and one that was closed is not opened again, until the case is."""
    said: dict[str, Any] = {"case_id": matter.case.id, "about": Words(""), "seeds": [Words("一"), Words("二")]}
    id_ = matter.do(open_conversation, matter.board, title=Words("议"), **said)
    matter.end()
    assert codes(matter.do, open_conversation, matter.board, title=Words("再议"), **said) == ["closed"]
    assert codes(matter.do, seed_statement, matter.board, conversation_id=id_, words=Words("三")) == ["not_open"]
    with matter.house.database.writing() as session:
        store.change(session, _closed(store.get(session, Conversation, id_)))
    again: dict[str, Any] = {"conversation_id": id_, "version": 2, "reason": "还要谈"}
    assert codes(matter.do, resume_conversation, matter.board, **again) == ["closed"]
    matter.end(closed=False)
    assert matter.do(resume_conversation, matter.board, **again) == 3


def _closed(one: Conversation) -> Conversation:
    return replace(one, closed_at=NOON, closed_reason="够了", version=one.version + 1)


def test_a_case_is_named_with_whether_it_takes_anything(matter: Matter):
    """What a page asks that takes words for a case; a case of nobody is none."""
    asked = (matter.house.database, makers.visitor(), matter.clock())
    here: dict[str, Any] = {"community_id": matter.here.id}
    named = case_named(*asked, **here, case_id=matter.case.id)
    assert named is not None
    assert (named.case.id, named.closed) == (matter.case.id, False)
    matter.end()
    named = case_named(*asked, **here, case_id=matter.case.id)
    assert named is not None
    assert named.closed
    assert case_named(*asked, **here, case_id="elsewhere") is None
