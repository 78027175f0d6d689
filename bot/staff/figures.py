"""What was counted, as staff may see it: by week and by topic, never a number of so few that it points at someone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from bot.review.tally import EVENTS, SENT, STARTED

FEWEST = 5
"""Smaller numbers are shown as "under 5", nought too."""
WEEKS = 12
TOPIC_WEEKS = 4
MISSED = ("unclear", "out_of_scope")
HELP = "crisis"


@dataclass(frozen=True)
class Series:
    """One row of numbers over the weeks; None where a number may not be shown.

    Attributes:
        name: What was counted.
        values: One for each week.
        unit: ``%`` or nothing.
    """

    name: str
    values: tuple[int | None, ...]
    unit: str = ""

    def words(self, place: int) -> str:
        """Returns a value as people read it."""
        value = self.values[place]
        return f"under {FEWEST}" if value is None else f"{value}{self.unit}"


@dataclass(frozen=True)
class Figures:
    """All of it.

    Attributes:
        weeks: Mondays, the oldest first.
        answered: Messages answered.
        missed: The share of them that got no answer.
        help: Answers that gave help lines.
        started: Requests begun.
        sent: Requests sent.
        topics: Topic and number over the last weeks, most asked first.
        few: Number of topics that came up, each under `FEWEST` times.
        since: First day of the topics' weeks.
    """

    weeks: tuple[date, ...]
    answered: Series
    missed: Series
    help: Series
    started: Series
    sent: Series
    topics: tuple[tuple[str, int], ...]
    few: int
    since: date


def first_day(today: date) -> date:
    """Returns the first day that the figures look at."""
    return _monday(today) - timedelta(weeks=WEEKS - 1)


def figures(counted: Sequence[tuple[str, str, int]], today: date) -> Figures:
    """Sums up.

    Args:
        counted: Day, name and number.
        today: The present day.

    Returns:
        What may be shown.
    """
    weeks = tuple(first_day(today) + timedelta(weeks=n) for n in range(WEEKS))
    by_week: dict[date, Counter[str]] = {week: Counter() for week in weeks}
    since = weeks[-TOPIC_WEEKS]
    topics: Counter[str] = Counter()
    for day, name, number in counted:
        when = date.fromisoformat(day)
        if _monday(when) not in by_week:
            continue
        by_week[_monday(when)][name] += number
        if when >= since and name not in EVENTS:
            topics[name] += number
    answered = [sum(n for name, n in by_week[w].items() if name not in EVENTS) for w in weeks]
    missed = [sum(by_week[w][name] for name in MISSED) for w in weeks]
    shares = tuple(round(100 * m / a) if shown(m) is not None else None for m, a in zip(missed, answered))
    return Figures(
        weeks=weeks,
        answered=Series("Messages answered", tuple(map(shown, answered))),
        missed=Series("Share without an answer", shares, "%"),
        help=Series("Help lines given", _row(by_week, weeks, HELP)),
        started=Series("Begun", _row(by_week, weeks, STARTED)),
        sent=Series("Sent", _row(by_week, weeks, SENT)),
        topics=tuple((name, n) for name, n in topics.most_common() if shown(n) is not None),
        few=sum(shown(n) is None for n in topics.values()),
        since=since,
    )


def shown(number: int) -> int | None:
    """Returns a number that may be shown, None for one that may not."""
    return number if number >= FEWEST else None


def _row(by_week: dict[date, Counter[str]], weeks: tuple[date, ...], name: str) -> tuple[int | None, ...]:
    return tuple(shown(by_week[week][name]) for week in weeks)


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())
