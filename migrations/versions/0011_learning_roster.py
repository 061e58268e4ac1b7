"""Lists of people handed in to be enrolled in an edition.

The old code must run on the new schema: add, fill, switch, remove are separate migrations.
Going back loses only lists that wait to be applied and the record of what was refused.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)
JSON = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")


def upgrade() -> None:
    op.create_table(
        "learning_roster",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("edition_id", sa.Uuid(), nullable=False),
        sa.Column("made_by_person_id", sa.Uuid(), nullable=True),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("columns", JSON, nullable=False),
        sa.Column("rows", JSON, nullable=False),
        sa.Column("waiver_reason", sa.Text(), nullable=True),
        sa.Column("enrolled_count", sa.Integer(), nullable=False),
        sa.Column("known_count", sa.Integer(), nullable=False),
        sa.Column("applied_at", MOMENT, nullable=True),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(
            ["edition_id"],
            ["learning_edition.id"],
            name=op.f("fk_learning_roster_edition_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["made_by_person_id"],
            ["accounts_person.id"],
            name=op.f("fk_learning_roster_made_by_person_id"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_learning_roster")),
    )
    op.create_index(
        op.f("ix_learning_roster_edition_id"), "learning_roster", ["edition_id"], unique=False
    )
    op.create_index(
        op.f("ix_learning_roster_made_by_person_id"),
        "learning_roster",
        ["made_by_person_id"],
        unique=False,
    )


def downgrade() -> None:
    op.drop_table("learning_roster")
