"""Figures: summed by week, and never a number of so few that it points at someone."""

from __future__ import annotations

import re
from datetime import date, timedelta

from bot.content.model import Topic
from bot.staff.charts import HEIGHT, STUB, WIDTH, chart
from bot.staff.figures import FEWEST, Series, figures, first_day
from bot.staff.overdue import overdue

TODAY = date(2026, 11, 22)


def on(day: date, **names: int) -> list[tuple[str, str, int]]:
    return [(day.isoformat(), name.replace("__", ":"), number) for name, number in names.items()]


def test_days_are_summed_by_week_and_topics_over_the_last_weeks() -> None:
    week = date(2026, 11, 16)
    rows = on(week, booking=3, unclear=4, crisis=1) + on(
        week + timedelta(6), booking=9, unclear=2, out_of_scope=1, crisis=5
    )
    rows += (
        on(first_day(TODAY), booking=70)
        + on(first_day(TODAY) - timedelta(1), booking=500)
        + on(week, intake__started=6)
    )
    found = figures(rows, TODAY)
    assert len(found.weeks) == 12 and found.weeks[-1] == week and all(w.weekday() == 0 for w in found.weeks)
    assert found.answered.values[-1] == 25 and found.answered.values[0] == 70
    assert found.missed.values[-1] == 28 and found.help.values[-1] == 6 and found.started.values[-1] == 6
    assert found.topics == (("booking", 12), ("unclear", 6), ("crisis", 6)) and found.few == 1


def test_no_number_under_five_is_ever_shown_not_as_a_share_and_not_by_the_height_of_a_bar() -> None:
    for number in range(FEWEST):
        found = figures(
            on(TODAY, crisis=number, unclear=number, booking=40, intake__sent=number)
            if number
            else on(TODAY, booking=40),
            TODAY,
        )
        for series in (found.help, found.missed, found.sent, found.started):
            assert series.values[-1] is None and series.words(11) == "under 5"
        bars = chart("x", "X", found.weeks, [found.help]).bars
        assert {bar.height for bar in bars} == {STUB} and all(bar.hidden for bar in bars)
        assert [name for name, _ in found.topics] == ["booking"]
    assert figures(on(TODAY, crisis=FEWEST), TODAY).help.words(11) == "5"


def test_a_chart_stays_inside_its_frame_and_is_in_scale() -> None:
    weeks = tuple(first_day(TODAY) + timedelta(weeks=n) for n in range(12))
    drawn = chart("x", "X", weeks, [Series("A", tuple(range(10, 130, 10))), Series("B", (None,) * 11 + (240,))])
    for bar in drawn.bars:
        assert bar.x >= drawn.left and bar.x + bar.width <= WIDTH and bar.y >= 0 and bar.y + bar.height <= HEIGHT
    by_height = [bar.height for bar in drawn.bars if bar.series == 0]
    assert by_height == sorted(by_height) and abs(by_height[-1] / by_height[5] - 2) < 0.02
    assert max(int(re.sub(r"\D", "", label.text)) for label in drawn.scale) >= 240


def test_topics_never_read_and_read_too_long_ago_are_due() -> None:
    topics = [
        Topic("a", "faq", "a", reviewed_by="Dr A", reviewed_on="2026-11-01"),
        Topic("b", "faq", "b", reviewed_by="Dr A", reviewed_on="2025-11-01"),
        Topic("c", "faq", "c", written_on="2026-01-01"),
    ]
    assert [due.topic for due in overdue(topics, TODAY)] == ["c", "b"]
    assert [due.topic for due in overdue(topics, TODAY, days=5)] == ["c", "b", "a"]
