"""Brings a store's tables up to date, with Alembic; several workers may start at once."""

from __future__ import annotations

import threading
from pathlib import Path

import sqlalchemy as sa

HEAD = "0002"
VERSION_TABLE = "intake_version"
SCRIPTS = Path(__file__).parent / "migrations"
_LOCK = 7_310_022
_PATIENCE = "60s"
_one_at_a_time = threading.Lock()
"""Alembic keeps what it works on in the process: two stores of one process must not migrate at once."""


def migrate(
    engine: sa.engine.Engine, scripts: Path = SCRIPTS, table: str = VERSION_TABLE, head: str = HEAD, lock: int = _LOCK
) -> None:
    """Runs every migration that the database has not seen, in one transaction.

    Args:
        engine: The database.
        scripts: Folder with the migrations; the intake's where none is given.
        table: Table that holds how far they have come.
        head: The last of them.
        lock: PostgreSQL's advisory lock for them.

    Raises:
        sqlalchemy.exc.SQLAlchemyError: The database failed; nothing was changed.
    """
    if _version(engine, table) == head:
        return
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(scripts).replace("%", "%%"))
    # The first one in does the work; the others wait here and then find it done.
    with _one_at_a_time, engine.begin() as link:
        if engine.dialect.name == "postgresql":
            # Waiting for another worker's migration is no failure: a turn's short limits do not hold here.
            for limit in ("lock_timeout", "statement_timeout"):
                link.execute(sa.text(f"SET LOCAL {limit} = '{_PATIENCE}'"))
            link.execute(sa.text(f"SELECT pg_advisory_xact_lock({lock})"))
        config.attributes["connection"] = link
        command.upgrade(config, head)


def _version(engine: sa.engine.Engine, table: str) -> str | None:
    if not sa.inspect(engine).has_table(table):
        return None
    with engine.connect() as link:
        return link.execute(sa.text(f"SELECT version_num FROM {table}")).scalar()
