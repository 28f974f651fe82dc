"""Meetings of a case or a courtyard: a community has few of them, so they are read together and told apart here."""

from __future__ import annotations

from planning.cases.meeting import Meeting
from planning.store.database import Session
from planning.store.saving import find


def meetings_of(session: Session, community_id: str, *, case_id: str = "", courtyard_id: str = "") -> list[Meeting]:
    """Meetings of a community, the latest first; with a case on their agenda, or of one courtyard, where that is named."""
    here = {"community_id": community_id} | ({"courtyard_id": courtyard_id} if courtyard_id else {})
    found = find(session, Meeting, order=("-starts_at", "id"), **here)
    return [one for one in found if not case_id or case_id in one.case_ids]
