"""Keep what a commitment produces or changes, and where today's figure comes from."""

import sqlalchemy as sa
from alembic import op

revision = "0076"
down_revision = "0075"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("transfer_commitment", schema=None) as batch_op:
        batch_op.add_column(sa.Column("product", sa.Text(), nullable=True))
        batch_op.add_column(sa.Column("baseline_source", sa.Text(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("transfer_commitment", schema=None) as batch_op:
        batch_op.drop_column("baseline_source")
        batch_op.drop_column("product")
