"""Lists, neighbours and counts of comments."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

import pytest
from shapely.geometry import box

from planning import store
from planning.actions.comments import support_comment
from planning.cases.case import Case, Phase
from planning.errors import Refusals
from planning.people import Role, Visitor
from planning.queries.cases import case_view, cases
from planning.queries.comments import (
    comment,
    comment_counts,
    comments,
    comments_by_courtyard,
    comments_for_download,
    comments_on,
    comments_to_moderate,
    similar_comments,
)
from planning.site import Bounds, Community, Courtyard, Pin, new_id
from planning.surveys.comment import NEAR_M, Comment, Stance, Target, Topic
from planning.surveys.observation import Facility, FacilityKind, Kind, PlantingSite, Species, Tree
from planning.surveys.reading import PER_PAGE, Sought, told_apart
from planning.web.house import House
from planning.wording import Words
from tests import makers
from tests.makers import NOON

HERE = Pin(104.06, 30.63)
METRE_NORTH = 1 / 110_900


@dataclass
class Street:
    """A community on which the test puts comments and asks about them."""

    house: House
    here: Community

    def add(self, *values: Any) -> Any:
        """Keep values; gives the first."""
        with self.house.database.writing() as session:
            for value in values:
                store.add(session, value)
        return values[0]

    def say(self, text: str = "果子掉在车上", **fields: Any) -> Comment:
        """A comment that is there."""
        kept: dict[str, Any] = {
            "topic": Topic.FRUIT,
            "stance": Stance.WORRY,
            "at": NOON,
            "pin": HERE,
            "browser": "writer",
        } | fields
        said: Comment = self.add(Comment(id=new_id(), community_id=self.here.id, text=text, **kept))
        return said

    def ask(self, question: Any, visitor: Visitor | None = None, **fields: Any) -> Any:
        """Ask as a visitor."""
        asked = {"community_id": self.here.id} | fields
        return question(self.house.database, visitor or makers.visitor(), NOON, **asked)

    def texts(self, **sought: Any) -> list[str]:
        """Words of the comments that a filter finds."""
        return [card.comment.text for card in self.ask(comments, sought=Sought(**sought)).cards]


@pytest.fixture
def street(house: House) -> Street:
    """An empty street."""
    return Street(house, makers.community(house))


def test_the_newest_comes_first_and_pages_leave_none_out(street: Street):
    """Three pages hold every comment once; a page that is not there is the nearest one."""
    said = [street.say(str(n), at=NOON + timedelta(seconds=n)).id for n in range(PER_PAGE * 2 + 1)]
    pages = [street.ask(comments, page=page) for page in (1, 2, 3)]
    assert [card.comment.id for page in pages for card in page.cards] == said[::-1]
    assert (pages[0].total, pages[0].pages, street.ask(comments, page=99)) == (len(said), 3, pages[2])


def test_filters_meet(street: Street):
    """Topic, stance, box, case, courtyard and object each leave out what they do not ask for."""
    yard = street.add(Courtyard(new_id(), street.here.id, "1", Words("一号院")))
    case = street.add(Case(new_id(), street.here.id, Words("树"), Words("换吗"), Words(""), Phase.SURVEY, NOON))
    target = Target(Kind.COURTYARD, yard.id)
    street.say("all", case_id=case.id, courtyard_id=yard.id, target=target)
    street.say("shade", topic=Topic.SHADE)
    street.say("idea", stance=Stance.IDEA)
    street.say("far", pin=Pin(104.064, 30.634))
    assert street.texts(topics=frozenset({Topic.SHADE})) == ["shade"]
    assert street.texts(stances=frozenset({Stance.IDEA})) == ["idea"]
    assert street.texts(box=Bounds(104.063, 30.633, 104.065, 30.635)) == ["far"]
    for one in ({"case_id": case.id}, {"courtyard_id": yard.id}, {"targets": (target,)}):
        assert street.texts(**one) == ["all"]


@pytest.mark.parametrize("sign", ["%", "_", "\\", ":", "'); DROP TABLE comments;--", '"', "/"])
def test_signs_in_a_search_are_only_signs(street: Street, sign: str):
    """Row 38: what means something to a database finds itself and nothing else."""
    street.say(f"before {sign} after")
    street.say("before after")
    assert street.texts(text=sign) == [f"before {sign} after"]


def test_a_search_ignores_case_and_how_accents_were_typed(street: Street):
    """People search as they type."""
    street.say("Café 很好")
    assert street.texts(text="cafe\u0301") == street.texts(text=" CAFÉ ".lower()) == ["Café 很好"]


def test_hidden_comments_are_there_for_moderators_only(street: Street):
    """No list, count, card, neighbour or download shows one to anybody else."""
    seen = street.say("seen")
    gone = street.say("gone", hidden_at=NOON, hidden_reason="x")
    assert street.texts() == ["seen"]
    assert street.ask(comment_counts).total == 1
    assert street.ask(comment, comment_id=seen.id).similar == 0
    assert [s.card.comment.id for s in street.ask(similar_comments, pin=HERE)] == [seen.id]
    assert [card.comment.id for card in street.ask(comments_for_download)] == [seen.id]
    with pytest.raises(Refusals) as caught:
        street.ask(comment, comment_id=gone.id)
    assert caught.value.code == "not_found"
    moderator = makers.staff(Role.MODERATOR)
    assert street.ask(comment, moderator, comment_id=gone.id).comment.text == "gone"
    for hidden, total in ((True, 1), (False, 1), (None, 2)):
        assert street.ask(comments_to_moderate, moderator, hidden=hidden).total == total
    with pytest.raises(Refusals) as caught:
        street.ask(comments_to_moderate, makers.staff(Role.PLANNER))
    assert caught.value.code == "not_allowed"


def test_a_card_tells_what_is_mine_and_never_whose_browser(street: Street):
    """The browser's id stays in the house."""
    said = street.say()
    for browser in ("a", "b"):
        street.ask(support_comment, makers.visitor(browser), comment_id=said.id)
    mine = street.ask(comment, makers.visitor("writer"), comment_id=said.id)
    theirs = street.ask(comment, makers.visitor("a"), comment_id=said.id)
    assert (mine.is_mine, mine.is_supported, theirs.is_mine, theirs.is_supported) == (True, False, False, True)
    assert (mine.supports, mine.comment.browser, theirs.comment.browser) == (2, "", "")


