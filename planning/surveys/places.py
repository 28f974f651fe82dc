"""Places that a resident finds by name on a list, instead of on a map."""

from __future__ import annotations

from dataclasses import dataclass

from planning.site import Pin
from planning.wording import Words

STREET = "street"
"""Kind of a place that is no object; the others are those of :class:`~planning.surveys.observation.Kind`."""


@dataclass(frozen=True, slots=True)
class Place:
    """A place by its name: ``key`` is what is sent back, ``kind`` one of an object's or :data:`STREET`."""

    key: str
    kind: str
    name: Words
    pin: Pin
