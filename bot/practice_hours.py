"""When someone at the practice answers: open now, until when, and when next. Pure: the time comes in as an argument.

The table holds local wall times; what is compared are points in time, so days on which clocks change come out right.
"""

from __future__ import annotations

import re
from calendar import month_name
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, timezone
from typing import Any
from zoneinfo import ZoneInfo

DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
AHEAD = 60
"""Days to look ahead for the next opening; a practice may close for a summer."""
_TIME = re.compile(r"(\d{1,2}):(\d{2})")


@dataclass(frozen=True)
class Hours:
    """What the table says about a moment.

    Attributes:
        open: Whether someone answers now.
        next_open: When they next do, in the practice's time; None while open, or where the table names no time.
        until: While open, when that ends.
        known: The practice's file has a table that can be read.
    """

    open: bool
    next_open: datetime | None = None
    until: datetime | None = None
    known: bool = True


def state(now: datetime, practice: Any) -> Hours:
    """Says whether the practice is open.

    Args:
        now: The moment, with its time zone.
        practice: The practice's details (`bot.content.model.Practice`): ``week``, ``time_zone`` and ``closed_on``.

    Returns:
        The hours at that moment; where the table cannot be read, nothing is claimed.
    """
    raw = practice.raw
    try:
        return hours(now, raw["week"], str(raw["time_zone"]), raw.get("closed_on") or ())
    except (AttributeError, KeyError, TypeError, ValueError, OSError):
        # An unknown time zone is a KeyError of its own kind.
        return Hours(False, known=False)


def hours(now: datetime, week: Mapping[str, Any], zone: str, closed_on: Iterable[Any] = ()) -> Hours:
    """Says what a table says about a moment.

    Args:
        now: The moment, with its time zone.
        week: Day to pairs of times, as in ``practice.yml``; a day that is missing is closed.
        zone: The practice's time zone.
        closed_on: Days on which nobody answers, whatever the table says.

    Raises:
        ValueError: A time of day cannot be read.
        KeyError: There is no such time zone.
    """
    place = ZoneInfo(zone)
    for start, end in list(_spans(week, {str(day) for day in closed_on}, now.astimezone(place).date(), place)):
        if start <= now < end:
            return Hours(True, until=end.astimezone(place))
        if now < start:
            return Hours(False, next_open=start.astimezone(place))
    return Hours(False)


def spoken(moment: datetime, now: datetime) -> str:
    """Returns a moment as people say it: "Monday at 9am"; a week ahead and more with its date.

    Args:
        moment: The point in time, in the practice's time zone.
        now: The present.
    """
    hour, half = moment.hour % 12 or 12, moment.minute
    time_ = f"{hour}{f':{half:02}' if half else ''}{'am' if moment.hour < 12 else 'pm'}"
    far = (moment.date() - now.astimezone(moment.tzinfo).date()).days >= len(DAYS)
    day = f" {moment.day} {month_name[moment.month]}" if far else ""
    return f"{DAYS[moment.weekday()].capitalize()}{day} at {time_}"


def _spans(
    week: Mapping[str, Any], closed: set[str], today: date, zone: ZoneInfo
) -> Iterator[tuple[datetime, datetime]]:
    """Yields opening times as points in time, in order; times that touch are one."""
    held: tuple[datetime, datetime] | None = None
    for offset in range(-1, AHEAD):
        day = today + timedelta(days=offset)
        if day.isoformat() in closed:
            continue
        for opens, shuts in week.get(DAYS[day.weekday()]) or ():
            start, end = _moment(day, opens, zone), _moment(day, shuts, zone)
            if end <= start:
                end = _moment(day + timedelta(days=1), shuts, zone)
            if held and start <= held[1]:
                held = (held[0], max(end, held[1]))
                continue
            if held:
                yield held
            held = (start, end)
    if held:
        yield held


def _moment(day: date, text: str, zone: ZoneInfo) -> datetime:
    found = _TIME.fullmatch(str(text).strip())
    if not found:
        raise ValueError(f"'{text}' is no time of day")
    hour, minute = int(found[1]), int(found[2])
    if (hour, minute) == (24, 0):
        day, hour = day + timedelta(days=1), 0
    return datetime.combine(day, time(hour, minute), zone).astimezone(timezone.utc)
