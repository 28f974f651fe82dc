"""Whether it was done well: a short form on a light page, with or without scripts, and later the result beside the promise."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import Any

from starlette.responses import Response

from planning import addresses
from planning.actions.evaluation import LONGEST_WORDS, appraise
from planning.cases.evaluation import About, Done, Good
from planning.errors import Refusal, Refusals
from planning.i18n.names import name_of
from planning.period import Moment
from planning.queries.evaluation import EvaluationSeen, evaluation_view
from planning.site import new_id
from planning.surveys.photo import waiting_for
from planning.web import light
from planning.web.assets import address_of
from planning.web.door import Door, route
from planning.wording import clean

PAGE = "evaluation.html"
SCRIPTS = ("evaluate.js",)
CLIENT_ID = re.compile(r"[A-Za-z0-9]{16,40}", re.ASCII)


@route("GET", addresses.EVALUATION)
def evaluation_page(door: Door) -> Response:
    """The questions while they are asked; before, when; after, the result."""
    return light.page(door, PAGE, **_values(door, _view(door)))


@route("POST", addresses.EVALUATION, largest_body=20_000)
def send_appraisal(door: Door) -> Response:
    """Answer once; the same form again changes nothing. Wrong codes are counted against browser and address."""
    house, form, seen = door.house, door.form, _view(door)
    client_id = form.get("client_id", "")
    client_id = client_id if CLIENT_ID.fullmatch(client_id) else new_id()
    try:
        house.limits.writes.take(door.visitor.browser, door.address)
        if seen.evaluation.by_code:
            house.limits.codes.check(door.visitor.browser, door.address)
        appraise(
            house.database, door.visitor, door.now, waiting_for(door.visitor.browser, client_id),
            evaluation_id=seen.evaluation.id, typed=form.get("code", "")[:200], done=clean(form.get("done", "")),
            good=clean(form.get("good", "")), words=form.get("words", ""), courtyard_id=clean(form.get("courtyard", "")),
        )  # fmt: skip
    except Refusals as refused:
        if isinstance(refused, Refusal) and refused.code == "bad_code":
            house.limits.codes.count(door.visitor.browser, door.address)
        return light.refused(door, PAGE, refused, **_values(door, seen, client_id))
    return light.gone(f"{_here(door, seen)}&received=yes#received")


def _view(door: Door) -> EvaluationSeen:
    return evaluation_view(door.house.database, door.visitor, door.now, evaluation_id=door.path("evaluation"))


def _here(door: Door, seen: EvaluationSeen) -> str:
    return addresses.to(addresses.EVALUATION, evaluation=seen.evaluation.id, lang=door.t.language)


def _values(door: Door, seen: EvaluationSeen, client_id: str = "") -> dict[str, Any]:
    asked = seen.moment is Moment.DURING
    return {
        "seen": seen, "asked": asked, "received": door.asked("received") == "yes", "action": _here(door, seen),
        "client_id": client_id or new_id(), "form": defaultdict(str, door.form), "dones": list(Done), "goods": list(Good),
        "name": lambda code: name_of(door.t, code), "of_group": seen.evaluation.about is About.GROUP,
        "longest": LONGEST_WORDS, "scripts": SCRIPTS if asked and seen.evaluation.by_code else (),
        "vote_sheet": address_of("vote.css"), "zone": seen.community.time_zone,
        "case_page": f"/case?community={seen.community.id}&case={seen.evaluation.case_id}&lang={door.t.language}",
    }  # fmt: skip
