"""A visit: who is here, in which language, at which community, when; and the way to acts and questions."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, TypeVar
from urllib.parse import urlsplit

import streamlit as st

from planning import access
from planning.access import Asking
from planning.cases.keeping import Keeping
from planning.errors import N_, Refusal
from planning.hall import network
from planning.i18n import Translator, translator
from planning.pages import state
from planning.people import Visitor
from planning.period import Moment, day_in
from planning.queries.communities import communities
from planning.settings import Settings
from planning.site import Community
from planning.web.door import BROWSER_COOKIE, LANGUAGE_COOKIE, visitor_of
from planning.web.house import House, house_for

R = TypeVar("R")


@dataclass(frozen=True)
class Visit:
    """What a page needs to draw itself."""

    house: House
    visitor: Visitor
    t: Translator
    now: datetime
    here: Community | None
    choices: tuple[Community, ...] = ()
    params: Mapping[str, str] = field(default_factory=dict)

    @property
    def community(self) -> Community:
        """The community that the page is about; the frame shows no page without one."""
        if self.here is None:
            raise LookupError("no community is published yet")
        return self.here

    def ask(self, question: Callable[..., R], **arguments: Any) -> R:
        """Ask a question."""
        return question(self.house.database, self.visitor, self.now, **arguments)

    def do(self, act: Callable[..., R], act_id: str, **arguments: Any) -> R:
        """Do an act, once for each act id. The time is that of the click, not that of the drawing."""
        return act(self.house.database, self.still(), self.house.clock(), act_id, **arguments)

    def do_fleeting(self, act: Callable[..., R], **arguments: Any) -> R:
        """Do an act that keeps its own trace."""
        return act(self.house.database, self.still(), self.house.clock(), **arguments)

    def still(self) -> Visitor:
        """Who acts now. A page stays open for hours: an account that was shut meanwhile, or a role that was taken, is
        out at its next click; so is another browser that asked for this session. Raises :class:`Refusal` (``signed_out``).
        """
        now = visitor_of(self.house, cookies(), self.house.clock(), state.session_name())
        if now.browser != self.visitor.browser:
            raise Refusal("signed_out", N_("You are signed out: sign in again. Nothing was changed."))
        if self.visitor.member is None:
            return self.visitor
        if now.member is None:
            raise Refusal("signed_out", N_("You are signed out: sign in again. Nothing was changed."))
        return now

    def count_write(self, own: str = "") -> None:
        """One comment or ballot more from this code or browser. Raises :class:`Refusal` (``too_many``)."""
        self.house.limits.writes.take(own or self.visitor.browser, address())

    def may(self, name: str, moment: Moment | None = None, courtyard_id: str | None = None) -> bool:
        """Whether the visitor may do this here: for showing or hiding a button, never instead of the act's check."""
        return access.may(name, Asking(self.visitor, self.here, moment, courtyard_id))

    def may_in(self, name: str, keeping: Keeping, moment: Moment | None = None) -> bool:
        """Whether the visitor may do this in a case, in whichever of the courtyards that it concerns."""
        return self.may(name, moment, keeping.yard_for(name, self.visitor, self.community, moment))

    def may_somewhere(self, name: str, moment: Moment | None = None) -> bool:
        """Whether the visitor may do this here, or in one of the courtyards that were given to them."""
        yards = self.visitor.member.courtyards if self.visitor.member else ()
        return any(self.may(name, moment, yard) for yard in (None, *yards))

    def phone_base(self) -> str:
        """The address that phones reach: the one that was set, or one of this machine in the hall's network."""
        here = urlsplit(st.context.url or "")
        page = f"{here.scheme}://{here.netloc}" if here.netloc else ""
        return network.base(self.house.settings, network.interfaces(), page)

    @property
    def today(self) -> date:
        """The day of the community."""
        return day_in(self.community.time_zone, self.now)

    def date(self, at: datetime) -> str:
        """A date in the community's zone."""
        return self.t.date(at, self.community.time_zone)

    def time(self, at: datetime) -> str:
        """Date, hour and minute in the community's zone."""
        return self.t.time(at, self.community.time_zone)


def cookies() -> Mapping[str, str]:
    """The browser's cookies as of its connection; tests put others in their place."""
    return st.context.cookies


def address() -> str:
    """The network address of the browser; empty on the machine itself. For counting only, never for trusting."""
    found = st.context.ip_address
    return found if isinstance(found, str) else ""


def arrive() -> Visit:
    """Read who came in: cookies, query parameters, and what this session remembers."""
    house = house_for(Settings.from_environment(os.environ))
    jar, now, params = cookies(), house.clock(), dict(st.query_params)
    state.keep_apart(jar.get(BROWSER_COOKIE, ""))
    visitor = visitor_of(house, jar, now, state.session_name())
    language = params.get("lang") or jar.get(LANGUAGE_COOKIE) or house.settings.language
    known = tuple(communities(house.database, visitor, now))
    return Visit(house, visitor, translator(language), now, _chosen(known, params), known, params)


def _chosen(known: tuple[Community, ...], params: Mapping[str, str]) -> Community | None:
    wanted = params.get("community") or state.get("community")
    here = next((c for c in known if c.id == wanted), known[0] if known else None)
    if here is not None:
        state.put("community", here.id)
    return here