def test_similar_comments_are_near_on_the_ground_or_on_the_same_object(street: Street):
    """39 m north is near, 41 m is not, although neither is on a round number of degrees; on the object is always."""
    near = street.say("near", pin=Pin(HERE.lon, HERE.lat + (NEAR_M - 1) * METRE_NORTH))
    street.say("far", pin=Pin(HERE.lon, HERE.lat + (NEAR_M + 1) * METRE_NORTH))
    bench = street.add(
        Facility(new_id(), street.here.id, Pin(104.064, 30.634), FacilityKind.BENCH, Words("长椅", "Bench"))
    )
    target = Target(Kind.FACILITY, bench.id)
    on_it = street.say("on it", pin=bench.pin, target=target)
    found = street.ask(similar_comments, pin=HERE, target=target)
    assert {s.card.comment.id for s in found} == {near.id, on_it.id}
    assert found[0].distance_m == pytest.approx(NEAR_M - 1, abs=0.1)
    assert street.ask(comment, comment_id=on_it.id).target_name == Words("长椅", "Bench")


def test_the_most_similar_comes_first(street: Street):
    """The same topic and alike words weigh more than a few metres."""
    north = Pin(HERE.lon, HERE.lat + 5 * METRE_NORTH)
    street.say("路灯太暗", topic=Topic.LIGHT)
    street.say("果子弄脏了我的车", pin=north)
    found = street.ask(similar_comments, pin=HERE, topic=Topic.FRUIT, text="果子弄脏车")
    assert [s.card.comment.text for s in found] == ["果子弄脏了我的车", "路灯太暗"]


