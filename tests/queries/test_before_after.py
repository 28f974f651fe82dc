"""Before and after on a street small enough to be reckoned by hand."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

import pytest
from shapely.geometry import Polygon

from planning import store
from planning.actions.interventions import apply_option
from planning.cases.case import Case, Phase
from planning.errors import Refusals
from planning.options.before_after import BeforeAfter, Season, Wanted
from planning.options.intervention import Measure
from planning.options.option import Option
from planning.options.round import Access, Round
from planning.people import Role, Visitor
from planning.period import Period
from planning.queries.before_after import before_after
from planning.site import Community, Pin, new_id
from planning.surveys.observation import Building, Species, Street, StreetKind, Tree
from planning.web.house import House
from planning.wording import Words
from tests import makers, trees
from tests.makers import NOON
from tests.planting import MYRTLE, at

GINKGO = Species("银杏", "Ginkgo biloba (male)", "ginkgo")


@dataclass
class Scene:
    """A pavement 60 by 6 m with two privets and a ginkgo, 20 m apart; an option replaces the first privet by a crape myrtle."""

    house: House
    here: Community
    case: Case
    option: Option
    stand: list[Tree]

    def seen(self, **wanted: Any) -> BeforeAfter:
        """As staff asks, since the round is in preparation."""
        return before_after(
            self.house.database,
            makers.staff(Role.PLANNER, self.here.id),
            NOON,
            community_id=self.here.id,
            case_id=self.case.id,
            wanted=Wanted(**wanted),
        )

    def set(self, measure: Measure, target: str, target_id: str) -> None:
        """As the planner sets it."""
        planner = makers.staff(Role.PLANNER, self.here.id)
        apply_option(
            self.house.database,
            planner,
            NOON,
            new_id(),
            option_id=self.option.id,
            measure=measure,
            target=target,
            target_id=target_id,
        )


@pytest.fixture
def scene(house: House) -> Scene:
    """With nothing set yet."""
    here = makers.community(house)
    case = Case(new_id(), here.id, Words("换树", "Trees"), Words("换？"), Words("果"), Phase.OPTIONS, NOON)
    round_ = Round(
        new_id(), here.id, Words("树种", "Species"), Words("哪种？"), "irv", Access.INVITED, "seed:x", case.id
    )
    option = Option(new_id(), here.id, round_.id, "a", 0, Words("紫薇", "Crape myrtle"), species=MYRTLE)
    sites = [trees.site(here, pin=Pin(*at(20.0 * n, 0.0)), street="玉兰巷") for n in range(3)]
    kinds = (trees.PRIVET, trees.PRIVET, GINKGO)
    stand = [
        trees.tree(here, site, species=kind, crown_m=4.0, height_m=8.0) for site, kind in zip(sites, kinds, strict=True)
    ]
    pavement = Street(new_id(), here.id, Polygon([at(-10, -3), at(50, -3), at(50, 3), at(-10, 3)]), StreetKind.PAVEMENT)
    trees.keep(house, case, round_, option, *sites, *stand, pavement)
    return Scene(house, here, case, option, stand)


@pytest.fixture
def replaced(scene: Scene) -> Scene:
    """The first privet is replaced."""
    scene.set(Measure.REPLACE, "tree", scene.stand[0].id)
    return scene


def test_today_one_is_replaced_by_a_young_one(replaced: Scene):
    """Three crowns of 4 m stand within 25 m of what is touched but for the ginkgo, 40 m away; the new one is 2 m across."""
    seen = replaced.seen()
    assert (seen.before.trees, seen.after.trees, seen.kept, seen.removed, seen.planted) == (2, 2, 1, 1, 1)
    circle = math.pi * 4
    assert seen.before.canopy_m2 == pytest.approx((2 * circle, 2 * circle), rel=0.01)
    assert seen.after.canopy_m2 == pytest.approx((circle + math.pi, circle + math.pi), rel=0.01)
    assert sorted(one.state for one in seen.after.crowns) == ["kept", "planted", "removed"]
    assert seen.is_estimate  # of the size of a tree that is bought


def test_less_crown_less_shade_at_noon_in_summer(replaced: Scene):
    """The sun stands so high that shadows lie under their trees: each crown's ellipse, a little longer than wide, of 210 m²."""
    seen = replaced.seen(hour=12)
    assert seen.before.share is not None
    assert seen.after.share is not None
    height = math.radians(seen.sun.elevation_deg)
    ellipse = math.pi * 2 * math.hypot(2, 2 / math.tan(height))
    paved = 35 * 6  # from 10 m before the first tree to 25 m behind it
    assert seen.before.share[0] == pytest.approx(2 * ellipse / paved, rel=0.02)
    assert seen.after.share[0] < seen.before.share[0]


