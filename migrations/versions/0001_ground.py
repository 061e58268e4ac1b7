"""The ground: jobs, events, e-mail, files, audit lines, entities, people, users and grants.

The old code must run on the new schema: add, fill, switch, remove are separate migrations.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)
JSON = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")

# An audit line is written once: neither the program nor an administrator's slip changes it.
SQLITE_TRIGGERS = tuple(
    f"CREATE TRIGGER audit_line_refuse_{act.lower()} BEFORE {act} ON audit_line "
    "BEGIN SELECT RAISE(ABORT, 'audit lines are never changed or removed'); END"
    for act in ("UPDATE", "DELETE")
)
POSTGRES_TRIGGERS = (
    (
        "CREATE FUNCTION audit_line_refuse() RETURNS trigger LANGUAGE plpgsql AS $$ "
        "BEGIN RAISE EXCEPTION 'audit lines are never changed or removed'; END $$"
    ),
    (
        "CREATE TRIGGER audit_line_refuse_change BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_line "
        "FOR EACH STATEMENT EXECUTE FUNCTION audit_line_refuse()"
    ),
)


def upgrade() -> None:
    op.create_table(
        "audit_line",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("actor_person_id", sa.Uuid(), nullable=True),
        sa.Column("actor_user_id", sa.Uuid(), nullable=True),
        sa.Column("actor_label", sa.String(length=200), nullable=False),
        sa.Column("action", sa.String(length=80), nullable=False),
        sa.Column("object_kind", sa.String(length=60), nullable=False),
        sa.Column("object_id", sa.Uuid(), nullable=False),
        sa.Column("before", JSON, nullable=False),
        sa.Column("after", JSON, nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_line")),
    )
    op.create_index(op.f("ix_audit_line_action"), "audit_line", ["action"], unique=False)
    op.create_index(
        op.f("ix_audit_line_actor_person_id"), "audit_line", ["actor_person_id"], unique=False
    )
    op.create_index(op.f("ix_audit_line_at"), "audit_line", ["at"], unique=False)
    op.create_index(
        "ix_audit_line_object", "audit_line", ["object_kind", "object_id"], unique=False
    )
    op.create_table(
        "core_event",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.Column("payload", JSON, nullable=False),
        sa.Column("occurred_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_core_event")),
    )
    op.create_index(op.f("ix_core_event_name"), "core_event", ["name"], unique=False)
    op.create_index(op.f("ix_core_event_occurred_at"), "core_event", ["occurred_at"], unique=False)
    op.create_table(
        "core_job",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(length=100), nullable=False),
        sa.Column("payload", JSON, nullable=False),
        sa.Column("unique_key", sa.String(length=200), nullable=True),
        sa.Column("batch", sa.String(length=100), nullable=True),
        sa.Column(
            "state",
            sa.Enum(
                "ready",
                "leased",
                "done",
                "dead",
                name="job_state",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("run_at", MOMENT, nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("lease_until", MOMENT, nullable=True),
        sa.Column("worker", sa.String(length=120), nullable=True),
        sa.Column("last_error", sa.Text(), nullable=True),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("finished_at", MOMENT, nullable=True),
        sa.CheckConstraint(
            "state != 'leased' OR (lease_until IS NOT NULL AND worker IS NOT NULL)",
            name=op.f("ck_core_job_leased_has_lease"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_core_job")),
        sa.UniqueConstraint("unique_key", name=op.f("uq_core_job_unique_key")),
    )
    op.create_index("ix_core_job_batch_state", "core_job", ["batch", "state"], unique=False)
    op.create_index("ix_core_job_due", "core_job", ["state", "run_at", "id"], unique=False)
    op.create_index(op.f("ix_core_job_kind"), "core_job", ["kind"], unique=False)
    op.create_table(
        "organizations_organization",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "municipality",
                "department",
                "association",
                "ngo",
                "company",
                "sponsor",
                "unit",
                "other",
                name="kind",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("short_name", sa.String(length=60), nullable=True),
        sa.Column("department", sa.String(length=60), nullable=True),
        sa.Column("parent_id", sa.Uuid(), nullable=True),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.CheckConstraint("name != ''", name=op.f("ck_organizations_organization_name")),
        sa.CheckConstraint(
            "parent_id IS NULL OR parent_id != id",
            name=op.f("ck_organizations_organization_not_its_own_parent"),
        ),
        sa.ForeignKeyConstraint(
            ["parent_id"],
            ["organizations_organization.id"],
            name="fk_organizations_organization_parent",
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_organizations_organization")),
    )
    op.create_index(
        op.f("ix_organizations_organization_name"),
        "organizations_organization",
        ["name"],
        unique=False,
    )
    op.create_index(
        op.f("ix_organizations_organization_parent_id"),
        "organizations_organization",
        ["parent_id"],
        unique=False,
    )
    op.create_table(
        "accounts_person",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("given_names", sa.String(length=80), nullable=False),
        sa.Column("first_surname", sa.String(length=80), nullable=False),
        sa.Column("second_surname", sa.String(length=80), nullable=True),
        sa.Column("married_surname", sa.String(length=80), nullable=True),
        sa.Column(
            "gender",
            sa.Enum(
                "woman",
                "man",
                "other",
                name="gender",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column("phone", sa.String(length=20), nullable=True),
        sa.Column("email", sa.String(length=254), nullable=True),
        sa.Column(
            "document_type",
            sa.Enum(
                "carnet",
                "foreigner_carnet",
                "passport",
                "other",
                name="document_type",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("document_number", sa.String(length=30), nullable=False),
        sa.Column("document_complement", sa.String(length=4), nullable=False),
        sa.Column("document_place", sa.String(length=4), nullable=True),
        sa.Column("organization_id", sa.Uuid(), nullable=True),
        sa.Column("post_title", sa.String(length=160), nullable=True),
        sa.Column("printed_name", sa.String(length=200), nullable=True),
        sa.Column("name_confirmed_at", MOMENT, nullable=True),
        sa.Column("search_key", sa.String(length=400), nullable=False),
        sa.Column("sound_key", sa.String(length=400), nullable=False),
        sa.Column("merged_into_id", sa.Uuid(), nullable=True),
        sa.Column("is_fictional", sa.Boolean(), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("updated_at", MOMENT, nullable=False),
        sa.CheckConstraint(
            "document_number != ''", name=op.f("ck_accounts_person_document_number")
        ),
        sa.CheckConstraint("first_surname != ''", name=op.f("ck_accounts_person_first_surname")),
        sa.CheckConstraint("given_names != ''", name=op.f("ck_accounts_person_given_names")),
        sa.CheckConstraint(
            "merged_into_id IS NULL OR merged_into_id != id",
            name=op.f("ck_accounts_person_not_into_itself"),
        ),
        sa.ForeignKeyConstraint(
            ["merged_into_id"],
            ["accounts_person.id"],
            name=op.f("fk_accounts_person_merged_into_id"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"],
            ["organizations_organization.id"],
            name=op.f("fk_accounts_person_organization_id"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_accounts_person")),
        sa.UniqueConstraint(
            "document_type",
            "document_number",
            "document_complement",
            name="uq_accounts_person_document",
        ),
    )
    op.create_index(op.f("ix_accounts_person_email"), "accounts_person", ["email"], unique=False)
    op.create_index(
        op.f("ix_accounts_person_merged_into_id"),
        "accounts_person",
        ["merged_into_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_accounts_person_organization_id"),
        "accounts_person",
        ["organization_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_accounts_person_search_key"), "accounts_person", ["search_key"], unique=False
    )
    op.create_index(
        op.f("ix_accounts_person_sound_key"), "accounts_person", ["sound_key"], unique=False
    )
    op.create_table(
        "accounts_access_code",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("code_hash", sa.String(length=64), nullable=False),
        sa.Column("expires_at", MOMENT, nullable=False),
        sa.Column("used_at", MOMENT, nullable=True),
        sa.Column("voided_at", MOMENT, nullable=True),
        sa.Column("failed_attempts", sa.Integer(), nullable=False),
        sa.Column("made_by_person_id", sa.Uuid(), nullable=True),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.CheckConstraint(
            "failed_attempts >= 0", name=op.f("ck_accounts_access_code_failed_attempts")
        ),
        sa.CheckConstraint(
            "used_at IS NULL OR voided_at IS NULL",
            name=op.f("ck_accounts_access_code_used_or_voided"),
        ),
        sa.ForeignKeyConstraint(
            ["made_by_person_id"],
            ["accounts_person.id"],
            name=op.f("fk_accounts_access_code_made_by_person_id"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["accounts_person.id"],
            name=op.f("fk_accounts_access_code_person_id"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_accounts_access_code")),
    )
    op.create_index(
        op.f("ix_accounts_access_code_person_id"),
        "accounts_access_code",
        ["person_id"],
        unique=False,
    )
    op.create_index(
        "uq_accounts_access_code_live",
        "accounts_access_code",
        ["person_id"],
        unique=True,
        postgresql_where=sa.text("used_at IS NULL AND voided_at IS NULL"),
        sqlite_where=sa.text("used_at IS NULL AND voided_at IS NULL"),
    )
    op.create_table(
        "accounts_role_grant",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column(
            "role",
            sa.Enum(
                "participant",
                "trainer",
                "coordinator",
                "liaison",
                "administrator",
                "evaluator",
                "cooperation",
                "host_unit",
                "sponsor",
                name="role",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column(
            "scope",
            sa.Enum(
                "platform",
                "programme",
                "edition",
                "organization",
                "host_unit",
                "sponsor",
                name="scope",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("scope_id", sa.Uuid(), nullable=True),
        sa.Column("starts_at", MOMENT, nullable=False),
        sa.Column("ends_at", MOMENT, nullable=True),
        sa.Column("granted_by_person_id", sa.Uuid(), nullable=True),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.CheckConstraint(
            "(scope = 'platform') = (scope_id IS NULL)",
            name=op.f("ck_accounts_role_grant_scope_has_object"),
        ),
        sa.CheckConstraint(
            "ends_at IS NULL OR ends_at >= starts_at", name=op.f("ck_accounts_role_grant_dates")
        ),
        sa.ForeignKeyConstraint(
            ["granted_by_person_id"],
            ["accounts_person.id"],
            name=op.f("fk_accounts_role_grant_granted_by_person_id"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["accounts_person.id"],
            name=op.f("fk_accounts_role_grant_person_id"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_accounts_role_grant")),
    )
    op.create_index(
        op.f("ix_accounts_role_grant_person_id"), "accounts_role_grant", ["person_id"], unique=False
    )
    op.create_index(
        "uq_accounts_role_grant_live",
        "accounts_role_grant",
        ["person_id", "role", "scope", "scope_id"],
        unique=True,
        postgresql_where=sa.text("ends_at IS NULL"),
        sqlite_where=sa.text("ends_at IS NULL"),
    )
    op.create_table(
        "accounts_user",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("username", sa.String(length=64), nullable=True),
        sa.Column("password", sa.String(length=255), nullable=True),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("fs_uniquifier", sa.String(length=64), nullable=False),
        sa.Column("fs_webauthn_user_handle", sa.String(length=64), nullable=True),
        sa.Column("tf_primary_method", sa.String(length=64), nullable=True),
        sa.Column("tf_totp_secret", sa.String(length=255), nullable=True),
        sa.Column("mf_recovery_codes", JSON, nullable=True),
        sa.Column("last_sign_in_at", MOMENT, nullable=True),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("updated_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["accounts_person.id"],
            name=op.f("fk_accounts_user_person_id"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_accounts_user")),
        sa.UniqueConstraint("fs_uniquifier", name=op.f("uq_accounts_user_fs_uniquifier")),
        sa.UniqueConstraint(
            "fs_webauthn_user_handle", name=op.f("uq_accounts_user_fs_webauthn_user_handle")
        ),
        sa.UniqueConstraint("person_id", name=op.f("uq_accounts_user_person_id")),
        sa.UniqueConstraint("username", name=op.f("uq_accounts_user_username")),
    )
    op.create_table(
        "core_outgoing_mail",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("unique_key", sa.String(length=200), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=True),
        sa.Column("recipient", sa.String(length=320), nullable=False),
        sa.Column("subject", sa.String(length=300), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "queued",
                "sending",
                "sent",
                "doubtful",
                "refused",
                name="mail_state",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("sent_at", MOMENT, nullable=True),
        sa.Column("last_error", sa.String(length=500), nullable=True),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["accounts_person.id"],
            name=op.f("fk_core_outgoing_mail_person_id"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_core_outgoing_mail")),
        sa.UniqueConstraint("unique_key", name=op.f("uq_core_outgoing_mail_unique_key")),
    )
    op.create_index(
        op.f("ix_core_outgoing_mail_person_id"), "core_outgoing_mail", ["person_id"], unique=False
    )
    op.create_index(
        "ix_core_outgoing_mail_state_created",
        "core_outgoing_mail",
        ["state", "created_at"],
        unique=False,
    )
    op.create_table(
        "core_stored_file",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("size_bytes", sa.Integer(), nullable=False),
        sa.Column("media_type", sa.String(length=120), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("owner_person_id", sa.Uuid(), nullable=True),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.CheckConstraint("size_bytes >= 0", name=op.f("ck_core_stored_file_size")),
        sa.ForeignKeyConstraint(
            ["owner_person_id"],
            ["accounts_person.id"],
            name=op.f("fk_core_stored_file_owner_person_id"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_core_stored_file")),
    )
    op.create_index(
        op.f("ix_core_stored_file_owner_person_id"),
        "core_stored_file",
        ["owner_person_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_core_stored_file_sha256"), "core_stored_file", ["sha256"], unique=False
    )
    op.create_table(
        "accounts_passkey",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("credential_id", sa.LargeBinary(length=1024), nullable=False),
        sa.Column("public_key", sa.LargeBinary(), nullable=False),
        sa.Column("sign_count", sa.Integer(), nullable=False),
        sa.Column("transports", JSON, nullable=True),
        sa.Column("backup_state", sa.Boolean(), nullable=False),
        sa.Column("device_type", sa.String(length=64), nullable=False),
        sa.Column("extensions", sa.String(length=255), nullable=True),
        sa.Column("lastuse_datetime", MOMENT, nullable=False),
        sa.Column("name", sa.String(length=64), nullable=False),
        sa.Column("usage", sa.String(length=64), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(
            ["user_id"],
            ["accounts_user.id"],
            name=op.f("fk_accounts_passkey_user_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_accounts_passkey")),
        sa.UniqueConstraint("credential_id", name=op.f("uq_accounts_passkey_credential_id")),
    )
    op.create_index(
        op.f("ix_accounts_passkey_user_id"), "accounts_passkey", ["user_id"], unique=False
    )

    is_sqlite = op.get_bind().dialect.name == "sqlite"
    for statement in SQLITE_TRIGGERS if is_sqlite else POSTGRES_TRIGGERS:
        op.execute(statement)


def downgrade() -> None:
    is_sqlite = op.get_bind().dialect.name == "sqlite"
    op.drop_index(op.f("ix_accounts_passkey_user_id"), table_name="accounts_passkey")
    op.drop_table("accounts_passkey")
    op.drop_index(op.f("ix_core_stored_file_sha256"), table_name="core_stored_file")
    op.drop_index(op.f("ix_core_stored_file_owner_person_id"), table_name="core_stored_file")
    op.drop_table("core_stored_file")
    op.drop_index("ix_core_outgoing_mail_state_created", table_name="core_outgoing_mail")
    op.drop_index(op.f("ix_core_outgoing_mail_person_id"), table_name="core_outgoing_mail")
    op.drop_table("core_outgoing_mail")
    op.drop_table("accounts_user")
    op.drop_index(
        "uq_accounts_role_grant_live",
        table_name="accounts_role_grant",
        postgresql_where=sa.text("ends_at IS NULL"),
        sqlite_where=sa.text("ends_at IS NULL"),
    )
    op.drop_index(op.f("ix_accounts_role_grant_person_id"), table_name="accounts_role_grant")
    op.drop_table("accounts_role_grant")
    op.drop_index(
        "uq_accounts_access_code_live",
        table_name="accounts_access_code",
        postgresql_where=sa.text("used_at IS NULL AND voided_at IS NULL"),
        sqlite_where=sa.text("used_at IS NULL AND voided_at IS NULL"),
    )
    op.drop_index(op.f("ix_accounts_access_code_person_id"), table_name="accounts_access_code")
    op.drop_table("accounts_access_code")
    op.drop_index(op.f("ix_accounts_person_sound_key"), table_name="accounts_person")
    op.drop_index(op.f("ix_accounts_person_search_key"), table_name="accounts_person")
    op.drop_index(op.f("ix_accounts_person_organization_id"), table_name="accounts_person")
    op.drop_index(op.f("ix_accounts_person_merged_into_id"), table_name="accounts_person")
    op.drop_index(op.f("ix_accounts_person_email"), table_name="accounts_person")
    op.drop_table("accounts_person")
    op.drop_index(
        op.f("ix_organizations_organization_parent_id"), table_name="organizations_organization"
    )
    op.drop_index(
        op.f("ix_organizations_organization_name"), table_name="organizations_organization"
    )
    op.drop_table("organizations_organization")
    op.drop_index(op.f("ix_core_job_kind"), table_name="core_job")
    op.drop_index("ix_core_job_due", table_name="core_job")
    op.drop_index("ix_core_job_batch_state", table_name="core_job")
    op.drop_table("core_job")
    op.drop_index(op.f("ix_core_event_occurred_at"), table_name="core_event")
    op.drop_index(op.f("ix_core_event_name"), table_name="core_event")
    op.drop_table("core_event")
    op.drop_index("ix_audit_line_object", table_name="audit_line")
    op.drop_index(op.f("ix_audit_line_at"), table_name="audit_line")
    op.drop_index(op.f("ix_audit_line_actor_person_id"), table_name="audit_line")
    op.drop_index(op.f("ix_audit_line_action"), table_name="audit_line")
    op.drop_table("audit_line")
    if not is_sqlite:
        op.execute("DROP FUNCTION audit_line_refuse()")
