"""The practice's opening hours: whether it is open, and when it opens again. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
WEEK = 7


def is_open(week: Mapping[str, Any], now: datetime, zone: str = "UTC") -> bool:
    """Tells whether the practice is open.

    Args:
        week: Day to pairs of times, as in ``practice.yml``; a day that is missing is closed.
        now: Any moment with a time zone.
        zone: The practice's time zone.
    """
    here = now.astimezone(ZoneInfo(zone))
    return any(start <= here.time() < end for start, end in _spans(week, here.weekday()))


def opens(week: Mapping[str, Any], now: datetime, zone: str = "UTC") -> datetime | None:
    """Returns when it opens next, in its own time zone; None where it is open now or never opens."""
    here = now.astimezone(ZoneInfo(zone))
    if is_open(week, now, zone):
        return None
    for ahead in range(WEEK + 1):
        day = here + timedelta(days=ahead)
        for start, _ in sorted(_spans(week, day.weekday())):
            if ahead or start > here.time():
                return day.replace(hour=start.hour, minute=start.minute, second=0, microsecond=0)
    return None


def spoken(moment: datetime) -> str:
    """Returns a moment as people say it: "Monday at 9am"."""
    hour, half = moment.hour % 12 or 12, moment.minute
    return f"{DAYS[moment.weekday()].capitalize()} at {hour}{f':{half:02}' if half else ''}{'am' if moment.hour < 12 else 'pm'}"


def _spans(week: Mapping[str, Any], weekday: int) -> list[tuple[time, time]]:
    held = week.get(DAYS[weekday])
    pairs: Sequence[Any] = held if isinstance(held, (list, tuple)) else ()
    return [(time.fromisoformat(start), _end(end)) for start, end in pairs]


def _end(text: str) -> time:
    return time.max if text in ("24:00", "00:00") else time.fromisoformat(text)
