"""Brings the intake's tables up to date, with Alembic; several workers may start at once."""

from __future__ import annotations

from pathlib import Path

import sqlalchemy as sa

HEAD = "0002"
VERSION_TABLE = "intake_version"
SCRIPTS = Path(__file__).parent / "migrations"
_LOCK = 7_310_022
_PATIENCE = "60s"


def migrate(engine: sa.engine.Engine) -> None:
    """Runs every migration that the database has not seen, in one transaction.

    Args:
        engine: The database.

    Raises:
        sqlalchemy.exc.SQLAlchemyError: The database failed; nothing was changed.
    """
    if _version(engine) == HEAD:
        return
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(SCRIPTS).replace("%", "%%"))
    # The first one in does the work; the others wait here and then find it done.
    with engine.begin() as link:
        if engine.dialect.name == "postgresql":
            # Waiting for another worker's migration is no failure: a turn's short limits do not hold here.
            for limit in ("lock_timeout", "statement_timeout"):
                link.execute(sa.text(f"SET LOCAL {limit} = '{_PATIENCE}'"))
            link.execute(sa.text(f"SELECT pg_advisory_xact_lock({_LOCK})"))
        config.attributes["connection"] = link
        command.upgrade(config, HEAD)


def _version(engine: sa.engine.Engine) -> str | None:
    if not sa.inspect(engine).has_table(VERSION_TABLE):
        return None
    with engine.connect() as link:
        return link.execute(sa.text(f"SELECT version_num FROM {VERSION_TABLE}")).scalar()
