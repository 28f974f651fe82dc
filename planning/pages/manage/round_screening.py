"""The screening of a round: which species each option is, and on how many planting sites it may stand."""

from __future__ import annotations

from fractions import Fraction
from functools import partial

import streamlit as st

from planning.actions.planting.screening import name_species, screen_round
from planning.options.round import State
from planning.options.screening.screening import USUAL_MINIMUM, Screening, read
from planning.pages import state, style
from planning.pages.visit import Visit
from planning.queries.planting import planting_terms, ranked_species, site_names
from planning.queries.rounds import RoundView, Ware
from planning.reports import standing as told

FIRST_SHOWN = 40


def show(visit: Visit, view: RoundView) -> None:
    """Name the species and screen while the round is prepared; afterwards only what was announced."""
    t = visit.t
    wares = _asked(view)
    if view.state is State.DRAFT and visit.may("act.screen_round"):
        style.lead(
            t(
                "An option that is a species is checked on every planting site. What may stand on too few of them does not go to the ballot."
            )
        )
        _species(visit, wares)
        _screening(visit, view)
    if view.round.screening:
        _found(visit, view, read(view.round.screening))
    elif view.state is not State.DRAFT:
        style.quiet(t("Nothing was screened for this round."))


def _asked(view: RoundView) -> list[Ware]:
    """Options on the ballot, and those that the screening put out: it looks at them again."""
    out = read(view.round.screening).out if view.round.screening else ()
    return [*view.wares, *(ware for ware in view.withdrawn if ware.option.key in out)]


def _species(visit: Visit, wares: list[Ware]) -> None:
    t = visit.t
    ranked = visit.ask(ranked_species, community_id=visit.community.id)
    names: dict[str, str] = {"": t("no species")} | {
        one.species.scientific: f"{one.species.name[t.language]} · {one.species.scientific}" for one in ranked
    }
    for ware in wares:
        option = ware.option
        key = f"screening_species_{option.id}"
        st.selectbox(
            option.title[t.language], list(names), format_func=names.__getitem__, key=key,
            index=list(names).index(option.species) if option.species in names else 0,
            on_change=state.acting(visit, key, partial(_name, visit, option.id, key)),
        )  # fmt: skip


def _name(visit: Visit, option_id: str, key: str, act_id: str) -> None:
    visit.do(name_species, act_id, option_id=option_id, scientific=str(state.get(key) or ""))


def _screening(visit: Visit, view: RoundView) -> None:
    t, key = visit.t, f"screening_{view.round.id}"
    terms = visit.ask(planting_terms, community_id=visit.community.id)
    names = [t("the community's own rules") if name == "own" else name for name in terms.tables]
    style.quiet(
        t("These tables hold: {tables}. They are chosen under “Trees and distances”.", tables=t(", ").join(names))
    )
    minimum = read(view.round.screening).minimum if view.round.screening else USUAL_MINIMUM
    st.number_input(
        t("Least share of the sites, in per cent"), 0, 100, round(float(minimum * 100)), step=5, key=f"{key}_minimum"
    )
    st.text_input(t("Reason, which everybody can read"), key=f"{key}_reason", max_chars=400)
    st.button(
        t("Screen the options again") if view.round.screening else t("Screen the options"), type="primary", key=key,
        on_click=state.acting(visit, key, lambda act_id: _screen(visit, view, key, act_id)),
    )  # fmt: skip


def _screen(visit: Visit, view: RoundView, key: str, act_id: str) -> str:
    kept = visit.do(
        screen_round, act_id, round_id=view.round.id, reason=str(state.get(f"{key}_reason") or ""),
        minimum=Fraction(int(state.get(f"{key}_minimum", 80)), 100),
    )  # fmt: skip
    out = len(read(kept).out)
    if not out:
        return visit.t("The options were screened: all of them go to the ballot.")
    return visit.t.n(
        "The options were screened: {count} does not go to the ballot.",
        "The options were screened: {count} do not go to the ballot.",
        out,
    )


def _found(visit: Visit, view: RoundView, found: Screening) -> None:
    t = visit.t
    style.quiet(told.how_screened(t, found))
    titles = {ware.option.key: ware.option.title[t.language] for ware in (*view.wares, *view.withdrawn)}
    rows = []
    for one in found.options:
        mark = "✓" if one.passes(found.minimum) else "✕"
        verdict = t("on the ballot") if one.passes(found.minimum) else t("not on the ballot")
        share = f"{100 * one.counts[0] / one.sites:.0f} %"
        rows.append(
            f"<li><b>{mark} {style.escaped(titles.get(one.key, one.key))}</b> · {share} · {style.escaped(verdict)}"
            f"<br>{style.escaped(told.share(t, one))}</li>"
        )
    style.markup(f'<ul class="jy-screened">{"".join(rows)}</ul>')
    for note in told.limits(t, found.limits):
        style.quiet(note)
    if found.failing:
        with st.expander(t("Sites where an option may not stand, and what could stand there")):
            names = visit.ask(site_names, community_id=visit.community.id)
            for site, keys in found.failing[:FIRST_SHOWN]:
                may = t(", ").join(titles.get(key, key) for key in keys) or t("none of the options")
                st.markdown(f"- {style.literal(names.get(site, site[:6]))}: {style.literal(may)}")
            if len(found.failing) > FIRST_SHOWN:
                style.quiet(t("… and {count} more; the record has them all.", count=len(found.failing) - FIRST_SHOWN))
