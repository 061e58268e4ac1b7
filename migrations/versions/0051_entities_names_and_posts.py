"""Names of entities in time, posts and who holds them.

The old code must run on the new schema: add, fill, switch, remove are separate migrations.
"""

import sqlalchemy as sa
from alembic import op

revision = "0051"
down_revision = "0050"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "organizations_name",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("organization_id", sa.Uuid(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "official",
                "alias",
                name="name_kind",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("short_name", sa.String(length=60), nullable=True),
        sa.Column("valid_from", sa.Date(), nullable=True),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("note", sa.String(length=300), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "valid_to IS NULL OR valid_from IS NULL OR valid_to >= valid_from",
            name=op.f("ck_organizations_name_dates"),
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"],
            ["organizations_organization.id"],
            name=op.f("fk_organizations_name_organization_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_organizations_name")),
    )
    with op.batch_alter_table("organizations_name", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_organizations_name_organization_id"), ["organization_id"], unique=False
        )

    op.create_table(
        "organizations_post",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("organization_id", sa.Uuid(), nullable=False),
        sa.Column("title", sa.String(length=160), nullable=False),
        sa.Column("superior_post_id", sa.Uuid(), nullable=True),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "ends_on IS NULL OR ends_on >= starts_on", name=op.f("ck_organizations_post_dates")
        ),
        sa.CheckConstraint(
            "superior_post_id IS NULL OR superior_post_id != id",
            name=op.f("ck_organizations_post_not_above_itself"),
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"],
            ["organizations_organization.id"],
            name=op.f("fk_organizations_post_organization_id"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["superior_post_id"],
            ["organizations_post.id"],
            name=op.f("fk_organizations_post_superior_post_id"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_organizations_post")),
    )
    with op.batch_alter_table("organizations_post", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_organizations_post_organization_id"), ["organization_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_organizations_post_superior_post_id"), ["superior_post_id"], unique=False
        )

    op.create_table(
        "organizations_post_holding",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("post_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "ends_on IS NULL OR ends_on >= starts_on",
            name=op.f("ck_organizations_post_holding_dates"),
        ),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["accounts_person.id"],
            name=op.f("fk_organizations_post_holding_person_id"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["post_id"],
            ["organizations_post.id"],
            name=op.f("fk_organizations_post_holding_post_id"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_organizations_post_holding")),
    )
    with op.batch_alter_table("organizations_post_holding", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_organizations_post_holding_person_id"), ["person_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_organizations_post_holding_post_id"), ["post_id"], unique=False
        )

    with op.batch_alter_table("organizations_organization", schema=None) as batch_op:
        batch_op.add_column(sa.Column("code", sa.String(length=60), nullable=True))
        batch_op.add_column(
            sa.Column("search_key", sa.String(length=800), server_default="", nullable=False)
        )
        batch_op.add_column(sa.Column("note", sa.Text(), server_default="", nullable=False))
        batch_op.add_column(sa.Column("closed_on", sa.Date(), nullable=True))
        batch_op.add_column(
            sa.Column(
                "updated_at",
                sa.DateTime(timezone=True),
                server_default=sa.text("'2026-01-01 00:00:00+00:00'"),
                nullable=False,
            )
        )
        batch_op.create_unique_constraint(
            batch_op.f("uq_organizations_organization_code"), ["code"]
        )


def downgrade() -> None:
    with op.batch_alter_table("organizations_organization", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("uq_organizations_organization_code"), type_="unique")
        batch_op.drop_column("updated_at")
        batch_op.drop_column("closed_on")
        batch_op.drop_column("note")
        batch_op.drop_column("search_key")
        batch_op.drop_column("code")

    with op.batch_alter_table("organizations_post_holding", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_organizations_post_holding_post_id"))
        batch_op.drop_index(batch_op.f("ix_organizations_post_holding_person_id"))

    op.drop_table("organizations_post_holding")
    with op.batch_alter_table("organizations_post", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_organizations_post_superior_post_id"))
        batch_op.drop_index(batch_op.f("ix_organizations_post_organization_id"))

    op.drop_table("organizations_post")
    with op.batch_alter_table("organizations_name", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_organizations_name_organization_id"))

    op.drop_table("organizations_name")
