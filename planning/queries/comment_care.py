"""What was done about comments, for the cards that show them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from planning import store
from planning.options.option import Option
from planning.store import Session
from planning.surveys.care import CommentCare
from planning.surveys.reading import CommentCard


def with_care(session: Session, cards: Sequence[CommentCard]) -> list[CommentCard]:
    """The cards with what was done about their comments; of one that was merged, with what became of the other one."""
    ids = [card.comment.id for card in cards]
    if not ids:
        return []
    care = {one.comment_id: one for one in store.find(session, CommentCare, comment_id=ids)}
    heads = sorted({one.merged_into for one in care.values() if one.merged_into})
    of_heads = {one.comment_id: one for one in store.find(session, CommentCare, comment_id=heads)} if heads else {}
    merged = Counter(one.merged_into for one in store.find(session, CommentCare, merged_into=ids))
    told = {id_: _told(one, of_heads.get(one.merged_into or "")) for id_, one in care.items()}
    options = sorted({one.option_id for one in told.values() if one.option_id})
    titles = {one.id: one.title for one in store.find(session, Option, id=options)} if options else {}
    return [
        replace(
            card, care=(mine := told.get(card.comment.id)), merged=merged[card.comment.id],
            adopted_into=titles.get(mine.option_id or "") if mine else None,
        )
        for card in cards
    ]  # fmt: skip


def _told(own: CommentCare, head: CommentCare | None) -> CommentCare:
    if head is None or head.fate is None:
        return own
    return replace(own, fate=head.fate, words=head.words, option_id=head.option_id, fate_at=head.fate_at)
