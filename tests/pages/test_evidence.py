"""Evidence walks for staff: planned, given a code, looked through; each button does its act once."""

from __future__ import annotations

import pytest

from planning import store
from planning.actions.evidence_photos import Sent, add_evidence_photo
from planning.pages.map_frame import Sketch
from planning.people import Role
from planning.surveys.evidence import EvidencePhoto, EvidenceState, EvidenceWalk
from planning.surveys.picture import re_encoded
from tests import makers
from tests.evidence import jpeg
from tests.pages.visiting import Street, faults, html, visiting
from tests.speaking import HOSTILE


def kept(street: Street) -> tuple[EvidenceWalk, list[EvidencePhoto]]:
    """The walk and its photos."""
    with street.house.database.reading() as session:
        (walk,) = store.find(session, EvidenceWalk, community_id=street.here)
        return walk, store.find(session, EvidencePhoto, walk_id=walk.id)


def send(street: Street, walk: EvidenceWalk, letter: str) -> None:
    """A phone with the code adds a photo; its note is hostile."""
    lon, lat = walk.route.coords[0]
    add_evidence_photo(
        street.house.database, makers.visitor(), street.house.clock(), evidence_walk_id=walk.id, code_typed=walk.code, sent_id=letter * 22,
        picture=re_encoded(jpeg()), sent=Sent("evidence_fruit", HOSTILE.replace("\n", " ")[:90], lon, lat, "placed_map"),
        photo_place=str(street.house.settings.photo_place), photos_mb=street.house.settings.photos_mb,
    )  # fmt: skip


def test_a_walk_is_planned_drawn_and_looked_through(monkeypatch: pytest.MonkeyPatch, own_street: Street):
    """A resident planner plans and leads it: the route's metres are told, two photos come by the code, one is kept, one laid aside."""
    at = visiting(monkeypatch, own_street, "manage", staff=str(Role.RESIDENT_PLANNER), language="en")
    at.session_state["manage_section"] = "evidence"
    at.run()
    assert faults(at) == []
    lon, lat = 104.0595, 30.6295
    line = {"type": "LineString", "coordinates": [[lon, lat], [lon, lat + 0.001]]}
    at.session_state["evidence:route"] = ("evidence_new", Sketch("line", line))
    at.run()
    assert "Drawn: 111 m on the ground." in html(at)
    at.text_input(key="evidence_new_title_en").input("Fruit on the pavement")
    at.text_input(key="evidence_new_question_en").input("Where does it stain?")
    at.button(key="evidence_plan").click().run()
    assert faults(at) == []
    walk, _ = kept(own_street)
    at.button(key=f"evidence_code_{walk.id}_1_True").click().run()
    walk, _ = kept(own_street)
    assert f"{walk.code[:4]}-{walk.code[4:]}" in html(at)
    for letter in "ab":
        send(own_street, walk, letter)
    at.session_state[f"evidence_view_{walk.id}"] = "looking"
    at.run()
    assert faults(at) == []
    page = html(at)
    assert "Photos kept: 0 of 2 that came in." in page
    assert "Faces and number plates are your duty" in page
    assert "the register knows of no training" in page
    assert "<script" not in page
    first, second = "a" * 22, "b" * 22
    at.button(key=f"evidence_photo_{first}_1_{EvidenceState.KEPT}").click().run()
    at.text_input(key=f"evidence_photo_{second}_1_reason").input("A face").run()
    at.button(key=f"evidence_photo_{second}_1_{EvidenceState.ASIDE}").click().run()
    assert faults(at) == []
    _, photos = kept(own_street)
    assert {one.id[0]: (one.state, one.reason) for one in photos} == {
        "a": (EvidenceState.KEPT, ""),
        "b": (EvidenceState.ASIDE, "A face"),
    }
    at.session_state[f"evidence_view_{walk.id}"] = "preparing"
    at.run()
    at.button(key=f"evidence_close_{walk.id}_2").click().run()
    assert faults(at) == []
    assert kept(own_street)[0].closed_at is not None
