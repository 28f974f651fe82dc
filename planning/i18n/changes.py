"""A difference in words: which fields were changed, from what to what. Values come as the log tells them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from enum import Enum
from typing import Any

from planning.cases.case import Phase
from planning.errors import N_
from planning.i18n.names import name_of
from planning.i18n.staff import FIELD_NAMES
from planning.i18n.translator import Translator
from planning.surveys.comment import Stance, Topic
from planning.surveys.observation import Condition, FacilityKind, StructureKind, SurveyState

_FIELDS = FIELD_NAMES | {
    "about": N_("what it is about"),
    "author": N_("nickname"),
    "cons": N_("against"),
    "facts": N_("facts"),
    "hidden_at": N_("hidden"),
    "next_step": N_("next step"),
    "outline": N_("outline"),
    "published_at": N_("published"),
    "source": N_("source"),
    "phase": N_("phase"),
    "pin": N_("place"),
    "professional_note": N_("professional note"),
    "pros": N_("for"),
    "question": N_("question"),
    "removal_reason": N_("reason of the removal"),
    "removed_at": N_("gone since"),
    "retired_at": N_("off the map since"),
    "stance": N_("stance"),
    "summary": N_("summary"),
    "text": N_("words"),
    "title": N_("title"),
    "topic": N_("topic"),
    "withdrawn_at": N_("withdrawn"),
}
_UNSAID = frozenset({"version", "courtyard_id", "import_id", "id", "community_id"})
_CODES: dict[str, type[Enum]] = {
    "condition": Condition, "facility": FacilityKind, "phase": Phase, "stance": Stance, "state": SurveyState,
    "structure": StructureKind, "topic": Topic,
}  # fmt: skip
NOTHING = "—"


def changes(
    t: Translator, before: Mapping[str, Any] | None, after: Mapping[str, Any] | None, zone: str = "Asia/Shanghai"
) -> list[str]:
    """What differs between two sets of fields, a line each, in the order of the second; what no reader needs is left out."""
    old, new = before or {}, after or {}
    return [
        t(
            "{field}: {before} → {after}", field=t(_FIELDS[name]) if name in _FIELDS else name,
            before=_told(t, name, old[name], zone), after=_told(t, name, new[name], zone),
        )
        for name in new
        if name not in _UNSAID and name in old and old[name] != new[name]
    ]  # fmt: skip


def _told(t: Translator, name: str, value: Any, zone: str) -> str:
    if value is None or value in ("", [], {}):
        return NOTHING
    if name in _CODES:
        return name_of(t, _CODES[name](value))
    if isinstance(value, dict) or name == "outline":
        return _of_parts(t, value) if isinstance(value, dict) else _outlined(t, str(value))
    if isinstance(value, list):
        return ("；" if t.language == "zh" else "; ").join(_told(t, "", one, zone) for one in value)
    if name.endswith("_at"):
        return t.time(datetime.fromisoformat(value), zone)
    return f"{value:g}" if isinstance(value, float) else str(value)


def _outlined(t: Translator, text: str) -> str:
    """An outline as short as a reader can use it: a place, or how many corners there are."""
    if text.startswith("POINT"):
        lon, lat = text[text.index("(") + 1 : -1].split()
        return f"{float(lon):.5f}, {float(lat):.5f}"
    # The ring of an area ends where it began.
    return t("{count} corners", count=text.count(",") + (not text.startswith("POLYGON")))


def _of_parts(t: Translator, value: Mapping[str, Any]) -> str:
    """A place, a fact, or words in two languages."""
    if "lon" in value:
        return f"{value['lon']:.5f}, {value['lat']:.5f}"
    if "label" in value:
        return f"{_of_parts(t, value['label'])} {_of_parts(t, value['value'])}"
    order = ("zh", "scientific", "en") if t.language == "zh" else ("en", "scientific", "zh")
    return next((str(value[part]) for part in order if value.get(part)), NOTHING)
