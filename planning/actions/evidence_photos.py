"""Photos of evidence walks: sent from a phone, taken back by it; kept, merged or laid aside by the leader, and put back."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from planning import store
from planning.actions.act import Doing, act, fleeting
from planning.actions.evidence_walks import permitted, require_leading
from planning.actions.in_case import require_evidence
from planning.actions.photos import keep_file
from planning.actions.words import text_checked
from planning.errors import N_, Problem, Refusal, Refusals
from planning.period import day_in
from planning.site import Community, Pin
from planning.store import evidence, photo_files
from planning.surveys.evidence import (
    MOST_PHOTOS,
    EvidenceKind,
    EvidencePhoto,
    EvidenceState,
    EvidenceWalk,
    Placed,
    Timed,
    time_of,
)
from planning.surveys.photo import Owner, Photo
from planning.surveys.picture import Picture

LONGEST_NOTE = 200
LONGEST_REASON = 200


@dataclass(frozen=True, slots=True)
class Sent:
    """What came with a photo: checked in :func:`add_evidence_photo`.

    :param lon, lat: where, as the form says; ``placed`` how the form knows. Empty: as the camera says.
    :param camera: degrees (``lon, lat``) that the camera wrote, ``camera_at`` its time; ``chosen_at`` what the phone noted.
    """

    kind: str
    note: str = ""
    lon: object = None
    lat: object = None
    placed: str = ""
    camera: tuple[float, float] | None = None
    camera_at: datetime | None = None
    chosen_at: datetime | None = None


@fleeting
def add_evidence_photo(
    doing: Doing, *, evidence_walk_id: str, code_typed: str, sent_id: str, picture: Picture, sent: Sent, photo_place: str,
    photos_mb: int,
) -> str:  # fmt: skip
    """Add a photo to a walk; gives its id. It waits until the leader has looked at it.

    Who leads the walk or walks along may, as long as it is open; whoever holds its code may on its day, and on the day
    after as well with what was taken on it. What came in already is answered as before, at any time.

    :param sent_id: chosen by the phone for this very photo: sent again under it, it is there once.

    Raises :class:`Refusals` (``bad_code``, ``not_today``, ``walk_closed``, ``too_many_photos``, ``unknown_kind``,
    ``no_place``, ``outside_bounds``, ``long_text``, ``photos_full``, ``photo_not_kept``, ``act_reused``).
    """
    walk = store.get(doing.session, EvidenceWalk, evidence_walk_id)
    here = doing.permit_in(walk.community_id)
    there = store.first(doing.session, EvidencePhoto, id=sent_id)
    if there is not None and there.walk_id == walk.id and there.is_of(doing.visitor):
        return there.id  # answered as before, whatever has become of the code and of the walk since
    member_id = _entered(doing, walk, here, code_typed, sent)
    if there is not None:
        raise Refusal(
            "act_reused", N_("This form was already sent with other contents: reload the page and try again.")
        )
    made = _checked(doing, here, walk, sent_id, sent)
    made = replace(made, browser="" if member_id else doing.visitor.browser, member_id=member_id)
    store.add(doing.session, made)
    _keep(doing, made, picture, photo_place, photos_mb)
    doing.log(f"evidence_photo:{made.id}", after={"walk": walk.id})
    return made.id


@fleeting
def take_back_evidence_photo(doing: Doing, *, community_id: str, evidence_photo_id: str, photo_place: str) -> None:
    """The phone, or the account, that sent a photo takes it back while it waits: entry and file go.

    Raises :class:`Refusal` (``not_found``, ``looked_at``).
    """
    here = doing.permit_in(community_id)
    photo = store.first(doing.session, EvidencePhoto, id=evidence_photo_id, community_id=here.id)
    if photo is None or not photo.is_of(doing.visitor):
        raise Refusal("not_found", N_("This is not here (any more): go back and choose again."))
    if photo.state is not EvidenceState.WAITING:
        raise Refusal("looked_at", N_("The leader has looked at this photo already: ask them to lay it aside."))
    evidence.forget(doing.session, photo_place, [photo.id], doing.now)
    doing.log(f"evidence_photo:{photo.id}", before={"walk": photo.walk_id})


@act
def correct_evidence_photo(
    doing: Doing, *, evidence_photo_id: str, version: int, evidence_kind: str, note: str
) -> None:  # fmt: skip
    """Mend kind and note of a photo that waits: what everybody reads of a kept one is not changed behind their backs.

    Raises :class:`Refusals` (``not_leader``, ``walk_closed``, ``looked_at``, ``unknown_kind``, ``long_text``, ``edited_meanwhile``).
    """
    photo, walk = _permitted(doing, evidence_photo_id)
    walk.require_open()
    if photo.state is not EvidenceState.WAITING:
        raise Refusal("looked_at", N_("This photo was looked at already: put it back first, then mend it."))
    problems: list[Problem] = []
    kind = _kind(problems, evidence_kind)
    note = text_checked(problems, note, field="note", longest=LONGEST_NOTE, needed=False)
    if problems:
        raise Refusals(problems)
    store.change(doing.session, replace(photo, kind=kind, note=note, version=version + 1))
    doing.log(f"evidence_photo:{photo.id}", before={"kind": photo.kind}, after={"kind": kind})


@act
def judge_evidence_photo(
    doing: Doing, *, evidence_photo_id: str, version: int, verdict: EvidenceState, reason: str = "", same_as_id: str = ""
) -> None:  # fmt: skip
    """Keep a photo (everybody sees it), merge it with one that shows the same, lay it aside with a reason, or put it back.

    Raises :class:`Refusals` (``not_leader``, ``walk_closed``, ``empty_text``, ``no_other``, ``photo_gone``, ``edited_meanwhile``,
    and those of :func:`planning.actions.in_case.require_evidence`).
    """
    photo, walk = _permitted(doing, evidence_photo_id)
    walk.require_open()
    problems: list[Problem] = []
    verdict = EvidenceState(verdict)
    if verdict is EvidenceState.KEPT and walk.case_id:  # everybody reads it beside the case from then on
        require_evidence(doing, walk.case_id)
    if verdict is EvidenceState.ASIDE:
        reason = text_checked(problems, reason, field="reason", longest=LONGEST_REASON)
    into = ""
    if verdict is EvidenceState.MERGED:
        into = _other(problems, doing, photo, same_as_id)
    if verdict is not EvidenceState.ASIDE and not store.count(
        doing.session, Photo, owner=Owner.EVIDENCE, owner_id=photo.id
    ):
        problems.append(
            Problem("photo_gone", N_("The picture was deleted after it had been laid aside: it cannot come back."))
        )
    if problems:
        raise Refusals(problems)
    after = photo.judged(verdict, doing.now, reason=reason if verdict is EvidenceState.ASIDE else "", into_id=into)
    store.change(doing.session, replace(after, version=version + 1))  # of the version that the leader looked at
    if verdict is not EvidenceState.KEPT:
        evidence.loosen(doing.session, [photo.id], doing.now)
    told = {"state": verdict} | ({"same_as": into} if into else {})
    doing.log(f"evidence_photo:{photo.id}", before={"state": photo.state}, after=told, reason=after.reason)


def _entered(doing: Doing, walk: EvidenceWalk, here: Community, code_typed: str, sent: Sent) -> str:
    """The account that walks along, or "" for whoever holds the code on the day of the walk."""
    me = doing.visitor.member
    taken_at, timed = time_of(sent.camera_at, sent.chosen_at, doing.now)
    taken = day_in(here.time_zone, taken_at) if timed is not Timed.SENT else None
    if walk.require_entry(me.id if me else "", code_typed, day_in(here.time_zone, doing.now), taken) and me is not None:
        return me.id
    if not doing.visitor.browser:
        raise Refusal("no_browser", N_("Your browser sends no cookie, so its photos would be lost: allow cookies."))
    return ""


def _checked(doing: Doing, here: Community, walk: EvidenceWalk, sent_id: str, sent: Sent) -> EvidencePhoto:
    problems: list[Problem] = []
    kind = _kind(problems, sent.kind)
    note = text_checked(problems, sent.note, field="note", longest=LONGEST_NOTE, needed=False)
    place = _place(problems, here, sent)
    if store.count(doing.session, EvidencePhoto, walk_id=walk.id) >= MOST_PHOTOS:
        problems.append(Problem(
            "too_many_photos", N_("This walk has {most} photos already: ask its leader to begin another one."), {"most": MOST_PHOTOS}, "photo"))  # fmt: skip
    if problems or place is None:
        raise Refusals(problems)
    pin, placed = place
    taken_at, timed = time_of(sent.camera_at, sent.chosen_at, doing.now)
    return EvidencePhoto(sent_id, here.id, walk.id, pin, placed, taken_at, timed, kind, note, doing.now)


def _kind(problems: list[Problem], said: str) -> EvidenceKind:
    if said not in set(EvidenceKind):
        problems.append(Problem("unknown_kind", N_("Choose what the photo shows."), {}, "kind"))
        return EvidenceKind.OTHER
    return EvidenceKind(said)


def _place(problems: list[Problem], here: Community, sent: Sent) -> tuple[Pin, Placed] | None:
    """What the form says; else what the camera says, as far as it lies in the community."""
    if sent.lon not in {None, ""} or sent.lat not in {None, ""}:
        try:
            pin = Pin.parse(sent.lon, sent.lat, here)
        except Refusals as refused:
            problems += refused.problems
            return None
        return pin, Placed(sent.placed) if sent.placed in set(Placed) - {Placed.CAMERA} else Placed.MAP
    said = N_("The photo does not say where it was taken: choose the place along the route.")
    if sent.camera is not None:
        try:
            return Pin.parse(*sent.camera, here), Placed.CAMERA
        except Refusals:  # taken elsewhere, or a camera that errs
            said = N_("The camera says a place outside this neighbourhood: choose the place along the route.")
    problems.append(Problem("no_place", said, {}, "place"))
    return None


def _keep(doing: Doing, made: EvidencePhoto, picture: Picture, place: str, photos_mb: int) -> None:
    photo_files.require_room(doing.session, place, len(picture.data), photos_mb * 1_000_000)
    # Under the id of its entry: one picture each, and what is sent again finds it.
    store.add(doing.session, Photo(
        made.id, made.community_id, Owner.EVIDENCE, made.id, 0, picture.sha256, picture.width_px, picture.height_px, doing.now,
        size_bytes=len(picture.data)))  # fmt: skip
    keep_file(doing, place, made.id, picture)


def _permitted(doing: Doing, evidence_photo_id: str) -> tuple[EvidencePhoto, EvidenceWalk]:
    photo = store.get(doing.session, EvidencePhoto, evidence_photo_id)
    walk = permitted(doing, photo.walk_id)
    require_leading(doing, walk)
    return photo, walk


def _other(problems: list[Problem], doing: Doing, photo: EvidencePhoto, id_: str) -> str:
    other = store.first(doing.session, EvidencePhoto, id=id_, walk_id=photo.walk_id, state=EvidenceState.KEPT)
    if other is None or other.id == photo.id:
        problems.append(Problem(
            "no_other", N_("Choose the photo that shows the same: one of this walk that was kept."), {}, "same_as_id"))  # fmt: skip
    return id_
