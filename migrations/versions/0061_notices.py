"""Notices to people.

The old code must run on the new schema: add, fill, switch, remove are separate migrations.
"""

import sqlalchemy as sa
from alembic import op

revision = "0061"
down_revision = "0060"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "messages_notice",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("unique_key", sa.String(length=200), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("path", sa.String(length=300), nullable=False),
        sa.Column(
            "way",
            sa.Enum(
                "mail",
                "by_hand",
                name="notice_way",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("read_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("handed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("handed_by_person_id", sa.Uuid(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["handed_by_person_id"],
            ["accounts_person.id"],
            name=op.f("fk_messages_notice_handed_by_person_id"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["accounts_person.id"],
            name=op.f("fk_messages_notice_person_id"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_messages_notice")),
        sa.UniqueConstraint("unique_key", name=op.f("uq_messages_notice_unique_key")),
    )
    with op.batch_alter_table("messages_notice", schema=None) as batch_op:
        batch_op.create_index(
            "ix_messages_notice_person_read", ["person_id", "read_at"], unique=False
        )
        batch_op.create_index("ix_messages_notice_way_handed", ["way", "handed_at"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("messages_notice", schema=None) as batch_op:
        batch_op.drop_index("ix_messages_notice_way_handed")
        batch_op.drop_index("ix_messages_notice_person_read")

    op.drop_table("messages_notice")
