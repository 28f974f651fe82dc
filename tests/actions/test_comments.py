"""Pinning comments, saying "me too", hiding and showing."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from shapely.geometry import box

from planning import store
from planning.actions import comments as acts
from planning.actions.comments import (
    hide_comment,
    show_comment,
    support_comment,
    withdraw_support,
)
from planning.actions.pinning import MOST_AN_HOUR, pin_comment
from planning.errors import Refusals
from planning.people import Role, Visitor
from planning.queries.comments import comments
from planning.site import Community, Courtyard, Pin, new_id
from planning.store import erasing, journal
from planning.surveys.comment import Comment, Stance, Target, Topic
from planning.surveys.observation import Kind, PlantingSite, Species, Tree
from planning.web.house import House
from planning.wording import Words
from tests import makers
from tests.makers import NOON

PLACE: dict[str, Any] = {"lon": 104.06, "lat": 30.63}
SAID: dict[str, Any] = {"topic": "fruit", "stance": "worry", "text": "黑果子掉在车上，很难洗。"}


@pytest.fixture
def yulan(house: House) -> Community:
    """A community with bounds."""
    return makers.community(house)


def pinned(house: House, here: Community, act_id: str = "", visitor: Visitor | None = None, **fields: Any) -> str:
    """Pin a comment that is right, but for what the test changes."""
    asked: dict[str, Any] = {"community_id": here.id} | PLACE | SAID | fields
    return pin_comment(house.database, visitor or makers.visitor(), NOON, act_id or new_id(), **asked)


def kept(house: House, comment_id: str) -> Comment:
    """What the database holds."""
    with house.database.reading() as session:
        return store.get(session, Comment, comment_id)


def refused(house: House, here: Community, **fields: Any) -> list[str]:
    """Codes of everything that was wrong; nothing was kept."""
    with pytest.raises(Refusals) as caught:
        pinned(house, here, **fields)
    with house.database.reading() as session:
        assert store.count(session, Comment) == 0
    return [problem.code for problem in caught.value.problems]


def test_a_comment_is_kept_as_it_was_said(house: House, yulan: Community):
    """Place, topic, stance, words, nickname, time and browser are those of the visitor."""
    found = kept(house, pinned(house, yulan, author="老街坊"))
    assert (found.pin, found.topic, found.stance) == (Pin(104.06, 30.63), Topic.FRUIT, Stance.WORRY)
    assert (found.text, found.author, found.at, found.browser) == (SAID["text"], "老街坊", NOON, "browser-1")


def test_the_same_act_twice_is_one_comment(house: House, yulan: Community):
    """Row 12: a double click, a rerun or a replay changes nothing and names the same comment."""
    assert pinned(house, yulan, "act-1") == pinned(house, yulan, "act-1")
    with house.database.reading() as session:
        assert store.count(session, Comment) == 1


def test_all_that_is_wrong_is_said_at_once(house: House, yulan: Community):
    """Nobody mends one field to be told about the next."""
    codes = refused(house, yulan, lon="x", topic="", stance="rage", text=" ", author="x" * 21, target=("tree", "no"))
    assert codes == ["bad_coordinates", "unknown_topic", "unknown_stance", "empty_text", "long_text", "unknown_target"]


@pytest.mark.parametrize(
    ("lon", "lat", "code"),
    [
        ("NaN", 30.63, "bad_coordinates"), (float("inf"), 30.63, "bad_coordinates"), ("1e999", 30.63, "bad_coordinates"),
        ("104,06", 30.63, "bad_coordinates"), (None, 30.63, "bad_coordinates"), (181, 30.63, "bad_coordinates"),
        (30.63, 104.06, "swapped"), (0, 0, "outside_bounds"), (180, 90, "outside_bounds"), (-180, -90, "outside_bounds"),
        (104.1, 30.63, "outside_bounds"),
    ],
)  # fmt: skip
def test_impossible_places_are_refused(house: House, yulan: Community, lon: object, lat: object, code: str):
    """Rows 18 to 20: no number, exchanged, at the edge of the world, or outside the community."""
    assert code in refused(house, yulan, lon=lon, lat=lat)


def test_hidden_signs_are_gone_and_the_rest_comes_back_equal(house: House, yulan: Community):
    """Row 36: NFC, no bidi override, no zero-width space, no NUL, no tower of accents; families of emoji stay."""
    said = "e\u0301\u202e 你\u200b好\x00\ud800 👨‍👩‍👧‍👦 Z" + "\u0300" * 30
    text = kept(house, pinned(house, yulan, text=said)).text
    assert text == "é 你好 👨‍👩‍👧‍👦 Z" + "\u0300" * 4
    assert kept(house, pinned(house, yulan, text=text)).text == text


def test_length_is_counted_as_readers_count(house: House, yulan: Community):
    """Row 36: a thousand families of emoji are a thousand characters, one more is too long."""
    family = "👨‍👩‍👧‍👦"
    assert kept(house, pinned(house, yulan, text=family * 1000)).text == family * 1000
    with pytest.raises(Refusals, match="at most 1000"):
        pinned(house, yulan, text=family * 1001)


def test_words_that_look_like_code_are_kept_literally(house: House, yulan: Community):
    """Rows 33 to 35: what is shown escapes; what is kept is what was written."""
    said = "<img src=x onerror=alert(1)> ${alert(1)} `x` [a](javascript:b) $\\LaTeX$ '); DROP TABLE comments;--"
    assert kept(house, pinned(house, yulan, text=said)).text == said


def test_a_comment_on_a_tree_stands_at_the_tree(house: House, yulan: Community):
    """A click beside the trunk means the tree."""
    site = PlantingSite(new_id(), yulan.id, Pin(104.0601, 30.6301))
    tree = Tree(new_id(), yulan.id, site.id, site.pin, Species(zh="女贞"))
    with house.database.writing() as session:
        store.add(session, site)
        store.add(session, tree)
    found = kept(house, pinned(house, yulan, target=("tree", tree.id)))
    assert (found.target, found.pin) == (Target(Kind.TREE, tree.id), tree.pin)


def test_a_target_or_case_of_another_community_is_refused(house: House, yulan: Community):
    """Communities see nothing of each other."""
    other = makers.community(house)
    yard = Courtyard(new_id(), other.id, "1", Words("一号院"))
    with house.database.writing() as session:
        store.add(session, yard)
    assert refused(house, yulan, target=("courtyard", yard.id), case_id="elsewhere") == [
        "unknown_target",
        "unknown_case",
    ]


def test_the_courtyard_is_found_from_the_pin(house: House, yulan: Community):
    """Nobody needs to know the number of their courtyard; the street belongs to none."""
    yard = Courtyard(new_id(), yulan.id, "1", Words("一号院"), box(104.0595, 30.6295, 104.0605, 30.6305))
    with house.database.writing() as session:
        store.add(session, yard)
    assert kept(house, pinned(house, yulan)).courtyard_id == yard.id
    assert kept(house, pinned(house, yulan, lon=104.063)).courtyard_id is None


def test_a_browser_that_pins_too_many_is_asked_to_wait(house: House, yulan: Community):
    """A script is slowed down; another browser and the next hour are free again."""
    for _ in range(MOST_AN_HOUR):
        pinned(house, yulan)
    with pytest.raises(Refusals) as caught:
        pinned(house, yulan)
    assert caught.value.code == "too_many"
    pinned(house, yulan, visitor=makers.visitor("browser-2"))
    later = NOON + timedelta(hours=1)
    pin_comment(house.database, makers.visitor(), later, new_id(), community_id=yulan.id, **PLACE, **SAID)


def test_nobody_pins_in_a_community_that_is_not_published(house: House):
    """What visitors may not see, they cannot write to; its planner can."""
    hidden = makers.community(house, published=False)
    assert refused(house, hidden) == ["not_allowed"]
    assert pinned(house, hidden, visitor=makers.staff(Role.PLANNER, hidden.id))


def test_me_too_counts_each_browser_once(house: House, yulan: Community):
    """A second click changes nothing; taking it back does."""
    asked = {"community_id": yulan.id, "comment_id": pinned(house, yulan)}
    database = house.database
    assert support_comment(database, makers.visitor("a"), NOON, **asked) == 1
    assert support_comment(database, makers.visitor("a"), NOON, **asked) == 1
    assert support_comment(database, makers.visitor("b"), NOON, **asked) == 2
    assert withdraw_support(database, makers.visitor("a"), NOON, **asked) == 1
    assert withdraw_support(database, makers.visitor("a"), NOON, **asked) == 1


def test_me_too_needs_a_browser_that_can_be_told_apart(house: House, yulan: Community):
    """Without a cookie nobody could be counted once."""
    with pytest.raises(Refusals) as caught:
        support_comment(
            house.database, makers.visitor(""), NOON, community_id=yulan.id, comment_id=pinned(house, yulan)
        )
    assert caught.value.code == "no_browser"


MODERATOR = makers.staff(Role.MODERATOR)


def moderate(house: House, here: Community, act: Any, comment_id: str, version: int, **fields: Any) -> None:
    """Hide or show as a moderator."""
    asked = {"community_id": here.id, "comment_id": comment_id, "version": version, "reason": "含他人电话"} | fields
    act(house.database, fields.pop("visitor", MODERATOR), NOON, new_id(), **asked)


def listed(house: House, here: Community) -> int:
    """How many comments a visitor sees."""
    return comments(house.database, makers.visitor(), NOON, community_id=here.id).total


def test_hiding_and_showing_again_are_logged_with_their_reasons(house: House, yulan: Community):
    """The log names the comment and the reason, never the words that were hidden."""
    found = pinned(house, yulan)
    moderate(house, yulan, hide_comment, found, 1)
    assert (listed(house, yulan), kept(house, found).hidden_reason) == (0, "含他人电话")
    moderate(house, yulan, show_comment, found, 2, reason="已删去电话")
    assert (listed(house, yulan), kept(house, found).hidden_at) == (1, None)
    with house.database.reading() as session:
        entries = journal.entries(session, yulan.id, subject=f"comment:{found}")
    assert [(e.act, e.reason) for e in entries] == [("show_comment", "已删去电话"), ("hide_comment", "含他人电话")]
    assert SAID["text"] not in str(entries)


def test_hiding_needs_a_reason_and_the_newest_version(house: House, yulan: Community):
    """A reason of blanks is none; who looks at an older state overwrites nothing."""
    found = pinned(house, yulan)
    with pytest.raises(Refusals) as caught:
        moderate(house, yulan, hide_comment, found, 1, reason=" \u200b")
    assert caught.value.code == "empty_text"
    moderate(house, yulan, hide_comment, found, 1)
    with pytest.raises(Refusals) as caught:
        moderate(house, yulan, show_comment, found, 1)
    assert caught.value.code == "edited_meanwhile"
    assert listed(house, yulan) == 0


@pytest.mark.parametrize("role", [None, Role.PLANNER, Role.BOARD])
def test_only_moderators_hide(house: House, yulan: Community, role: Role | None):
    """Planners and boards are parties to the matter; administrators stand in for moderators."""
    found = pinned(house, yulan)
    visitor = makers.staff(role) if role else makers.visitor()
    with pytest.raises(Refusals) as caught:
        hide_comment(
            house.database, visitor, NOON, new_id(), community_id=yulan.id, comment_id=found, version=1, reason="x"
        )
    assert caught.value.code == "not_allowed"


def test_a_hidden_or_foreign_comment_takes_no_me_too(house: House, yulan: Community):
    """What is not there cannot be supported."""
    found, other = pinned(house, yulan), makers.community(house)
    moderate(house, yulan, hide_comment, found, 1)
    for here in (yulan, other):
        for act in (acts.support_comment, acts.withdraw_support):
            with pytest.raises(Refusals) as caught:
                act(house.database, makers.visitor(), NOON, community_id=here.id, comment_id=found)
            assert caught.value.code == "not_found"


def test_an_id_that_was_chosen_pins_once_for_ever(house: House, yulan: Community):
    """Where the sent form is long forgotten, the comment answers: the same words the same, everything else refused."""
    first = pinned(house, yulan, act_id="act-1", comment_id="chosen")
    assert first == "chosen"
    with house.database.writing() as session:
        erasing.forget_before(session, wordings=NOON, browsers=NOON, forms=NOON + timedelta(days=99), sessions=NOON)
    assert pinned(house, yulan, act_id="act-1", comment_id="chosen") == first
    for other in ({"text": "别的话"}, {"topic": "other"}, {"visitor": makers.visitor("somebody else")}):
        with pytest.raises(Refusals) as refusal:
            pinned(house, yulan, act_id="act-2", comment_id="chosen", **other)
        assert refusal.value.code == "act_reused"
    with house.database.reading() as session:
        assert store.count(session, Comment) == 1
