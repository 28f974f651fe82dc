"""Telling all three stories in a community of their own, with a clock that goes through the months."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from planning.actions.tales.care import begins, tell_care
from planning.actions.tales.founding import found_stories
from planning.actions.tales.roofs import tell_roofs
from planning.actions.tales.teller import Teller, midnight
from planning.actions.tales.trees import tell_trees
from planning.people import SYSTEM
from planning.store import Database
from planning.store.photo_files import Place

DAYS = 400
"""How long before ``at`` the stories begin."""


@dataclass(frozen=True, slots=True)
class Told:
    """Where the stories are: the community, and the case of each."""

    community_id: str
    trees: str
    roofs: str
    roofs_copied: str
    care: str


def tell_stories(database: Database, *, seed: int, at: datetime, photo_place: Place, photos_mb: int) -> Told:
    """Found the community of the stories and tell them, so that all of it lies before ``at``.

    Each deed is an act of its own, done by the clock of the story: what is told is what users would have typed.
    Raises :class:`Refusal` (``already_loaded``, ``half_told``; ``photos_full`` where photos find no room).
    """
    begin = midnight(at) - timedelta(days=DAYS)
    founded = found_stories(database, SYSTEM, begin, seed=seed, at=begin)
    whose = (database, founded.here, founded.team, founded.planner, founded.walker)
    tell = Teller(*whose, begin, photo_place, photos_mb)
    trees, roofs = tell_trees(tell), tell_roofs(tell)
    care = tell_care(Teller(*whose, begins(at), photo_place, photos_mb))
    return Told(founded.here.id, trees, roofs.pilot, roofs.copied, care)
