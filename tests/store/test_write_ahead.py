"""Several workers begin with one new file."""

from __future__ import annotations

import sqlite3
import threading
from pathlib import Path

import pytest

from bot.store.write_ahead import write_ahead


def held(path: Path) -> sqlite3.Connection:
    """Another worker's connection in the midst of writing to a new file."""
    other = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
    other.execute("CREATE TABLE t (n)")
    other.execute("BEGIN EXCLUSIVE")
    other.execute("INSERT INTO t VALUES (1)")
    return other


def test_a_refusal_is_waited_out(tmp_path: Path) -> None:
    """A worker that begins while another one writes gets its log, not an error."""
    other = held(tmp_path / "new.sqlite")
    letting_go = threading.Timer(0.2, lambda: other.execute("COMMIT"))
    letting_go.start()
    mine = sqlite3.connect(tmp_path / "new.sqlite", timeout=0)
    write_ahead(mine.cursor())
    letting_go.join()
    assert mine.execute("PRAGMA journal_mode").fetchone() == ("wal",)


def test_one_that_does_not_end_is_said(tmp_path: Path) -> None:
    """A file that stays locked is an error, not a wait for ever."""
    other = held(tmp_path / "new.sqlite")
    mine = sqlite3.connect(tmp_path / "new.sqlite", timeout=0)
    with pytest.raises(sqlite3.OperationalError):
        write_ahead(mine.cursor(), patience=0.05)
    other.close()
