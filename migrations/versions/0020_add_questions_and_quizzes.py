"""Questions, quizzes, attempts and answers.

The old code must run on the new schema: add, fill, switch, remove are separate migrations.
Going back loses every attempt: only where none was made yet.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0020"
down_revision = "0012"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)
JSON = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")


def upgrade() -> None:
    op.create_table(
        "questions_question",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("activity_id", sa.Uuid(), nullable=False),
        sa.Column("slug", sa.String(length=80), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "single",
                "multiple",
                "true_false",
                "matching",
                "ordering",
                "numeric",
                "short",
                "essay",
                name="question_kind",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("competency", sa.String(length=20), nullable=True),
        sa.Column("body", JSON, nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("updated_at", MOMENT, nullable=False),
        sa.CheckConstraint("revision > 0", name=op.f("ck_questions_question_revision")),
        sa.ForeignKeyConstraint(
            ["activity_id"],
            ["learning_activity.id"],
            name=op.f("fk_questions_question_activity_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_questions_question")),
        sa.UniqueConstraint(
            "activity_id", "slug", name=op.f("uq_questions_question_activity_id_slug")
        ),
    )
    with op.batch_alter_table("questions_question", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_questions_question_activity_id"), ["activity_id"], unique=False
        )

    op.create_table(
        "quizzes_attempt",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("enrolment_id", sa.Uuid(), nullable=False),
        sa.Column("activity_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "open",
                "submitted",
                "graded",
                name="attempt_state",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("layout", JSON, nullable=False),
        sa.Column("started_at", MOMENT, nullable=False),
        sa.Column("due_at", MOMENT, nullable=True),
        sa.Column("submitted_at", MOMENT, nullable=True),
        sa.Column("graded_at", MOMENT, nullable=True),
        sa.Column("score_percent", sa.Integer(), nullable=True),
        sa.Column("corrected_percent", sa.Integer(), nullable=True),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("updated_at", MOMENT, nullable=False),
        sa.CheckConstraint(
            "(state = 'graded') = (graded_at IS NOT NULL)",
            name=op.f("ck_quizzes_attempt_graded_has_moment"),
        ),
        sa.CheckConstraint(
            "(state = 'open') = (submitted_at IS NULL)",
            name=op.f("ck_quizzes_attempt_sent_has_moment"),
        ),
        sa.CheckConstraint(
            "score_percent IS NULL OR (score_percent BETWEEN 0 AND 100)",
            name=op.f("ck_quizzes_attempt_score"),
        ),
        sa.ForeignKeyConstraint(
            ["activity_id"],
            ["learning_activity.id"],
            name=op.f("fk_quizzes_attempt_activity_id"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["enrolment_id"],
            ["learning_enrolment.id"],
            name=op.f("fk_quizzes_attempt_enrolment_id"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_quizzes_attempt")),
        sa.UniqueConstraint(
            "enrolment_id", "activity_id", "number", name="uq_quizzes_attempt_number"
        ),
    )
    with op.batch_alter_table("quizzes_attempt", schema=None) as batch_op:
        batch_op.create_index(
            "ix_quizzes_attempt_activity_state", ["activity_id", "state"], unique=False
        )
        batch_op.create_index(
            "ix_quizzes_attempt_open_due",
            ["due_at"],
            unique=False,
            sqlite_where=sa.text("state = 'open'"),
            postgresql_where=sa.text("state = 'open'"),
        )
        batch_op.create_index(
            "uq_quizzes_attempt_open",
            ["enrolment_id", "activity_id"],
            unique=True,
            sqlite_where=sa.text("state = 'open'"),
            postgresql_where=sa.text("state = 'open'"),
        )

    op.create_table(
        "quizzes_quiz",
        sa.Column("activity_id", sa.Uuid(), nullable=False),
        sa.Column("purpose", sa.Text(), nullable=False),
        sa.Column("draw", sa.Integer(), nullable=True),
        sa.Column("time_limit_minutes", sa.Integer(), nullable=True),
        sa.Column("max_attempts", sa.Integer(), nullable=True),
        sa.Column(
            "feedback_when",
            sa.Enum(
                "attempt",
                "passed",
                "closed",
                name="feedback_when",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("sources", JSON, nullable=False),
        sa.Column("lesson_activity_id", sa.Uuid(), nullable=True),
        sa.Column("updated_at", MOMENT, nullable=False),
        sa.CheckConstraint("draw IS NULL OR draw > 0", name=op.f("ck_quizzes_quiz_draw")),
        sa.CheckConstraint(
            "max_attempts IS NULL OR max_attempts > 0", name=op.f("ck_quizzes_quiz_max_attempts")
        ),
        sa.CheckConstraint(
            "time_limit_minutes IS NULL OR time_limit_minutes > 0",
            name=op.f("ck_quizzes_quiz_time_limit"),
        ),
        sa.ForeignKeyConstraint(
            ["activity_id"],
            ["learning_activity.id"],
            name=op.f("fk_quizzes_quiz_activity_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["lesson_activity_id"],
            ["learning_activity.id"],
            name=op.f("fk_quizzes_quiz_lesson_activity_id"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("activity_id", name=op.f("pk_quizzes_quiz")),
    )
    with op.batch_alter_table("quizzes_quiz", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_quizzes_quiz_lesson_activity_id"), ["lesson_activity_id"], unique=False
        )

    op.create_table(
        "questions_past_key",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("question_id", sa.Uuid(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("body", JSON, nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("changed_by_person_id", sa.Uuid(), nullable=True),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(
            ["changed_by_person_id"],
            ["accounts_person.id"],
            name=op.f("fk_questions_past_key_changed_by_person_id"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["question_id"],
            ["questions_question.id"],
            name=op.f("fk_questions_past_key_question_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_questions_past_key")),
        sa.UniqueConstraint(
            "question_id", "revision", name=op.f("uq_questions_past_key_question_id_revision")
        ),
    )
    with op.batch_alter_table("questions_past_key", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_questions_past_key_changed_by_person_id"),
            ["changed_by_person_id"],
            unique=False,
        )

    op.create_table(
        "quizzes_answer",
        sa.Column("attempt_id", sa.Uuid(), nullable=False),
        sa.Column("question_id", sa.Uuid(), nullable=False),
        sa.Column("response", JSON, nullable=False),
        sa.Column("is_flagged", sa.Boolean(), nullable=False),
        sa.Column("sequence", sa.BigInteger(), nullable=False),
        sa.Column("claimed_at", MOMENT, nullable=True),
        sa.Column("saved_at", MOMENT, nullable=False),
        sa.Column("score", sa.Double(), nullable=True),
        sa.Column("scored_revision", sa.Integer(), nullable=True),
        sa.Column("comment", sa.Text(), nullable=True),
        sa.Column("graded_by_person_id", sa.Uuid(), nullable=True),
        sa.Column("late_response", JSON, nullable=True),
        sa.Column("late_sequence", sa.BigInteger(), nullable=True),
        sa.Column("late_claimed_at", MOMENT, nullable=True),
        sa.Column("late_received_at", MOMENT, nullable=True),
        sa.Column(
            "late_decision",
            sa.Enum(
                "accepted",
                "declined",
                name="late_decision",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
        sa.CheckConstraint(
            "score IS NULL OR (score >= 0 AND score <= 1)", name=op.f("ck_quizzes_answer_score")
        ),
        sa.ForeignKeyConstraint(
            ["attempt_id"],
            ["quizzes_attempt.id"],
            name=op.f("fk_quizzes_answer_attempt_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["graded_by_person_id"],
            ["accounts_person.id"],
            name=op.f("fk_quizzes_answer_graded_by_person_id"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["question_id"],
            ["questions_question.id"],
            name=op.f("fk_quizzes_answer_question_id"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("attempt_id", "question_id", name=op.f("pk_quizzes_answer")),
    )
    with op.batch_alter_table("quizzes_answer", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_quizzes_answer_graded_by_person_id"),
            ["graded_by_person_id"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_quizzes_answer_late_received_at"), ["late_received_at"], unique=False
        )
        batch_op.create_index("ix_quizzes_answer_question", ["question_id"], unique=False)


def downgrade() -> None:
    for table in (
        "quizzes_answer",
        "quizzes_attempt",
        "quizzes_quiz",
        "questions_past_key",
        "questions_question",
    ):
        op.drop_table(table)
