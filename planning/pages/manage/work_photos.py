"""Photos of a work: from the same spot before, during and after."""

from __future__ import annotations

import streamlit as st

from planning.actions.words import LONGEST_LABEL
from planning.actions.work_photos import MOST_SHOTS, add_shots, drop_shot
from planning.cases.works import Shot, Stage
from planning.i18n.names import name_of
from planning.pages import state, style, uploading
from planning.pages.dissent import day_of
from planning.pages.visit import Visit
from planning.queries.works import WorkSeen

MOST_AT_ONCE = 6


def show(visit: Visit, seen: WorkSeen) -> None:
    """What there is by spot, each with a way to take it away; then the form."""
    t, id_ = visit.t, seen.work.id
    st.subheader(t("Photos from the same spot"), anchor=False)
    shots = [shot for stages in seen.spots.values() for of in stages.values() for shot in of]
    for shot in shots:
        left, right = st.columns([4, 1])
        with left:
            style.quiet(f"{shot.spot} · {name_of(t, shot.stage)} · {day_of(visit, shot.day)}")
        right.button(t("Take this photo away"), key=f"shot_drop_{shot.id}", on_click=state.acting(
            visit, f"drop_shot:{shot.id}", lambda a, shot=shot: _drop(visit, shot, a)))  # type: ignore[misc]  # fmt: skip
    left, middle, right = st.columns(3)
    left.text_input(
        t("The spot: where one stands, and looks to"), key=f"shot_spot_{id_}", max_chars=LONGEST_LABEL,
        value=next(iter(seen.spots), ""),
    )  # fmt: skip
    middle.selectbox(t("When"), list(Stage), format_func=lambda s: name_of(t, s), key=f"shot_stage_{id_}")
    right.date_input(t("Day of the photo"), key=f"shot_day_{id_}", value=visit.today)
    form, words = (
        f"work_photos_{id_}",
        t("Up to {most} photos; place, time and camera are taken out of each.", most=MOST_AT_ONCE),
    )
    if len(shots) >= MOST_SHOTS:
        style.quiet(t("Please choose at most {most} photos: take some away.", most=MOST_SHOTS))
        return
    uploading.draw(visit, form, words, MOST_AT_ONCE)
    st.button(t("Add the photos"), key=f"shot_add_{id_}",
              on_click=state.acting(visit, f"add_shots:{id_}", lambda a: _add(visit, id_, a)))  # fmt: skip


def _add(visit: Visit, id_: str, act_id: str) -> str:
    form = f"work_photos_{id_}"
    kept = visit.do(
        add_shots, act_id, work_id=id_, spot=str(state.get(f"shot_spot_{id_}") or ""), stage=Stage(state.get(f"shot_stage_{id_}")),
        day=state.get(f"shot_day_{id_}"), form=uploading.name_of(form),
    )  # fmt: skip
    uploading.used(form)
    return visit.t.n("{count} photo was added.", "{count} photos were added.", len(kept))


def _drop(visit: Visit, shot: Shot, act_id: str) -> str:
    visit.do(drop_shot, act_id, shot_id=shot.id, photo_place=visit.house.settings.photo_place)
    return visit.t("The photo was taken away.")
