"""Places by name: what stands on the list, what a search finds, and where a comment is pinned that names one."""

from __future__ import annotations

from typing import Any

import pytest
from shapely.geometry import LineString, MultiLineString, Polygon, box

from planning import store
from planning.actions.pinning import pin_comment
from planning.errors import Refusals
from planning.queries import places as asked
from planning.site import Community, Pin, new_id
from planning.store.places import middle
from planning.surveys.comment import Comment, Target
from planning.surveys.observation import Kind, Street, StreetKind
from planning.surveys.places import Place
from planning.web.house import House
from planning.wording import Words
from tests import makers, trees
from tests.makers import NOON


@pytest.fixture
def yulan(house: House) -> Community:
    """A community with a street in two parts, a courtyard, a bench and a tree."""
    here = makers.community(house)
    street: dict[str, Any] = {"community_id": here.id, "name": Words("玉兰街", "Yulan Street")}
    site = trees.site(here, id="site", external_id="S1")
    trees.keep(
        house,
        Street(id="s-pavement", part=StreetKind.PAVEMENT, outline=box(104.058, 30.629, 104.062, 30.6291), **street),
        Street(id="s-line", part=StreetKind.CENTRELINE, outline=LineString([(104.058, 30.63), (104.062, 30.63)]), **street),
        trees.courtyard(here, box(104.059, 30.631, 104.061, 30.633), id="yard"),
        trees.facility(here, id="bench", pin=Pin(104.0605, 30.6305)),
        site, trees.tree(here, site, id="tree", external_id="T100%"),
    )  # fmt: skip
    return here


def places(house: House, here: Community, text: str = "") -> list[Place]:
    """What a resident is shown."""
    return asked.places(house.database, makers.visitor(), NOON, community_id=here.id, text=text)


def test_a_street_is_on_the_list_once(house: House, yulan: Community):
    """By its centre line; courtyards and facilities follow; trees only when somebody searches."""
    assert [place.key for place in places(house, yulan)] == ["street:s-line", "courtyard:yard", "facility:bench"]
    [street, yard, bench] = places(house, yulan)
    assert (round(street.pin.lon, 4), street.pin.lat) == (104.06, 30.63)
    assert (yard.name, bench.pin) == (Words("一号院", "Courtyard 1"), Pin(104.0605, 30.6305))


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("女贞", ["tree:tree"]), ("PRIVET", ["tree:tree"]), ("100%", ["tree:tree"]), ("%", ["tree:tree"]), ("_", []),
        ("yulan", ["street:s-line"]), ("'); DROP TABLE trees--", []), ("zh", []), ("S1", ["planting_site:site"]),
        ("玉兰\x00街", ["street:s-line"]), ("长" * 5000, []),
    ],
)  # fmt: skip
def test_a_search_is_literal(house: House, yulan: Community, text: str, keys: list[str]):
    """Row 38: signs of SQL are signs to find; letters of either language, in capitals or not."""
    found = [place.key for place in places(house, yulan, text)]
    assert found == keys


def test_what_is_gone_is_not_found(house: House, yulan: Community):
    """A retired facility and one of another community."""
    other = makers.community(house)
    trees.keep(
        house, trees.facility(yulan, name=Words("旧灯", "Old lamp"), retired_at=NOON),
        trees.facility(other, name=Words("别处的灯", "Lamp elsewhere")),
    )  # fmt: skip
    assert places(house, yulan, "灯") == []


def pinned(house: House, here: Community, **where: Any) -> Comment:
    """Pin a comment at a place."""
    said = {"topic": "trees", "stance": "worry", "text": "这里太暗"} | where
    id_ = pin_comment(house.database, makers.visitor(), NOON, new_id(), community_id=here.id, **said)
    with house.database.reading() as session:
        return store.get(session, Comment, id_)


def test_a_comment_on_a_place_of_the_list_knows_what_it_is_about(house: House, yulan: Community):
    """A street is a place; courtyard, bench and tree are what the comment is about."""
    street = pinned(house, yulan, place="street:s-line")
    assert (street.target, round(street.pin.lon, 4), street.pin.lat) == (None, 104.06, 30.63)
    yard = pinned(house, yulan, place="courtyard:yard")
    assert (yard.target, yard.courtyard_id) == (Target(Kind.COURTYARD, "yard"), "yard")
    tree = pinned(house, yulan, place="tree:tree")
    assert (tree.target, tree.pin) == (Target(Kind.TREE, "tree"), trees.HERE)


@pytest.mark.parametrize("place", ["street:none", "tree:none", "pipe:1", "yard", ":", "street", "courtyard:"])
def test_a_place_that_is_not_there_is_refused(house: House, yulan: Community, place: str):
    """One sentence, and nothing is pinned."""
    with pytest.raises(Refusals) as refused:
        pinned(house, yulan, place=place)
    assert [problem.code for problem in refused.value.problems] == ["unknown_place"]


def test_a_place_of_the_neighbours_is_refused(house: House, yulan: Community):
    """Each community has its own list."""
    with pytest.raises(Refusals) as refused:
        pinned(house, makers.community(house), place="street:s-line")
    assert refused.value.code == "unknown_place"
    assert places(house, makers.community(house)) == []


def test_no_place_is_said_so(house: House, yulan: Community):
    """Neither a point nor a name."""
    with pytest.raises(Refusals) as refused:
        pinned(house, yulan)
    assert refused.value.code == "no_place"


def test_the_middle_lies_on_or_in_the_thing():
    """Half-way along the longest part of a line; inside of an area that is bent around its centre."""
    line = MultiLineString([[(0, 0), (0, 1)], [(1, 0), (1, 4)]])
    assert middle(line) == Pin(1.0, 2.0)
    horseshoe = Polygon([(0, 0), (4, 0), (4, 4), (3, 4), (3, 1), (1, 1), (1, 4), (0, 4)])
    inside = middle(horseshoe)
    assert not horseshoe.contains(horseshoe.centroid)
    assert horseshoe.contains(LineString([(inside.lon, inside.lat), (inside.lon, inside.lat + 1e-9)]).centroid)
