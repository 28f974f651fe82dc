"""What each proposed species would change on Yulan Lane: as a planner would set it, where the rules of distance are clear."""

from __future__ import annotations

from collections.abc import Sequence

from geodata.clearance.finding import Answer
from planning.actions.illustrative.ground import Ground
from planning.actions.illustrative.matter import OPEN_OPENS
from planning.actions.illustrative.naming import Calendar, Naming
from planning.options.intervention import Intervention, Measure
from planning.options.option import Option
from planning.options.screening.standing import stand
from planning.store import Session, planting


def interventions(
    session: Session, name: Naming, calendar: Calendar, here: Ground, options: Sequence[Option]
) -> list[Intervention]:  # fmt: skip
    """Of every option of the open round; the ground and the terms must be there already."""
    terms = planting.terms(session, here.community.id)
    sites = planting.fresh_ground(session, here.community)
    lane = {site.id for site in here.sites if site.street.startswith("玉兰巷")}
    privets = [
        tree for tree in here.trees if tree.site_id in lane and tree.species.zh == "女贞" and tree.removed_at is None
    ]
    at = calendar.day(OPEN_OPENS - 4)
    made: list[Intervention] = []
    for option in options:
        answers = stand(terms.catalogue[option.species], sites, terms.rules).answers
        clear = {site for site, answer in zip(sites.site_ids, answers, strict=True) if answer == Answer.CLEAR}
        made += [
            Intervention(
                name("intervention", f"{option.key} {tree.id}"), here.community.id, name("case"), option.id, Measure.REPLACE, "tree",
                tree.id, tree.pin.lon, tree.pin.lat, option.species, "示例：分两年、分段更换", name("batch", option.key), at,
            )
            for tree in privets if tree.site_id in clear
        ]  # fmt: skip
    return made
