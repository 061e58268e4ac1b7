"""Note of an activity that it takes nothing more until staff give another chance."""

import sqlalchemy as sa
from alembic import op

revision = "0074"
down_revision = "0073"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("learning_activity_progress", schema=None) as batch_op:
        # Code from before this column goes on writing rows without it.
        batch_op.add_column(
            sa.Column("is_held", sa.Boolean(), nullable=False, server_default=sa.false())
        )


def downgrade() -> None:
    with op.batch_alter_table("learning_activity_progress", schema=None) as batch_op:
        batch_op.drop_column("is_held")
