"""What was loaded from files, and the library with its names, words, relations and mentions.

The old code must run on the new schema: add, fill, switch, remove are separate migrations.
Going back removes what `lms content load` brings again from the files.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)
JSON = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")


def upgrade() -> None:
    op.create_table(
        "content_library_entry",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("slug", sa.String(length=120), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("source", sa.String(length=20), nullable=False),
        sa.Column("source_title", sa.Text(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("country", sa.String(length=80), nullable=False),
        sa.Column("place", sa.String(length=200), nullable=False),
        sa.Column("theme", sa.String(length=40), nullable=False),
        sa.Column("year", sa.Integer(), nullable=True),
        sa.Column("summary", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("facts", JSON, nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("updated_at", MOMENT, nullable=False),
        sa.CheckConstraint("position > 0", name=op.f("ck_content_library_entry_position")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_content_library_entry")),
        sa.UniqueConstraint("code", name=op.f("uq_content_library_entry_code")),
        sa.UniqueConstraint("slug", name=op.f("uq_content_library_entry_slug")),
    )
    op.create_index(
        op.f("ix_content_library_entry_position"),
        "content_library_entry",
        ["position"],
        unique=False,
    )
    op.create_table(
        "content_load",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("content_hash", sa.String(length=64), nullable=False),
        sa.Column("sections", JSON, nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("updated_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_content_load")),
        sa.UniqueConstraint("name", name=op.f("uq_content_load_name")),
    )
    op.create_table(
        "content_library_mention",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("entry_id", sa.Uuid(), nullable=False),
        sa.Column("lesson", sa.String(length=240), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("course_title", sa.String(length=200), nullable=False),
        sa.Column("lesson_title", sa.String(length=200), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(
            ["entry_id"],
            ["content_library_entry.id"],
            name=op.f("fk_content_library_mention_entry_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_content_library_mention")),
        sa.UniqueConstraint(
            "entry_id", "lesson", name=op.f("uq_content_library_mention_entry_id_lesson")
        ),
    )
    op.create_index(
        op.f("ix_content_library_mention_entry_id"),
        "content_library_mention",
        ["entry_id"],
        unique=False,
    )
    op.create_table(
        "content_library_name",
        sa.Column("entry_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("folded", sa.String(length=250), nullable=False),
        sa.ForeignKeyConstraint(
            ["entry_id"],
            ["content_library_entry.id"],
            name=op.f("fk_content_library_name_entry_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("entry_id", "position", name=op.f("pk_content_library_name")),
    )
    op.create_index(
        "ix_content_library_name_folded", "content_library_name", ["folded"], unique=False
    )
    op.create_table(
        "content_library_relation",
        sa.Column("entry_id", sa.Uuid(), nullable=False),
        sa.Column("related_id", sa.Uuid(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "practice",
                "organisation",
                name="library_relation_kind",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["entry_id"],
            ["content_library_entry.id"],
            name=op.f("fk_content_library_relation_entry_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["related_id"],
            ["content_library_entry.id"],
            name=op.f("fk_content_library_relation_related_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint(
            "entry_id", "related_id", "kind", name=op.f("pk_content_library_relation")
        ),
    )
    op.create_table(
        "content_library_token",
        sa.Column("entry_id", sa.Uuid(), nullable=False),
        sa.Column("token", sa.String(length=60), nullable=False),
        sa.Column("weight", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["entry_id"],
            ["content_library_entry.id"],
            name=op.f("fk_content_library_token_entry_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("entry_id", "token", name=op.f("pk_content_library_token")),
    )
    op.create_index(
        "ix_content_library_token_token", "content_library_token", ["token"], unique=False
    )


def downgrade() -> None:
    op.drop_index("ix_content_library_token_token", table_name="content_library_token")
    op.drop_table("content_library_token")
    op.drop_table("content_library_relation")
    op.drop_index("ix_content_library_name_folded", table_name="content_library_name")
    op.drop_table("content_library_name")
    op.drop_index(op.f("ix_content_library_mention_entry_id"), table_name="content_library_mention")
    op.drop_table("content_library_mention")
    op.drop_table("content_load")
    op.drop_index(op.f("ix_content_library_entry_position"), table_name="content_library_entry")
    op.drop_table("content_library_entry")
