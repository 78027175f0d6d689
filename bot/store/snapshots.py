"""The table of conversation snapshots, on SQLite or PostgreSQL.

A row is a conversation's place-marker: a keyed digest as id, the dialogue state as JSON, two times. What the person
typed is in none of them. Plain SQLAlchemy Core; nothing of Rasa.
"""

from __future__ import annotations

import json
import time
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from bot.store.write_ahead import write_ahead

_metadata = sa.MetaData()
conversations = sa.Table(
    "conversations",
    _metadata,
    sa.Column("id", sa.String(80), primary_key=True),
    sa.Column("state", sa.Text, nullable=False),
    sa.Column("updated_at", sa.Float, nullable=False),
    sa.Column("expires_at", sa.Float, nullable=False, index=True),
)


class Snapshots:
    """Reads and writes conversation states.

    Every method may raise `sqlalchemy.exc.SQLAlchemyError`; callers decide what a lost database means.
    """

    def __init__(self, url: str, keep_seconds: float) -> None:
        """Opens the store; the table is created on first use.

        Args:
            url: SQLAlchemy URL, ``sqlite:///...`` or ``postgresql+psycopg2://...``.
            keep_seconds: A conversation is deleted this long after its last message, in seconds.
        """
        self.keep_seconds = keep_seconds
        self._ready = False
        parsed = sa.engine.make_url(url)
        self._sqlite = parsed.get_backend_name() == "sqlite"
        if self._sqlite:
            if parsed.database:
                Path(parsed.database).parent.mkdir(parents=True, exist_ok=True)
            self._engine = sa.create_engine(url, connect_args={"timeout": 5, "check_same_thread": False})
            sa.event.listen(self._engine, "connect", _prepare_sqlite)
        else:
            self._engine = sa.create_engine(
                url, pool_size=4, max_overflow=8, pool_pre_ping=True, connect_args={"connect_timeout": 2}
            )

    def _connect(self) -> Any:
        if not self._ready:
            _metadata.create_all(self._engine)
            self._ready = True
        return self._engine.begin()

    def read(self, key: str) -> dict[str, Any] | None:
        """Returns a conversation's state, or None if there is none or it has expired."""
        query = sa.select(conversations.c.state).where(
            conversations.c.id == key, conversations.c.expires_at > time.time()
        )
        with self._connect() as link:
            row = link.execute(query).first()
        return json.loads(row[0]) if row else None

    def write(self, key: str, state: dict[str, Any]) -> None:
        """Keeps a conversation's state, in the place of what was there, and renews its expiry."""
        now = time.time()
        row = {"id": key, "state": json.dumps(state), "updated_at": now, "expires_at": now + self.keep_seconds}
        if self._sqlite:
            from sqlalchemy.dialects.sqlite import insert
        else:
            from sqlalchemy.dialects.postgresql import insert
        statement = insert(conversations).values(**row)
        statement = statement.on_conflict_do_update(
            index_elements=["id"], set_={k: statement.excluded[k] for k in ("state", "updated_at", "expires_at")}
        )
        with self._connect() as link:
            link.execute(statement)

    def delete(self, key: str) -> None:
        """Deletes a conversation, if it is there."""
        with self._connect() as link:
            link.execute(conversations.delete().where(conversations.c.id == key))

    def purge(self) -> int:
        """Deletes what has expired.

        Returns:
            How many conversations were deleted.
        """
        with self._connect() as link:
            return link.execute(conversations.delete().where(conversations.c.expires_at <= time.time())).rowcount

    def close(self) -> None:
        """Closes the connections."""
        self._engine.dispose()


def _prepare_sqlite(connection: Any, _: Any) -> None:
    cursor = connection.cursor()
    write_ahead(cursor)
    cursor.execute("PRAGMA synchronous=NORMAL")
    # A deleted conversation leaves no readable page behind.
    cursor.execute("PRAGMA secure_delete=ON")
    cursor.close()
