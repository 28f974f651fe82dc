"""Evidence walks on the page of a case: when, how many photos were kept, the first of them, and the way to all."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from planning import addresses
from planning.i18n.names import name_of
from planning.pages import style
from planning.pages.dissent import day_of
from planning.pages.visit import Visit
from planning.queries.evidence import WalkLine
from planning.reports.evidence import outcome

SHOWN = 4


def show(visit: Visit, lines: Sequence[WalkLine]) -> None:
    """Nothing where nobody walked."""
    t, here = visit.t, visit.community.id
    if not lines:
        return
    st.header(t("Evidence walks"), anchor=False)
    for line in lines:
        style.lead(line.walk.title[t.language])
        style.badges(
            day_of(visit, line.walk.day), t("route of {metres} m", metres=round(line.length_m)),
            outcome(t, line.walk, line.kept),
        )  # fmt: skip
        style.photos(
            (addresses.to(addresses.PHOTO, photo=one.id, w="480"), f"{name_of(t, one.kind)} {one.note}".strip())
            for one in line.photos[:SHOWN]
        )
        page = addresses.to(addresses.EVIDENCE_WALK, community=here, walk=line.walk.id, lang=t.language)
        style.link(page, t("Route, and what was kept"))
