"""Where a community ends: from its first import, taken back with it, or set by hand with a reason."""

from __future__ import annotations

from dataclasses import asdict
from datetime import timedelta

import pytest

from planning import store
from planning.actions.bounds import set_bounds
from planning.actions.taking_back import take_back_import
from planning.errors import Refusals
from planning.i18n import translator
from planning.people import SYSTEM
from planning.site import Bounds, Community, new_id
from planning.store import journal
from tests.actions.inventories import HEADER, TREES, codes, imports_of, preview, take_in
from tests.makers import NOON, community
from tests.speaking import spoken

WIDE = Bounds(104.05, 30.62, 104.08, 30.65)


def _bounds(house, place) -> Bounds | None:
    with house.database.reading() as session:
        return store.get(session, Community, place.id).bounds


def _set(house, place, bounds: Bounds, reason: str = "北边还有一条街。") -> object:
    return set_bounds(house.database, SYSTEM, NOON, new_id(), community_id=place.id, **asdict(bounds), reason=reason)


def _take_back(house, place) -> None:
    take_back_import(
        house.database, SYSTEM, NOON + timedelta(hours=1), new_id(), community_id=place.id,
        import_id=imports_of(house, place)[0].id, reason="坐标系错了",
    )  # fmt: skip


def test_a_first_import_in_the_wrong_place_leaves_no_bounds(house):
    """Taken back, it takes the bounds along that it gave: the right file comes in afterwards."""
    place = community(house, bounds=None)
    take_in(house, place, TREES.replace("104.06", "107.06"))
    assert codes(preview(house, place, TREES))[0] == (2, "outside_bounds")
    _take_back(house, place)
    assert _bounds(house, place) is None
    assert take_in(house, place, TREES).accepted == 3


def test_bounds_stay_while_something_stands(house):
    """A second import that is taken back leaves the bounds as they are; so do bounds that somebody set."""
    place = community(house, bounds=None)
    take_in(house, place, TREES)
    given = _bounds(house, place)
    take_in(house, place, "id,type,lon,lat\n1,bench,104.0601,30.6301\n", kind="facility")
    _take_back(house, place)
    assert _bounds(house, place) == given is not None
    other = community(house, bounds=None)
    _set(house, other, WIDE)
    take_in(house, other, TREES)
    _take_back(house, other)
    assert _bounds(house, other) == WIDE


def test_wider_bounds_let_a_later_layer_in(house):
    """Rows beyond the first import are refused until somebody says why they belong here; the log keeps the reason."""
    place = community(house, bounds=None)
    take_in(house, place, TREES)
    north = HEADER + "B1,女贞,20,104.0601,30.6351,\n"
    assert codes(preview(house, place, north)) == [(2, "outside_bounds")]
    _set(house, place, WIDE)
    assert take_in(house, place, north).accepted == 1
    with house.database.reading() as session:
        [entry] = journal.entries_of_acts(session, place.id, ["set_bounds"], 5)
    assert entry.after is not None
    assert (entry.reason, entry.after["bounds"]["north"]) == ("北边还有一条街。", 30.65)


@pytest.mark.parametrize(
    ("bounds", "reason", "expected"),
    [
        (Bounds(104.08, 30.62, 104.05, 30.65), "why", {"bad_bounds"}),
        (Bounds(104.05, float("nan"), 104.08, 30.65), "", {"bad_bounds", "empty_text"}),
        (Bounds(104.05, 30.62, 190.0, 30.65), "why", {"bad_bounds"}),
        (Bounds(100.0, 30.0, 106.0, 31.0), "why", {"bounds_too_wide"}),
        (Bounds(104.06025, 30.62, 104.08, 30.65), "why", {"bounds_leave_out"}),
    ],
)
def test_bounds_that_cannot_be_are_refused(house, bounds, reason, expected):
    """Edges exchanged or off the earth, wider than a community, or past a tree that stands; all at once with the reason."""
    place = community(house, bounds=None)
    take_in(house, place, TREES)
    with pytest.raises(Refusals) as refused:
        _set(house, place, bounds, reason)
    assert {problem.code for problem in refused.value.problems} == expected


def test_the_edges_that_are_told_can_be_given(house):
    """They are rounded outward: bounds with the very numbers of the refusal hold what stands there."""
    place = community(house, bounds=None)
    take_in(house, place, HEADER + "A1,女贞,20,104.06010051,30.63010051,\nA2,女贞,20,104.06020049,30.63020049,\n")
    with pytest.raises(Refusals) as refused:
        _set(house, place, Bounds(104.06015, 30.62, 104.08, 30.65))
    [problem] = refused.value.problems
    told = {name: problem.params[name] for name in ("west", "south", "east", "north")}
    assert told == {"west": 104.0601, "south": 30.6301, "east": 104.060201, "north": 30.630201}
    _set(house, place, Bounds(**told))
    assert _bounds(house, place) == Bounds(**told)


def test_bounds_lay_no_second_grid_under_the_places_of_comments(house):
    """Where comments are shown inexactly, two grids would tell more than one; without a comment, or without a blur, nobody minds."""
    before, after = Bounds(104.05, 30.47, 104.08, 30.52), Bounds(104.05, 30.47, 104.08, 30.56)
    for blur_m, comments, refuses in ((50, 1, True), (50, 0, False), (0, 1, False)):
        place = community(house, bounds=before, blur_m=blur_m)
        for _ in range(comments):
            spoken(house, place, "我家门口", "browser-1", lon=104.06, lat=30.5)
        if not refuses:
            _set(house, place, after)
            assert _bounds(house, place) == after
            continue
        with pytest.raises(Refusals) as refused:
            _set(house, place, after)
        [problem] = refused.value.problems
        assert problem.code == "bounds_unblur"
        assert "北纬 30 度" in translator("zh")(problem.message, **problem.params)
        _set(house, place, Bounds(104.05, 30.45, 104.08, 30.52))
