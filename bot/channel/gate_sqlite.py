"""The gate's memory in a small SQLite file, for a server with one worker."""

from __future__ import annotations

import sqlite3
import time
from pathlib import Path
from typing import Any

from bot.channel.gate import ANSWER_SECONDS, PENDING_SECONDS, WINDOW, Count, Entry

FILE = "web.sqlite"
_TABLES = """
create table if not exists hits (subject text not null, at real not null);
create index if not exists hits_by_subject on hits (subject, at);
create index if not exists hits_by_time on hits (at);
create table if not exists answers (
  conversation text not null, message text not null, until real not null, sealed blob,
  primary key (conversation, message)) without rowid;
create index if not exists answers_by_time on answers (until);
"""


def beside(database_url: str, var: Path) -> Path:
    """The gate's file: beside the conversations where they are in a file, else in the folder for everything stored."""
    prefix = "sqlite:///"
    if database_url.startswith(prefix) and len(database_url) > len(prefix):
        return Path(database_url[len(prefix) :]).parent / FILE
    return Path(var) / FILE


class SqliteShelf:
    """One connection of the one worker. A step takes a tenth of a millisecond: a thread of its own would cost more."""

    def __init__(self, path: Path, clock: Any = time.time) -> None:
        self._path, self._clock = path, clock
        self._link: sqlite3.Connection | None = None

    async def enter(self, counts: list[Count], conversation: str, message: str | None) -> Entry:
        """Looks up, counts and marks in one transaction."""
        return self._enter(counts, conversation, message)

    async def finish(self, conversation: str, message: str, sealed: bytes) -> bool:
        """Keeps the answer where the message is still marked as being answered."""
        sql = "update answers set sealed = ?, until = ? where conversation = ? and message = ?"
        return self._write(sql, (sealed, self._clock() + ANSWER_SECONDS, conversation, message))

    async def forget(self, conversation: str) -> bool:
        """Drops every answer of a conversation."""
        return self._write("delete from answers where conversation = ?", (conversation,))

    async def purge(self) -> bool:
        """Deletes what is over."""
        return self._sweep(self._clock())

    def _enter(self, counts: list[Count], conversation: str, message: str | None) -> Entry:
        link, now = self._open(), self._clock()
        link.execute("begin immediate")
        try:
            entry = self._decide(link, now, counts, conversation, message)
            link.execute("commit")
        except BaseException:
            link.execute("rollback")
            raise
        return entry

    def _decide(
        self, link: sqlite3.Connection, now: float, counts: list[Count], conversation: str, message: str | None
    ) -> Entry:
        if message is not None:
            where = (conversation, message, now)
            row = link.execute(
                "select sealed from answers where conversation = ? and message = ? and until > ?", where
            ).fetchone()
            if row:
                return Entry("done", sealed=row[0]) if row[0] else Entry("pending")
        wait = max((self._wait(link, now, count) for count in counts), default=0.0)
        if wait > 0:
            return Entry("limited", wait=wait)
        link.executemany("insert into hits values (?, ?)", [(count.subject, now) for count in counts])
        if message is not None:
            link.execute(
                "insert or replace into answers values (?, ?, ?, null)", (conversation, message, now + PENDING_SECONDS)
            )
        return Entry("new")

    @staticmethod
    def _wait(link: sqlite3.Connection, now: float, count: Count) -> float:
        """Seconds until there is room: when the oldest of the last `limit` hits leaves the window."""
        row = link.execute(
            "select at from hits where subject = ? and at > ? order by at desc limit 1 offset ?",
            (count.subject, now - WINDOW, count.limit - 1),
        ).fetchone()
        return row[0] + WINDOW - now if row else 0.0

    def _write(self, sql: str, values: tuple[Any, ...]) -> bool:
        self._open().execute(sql, values)
        return True

    def _sweep(self, now: float) -> bool:
        link = self._open()
        link.execute("delete from hits where at <= ?", (now - WINDOW,))
        link.execute("delete from answers where until <= ?", (now,))
        return True

    def _open(self) -> sqlite3.Connection:
        if self._link is None:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            link = sqlite3.connect(self._path, timeout=1, isolation_level=None, check_same_thread=False)
            # Losing a minute's counts in a power cut harms nobody; waiting for the disk at every turn would.
            link.executescript("pragma journal_mode=wal; pragma synchronous=off; pragma secure_delete=on;" + _TABLES)
            self._link = link
        return self._link