def test_in_winter_only_what_keeps_its_leaves_gives_shade(scene: Scene):
    """The ginkgo stands bare and the privet does not; in summer both darken the ground."""
    scene.set(Measure.PRUNE, "tree", scene.stand[2].id)  # 20 m beside the second privet
    leafy = {one.leafy for one in scene.seen(season=Season.WINTER).before.crowns}
    assert leafy == {True, False}
    assert {one.leafy for one in scene.seen().before.crowns} == {True}


def test_years_later_both_sides_have_grown_as_an_estimate(replaced: Scene):
    """A band instead of a number; the myrtle that was planted has grown most."""
    now, later = replaced.seen(), replaced.seen(years=20)
    assert later.before.canopy_m2[0] == pytest.approx(
        now.before.canopy_m2[0]
    )  # a privet of 4 m may be as wide as it gets
    assert later.before.canopy_m2[1] > now.before.canopy_m2[1]
    assert later.after.canopy_m2[0] < later.after.canopy_m2[1]
    planted = next(one for one in later.after.crowns if one.state == "planted")
    assert 2 < planted.crown.least < planted.crown.most <= 6


def test_a_building_darkens_what_lies_north_of_it(scene: Scene):
    """Twelve metres south of the pavement and 20 m high, at noon in December; one without a height is told instead."""
    scene.set(Measure.REMOVE, "tree", scene.stand[0].id)
    free = scene.seen(season=Season.WINTER, hour=12)
    outline = Polygon([at(-10, -25), at(60, -25), at(60, -15), at(-10, -15)])
    unknown = Polygon([at(-10, 15), at(60, 15), at(60, 25), at(-10, 25)])
    trees.keep(
        scene.house,
        Building(new_id(), scene.here.id, outline, height_m=20.0),
        Building(new_id(), scene.here.id, unknown),
    )
    dark = scene.seen(season=Season.WINTER, hour=12)
    assert free.after.share is not None
    assert dark.after.share is not None
    assert dark.after.share[0] == pytest.approx(
        1.0, abs=0.01
    )  # but for a corner: the grid lies half a degree off north
    assert free.after.share[0] < 0.2
    assert (free.unbuilt, dark.unbuilt) == (0, 1)
    storeys = Building(new_id(), scene.here.id, unknown, storeys=6)
    trees.keep(scene.house, storeys)
    assert scene.seen().unbuilt == 1


def test_a_sun_at_the_horizon_gives_no_figure(replaced: Scene):
    """At seven by the sun in December it has hardly risen."""
    seen = replaced.seen(season=Season.WINTER, hour=7)
    assert seen.before.share is seen.after.share is None
    assert seen.sun.elevation_deg < 5


def test_the_clock_is_that_of_the_place(replaced: Scene):
    """Chengdu keeps Beijing's time, an hour before its own sun."""
    seen = replaced.seen(hour=13)
    assert (seen.clock.month, seen.clock.day, seen.clock.hour) == (6, 21, 14)


def test_what_is_not_known_is_said(scene: Scene):
    """A tree without a crown and one of a species that nobody knows."""
    odd = [trees.site(scene.here, pin=Pin(*at(x, 1.0))) for x in (3.0, 6.0)]
    trees.keep(
        scene.house, *odd, trees.tree(scene.here, odd[0], crown_m=None), trees.tree(scene.here, odd[1], species=Species("怪树"), crown_m=3.0)
    )  # fmt: skip
    scene.set(Measure.REMOVE, "tree", scene.stand[0].id)
    seen = scene.seen(years=30)
    assert (seen.unmeasured, seen.unknown) == (1, 1)
    strange = next(
        one
        for one in seen.before.crowns
        if one.y == pytest.approx(seen.size[1] / 2 + 1, abs=0.2) and one.crown.most == 3.0
    )
    assert strange.crown.least == 3.0  # it does not grow


