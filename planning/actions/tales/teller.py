"""What tells a story: a clock that goes through the months, and whoever acts on its days. Nothing is written but by acts."""

from __future__ import annotations

import hmac
import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256
from typing import Any

from planning import store
from planning.actions.answering import assist_survey
from planning.actions.closing import settle_closed
from planning.actions.codes import Issued, issue_codes
from planning.actions.evaluation import appraise
from planning.actions.evidence_photos import add_evidence_photo
from planning.actions.illustrative.drawing import drawn
from planning.actions.matters import enter_matter, raise_matter
from planning.actions.photos import send_photo
from planning.actions.stops import mark_stop
from planning.actions.voting import cast_ballot
from planning.options.counting_rules import CountingRules
from planning.options.electorate import Code, Voter, code_hash, new_code
from planning.options.option import Option
from planning.options.round import Round
from planning.people import Member, Visitor
from planning.period import day_in
from planning.site import Community, Courtyard, Pin, new_id
from planning.store import Database, ballots
from planning.store.photo_files import Place

EVENING = 11
"""Hour in UTC: 19:00 in Chengdu, when neighbours have time."""


@dataclass
class Teller:
    """Acts done on the days of a story, in one community.

    :param team: the member who does what staff do, ``planner`` who does what is a planner's, and ``walker`` a resident planner.
    :param begin: midnight in UTC of the story's day 0.
    :param photos_mb: room for photos in megabytes, as the house has it.
    :param now: what time it is in the story; :meth:`on` sets it.
    """

    database: Database
    here: Community
    team: Member
    planner: Member
    walker: Member
    begin: datetime
    photo_place: Place
    photos_mb: int
    now: datetime = field(init=False)
    _key: bytes = field(default_factory=lambda: secrets.token_bytes(32), repr=False)

    def __post_init__(self) -> None:
        """The story begins on its first day."""
        self.now = self.begin

    def on(self, day: int, hour: int = 2) -> datetime:
        """Go on to an hour (of UTC) of a day of the story."""
        self.now = self.begin + timedelta(days=day, hours=hour)
        return self.now

    def today(self, days: int = 0) -> date:
        """The day it is here in the story, or so many days later."""
        return day_in(self.here.time_zone, self.now + timedelta(days=days))

    def do(self, act: Callable[..., Any], /, **given: Any) -> Any:
        """Staff do something."""
        return self.do_as(Visitor(self.team, "stories"), act, **given)

    def plan(self, act: Callable[..., Any], /, **given: Any) -> Any:
        """A professional planner does something."""
        return self.do_as(Visitor(self.planner, "stories"), act, **given)

    def do_as(self, who: Visitor, act: Callable[..., Any], /, **given: Any) -> Any:
        """Somebody does something."""
        return act(self.database, who, self.now, *(() if act in _FLEETING else (new_id(),)), **given)

    def read(self, kind: type[Any], id_: str) -> Any:
        """A thing as it stands."""
        with self.database.reading() as session:
            return store.get(session, kind, id_)

    def version(self, kind: type[Any], id_: str) -> int:
        """Which version of a thing somebody would be looking at now."""
        found: int = self.read(kind, id_).version
        return found

    def all(self, kind: type[Any], **conditions: Any) -> Sequence[Any]:
        """Things of the community, in the order of their ids."""
        with self.database.reading() as session:
            return store.find(session, kind, order="id", community_id=self.here.id, **conditions)

    def yards(self) -> dict[str, Courtyard]:
        """Courtyards by their codes."""
        return {yard.code: yard for yard in self.all(Courtyard)}

    def photos(self, *drawings: str) -> str:
        """Send drawings, which stand for photos, from one phone; gives the form in which they wait."""
        form = f"story {new_id()}"
        for name in drawings:
            picture = drawn(name, int.from_bytes(sha256(f"{self.now}{name}".encode()).digest()[:4]))
            self.do(send_photo, community_id=self.here.id, form=form, photo_id=new_id(), picture=picture,
                    photo_place=self.photo_place, photos_mb=self.photos_mb)  # fmt: skip
        return form

    def resident(self, number: int) -> Visitor:
        """Somebody known by a browser only: the same number is the same one."""
        return Visitor(None, f"story {self.here.id} {number}")

    def raised(self, text: str, topic: str, *, by: int = 0, **more: Any) -> str:
        """A resident raises a matter; gives its id."""
        return raise_matter(self.database, self.resident(by), self.now, community_id=self.here.id, word=new_code(),
                            topic=topic, text=text, **more)  # fmt: skip

    def mac(self, purpose: str, text: str) -> str:
        """Keyed hash, as the house makes it: this key is forgotten with the telling, so nobody's receipt is asked for again."""
        return hmac.new(self._key, f"{purpose}\0{text}".encode(), sha256).hexdigest()

    def clock(self) -> datetime:
        """The story's clock."""
        return self.now

    def roll(self, round_id: str) -> list[Voter]:
        """Everybody on the roll of a round, in the order of their doors: their ids are others in each telling."""
        return sorted(self.all(Voter, round_id=round_id), key=_door)

    def codes(self, round_id: str) -> list[Issued]:
        """A code for everybody on the roll of a round, in the same order."""
        issued: list[Issued] = self.do(issue_codes, round_id=round_id)
        return sorted(issued, key=lambda one: _door(one.voter) if one.voter else ("", ""))

    def vote(self, round_id: str, code: str, ranking: Any, channel: Any) -> None:
        """A resident votes with a code."""
        with self.database.reading() as session:
            found = store.first(session, Code, hash=code_hash(code))
            version = store.get(session, Round, round_id).version
        assert found is not None  # noqa: S101 - it was issued a moment ago
        cast_ballot(self.database, Visitor(None, ""), self.now, round_id=round_id, code_id=found.id, client_id=new_id(),
                    version=version, ranking=ranking, clock=self.clock, mac=self.mac, channel=channel)  # fmt: skip

    def settle(self) -> None:
        """The boxes of rounds that have closed by now are shuffled, as the house does it by the clock."""
        settle_closed(self.database, self.now)

    def winner(self, round_id: str) -> Option:
        """The option that a closed round chose, by its own rules of counting."""
        with self.database.reading() as session:
            round_ = store.get(session, Round, round_id)
            options = store.find(session, Option, order="position", round_id=round_id)
            counting = CountingRules.of_round(round_, options).counting(
                [one.key for one in options],
                ballots.box(session, round_id),
                [one.key for one in options if one.withdrawn_at],
            )
        (key,) = counting.counted().winners
        return next(one for one in options if one.key == key)

    def judged(self, evaluation_id: str, said: Sequence[tuple[str, str, str]], yards: Sequence[str] = ()) -> None:
        """Residents say whether it was done, and done well: ``(done, good, words)`` each, from courtyards in turn."""
        for number, (done, good, words) in enumerate(said):
            appraise(
                self.database, self.resident(900 + number), self.now, new_id(), evaluation_id=evaluation_id, typed="", done=done,
                good=good, words=words, courtyard_id=yards[number % len(yards)] if yards else "",
            )  # fmt: skip


def _door(voter: Voter) -> tuple[str, str]:
    return voter.courtyard_id or "", voter.label


def pin_of(thing: Any) -> dict[str, float]:
    """Where something stands, as acts take it."""
    pin: Pin = thing.pin
    return {"lon": pin.lon, "lat": pin.lat}


def midnight(at: datetime) -> datetime:
    """The beginning of a day in UTC."""
    return at.astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0)


_FLEETING = frozenset({mark_stop, issue_codes, send_photo, assist_survey, enter_matter, add_evidence_photo})
