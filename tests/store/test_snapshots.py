"""The conversation store keeps a state for a while, and nothing else; on SQLite and on a real PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import sqlalchemy as sa

from bot.store import snapshots as module
from bot.store.snapshots import Snapshots, conversations


@pytest.fixture(params=["sqlite", "postgres"])
def store(request, tmp_path) -> Iterator[Snapshots]:
    url = f"sqlite:///{tmp_path / 'a' / 'c.sqlite'}" if request.param == "sqlite" else request.getfixturevalue("postgres")
    opened = Snapshots(url, keep_seconds=3600)
    yield opened
    opened.close()


def test_what_was_written_comes_back_and_a_second_write_replaces_it(store: Snapshots) -> None:
    assert store.read("k1") is None
    store.write("k1", {"turns": 1})
    store.write("k1", {"turns": 2, "topic": "crying_weakness"})
    assert store.read("k1") == {"turns": 2, "topic": "crying_weakness"}
    store.delete("k1")
    assert store.read("k1") is None


def test_an_expired_conversation_is_not_read_and_is_purged(store: Snapshots, monkeypatch) -> None:
    store.write("old", {"turns": 1})
    later = module.time.time() + 3601
    monkeypatch.setattr(module.time, "time", lambda: later)
    store.write("new", {"turns": 1})
    assert store.read("old") is None
    assert store.purge() == 1
    assert store.read("new") == {"turns": 1}
    store.delete("new")


def test_the_table_has_no_place_for_words() -> None:
    """A new column must be thought about: text of the person's may never get one."""
    assert [c.name for c in conversations.columns] == ["id", "state", "updated_at", "expires_at"]


def test_a_deleted_conversation_leaves_no_readable_page(tmp_path) -> None:
    file = tmp_path / "c.sqlite"
    store = Snapshots(f"sqlite:///{file}", 3600)
    store.write("k", {"topic": "needle-in-the-page"})
    store.delete("k")
    with store._engine.begin() as link:
        link.execute(sa.text("PRAGMA wal_checkpoint(TRUNCATE)"))
    store.close()
    assert all(b"needle-in-the-page" not in f.read_bytes() for f in tmp_path.iterdir())
