"""The public-opinion channel at work: what staff read of it, with what may be the same and who has it in hand."""

from __future__ import annotations

from dataclasses import dataclass

from planning import store
from planning.cases.case import Case
from planning.cases.matter import Matter, MatterCounts, MatterState, Step
from planning.errors import N_, Refusal
from planning.queries.matters import LONGEST_SEARCH, PAGE, MatterCard, alike, cards, steps_of
from planning.queries.query import Look, query
from planning.store import matters as kept
from planning.wording import clean


@dataclass(frozen=True, slots=True)
class MatterAtWork:
    """A matter with its steps, what may say the same, and the one that answers for it, with the words that everybody reads."""

    card: MatterCard
    steps: tuple[Step, ...]
    alike: tuple[Matter, ...]
    head: MatterCard | None


@dataclass(frozen=True, slots=True)
class MatterDesk:
    """A page of what is to be worked on, and the cases of which a matter can become a part."""

    cards: tuple[MatterCard, ...]
    total: int
    pages: int
    counts: MatterCounts
    days: int
    cases: tuple[Case, ...]


@query
def matters_at_work(
    look: Look, *, community_id: str, state: str = "", text: str = "", overdue: bool = False, page: int = 1,
    courtyard_id: str | None = None,
) -> MatterDesk:  # fmt: skip
    """Matters with all their words, newest first; of one courtyard where ``courtyard_id`` names it."""
    look.permit_in(community_id, courtyard_id=courtyard_id)
    wanted = MatterState(state) if state in set(MatterState) else None
    found, total = kept.page(
        look.session, community_id, look.now, state=wanted, text=clean(text[: LONGEST_SEARCH * 4]), overdue=overdue,
        at_work=True, courtyard_id=courtyard_id, most=PAGE, skip=(max(page, 1) - 1) * PAGE,
    )  # fmt: skip
    return MatterDesk(
        tuple(cards(look, community_id, found, at_work=True)), total, -(-total // PAGE),
        kept.counts(look.session, community_id, look.now), kept.promised_days(look.session, community_id),
        tuple(store.find(look.session, Case, order=("-opened_at", "id"), community_id=community_id)),
    )  # fmt: skip


@query
def matter_at_work(look: Look, *, community_id: str, matter_id: str) -> MatterAtWork:
    """One matter with all that is needed to work on it; raises :class:`Refusal` (``not_found``)."""
    matter = store.first(look.session, Matter, id=matter_id, community_id=community_id)
    look.permit_in(community_id, courtyard_id=matter.courtyard_id if matter else None)
    if matter is None:
        raise Refusal("not_found", N_("This is not here (any more): go back and choose again."))
    (card,) = cards(look, community_id, [matter], at_work=True)
    bare = card.merged == 0 and matter.merged_into is None and matter.withdrawn_at is None
    same = alike(look, community_id, matter.topic, matter.text, matter.id) if bare else []
    heads = store.find(look.session, Matter, id=matter.merged_into) if matter.merged_into else []
    # The head may be of another courtyard: its hidden words are for those who work there.
    head = next(iter(cards(look, community_id, heads)), None)
    return MatterAtWork(card, steps_of(look, matter), tuple(same), head)
