"""Meetings, who signed in, who does what by when, documents; and which meeting took a decision.

Revision: meetings, after courses.
"""

import sqlalchemy as sa
from alembic import op

from planning.store.owned_tables import ID, make_owned_table
from planning.store.types import Point, UtcTime

revision = "meetings"
down_revision = "courses"
branch_labels = None
depends_on = None


def upgrade() -> None:
    make_owned_table(
        "meetings",
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("agenda", sa.Text(), nullable=False),
        sa.Column("starts_at", UtcTime(), nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("at", UtcTime(), nullable=False),
        sa.Column("pin", Point(), nullable=True),
        sa.Column("courtyard_id", ID, nullable=True),
        sa.Column("case_ids", sa.Text(), nullable=False),
        sa.Column("cancelled_at", UtcTime(), nullable=True),
        sa.Column("cancelled_reason", sa.Text(), nullable=False),
        sa.Column("held_at", UtcTime(), nullable=True),
        sa.Column("counted", sa.Integer(), nullable=True),
        sa.Column("signed_in", sa.Integer(), nullable=False),
        sa.Column("summary", sa.Text(), nullable=False),
        sa.Column("minutes", sa.Text(), nullable=False),
        sa.Column("corrected_at", UtcTime(), nullable=True),
        sa.Column("corrected_reason", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        to={"courtyard_id": ("courtyards", False)},
    )
    make_owned_table(
        "meeting_sign_ins",
        sa.Column("meeting_id", ID, nullable=False),
        sa.Column("browser", ID, nullable=False),
        sa.Column("at", UtcTime(), nullable=False),
        sa.UniqueConstraint("meeting_id", "browser", name=op.f("uq_meeting_sign_ins_meeting_id_browser")),
        to={"meeting_id": ("meetings", False)},
    )
    make_owned_table(
        "meeting_actions",
        sa.Column("meeting_id", ID, nullable=False),
        sa.Column("case_id", ID, nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("who", sa.Text(), nullable=False),
        sa.Column("due", sa.Date(), nullable=False),
        sa.Column("at", UtcTime(), nullable=False),
        sa.Column("ended", sa.String(length=20), nullable=False),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        to={"meeting_id": ("meetings", True), "case_id": ("cases", True)},
    )
    make_owned_table(
        "documents",
        sa.Column("holder", sa.String(length=20), nullable=False),
        sa.Column("holder_id", ID, nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("public", sa.Boolean(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("size_bytes", sa.Integer(), nullable=False),
        sa.Column("at", UtcTime(), nullable=False),
        sa.Column("withdrawn_at", UtcTime(), nullable=True),
        sa.Column("withdrawn_reason", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        to={},
    )
    op.create_index("ix_documents_holder", "documents", ["holder", "holder_id"], unique=False)
    op.create_table(
        "document_files",
        sa.Column("id", ID, nullable=False),
        sa.Column("data", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["id"], ["documents.id"], name=op.f("fk_document_files_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_document_files")),
    )
    with op.batch_alter_table("case_decisions") as batch:
        batch.add_column(sa.Column("meeting_id", ID, nullable=True))
        batch.create_foreign_key(op.f("fk_case_decisions_meeting_id"), "meetings", ["meeting_id"], ["id"])


def downgrade() -> None:
    with op.batch_alter_table("case_decisions") as batch:
        batch.drop_constraint(op.f("fk_case_decisions_meeting_id"), type_="foreignkey")
        batch.drop_column("meeting_id")
    for table in ("document_files", "documents", "meeting_actions", "meeting_sign_ins", "meetings"):
        op.drop_table(table)
