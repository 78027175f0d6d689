"""What a notice tells: that a request came, was changed, or was withdrawn."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Adds the column; the notices there are all tell of a request that came."""
    op.add_column(
        "intake_deliveries", sa.Column("what", sa.String(12), nullable=False, server_default="received")
    )


def downgrade() -> None:
    """Removes the column."""
    with op.batch_alter_table("intake_deliveries") as table:
        table.drop_column("what")
