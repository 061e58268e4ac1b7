"""Plans, milestones, personal links, answers and figures of the transfer to the job.

The old code must run on the new schema: add, fill, switch, remove are separate migrations.
Going back removes the tables with what people answered: take a backup first.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0050"
down_revision = "0031"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)
JSON = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")


def upgrade() -> None:  # noqa: PLR0915 - one table after another
    op.create_table(
        "transfer_authority_change",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("organization_id", sa.Uuid(), nullable=False),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("made_by_person_id", sa.Uuid(), nullable=True),
        sa.Column("applied_at", MOMENT, nullable=True),
        sa.Column("supervisor_count", sa.Integer(), nullable=False),
        sa.Column("link_count", sa.Integer(), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.CheckConstraint("reason != ''", name=op.f("ck_transfer_authority_change_reason")),
        sa.ForeignKeyConstraint(
            ["made_by_person_id"],
            ["accounts_person.id"],
            name=op.f("fk_transfer_authority_change_made_by_person_id"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"],
            ["organizations_organization.id"],
            name=op.f("fk_transfer_authority_change_organization_id"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_transfer_authority_change")),
    )
    with op.batch_alter_table("transfer_authority_change", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_transfer_authority_change_organization_id"),
            ["organization_id"],
            unique=False,
        )

    op.create_table(
        "transfer_report",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("edition_id", sa.Uuid(), nullable=False),
        sa.Column("sections", JSON, nullable=False),
        sa.Column("generated_at", MOMENT, nullable=False),
        sa.Column("edited_at", MOMENT, nullable=True),
        sa.Column("edited_by_person_id", sa.Uuid(), nullable=True),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("updated_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(
            ["edited_by_person_id"],
            ["accounts_person.id"],
            name=op.f("fk_transfer_report_edited_by_person_id"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["edition_id"],
            ["learning_edition.id"],
            name=op.f("fk_transfer_report_edition_id"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_transfer_report")),
        sa.UniqueConstraint("edition_id", name=op.f("uq_transfer_report_edition_id")),
    )
    op.create_table(
        "transfer_snapshot",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("edition_id", sa.Uuid(), nullable=False),
        sa.Column("days", sa.Integer(), nullable=False),
        sa.Column("moment", sa.String(length=20), nullable=False),
        sa.Column("rule_version", sa.Integer(), nullable=False),
        sa.Column("figures", JSON, nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(
            ["edition_id"],
            ["learning_edition.id"],
            name=op.f("fk_transfer_snapshot_edition_id"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_transfer_snapshot")),
        sa.UniqueConstraint(
            "edition_id", "days", "moment", name=op.f("uq_transfer_snapshot_edition_id_days_moment")
        ),
    )
    with op.batch_alter_table("transfer_snapshot", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_transfer_snapshot_edition_id"), ["edition_id"], unique=False
        )

    op.create_table(
        "transfer_plan",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("enrolment_id", sa.Uuid(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "draft",
                "sent",
                "agreed",
                "change_proposed",
                "not_my_post",
                "closed",
                name="plan_state",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("draft", JSON, nullable=False),
        sa.Column("help_needed", sa.Text(), nullable=False),
        sa.Column("rehearsal", sa.Text(), nullable=False),
        sa.Column("efficacy_before", sa.Integer(), nullable=True),
        sa.Column("efficacy_after", sa.Integer(), nullable=True),
        sa.Column("sent_at", MOMENT, nullable=True),
        sa.Column("send_count", sa.Integer(), nullable=False),
        sa.Column("supervisor_note", sa.Text(), nullable=True),
        sa.Column("answered_at", MOMENT, nullable=True),
        sa.Column("closed_at", MOMENT, nullable=True),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("updated_at", MOMENT, nullable=False),
        sa.CheckConstraint(
            "state = 'draft' OR sent_at IS NOT NULL", name=op.f("ck_transfer_plan_sent_has_moment")
        ),
        sa.CheckConstraint(
            "efficacy_after IS NULL OR efficacy_after BETWEEN 0 AND 10",
            name=op.f("ck_transfer_plan_efficacy_after"),
        ),
        sa.CheckConstraint(
            "efficacy_before IS NULL OR efficacy_before BETWEEN 0 AND 10",
            name=op.f("ck_transfer_plan_efficacy_before"),
        ),
        sa.ForeignKeyConstraint(
            ["enrolment_id"],
            ["learning_enrolment.id"],
            name=op.f("fk_transfer_plan_enrolment_id"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_transfer_plan")),
        sa.UniqueConstraint("enrolment_id", name=op.f("uq_transfer_plan_enrolment_id")),
    )
    op.create_table(
        "transfer_supervisor",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("enrolment_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("post", sa.String(length=160), nullable=False),
        sa.Column("phone", sa.String(length=20), nullable=True),
        sa.Column("email", sa.String(length=254), nullable=True),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("end_reason", sa.Text(), nullable=True),
        sa.Column("flags", JSON, nullable=False),
        sa.Column("flags_confirmed_at", MOMENT, nullable=True),
        sa.Column("flags_confirmed_by_person_id", sa.Uuid(), nullable=True),
        sa.Column("opted_out_at", MOMENT, nullable=True),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("updated_at", MOMENT, nullable=False),
        sa.CheckConstraint("name != ''", name=op.f("ck_transfer_supervisor_name")),
        sa.CheckConstraint(
            "valid_to IS NULL OR valid_to >= valid_from", name=op.f("ck_transfer_supervisor_dates")
        ),
        sa.ForeignKeyConstraint(
            ["enrolment_id"],
            ["learning_enrolment.id"],
            name=op.f("fk_transfer_supervisor_enrolment_id"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["flags_confirmed_by_person_id"],
            ["accounts_person.id"],
            name=op.f("fk_transfer_supervisor_flags_confirmed_by_person_id"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_transfer_supervisor")),
    )
    with op.batch_alter_table("transfer_supervisor", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_transfer_supervisor_email"), ["email"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_transfer_supervisor_enrolment_id"), ["enrolment_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_transfer_supervisor_phone"), ["phone"], unique=False)
        batch_op.create_index(
            "uq_transfer_supervisor_live",
            ["enrolment_id"],
            unique=True,
            postgresql_where=sa.text("valid_to IS NULL"),
            sqlite_where=sa.text("valid_to IS NULL"),
        )

    op.create_table(
        "transfer_commitment",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("plan_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("situation", sa.Text(), nullable=False),
        sa.Column("action", sa.Text(), nullable=False),
        sa.Column("indicator", sa.Text(), nullable=False),
        sa.Column("unit", sa.String(length=60), nullable=False),
        sa.Column("baseline", sa.Double(), nullable=True),
        sa.Column("target", sa.Double(), nullable=True),
        sa.Column(
            "direction",
            sa.Enum(
                "up", "down", name="direction", native_enum=False, create_constraint=True, length=40
            ),
            nullable=True,
        ),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("weight", sa.Double(), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.CheckConstraint(
            "baseline IS NULL OR target IS NULL OR baseline != target",
            name=op.f("ck_transfer_commitment_there_is_a_way"),
        ),
        sa.CheckConstraint(
            "position BETWEEN 1 AND 3", name=op.f("ck_transfer_commitment_position")
        ),
        sa.CheckConstraint("weight > 0", name=op.f("ck_transfer_commitment_weight")),
        sa.ForeignKeyConstraint(
            ["plan_id"],
            ["transfer_plan.id"],
            name=op.f("fk_transfer_commitment_plan_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_transfer_commitment")),
        sa.UniqueConstraint(
            "plan_id", "position", name=op.f("uq_transfer_commitment_plan_id_position")
        ),
    )
    with op.batch_alter_table("transfer_commitment", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_transfer_commitment_plan_id"), ["plan_id"], unique=False
        )

    op.create_table(
        "transfer_milestone",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("enrolment_id", sa.Uuid(), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("days", sa.Integer(), nullable=False),
        sa.Column("nominal_on", sa.Date(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("closes_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "planned",
                "open",
                "answered",
                "closed_without_answer",
                "stopped",
                name="milestone_state",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("supervisor_id", sa.Uuid(), nullable=True),
        sa.Column("participant_opted_out_at", MOMENT, nullable=True),
        sa.Column(
            "stop_kind",
            sa.Enum(
                "reassigned",
                "no_longer_applies",
                "pass_withdrawn",
                name="stop_kind",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column("stop_cause", sa.Text(), nullable=True),
        sa.Column("answered_at", MOMENT, nullable=True),
        sa.Column("closed_at", MOMENT, nullable=True),
        sa.Column("has_plan", sa.Boolean(), nullable=False),
        sa.Column("result_low", sa.Double(), nullable=False),
        sa.Column("result_observed", sa.Double(), nullable=True),
        sa.Column("result_high", sa.Double(), nullable=False),
        sa.Column("attainment", sa.Double(), nullable=True),
        sa.Column("is_answer", sa.Boolean(), nullable=False),
        sa.Column("is_achieved", sa.Boolean(), nullable=False),
        sa.Column("evidence_level", sa.Integer(), nullable=True),
        sa.Column("is_excluded", sa.Boolean(), nullable=False),
        sa.Column("compared_count", sa.Integer(), nullable=False),
        sa.Column("disagreement_count", sa.Integer(), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("updated_at", MOMENT, nullable=False),
        sa.CheckConstraint(
            "(state = 'stopped') = (stop_kind IS NOT NULL)",
            name=op.f("ck_transfer_milestone_stop_has_kind"),
        ),
        sa.CheckConstraint("days > 0", name=op.f("ck_transfer_milestone_days")),
        sa.CheckConstraint(
            "evidence_level IS NULL OR evidence_level BETWEEN 0 AND 3",
            name=op.f("ck_transfer_milestone_evidence_level"),
        ),
        sa.ForeignKeyConstraint(
            ["enrolment_id"],
            ["learning_enrolment.id"],
            name=op.f("fk_transfer_milestone_enrolment_id"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["supervisor_id"],
            ["transfer_supervisor.id"],
            name=op.f("fk_transfer_milestone_supervisor_id"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_transfer_milestone")),
        sa.UniqueConstraint(
            "enrolment_id",
            "sequence",
            "days",
            name=op.f("uq_transfer_milestone_enrolment_id_sequence_days"),
        ),
    )
    with op.batch_alter_table("transfer_milestone", schema=None) as batch_op:
        batch_op.create_index("ix_transfer_milestone_days", ["days", "enrolment_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_transfer_milestone_enrolment_id"), ["enrolment_id"], unique=False
        )
        batch_op.create_index("ix_transfer_milestone_state_due", ["state", "due_on"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_transfer_milestone_supervisor_id"), ["supervisor_id"], unique=False
        )

    op.create_table(
        "transfer_plan_event",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("plan_id", sa.Uuid(), nullable=False),
        sa.Column("from_state", sa.String(length=40), nullable=False),
        sa.Column("to_state", sa.String(length=40), nullable=False),
        sa.Column("actor_label", sa.String(length=200), nullable=False),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("content", JSON, nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(
            ["plan_id"],
            ["transfer_plan.id"],
            name=op.f("fk_transfer_plan_event_plan_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_transfer_plan_event")),
    )
    with op.batch_alter_table("transfer_plan_event", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_transfer_plan_event_plan_id"), ["plan_id"], unique=False
        )

    op.create_table(
        "transfer_answer",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("milestone_id", sa.Uuid(), nullable=False),
        sa.Column("commitment_id", sa.Uuid(), nullable=True),
        sa.Column(
            "informant",
            sa.Enum(
                "participant",
                "supervisor",
                name="informant",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("informant_name", sa.String(length=200), nullable=False),
        sa.Column("supervisor_id", sa.Uuid(), nullable=True),
        sa.Column(
            "question",
            sa.Enum(
                "state",
                "indicator",
                "evidence",
                "helped",
                "hindered",
                "shared",
                "needs",
                "support",
                "note",
                name="question",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("value", JSON, nullable=False),
        sa.Column(
            "channel",
            sa.Enum(
                "link",
                "paper",
                "phone",
                name="channel",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("is_late", sa.Boolean(), nullable=False),
        sa.Column("entered_by_person_id", sa.Uuid(), nullable=True),
        sa.Column("scan_file_id", sa.Uuid(), nullable=True),
        sa.Column("answered_at", MOMENT, nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(
            ["commitment_id"],
            ["transfer_commitment.id"],
            name=op.f("fk_transfer_answer_commitment_id"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["entered_by_person_id"],
            ["accounts_person.id"],
            name=op.f("fk_transfer_answer_entered_by_person_id"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["milestone_id"],
            ["transfer_milestone.id"],
            name=op.f("fk_transfer_answer_milestone_id"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["scan_file_id"],
            ["core_stored_file.id"],
            name=op.f("fk_transfer_answer_scan_file_id"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["supervisor_id"],
            ["transfer_supervisor.id"],
            name=op.f("fk_transfer_answer_supervisor_id"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_transfer_answer")),
    )
    with op.batch_alter_table("transfer_answer", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_transfer_answer_commitment_id"), ["commitment_id"], unique=False
        )
        batch_op.create_index(
            "ix_transfer_answer_milestone_at", ["milestone_id", "answered_at"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_transfer_answer_supervisor_id"), ["supervisor_id"], unique=False
        )

    op.create_table(
        "transfer_evidence",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("milestone_id", sa.Uuid(), nullable=False),
        sa.Column("commitment_id", sa.Uuid(), nullable=False),
        sa.Column(
            "informant",
            sa.Enum(
                "participant",
                "supervisor",
                name="informant",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("file_id", sa.Uuid(), nullable=False),
        sa.Column("is_confidential", sa.Boolean(), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(
            ["commitment_id"],
            ["transfer_commitment.id"],
            name=op.f("fk_transfer_evidence_commitment_id"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["file_id"],
            ["core_stored_file.id"],
            name=op.f("fk_transfer_evidence_file_id"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["milestone_id"],
            ["transfer_milestone.id"],
            name=op.f("fk_transfer_evidence_milestone_id"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_transfer_evidence")),
    )
    with op.batch_alter_table("transfer_evidence", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_transfer_evidence_commitment_id"), ["commitment_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_transfer_evidence_file_id"), ["file_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_transfer_evidence_milestone_id"), ["milestone_id"], unique=False
        )

    op.create_table(
        "transfer_factor_answer",
        sa.Column("milestone_id", sa.Uuid(), nullable=False),
        sa.Column(
            "informant",
            sa.Enum(
                "participant",
                "supervisor",
                name="informant",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column(
            "polarity",
            sa.Enum(
                "helped",
                "hindered",
                name="polarity",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column(
            "factor",
            sa.Enum(
                "OCASION",
                "TIEMPO",
                "MEDIOS",
                "SISTEMAS",
                "PRESUPUESTO",
                "NORMATIVA",
                "JEFATURA",
                "EQUIPO",
                "ROTACION",
                "AUTORIDAD_NUEVA",
                "PERTINENCIA",
                "DOMINIO",
                "SEGURIDAD",
                "RECONOCIMIENTO",
                "CIUDADANIA",
                "OTRO",
                name="factor",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("note", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["milestone_id"],
            ["transfer_milestone.id"],
            name=op.f("fk_transfer_factor_answer_milestone_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint(
            "milestone_id",
            "informant",
            "polarity",
            "factor",
            name=op.f("pk_transfer_factor_answer"),
        ),
    )
    op.create_table(
        "transfer_link",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("milestone_id", sa.Uuid(), nullable=True),
        sa.Column("plan_id", sa.Uuid(), nullable=True),
        sa.Column(
            "audience",
            sa.Enum(
                "participant",
                "supervisor",
                name="audience",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("supervisor_id", sa.Uuid(), nullable=True),
        sa.Column("seed", sa.String(length=64), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("paper_code", sa.String(length=9), nullable=False),
        sa.Column("expires_at", MOMENT, nullable=False),
        sa.Column("revoked_at", MOMENT, nullable=True),
        sa.Column("revoke_reason", sa.String(length=200), nullable=True),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.CheckConstraint(
            "(milestone_id IS NULL) != (plan_id IS NULL)", name=op.f("ck_transfer_link_one_object")
        ),
        sa.ForeignKeyConstraint(
            ["milestone_id"],
            ["transfer_milestone.id"],
            name=op.f("fk_transfer_link_milestone_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["plan_id"],
            ["transfer_plan.id"],
            name=op.f("fk_transfer_link_plan_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["supervisor_id"],
            ["transfer_supervisor.id"],
            name=op.f("fk_transfer_link_supervisor_id"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_transfer_link")),
        sa.UniqueConstraint("paper_code", name=op.f("uq_transfer_link_paper_code")),
        sa.UniqueConstraint("seed", name=op.f("uq_transfer_link_seed")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_transfer_link_token_hash")),
    )
    with op.batch_alter_table("transfer_link", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_transfer_link_milestone_id"), ["milestone_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_transfer_link_plan_id"), ["plan_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_transfer_link_supervisor_id"), ["supervisor_id"], unique=False
        )
        batch_op.create_index(
            "uq_transfer_link_live",
            ["milestone_id", "audience"],
            unique=True,
            postgresql_where=sa.text("revoked_at IS NULL AND milestone_id IS NOT NULL"),
            sqlite_where=sa.text("revoked_at IS NULL AND milestone_id IS NOT NULL"),
        )

    op.create_table(
        "transfer_milestone_step",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("milestone_id", sa.Uuid(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "pre_notice",
                "invitation",
                "reminder_1",
                "reminder_2",
                "call_list",
                "close",
                "end",
                name="step_kind",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("due_at", MOMENT, nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "waiting",
                "queued",
                "done",
                name="step_state",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("done_at", MOMENT, nullable=True),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(
            ["milestone_id"],
            ["transfer_milestone.id"],
            name=op.f("fk_transfer_milestone_step_milestone_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_transfer_milestone_step")),
        sa.UniqueConstraint(
            "milestone_id", "kind", name=op.f("uq_transfer_milestone_step_milestone_id_kind")
        ),
    )
    with op.batch_alter_table("transfer_milestone_step", schema=None) as batch_op:
        batch_op.create_index(
            "ix_transfer_milestone_step_due", ["state", "due_at", "id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_transfer_milestone_step_milestone_id"), ["milestone_id"], unique=False
        )

    op.create_table(
        "transfer_reinforcement_task",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("milestone_id", sa.Uuid(), nullable=False),
        sa.Column("coaching_note", sa.Text(), nullable=False),
        sa.Column("done_at", MOMENT, nullable=True),
        sa.Column("done_by_person_id", sa.Uuid(), nullable=True),
        sa.Column("done_note", sa.Text(), nullable=True),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(
            ["done_by_person_id"],
            ["accounts_person.id"],
            name=op.f("fk_transfer_reinforcement_task_done_by_person_id"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["milestone_id"],
            ["transfer_milestone.id"],
            name=op.f("fk_transfer_reinforcement_task_milestone_id"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_transfer_reinforcement_task")),
        sa.UniqueConstraint(
            "milestone_id", name=op.f("uq_transfer_reinforcement_task_milestone_id")
        ),
    )
    with op.batch_alter_table("transfer_reinforcement_task", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_transfer_reinforcement_task_done_at"), ["done_at"], unique=False
        )

    op.create_table(
        "transfer_reminder",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("unique_key", sa.String(length=120), nullable=False),
        sa.Column("milestone_id", sa.Uuid(), nullable=True),
        sa.Column("plan_id", sa.Uuid(), nullable=True),
        sa.Column(
            "audience",
            sa.Enum(
                "participant",
                "supervisor",
                name="audience",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column(
            "channel",
            sa.Enum(
                "mail",
                "hand",
                "phone",
                name="channel",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column(
            "state",
            sa.Enum(
                "written",
                "waiting",
                "sent_by_hand",
                "called",
                "skipped",
                name="reminder_state",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("skip_reason", sa.String(length=60), nullable=True),
        sa.Column("recipient_name", sa.String(length=200), nullable=False),
        sa.Column("address", sa.String(length=254), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("mail_id", sa.Uuid(), nullable=True),
        sa.Column("bounced_at", MOMENT, nullable=True),
        sa.Column("done_by_person_id", sa.Uuid(), nullable=True),
        sa.Column("done_at", MOMENT, nullable=True),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(
            ["done_by_person_id"],
            ["accounts_person.id"],
            name=op.f("fk_transfer_reminder_done_by_person_id"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["mail_id"],
            ["core_outgoing_mail.id"],
            name=op.f("fk_transfer_reminder_mail_id"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["milestone_id"],
            ["transfer_milestone.id"],
            name=op.f("fk_transfer_reminder_milestone_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["plan_id"],
            ["transfer_plan.id"],
            name=op.f("fk_transfer_reminder_plan_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_transfer_reminder")),
        sa.UniqueConstraint("unique_key", name=op.f("uq_transfer_reminder_unique_key")),
    )
    with op.batch_alter_table("transfer_reminder", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_transfer_reminder_address"), ["address"], unique=False)
        batch_op.create_index(batch_op.f("ix_transfer_reminder_mail_id"), ["mail_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_transfer_reminder_milestone_id"), ["milestone_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_transfer_reminder_plan_id"), ["plan_id"], unique=False)
        batch_op.create_index(
            "ix_transfer_reminder_state_channel", ["state", "channel"], unique=False
        )

    op.create_table(
        "transfer_stop_request",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("enrolment_id", sa.Uuid(), nullable=False),
        sa.Column("milestone_id", sa.Uuid(), nullable=False),
        sa.Column("commitment_id", sa.Uuid(), nullable=True),
        sa.Column(
            "kind",
            sa.Enum(
                "reassigned",
                "no_longer_applies",
                "pass_withdrawn",
                name="stop_kind",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("cause", sa.Text(), nullable=False),
        sa.Column("asked_by", sa.String(length=200), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "asked",
                "approved",
                "declined",
                name="request_state",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("decided_by_person_id", sa.Uuid(), nullable=True),
        sa.Column("decided_at", MOMENT, nullable=True),
        sa.Column("decision_note", sa.Text(), nullable=True),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.CheckConstraint(
            "(state = 'asked') = (decided_at IS NULL)",
            name=op.f("ck_transfer_stop_request_decided_has_moment"),
        ),
        sa.CheckConstraint("cause != ''", name=op.f("ck_transfer_stop_request_cause")),
        sa.ForeignKeyConstraint(
            ["commitment_id"],
            ["transfer_commitment.id"],
            name=op.f("fk_transfer_stop_request_commitment_id"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["decided_by_person_id"],
            ["accounts_person.id"],
            name=op.f("fk_transfer_stop_request_decided_by_person_id"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["enrolment_id"],
            ["learning_enrolment.id"],
            name=op.f("fk_transfer_stop_request_enrolment_id"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["milestone_id"],
            ["transfer_milestone.id"],
            name=op.f("fk_transfer_stop_request_milestone_id"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_transfer_stop_request")),
    )
    with op.batch_alter_table("transfer_stop_request", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_transfer_stop_request_commitment_id"), ["commitment_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_transfer_stop_request_enrolment_id"), ["enrolment_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_transfer_stop_request_milestone_id"), ["milestone_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_transfer_stop_request_state"), ["state"], unique=False)

    op.create_table(
        "transfer_success_case",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("milestone_id", sa.Uuid(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "success",
                "difficulty",
                name="case_kind",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column(
            "state",
            sa.Enum(
                "proposed",
                "interviewed",
                "published",
                "declined",
                name="case_state",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("interview", JSON, nullable=False),
        sa.Column("person_consent_at", MOMENT, nullable=True),
        sa.Column("entity_consent_at", MOMENT, nullable=True),
        sa.Column("published_at", MOMENT, nullable=True),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("updated_at", MOMENT, nullable=False),
        sa.CheckConstraint(
            "state != 'published' OR (person_consent_at IS NOT NULL AND entity_consent_at IS NOT NULL)",
            name=op.f("ck_transfer_success_case_published_with_consent"),
        ),
        sa.ForeignKeyConstraint(
            ["milestone_id"],
            ["transfer_milestone.id"],
            name=op.f("fk_transfer_success_case_milestone_id"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_transfer_success_case")),
        sa.UniqueConstraint("milestone_id", name=op.f("uq_transfer_success_case_milestone_id")),
    )
    with op.batch_alter_table("transfer_success_case", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_transfer_success_case_state"), ["state"], unique=False)


def downgrade() -> None:
    for table in (
        "transfer_success_case",
        "transfer_stop_request",
        "transfer_reminder",
        "transfer_reinforcement_task",
        "transfer_milestone_step",
        "transfer_link",
        "transfer_factor_answer",
        "transfer_evidence",
        "transfer_answer",
        "transfer_plan_event",
        "transfer_milestone",
        "transfer_commitment",
        "transfer_supervisor",
        "transfer_plan",
        "transfer_snapshot",
        "transfer_report",
        "transfer_authority_change",
    ):
        op.drop_table(table)
