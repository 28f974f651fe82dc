"""Moderation in the open: by which rules it is done, and what was done, on light pages for everybody."""

from __future__ import annotations

from typing import Any

from starlette.responses import Response

from planning import addresses
from planning.errors import N_
from planning.i18n.names import name_of
from planning.i18n.staff import act_name
from planning.queries.moderation import MOST_PUBLIC, moderation_log
from planning.site import Community
from planning.surveys.care import COVER
from planning.web import light
from planning.web.door import Door, route
from planning.web.sent import here_of, to

POLICY = (
    (N_("What is left standing"), N_("Every opinion, also a sharp one, also against the community, the board or this page. Nobody is hidden for what they want.")),
    (N_("What is covered or hidden"), N_("Names, telephone numbers and doors of others; insults and threats; advertising; what has nothing to do with the neighbourhood; what the law forbids to publish.")),
    (N_("The mildest way first"), N_("A name is covered ({cover}) and the rest stays. Only where nothing would be left the whole comment is hidden. What says the same is merged, and both stay to be read.")),
    (N_("Who does it, and how it is kept"), N_("Moderators of the community, one at a time, with a reason. What was covered is kept for {withdrawn} days and what was hidden for {hidden}, so that it can be looked into and undone; nobody changes a single word of yours otherwise.")),
    (N_("You are told"), N_("Under “My comments”, in the browser in which you wrote, stands what was done and why; a matter tells it to whoever holds its receipt word.")),
    (N_("If you do not agree"), N_("Tell the community office the number of your comment: another moderator or the administrator looks at it, and it is shown again where you are right. That stands in the log, too.")),
    (N_("Everybody can check"), N_("The log below tells every act with its day, its ground and the role of who did it. It names no person and shows no hidden word.")),
)  # fmt: skip
"""The rules, each with its heading."""


@route("GET", addresses.MODERATION)
def moderation_page(door: Door) -> Response:
    """What was done, newest first."""
    here = here_of(door)
    found = door.ask(moderation_log, community_id=here.id)
    lines = [
        {
            "day": door.t.date(one.at, here.time_zone), "act": act_name(door.t, one.act),
            "role": name_of(door.t, one.role) if one.role else door.t("an account that is gone"),
            "ground": name_of(door.t, one.ground) if one.ground else "",
        }
        for one in found
    ]  # fmt: skip
    return light.page(door, "moderation.html", lines=lines, most=MOST_PUBLIC, **_around(door, here))


@route("GET", addresses.MODERATION_POLICY)
def policy_page(door: Door) -> Response:
    """By which rules comments and matters are moderated."""
    here = here_of(door)
    filled = {
        "cover": COVER,
        "hidden": door.house.settings.keep_hidden_days,
        "withdrawn": door.house.settings.keep_withdrawn_days,
    }
    rules = [(door.t(title), door.t(text, **filled)) for title, text in POLICY]
    return light.page(door, "policy.html", rules=rules, **_around(door, here))


def _around(door: Door, here: Community) -> dict[str, Any]:
    return {
        "here": here, "said": to(door, addresses.SAID, here), "policy": to(door, addresses.MODERATION_POLICY, here),
        "log": to(door, addresses.MODERATION, here),
    }  # fmt: skip
