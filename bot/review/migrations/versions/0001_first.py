"""Kept questions, what staff ignore for good, and counts by day."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Builds the tables."""
    op.create_table(
        "review_questions",
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("ref", sa.String(32), nullable=False, unique=True),
        sa.Column("day", sa.String(10), nullable=False),
        sa.Column("content", sa.Text, nullable=False),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_review_questions_day", "review_questions", ["day"])
    op.create_table("review_ignored", sa.Column("mark", sa.String(64), primary_key=True))
    op.create_table(
        "review_counts",
        sa.Column("day", sa.String(10), primary_key=True),
        sa.Column("name", sa.String(60), primary_key=True),
        sa.Column("number", sa.Integer, nullable=False),
    )


def downgrade() -> None:
    """Removes the tables."""
    op.drop_table("review_counts")
    op.drop_table("review_ignored")
    op.drop_table("review_questions")
