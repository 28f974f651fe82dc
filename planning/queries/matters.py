"""The public-opinion channel: what everybody reads of it, and what whoever holds a matter's word reads of that one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from planning import store
from planning.cases.case import Case
from planning.cases.matter import Matter, MatterCounts, MatterState, Step
from planning.errors import N_, Refusal
from planning.queries.query import Look, query
from planning.site import Courtyard
from planning.store import matters as kept
from planning.surveys.comment import Topic
from planning.surveys.likeness import likeness
from planning.wording import Words, clean

V = TypeVar("V", Case, Courtyard)
PAGE = 20
"""Matters on a page."""
LONGEST_SEARCH = 60
ALIKE = 0.25
"""From this likeness on two matters on one topic may be the same; without the topic, from twice that."""
MOST_ALIKE = 3
LOOKED_THROUGH = 500
"""The newest matters among which duplicates are looked for."""


@dataclass(frozen=True, slots=True)
class MatterCard:
    """A matter as this visitor may read it: without its word, and without its words where they are not shown.

    :param supports: how many browsers said "me too" to it or to what was merged with it.
    :param merged: how many matters were merged with it.
    :param case: the case that came of it.
    """

    matter: Matter
    supports: int = 0
    merged: int = 0
    is_supported: bool = False
    is_overdue: bool = False
    case: Case | None = None
    courtyard: Words | None = None


@dataclass(frozen=True, slots=True)
class MatterPage:
    """A page of the list, with what all of it counts to and the days that are promised."""

    cards: tuple[MatterCard, ...]
    total: int
    page: int
    pages: int
    counts: MatterCounts
    days: int


@dataclass(frozen=True, slots=True)
class MatterView:
    """A matter with its steps, oldest first; ``head``: the matter that answers for it, with its steps."""

    card: MatterCard
    steps: tuple[Step, ...]
    head: MatterCard | None = None
    head_steps: tuple[Step, ...] = ()


@query
def matters(
    look: Look, *, community_id: str, state: str = "", text: str = "", overdue: bool = False, page: int = 1
) -> MatterPage:
    """What was raised, newest first; what was merged stands in its head's counts."""
    look.permit_in(community_id)
    wanted = MatterState(state) if state in set(MatterState) else None
    sought = clean(text[: LONGEST_SEARCH * 4])
    found, total = kept.page(
        look.session, community_id, look.now, state=wanted, text=sought, overdue=overdue, most=PAGE,
        skip=(max(page, 1) - 1) * PAGE,
    )  # fmt: skip
    return MatterPage(
        tuple(cards(look, community_id, found)), total, max(page, 1), -(-total // PAGE),
        kept.counts(look.session, community_id, look.now), kept.promised_days(look.session, community_id),
    )  # fmt: skip


@query
def matter_view(look: Look, *, community_id: str, matter_id: str) -> MatterView:
    """One matter, as everybody reads it; raises :class:`Refusal` (``not_found``)."""
    look.permit_in(community_id)
    matter = store.first(look.session, Matter, id=matter_id, community_id=community_id)
    if matter is None:
        raise Refusal("not_found", N_("This is not here (any more): go back and choose again."))
    return _view(look, matter)


@query
def held_matter(look: Look, *, community_id: str, word: str) -> MatterView:
    """The matter whose receipt word this is, with all that its raiser may read; raises :class:`Refusal` (``unknown_word``)."""
    look.permit_in(community_id)
    return _view(look, kept.held(look.session, community_id, word), is_held=True)


@query
def supported_matters(look: Look, *, community_id: str) -> list[MatterCard]:
    """What this browser said "me too" to, newest first; for a matter that was merged, the one that answers for it."""
    look.permit_in(community_id)
    ids = sorted(kept.supported_by(look.session, community_id, look.visitor.browser))
    own = store.find(look.session, Matter, id=ids)
    heads = sorted({one.merged_into or one.id for one in own})
    found = store.find(look.session, Matter, order=("-at", "id"), id=heads, withdrawn_at=None)
    return cards(look, community_id, found)


@query
def similar_matters(look: Look, *, community_id: str, topic: str, text: str) -> list[MatterCard]:
    """What a new matter may repeat, the most alike first."""
    look.permit_in(community_id)
    return cards(look, community_id, alike(look, community_id, topic, clean(text[:4000], lines=True)))


def alike(look: Look, community_id: str, topic: str, text: str, besides: str = "") -> list[Matter]:
    """Heads that everybody reads and that may say the same; ``besides``: not this one."""
    found = []
    for other in kept.heads_with_words(look.session, community_id, LOOKED_THROUGH):
        how = likeness(text, other.text)
        if other.id != besides and how >= (ALIKE if other.topic == topic else 2 * ALIKE):
            found.append((how, other))
    return [other for _, other in sorted(found, key=lambda pair: (-pair[0], pair[1].id))[:MOST_ALIKE]]


def _view(look: Look, matter: Matter, *, is_held: bool = False) -> MatterView:
    (card,) = cards(look, matter.community_id, [matter], is_held=is_held)
    view = MatterView(card, steps_of(look, matter))
    if matter.merged_into is None:
        return view
    head = store.get(look.session, Matter, matter.merged_into)
    (head_card,) = cards(look, matter.community_id, [head])
    return replace(view, head=head_card, head_steps=steps_of(look, head))


def steps_of(look: Look, matter: Matter) -> tuple[Step, ...]:
    """Its steps, oldest first."""
    return tuple(store.find(look.session, Step, order="number", matter_id=matter.id))


def cards(
    look: Look, community_id: str, found: Sequence[Matter], *, is_held: bool = False, at_work: bool = False
) -> list[MatterCard]:
    """Matters with what is counted and shown beside them; a head is due when the first of what was merged with it was.

    :param is_held: for whoever holds the word: with the words and with why they were hidden.
    :param at_work: for staff who work on it: the same.
    """
    voices = kept.voices(look.session, [one.id for one in found])
    supported = kept.supported_by(look.session, community_id, look.visitor.browser)
    cases = _by_id(look, Case, [one.case_id for one in found])
    yards = _by_id(look, Courtyard, [one.courtyard_id for one in found])
    merged_due = kept.earliest_due(look.session, [one.id for one in found])
    found = [replace(one, due_at=min(one.due_at, merged_due.get(one.id, one.due_at))) for one in found]
    return [
        MatterCard(
            _readable(one, whole=is_held or at_work), *voices[one.id], is_supported=one.id in supported,
            is_overdue=one.is_overdue(look.now), case=cases.get(one.case_id or ""),
            courtyard=yards[one.courtyard_id].name if one.courtyard_id in yards else None,
        )
        for one in found
    ]  # fmt: skip


def _by_id(look: Look, kind: type[V], ids: Sequence[str | None]) -> dict[str, V]:
    wanted = sorted({id_ for id_ in ids if id_})
    return {one.id: one for one in store.find(look.session, kind, id=wanted)} if wanted else {}


def _readable(matter: Matter, *, whole: bool) -> Matter:
    if whole:
        return replace(matter, word_hash=None)
    if matter.is_public:
        return replace(matter, word_hash=None, hidden_reason="")
    return replace(matter, word_hash=None, text="", place="", hidden_reason="")


def topic_of(matter: Matter) -> Topic:
    """What it is about, as comments name it."""
    return Topic(matter.topic)
