"""Pinning what somebody says: a resident by their own hand, or staff who write it down for a person who is present."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import TypeVar

from planning import store
from planning.actions.act import Doing, act
from planning.actions.case_phases import refuse_said
from planning.actions.comments import readers_checked
from planning.actions.observations import courtyard_at
from planning.actions.photos import all_there, take_up, too_many, waiting
from planning.cases.case import Case
from planning.errors import N_, Problem, Refusal, Refusals
from planning.site import Community, Pin, new_id
from planning.store import comments as kept
from planning.store import places
from planning.surveys.comment import (
    LONGEST_NAME,
    LONGEST_TEXT,
    MOST_PHOTOS,
    Assisted,
    Comment,
    Consent,
    Stance,
    Target,
    Topic,
)
from planning.surveys.observation import Kind
from planning.surveys.photo import Owner, Photo
from planning.wording import checked

MOST_AN_HOUR = 30
"""Comments from one browser: more than anybody writes in an hour, fewer than a script would."""

WORDS_KEPT = N_(
    "This case is closed: nothing is added to it until it is reopened. What was decided stands on its decision page. "
    "Your words are still here: send them once more, and they stand at their place, in no case."
)
"""What a page does that shows this: it keeps the words and takes the case away."""

T = TypeVar("T")


@dataclass(slots=True)
class _Faults:
    """Collects what is wrong, so that the visitor hears all of it at once."""

    problems: list[Problem] = field(default_factory=list)

    def of(self, attempt: Callable[[], T]) -> T | None:
        try:
            return attempt()
        except Refusals as refused:
            self.problems += refused.problems
            return None


@dataclass(frozen=True, slots=True)
class _Said:
    """What came in, as it came in: everything is checked in :func:`_checked`."""

    topic: str
    stance: str
    text: str
    author: str = ""
    lon: object = None
    lat: object = None
    place: str = ""
    target: tuple[str, str] | None = None
    case_id: str | None = None
    form: str = ""
    photos: Sequence[str] | None = None
    seen_by: Sequence[str] = ()


@act
def pin_comment(
    doing: Doing, *, community_id: str, lon: object = None, lat: object = None, place: str = "", topic: str,
    stance: str, text: str, author: str = "", target: tuple[str, str] | None = None, case_id: str | None = None,
    form: str = "", photos: Sequence[str] | None = None, seen_by: Sequence[str] = (), comment_id: str = "",
) -> str:  # fmt: skip
    """Pin a resident's words to a place, or to a very object; returns the comment's id.

    The place is ``lon``, ``lat``, or one of the list by its name (``place``, see :mod:`planning.store.places`).
    In a closed case nothing is said (``case_closed``); the same words without the case stand at their place.
    Photos that wait in ``form`` go with it (see :mod:`.photos`); ``photos`` names those that must be there.
    ``seen_by``: members who alone may read it, for what staff were told at a door.

    ``comment_id``: chosen by whoever sends it, so that nothing is ever pinned twice: where the sent form is forgotten
    already, the comment itself answers for it. All that is wrong is raised at once as :class:`Refusals`.
    """
    community = doing.permit_in(community_id)
    said = _Said(topic, stance, text, author, lon, lat, place, target, case_id, form, photos, seen_by)
    if comment_id and (there := store.first(doing.session, Comment, id=comment_id)) is not None:
        return _again(doing, there, said)
    _limit(doing)
    return _pinned(doing, community, said, comment_id or new_id())


@act
def enter_comment(
    doing: Doing, *, community_id: str, lon: object = None, lat: object = None, place: str = "", topic: str,
    stance: str, text: str, author: str = "", target: tuple[str, str] | None = None, case_id: str | None = None,
    form: str = "", photos: Sequence[str] | None = None, seen_by: Sequence[str] = (), consent: str = "",
    comment_id: str = "",
) -> str:  # fmt: skip
    """Staff write down what a person says who is present and has agreed; returns the comment's id.

    It is marked as assisted, with who wrote it and how the person agreed (``consent``: ``spoken`` or ``signed``), and
    stands beside no browser: it is the person's, not the helper's. Everything else as in :func:`pin_comment`.
    """
    community = doing.permit_in(community_id)
    said = _Said(topic, stance, text, author, lon, lat, place, target, case_id, form, photos, seen_by)
    if comment_id and (there := store.first(doing.session, Comment, id=comment_id)) is not None:
        return _again(doing, there, said)
    id_ = comment_id or new_id()
    return _pinned(doing, community, said, id_, assisted=_assisted(doing, consent), needs_consent=True)


def _assisted(doing: Doing, consent: str) -> Assisted | None:
    """Who helps, and how the person agreed; None where it was not said that they did."""
    me = doing.visitor.member
    return Assisted(me.id, Consent(consent)) if me is not None and consent in set(Consent) else None


def _pinned(
    doing: Doing, community: Community, said: _Said, id_: str, *, assisted: Assisted | None = None,
    needs_consent: bool = False,
) -> str:  # fmt: skip
    faults = _Faults()
    photos = faults.of(lambda: _photos(doing, said))
    pin = faults.of(lambda: _pin(doing, community, said))
    about = faults.of(lambda: _topic(said.topic))
    where_stands = faults.of(lambda: _stance(said.stance))
    words = faults.of(lambda: checked(said.text, field="text", longest=LONGEST_TEXT, lines=True))
    name = faults.of(lambda: checked(said.author, field="author", longest=LONGEST_NAME, needed=False))
    thing = faults.of(lambda: _target(doing, community, said))
    case = faults.of(lambda: _case(doing, community, said.case_id))
    readers = faults.of(lambda: readers_checked(doing, community.id, said.seen_by))
    if needs_consent and assisted is None:
        faults.problems.append(no_consent())
    if faults.problems or pin is None or about is None or where_stands is None or words is None or readers is None:
        raise Refusals(faults.problems)
    comment = Comment(
        id_, community.id, pin, about, where_stands, words, doing.now, name or "",
        "" if assisted else doing.visitor.browser, case, courtyard_at(doing.session, community.id, pin), thing,
        hidden_at=doing.now if readers else None, seen_by=readers, assisted=assisted,
    )  # fmt: skip
    store.add(doing.session, comment)
    take_up(doing, photos or (), Owner.COMMENT, comment.id)
    told = {"topic": about, "stance": where_stands} | ({"consent": assisted.consent} if assisted else {})
    doing.log(f"comment:{comment.id}", after=told)
    return comment.id


def no_consent() -> Problem:
    """Nobody said how the person agreed."""
    return Problem(
        "no_consent", N_("Please ask the person whether you may write it down, and say how they agreed."), {}, "consent"
    )


def _again(doing: Doing, there: Comment, said: _Said) -> str:
    """The answer to a form that was sent long ago: the same for the same words, a refusal for everything else."""
    words = checked(said.text, field="text", longest=LONGEST_TEXT, lines=True, needed=False)
    same = (said.topic, said.stance, words) == (there.topic, there.stance, there.text)
    if not same or not _is_of(doing, there):
        raise Refusal(
            "act_reused", N_("This form was already sent with other contents: reload the page and try again.")
        )
    return there.id


def _is_of(doing: Doing, comment: Comment) -> bool:
    """Whether it was sent by this browser, or written down by this member."""
    me = doing.visitor.member
    if comment.assisted is not None:
        return me is not None and comment.assisted.by == me.id
    return bool(doing.visitor.browser) and comment.browser == doing.visitor.browser


def _photos(doing: Doing, said: _Said) -> Sequence[Photo]:
    sent = waiting(doing, said.form)
    if said.photos is not None:
        sent = all_there(sent, said.photos)
    if len(sent) > MOST_PHOTOS:
        raise Refusals([too_many(MOST_PHOTOS)])
    return sent


def _limit(doing: Doing) -> None:
    since = doing.now - timedelta(hours=1)
    if kept.pinned_since(doing.session, doing.visitor.browser, since) >= MOST_AN_HOUR:
        raise Refusal(
            "too_many",
            N_("You have pinned {most} comments within an hour: what you typed is still here, please send it later."),
            most=MOST_AN_HOUR,
        )


def _topic(topic: str) -> Topic:
    if topic not in set(Topic):
        raise Refusal("unknown_topic", N_("Please choose what it is about."), where="topic")
    return Topic(topic)


def _stance(stance: str) -> Stance:
    if stance not in set(Stance):
        raise Refusal("unknown_stance", N_("Please choose where you stand."), where="stance")
    return Stance(stance)


def _target(doing: Doing, community: Community, said: _Said) -> Target | None:
    """The object that is meant, if it is one of this community; a street is a place, and no object."""
    kind, id_ = said.target or places.named(said.place)
    noun = kept.KINDS[Kind(kind)] if kind in set(Kind) else None
    if noun is not None and store.first(doing.session, noun, id=id_, community_id=community.id) is not None:
        return Target(Kind(kind), id_)
    if said.target is None:  # what is wrong with the name of a place is said where its pin is looked for
        return None
    raise Refusal(
        "unknown_target", N_("What you want to comment on is not on this map: choose it again."), where="target"
    )


def _pin(doing: Doing, community: Community, said: _Said) -> Pin:
    """Where it is pinned: a comment on a tree is not half a metre beside it; a street of the list has a middle."""
    if said.place:
        return places.require_pin(doing.session, community.id, said.place)
    if said.lon is None and said.lat is None:
        raise Refusal("no_place", N_("Please choose the place that you mean."), where="place")
    pin = Pin.parse(said.lon, said.lat, community)
    kind, id_ = said.target or (Kind.COURTYARD, "")
    # Courtyards have no one point: there the pin stays where it was set.
    return pin if kind == Kind.COURTYARD else places.pin_of(doing.session, community.id, f"{kind}:{id_}") or pin


def _case(doing: Doing, community: Community, case_id: str | None) -> str | None:
    if case_id is None:
        return None
    if store.first(doing.session, Case, id=case_id, community_id=community.id) is None:
        raise Refusal("unknown_case", N_("This case is not one of this community: choose it again."), where="case")
    refuse_said(doing, case_id, WORDS_KEPT)
    return case_id
