"""A store's database: SQLite or PostgreSQL, one transaction a call, errors that quote no value."""

from __future__ import annotations

import logging
import os
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from bot.intake.migrate import migrate
from bot.intake.problem import StoreDown
from bot.store.write_ahead import write_ahead

WRITERS = 7_310_021
"""PostgreSQL's advisory lock: writers share it, a key rotation has it alone."""

# Its INFO and DEBUG records quote statements and rows.
logging.getLogger("sqlalchemy.engine").setLevel(logging.WARNING)


class Database:
    """Transactions on a store's tables; the tables are built or brought up to date before the first one."""

    def __init__(
        self,
        url: str,
        migrate: Callable[[sa.engine.Engine], None] = migrate,
        down: Callable[[str], Exception] = StoreDown,
    ) -> None:
        """Prepares the connection; nothing is opened before the first call.

        Args:
            url: SQLAlchemy URL, ``sqlite:///...`` or ``postgresql+psycopg2://...``.
            migrate: Brings the tables up to date; the intake's where none is given.
            down: Makes the error for a database that fails, from the failure's type.
        """
        self._migrate, self._down = migrate, down
        parsed = sa.engine.make_url(url)
        self.sqlite = parsed.get_backend_name() == "sqlite"
        self._file = Path(parsed.database) if self.sqlite and parsed.database else None
        self._ready, self._guard = False, threading.Lock()
        if self.sqlite:
            self.engine = sa.create_engine(
                url, hide_parameters=True, connect_args={"timeout": 10, "check_same_thread": False}
            )
            sa.event.listen(self.engine, "connect", _prepare_sqlite)
            sa.event.listen(self.engine, "begin", _begin_sqlite)
        else:
            self.engine = sa.create_engine(
                url,
                hide_parameters=True,
                pool_size=2,
                max_overflow=6,
                pool_timeout=5,
                pool_pre_ping=True,
                connect_args={"connect_timeout": 3, "options": "-c statement_timeout=8000 -c lock_timeout=5000"},
            )

    @contextmanager
    def reading(self) -> Iterator[Any]:
        """A transaction that only reads.

        Raises:
            StoreDown: The database failed (here and below: or what `down` makes).
        """
        with self._transaction(write=False) as link:
            yield link

    @contextmanager
    def writing(self, alone: bool = False) -> Iterator[Any]:
        """A transaction that writes: all of it, or nothing.

        Args:
            alone: Keep every other writer out until it ends.

        Raises:
            StoreDown: The database failed.
        """
        with self._transaction(write=True) as link:
            if not self.sqlite:
                shared = "" if alone else "_shared"
                link.execute(sa.text(f"SELECT pg_advisory_xact_lock{shared}({WRITERS})"))
            yield link

    def close(self) -> None:
        """Closes the connections."""
        self.engine.dispose()

    @contextmanager
    def _transaction(self, write: bool) -> Iterator[Any]:
        try:
            self._prepare()
            with self.engine.connect() as opened:
                # The options make a new connection object: a transaction begun on it is unknown to the old one.
                link = opened.execution_options(writes=write)
                with link.begin():
                    yield link
        except sa.exc.IntegrityError:
            raise
        except (sa.exc.SQLAlchemyError, OSError) as error:
            raise self._down(type(getattr(error, "orig", None) or error).__name__) from None

    def _prepare(self) -> None:
        if self._ready:
            return
        with self._guard:
            if self._ready:
                return
            if self._file:
                self._file.parent.mkdir(parents=True, exist_ok=True)
                # SQLite's other files take their rights from this one.
                os.close(os.open(self._file, os.O_CREAT | os.O_RDWR, 0o600))
            self._migrate(self.engine)
            self._ready = True


def _prepare_sqlite(connection: Any, _: Any) -> None:
    # The driver would end our transactions early; `_begin_sqlite` begins them instead.
    connection.isolation_level = None
    cursor = connection.cursor()
    write_ahead(cursor)
    # A reference that a person was given must survive a power cut.
    cursor.execute("PRAGMA synchronous=FULL")
    cursor.execute("PRAGMA secure_delete=ON")
    cursor.close()


def _begin_sqlite(link: Any) -> None:
    # A transaction that turns into a writer halfway can be refused; one that starts as a writer waits its turn.
    link.exec_driver_sql("BEGIN IMMEDIATE" if link.get_execution_options().get("writes", True) else "BEGIN")
