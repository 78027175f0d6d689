"""SQLite's write-ahead log: readers do not wait for a writer."""

from __future__ import annotations

import sqlite3
import time
from typing import Any


def write_ahead(cursor: Any, patience: float = 10.0) -> None:
    """Has the database keep a write-ahead log.

    Where several workers begin with a new file at once, SQLite refuses all but one at once, whatever its timeout says.

    Args:
        cursor: of a connection in no transaction.
        patience: seconds for which a refusal is taken for that.

    Raises:
        sqlite3.OperationalError: It was refused for so long.
    """
    until = time.monotonic() + patience
    while True:
        try:
            cursor.execute("PRAGMA journal_mode=WAL")
            return
        except sqlite3.OperationalError:
            if time.monotonic() > until:
                raise
            time.sleep(0.02)
