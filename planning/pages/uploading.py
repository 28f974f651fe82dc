"""A place for photos in a form: a small page of the plain routes, so that no photo ever enters a session."""

from __future__ import annotations

from planning import addresses
from planning.pages import state, style
from planning.pages.visit import Visit

HEIGHT_PX = 190


def name_of(form: str) -> str:
    """Under which name the photos of a form wait: made once, kept until they were used."""
    return state.act_id(f"photos:{form}")


def draw(visit: Visit, form: str, words: str, most: int) -> None:
    """The button, and what was sent so far; ``words`` stand above it."""
    style.quiet(words)
    url = addresses.to(
        addresses.UPLOADS, community=visit.community.id, form=name_of(form), most=str(most), lang=visit.t.language
    )
    style.inside(url, HEIGHT_PX, words)


def used(form: str) -> None:
    """The photos went with an act: what is sent next waits under another name."""
    state.renew(f"photos:{form}")
