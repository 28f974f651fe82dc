"""What is done about a comment beside hiding it: words covered, merged, what became of it; told, logged, undone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest

from planning import store
from planning.actions.comment_care import mask_comment, merge_comment, part_comment, say_fate, unmask_comment
from planning.actions.comments import hide_comment, show_comment
from planning.actions.own_comments import change_comment
from planning.errors import Refusals
from planning.options.option import Option
from planning.people import Role
from planning.queries.comments import comments, comments_for_download, my_comments
from planning.queries.moderation import comment_history, moderation_log
from planning.site import Community, new_id
from planning.store import erasing
from planning.surveys.care import COVER, CommentCare, Fate, Ground, covered
from planning.surveys.comment import Comment
from planning.surveys.reading import CommentCard
from planning.web.house import House
from planning.wording import Words
from tests import makers
from tests.makers import NOON, Clock
from tests.rounds import opened
from tests.speaking import say

DOING: dict[str, Any] = {
    act.__name__: act for act in (mask_comment, unmask_comment, merge_comment, part_comment, say_fate, hide_comment, show_comment)
}  # fmt: skip
SAID = "王大爷家的果子掉在车上，王大爷不管"


@dataclass
class Said:
    """A comment, and a moderator."""

    house: House
    here: Community
    id: str

    def do(self, name: str, act_id: str = "", **more: Any) -> Any:
        """Do something about it, as a moderator (who may also answer)."""
        given: dict[str, Any] = {"community_id": self.here.id, "comment_id": self.id} | more
        moderator = makers.staff(Role.MODERATOR, self.here.id)
        return DOING[name](self.house.database, moderator, self.house.clock(), act_id or new_id(), **given)

    @property
    def card(self) -> CommentCard:
        """What everybody reads."""
        found = comments(self.house.database, makers.visitor("x"), NOON, community_id=self.here.id).cards
        return next(card for card in found if card.comment.id == self.id)


@pytest.fixture
def said(house: House) -> Said:
    """A comment that names a neighbour."""
    here = makers.community(house)
    return Said(house, here, say(house, here, SAID, "writer"))


def refused(function: Any, *arguments: Any, **named: Any) -> list[str]:
    """The codes of all problems."""
    with pytest.raises(Refusals) as caught:
        function(*arguments, **named)
    return [problem.code for problem in caught.value.problems]


def test_nothing_but_what_stands_there_is_covered():
    """Longer phrases first; everything else stays to the sign; a phrase that is not in it changes nothing."""
    assert covered(SAID, ["王大爷", "王大爷家"]) == f"{COVER}的果子掉在车上，{COVER}不管"
    for phrases, code in (([], "nothing_to_cover"), (["王"], "nothing_to_cover"), ([" "], "nothing_to_cover"), (["李"] * 2, "nothing_to_cover"), (["李大爷"], "not_in_it")):  # fmt: skip
        assert refused(covered, SAID, phrases) == [code]


def test_covered_words_are_read_by_nobody_and_the_writer_is_told(said: Said, clock: Clock):
    """On pages and in files; the original is kept for moderators; uncovered, it says what it said."""
    said.do("mask_comment", version=1, phrases=["王大爷"], reason="写了邻居的称呼", ground=Ground.PRIVATE.value)
    assert said.card.comment.text == f"{COVER}家的果子掉在车上，{COVER}不管"
    [download] = comments_for_download(said.house.database, makers.visitor(), NOON, community_id=said.here.id)
    assert "王大爷" not in download.comment.text
    [mine] = my_comments(said.house.database, makers.visitor("writer"), NOON, community_id=said.here.id)
    assert mine.care is not None
    assert mine.care.masked_reason == "写了邻居的称呼"
    moderator = makers.staff(Role.MODERATOR, said.here.id)
    history = comment_history(said.house.database, moderator, NOON, community_id=said.here.id, comment_id=said.id)
    assert [wording.text for wording in history.wordings] == [SAID]
    said.do("mask_comment", version=2, phrases=["车上"], reason="再盖")
    said.do("unmask_comment", version=3, reason="本人同意")
    assert (said.card.comment.text, said.card.care.masked_at if said.card.care else 0) == (SAID, None)
    assert refused(said.do, "unmask_comment", version=4, reason="x") == ["not_masked"]


def test_a_writer_who_changed_the_words_since_is_not_overwritten(said: Said, clock: Clock):
    """Row 50: what stands is what the writer wrote last; an older copy of the comment is refused."""
    said.do("mask_comment", version=1, phrases=["王大爷"], reason="称呼")
    assert refused(said.do, "mask_comment", version=1, phrases=["果子"], reason="x") == ["edited_meanwhile"]
    clock.forward(minutes=5)
    change_comment(
        said.house.database, makers.visitor("writer"), clock.now, new_id(), community_id=said.here.id, comment_id=said.id,
        version=2, topic="fruit", stance="worry", text="果子掉在车上",
    )  # fmt: skip
    assert refused(said.do, "unmask_comment", version=3, reason="x") == ["edited_since"]
    assert said.card.comment.text == "果子掉在车上"


def test_covered_again_after_the_writer_changed_the_words_only_the_new_ones_come_back(said: Said, clock: Clock):
    """What was covered first was taken out by its writer: it never stands there again, and no change of theirs is lost."""
    said.do("mask_comment", version=1, phrases=["王大爷"], reason="称呼")
    clock.forward(minutes=5)
    change_comment(
        said.house.database, makers.visitor("writer"), clock.now, new_id(), community_id=said.here.id, comment_id=said.id,
        version=2, topic="fruit", stance="worry", text="3号车上全是果子",
    )  # fmt: skip
    clock.forward(minutes=5)
    said.do("mask_comment", version=3, phrases=["3号"], reason="车位")
    clock.forward(minutes=5)
    said.do("mask_comment", version=4, phrases=["果子"], reason="再盖")
    said.do("unmask_comment", version=5, reason="本人同意")
    assert said.card.comment.text == "3号车上全是果子"


def test_of_two_that_say_the_same_one_answers_for_both(said: Said):
    """Both stay to be read; what becomes of the head becomes of the other, and parted it has its own again."""
    other = say(said.house, said.here, "果子掉在车上，洗不掉", "second")
    said.do("merge_comment", into_id=other, reason="同一件事")
    said.do("say_fate", comment_id=other, said_version=0, fate="answered", words=Words("已安排", "Arranged"))
    assert said.card.care is not None
    assert (said.card.care.merged_into, said.card.care.fate, said.card.care.words["en"]) == (
        other,
        Fate.ANSWERED,
        "Arranged",
    )
    head = Said(said.house, said.here, other)
    assert head.card.merged == 1
    assert refused(head.do, "merge_comment", into_id=said.id, reason="x") == ["not_found"]
    third = say(said.house, said.here, "第三条", "third")
    assert refused(head.do, "merge_comment", into_id=third, reason="x") == ["has_merged"]
    said.do("part_comment", reason="不是一件事")
    assert (said.card.care.fate, head.card.merged) == (None, 0)
    assert refused(said.do, "part_comment", reason="x") == ["not_merged"]


def test_what_became_of_it_stands_beside_it_and_is_taken_back(said: Said):
    """An answer and a refusal have words; two who answer at once do not overwrite each other."""
    assert refused(said.do, "say_fate", said_version=0, fate="not_adopted", words=Words("")) == ["empty_text"]
    assert refused(said.do, "say_fate", said_version=0, fate="magic", words=Words("")) == ["unknown_fate"]
    assert said.do("say_fate", "act-1", said_version=0, fate="received", words=Words("")) == 1
    assert said.do("say_fate", "act-1", said_version=0, fate="received", words=Words("")) == 1
    assert refused(said.do, "say_fate", said_version=0, fate="answered", words=Words("好")) == ["edited_meanwhile"]
    said.do("say_fate", said_version=1, fate="not_adopted", words=Words("管线太近", "Too near the pipes"))
    assert said.card.care is not None
    assert (said.card.care.fate, said.card.care.words["zh"]) == (Fate.NOT_ADOPTED, "管线太近")
    said.do("say_fate", said_version=2, fate="", words=Words("不留"))
    assert (said.card.care.fate, said.card.care.words["zh"]) == (None, "")


def test_adopted_into_an_option_of_an_announced_round_only(house: House):
    """The card names the option; an option of nobody, or of a round that is not announced, is refused."""
    poll = opened(house, count=1)
    said = Said(house, poll.community, say(house, poll.community, SAID))
    option = poll.view.wares[0].option
    assert refused(said.do, "say_fate", said_version=0, fate="adopted", words=Words(""), option_id="none") == [
        "unknown_option"
    ]
    said.do("say_fate", said_version=0, fate="adopted", words=Words(""), option_id=option.id)
    assert said.card.adopted_into == option.title
    with house.database.reading() as session:
        assert store.get(session, Option, option.id) == option


def test_the_public_log_tells_what_when_and_in_which_role_and_names_nobody(said: Said):
    """No name, no reason in a moderator's own words, no word of the comment; the ground is there."""
    said.do("hide_comment", version=1, reason="王大爷的私事", ground=Ground.PRIVATE.value)
    said.do("show_comment", version=2, reason="王大爷同意")
    found = moderation_log(said.house.database, makers.visitor(), NOON, community_id=said.here.id)
    assert [(one.act, one.about, one.ground) for one in found] == [("show_comment", "comment", None), ("hide_comment", "comment", Ground.PRIVATE)]  # fmt: skip
    assert "王大爷" not in repr(found)
    assert "member-" not in repr(found)
    assert refused(said.do, "hide_comment", version=3, reason="x", ground="magic") == ["unknown_ground"]


def test_erasing_a_comment_erases_why_it_was_covered(said: Said):
    """Row 50 and the right to be forgotten: reasons may quote; what became of it stays."""
    said.do("mask_comment", version=1, phrases=["王大爷"], reason="写了王大爷")
    said.do("say_fate", said_version=1, fate="received", words=Words(""))
    with said.house.database.writing() as session:
        comment = store.get(session, Comment, said.id)
        erasing.erase_comments(session, said.house.settings.photo_place, [comment], NOON + timedelta(days=1))
        care = store.first(session, CommentCare, comment_id=said.id)
    assert care is not None
    assert (care.masked_reason, care.fate) == ("", Fate.RECEIVED)
