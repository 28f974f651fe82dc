"""Comments as files: a table for people, in their language, and GeoJSON for programs, with codes."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Sequence
from datetime import UTC
from typing import Any
from zoneinfo import ZoneInfo

from planning import addresses
from planning.i18n.names import name_of
from planning.i18n.translator import Translator
from planning.site import Community
from planning.surveys.reading import CommentCard
from planning.wording import Words, for_cell

BYTE_ORDER_MARK = "\ufeff"
"""Excel reads a CSV as UTF-8 only behind it."""


def comments_csv(cards: Iterable[CommentCard], community: Community, t: Translator, base_url: str = "") -> str:
    """A table with one comment a row. No cell begins like a formula, whatever was typed."""
    out = io.StringIO()
    out.write(BYTE_ORDER_MARK)
    table = csv.writer(out, lineterminator="\r\n")
    table.writerow(map(for_cell, _heading(t)))
    for card in cards:
        table.writerow(_row(card, community, t, base_url))
    return out.getvalue()


def _heading(t: Translator) -> Sequence[str]:
    return (
        t("Comment no."), t("Written at"), t("Topic"), t("Stance"), t("Comment"), t("“Me too”s"), t("Longitude"),
        t("Latitude"), t("Courtyard"), t("About"), t("Photos"),
        t("Written down by staff"),
    )  # fmt: skip


def _row(card: CommentCard, community: Community, t: Translator, base_url: str) -> list[str]:
    comment = card.comment
    at = comment.at.astimezone(ZoneInfo(community.time_zone))
    words = (
        comment.id, f"{at:%Y-%m-%d %H:%M}", name_of(t, comment.topic), name_of(t, comment.stance), comment.text,
        str(card.supports),
    )  # fmt: skip
    place = [f"{comment.pin.lon:.7f}", f"{comment.pin.lat:.7f}"]  # numbers; a minus before one is no formula
    about = (t.words(card.courtyard_name or ""), _target(card, t), " ".join(_photos(card, base_url)),
             t("yes") if comment.assisted else "")  # fmt: skip
    return [*map(for_cell, words), *place, *map(for_cell, about)]


def _target(card: CommentCard, t: Translator) -> str:
    target = card.comment.target
    if target is None:
        return ""
    name = t.words(card.target_name or Words(""))
    return f"{name_of(t, target.kind)} {name}".strip()


def _photos(card: CommentCard, base_url: str) -> list[str]:
    return [base_url + addresses.to(addresses.PHOTO, photo=photo.id) for photo in card.photos]


def comments_geojson(cards: Iterable[CommentCard], base_url: str = "") -> str:
    """A GeoJSON FeatureCollection (WGS 84, lon before lat) with the codes of topic and stance."""
    features = [_feature(card, base_url) for card in cards]
    return json.dumps({"type": "FeatureCollection", "features": features}, ensure_ascii=False, allow_nan=False)


def _feature(card: CommentCard, base_url: str) -> dict[str, Any]:
    comment = card.comment
    target = {"kind": comment.target.kind, "id": comment.target.id} if comment.target else None
    properties = {
        "topic": comment.topic, "stance": comment.stance, "text": comment.text, "supports": card.supports,
        "at": comment.at.astimezone(UTC).isoformat(timespec="seconds"), "case": comment.case_id,
        "courtyard": comment.courtyard_id, "target": target, "photos": _photos(card, base_url),
        "assisted": comment.assisted is not None,
    }  # fmt: skip
    point = {"type": "Point", "coordinates": [round(comment.pin.lon, 7), round(comment.pin.lat, 7)]}
    return {"type": "Feature", "id": comment.id, "geometry": point, "properties": properties}
