"""The intake's tables. `migrations/` builds them; a test compares the two.

Whatever a person wrote stands in one column, `intakes.content`, encrypted. Everything else is a time, a state, a
random name or a keyed digest.
"""

from __future__ import annotations

import sqlalchemy as sa

DRAFT, SENT = "draft", "sent"
WAITING, DELIVERED, FAILED, BY_HAND = "waiting", "delivered", "failed", "by hand"
RECEIVED, CHANGED, WITHDRAWN = "received", "changed", "withdrawn"

metadata = sa.MetaData()

intakes = sa.Table(
    "intakes",
    metadata,
    sa.Column("ref", sa.String(32), primary_key=True),
    sa.Column("conversation", sa.String(64), nullable=False, index=True),
    # The conversation's digest again, only while this is its draft: the database itself refuses a second one.
    sa.Column("draft_of", sa.String(64), unique=True),
    sa.Column("status", sa.String(8), nullable=False),
    sa.Column("reference", sa.String(16), unique=True),
    sa.Column("consent", sa.String(80), nullable=False),
    sa.Column("content", sa.Text, nullable=False),
    sa.Column("opened_at", sa.Float, nullable=False),
    sa.Column("changed_at", sa.Float, nullable=False),
    sa.Column("sent_at", sa.Float),
    sa.Column("expires_at", sa.Float, nullable=False, index=True),
)

deliveries = sa.Table(
    "intake_deliveries",
    metadata,
    sa.Column("id", sa.String(32), primary_key=True),
    sa.Column("ref", sa.String(32), nullable=False, index=True),
    sa.Column("reference", sa.String(16), nullable=False),
    sa.Column("channel", sa.String(16), nullable=False),
    sa.Column("status", sa.String(12), nullable=False),
    sa.Column("attempts", sa.Integer, nullable=False),
    sa.Column("next_at", sa.Float, nullable=False),
    sa.Column("claim", sa.String(32)),
    sa.Column("claimed_until", sa.Float, nullable=False),
    sa.Column("problem", sa.String(80)),
    sa.Column("done_at", sa.Float),
    sa.Column("what", sa.String(12), nullable=False, server_default=RECEIVED),
    sa.UniqueConstraint("ref", "channel", name="one_delivery_a_channel"),
)

accesses = sa.Table(
    "intake_accesses",
    metadata,
    sa.Column("id", sa.String(32), primary_key=True),
    sa.Column("at", sa.Float, nullable=False, index=True),
    sa.Column("who", sa.String(80), nullable=False),
    sa.Column("what", sa.String(20), nullable=False),
    sa.Column("reference", sa.String(16)),
)
