"""Under which address phones in the hall find what a page of this server is about."""

from __future__ import annotations

from dataclasses import dataclass

from planning import addresses
from planning.errors import N_
from planning.hall import network, phones
from planning.hall.network import Place
from planning.hall.phones import Mode, Told
from planning.web.door import Door

NO_NETWORK = N_(
    "This machine is in no network: switch on its hotspot or join the hall's Wi-Fi, then load this page again."
)


@dataclass(frozen=True, slots=True)
class Reach:
    """How phones come in.

    :param places: every address that they may find, the likeliest first.
    :param place: the chosen one; None where no phone finds this machine.
    """

    mode: Mode
    told: Told
    places: tuple[Place, ...]
    place: Place | None

    def url(self, address: str) -> str:
        """A whole address of ours for phones; empty where no phone finds this machine."""
        return f"{self.place.url}{address}" if self.place else ""

    @property
    def why_not(self) -> str:
        """One sentence (untranslated) where no phone finds this machine, what to do in it; else empty."""
        if self.place:
            return ""
        return self.told.cannot[0] if self.mode is Mode.HERE_ONLY else NO_NETWORK

    def install(self, port: int) -> str:
        """Where phones install this machine's authority, by plain http; empty where there is none to install."""
        if self.mode is not Mode.LOCAL_HTTPS or self.place is None:
            return ""
        return f"http://{self.place.host}:{port}{addresses.AUTHORITY}"


def reach(door: Door) -> Reach:
    """How phones come in: at the place that ``?at=`` names, else at that of the page, else at the likeliest."""
    settings = door.house.settings
    found = network.interfaces()
    places = network.places(settings, found)
    here = network.base(settings, found, str(door.request.base_url).rstrip("/"))
    named = [place for place in places if place.host == door.asked("at")] or [p for p in places if p.url == here]
    return Reach(phones.mode_of(settings), phones.told(settings), places, next(iter(named or places), None))
