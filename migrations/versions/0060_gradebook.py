"""Weights of editions, recoveries and actas de notas with their numbers.

The old code must run on the new schema: add, fill, switch, remove are separate migrations.
Going back loses the actas: export them first.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0060"
down_revision = "0051"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)
JSON = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")


def upgrade() -> None:
    op.create_table(
        "gradebook_act_counter",
        sa.Column("issuer", sa.String(length=40), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("last", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("issuer", "year", name=op.f("pk_gradebook_act_counter")),
    )
    op.create_table(
        "gradebook_act",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("edition_id", sa.Uuid(), nullable=False),
        sa.Column("rectifies_id", sa.Uuid(), nullable=True),
        sa.Column("issuer", sa.String(length=40), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(length=60), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("issued_on", sa.Date(), nullable=False),
        sa.Column("made_by_person_id", sa.Uuid(), nullable=True),
        sa.Column("content", JSON, nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.CheckConstraint(
            "(rectifies_id IS NULL) = (reason IS NULL)",
            name=op.f("ck_gradebook_act_rectification_has_reason"),
        ),
        sa.CheckConstraint("sequence > 0", name=op.f("ck_gradebook_act_sequence")),
        sa.ForeignKeyConstraint(
            ["edition_id"],
            ["learning_edition.id"],
            name=op.f("fk_gradebook_act_edition_id"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["made_by_person_id"],
            ["accounts_person.id"],
            name=op.f("fk_gradebook_act_made_by_person_id"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["rectifies_id"],
            ["gradebook_act.id"],
            name=op.f("fk_gradebook_act_rectifies_id"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_gradebook_act")),
        sa.UniqueConstraint(
            "issuer", "year", "sequence", name=op.f("uq_gradebook_act_issuer_year_sequence")
        ),
        sa.UniqueConstraint("number", name=op.f("uq_gradebook_act_number")),
    )
    op.create_index(
        op.f("ix_gradebook_act_edition_id"), "gradebook_act", ["edition_id"], unique=False
    )
    op.create_index(
        op.f("ix_gradebook_act_rectifies_id"), "gradebook_act", ["rectifies_id"], unique=False
    )
    op.create_index(
        "uq_gradebook_act_closing",
        "gradebook_act",
        ["edition_id"],
        unique=True,
        postgresql_where=sa.text("rectifies_id IS NULL"),
        sqlite_where=sa.text("rectifies_id IS NULL"),
    )

    op.create_table(
        "gradebook_recovery",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("enrolment_id", sa.Uuid(), nullable=False),
        sa.Column("until", sa.Date(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("marks_before", JSON, nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(
            ["enrolment_id"],
            ["learning_enrolment.id"],
            name=op.f("fk_gradebook_recovery_enrolment_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_gradebook_recovery")),
    )
    op.create_index(
        op.f("ix_gradebook_recovery_enrolment_id"),
        "gradebook_recovery",
        ["enrolment_id"],
        unique=False,
    )

    op.create_table(
        "gradebook_weight",
        sa.Column("edition_id", sa.Uuid(), nullable=False),
        sa.Column("activity_id", sa.Uuid(), nullable=False),
        sa.Column("weight", sa.Integer(), nullable=False),
        sa.Column("updated_at", MOMENT, nullable=False),
        sa.CheckConstraint("weight BETWEEN 0 AND 100", name=op.f("ck_gradebook_weight_weight")),
        sa.ForeignKeyConstraint(
            ["activity_id"],
            ["learning_activity.id"],
            name=op.f("fk_gradebook_weight_activity_id"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["edition_id"],
            ["learning_edition.id"],
            name=op.f("fk_gradebook_weight_edition_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("edition_id", "activity_id", name=op.f("pk_gradebook_weight")),
    )


def downgrade() -> None:
    for table in (
        "gradebook_weight",
        "gradebook_recovery",
        "gradebook_act",
        "gradebook_act_counter",
    ):
        op.drop_table(table)