def test_a_card_counts_its_neighbours(street: Street):
    """Others on the same topic within the distance; other topics and farther ones are none."""
    said = street.say()
    street.say(pin=Pin(HERE.lon + (NEAR_M - 1) / 95_900, HERE.lat))
    street.say(pin=Pin(HERE.lon + (NEAR_M + 1) / 95_900, HERE.lat))
    street.say(topic=Topic.SHADE)
    assert street.ask(comment, comment_id=said.id).similar == 1


def test_a_tree_and_its_planting_site_share_what_was_said(street: Street):
    """When the tree is replaced, the site still knows what was said of the old one."""
    site = PlantingSite(new_id(), street.here.id, HERE, street="玉兰街")
    old = Tree(new_id(), street.here.id, site.id, HERE, Species(zh="女贞"), removed_at=NOON)
    new = replace(old, id=new_id(), species=Species(zh="紫薇"), removed_at=None)
    street.add(site, old, new)
    street.say("old", target=Target(Kind.TREE, old.id))
    street.say("site", target=Target(Kind.PLANTING_SITE, site.id))

    def said(kind: Kind, id_: str) -> set[str]:
        return {card.comment.text for card in street.ask(comments_on, target=Target(kind, id_))}

    assert said(Kind.PLANTING_SITE, site.id) == said(Kind.TREE, old.id) == {"old", "site"}
    assert said(Kind.TREE, new.id) == {"site"}


def test_counts_by_topic_and_stance_add_up(street: Street):
    """Every comment is in one cell; the most frequent topic comes first."""
    for stance in (Stance.WORRY, Stance.WORRY, Stance.IDEA):
        street.say(topic=Topic.SHADE, stance=stance)
    street.say()
    counts = street.ask(comment_counts)
    assert counts.topics == (Topic.SHADE, Topic.FRUIT)
    assert (counts.total, counts.of(topic=Topic.SHADE), counts.of(stance=Stance.WORRY)) == (4, 3, 3)
    assert counts.of(topic=Topic.SHADE, stance=Stance.IDEA) == 1


def test_small_groups_by_courtyard_are_hidden_and_cannot_be_reckoned(street: Street):
    """Four comments of one courtyard are not shown, and the next smallest group goes with them."""
    yards = [Courtyard(new_id(), street.here.id, str(n), Words(f"{n}号院"), box(0, 0, 1, 1)) for n in (1, 2, 3)]
    street.add(*yards)
    for yard, number in zip(yards, (4, 6, 0), strict=True):
        for _ in range(number):
            street.say(courtyard_id=yard.id)
    for _ in range(9):
        street.say()
    assert [row.count for row in street.ask(comments_by_courtyard)] == [None, None, 0, 9]


def test_two_small_groups_hide_each_other():
    """No third one is needed then; empty groups hide nobody."""
    assert told_apart([("a", 2), ("b", 3), ("c", 7), ("d", 0)], 5) == {"a": None, "b": None, "c": 7, "d": 0}


def test_a_case_counts_its_visible_comments_only(street: Street):
    """Its list and its page agree; another community's case is not there."""
    case = street.add(Case(new_id(), street.here.id, Words("树"), Words("换吗"), Words(""), Phase.SURVEY, NOON))
    street.say(case_id=case.id)
    street.say(case_id=case.id, hidden_at=NOON)
    street.say()
    assert street.ask(cases)[0].comments == street.ask(case_view, case_id=case.id).counts.total == 1
    with pytest.raises(Refusals) as caught:
        street.ask(case_view, case_id=case.id, community_id=makers.community(street.house).id)
    assert caught.value.code == "not_found"


def test_communities_see_nothing_of_each_other(street: Street):
    """The same place in two communities is two places."""
    street.say()
    other = Street(street.house, makers.community(street.house))
    assert other.texts() == []
    assert other.ask(similar_comments, pin=HERE) == []
    assert other.ask(comment_counts).total == 0
