"""Add frameworks of competencies and the ledger of evidence.

The old code must run on the new schema: add, fill, switch, remove are separate migrations.
Going back loses every level that was granted.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0030"
down_revision = "0020"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "competencies_framework",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("author_version", sa.Integer(), nullable=False),
        sa.Column(
            "levels", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False
        ),
        sa.Column("content_hash", sa.String(length=64), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("number > 0", name=op.f("ck_competencies_framework_number")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_competencies_framework")),
        sa.UniqueConstraint(
            "code", "content_hash", name=op.f("uq_competencies_framework_code_content_hash")
        ),
        sa.UniqueConstraint("code", "number", name=op.f("uq_competencies_framework_code_number")),
    )
    op.create_table(
        "competencies_competency",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("framework_id", sa.Uuid(), nullable=False),
        sa.Column("code", sa.String(length=20), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "kind IN ('rasgo', 'tecnica')", name=op.f("ck_competencies_competency_kind")
        ),
        sa.ForeignKeyConstraint(
            ["framework_id"],
            ["competencies_framework.id"],
            name=op.f("fk_competencies_competency_framework_id"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_competencies_competency")),
        sa.UniqueConstraint(
            "framework_id", "code", name=op.f("uq_competencies_competency_framework_id_code")
        ),
    )
    with op.batch_alter_table("competencies_competency") as batch_op:
        batch_op.create_index(
            batch_op.f("ix_competencies_competency_framework_id"), ["framework_id"], unique=False
        )

    op.create_table(
        "competencies_evidence",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("competency_id", sa.Uuid(), nullable=False),
        sa.Column("level", sa.Integer(), nullable=False),
        sa.Column("granted_by_person_id", sa.Uuid(), nullable=True),
        sa.Column("granted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("edition_id", sa.Uuid(), nullable=True),
        sa.Column("source_kind", sa.String(length=40), nullable=False),
        sa.Column("source_id", sa.Uuid(), nullable=False),
        sa.Column("source_version", sa.Integer(), nullable=False),
        sa.Column("source_part", sa.String(length=40), nullable=False),
        sa.Column("source_title", sa.String(length=200), nullable=False),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("withdrawn_by_person_id", sa.Uuid(), nullable=True),
        sa.Column("withdrawal_reason", sa.Text(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "(withdrawn_at IS NULL) = (withdrawal_reason IS NULL)",
            name=op.f("ck_competencies_evidence_withdrawn_with_reason"),
        ),
        sa.CheckConstraint("level BETWEEN 0 AND 3", name=op.f("ck_competencies_evidence_level")),
        sa.ForeignKeyConstraint(
            ["competency_id"],
            ["competencies_competency.id"],
            name=op.f("fk_competencies_evidence_competency_id"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["edition_id"],
            ["learning_edition.id"],
            name=op.f("fk_competencies_evidence_edition_id"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["granted_by_person_id"],
            ["accounts_person.id"],
            name=op.f("fk_competencies_evidence_granted_by_person_id"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["accounts_person.id"],
            name=op.f("fk_competencies_evidence_person_id"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["withdrawn_by_person_id"],
            ["accounts_person.id"],
            name=op.f("fk_competencies_evidence_withdrawn_by_person_id"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_competencies_evidence")),
    )
    with op.batch_alter_table("competencies_evidence") as batch_op:
        batch_op.create_index(
            batch_op.f("ix_competencies_evidence_competency_id"), ["competency_id"], unique=False
        )
        batch_op.create_index(
            "ix_competencies_evidence_edition_person", ["edition_id", "person_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_competencies_evidence_person_id"), ["person_id"], unique=False
        )
        batch_op.create_index(
            "uq_competencies_evidence_live",
            ["source_kind", "source_id", "source_version", "source_part", "competency_id"],
            unique=True,
            postgresql_where=sa.text("withdrawn_at IS NULL"),
            sqlite_where=sa.text("withdrawn_at IS NULL"),
        )


def downgrade() -> None:
    with op.batch_alter_table("competencies_evidence") as batch_op:
        batch_op.drop_index(
            "uq_competencies_evidence_live",
            postgresql_where=sa.text("withdrawn_at IS NULL"),
            sqlite_where=sa.text("withdrawn_at IS NULL"),
        )
        batch_op.drop_index(batch_op.f("ix_competencies_evidence_person_id"))
        batch_op.drop_index("ix_competencies_evidence_edition_person")
        batch_op.drop_index(batch_op.f("ix_competencies_evidence_competency_id"))

    op.drop_table("competencies_evidence")
    with op.batch_alter_table("competencies_competency") as batch_op:
        batch_op.drop_index(batch_op.f("ix_competencies_competency_framework_id"))

    op.drop_table("competencies_competency")
    op.drop_table("competencies_framework")
