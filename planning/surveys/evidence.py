"""Evidence walks 拍照取证: a planned route, walked by a group with phones; photos with place and time, looked through afterwards.

Not the walk from door to door 走访 (:mod:`.walk`): nobody is asked anything here. What was sent waits until the leader has
looked at it; nothing is public before.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum
from hmac import compare_digest

from shapely.geometry import LineString

from planning.errors import N_, Refusal
from planning.people import Role, Visitor
from planning.site import Pin
from planning.wording import Words

CODE_SIGNS = 8
"""Signs of a walk's code: short enough to be typed in the street; it is good for one day, and wrong ones are counted."""
MOST_PHOTOS = 500
"""Photos of one walk."""
CLOCK_AHEAD = timedelta(minutes=10)
"""So far may a camera's clock run ahead of ours."""
FAR_FROM_ROUTE_M = 100.0
"""A photo farther from the route than this is marked."""
OLDEST_PHOTO = timedelta(days=366)
"""A camera that says more than that has never been set."""


class EvidenceKind(StrEnum):
    """What a photo shows."""

    PAVING = "evidence_paving"
    TREE = "evidence_tree"
    FRUIT = "evidence_fruit"
    ROOF = "evidence_roof"
    WATER = "evidence_water"
    CLUTTER = "evidence_clutter"
    LIGHT = "evidence_light"
    UNSAFE = "evidence_unsafe"
    BARRIER = "evidence_barrier"
    GOOD = "evidence_good"
    OTHER = "evidence_other"


class Placed(StrEnum):
    """Where the place of a photo comes from."""

    PHONE = "placed_phone"
    MAP = "placed_map"
    CAMERA = "placed_camera"
    """Written into the file by the camera, and read before it was taken out."""
    ROUTE = "placed_route"


class Timed(StrEnum):
    """Where the time of a photo comes from."""

    CAMERA = "timed_camera"
    PHONE = "timed_phone"
    """Noted by the phone when the photo was chosen: it may have waited for a signal since."""
    SENT = "timed_sent"


class EvidenceState(StrEnum):
    """What the leader has made of a photo."""

    WAITING = "evidence_waiting"
    KEPT = "evidence_kept"
    MERGED = "evidence_merged"
    ASIDE = "evidence_aside"


@dataclass(frozen=True, slots=True)
class EvidenceWalk:
    """A walk.

    :param question: what is looked for.
    :param leader_id: the account of the resident planner who leads it.
    :param route: in WGS 84.
    :param group_ids: accounts that walk along.
    :param code: whoever holds it adds photos on the day of the walk; empty: nobody does without an account.
    :param called_off: why it did not take place, for everybody to read; it is closed then.
    """

    id: str
    community_id: str
    title: Words
    question: Words
    day: date
    leader_id: str
    route: LineString
    made_at: datetime
    case_id: str | None = None
    courtyard_id: str | None = None
    group_ids: tuple[str, ...] = ()
    code: str = ""
    closed_at: datetime | None = None
    version: int = 1
    called_off: str = ""

    def is_of_group(self, member_id: str) -> bool:
        """Whether somebody leads it or walks along."""
        return member_id == self.leader_id or member_id in self.group_ids

    def is_given_by(self, visitor: Visitor) -> bool:
        """Whether somebody gives it to another leader: a professional planner, an administrator."""
        return bool(visitor.roles_in(self.community_id) & {Role.PLANNER, Role.ADMINISTRATOR})

    def is_led_by(self, visitor: Visitor) -> bool:
        """Whether somebody sees to it and to its photos: its leader, or whoever could give it to another one."""
        is_leader = visitor.member is not None and visitor.member.id == self.leader_id
        return is_leader or self.is_given_by(visitor)

    def require_entry(self, member_id: str, typed: str, today: date, taken: date | None = None) -> bool:
        """Whether somebody adds photos by an account of the group; False where it is by the code of the day.

        :param taken: the day on which a photo was taken, as far as its camera or the phone knows: those of the day of the
            walk, which found no signal on it, come in on the day after as well.

        Raises :class:`Refusal` (``walk_closed``, ``bad_code``, ``not_today``).
        """
        if self.closed_at is not None:
            raise Refusal("walk_closed", N_("This walk is closed and takes no photo: its leader can open it again."))
        if member_id and self.is_of_group(member_id):
            return True
        if not self.has_code(typed):
            raise Refusal(
                "bad_code", N_("This code does not open this walk: ask its leader for the code of today."), where="code"
            )
        is_late = taken == self.day and today == self.day + timedelta(days=1)
        if today != self.day and not is_late:
            raise Refusal(
                "not_today", N_("The code of this walk is good on its day only: {day}."), where="code", day=self.day
            )
        return False

    def require_open(self) -> None:
        """Raise :class:`Refusal` (``walk_closed``) where nothing is added or changed any more."""
        if self.closed_at is not None:
            raise Refusal("walk_closed", N_("This evidence walk is closed: open it again to go on with it."))

    def has_code(self, typed: str) -> bool:
        """Whether this is its code, in small letters and with any spaces."""
        return bool(self.code) and compare_digest(signs_of(typed), self.code)


