"""Places as a sheet names them: the field of a question for a place, and its words for whoever holds it against the paper."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

import streamlit as st

from planning.pages.visit import Visit
from planning.queries.places import places
from planning.surveys.questionnaire.question import QuestionKind, Questionnaire

Spots = Mapping[str, str]
"""Names by points as :func:`key_of` writes them, no name twice."""


def named(visit: Visit, forms: Iterable[Questionnaire]) -> Spots:
    """The places of the list, read once for a drawing; none where no question of the forms asks for one."""
    if not any(question.kind is QuestionKind.POINT for form in forms for question in form.questions):
        return {}
    found: dict[str, list[str]] = {}
    for one in visit.ask(places, community_id=visit.community.id):
        name = one.name[visit.t.language]
        here = found.setdefault(key_of([round(one.pin.lon, 7), round(one.pin.lat, 7)]), [])
        if name not in here:
            here.append(name)
    names = {key: " / ".join(here) for key, here in found.items()}
    # The browser tells options apart by their words, and of two with the same words the last would always be chosen.
    often = Counter(names.values())
    return {key: name if often[name] == 1 else f"{name} ({_degrees(key)})" for key, name in names.items()}


def key_of(point: Any) -> str:
    """A point ``[lon, lat]`` as an answer keeps it, as a text."""
    return json.dumps(point)


def point_of(key: str) -> Any:
    """The point of a key again; None for no place."""
    return json.loads(key) if key else None


def told(visit: Visit, spots: Spots, point: Any) -> str:
    """The name of a place, or where it lies if it stands on no list (any more)."""
    key = key_of(point)
    return spots.get(key) or visit.t("a place that is not on the list: {where}", where=_degrees(key))


def field(visit: Visit, label: str, before: Any, key: str, spots: Spots) -> None:
    """A place by its name; the one that was entered can be kept, also where the list has it no more."""
    t = visit.t
    names = {"": t("no place, or none that is known"), **spots}
    if before is not None:
        names[key_of(before)] = told(visit, spots, before)
    at = list(names).index(key_of(before)) if before is not None else 0
    st.selectbox(label, list(names), at, format_func=names.__getitem__, key=key)


def _degrees(key: str) -> str:
    lon, lat = json.loads(key)
    return f"{lat:.5f}, {lon:.5f}"
