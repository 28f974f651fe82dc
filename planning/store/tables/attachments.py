"""Rows of documents; their files lie beside the photos."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import String, Text
from sqlalchemy.orm import Mapped, mapped_column

from planning.store.tables.base import ID, Base, Owned
from planning.store.types import UtcTime
from planning.surveys.attachment import Attachment


class AttachmentRow(Owned, Base):
    """A PDF of an object."""

    __tablename__ = "attachments"
    VALUE = Attachment

    object_id: Mapped[str] = mapped_column(ID, index=True)
    title: Mapped[str] = mapped_column(Text)
    file: Mapped[str] = mapped_column(Text)
    sha256: Mapped[str] = mapped_column(String(64))
    size_bytes: Mapped[int]
    at: Mapped[datetime] = mapped_column(UtcTime)
    shown: Mapped[bool]
