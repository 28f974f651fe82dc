"""What a printed sheet of the map shows: a box of it, without names of people, doors, notes and comments."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from planning import store
from planning.errors import N_, Refusal
from planning.queries.planner_layers import visible
from planning.queries.query import Look, few, query
from planning.site import Bounds, Community
from planning.store import map_sheet as stored
from planning.store.planner_layers import features_in
from planning.surveys.map_sheet import Asked, Drawing, DrawnLayer, Mark, Outline, Part, SheetMaterial, SheetSource
from planning.surveys.observation import SHOWN_AS, Import, SurveyState
from planning.surveys.planner_layer import mark_of
from planning.surveys.sheet_layout import placed

MOST_ON_A_SHEET = 20_000
"""Things of one part: more would be a blot, and its file too large for a printer."""


@query
def sheet_material(look: Look, *, community_id: str, sheet: Asked) -> SheetMaterial:
    """The parts asked for, as everybody may see them, also for who sees more: a sheet goes from hand to hand.

    Of planners' layers staff get those that are inside, too, and the legend says so of each.

    Raises :class:`Refusal` (``not_found``: nothing was put on this map yet; ``too_many``, ``too_wide``, ``bad_scale``).
    """
    community = look.permit_in(community_id)
    box = sheet.box or community.bounds
    if box is None:
        raise Refusal("not_found", N_("There is nothing on this map yet that a file could hold."))
    layout, frame = placed(box, sheet.size, sheet.scale)
    seen = Bounds(*frame.box())  # more than was asked for: paper has its own shape
    found: dict[Part, Sequence[Any]] = {
        part: _rows(look, community, part, seen) for part in sheet.parts if part is not Part.DRAWN
    }
    return SheetMaterial(
        community, layout, frame, look.now,
        {part: [_mark(part, row) for row in found[part]] for part in stored.PINNED if part in found},
        {part: [_outline(part, row) for row in found[part]] for part in Part if part in found and part not in stored.PINNED},
        _sources(look, community, found),
        {row[3]["zh"]: row[3]["en"] for row in found.get(Part.TREES, ())},
        _accuracy([row[3] for row in found.get(Part.PIPES, ())]),
        _drawn(look, community, sheet, seen) if Part.DRAWN in sheet.parts else (),
    )  # fmt: skip


def _rows(look: Look, community: Community, part: Part, box: Bounds) -> Sequence[Any]:
    """Rows of a part; the first column is the import that brought them."""
    if part is Part.COURTYARDS:
        return [(None, *row) for row in stored.courtyards(look.session, community.id)]
    ask = stored.pinned if part in stored.PINNED else stored.shaped
    return _few(ask(look.session, community.id, part, box, MOST_ON_A_SHEET + 1))


def _drawn(look: Look, community: Community, sheet: Asked, box: Bounds) -> tuple[DrawnLayer, ...]:
    """Planners' layers that the visitor sees, by name, with what of them may lie in the box."""
    layers = [one for id_, one in visible(look, community).items() if not sheet.drawn or id_ in sheet.drawn]
    rows = _few(features_in(look.session, community.id, [one.name for one in layers], box, MOST_ON_A_SHEET + 1))
    by_name: dict[str, list[Drawing]] = {}
    for _, layer, mark, words, outline in rows:
        by_name.setdefault(layer, []).append(Drawing(mark_of(mark, outline), outline, words))
    return tuple(
        DrawnLayer(one.name, one.source, one.accuracy_m, one.published_at is None, tuple(by_name[one.name]))
        for one in layers if one.name in by_name
    )  # fmt: skip


def _few(rows: Sequence[Any]) -> Sequence[Any]:
    said = N_(
        "This part has more than {most} things of a kind, too many for a sheet: come nearer, or choose fewer layers."
    )
    return few(rows, MOST_ON_A_SHEET, said)


def _mark(part: Part, row: Any) -> Mark:
    _, lon, lat, *more = row
    if part is Part.TREES:
        species, crown = more
        return Mark(lon, lat, species["zh"], crown)
    if part is Part.STRUCTURES:
        state = SurveyState(more[0])
        return Mark(lon, lat, SHOWN_AS.get(state, state).value)
    return Mark(lon, lat, str(more[0]) if more else "")


def _outline(part: Part, row: Any) -> Outline:
    _, outline, *more = row
    if part is Part.COURTYARDS:
        return Outline(outline, name=more[0])
    if part is Part.STREETS:
        return Outline(outline, str(more[0]), more[1])
    return Outline(outline, str(more[0]) if more else "")


def _sources(look: Look, community: Community, found: Mapping[Part, Sequence[Any]]) -> tuple[SheetSource, ...]:
    """By part and import, the largest first. Courtyards carry no import."""
    imports = {one.id: one for one in store.find(look.session, Import, community_id=community.id)}
    told: list[SheetSource] = []
    for part, rows in found.items():
        if part is Part.COURTYARDS:
            continue
        for import_id, count in Counter(row[0] for row in rows).most_common():
            came = imports.get(import_id)
            told.append(
                SheetSource(part, count, came.source, False, came.surveyed_on, came.stated_m)
                if came
                else SheetSource(part, count, entered=True)
            )
    return tuple(told)


def _accuracy(stated: Sequence[float | None]) -> tuple[float | None, float | None, int]:
    known = [one for one in stated if one is not None]
    return (min(known), max(known), len(stated) - len(known)) if known else (None, None, len(stated))
