"""When the practice is open, and when it opens again."""

from __future__ import annotations

from datetime import datetime, timezone

import pytest

from bot.practice_hours import hours, spoken

WEEK = {"monday": [["09:00", "12:30"], ["13:30", "17:00"]], "tuesday": [["09:00", "20:00"]], "sunday": []}
ZONE = "Europe/London"


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=timezone.utc)


@pytest.mark.parametrize(
    ("moment", "wanted"),
    [
        ("2026-01-05T09:00", None),
        ("2026-01-05T12:30", "Monday at 1:30pm"),
        ("2026-01-05T17:00", "Tuesday at 9am"),
        ("2026-01-06T21:00", "Monday at 9am"),
        ("2026-01-04T10:00", "Monday at 9am"),
    ],
)
def test_it_says_when_the_practice_opens_next(moment: str, wanted: str | None) -> None:
    """Breaks, evenings, closed days and the turn of the week are all told right."""
    found = hours(at(moment), WEEK, ZONE)
    assert (spoken(found.next_open, at(moment)) if found.next_open else None) == wanted
    assert found.open is (wanted is None)


def test_after_a_holiday_the_date_is_said() -> None:
    """"Monday" alone would be next Monday."""
    moment = at("2026-12-22T21:00")
    closed = [f"2026-12-{day}" for day in range(23, 32)]
    assert spoken(hours(moment, WEEK, ZONE, closed).next_open, moment) == "Monday 4 January at 9am"


def test_summer_time_counts() -> None:
    """The table is local time, whatever the server's clock is set to."""
    assert hours(at("2026-07-06T08:30"), WEEK, ZONE).open
    assert not hours(at("2026-01-05T08:30"), WEEK, ZONE).open


def test_a_practice_without_hours_never_opens() -> None:
    """No table is no promise."""
    assert hours(at("2026-01-05T10:00"), {}, ZONE).next_open is None
