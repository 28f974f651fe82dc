"""Photos and documents of an object: seen on its card, attached and taken away by whoever keeps the map."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import streamlit as st

from planning import addresses
from planning.actions.attaching import (
    MOST_PHOTOS,
    attach_document,
    attach_photos,
    take_document_away,
    take_photo_away,
)
from planning.pages import state, style, uploading
from planning.pages.visit import Visit
from planning.queries.attached import Attached, attached
from planning.surveys.attachment import LARGEST_BYTES, Attachment

MEGABYTE = 1_000_000


def show(visit: Visit, kind: str, object_id: str, title: str, yards: tuple[str | None, ...], *, gone: bool) -> None:
    """Draw them; ``yards``: the courtyards whose planners may attach something."""
    t = visit.t
    found = visit.ask(attached, community_id=visit.community.id, kind=kind, object_id=object_id)
    if found.photos:
        style.photos((addresses.to(addresses.PHOTO, photo=photo.id, w="960"), title) for photo in found.photos)
    if found.documents:
        style.files([_line(visit, one) for one in found.documents], t("Documents"))
    may = {
        name: all(visit.may(f"act.{name}", courtyard_id=yard) for yard in yards)
        for name in ("attach_photos", "attach_document", "take_photo_away", "take_document_away")
    }
    left = Attached(
        found.photos if may["take_photo_away"] else (), found.documents if may["take_document_away"] else ()
    )
    adds = (may["attach_photos"] or may["attach_document"]) and not gone
    if adds or left.photos or left.documents:
        with st.expander(t("Photos and documents (planners)")):
            here = {"community_id": visit.community.id, "kind": kind, "object_id": object_id}
            if may["attach_photos"] and not gone:
                _add_photos(visit, here)
            if may["attach_document"] and not gone:
                _add_document(visit, here)
            _take_away(visit, here, left)


def _line(visit: Visit, document: Attachment) -> tuple[str, str]:
    size = f"{document.size_bytes / MEGABYTE:.1f} MB"
    parts = (document.title, "PDF", size, "" if document.shown else visit.t("staff only"))
    return addresses.to(addresses.ATTACHMENT, attachment=document.id), " · ".join(filter(None, parts))


def _add_photos(visit: Visit, here: dict[str, Any]) -> None:
    t, form = visit.t, f"object_photos:{here['object_id']}"
    uploading.draw(visit, form, t("Photos, as residents will see them"), MOST_PHOTOS)

    def do(act_id: str) -> str:
        visit.do(attach_photos, act_id, **here, form=uploading.name_of(form))
        uploading.used(form)
        return t("It is attached.")

    st.button(t("Attach the photos"), key="map_attach_photos", on_click=state.acting(visit, form, do))


def _add_document(visit: Visit, here: dict[str, Any]) -> None:
    t, key = visit.t, f"map_document_{here['object_id']}"
    with st.form(key, border=False, clear_on_submit=True):
        st.file_uploader(
            t("Document (PDF, at most {most} MB)", most=LARGEST_BYTES // MEGABYTE), ["pdf"], key=f"{key}_file",
            max_upload_size=LARGEST_BYTES // MEGABYTE,
        )  # fmt: skip
        st.text_input(t("What it is"), key=f"{key}_title")
        st.checkbox(t("Residents may read it"), key=f"{key}_shown")

        def do(act_id: str) -> str:
            file = state.get(f"{key}_file")
            settings = visit.house.settings
            visit.do(
                attach_document, act_id, **here, title=str(state.get(f"{key}_title") or ""), file=file.name if file else "",
                data=file.getvalue() if file else b"", shown=bool(state.get(f"{key}_shown")),
                photo_place=settings.photo_place, photos_mb=settings.photos_mb,
            )  # fmt: skip
            return t("It is attached.")

        st.form_submit_button(t("Attach the document"), on_click=state.acting(visit, key, do))


def _take_away(visit: Visit, here: dict[str, Any], found: Attached) -> None:
    t, key = visit.t, f"map_detach_{here['object_id']}"
    things: dict[str, tuple[str, Callable[..., Any], dict[str, str]]] = {
        photo.id: (t("Photo {number}", number=number), take_photo_away, {"photo_id": photo.id})
        for number, photo in enumerate(found.photos, start=1)
    } | {one.id: (one.title, take_document_away, {"attachment_id": one.id}) for one in found.documents}
    if not things:
        return
    with st.form(key, border=False):
        st.selectbox(t("Take one away"), list(things), key=f"{key}_which", format_func=lambda id_: things[id_][0])
        st.text_input(t("Why? (kept in its history)"), key=f"{key}_why")

        def do(act_id: str) -> str:
            _, act, which = things[str(state.get(f"{key}_which"))]
            place = visit.house.settings.photo_place
            visit.do(act, act_id, **here, **which, reason=str(state.get(f"{key}_why") or ""), photo_place=place)
            return t("It is taken away; the history keeps that it was there.")

        st.form_submit_button(t("Take it away"), on_click=state.acting(visit, f"{key}_{len(things)}", do))
