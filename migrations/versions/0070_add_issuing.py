"""Tables of awards, certificates, folios and corrections; a drawn certificate never changes."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0070"
down_revision = "0062"
branch_labels = None
depends_on = None

REFUSAL = "certificates and folios are never removed, and a drawn one never changes"
SQLITE_TRIGGERS = (
    *(
        f"CREATE TRIGGER {table}_refuse_delete BEFORE DELETE ON {table} "
        f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
        for table in ("issuing_certificate", "issuing_folio")
    ),
    (
        "CREATE TRIGGER issuing_certificate_refuse_change BEFORE UPDATE ON issuing_certificate "
        "WHEN OLD.pdf_sha256 IS NOT NULL AND (NEW.snapshot IS NOT OLD.snapshot "
        "OR NEW.code IS NOT OLD.code OR NEW.pdf_sha256 IS NOT OLD.pdf_sha256 "
        "OR NEW.issued_on IS NOT OLD.issued_on OR NEW.award_id IS NOT OLD.award_id) "
        f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
    ),
)
POSTGRES_TRIGGERS = (
    (
        "CREATE FUNCTION issuing_refuse() RETURNS trigger LANGUAGE plpgsql AS $$ "
        f"BEGIN RAISE EXCEPTION '{REFUSAL}'; END $$"
    ),
    *(
        f"CREATE TRIGGER {table}_refuse_delete BEFORE DELETE ON {table} "
        "FOR EACH ROW EXECUTE FUNCTION issuing_refuse()"
        for table in ("issuing_certificate", "issuing_folio")
    ),
    (
        "CREATE TRIGGER issuing_certificate_refuse_change BEFORE UPDATE ON issuing_certificate "
        "FOR EACH ROW WHEN (OLD.pdf_sha256 IS NOT NULL AND "
        "(NEW.snapshot IS DISTINCT FROM OLD.snapshot OR NEW.code IS DISTINCT FROM OLD.code "
        "OR NEW.pdf_sha256 IS DISTINCT FROM OLD.pdf_sha256 "
        "OR NEW.issued_on IS DISTINCT FROM OLD.issued_on "
        "OR NEW.award_id IS DISTINCT FROM OLD.award_id)) EXECUTE FUNCTION issuing_refuse()"
    ),
)


def upgrade() -> None:
    op.create_table(
        "issuing_folio_sequence",
        sa.Column("issuer", sa.String(length=40), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("last_number", sa.Integer(), nullable=False),
        sa.CheckConstraint("last_number >= 0", name=op.f("ck_issuing_folio_sequence_last_number")),
        sa.PrimaryKeyConstraint("issuer", "year", name=op.f("pk_issuing_folio_sequence")),
    )
    op.create_table(
        "issuing_settings",
        sa.Column("key", sa.String(length=20), nullable=False),
        sa.Column(
            "signatories", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False
        ),
        sa.Column("rows_without_second_person", sa.Integer(), nullable=False),
        sa.Column("requires_closed_edition", sa.Boolean(), nullable=False),
        sa.Column("validity_months", sa.Integer(), nullable=True),
        sa.Column("stand_in_person_id", sa.Uuid(), nullable=True),
        sa.Column("stand_in_from", sa.Date(), nullable=True),
        sa.Column("stand_in_until", sa.Date(), nullable=True),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "(stand_in_person_id IS NULL) = (stand_in_from IS NULL) AND (stand_in_from IS NULL) = (stand_in_until IS NULL)",
            name=op.f("ck_issuing_settings_stand_in_whole"),
        ),
        sa.CheckConstraint("rows_without_second_person > 0", name=op.f("ck_issuing_settings_rows")),
        sa.CheckConstraint(
            "stand_in_until IS NULL OR stand_in_until >= stand_in_from",
            name=op.f("ck_issuing_settings_stand_in_dates"),
        ),
        sa.CheckConstraint(
            "validity_months IS NULL OR validity_months > 0",
            name=op.f("ck_issuing_settings_validity"),
        ),
        sa.ForeignKeyConstraint(
            ["stand_in_person_id"],
            ["accounts_person.id"],
            name=op.f("fk_issuing_settings_stand_in_person_id"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_issuing_settings")),
    )
    with op.batch_alter_table("issuing_settings", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_issuing_settings_stand_in_person_id"),
            ["stand_in_person_id"],
            unique=False,
        )

    op.create_table(
        "issuing_batch",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("edition_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("needs_second_person", sa.Boolean(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "proposed",
                "approved",
                "returned",
                name="batch_state",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("proposed_by_person_id", sa.Uuid(), nullable=True),
        sa.Column("decided_by_person_id", sa.Uuid(), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("is_by_stand_in", sa.Boolean(), nullable=False),
        sa.Column("return_reason", sa.Text(), nullable=True),
        sa.Column("print_asked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("print_file_id", sa.Uuid(), nullable=True),
        sa.Column("print_count", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "(state = 'proposed') = (decided_at IS NULL)",
            name=op.f("ck_issuing_batch_decided_has_moment"),
        ),
        sa.CheckConstraint(
            "state != 'returned' OR return_reason IS NOT NULL",
            name=op.f("ck_issuing_batch_returned_has_reason"),
        ),
        sa.CheckConstraint("size > 0", name=op.f("ck_issuing_batch_size")),
        sa.ForeignKeyConstraint(
            ["decided_by_person_id"],
            ["accounts_person.id"],
            name=op.f("fk_issuing_batch_decided_by_person_id"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["edition_id"],
            ["learning_edition.id"],
            name=op.f("fk_issuing_batch_edition_id"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["print_file_id"],
            ["core_stored_file.id"],
            name=op.f("fk_issuing_batch_print_file_id"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["proposed_by_person_id"],
            ["accounts_person.id"],
            name=op.f("fk_issuing_batch_proposed_by_person_id"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_issuing_batch")),
        sa.UniqueConstraint(
            "edition_id", "number", name=op.f("uq_issuing_batch_edition_id_number")
        ),
    )
    with op.batch_alter_table("issuing_batch", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_issuing_batch_decided_by_person_id"),
            ["decided_by_person_id"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_issuing_batch_edition_id"), ["edition_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_issuing_batch_print_file_id"), ["print_file_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_issuing_batch_proposed_by_person_id"),
            ["proposed_by_person_id"],
            unique=False,
        )

    op.create_table(
        "issuing_award",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("enrolment_id", sa.Uuid(), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("edition_id", sa.Uuid(), nullable=False),
        sa.Column("passed_on", sa.Date(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "eligible",
                "approved",
                "declined",
                "withdrawn",
                name="award_state",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("state_reason", sa.Text(), nullable=True),
        sa.Column("review_reason", sa.Text(), nullable=True),
        sa.Column("batch_id", sa.Uuid(), nullable=True),
        sa.Column("approved_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "state != 'declined' OR state_reason IS NOT NULL",
            name=op.f("ck_issuing_award_declined_reason"),
        ),
        sa.CheckConstraint("sequence > 0", name=op.f("ck_issuing_award_sequence")),
        sa.ForeignKeyConstraint(
            ["batch_id"],
            ["issuing_batch.id"],
            name=op.f("fk_issuing_award_batch_id"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["edition_id"],
            ["learning_edition.id"],
            name=op.f("fk_issuing_award_edition_id"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["enrolment_id"],
            ["learning_enrolment.id"],
            name=op.f("fk_issuing_award_enrolment_id"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["accounts_person.id"],
            name=op.f("fk_issuing_award_person_id"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_issuing_award")),
        sa.UniqueConstraint(
            "enrolment_id", "sequence", name=op.f("uq_issuing_award_enrolment_id_sequence")
        ),
    )
    with op.batch_alter_table("issuing_award", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_issuing_award_batch_id"), ["batch_id"], unique=False)
        batch_op.create_index(
            "ix_issuing_award_edition_state", ["edition_id", "state"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_issuing_award_person_id"), ["person_id"], unique=False)

    op.create_table(
        "issuing_certificate",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("award_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("batch_id", sa.Uuid(), nullable=False),
        sa.Column("enrolment_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("edition_id", sa.Uuid(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "queued",
                "issued",
                "failed",
                "cancelled",
                "revoked",
                "replaced",
                name="certificate_state",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("state_reason", sa.Text(), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("code", sa.String(length=20), nullable=False),
        sa.Column("search_name", sa.String(length=400), nullable=False),
        sa.Column(
            "snapshot", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False
        ),
        sa.Column("is_demonstration", sa.Boolean(), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("issued_on", sa.Date(), nullable=True),
        sa.Column("issued_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("expires_on", sa.Date(), nullable=True),
        sa.Column("file_id", sa.Uuid(), nullable=True),
        sa.Column("pdf_sha256", sa.String(length=64), nullable=True),
        sa.Column("replaces_id", sa.Uuid(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "(state IN ('issued', 'revoked', 'replaced')) = (pdf_sha256 IS NOT NULL)",
            name=op.f("ck_issuing_certificate_drawn_has_file"),
        ),
        sa.CheckConstraint(
            "state != 'revoked' OR (state_reason IS NOT NULL AND ended_at IS NOT NULL)",
            name=op.f("ck_issuing_certificate_revoked_has_reason"),
        ),
        sa.CheckConstraint(
            "state NOT IN ('issued', 'revoked', 'replaced') OR (issued_at IS NOT NULL AND issued_on IS NOT NULL)",
            name=op.f("ck_issuing_certificate_drawn_has_day"),
        ),
        sa.CheckConstraint(
            "(pdf_sha256 IS NULL) = (file_id IS NULL)",
            name=op.f("ck_issuing_certificate_file_has_hash"),
        ),
        sa.ForeignKeyConstraint(
            ["award_id"],
            ["issuing_award.id"],
            name=op.f("fk_issuing_certificate_award_id"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["batch_id"],
            ["issuing_batch.id"],
            name=op.f("fk_issuing_certificate_batch_id"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["edition_id"],
            ["learning_edition.id"],
            name=op.f("fk_issuing_certificate_edition_id"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["enrolment_id"],
            ["learning_enrolment.id"],
            name=op.f("fk_issuing_certificate_enrolment_id"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["file_id"],
            ["core_stored_file.id"],
            name=op.f("fk_issuing_certificate_file_id"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["accounts_person.id"],
            name=op.f("fk_issuing_certificate_person_id"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["replaces_id"],
            ["issuing_certificate.id"],
            name=op.f("fk_issuing_certificate_replaces_id"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_issuing_certificate")),
        sa.UniqueConstraint(
            "award_id", "number", name=op.f("uq_issuing_certificate_award_id_number")
        ),
        sa.UniqueConstraint("code", name=op.f("uq_issuing_certificate_code")),
        sa.UniqueConstraint("replaces_id", name=op.f("uq_issuing_certificate_replaces_id")),
    )
    with op.batch_alter_table("issuing_certificate", schema=None) as batch_op:
        batch_op.create_index(
            "ix_issuing_certificate_batch_state", ["batch_id", "state"], unique=False
        )
        batch_op.create_index(
            "ix_issuing_certificate_edition_state", ["edition_id", "state"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_issuing_certificate_enrolment_id"), ["enrolment_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_issuing_certificate_file_id"), ["file_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_issuing_certificate_person_id"), ["person_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_issuing_certificate_search_name"), ["search_name"], unique=False
        )
        batch_op.create_index(
            "uq_issuing_certificate_live_award",
            ["award_id"],
            unique=True,
            sqlite_where=sa.text("state IN ('queued', 'failed', 'issued')"),
            postgresql_where=sa.text("state IN ('queued', 'failed', 'issued')"),
        )

    op.create_table(
        "issuing_correction",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("certificate_id", sa.Uuid(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "approval_withdrawn",
                "grades_rectified",
                "name_corrected",
                name="correction_kind",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("cause_key", sa.String(length=200), nullable=False),
        sa.Column("detail", sa.Text(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "open",
                "settled",
                name="correction_state",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("settled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("settled_by_person_id", sa.Uuid(), nullable=True),
        sa.Column("outcome", sa.Text(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "(state = 'open') = (settled_at IS NULL)",
            name=op.f("ck_issuing_correction_settled_has_moment"),
        ),
        sa.ForeignKeyConstraint(
            ["certificate_id"],
            ["issuing_certificate.id"],
            name=op.f("fk_issuing_correction_certificate_id"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["settled_by_person_id"],
            ["accounts_person.id"],
            name=op.f("fk_issuing_correction_settled_by_person_id"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_issuing_correction")),
        sa.UniqueConstraint("cause_key", name=op.f("uq_issuing_correction_cause_key")),
    )
    with op.batch_alter_table("issuing_correction", schema=None) as batch_op:
        batch_op.create_index(
            "ix_issuing_correction_certificate_state", ["certificate_id", "state"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_issuing_correction_settled_by_person_id"),
            ["settled_by_person_id"],
            unique=False,
        )

    op.create_table(
        "issuing_folio",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("issuer", sa.String(length=40), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("text", sa.String(length=60), nullable=False),
        sa.Column("certificate_id", sa.Uuid(), nullable=False),
        sa.Column("annulled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("annulled_reason", sa.Text(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "(annulled_at IS NULL) = (annulled_reason IS NULL)",
            name=op.f("ck_issuing_folio_annulled_has_reason"),
        ),
        sa.CheckConstraint("number > 0", name=op.f("ck_issuing_folio_number")),
        sa.ForeignKeyConstraint(
            ["certificate_id"],
            ["issuing_certificate.id"],
            name=op.f("fk_issuing_folio_certificate_id"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_issuing_folio")),
        sa.UniqueConstraint("certificate_id", name=op.f("uq_issuing_folio_certificate_id")),
        sa.UniqueConstraint(
            "issuer", "year", "number", name=op.f("uq_issuing_folio_issuer_year_number")
        ),
        sa.UniqueConstraint("text", name=op.f("uq_issuing_folio_text")),
    )
    is_sqlite = op.get_bind().dialect.name == "sqlite"
    for statement in SQLITE_TRIGGERS if is_sqlite else POSTGRES_TRIGGERS:
        op.execute(statement)


def downgrade() -> None:
    op.drop_table("issuing_folio")
    with op.batch_alter_table("issuing_correction", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_issuing_correction_settled_by_person_id"))
        batch_op.drop_index("ix_issuing_correction_certificate_state")

    op.drop_table("issuing_correction")
    with op.batch_alter_table("issuing_certificate", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_issuing_certificate_live_award",
            sqlite_where=sa.text("state IN ('queued', 'failed', 'issued')"),
            postgresql_where=sa.text("state IN ('queued', 'failed', 'issued')"),
        )
        batch_op.drop_index(batch_op.f("ix_issuing_certificate_search_name"))
        batch_op.drop_index(batch_op.f("ix_issuing_certificate_person_id"))
        batch_op.drop_index(batch_op.f("ix_issuing_certificate_file_id"))
        batch_op.drop_index(batch_op.f("ix_issuing_certificate_enrolment_id"))
        batch_op.drop_index("ix_issuing_certificate_edition_state")
        batch_op.drop_index("ix_issuing_certificate_batch_state")

    op.drop_table("issuing_certificate")
    with op.batch_alter_table("issuing_award", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_issuing_award_person_id"))
        batch_op.drop_index("ix_issuing_award_edition_state")
        batch_op.drop_index(batch_op.f("ix_issuing_award_batch_id"))

    op.drop_table("issuing_award")
    with op.batch_alter_table("issuing_batch", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_issuing_batch_proposed_by_person_id"))
        batch_op.drop_index(batch_op.f("ix_issuing_batch_print_file_id"))
        batch_op.drop_index(batch_op.f("ix_issuing_batch_edition_id"))
        batch_op.drop_index(batch_op.f("ix_issuing_batch_decided_by_person_id"))

    op.drop_table("issuing_batch")
    with op.batch_alter_table("issuing_settings", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_issuing_settings_stand_in_person_id"))

    op.drop_table("issuing_settings")
    op.drop_table("issuing_folio_sequence")
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION issuing_refuse()")
