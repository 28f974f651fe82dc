"""Where may this species stand, and why not here: chosen once beside the map, answered on every planting site's card."""

from __future__ import annotations

import streamlit as st

from geodata.clearance.finding import Answer
from geodata.clearance.rules import Subject
from planning.errors import Refusals
from planning.options.screening.standing import Beside
from planning.pages import state, style
from planning.pages.visit import Visit
from planning.queries.observations import Card
from planning.queries.planting import SiteView, planting_terms, ranked_species, site_standing, standing_summary
from planning.reports import standing as told
from planning.surveys.observation import Kind

CHOSEN = "map_standing"
FIRST_SHOWN = 8
"""Species named as standing here instead; the rest is a number."""


def chosen(visit: Visit) -> str:
    """Scientific name of the species that was chosen, while it is in the catalogue; empty for none."""
    name = str(state.get(CHOSEN) or "")
    return name if name in visit.ask(planting_terms, community_id=visit.community.id).catalogue else ""


def choose(visit: Visit) -> None:
    """The box beside the map, and what it says of the whole community."""
    t = visit.t
    ranked = visit.ask(ranked_species, community_id=visit.community.id)
    names = {one.species.scientific: one.species.name[t.language] for one in ranked}
    st.selectbox(
        t("Where may it stand?"), ["", *names], key=CHOSEN,
        format_func=lambda name: f"{names[name]} · {name}" if name else t("choose a species"),
        help=t("Every planting site is checked against pipes, wires, walls and the other trees."),
    )  # fmt: skip
    name = chosen(visit)
    if name:
        _summary(visit, name)


def _summary(visit: Visit, name: str) -> None:
    t = visit.t
    found = visit.ask(standing_summary, community_id=visit.community.id, scientific=name)
    if not found.sites:
        style.quiet(t("There is no planting site on the map yet: put them there first, then screen."))
        return
    counts = [f"{told.SIGNS[answer]} {t(told.ANSWERS[answer])} {found.counts[answer]}"
              for answer in reversed(Answer) if found.counts[answer]]  # fmt: skip
    ways = told.in_the_way(t, found.in_the_way)
    lines = [
        " · ".join(reversed(counts)),
        t("In the way: {ways}.", ways=ways) if ways else "",
        *told.limits(t, found.limits),
        t("Tap a mark to see why."),
    ]
    style.markup(
        '<div class="jy-standing">' + "".join(f"<p>{style.escaped(line)}</p>" for line in lines if line) + "</div>"
    )


def here(visit: Visit, card: Card) -> None:
    """On the card of a planting site or of the tree on it: whether the chosen species may stand here, and why not."""
    name = chosen(visit)
    site = card.site if card.kind in {Kind.TREE, Kind.PLANTING_SITE} else None
    if not name or site is None or site.retired_at is not None:
        return
    try:
        view = visit.ask(site_standing, community_id=visit.community.id, site_id=site.id, scientific=name)
    except Refusals as refused:
        st.warning(visit.t.refusal(refused))
        return
    _answer(visit, view)


def _answer(visit: Visit, view: SiteView) -> None:
    t = visit.t
    species = view.species.name[t.language]
    heading = {
        Answer.CLEAR: t("{species} may stand here.", species=species),
        Answer.UNKNOWN: t("Whether {species} may stand here is not known.", species=species),
        Answer.UNDECIDED: t("Whether {species} may stand here cannot be told from the map.", species=species),
        Answer.TOO_CLOSE: t("{species} may not stand here.", species=species),
    }[view.answer]
    rows = [_row(visit, one, view.species.subject, view.names.get(one.obstacle, "")) for one in view.beside]
    style.markup(
        f'<section class="jy-standing jy-standing-{view.answer.name.lower()}"><h3>{style.escaped(f"{told.SIGNS[view.answer]} {heading}")}</h3>'
        f"<ul>{''.join(rows)}</ul></section>"
    )
    for note in told.limits(t, view.limits):
        style.quiet(note)
    if view.instead:
        names = [one.name[t.language] for one in view.instead[:FIRST_SHOWN]]
        style.quiet(t("Could stand here instead, the most suitable first: {names}.", names=t(", ").join(names)))
    elif view.answer is not Answer.CLEAR:
        style.quiet(t("No species of the catalogue is clear here."))


def _row(visit: Visit, one: Beside, subject: Subject, name: str) -> str:
    t = visit.t
    small = " ".join(filter(None, (
        t("Asked by {rules}.", rules=told.asked_by(t, one.requirement.rules, subject)),
        told.allowed(t, one.instead, subject) if one.answer is not Answer.CLEAR else "",
    )))  # fmt: skip
    return (
        f"<li><b>{style.escaped(told.SIGNS[one.answer])}</b> {style.escaped(told.why(t, one, name))}"
        f"<br><small>{style.escaped(small)}</small></li>"
    )
