"""Records, their deliveries, and the log of staff reads."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Builds the tables."""
    op.create_table(
        "intakes",
        sa.Column("ref", sa.String(32), primary_key=True),
        sa.Column("conversation", sa.String(64), nullable=False),
        sa.Column("draft_of", sa.String(64), unique=True),
        sa.Column("status", sa.String(8), nullable=False),
        sa.Column("reference", sa.String(16), unique=True),
        sa.Column("consent", sa.String(80), nullable=False),
        sa.Column("content", sa.Text, nullable=False),
        sa.Column("opened_at", sa.Float, nullable=False),
        sa.Column("changed_at", sa.Float, nullable=False),
        sa.Column("sent_at", sa.Float),
        sa.Column("expires_at", sa.Float, nullable=False),
    )
    op.create_index("ix_intakes_conversation", "intakes", ["conversation"])
    op.create_index("ix_intakes_expires_at", "intakes", ["expires_at"])
    op.create_table(
        "intake_deliveries",
        sa.Column("id", sa.String(32), primary_key=True),
        sa.Column("ref", sa.String(32), nullable=False),
        sa.Column("reference", sa.String(16), nullable=False),
        sa.Column("channel", sa.String(16), nullable=False),
        sa.Column("status", sa.String(12), nullable=False),
        sa.Column("attempts", sa.Integer, nullable=False),
        sa.Column("next_at", sa.Float, nullable=False),
        sa.Column("claim", sa.String(32)),
        sa.Column("claimed_until", sa.Float, nullable=False),
        sa.Column("problem", sa.String(80)),
        sa.Column("done_at", sa.Float),
        sa.UniqueConstraint("ref", "channel", name="one_delivery_a_channel"),
    )
    op.create_index("ix_intake_deliveries_ref", "intake_deliveries", ["ref"])
    op.create_table(
        "intake_accesses",
        sa.Column("id", sa.String(32), primary_key=True),
        sa.Column("at", sa.Float, nullable=False),
        sa.Column("who", sa.String(80), nullable=False),
        sa.Column("what", sa.String(20), nullable=False),
        sa.Column("reference", sa.String(16)),
    )
    op.create_index("ix_intake_accesses_at", "intake_accesses", ["at"])


def downgrade() -> None:
    """Removes the tables."""
    op.drop_table("intake_accesses")
    op.drop_table("intake_deliveries")
    op.drop_table("intakes")