def test_a_case_whose_options_change_nothing_says_so(scene: Scene, house: House):
    """So does one of another community, one that there is not, and an option that there is not."""
    with pytest.raises(Refusals) as refused:
        scene.seen()
    assert refused.value.code == "nothing_set"
    scene.set(Measure.PRUNE, "tree", scene.stand[0].id)
    for here, case, option in (
        (makers.community(house).id, scene.case.id, ""),
        (scene.here.id, "none", ""),
        (scene.here.id, scene.case.id, "none"),
    ):
        with pytest.raises(Refusals) as refused:
            before_after(
                house.database,
                makers.staff(Role.PLANNER, here),
                NOON,
                community_id=here,
                case_id=case,
                wanted=Wanted(option=option),
            )
        assert refused.value.code == "not_found"


def test_too_many_trees_are_refused(replaced: Scene, monkeypatch: pytest.MonkeyPatch):
    """Instead of a picture that nobody could wait for."""
    monkeypatch.setattr("planning.queries.before_after.MOST_TREES", 1)
    with pytest.raises(Refusals) as refused:
        replaced.seen()
    assert refused.value.code == "too_many"


def test_residents_see_it_once_the_round_is_announced_and_nothing_of_what_was_withdrawn(replaced: Scene):
    """Neither the first picture nor the one that an address names gives away a round in preparation."""

    def code(who: Visitor, option: str) -> str:
        try:
            before_after(
                replaced.house.database, who, NOON, community_id=replaced.here.id, case_id=replaced.case.id,
                wanted=Wanted(option=option),
            )  # fmt: skip
        except Refusals as refused:
            return refused.code
        return "seen"

    resident, planner = makers.visitor(), makers.staff(Role.PLANNER, replaced.here.id)
    named = replaced.option.id
    assert [code(resident, ""), code(resident, named)] == ["nothing_set", "nothing_set"]
    assert [code(planner, ""), code(planner, named)] == ["seen", "seen"]
    with replaced.house.database.writing() as session:
        round_ = store.get(session, Round, replaced.option.round_id)
        store.change(
            session, replace(round_, period=Period(NOON, NOON + timedelta(days=7)), version=round_.version + 1)
        )
    assert [code(resident, ""), code(resident, named)] == ["seen", "seen"]
    with replaced.house.database.writing() as session:
        store.change(session, replace(replaced.option, withdrawn_at=NOON))
    for who in (resident, planner):
        assert [code(who, ""), code(who, named)] == ["nothing_set", "nothing_set"]


def test_too_many_buildings_or_ways_are_refused(replaced: Scene, monkeypatch: pytest.MonkeyPatch):
    """Each would be cut and thrown as a shadow; it is said instead, and one alone is drawn."""
    assert replaced.seen()
    outline = Polygon([at(-10, 5), at(0, 5), at(0, 9), at(-10, 9)])
    monkeypatch.setattr("planning.queries.before_after.MOST_OUTLINES", 1)
    assert replaced.seen()
    for fresh in (
        Building(new_id(), replaced.here.id, outline, height_m=3.0),
        Street(new_id(), replaced.here.id, outline, StreetKind.PAVEMENT),
    ):
        trees.keep(replaced.house, fresh)
    for _ in range(2):  # the way first, then with one way the second building
        with pytest.raises(Refusals) as refused:
            replaced.seen()
        assert refused.value.code == "too_many"


def test_the_window_holds_every_tree_of_a_long_street(scene: Scene):
    """Six kilometres from east to west: the grid lies half a degree askew there, and still no crown lies outside."""
    ends = [trees.site(scene.here, pin=Pin(*at(x, 0.0)), street="长街") for x in (-3000.0, 3000.0)]
    stand = [trees.tree(scene.here, site, crown_m=4.0, height_m=8.0) for site in ends]
    trees.keep(scene.house, *ends, *stand)
    for one in stand:
        scene.set(Measure.PRUNE, "tree", one.id)
    seen = scene.seen()
    assert seen.before.trees == 5
    assert all(0 <= crown.x <= seen.size[0] and 0 <= crown.y <= seen.size[1] for crown in seen.before.crowns)
