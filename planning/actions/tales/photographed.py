"""The evidence walk of the tree story: a few neighbours, led by a resident planner, photograph Twin Wells Street one evening."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256

from shapely.geometry import LineString, mapping

from planning.actions.evidence_photos import Sent, add_evidence_photo, judge_evidence_photo
from planning.actions.evidence_walks import close_evidence_walk, plan_evidence_walk, renew_walk_code
from planning.actions.illustrative.drawing import drawn
from planning.actions.tales.teller import EVENING, Teller, pin_of
from planning.people import Visitor
from planning.site import new_id
from planning.surveys.evidence import EvidenceKind, EvidencePhoto, EvidenceState, EvidenceWalk, Placed
from planning.surveys.observation import PlantingSite
from planning.wording import Words

PLANNED, WALKED = 11, 14
"""Days of the story."""


@dataclass(frozen=True, slots=True)
class _Shot:
    """A photo: what is drawn for it, where along the walk (in hundredths), what it shows; merged with the first of its ``twin``."""

    drawing: str
    along: int
    kind: EvidenceKind
    note: str
    twin: str = ""


_SHOTS = (
    _Shot("fruit_pavement", 10, EvidenceKind.FRUIT, "菜店门口满地黑果，扫了又落。"),
    _Shot("lifted_slabs", 35, EvidenceKind.PAVING, "树根顶起路面，轮椅过不去。"),
    _Shot("lifted_slabs", 36, EvidenceKind.PAVING, "同一处，从另一边拍。", twin="lifted_slabs"),
    _Shot("blocked_drain", 60, EvidenceKind.WATER, "雨水口被果子和落叶堵住。"),
    _Shot("bench_in_shade", 90, EvidenceKind.GOOD, "树下的长椅，夏天总有人坐。"),
)  # fmt: skip


def photograph(tell: Teller, case: str, sites: Sequence[PlantingSite]) -> str:
    """Plan the walk, walk it, look through the photos and close it; gives its id.

    :param sites: planting sites of the street, in any order; the route is their first half from south to north.
    """
    south_north = sorted(sites, key=lambda one: (one.pin.lat, one.id))
    half = south_north[: len(south_north) // 2]
    ends = [(one.pin.lon, one.pin.lat) for one in (half[0], half[-1])]
    tell.on(PLANNED)
    walk: str = tell.plan(
        plan_evidence_walk, community_id=tell.here.id, title=Words("双井街傍晚拍照取证", "Twin Wells Street with cameras"),
        question=Words("示例：落果、路面、雨水口，还有值得留下的地方。", "Illustrative: fruit, paving, drains, and what is worth keeping."),
        day=tell.today(WALKED - PLANNED), leader_id=tell.walker.id, route=mapping(LineString(ends)), case_id=case,
    )  # fmt: skip
    leader = Visitor(tell.walker, "stories")
    tell.on(WALKED, EVENING - 1)
    tell.do_as(leader, renew_walk_code, evidence_walk_id=walk, version=1, with_code=True)
    sent = [_send(tell, walk, number, shot, half) for number, shot in enumerate(_SHOTS)]
    _look_through(tell, leader, sent)
    tell.do_as(leader, close_evidence_walk, evidence_walk_id=walk, version=tell.version(EvidenceWalk, walk))
    return walk


def _send(tell: Teller, walk: str, number: int, shot: _Shot, sites: Sequence[PlantingSite]) -> str:
    """The leader's phone sends the first by its account, the neighbours' phones the others by the code of the day."""
    who = tell.resident(60 + number % 2) if number else Visitor(tell.walker, "stories")
    code = tell.read(EvidenceWalk, walk).code if number else ""
    picture = drawn(shot.drawing, int.from_bytes(sha256(f"{walk}{number}".encode()).digest()[:4]))
    pin = pin_of(sites[len(sites) * shot.along // 100])
    said = Sent(shot.kind, shot.note, pin["lon"], pin["lat"], Placed.PHONE, chosen_at=tell.now)
    added: str = tell.do_as(
        who, add_evidence_photo, evidence_walk_id=walk, code_typed=code, sent_id=new_id(), picture=picture, sent=said,
        photo_place=str(tell.photo_place), photos_mb=tell.photos_mb,
    )  # fmt: skip
    return added


def _look_through(tell: Teller, leader: Visitor, sent: Sequence[str]) -> None:
    first: dict[str, str] = {}
    for id_, shot in zip(sent, _SHOTS, strict=True):
        same = first.get(shot.twin, "")
        first.setdefault(shot.drawing, id_)
        tell.do_as(
            leader, judge_evidence_photo, evidence_photo_id=id_, version=tell.version(EvidencePhoto, id_),
            verdict=EvidenceState.MERGED if same else EvidenceState.KEPT, same_as_id=same,
        )  # fmt: skip
