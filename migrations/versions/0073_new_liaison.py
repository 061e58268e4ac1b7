"""Keep with a change of authorities who becomes the liaison of the municipality."""

import sqlalchemy as sa
from alembic import op

revision = "0073"
down_revision = "0072"
branch_labels = None
depends_on = None

KEY = "fk_transfer_authority_change_new_liaison_person_id"


def upgrade() -> None:
    with op.batch_alter_table("transfer_authority_change", schema=None) as batch_op:
        batch_op.add_column(sa.Column("new_liaison_person_id", sa.Uuid(), nullable=True))
        batch_op.create_foreign_key(
            op.f(KEY),
            "accounts_person",
            ["new_liaison_person_id"],
            ["id"],
            ondelete="SET NULL",
        )


def downgrade() -> None:
    with op.batch_alter_table("transfer_authority_change", schema=None) as batch_op:
        batch_op.drop_constraint(op.f(KEY), type_="foreignkey")
        batch_op.drop_column("new_liaison_person_id")
