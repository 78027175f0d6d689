"""Which topics somebody of the practice should read again."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from bot.content.model import Topic

REVIEW_DAYS = 365


@dataclass(frozen=True)
class Due:
    """A topic to read: never read, or read too long ago."""

    topic: str
    title: str
    file: str
    written_on: str
    reviewed_on: str
    reviewed_by: str


def overdue(topics: Iterable[Topic], today: date, days: int = REVIEW_DAYS) -> list[Due]:
    """Lists the topics whose review is over or never was, the longest ago first.

    Args:
        topics: The topics.
        today: The present day.
        days: How long a review holds.
    """
    last = (today - timedelta(days=days)).isoformat()
    found = [
        Due(t.id, t.title, t.file, t.written_on, t.reviewed_on, t.reviewed_by)
        for t in topics
        if not (t.reviewed_by and t.reviewed_on) or t.reviewed_on < last
    ]
    return sorted(found, key=lambda due: (due.reviewed_on or "", due.written_on, due.topic))
