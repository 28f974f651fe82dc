"""Documents 文件: PDF files of a meeting, a courtyard or a case; withdrawn ones stay on the list."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from planning.wording import Words


class Holder(StrEnum):
    """What a document belongs to."""

    MEETING = "meeting"
    COURTYARD = "courtyard"
    CASE = "case"


class DocumentKind(StrEnum):
    """What a document is; the written rules of a courtyard have a kind each."""

    MINUTES = "minutes"
    CHARTER = "charter"
    MEETINGS = "meetings"
    OPINION = "opinion"
    FINANCE = "finance"
    EVALUATION = "evaluation"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Document:
    """One file, under its own id.

    :param public: whether everybody may read it; else those who work here.
    """

    id: str
    community_id: str
    holder: Holder
    holder_id: str
    kind: DocumentKind
    title: Words
    public: bool
    sha256: str
    size_bytes: int
    at: datetime
    withdrawn_at: datetime | None = None
    withdrawn_reason: str = ""
    version: int = 1


@dataclass(frozen=True, slots=True)
class DocumentFile:
    """The bytes of a document, under the document's id."""

    id: str
    data: bytes
