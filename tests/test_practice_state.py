"""The practice's hours hold on every day, also when clocks change."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from types import SimpleNamespace
from typing import Any
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from bot.content.current import current
from bot.practice_hours import DAYS, state

LONDON = ZoneInfo("Europe/London")


def practice(week: dict[str, Any], zone: str = "Europe/London", **more: Any) -> Any:
    return SimpleNamespace(raw={"week": week, "time_zone": zone, **more})


def at(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=timezone.utc)


EVERY_DAY = practice({day: [["09:00", "17:00"]] for day in DAYS})


def test_a_wall_time_is_another_moment_in_summer() -> None:
    assert state(at(2026, 1, 15, 8, 30), EVERY_DAY).next_open == at(2026, 1, 15, 9, 0)
    assert state(at(2026, 7, 15, 8, 30), EVERY_DAY).open


def test_the_days_on_which_clocks_change_come_out_right() -> None:
    """In London clocks go forward on 29 March 2026 at 1:00 and back on 25 October 2026 at 2:00."""
    assert state(at(2026, 3, 28, 18, 0), EVERY_DAY).next_open == at(2026, 3, 29, 8, 0)
    assert state(at(2026, 10, 24, 18, 0), EVERY_DAY).next_open == at(2026, 10, 25, 9, 0)
    night = practice({"sunday": [["00:30", "03:30"]]})
    forward = state(at(2026, 3, 29, 0, 45), night)
    assert forward.open and forward.until == at(2026, 3, 29, 2, 30), "the hour that is left out"
    back = state(at(2026, 10, 25, 1, 45), night)
    assert back.open and back.until == at(2026, 10, 25, 3, 30), "the hour that comes twice"


def test_the_first_second_is_open_and_the_last_is_not() -> None:
    assert state(at(2026, 1, 15, 9, 0), EVERY_DAY).open
    closing = state(at(2026, 1, 15, 17, 0), EVERY_DAY)
    assert not closing.open and closing.next_open == at(2026, 1, 16, 9, 0)


def test_breaks_late_hours_and_holidays() -> None:
    broken = practice({"monday": [["09:00", "12:30"], ["13:30", "17:00"]]})
    assert state(at(2026, 11, 23, 13, 0), broken).next_open == at(2026, 11, 23, 13, 30)
    joined = practice({"monday": [["09:00", "12:00"], ["12:00", "17:00"]]})
    assert state(at(2026, 11, 23, 11, 0), joined).until == at(2026, 11, 23, 17, 0)
    late = practice({"monday": [["20:00", "02:00"]]})
    assert state(at(2026, 11, 24, 1, 0), late).open
    midnight = practice({"monday": [["20:00", "24:00"]]})
    assert state(at(2026, 11, 23, 21, 0), midnight).until == at(2026, 11, 24, 0, 0)
    holiday = practice(EVERY_DAY.raw["week"], closed_on=["2026-12-25"])
    assert state(at(2026, 12, 25, 10, 0), holiday).next_open == at(2026, 12, 26, 9, 0)


def test_what_cannot_be_read_claims_nothing() -> None:
    for raw in (
        {},
        {"week": {"monday": [["9", "17:00"]]}, "time_zone": "Europe/London"},
        {"week": {"monday": [["25:00", "26:00"]]}, "time_zone": "Europe/London"},
        {"week": {day: [["09:00", "17:00"]] for day in DAYS}, "time_zone": "Middle/Earth"},
        {"week": "always", "time_zone": "Europe/London"},
    ):
        hours = state(at(2026, 11, 23, 10, 0), SimpleNamespace(raw=raw))
        assert not (hours.open or hours.next_open or hours.known), raw
    never = state(at(2026, 11, 23, 10, 0), practice({}))
    assert never.known and not never.open and never.next_open is None


@given(st.datetimes(datetime(2026, 1, 1), datetime(2029, 1, 1)))
def test_the_next_opening_is_open_and_nothing_before_it_is(moment: datetime) -> None:
    now = moment.replace(tzinfo=timezone.utc)
    hours = state(now, current().practice)
    if hours.open:
        assert hours.until and hours.until > now and not state(hours.until, current().practice).open
        return
    assert hours.next_open and state(hours.next_open, current().practice).open
    just_before = hours.next_open - timedelta(seconds=1)
    assert just_before < now or not state(just_before, current().practice).open


@given(st.datetimes(datetime(2026, 1, 1), datetime(2027, 1, 1)))
def test_it_says_what_the_clock_on_the_wall_and_the_table_say(moment: datetime) -> None:
    local = moment.replace(tzinfo=timezone.utc).astimezone(LONDON)
    spans = current().practice.raw["week"][DAYS[local.weekday()]]
    expected = any(start <= local.strftime("%H:%M") < end for start, end in spans)
    assert state(local, current().practice).open is expected
