"""Admit notices whose letter another feature writes.

The way back refuses while such notices stand: they would not fit the narrower check.
"""

import sqlalchemy as sa
from alembic import op

revision = "0071"
down_revision = "0070"
branch_labels = None
depends_on = None

CHECK = "ck_messages_notice_notice_way"


def upgrade() -> None:
    _admit("'mail', 'by_hand', 'elsewhere'")


def downgrade() -> None:
    _admit("'mail', 'by_hand'")


def _admit(ways: str) -> None:
    with op.batch_alter_table("messages_notice", schema=None) as batch_op:
        batch_op.drop_constraint(op.f(CHECK), type_="check")
        batch_op.create_check_constraint(op.f(CHECK), sa.text(f"way IN ({ways})"))
