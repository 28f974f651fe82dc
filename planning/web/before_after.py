"""Before and after, for everybody, on a light page: two pictures that slide over one another, and the figures beside them."""

from __future__ import annotations

from starlette.responses import Response

from planning import addresses
from planning.errors import N_
from planning.options.before_after import HOURS, LATEST_YEAR, BeforeAfter, Season, Wanted
from planning.queries.before_after import before_after
from planning.reports.before_after import picture
from planning.web import light
from planning.web.assets import address_of
from planning.web.door import Door, route

STEP_YEARS = 5


@route("GET", addresses.BEFORE_AFTER, heavy=True)
def before_after_page(door: Door) -> Response:
    """Both sides for ``?option=``, ``?years=``, ``?season=`` and ``?hour=``; whatever makes no sense is the usual."""
    scene = before_after(
        door.house.database, door.visitor, door.now, community_id=door.path("community"), case_id=door.path("case"),
        wanted=wanted_from(door),
    )  # fmt: skip
    t = door.t
    sides = [
        (name, title, picture(scene, side, f"{title}: {t.n('{count} tree', '{count} trees', side.trees)}"), side)
        for name, title, side in (("before", t("Without it"), scene.before), ("after", t("With it"), scene.after))
    ]
    back = f"/case?community={scene.community.id}&case={scene.case_id}&lang={t.language}"
    return light.page(
        door, "before_after.html", scripts=("before_after.js",), scene=scene, sides=sides, hours=HOURS, latest=LATEST_YEAR, step=STEP_YEARS,
        back=back, in_june=(scene.clock.month == 6) is (scene.wanted.season is Season.SUMMER), clock=f"{scene.clock:%H:%M}", day=t.date(scene.clock, scene.community.time_zone),
        metres=_metres, shares=_shares, left_out=_left_out(door, scene), more_sheet=address_of("before_after.css"),
    )  # fmt: skip


def _left_out(door: Door, scene: BeforeAfter) -> list[str]:
    """What the pictures and figures do not hold, with how much of it."""
    t = door.t
    told = (
        (scene.unmeasured, N_("{count} tree has no measured crown: it is counted, not drawn."), "{count} trees have no measured crown: they are counted, not drawn."),
        (scene.unknown, N_("{count} tree is of a species that the catalogue does not have: it does not grow here, and stands bare in winter."), "{count} trees are of species that the catalogue does not have: they do not grow here, and stand bare in winter."),
        (scene.unbuilt, N_("{count} building nearby has no known height: it gives no shade here."), "{count} buildings nearby have no known height: they give no shade here."),
    )  # fmt: skip
    return [t.n(one, many, count) for count, one, many in told if count]


def wanted_from(door: Door) -> Wanted:
    """The query string as a value."""
    season = door.asked("season")
    return Wanted(
        door.asked("option")[:40], _whole(door.asked("years"), range(LATEST_YEAR + 1), 0),
        Season(season) if season in set(Season) else Season.SUMMER, _whole(door.asked("hour"), HOURS, 13),
    )  # fmt: skip


def _whole(text: str, allowed: range, usual: int) -> int:
    number = int(text) if text.isascii() and text.isdigit() and len(text) < 4 else usual
    return number if number in allowed else usual


def _metres(band: tuple[float, float]) -> str:
    """A span in whole square metres, one number where both ends are the same."""
    least, most = (f"{round(end):,}" for end in band)
    return f"{least} m²" if least == most else f"{least}–{most} m²"


def _shares(band: tuple[float, float]) -> str:
    least, most = (f"{100 * end:.0f}" for end in band)
    return f"{least} %" if least == most else f"{least}–{most} %"
