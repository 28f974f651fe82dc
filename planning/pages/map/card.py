"""The card of an object: what it is, how it is, what happened to it, what people say to it."""

from __future__ import annotations

from dataclasses import dataclass, replace

import streamlit as st

from planning.errors import Refusals
from planning.i18n.names import name_of
from planning.pages import state, style
from planning.pages.map import attached, choice, editing, history, placing, said, standing
from planning.pages.map.choice import Chosen
from planning.pages.map.facts import facts_of, title_of
from planning.pages.visit import Visit
from planning.queries.observations import Card, object_card
from planning.site import Courtyard, Pin
from planning.surveys.comment import Target
from planning.surveys.observation import Kind, Tree


@dataclass(frozen=True, slots=True)
class Found:
    """A card, and where its object stands."""

    card: Card
    pin: Pin | None


def look_up(visit: Visit, chosen: Chosen | None) -> Found | None:
    """The card of the chosen object; a choice that is not here (any more) is given up with a sentence."""
    if chosen is None or chosen.is_place or chosen.kind in {"comment", choice.FEATURE, choice.EVIDENCE}:
        return None
    try:
        card = visit.ask(object_card, community_id=visit.community.id, kind=Kind(chosen.kind), object_id=chosen.id)
    except Refusals as refused:
        choice.leave()
        st.warning(visit.t.refusal(refused))
        return None
    pin = card.pin
    if pin is not None and (chosen.pin is None or (card.kind is not Kind.COURTYARD and chosen.pin != pin)):
        # A link knows no spot, and an object may have been moved: the ring belongs where it stands.
        state.put(choice.CHOSEN, replace(chosen, lon=pin.lon, lat=pin.lat))
    return Found(card, pin)


def show(visit: Visit, found: Found, chosen: Chosen) -> None:
    """Draw it."""
    card, t = found.card, visit.t
    if choice.task() == "pin":
        # A tap inside a courtyard means the place there, not the courtyard as a whole.
        target = None if chosen.spot else Target(card.kind, chosen.id)
        said.pin_form(visit, chosen.pin or found.pin or Pin(0, 0), target)
        return
    style.markup(f'<p class="jy-card-kind">{style.escaped(name_of(t, card.kind))}</p>'
                 f'<h2 class="jy-card-title">{style.escaped(title_of(t, card))}</h2>')  # fmt: skip
    standing.here(visit, card)
    style.markup(_table(facts_of(visit, card)))
    if card.is_gone:
        style.quiet(t("This is not there any more."))
    else:
        st.button(t("Pin what you see"), key="map_pin", type="primary", on_click=choice.start_task, args=("pin",))
        if chosen.spot:
            placing.put(visit, chosen.spot)
        editing.show(visit, card)
    if not isinstance(card.thing, Courtyard):
        attached.show(
            visit, str(card.kind), card.thing.id, title_of(t, card), (card.thing.courtyard_id,), gone=card.is_gone
        )
    _former(visit, card)
    said.comments_on(visit, Target(card.kind, chosen.id))
    history.show(visit, card, chosen.id)


def _table(facts: list[tuple[str, str]]) -> str:
    lines = "".join(f"<dt>{style.escaped(name)}</dt><dd>{style.escaped(value)}</dd>" for name, value in facts if value)
    return f'<dl class="jy-facts">{lines}</dl>' if lines else ""


def _former(visit: Visit, card: Card) -> None:
    if not card.former:
        return
    with st.expander(visit.t("Trees that stood here before")):
        style.markup(f'<ul class="jy-timeline">{"".join(_stood(visit, tree) for tree in card.former)}</ul>')


def _stood(visit: Visit, tree: Tree) -> str:
    until = visit.t("until {date}", date=visit.date(tree.removed_at)) if tree.removed_at else ""
    words = style.escaped(tree.species[visit.t.language])
    why = f"<br>{style.escaped(tree.removal_reason)}" if tree.removal_reason else ""
    return f"<li><time>{style.escaped(until)}</time>{words}{why}</li>"
