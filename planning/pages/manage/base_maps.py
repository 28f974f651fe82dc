"""Base maps: load a file of tiles once, and the map works without internet."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

import streamlit as st

from planning.actions.base_maps import load_base_map, retire_base_map
from planning.errors import N_
from planning.pages import state, style
from planning.pages.visit import Visit
from planning.queries.base_maps import base_maps
from planning.surveys.base_map import BaseMap, Datum

DATUM_NAMES = {
    Datum.WGS84: N_("WGS 84 or CGCS2000 (OpenStreetMap, Tianditu)"),
    Datum.GCJ02: N_("GCJ-02 (Amap, Tencent)"),
    Datum.BD09: N_("BD-09 (Baidu)"),
}


def show(visit: Visit) -> None:
    """What is there, and a form for one more."""
    t = visit.t
    style.lead(t("Load the tiles of your area once: the map then shows them without internet."))
    for one in visit.ask(base_maps, community_id=visit.community.id):
        _one(visit, one)
    found = st.file_uploader(
        t("File (MBTiles or PMTiles with pictures)"), type=["mbtiles", "pmtiles"], key="base_map_file"
    )
    style.quiet(t("A larger file is loaded at the machine itself: `jieyi base-map FILE --community NAME`."))
    st.text_input(t("Name of the base map"), key="base_map_name", max_chars=120)
    st.text_input(
        t("Whose it is"), key="base_map_attribution", max_chars=500, placeholder="© OpenStreetMap contributors",
        help=t("Shown at the foot of the map. Empty: what the file says."),
    )  # fmt: skip
    st.selectbox(
        t("Datum of its pictures"), list(DATUM_NAMES), format_func=lambda datum: t(DATUM_NAMES[datum]), key="base_map_datum",
        help=t("Pictures in another datum are shifted, so that trees stand where they stand."),
    )  # fmt: skip
    st.button(
        t("Load this base map"), type="primary", disabled=found is None, key="base_map_go",
        on_click=state.acting(visit, "base_map", lambda act_id: _load(visit, act_id)),
    )  # fmt: skip


def _load(visit: Visit, act_id: str) -> str:
    found = state.get("base_map_file")
    with TemporaryDirectory() as folder:
        file = Path(folder) / "sent.tiles"  # the sender's name for it never reaches the disk
        file.write_bytes(found.getvalue())
        visit.do(
            load_base_map, act_id, data_dir=visit.house.settings.data_dir, file=file, community_id=visit.community.id,
            name=state.get("base_map_name") or "", attribution=state.get("base_map_attribution") or "",
            datum=Datum(state.get("base_map_datum", Datum.WGS84)).value,
        )  # fmt: skip
    return visit.t("The base map is loaded: choose it in the legend of the map.")


def _one(visit: Visit, one: BaseMap) -> None:
    t = visit.t
    left, right = st.columns([4, 2], vertical_alignment="center")
    with left:
        style.markup(
            f"<p><strong>{style.escaped(one.name)}</strong><br>{style.escaped(one.attribution)}<br>"
            + style.escaped(t(
                "{datum} · zooms {least} to {most} · {mb} MB · loaded {date}", datum=t(DATUM_NAMES[one.datum]), least=one.least_zoom,
                most=one.most_zoom, mb=max(1, one.size_bytes // 1_000_000), date=visit.date(one.at)))
            + "</p>"
        )  # fmt: skip
    right.button(
        t("Take this base map away"), key=f"base_map_away_{one.id}",
        on_click=state.acting(visit, f"base_map_away_{one.id}", lambda act_id: _retire(visit, one, act_id)),
    )  # fmt: skip


def _retire(visit: Visit, one: BaseMap, act_id: str) -> str:
    visit.do(retire_base_map, act_id, community_id=visit.community.id, base_map_id=one.id)
    return visit.t("The base map is no longer offered.")
