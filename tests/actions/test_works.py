"""Works of a case: planned, moved on, with steps, photos from one spot, and counts of what is kept, altered, taken away."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import pytest

from planning import store
from planning.actions.photos import send_photo
from planning.actions.work_photos import add_shots, drop_shot
from planning.actions.works import (
    add_milestone,
    change_work,
    count_touched,
    move_work_on,
    plan_work,
    reach_milestone,
    touch_object,
)
from planning.cases.case import Case, Phase
from planning.cases.works import Fate, FateCounts, Stage, WorkState
from planning.errors import Refusals
from planning.people import Grant, Member, Role, Visitor
from planning.queries.works import WorksView, works_view
from planning.site import Community, Pin, new_id
from planning.surveys.observation import PlantingSite, Species, Tree
from planning.surveys.photo import Photo
from planning.surveys.picture import Picture
from planning.web.house import House
from planning.wording import Words
from tests import makers
from tests.makers import NOON

TODAY = date(2026, 11, 24)


@dataclass
class Site:
    """A case with two trees."""

    house: House
    here: Community
    case: Case
    trees: tuple[Tree, Tree]
    keeper: Visitor

    def do(self, act: Any, by: Visitor | None = None, act_id: str = "", **arguments: Any) -> Any:
        """Do an act as the planner, or as somebody else."""
        return act(self.house.database, by or self.keeper, NOON, act_id or new_id(), **arguments)

    def plan(self, **instead: Any) -> str:
        """Plan a work."""
        usual: dict[str, Any] = {
            "case_id": self.case.id, "title": Words("换树", "Replace trees"), "contractor": "Green Team",
            "planned_start": TODAY - timedelta(days=9), "planned_end": TODAY - timedelta(days=1),
        }  # fmt: skip
        made: str = self.do(plan_work, **(usual | instead))
        return made

    def move(self, work_id: str, version: int, state: WorkState, **instead: Any) -> None:
        """Move a work on."""
        self.do(move_work_on, work_id=work_id, version=version, state=state, **({"day": TODAY} | instead))

    def read(self) -> WorksView:
        """What everybody reads."""
        return works_view(self.house.database, makers.visitor(), NOON, community_id=self.here.id, case_id=self.case.id)


@pytest.fixture
def site(house: House) -> Site:
    """A planner and a case."""
    here = makers.community(house)
    case = Case(new_id(), here.id, Words("树"), Words("换吗"), Words(""), Phase.CARRY_OUT, NOON)
    pits = [PlantingSite(new_id(), here.id, Pin(104.06, 30.63 + n / 1000), f"S{n}") for n in range(2)]
    first, second = (
        Tree(new_id(), here.id, pit.id, pit.pin, Species("女贞"), pit.external_id.replace("S", "T")) for pit in pits
    )
    with house.database.writing() as session:
        for value in (case, *pits, first, second):
            store.add(session, value)
    keeper = Visitor(Member(new_id(), "Planner", frozenset({Grant(Role.PLANNER, here.id)})), "browser-2")
    return Site(house, here, case, (first, second), keeper)


def codes(function: Any, *arguments: Any, **named: Any) -> list[str]:
    """The codes of all problems."""
    with pytest.raises(Refusals) as caught:
        function(*arguments, **named)
    return [problem.code for problem in caught.value.problems]


def test_a_work_goes_from_plan_to_done_and_says_when_it_is_late(site: Site):
    """Planned and real days stand beside each other; stopping, and taking up what was done, need a reason."""
    work = site.plan()
    assert site.read().works[0].is_late
    assert codes(site.move, work, 1, WorkState.DONE) == ["not_next"]
    assert codes(site.move, work, 1, WorkState.UNDER_WAY, day=TODAY + timedelta(days=1)) == ["not_yet"]
    site.move(work, 1, WorkState.UNDER_WAY, day=TODAY - timedelta(days=3))
    assert codes(site.move, work, 2, WorkState.STOPPED) == ["empty_text"]
    assert codes(site.move, work, 2, WorkState.DONE, day=TODAY - timedelta(days=4)) == ["began_later"]
    site.move(work, 2, WorkState.DONE)
    seen = site.read().works[0]
    assert (seen.work.started, seen.work.ended, seen.is_late) == (TODAY - timedelta(days=3), TODAY, False)
    assert codes(site.move, work, 3, WorkState.UNDER_WAY) == ["empty_text"]
    site.move(work, 3, WorkState.UNDER_WAY, reason="Two pits were not filled.")
    seen = site.read().works[0]
    assert (seen.work.started, seen.work.ended) == (TODAY - timedelta(days=3), None)
    assert seen.work.reason == "Two pits were not filled."


def test_wrong_plans_are_refused_with_everything_that_is_wrong(site: Site):
    """Rows 18 and 19: no title, an end before the beginning, exchanged coordinates; an older copy overwrites nothing."""
    wrong: dict[str, Any] = {
        "title": Words(""),
        "planned_end": TODAY - timedelta(days=20),
        "lon": "30.63",
        "lat": "104.06",
    }
    assert sorted(codes(site.plan, **wrong)) == ["empty_text", "ends_before", "swapped"]
    assert codes(site.plan, lon="NaN", lat="30.63") == ["bad_coordinates"]
    work = site.plan(lon="104.06", lat="30.63")
    plan: dict[str, Any] = {"title": Words("新"), "contractor": "", "planned_start": TODAY, "planned_end": TODAY}
    site.do(change_work, work_id=work, version=1, **plan)
    assert codes(site.do, change_work, work_id=work, version=1, **plan) == ["edited_meanwhile"]
    assert [(seen.work.title.zh, seen.pins) for seen in site.read().works] == [("新", (Pin(104.06, 30.63),))]


def test_a_double_click_plans_one_work(site: Site):
    """The same act id with the same contents changes nothing."""
    plan: dict[str, Any] = {
        "case_id": site.case.id,
        "title": Words("换树"),
        "contractor": "",
        "planned_start": TODAY,
        "planned_end": TODAY,
    }
    assert site.do(plan_work, act_id="click-1", **plan) == site.do(plan_work, act_id="click-1", **plan)
    assert len(site.read().works) == 1


def test_what_is_kept_altered_and_taken_away_is_counted(site: Site):
    """Objects of the map by kind and id, once each; things on no map by their number; what is said anew replaces what was said."""
    work = site.plan()
    one, two = site.trees
    site.do(touch_object, work_id=work, place=f"tree:{one.id}", fate=Fate.REMOVED)
    site.do(touch_object, work_id=work, place=f"tree:{two.id}", fate=Fate.REMOVED)
    site.do(touch_object, work_id=work, place=f"tree:{two.id}", fate=Fate.KEPT)
    site.do(count_touched, work_id=work, label=Words("井盖", "Covers"), fate=Fate.ALTERED, number=7)
    site.do(count_touched, work_id=work, label=Words("门", "Doors"), fate=Fate.KEPT, number=2)
    site.do(count_touched, work_id=work, label=Words("门", "Doors"), fate=Fate.KEPT, number=0)
    view = site.read()
    assert view.fates == FateCounts(1, 7, 1)
    assert view.fates.total == 9
    assert sorted(pin.lat for pin in view.works[0].pins) == [30.63, 30.631]
    assert codes(site.do, touch_object, work_id=work, place="tree:gone", fate=Fate.KEPT) == ["unknown_place"]
    many: dict[str, Any] = {"work_id": work, "label": Words(""), "fate": Fate.KEPT, "number": -1}
    assert codes(site.do, count_touched, **many) == ["empty_text", "bad_number"]


def test_a_tree_that_two_works_touch_is_one_tree(site: Site):
    """What the later work makes of it counts in the sum of the case; each work keeps its own."""
    later = site.plan(planned_start=TODAY, planned_end=TODAY)
    earlier = site.plan()
    tree, other = site.trees
    site.do(touch_object, work_id=later, place=f"tree:{tree.id}", fate=Fate.REMOVED)
    site.do(touch_object, work_id=earlier, place=f"tree:{tree.id}", fate=Fate.KEPT)
    site.do(touch_object, work_id=earlier, place=f"tree:{other.id}", fate=Fate.KEPT)
    for work in (earlier, later):
        site.do(count_touched, work_id=work, label=Words("门", "Doors"), fate=Fate.ALTERED, number=2)
    view = site.read()
    assert view.fates == FateCounts(1, 4, 1)
    assert [one.fates for one in view.works] == [FateCounts(2, 2, 0), FateCounts(0, 2, 1)]


def test_steps_are_reached_and_opened_again(site: Site):
    """By whoever works on the case; none in the future."""
    work = site.plan()
    step = site.do(add_milestone, work_id=work, title=Words("挖坑", "Pits"), due=TODAY)
    site.do(add_milestone, work_id=work, title=Words("种树", "Planting"), due=TODAY - timedelta(days=1))
    assert [one.title.en for one in site.read().works[0].milestones] == ["Planting", "Pits"]
    assert codes(site.do, reach_milestone, milestone_id=step, version=1, day=TODAY + timedelta(days=1)) == ["not_yet"]
    site.do(reach_milestone, makers.staff(Role.SOCIAL_WORKER, site.here.id), milestone_id=step, version=1, day=TODAY)
    assert site.read().works[0].reached == 1
    site.do(reach_milestone, milestone_id=step, version=2, day=None)
    assert site.read().works[0].reached == 0


def test_photos_of_one_spot_stand_side_by_side(site: Site):
    """Before, during and after; a photo is taken away with its file."""
    work = site.plan()
    place = site.house.settings.photo_place

    def shoot(stage: Stage, day: date, data: bytes) -> str:
        send_photo(
            site.house.database, site.keeper, NOON, community_id=site.here.id, form="works", photo_id=new_id(),
            picture=Picture(data, 8, 8, data.hex().ljust(64, "0")[:64]), photo_place=place, photos_mb=9,
        )  # fmt: skip
        (id_,) = site.do(add_shots, work_id=work, spot=" 路口朝东 ", stage=stage, day=day, form="works")
        return str(id_)

    shoot(Stage.AFTER, TODAY, b"after")
    before = shoot(Stage.BEFORE, TODAY - timedelta(days=9), b"before")
    spots = site.read().works[0].spots
    assert list(spots) == ["路口朝东"]
    assert [(stage, [shot.day for shot in of]) for stage, of in spots["路口朝东"].items()] == [
        (Stage.BEFORE, [TODAY - timedelta(days=9)]), (Stage.DURING, []), (Stage.AFTER, [TODAY]),
    ]  # fmt: skip
    (photo,) = (shot.photo_id for shot in spots["路口朝东"][Stage.BEFORE])
    site.do(drop_shot, shot_id=before, photo_place=place)
    with site.house.database.reading() as session:
        assert [one.id for one in store.find(session, Photo, community_id=site.here.id)] != [photo]
        assert store.first(session, Photo, id=photo) is None
    assert not (site.house.settings.photo_dir / f"{photo}.jpg").exists()
    nothing: dict[str, Any] = {
        "work_id": work,
        "spot": "",
        "stage": Stage.AFTER,
        "day": TODAY + timedelta(days=1),
        "form": "none",
    }
    assert codes(site.do, add_shots, **nothing) == ["empty_text", "not_yet", "no_photo"]


def test_who_works_in_another_courtyard_adds_nothing(site: Site):
    """Row 55: a planner of the next community and a moderator are refused."""
    work = site.plan()
    for who in (makers.staff(Role.PLANNER, "there"), makers.staff(Role.MODERATOR, site.here.id)):
        assert codes(site.do, add_milestone, who, work_id=work, title=Words("挖坑"), due=TODAY) == ["not_allowed"]
