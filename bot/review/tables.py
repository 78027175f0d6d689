"""The tables of kept questions and of counts. `migrations/` builds them; a test compares the two.

What a person wrote stands in `questions.content`, encrypted. Beside it stands the day, and nothing that leads back to a
conversation: no id, no time of day (the seal's own time is the day's first second).
"""

from __future__ import annotations

import sqlalchemy as sa

metadata = sa.MetaData()

questions = sa.Table(
    "review_questions",
    metadata,
    # Never given twice, so that a group's number stays its own.
    sa.Column("number", sa.Integer, primary_key=True, autoincrement=True),
    sa.Column("ref", sa.String(32), nullable=False, unique=True),
    sa.Column("day", sa.String(10), nullable=False, index=True),
    sa.Column("content", sa.Text, nullable=False),
    sqlite_autoincrement=True,
)

ignored = sa.Table(
    "review_ignored",
    metadata,
    sa.Column("mark", sa.String(64), primary_key=True),
)

counts = sa.Table(
    "review_counts",
    metadata,
    sa.Column("day", sa.String(10), primary_key=True),
    sa.Column("name", sa.String(60), primary_key=True),
    sa.Column("number", sa.Integer, nullable=False),
)
