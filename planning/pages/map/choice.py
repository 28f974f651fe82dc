"""What is chosen on the map's page: an object, a comment or a place; and whether a place is being picked."""

from __future__ import annotations

from dataclasses import dataclass, replace

from planning.pages import state
from planning.pages.map_frame import Click, Selected, Sketch
from planning.pages.visit import Visit
from planning.site import Pin
from planning.surveys.observation import Kind

CHOSEN = "map:chosen"
TASK = "map:task"
PICKED = "map:picked"
WANTED = "map_task"
"""Which of a planner's forms is open: the key of its widget."""
LINKED = "map:linked"
DRAFT = "map:draft"
"""What was drawn by hand and is not kept yet, and how many such there were."""
EDITED, RESHAPED = "map:edited", "map:reshaped"
"""What is being reshaped: as it was, and as it was dragged."""
FEATURE = "layer_feature"
EVIDENCE = "evidence_photo"


@dataclass(frozen=True, slots=True)
class Chosen:
    """The choice, with the spot that was clicked; a choice by link has none until it was looked up."""

    kind: str
    id: str
    lon: float | None = None
    lat: float | None = None
    from_list: bool = False

    @property
    def is_place(self) -> bool:
        """Whether the ground was chosen."""
        return self.kind == "place"

    @property
    def pin(self) -> Pin | None:
        """The spot."""
        return None if self.lon is None or self.lat is None else Pin(self.lon, self.lat)

    @property
    def spot(self) -> Pin | None:
        """The place that was tapped, where it says more than the object: on the ground and inside a courtyard."""
        return self.pin if self.is_place or (self.kind == Kind.COURTYARD and not self.from_list) else None

    @property
    def selected(self) -> Selected | None:
        """As the map rings it."""
        return None if self.is_place else Selected(self.kind, self.id, self.lon, self.lat, near=self.from_list)


def current() -> Chosen | None:
    """The choice of this session."""
    found: Chosen | None = state.get(CHOSEN)
    return found


def choose(kind: str, id_: str, lon: float | None = None, lat: float | None = None) -> None:
    """Choose from a list: the map goes there."""
    state.put(CHOSEN, Chosen(kind, id_, lon, lat, from_list=True))
    start_task(None)


def leave() -> None:
    """Back to the list."""
    state.drop(CHOSEN)
    start_task(None)


def task() -> str | None:
    """What the visitor is about to do with the choice (``pin``, ``move``, ``retire`` …)."""
    found: str | None = state.get(TASK)
    return found


def start_task(name: str | None) -> None:
    """Begin, or give up."""
    state.drop(PICKED, EDITED, RESHAPED)
    if name is None:
        state.drop(TASK, WANTED)
    else:
        state.put(TASK, name)


def picked() -> Pin | None:
    """The place that was tapped for a move."""
    found: Pin | None = state.get(PICKED)
    return found


def take(click: Click | None) -> None:
    """A click on the map: the new place of a move, or a new choice."""
    if click is None:
        return
    if click.kind == "drawn" and click.shape is not None:
        state.drop(CHOSEN)
        start_task(None)
        state.put(DRAFT, (state.get(DRAFT, (0, None))[0] + 1, Sketch(click.mark, click.shape)))
        return
    if click.kind == "reshaped" and click.shape is not None:
        was = reshaping()
        if was is not None and was.id == click.id:
            state.put(RESHAPED, replace(was, shape=click.shape))
        return
    if task() == "move":
        state.put(PICKED, Pin(click.lon, click.lat))
        return
    kept = "pin" if task() == "pin" and click.is_place else None
    state.put(CHOSEN, Chosen(click.kind, click.id, click.lon, click.lat))
    start_task(kept)


def draft() -> Sketch | None:
    """What was drawn by hand and is not kept yet."""
    found: Sketch | None = state.get(DRAFT, (0, None))[1]
    return found


def draft_name() -> str:
    """A name for the form of this very draft."""
    return str(state.get(DRAFT, (0, None))[0])


def drop_drawings() -> None:
    """Throw a draft away; the next one has a form of its own."""
    state.put(DRAFT, (state.get(DRAFT, (0, None))[0], None))


def reshape(sketch: Sketch) -> None:
    """Begin to move the corners of something."""
    state.put(EDITED, sketch)


def reshaping() -> Sketch | None:
    """What is being reshaped, as it was."""
    found: Sketch | None = state.get(EDITED)
    return found


def reshaped() -> Sketch | None:
    """The same as it was dragged."""
    found: Sketch | None = state.get(RESHAPED)
    return found


def follow_link(visit: Visit) -> None:
    """``?object=kind:id`` or ``?comment=id`` of a link, once."""
    asked = visit.params.get("object") or (f"comment:{visit.params['comment']}" if "comment" in visit.params else "")
    if not asked or state.get(LINKED) == asked:
        return
    state.put(LINKED, asked)
    kind, _, id_ = asked.partition(":")
    if id_ and kind in {*Kind, "comment", FEATURE, EVIDENCE}:
        choose(kind, id_)