def signs_of(typed: str) -> str:
    """The signs of what was typed as a code: ASCII letters and digits only, none of a text that cannot be one."""
    signs = "".join(c for c in typed[:60].upper() if c.isascii() and c.isalnum())
    return signs if len(signs) == CODE_SIGNS else ""


@dataclass(frozen=True, slots=True)
class EvidencePhoto:
    """A photo of a walk with its place and time; the picture itself is kept under its id (:mod:`.photo`).

    :param at: when it came in; ``taken_at`` when it was taken, as far as it is known.
    :param browser: the random id of the phone, so that it can take it back; ``member_id`` of who had an account.
    :param reason: why it was laid aside; ``into_id`` the photo that shows the same.
    """

    id: str
    community_id: str
    walk_id: str
    pin: Pin
    placed: Placed
    taken_at: datetime
    timed: Timed
    kind: EvidenceKind
    note: str
    at: datetime
    browser: str = ""
    member_id: str = ""
    state: EvidenceState = EvidenceState.WAITING
    reason: str = ""
    into_id: str = ""
    decided_at: datetime | None = None
    version: int = 1

    def is_of(self, visitor: Visitor) -> bool:
        """Whether this phone, or this account, sent it."""
        is_of_account = visitor.member is not None and visitor.member.id == self.member_id
        return is_of_account or (bool(visitor.browser) and visitor.browser == self.browser)

    def judged(self, state: EvidenceState, now: datetime, *, reason: str = "", into_id: str = "") -> EvidencePhoto:
        """The same after the leader has looked at it; waiting again where it was put back."""
        decided = None if state is EvidenceState.WAITING else now
        return replace(self, state=state, reason=reason, into_id=into_id, decided_at=decided, version=self.version + 1)


@dataclass(frozen=True, slots=True)
class Spot:
    """A photo with its metres from the route."""

    photo: EvidencePhoto
    distance_m: float

    @property
    def is_far(self) -> bool:
        """Whether it may be of another place than the walk."""
        return self.distance_m > FAR_FROM_ROUTE_M


@dataclass(frozen=True, slots=True)
class Taken:
    """A photo with its walk."""

    photo: EvidencePhoto
    walk: EvidenceWalk

    @property
    def pin(self) -> Pin:
        """Where it was taken."""
        return self.photo.pin


def by_kind(photos: Iterable[EvidencePhoto]) -> list[tuple[EvidenceKind, int]]:
    """How many of each kind, the most first, without zeros."""
    counts = Counter(one.kind for one in photos)
    order = list(EvidenceKind)
    return sorted(counts.items(), key=lambda pair: (-pair[1], order.index(pair[0])))


def time_of(camera: datetime | None, phone: datetime | None, now: datetime) -> tuple[datetime, Timed]:
    """When a photo was taken: as its camera says, else as the phone noted, unless that clock cannot be right; else now."""
    for told, timed in ((camera, Timed.CAMERA), (phone, Timed.PHONE)):
        if told is not None and now - OLDEST_PHOTO <= told <= now + CLOCK_AHEAD:
            return min(told, now), timed
    return now, Timed.SENT
