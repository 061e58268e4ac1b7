"""PDFs of actas de notas.

The old code must run on the new schema: add, fill, switch, remove are separate migrations.
Going back loses only drawings, which can be drawn again from the actas.
"""

import sqlalchemy as sa
from alembic import op

revision = "0062"
down_revision = "0061"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "acts_document",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("act_id", sa.Uuid(), nullable=False),
        sa.Column("edition_id", sa.Uuid(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "queued",
                "drawn",
                "failed",
                name="document_state",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("file_id", sa.Uuid(), nullable=True),
        sa.Column("failure", sa.Text(), nullable=True),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("updated_at", MOMENT, nullable=False),
        sa.CheckConstraint(
            "(state = 'drawn') = (file_id IS NOT NULL)",
            name=op.f("ck_acts_document_drawn_has_file"),
        ),
        sa.ForeignKeyConstraint(
            ["act_id"],
            ["gradebook_act.id"],
            name=op.f("fk_acts_document_act_id"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["edition_id"],
            ["learning_edition.id"],
            name=op.f("fk_acts_document_edition_id"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["file_id"],
            ["core_stored_file.id"],
            name=op.f("fk_acts_document_file_id"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_acts_document")),
        sa.UniqueConstraint("act_id", name=op.f("uq_acts_document_act_id")),
    )
    op.create_index(
        op.f("ix_acts_document_edition_id"), "acts_document", ["edition_id"], unique=False
    )


def downgrade() -> None:
    op.drop_table("acts_document")
