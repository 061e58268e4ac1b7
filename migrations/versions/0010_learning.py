"""Programmes, courses and their versions, editions, enrolments and progress.

The old code must run on the new schema: add, fill, switch, remove are separate migrations.
Going back removes the tables with what learners did: take a backup first.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0010"
down_revision = "0001"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)
JSON = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")


def upgrade() -> None:
    op.create_table(
        "learning_programme",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("summary", sa.Text(), nullable=False),
        sa.Column("zone", sa.String(length=60), nullable=False),
        sa.Column("milestone_days", JSON, nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("updated_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_learning_programme")),
        sa.UniqueConstraint("code", name=op.f("uq_learning_programme_code")),
    )
    op.create_table(
        "learning_course",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("programme_id", sa.Uuid(), nullable=False),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("slug", sa.String(length=80), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("summary", sa.Text(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "base",
                "specialised",
                name="course_kind",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column(
            "status",
            sa.Enum(
                "complete",
                "in_preparation",
                name="course_status",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("hours", sa.Integer(), nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("updated_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(
            ["programme_id"],
            ["learning_programme.id"],
            name=op.f("fk_learning_course_programme_id"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_learning_course")),
        sa.UniqueConstraint(
            "programme_id", "code", name=op.f("uq_learning_course_programme_id_code")
        ),
        sa.UniqueConstraint("slug", name=op.f("uq_learning_course_slug")),
    )
    op.create_index(
        op.f("ix_learning_course_programme_id"), "learning_course", ["programme_id"], unique=False
    )
    op.create_table(
        "learning_course_version",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("course_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("content_hash", sa.String(length=64), nullable=False),
        sa.Column("rules", JSON, nullable=False),
        sa.Column("facts", JSON, nullable=False),
        sa.Column("published_at", MOMENT, nullable=True),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.CheckConstraint("number > 0", name=op.f("ck_learning_course_version_number")),
        sa.ForeignKeyConstraint(
            ["course_id"],
            ["learning_course.id"],
            name=op.f("fk_learning_course_version_course_id"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_learning_course_version")),
        sa.UniqueConstraint(
            "course_id", "number", name=op.f("uq_learning_course_version_course_id_number")
        ),
    )
    op.create_index(
        op.f("ix_learning_course_version_course_id"),
        "learning_course_version",
        ["course_id"],
        unique=False,
    )
    op.create_table(
        "learning_prerequisite",
        sa.Column("course_id", sa.Uuid(), nullable=False),
        sa.Column("required_course_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["course_id"],
            ["learning_course.id"],
            name=op.f("fk_learning_prerequisite_course_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["required_course_id"],
            ["learning_course.id"],
            name=op.f("fk_learning_prerequisite_required_course_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint(
            "course_id", "required_course_id", name=op.f("pk_learning_prerequisite")
        ),
    )
    op.create_table(
        "learning_edition",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("course_id", sa.Uuid(), nullable=False),
        sa.Column("course_version_id", sa.Uuid(), nullable=False),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("seats", sa.Integer(), nullable=True),
        sa.Column("zone", sa.String(length=60), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "planned",
                "open",
                "closed",
                name="edition_state",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("closed_at", MOMENT, nullable=True),
        sa.Column("sponsor_id", sa.Uuid(), nullable=True),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("updated_at", MOMENT, nullable=False),
        sa.CheckConstraint(
            "(state = 'closed') = (closed_at IS NOT NULL)",
            name=op.f("ck_learning_edition_closed_has_moment"),
        ),
        sa.CheckConstraint("ends_on >= starts_on", name=op.f("ck_learning_edition_dates")),
        sa.CheckConstraint("seats IS NULL OR seats > 0", name=op.f("ck_learning_edition_seats")),
        sa.ForeignKeyConstraint(
            ["course_id"],
            ["learning_course.id"],
            name=op.f("fk_learning_edition_course_id"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["course_version_id"],
            ["learning_course_version.id"],
            name=op.f("fk_learning_edition_course_version_id"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["sponsor_id"],
            ["organizations_organization.id"],
            name=op.f("fk_learning_edition_sponsor_id"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_learning_edition")),
        sa.UniqueConstraint("code", name=op.f("uq_learning_edition_code")),
    )
    op.create_index(
        op.f("ix_learning_edition_course_id"), "learning_edition", ["course_id"], unique=False
    )
    op.create_index(
        op.f("ix_learning_edition_course_version_id"),
        "learning_edition",
        ["course_version_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_learning_edition_sponsor_id"), "learning_edition", ["sponsor_id"], unique=False
    )
    op.create_table(
        "learning_figure",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("course_version_id", sa.Uuid(), nullable=False),
        sa.Column("path", sa.String(length=200), nullable=False),
        sa.Column("svg", sa.Text(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("alt", sa.Text(), nullable=False),
        sa.Column("caption", sa.Text(), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(
            ["course_version_id"],
            ["learning_course_version.id"],
            name=op.f("fk_learning_figure_course_version_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_learning_figure")),
        sa.UniqueConstraint(
            "course_version_id", "path", name=op.f("uq_learning_figure_course_version_id_path")
        ),
    )
    op.create_index(
        op.f("ix_learning_figure_course_version_id"),
        "learning_figure",
        ["course_version_id"],
        unique=False,
    )
    op.create_index(op.f("ix_learning_figure_sha256"), "learning_figure", ["sha256"], unique=False)
    op.create_table(
        "learning_module",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("course_version_id", sa.Uuid(), nullable=False),
        sa.Column("slug", sa.String(length=80), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("purpose", sa.Text(), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(
            ["course_version_id"],
            ["learning_course_version.id"],
            name=op.f("fk_learning_module_course_version_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_learning_module")),
        sa.UniqueConstraint(
            "course_version_id", "slug", name=op.f("uq_learning_module_course_version_id_slug")
        ),
    )
    op.create_index(
        op.f("ix_learning_module_course_version_id"),
        "learning_module",
        ["course_version_id"],
        unique=False,
    )
    op.create_table(
        "learning_activity",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("course_version_id", sa.Uuid(), nullable=False),
        sa.Column("module_id", sa.Uuid(), nullable=True),
        sa.Column(
            "kind",
            sa.Enum(
                "lesson",
                "quiz",
                "diagnostic",
                "final_test",
                "assignment",
                "plan",
                name="activity_kind",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("slug", sa.String(length=160), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("is_required", sa.Boolean(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=True),
        sa.Column("weight", sa.Integer(), nullable=True),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.CheckConstraint(
            "weight IS NULL OR weight >= 0", name=op.f("ck_learning_activity_weight")
        ),
        sa.ForeignKeyConstraint(
            ["course_version_id"],
            ["learning_course_version.id"],
            name=op.f("fk_learning_activity_course_version_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["module_id"],
            ["learning_module.id"],
            name=op.f("fk_learning_activity_module_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_learning_activity")),
        sa.UniqueConstraint(
            "course_version_id", "slug", name=op.f("uq_learning_activity_course_version_id_slug")
        ),
    )
    op.create_index(
        op.f("ix_learning_activity_course_version_id"),
        "learning_activity",
        ["course_version_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_learning_activity_module_id"), "learning_activity", ["module_id"], unique=False
    )
    op.create_table(
        "learning_enrolment",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("edition_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("organization_id", sa.Uuid(), nullable=True),
        sa.Column(
            "state",
            sa.Enum(
                "enrolled",
                "in_progress",
                "recovery",
                "passed",
                "failed",
                "withdrawn",
                "dropped_out",
                name="enrolment_state",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("state_reason", sa.Text(), nullable=True),
        sa.Column("started_at", MOMENT, nullable=True),
        sa.Column("last_activity_at", MOMENT, nullable=True),
        sa.Column("passed_at", MOMENT, nullable=True),
        sa.Column("passed_on", sa.Date(), nullable=True),
        sa.Column("pass_count", sa.Integer(), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("updated_at", MOMENT, nullable=False),
        sa.CheckConstraint(
            "(state = 'passed') = (passed_at IS NOT NULL AND passed_on IS NOT NULL)",
            name=op.f("ck_learning_enrolment_passed_has_day"),
        ),
        sa.ForeignKeyConstraint(
            ["edition_id"],
            ["learning_edition.id"],
            name=op.f("fk_learning_enrolment_edition_id"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"],
            ["organizations_organization.id"],
            name=op.f("fk_learning_enrolment_organization_id"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["accounts_person.id"],
            name=op.f("fk_learning_enrolment_person_id"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_learning_enrolment")),
        sa.UniqueConstraint(
            "edition_id", "person_id", name=op.f("uq_learning_enrolment_edition_id_person_id")
        ),
    )
    op.create_index(
        op.f("ix_learning_enrolment_edition_id"), "learning_enrolment", ["edition_id"], unique=False
    )
    op.create_index(
        "ix_learning_enrolment_edition_state",
        "learning_enrolment",
        ["edition_id", "state"],
        unique=False,
    )
    op.create_index(
        op.f("ix_learning_enrolment_organization_id"),
        "learning_enrolment",
        ["organization_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_learning_enrolment_person_id"), "learning_enrolment", ["person_id"], unique=False
    )
    op.create_table(
        "learning_activity_progress",
        sa.Column("enrolment_id", sa.Uuid(), nullable=False),
        sa.Column("activity_id", sa.Uuid(), nullable=False),
        sa.Column("opened_at", MOMENT, nullable=False),
        sa.Column("finished_at", MOMENT, nullable=True),
        sa.Column("score_percent", sa.Integer(), nullable=True),
        sa.Column("is_waiting", sa.Boolean(), nullable=False),
        sa.Column("has_criterion_without_evidence", sa.Boolean(), nullable=False),
        sa.Column("is_exempt", sa.Boolean(), nullable=False),
        sa.CheckConstraint(
            "score_percent IS NULL OR (score_percent BETWEEN 0 AND 100)",
            name=op.f("ck_learning_activity_progress_score"),
        ),
        sa.ForeignKeyConstraint(
            ["activity_id"],
            ["learning_activity.id"],
            name=op.f("fk_learning_activity_progress_activity_id"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["enrolment_id"],
            ["learning_enrolment.id"],
            name=op.f("fk_learning_activity_progress_enrolment_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint(
            "enrolment_id", "activity_id", name=op.f("pk_learning_activity_progress")
        ),
    )
    op.create_index(
        "ix_learning_activity_progress_activity",
        "learning_activity_progress",
        ["activity_id", "finished_at"],
        unique=False,
    )
    op.create_table(
        "learning_extension",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("edition_id", sa.Uuid(), nullable=False),
        sa.Column("enrolment_id", sa.Uuid(), nullable=True),
        sa.Column("organization_id", sa.Uuid(), nullable=True),
        sa.Column("until", sa.Date(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.CheckConstraint(
            "enrolment_id IS NULL OR organization_id IS NULL",
            name=op.f("ck_learning_extension_person_or_organization"),
        ),
        sa.ForeignKeyConstraint(
            ["edition_id"],
            ["learning_edition.id"],
            name=op.f("fk_learning_extension_edition_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["enrolment_id"],
            ["learning_enrolment.id"],
            name=op.f("fk_learning_extension_enrolment_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"],
            ["organizations_organization.id"],
            name=op.f("fk_learning_extension_organization_id"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_learning_extension")),
    )
    op.create_index(
        op.f("ix_learning_extension_edition_id"), "learning_extension", ["edition_id"], unique=False
    )
    op.create_index(
        op.f("ix_learning_extension_enrolment_id"),
        "learning_extension",
        ["enrolment_id"],
        unique=False,
    )
    op.create_table(
        "learning_lesson",
        sa.Column("activity_id", sa.Uuid(), nullable=False),
        sa.Column("purpose", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("is_validated", sa.Boolean(), nullable=False),
        sa.Column("host_unit", sa.String(length=200), nullable=True),
        sa.Column("facts", JSON, nullable=False),
        sa.ForeignKeyConstraint(
            ["activity_id"],
            ["learning_activity.id"],
            name=op.f("fk_learning_lesson_activity_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("activity_id", name=op.f("pk_learning_lesson")),
    )


def downgrade() -> None:
    op.drop_table("learning_lesson")
    op.drop_index(op.f("ix_learning_extension_enrolment_id"), table_name="learning_extension")
    op.drop_index(op.f("ix_learning_extension_edition_id"), table_name="learning_extension")
    op.drop_table("learning_extension")
    op.drop_index("ix_learning_activity_progress_activity", table_name="learning_activity_progress")
    op.drop_table("learning_activity_progress")
    op.drop_index(op.f("ix_learning_enrolment_person_id"), table_name="learning_enrolment")
    op.drop_index(op.f("ix_learning_enrolment_organization_id"), table_name="learning_enrolment")
    op.drop_index("ix_learning_enrolment_edition_state", table_name="learning_enrolment")
    op.drop_index(op.f("ix_learning_enrolment_edition_id"), table_name="learning_enrolment")
    op.drop_table("learning_enrolment")
    op.drop_index(op.f("ix_learning_activity_module_id"), table_name="learning_activity")
    op.drop_index(op.f("ix_learning_activity_course_version_id"), table_name="learning_activity")
    op.drop_table("learning_activity")
    op.drop_index(op.f("ix_learning_module_course_version_id"), table_name="learning_module")
    op.drop_table("learning_module")
    op.drop_index(op.f("ix_learning_figure_sha256"), table_name="learning_figure")
    op.drop_index(op.f("ix_learning_figure_course_version_id"), table_name="learning_figure")
    op.drop_table("learning_figure")
    op.drop_index(op.f("ix_learning_edition_sponsor_id"), table_name="learning_edition")
    op.drop_index(op.f("ix_learning_edition_course_version_id"), table_name="learning_edition")
    op.drop_index(op.f("ix_learning_edition_course_id"), table_name="learning_edition")
    op.drop_table("learning_edition")
    op.drop_table("learning_prerequisite")
    op.drop_index(
        op.f("ix_learning_course_version_course_id"), table_name="learning_course_version"
    )
    op.drop_table("learning_course_version")
    op.drop_index(op.f("ix_learning_course_programme_id"), table_name="learning_course")
    op.drop_table("learning_course")
    op.drop_table("learning_programme")
