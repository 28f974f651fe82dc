"""Meetings on light pages: what a QR code at the door opens, the notice to print; documents as files."""

from __future__ import annotations

from typing import Any

from starlette.responses import Response

from planning import addresses
from planning.actions.meetings import sign_in_here
from planning.errors import N_, Refusal, Refusals
from planning.i18n.names import name_of
from planning.period import day_in
from planning.queries.communities import community
from planning.queries.meetings import MeetingView, document_file, meeting_at_door
from planning.reports import qr
from planning.reports.timeline import afterwards, called_off, day_of
from planning.web import light
from planning.web.door import Door, route
from planning.web.downloads import pdf_download
from planning.web.reaching import reach


@route("GET", addresses.MEETING)
def meeting_page(door: Door) -> Response:
    """Sign in while it is on; agenda and place before it; what it came to afterwards."""
    return light.page(door, "meeting.html", **_values(door))


@route("POST", addresses.MEETING_HERE)
def sign_in_at_meeting(door: Door) -> Response:
    """I am here."""
    door.house.limits.writes.take(door.visitor.browser, door.address)
    try:
        sign_in_here(door.house.database, door.visitor, door.now, meeting_id=door.path("meeting"))
    except Refusals as refused:
        return light.refused(door, "meeting.html", refused, **_values(door))
    return light.gone(addresses.to(addresses.MEETING, meeting=door.path("meeting"), lang=door.t.language))


@route("GET", addresses.MEETING_NOTICE)
def meeting_notice(door: Door) -> Response:
    """To print and put up: what, when, where, and the code to sign in by."""
    values = _values(door)
    if values["meeting"].entered_at is not None:
        raise Refusal(
            "not_found", N_("This meeting was entered afterwards: it was not called here, so it has no notice.")
        )
    found = reach(door)
    url = found.url(addresses.to(addresses.MEETING, meeting=door.path("meeting")))
    code = qr.drawn(url, door.t("QR code of the page of this meeting")) if url else ""
    return light.page(door, "meeting_notice.html", code=code, typed=url, **values)


@route("GET", addresses.DOCUMENT)
def document(door: Door) -> Response:
    """A PDF file, saved rather than opened: nothing in it runs on our pages."""
    found, data = document_file(door.house.database, door.visitor, door.now, document_id=door.path("document"))
    zone = door.ask(community, community_id=found.community_id).time_zone
    return pdf_download(data, f"{found.kind}-{day_in(zone, found.at):%Y%m%d}.pdf")


def _values(door: Door) -> dict[str, Any]:
    view: MeetingView = meeting_at_door(door.house.database, door.visitor, door.now, meeting_id=door.path("meeting"))
    here = view.community
    return {
        "view": view, "meeting": view.meeting, "here": here, "name": lambda code: name_of(door.t, code),
        "when": door.t.time(view.meeting.starts_at, here.time_zone), "day": lambda day: day_of(door.t, day),
        "afterwards": afterwards(door.t, view.meeting, here.time_zone),
        "called_off": called_off(door.t, view.meeting),
        "open": view.meeting.takes_sign_ins(door.now),
        "action": addresses.to(addresses.MEETING_HERE, meeting=view.meeting.id, lang=door.t.language),
        "notice": addresses.to(addresses.MEETING_NOTICE, meeting=view.meeting.id, lang=door.t.language),
        "full": f"/meetings?community={here.id}&meeting={view.meeting.id}&lang={door.t.language}",
        "document_url": lambda one: addresses.to(addresses.DOCUMENT, document=one.id),
        "case_page": lambda one: f"/case?community={here.id}&case={one.id}&lang={door.t.language}",
    }  # fmt: skip
