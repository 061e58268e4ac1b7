"""Remember which code of the second step was used last, so that none opens twice."""

import sqlalchemy as sa
from alembic import op

revision = "0072"
down_revision = "0071"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("accounts_user", schema=None) as batch_op:
        batch_op.add_column(sa.Column("last_totp_counter", sa.BigInteger(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("accounts_user", schema=None) as batch_op:
        batch_op.drop_column("last_totp_counter")
