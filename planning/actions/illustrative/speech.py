"""The voices as comments: each at its place or object, with its drawings and its "me too"s."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta

import numpy as np

from planning.actions.illustrative.ground import Ground
from planning.actions.illustrative.naming import Calendar, Naming
from planning.actions.illustrative.voices import VOICES
from planning.site import Courtyard, Pin
from planning.surveys.comment import Comment, Support, Target, Topic
from planning.surveys.observation import Condition, Facility, Kind, PlantingSite, RooftopStructure, SurveyState, Tree

OF_THE_CASE = {Topic.FRUIT, Topic.SHADE, Topic.TREES, Topic.PIPES}
FIRST_DAY = -83
SPAN_DAYS = 80
AWAKE = (0, 14)  # hours of UTC: from eight in the morning to ten at night in Chengdu


@dataclass(frozen=True, slots=True)
class Speech:
    """Comments, who joined them, and which drawings stand for their photos (by comment id)."""

    comments: tuple[Comment, ...]
    supports: tuple[Support, ...]
    drawings: dict[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class _Place:
    pin: Pin
    courtyard_id: str | None = None
    target: Target | None = None


def speech(name: Naming, calendar: Calendar, here: Ground, rng: np.random.Generator) -> Speech:
    """All sixty."""
    places = _Places(here, rng)
    moments = sorted(
        calendar.day(FIRST_DAY + int(day), int(hour)) + timedelta(minutes=int(minute))
        for day, hour, minute in zip(
            rng.integers(0, SPAN_DAYS, len(VOICES)),
            rng.integers(*AWAKE, len(VOICES)),
            rng.integers(0, 60, len(VOICES)),
            strict=True,
        )
    )
    order = rng.permutation(len(VOICES))
    comments, supports, drawings = [], [], {}
    for number, voice in enumerate(VOICES):
        place, at = places.of(voice.about), moments[int(order[number])]
        comment = Comment(
            name("comment", number), name.community, place.pin, voice.topic, voice.stance, voice.text, at, voice.author,
            name("browser", number), name("case") if voice.topic in OF_THE_CASE else None, place.courtyard_id, place.target,
        )  # fmt: skip
        comments.append(comment)
        drawings[comment.id] = voice.drawings
        for i in range(voice.supports):
            later = (calendar.at - at) * float(rng.uniform(0.02, 0.9))
            supports.append(
                Support(name("support", f"{number}/{i}"), comment.id, name("supporter", f"{number}/{i}"), at + later)
            )
    return Speech(tuple(comments), tuple(supports), drawings)


class _Places:
    """Finds an object or a place for each comment; no object is taken twice."""

    def __init__(self, here: Ground, rng: np.random.Generator) -> None:
        self.here, self.rng = here, rng
        self.taken: set[str] = set()

    def of(self, about: str) -> _Place:
        what, _, which = about.partition(":")
        find: dict[str, Callable[[str], _Place]] = {
            "tree": self._tree, "site": self._empty_site, "structure": self._structure, "facility": self._facility,
            "courtyard": self._courtyard, "yard": self._in_yard, "lane": self._on_lane,
        }  # fmt: skip
        return find[what](which)

    def _tree(self, which: str) -> _Place:
        standing = [tree for tree in self.here.trees if tree.removed_at is None and tree.id not in self.taken]
        wanted = [tree for tree in standing if which in {tree.species.zh, tree.condition.value}]
        return self._at(Kind.TREE, wanted or standing)

    def _empty_site(self, _which: str) -> _Place:
        grown = {tree.site_id for tree in self.here.trees if tree.removed_at is None}
        return self._at(Kind.PLANTING_SITE, [site for site in self.here.sites if site.id not in grown | self.taken])

    def _structure(self, _which: str) -> _Place:
        return self._at(Kind.ROOFTOP_STRUCTURE, [
            one for one in self.here.structures if one.state is not SurveyState.REMOVED and one.id not in self.taken
        ])  # fmt: skip

    def _facility(self, which: str) -> _Place:
        mine = [one for one in self.here.facilities if one.facility.value == which and one.id not in self.taken]
        worst = [one for one in mine if one.condition is not Condition.GOOD]
        return self._at(Kind.FACILITY, worst or mine)

    def _at(self, kind: Kind, things: Sequence[Tree | PlantingSite | RooftopStructure | Facility]) -> _Place:
        thing = things[int(self.rng.integers(len(things)))]
        self.taken.add(thing.id)
        return _Place(thing.pin, thing.courtyard_id, Target(kind, thing.id))

    def _courtyard(self, which: str) -> _Place:
        yard = self._yard(which)
        assert yard.outline is not None  # noqa: S101 - every courtyard of the sample has one
        point = yard.outline.representative_point()
        return _Place(Pin(round(point.x, 7), round(point.y, 7)), yard.id, Target(Kind.COURTYARD, yard.id))

    def _in_yard(self, which: str) -> _Place:
        place = self._courtyard(which)
        return _Place(place.pin, place.courtyard_id)

    def _yard(self, code: str) -> Courtyard:
        return next(yard for yard in self.here.courtyards if yard.code == code)

    def _on_lane(self, _which: str) -> _Place:
        """A step along the pavement from some planting site."""
        lane = [site.pin for site in self.here.sites if site.street.startswith("玉兰巷")]
        pin = lane[int(self.rng.integers(len(lane)))]
        return _Place(Pin(round(pin.lon + float(self.rng.uniform(-2e-5, 2e-5)), 7), pin.lat))
