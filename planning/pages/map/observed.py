"""The card of a photo of an evidence walk: the picture, its words, when it was taken, and of which walk it is. No name."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from planning import addresses
from planning.errors import Refusals
from planning.i18n.names import name_of
from planning.pages import state, style
from planning.pages.dissent import day_of
from planning.pages.map import choice
from planning.pages.visit import Visit
from planning.queries.evidence_on_map import PhotoCard, evidence_photo_card, walks_on_map


def walks(visit: Visit) -> tuple[tuple[str, str], ...]:
    """Walks by which the layer is narrowed, with their day and how many photos they have on the map."""
    found = visit.ask(walks_on_map, community_id=visit.community.id)
    return tuple((one.id, f"{one.title[visit.t.language]} · {day_of(visit, one.day)} ({one.photos})") for one in found)


def show(visit: Visit, id_: str) -> None:
    """Draw it; a choice that is not here (any more) is given up with a sentence."""
    t = visit.t
    try:
        card: PhotoCard = visit.ask(evidence_photo_card, community_id=visit.community.id, evidence_photo_id=id_)
    except Refusals as refused:
        choice.leave()
        st.warning(t.refusal(refused))
        return
    photo, walk = card.spot.photo, card.walk
    _ring(photo.pin.lon, photo.pin.lat)
    kind = name_of(t, photo.kind)
    style.markup(f'<p class="jy-card-kind">{style.escaped(t("observation by walk"))}</p>'
                 f'<h2 class="jy-card-title">{style.escaped(kind)}</h2>')  # fmt: skip
    style.photo(addresses.to(addresses.PHOTO, photo=photo.id, w="960"), f"{kind} {photo.note}".strip())
    facts = [
        (t("Note"), photo.note),
        (t("Taken"), f"{t.time(photo.taken_at, visit.community.time_zone)} · {name_of(t, photo.timed)}"),
        (t("Place"), f"{t('{metres} m from the route', metres=round(card.spot.distance_m))} · {name_of(t, photo.placed)}"),
        (t("Evidence walk"), f"{walk.title[t.language]} · {day_of(visit, walk.day)} · {t('led by a resident planner')}"),
        (t("Case"), card.case.title[t.language] if card.case else ""),
    ]  # fmt: skip
    lines = "".join(f"<dt>{style.escaped(name)}</dt><dd>{style.escaped(value)}</dd>" for name, value in facts if value)
    style.markup(f'<dl class="jy-facts">{lines}</dl>')
    page = addresses.to(addresses.EVIDENCE_WALK, community=visit.community.id, walk=walk.id, lang=t.language)
    style.link(page, t("Route, and what was kept"))


def _ring(lon: float, lat: float) -> None:
    """A link knows no spot: the ring belongs where the photo was taken."""
    chosen = choice.current()
    if chosen is not None and chosen.pin is None:
        state.put(choice.CHOSEN, replace(chosen, lon=lon, lat=lat))
