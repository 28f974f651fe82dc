"""Documents: PDF files added to a meeting, a courtyard or a case, and withdrawn with a reason."""

from __future__ import annotations

import hashlib
from dataclasses import replace

from planning import store
from planning.actions.act import Doing, act
from planning.actions.in_case import permit_at_case
from planning.actions.words import reason_checked, words_checked
from planning.cases.case import Case
from planning.cases.document import Document, DocumentFile, DocumentKind, Holder
from planning.cases.meeting import Meeting
from planning.errors import N_, Problem, Refusal, Refusals
from planning.site import Courtyard, new_id
from planning.store import photo_files
from planning.store.photo_files import Place
from planning.surveys.attachment import checked_pdf
from planning.wording import Words

LARGEST_BYTES = 10_000_000
LONGEST_TITLE = 80
HOLDERS: dict[Holder, type] = {Holder.MEETING: Meeting, Holder.COURTYARD: Courtyard, Holder.CASE: Case}


@act
def add_document(
    doing: Doing, *, community_id: str, holder: Holder, holder_id: str, document_kind: DocumentKind, title: Words, public: bool,
    data: bytes, photo_place: Place, photos_mb: int,
) -> str:  # fmt: skip
    """Keep a PDF file; gives the document's id. Raises :class:`Refusals` (``not_found``, ``not_pdf``, ``too_large``,
    ``photos_full``, …): files of documents and photos share one room.
    """
    thing = store.first(doing.session, HOLDERS[Holder(holder)], id=holder_id, community_id=community_id)
    _permit(doing, community_id, thing)
    if thing is None:
        raise Refusal("not_found", N_("This is not here (any more): go back and choose again."))
    problems: list[Problem] = []
    titled = words_checked(problems, title, field="title", longest=LONGEST_TITLE)
    try:
        checked_pdf(data, LARGEST_BYTES, "data")
    except Refusals as refused:
        problems += refused.problems
    if problems:
        raise Refusals(problems)
    photo_files.require_room(doing.session, photo_place, len(data), photos_mb * 1_000_000)
    made = Document(
        new_id(), community_id, Holder(holder), holder_id, DocumentKind(document_kind), titled, public,
        hashlib.sha256(data).hexdigest(), len(data), doing.now,
    )  # fmt: skip
    store.add(doing.session, made)
    store.add(doing.session, DocumentFile(made.id, data))
    doing.log(f"{made.holder}:{holder_id}", after=made)
    return made.id


@act
def withdraw_document(doing: Doing, *, document_id: str, version: int, reason: str) -> str:
    """Withdraw a document, saying why: its title stays on the list, its file is read by nobody any more."""
    before = store.get(doing.session, Document, document_id)
    thing = store.first(doing.session, HOLDERS[before.holder], id=before.holder_id)
    _permit(doing, before.community_id, thing)
    reason = reason_checked(reason)
    if before.withdrawn_at is not None:
        raise Refusal("withdrawn", N_("This document was withdrawn already."))
    made = replace(before, withdrawn_at=doing.now, withdrawn_reason=reason, version=version + 1)
    store.change(doing.session, made)
    store.change(doing.session, DocumentFile(document_id, b""))
    doing.log(f"{made.holder}:{made.holder_id}", before=before, after=made, reason=reason)
    return document_id


def _permit(doing: Doing, community_id: str, thing: Meeting | Courtyard | Case | None) -> None:
    """In the courtyard that it is about; for a case in each that it concerns."""
    if isinstance(thing, Case):
        permit_at_case(doing, thing)
    else:
        doing.permit_in(
            community_id,
            courtyard_id=thing.id if isinstance(thing, Courtyard) else getattr(thing, "courtyard_id", None),
        )
