"""Statements of staff from a table, CSV or XLSX: all of it, or nothing."""

from __future__ import annotations

from planning import store
from planning.actions.act import Doing, act
from planning.actions.in_case import moment_of
from planning.cases.case import Case
from planning.errors import N_, Refusal, Refusals
from planning.site import new_id
from planning.store import statements as kept
from planning.surveys.statements import Conversation, Statement


@act
def import_statements(doing: Doing, *, conversation_id: str, table: str | bytes) -> int:
    """Add every line of a table to an open conversation as a statement of staff; gives how many.

    :param table: a line for each statement, with the columns zh and en, or one of them.

    Raises :class:`Refusals` with everything that is wrong (``not_open``, ``empty_table``, ``unreadable``, ``missing_column``,
    ``column_twice``, ``too_long``, ``long_text``, ``empty_text``, ``twice``, ``there_already``, ``too_many``); then nothing is added.
    """
    conversation = store.get(doing.session, Conversation, conversation_id)
    doing.permit_in(conversation.community_id)
    if not conversation.is_open(moment_of(doing, store.get(doing.session, Case, conversation.case_id))):
        raise Refusal("not_open", N_("This conversation is closed: read what came of it."))
    found, problems = kept.seeds_in(doing.session, conversation_id, table)
    if problems:
        raise Refusals(problems)
    first = kept.next_number(doing.session, conversation_id)
    for number, words in enumerate(found, start=first):
        store.add(
            doing.session,
            Statement(new_id(), conversation.community_id, conversation_id, number, words, seed=True, at=doing.now),
        )
    doing.log(f"conversation:{conversation_id}", after={"statements": len(found), "from": first})
    return len(found)
