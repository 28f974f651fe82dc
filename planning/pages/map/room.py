"""The page: the map, and beside it what was chosen or the list of comments."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import streamlit as st

from planning.pages import map_frame, style
from planning.pages.map import card, choice, drawing, feature, observed, placing, said, standing
from planning.pages.map_frame import MapView
from planning.pages.visit import Visit
from planning.queries.base_maps import base_maps
from planning.queries.doors import NOTING
from planning.queries.planner_layers import layer_sources, planner_layers
from planning.queries.viewport import comments_shown, species_here

SHEET = Path(__file__).parents[1] / "assets" / "map_page.css"
MOST_SPECIES = 60


@cache
def _sheet() -> str:
    return f"<style>{SHEET.read_text(encoding='utf-8')}</style>"


def show(visit: Visit) -> None:
    """Draw the page."""
    style.markup(_sheet())
    choice.follow_link(visit)
    choice.take(map_frame.take_click())
    found = card.look_up(visit, choice.current())
    with st.container(key="map_room"):
        left, right = st.columns([7, 3], gap="medium")
        # The list comes first in time: what is chosen and filtered there is known when the map is drawn.
        with right, st.container(key="map_side"):
            _side(visit, found)
        with left:
            map_frame.draw(_view(visit))


def _view(visit: Visit) -> MapView:
    chosen, settings = choice.current(), visit.house.settings
    picked = choice.picked() or (chosen.spot if chosen else None)
    return MapView(
        visit.community, visit.t, settings.tile_url, settings.tile_attribution, settings.tile_datum,
        tuple(visit.ask(base_maps, community_id=visit.community.id)),
        hears=visit.may_somewhere(NOTING), draws=drawing.draws(visit),
        sources=visit.ask(layer_sources, community_id=visit.community.id),
        selected=chosen.selected if chosen else None, pin=picked, picking=choice.task() in {"move", "pin_elsewhere"},
        filters=said.map_filters(visit), species=_species(visit), walks=observed.walks(visit),
        comments=visit.ask(comments_shown, community_id=visit.community.id), standing=standing.chosen(visit),
        planner_layers=tuple(visit.ask(planner_layers, community_id=visit.community.id)), drawing=drawing.tools(visit),
    )  # fmt: skip


def _species(visit: Visit) -> tuple[tuple[str, str], ...]:
    kinds = visit.ask(species_here, community_id=visit.community.id)[:MOST_SPECIES]
    return tuple(
        (kind.zh or kind.scientific or kind.en, f"{kind[visit.t.language]} ({count})") for kind, count in kinds
    )


def _side(visit: Visit, found: card.Found | None) -> None:
    chosen = choice.current()
    drawn_on = drawing.going_on(visit) if chosen is None else None
    if drawn_on is not None:
        drawing.show(visit, drawn_on)
        return
    if chosen is None:
        style.quiet(
            visit.t("Tap a tree, a roof, a bench or any place: its card opens here, and you can pin what you see.")
        )
        standing.choose(visit)
        drawing.choose(visit)
        said.everything(visit)
        return
    st.button(visit.t("← Back to the list"), key="map_back", on_click=choice.leave, type="tertiary")
    if chosen.is_place:
        placing.show(visit, chosen)
    elif chosen.kind == "comment":
        said.one(visit, chosen.id)
    elif chosen.kind == choice.EVIDENCE:
        observed.show(visit, chosen.id)
    elif chosen.kind == choice.FEATURE:
        feature.show(visit, chosen.id)
    elif found is not None:
        card.show(visit, found, chosen)
