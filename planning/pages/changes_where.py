"""What the options of a case would change on the ground, in a line each."""

from __future__ import annotations

import streamlit as st

from planning import addresses
from planning.i18n.names import name_of
from planning.options.intervention import Change
from planning.pages import style
from planning.pages.visit import Visit
from planning.queries.interventions import interventions_of_case
from planning.queries.planting import planting_terms


def show(visit: Visit, case_id: str) -> None:
    """Nothing where no option was applied anywhere."""
    t = visit.t
    found = visit.ask(interventions_of_case, community_id=visit.community.id, case_id=case_id)
    applied = [one for one in found if one.changes]
    if not applied:
        return
    applied.sort(key=lambda one: one.option.order_for(visit.visitor.browser))
    st.header(t("What would change where"), anchor=False)
    items = "".join(
        f"<article><h4>{style.escaped(one.option.title[t.language])}</h4><ul>"
        + "".join(f"<li>{style.escaped(told(visit, change))}{_note(change)}</li>" for change in one.changes)
        + "</ul></article>"
        for one in applied
    )
    style.markup(f'<div class="jo">{items}</div>')
    style.link(
        addresses.to(addresses.BEFORE_AFTER, community=visit.community.id, case=case_id, lang=t.language),
        t("See it before and after, with shade and growth"),
    )
    style.quiet(t("Set by planners, and taken back by them where it was wrong; every step stands in the log."))


def told(visit: Visit, change: Change) -> str:
    """Replace by crape myrtle: 208 places."""
    t = visit.t
    what = name_of(t, change.measure)
    if change.species:
        known = visit.ask(planting_terms, community_id=visit.community.id).catalogue.get(change.species)
        name = known.name[t.language] if known else change.species
        what = t("{measure}: {species}", measure=what, species=name)
    return t.n("{what} · {count} place", "{what} · {count} places", change.count, what=what)


def _note(change: Change) -> str:
    return f"<br>{style.escaped(change.note)}" if change.note else ""
