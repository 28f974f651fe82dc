"""Roles in a courtyard, identities at other providers, invitations, the planner team's register.

Revision: staff_register, after rolls_and_decisions. Stored roles stay as they are: ``planner`` is the professional one.
"""

import sqlalchemy as sa
from alembic import op

from planning.store.types import UtcTime

revision = "staff_register"
down_revision = "rolls_and_decisions"
branch_labels = None
depends_on = None

ID = sa.String(length=40)


def upgrade() -> None:
    with op.batch_alter_table("grants", schema=None) as batch_op:
        batch_op.add_column(sa.Column("courtyard_id", ID, nullable=True))
        batch_op.create_foreign_key(op.f("fk_grants_courtyard_id"), "courtyards", ["courtyard_id"], ["id"])
    op.create_table(
        "identities",
        sa.Column("id", ID, nullable=False),
        sa.Column("member_id", ID, nullable=False),
        sa.Column("issuer", sa.String(length=300), nullable=False),
        sa.Column("subject", sa.String(length=255), nullable=False),
        sa.Column("created_at", UtcTime(), nullable=False),
        sa.ForeignKeyConstraint(["member_id"], ["members.id"], name=op.f("fk_identities_member_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_identities")),
        sa.UniqueConstraint("issuer", "subject", name=op.f("uq_identities_issuer_subject")),
    )
    op.create_index(op.f("ix_identities_member_id"), "identities", ["member_id"], unique=False)
    op.create_table(
        "invitations",
        sa.Column("id", ID, nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.Column("role", sa.String(length=20), nullable=False),
        sa.Column("community_id", ID, nullable=True),
        sa.Column("courtyard_id", ID, nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("invited_by", ID, nullable=False),
        sa.Column("created_at", UtcTime(), nullable=False),
        sa.Column("expires_at", UtcTime(), nullable=False),
        sa.Column("used_at", UtcTime(), nullable=True),
        sa.Column("withdrawn_at", UtcTime(), nullable=True),
        sa.ForeignKeyConstraint(["community_id"], ["communities.id"], name=op.f("fk_invitations_community_id")),
        sa.ForeignKeyConstraint(["courtyard_id"], ["courtyards.id"], name=op.f("fk_invitations_courtyard_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_invitations")),
        sa.UniqueConstraint("hash", name=op.f("uq_invitations_hash")),
    )
    op.create_index(op.f("ix_invitations_community_id"), "invitations", ["community_id"], unique=False)
    op.create_table(
        "planners",
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("resident", sa.Boolean(), nullable=False),
        sa.Column("profession", sa.Text(), nullable=False),
        sa.Column("training", sa.Text(), nullable=False),
        sa.Column("courtyard_ids", sa.Text(), nullable=False),
        sa.Column("joined_on", sa.Date(), nullable=False),
        sa.Column("member_id", ID, nullable=True),
        sa.Column("public", sa.Boolean(), nullable=False),
        sa.Column("left_on", sa.Date(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", ID, nullable=False),
        sa.Column("community_id", ID, nullable=False),
        sa.ForeignKeyConstraint(["community_id"], ["communities.id"], name=op.f("fk_planners_community_id")),
        sa.ForeignKeyConstraint(["member_id"], ["members.id"], name=op.f("fk_planners_member_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_planners")),
    )
    op.create_index(op.f("ix_planners_community_id"), "planners", ["community_id"], unique=False)


def downgrade() -> None:
    for table in ("planners", "invitations", "identities"):
        op.drop_table(table)
    with op.batch_alter_table("grants", schema=None) as batch_op:
        batch_op.drop_constraint(op.f("fk_grants_courtyard_id"), type_="foreignkey")
        batch_op.drop_column("courtyard_id")
