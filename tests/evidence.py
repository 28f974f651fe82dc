"""An evidence walk in Yulan Lane: its leader, a resident planner; a planner; a phone with the code; photos made on the spot."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from io import BytesIO
from typing import Any

from PIL import Image
from shapely.geometry import LineString, mapping

from planning.actions.evidence_photos import Sent, add_evidence_photo, judge_evidence_photo
from planning.actions.evidence_walks import plan_evidence_walk, renew_walk_code
from planning.people import Grant, Member, Role, Visitor
from planning.queries.evidence import WalkAtWork, evidence_at_work
from planning.site import Community, new_id
from planning.store import accounts
from planning.surveys.evidence import EvidencePhoto, EvidenceState, EvidenceWalk
from planning.surveys.picture import re_encoded
from planning.web.house import House
from planning.wording import Words
from tests import makers
from tests.makers import NOON

ROUTE = LineString([(104.058, 30.630), (104.060, 30.630), (104.060, 30.632)])
"""About 191 m to the east, then about 222 m to the north."""


def jpeg(colour: str = "red", *, at: str = "", offset: str = "", place: tuple[float, float] | None = None) -> bytes:
    """A photo, as a camera writes it: with its time (``2026:11:24 11:00:00``), the ``offset`` of its clock and its place (``lon, lat``) where they are given."""
    image, out = Image.new("RGB", (320, 240), colour), BytesIO()
    exif = image.getexif()
    exif[0x0110] = "Camera of a neighbour"
    if at:
        exif.get_ifd(0x8769)[0x9003] = at
    if offset:
        exif.get_ifd(0x8769)[0x9011] = offset
    if place:
        lon, lat = place
        exif.get_ifd(0x8825).update({1: "N", 2: (lat, 0.0, 0.0), 3: "E", 4: (lon, 0.0, 0.0)})
    image.save(out, "JPEG", exif=exif)
    return out.getvalue()


@dataclass
class Walking:
    """A walk at work."""

    house: House
    here: Community
    leader: Visitor
    planner: Visitor
    id: str

    @property
    def walk(self) -> EvidenceWalk:
        """As it is kept."""
        return self.at_work.view.walk

    @property
    def at_work(self) -> WalkAtWork:
        """As its leader sees it."""
        return evidence_at_work(
            self.house.database, self.leader, NOON, community_id=self.here.id, evidence_walk_id=self.id
        )

    def photos(self) -> list[EvidencePhoto]:
        """All that came in, in the order in which it was taken."""
        return [one.photo for one in self.at_work.spots]

    def send(
        self,
        sent_id: str = "",
        *,
        who: Visitor | None = None,
        now: datetime = NOON,
        code: str | None = None,
        colour: str = "red",
        **sent: Any,
    ) -> str:
        """A phone adds a photo."""
        photos_mb = sent.pop("photos_mb", self.house.settings.photos_mb)
        usual: dict[str, Any] = {
            "kind": "evidence_paving",
            "lon": "104.059",
            "lat": "30.6301",
            "placed": "placed_phone",
        }
        return add_evidence_photo(
            self.house.database, who or makers.visitor(), now, evidence_walk_id=self.id, code_typed=self.walk.code if code is None else code,
            sent_id=sent_id or new_id(), picture=re_encoded(jpeg(colour)), sent=Sent(**(usual | sent)),
            photo_place=str(self.house.settings.photo_place), photos_mb=photos_mb,
        )  # fmt: skip

    def judge(
        self, id_: str, wanted: EvidenceState, *, who: Visitor | None = None, act_id: str = "", **more: Any
    ) -> None:
        """The leader decides."""
        version = more.pop("version", next(one.version for one in self.photos() if one.id == id_))
        judge_evidence_photo(
            self.house.database, who or self.leader, NOON, act_id or new_id(), evidence_photo_id=id_, version=version, verdict=wanted, **more
        )  # fmt: skip


def member(house: House, role: Role, community_id: str | None, name: str, courtyard_id: str | None = None) -> Visitor:
    """An account that is kept."""
    made = Member(new_id(), name, frozenset({Grant(role, community_id, courtyard_id)}))
    with house.database.writing() as session:
        accounts.add_member(session, made, "", NOON)
    return Visitor(made, "")


def plan(leader: Visitor, **instead: Any) -> dict[str, Any]:
    """What is typed for a walk."""
    assert leader.member
    usual: dict[str, Any] = {
        "title": Words("玉兰巷取证", "Evidence in Yulan Lane"), "question": Words("哪里的路面坏了？", "Where is the paving broken?"),
        "day": NOON.date(), "leader_id": leader.member.id, "route": mapping(ROUTE),
    }  # fmt: skip
    return usual | instead


def walking(house: House, here: Community | None = None, **instead: Any) -> Walking:
    """A walk of today with a code."""
    here = here or makers.community(house)
    leader, planner = (
        member(house, Role.RESIDENT_PLANNER, here.id, "周姐"),
        member(house, Role.PLANNER, here.id, "林工"),
    )
    id_ = plan_evidence_walk(house.database, planner, NOON, new_id(), community_id=here.id, **plan(leader, **instead))
    renew_walk_code(house.database, leader, NOON, new_id(), evidence_walk_id=id_, version=1, with_code=True)
    return Walking(house, here, leader, planner, id_)


def nobody(visitor: Visitor) -> Visitor:
    """The same browser without its account."""
    return replace(visitor, member=None)
