"""Add applied tasks, submissions, grades and likenesses.

The old code must run on the new schema: add, fill, switch, remove are separate migrations.
Going back loses every submission and grade.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0031"
down_revision = "0030"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "assignments_task",
        sa.Column("activity_id", sa.Uuid(), nullable=False),
        sa.Column("purpose", sa.Text(), nullable=False),
        sa.Column("instructions", sa.Text(), nullable=False),
        sa.Column(
            "deliver", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False
        ),
        sa.Column("weight_note", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["activity_id"],
            ["learning_activity.id"],
            name=op.f("fk_assignments_task_activity_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("activity_id", name=op.f("pk_assignments_task")),
    )
    op.create_table(
        "assignments_criterion",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("activity_id", sa.Uuid(), nullable=False),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("competency_id", sa.Uuid(), nullable=False),
        sa.Column("weight", sa.Integer(), nullable=False),
        sa.Column(
            "descriptors", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False
        ),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "weight BETWEEN 1 AND 100", name=op.f("ck_assignments_criterion_weight")
        ),
        sa.ForeignKeyConstraint(
            ["activity_id"],
            ["assignments_task.activity_id"],
            name=op.f("fk_assignments_criterion_activity_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["competency_id"],
            ["competencies_competency.id"],
            name=op.f("fk_assignments_criterion_competency_id"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_assignments_criterion")),
        sa.UniqueConstraint(
            "activity_id", "code", name=op.f("uq_assignments_criterion_activity_id_code")
        ),
    )
    with op.batch_alter_table("assignments_criterion") as batch_op:
        batch_op.create_index(
            batch_op.f("ix_assignments_criterion_activity_id"), ["activity_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_assignments_criterion_competency_id"), ["competency_id"], unique=False
        )

    op.create_table(
        "assignments_submission",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("enrolment_id", sa.Uuid(), nullable=False),
        sa.Column("activity_id", sa.Uuid(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "draft",
                "submitted",
                "returned",
                "graded",
                "published",
                name="submission_state",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("draft_text", sa.Text(), nullable=False),
        sa.Column("draft_number", sa.Integer(), nullable=False),
        sa.Column("draft_saved_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version_count", sa.Integer(), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "(state = 'draft') = (version_count = 0)",
            name=op.f("ck_assignments_submission_draft_was_never_sent"),
        ),
        sa.CheckConstraint(
            "(version_count = 0) = (sent_at IS NULL)",
            name=op.f("ck_assignments_submission_sent_has_version"),
        ),
        sa.ForeignKeyConstraint(
            ["activity_id"],
            ["assignments_task.activity_id"],
            name=op.f("fk_assignments_submission_activity_id"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["enrolment_id"],
            ["learning_enrolment.id"],
            name=op.f("fk_assignments_submission_enrolment_id"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_assignments_submission")),
        sa.UniqueConstraint(
            "enrolment_id",
            "activity_id",
            name=op.f("uq_assignments_submission_enrolment_id_activity_id"),
        ),
    )
    with op.batch_alter_table("assignments_submission") as batch_op:
        batch_op.create_index(
            "ix_assignments_submission_activity_state",
            ["activity_id", "state", "sent_at"],
            unique=False,
        )
        batch_op.create_index("ix_assignments_submission_state", ["state", "sent_at"], unique=False)

    op.create_table(
        "assignments_file",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("submission_id", sa.Uuid(), nullable=False),
        sa.Column("stored_file_id", sa.Uuid(), nullable=False),
        sa.Column("first_version", sa.Integer(), nullable=False),
        sa.Column("last_version", sa.Integer(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("first_version > 0", name=op.f("ck_assignments_file_first_version")),
        sa.CheckConstraint(
            "last_version IS NULL OR last_version >= first_version",
            name=op.f("ck_assignments_file_last_version"),
        ),
        sa.ForeignKeyConstraint(
            ["stored_file_id"],
            ["core_stored_file.id"],
            name=op.f("fk_assignments_file_stored_file_id"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["submission_id"],
            ["assignments_submission.id"],
            name=op.f("fk_assignments_file_submission_id"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_assignments_file")),
    )
    with op.batch_alter_table("assignments_file") as batch_op:
        batch_op.create_index(
            batch_op.f("ix_assignments_file_stored_file_id"), ["stored_file_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_assignments_file_submission_id"), ["submission_id"], unique=False
        )

    op.create_table(
        "assignments_version",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("submission_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column(
            "sketch", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False
        ),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("returned_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("returned_by_person_id", sa.Uuid(), nullable=True),
        sa.Column("return_reason", sa.Text(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "(returned_at IS NULL) = (return_reason IS NULL)",
            name=op.f("ck_assignments_version_returned_with_reason"),
        ),
        sa.CheckConstraint("number > 0", name=op.f("ck_assignments_version_number")),
        sa.ForeignKeyConstraint(
            ["returned_by_person_id"],
            ["accounts_person.id"],
            name=op.f("fk_assignments_version_returned_by_person_id"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["submission_id"],
            ["assignments_submission.id"],
            name=op.f("fk_assignments_version_submission_id"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_assignments_version")),
        sa.UniqueConstraint(
            "submission_id", "number", name=op.f("uq_assignments_version_submission_id_number")
        ),
    )
    op.create_table(
        "assignments_grade",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version_id", sa.Uuid(), nullable=False),
        sa.Column(
            "levels", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False
        ),
        sa.Column("comment", sa.Text(), nullable=False),
        sa.Column("override_percent", sa.Integer(), nullable=True),
        sa.Column("override_reason", sa.Text(), nullable=False),
        sa.Column("lock_number", sa.Integer(), nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("saved_by_person_id", sa.Uuid(), nullable=True),
        sa.Column("score_percent", sa.Integer(), nullable=True),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("published_by_person_id", sa.Uuid(), nullable=True),
        sa.Column("batch_id", sa.Uuid(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "override_percent IS NULL OR (override_percent BETWEEN 0 AND 100)",
            name=op.f("ck_assignments_grade_override"),
        ),
        sa.CheckConstraint(
            "published_at IS NULL OR score_percent IS NOT NULL",
            name=op.f("ck_assignments_grade_published_has_score"),
        ),
        sa.CheckConstraint(
            "score_percent IS NULL OR (score_percent BETWEEN 0 AND 100)",
            name=op.f("ck_assignments_grade_score"),
        ),
        sa.ForeignKeyConstraint(
            ["published_by_person_id"],
            ["accounts_person.id"],
            name=op.f("fk_assignments_grade_published_by_person_id"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["saved_by_person_id"],
            ["accounts_person.id"],
            name=op.f("fk_assignments_grade_saved_by_person_id"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["version_id"],
            ["assignments_version.id"],
            name=op.f("fk_assignments_grade_version_id"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_assignments_grade")),
        sa.UniqueConstraint("version_id", name=op.f("uq_assignments_grade_version_id")),
    )
    with op.batch_alter_table("assignments_grade") as batch_op:
        batch_op.create_index(
            batch_op.f("ix_assignments_grade_batch_id"), ["batch_id"], unique=False
        )

    op.create_table(
        "assignments_likeness",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version_id", sa.Uuid(), nullable=False),
        sa.Column("other_version_id", sa.Uuid(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "file",
                "text",
                name="likeness_kind",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("percent", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "percent BETWEEN 0 AND 100", name=op.f("ck_assignments_likeness_percent")
        ),
        sa.CheckConstraint(
            "version_id != other_version_id", name=op.f("ck_assignments_likeness_two_versions")
        ),
        sa.ForeignKeyConstraint(
            ["other_version_id"],
            ["assignments_version.id"],
            name=op.f("fk_assignments_likeness_other_version_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["version_id"],
            ["assignments_version.id"],
            name=op.f("fk_assignments_likeness_version_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_assignments_likeness")),
        sa.UniqueConstraint(
            "version_id",
            "other_version_id",
            "kind",
            name=op.f("uq_assignments_likeness_version_id_other_version_id_kind"),
        ),
    )
    with op.batch_alter_table("assignments_likeness") as batch_op:
        batch_op.create_index(
            batch_op.f("ix_assignments_likeness_other_version_id"),
            ["other_version_id"],
            unique=False,
        )


def downgrade() -> None:
    with op.batch_alter_table("assignments_likeness") as batch_op:
        batch_op.drop_index(batch_op.f("ix_assignments_likeness_other_version_id"))

    op.drop_table("assignments_likeness")
    with op.batch_alter_table("assignments_grade") as batch_op:
        batch_op.drop_index(batch_op.f("ix_assignments_grade_batch_id"))

    op.drop_table("assignments_grade")
    op.drop_table("assignments_version")
    with op.batch_alter_table("assignments_file") as batch_op:
        batch_op.drop_index(batch_op.f("ix_assignments_file_submission_id"))
        batch_op.drop_index(batch_op.f("ix_assignments_file_stored_file_id"))

    op.drop_table("assignments_file")
    with op.batch_alter_table("assignments_submission") as batch_op:
        batch_op.drop_index("ix_assignments_submission_state")
        batch_op.drop_index("ix_assignments_submission_activity_state")

    op.drop_table("assignments_submission")
    with op.batch_alter_table("assignments_criterion") as batch_op:
        batch_op.drop_index(batch_op.f("ix_assignments_criterion_competency_id"))
        batch_op.drop_index(batch_op.f("ix_assignments_criterion_activity_id"))

    op.drop_table("assignments_criterion")
    op.drop_table("assignments_task")
