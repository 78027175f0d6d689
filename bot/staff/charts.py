"""Bar charts as plain geometry; the template draws them, and a table beside each says the same in numbers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bot.staff.figures import Series

WIDTH, HEIGHT = 360, 190
LEFT, RIGHT, TOP, BOTTOM = 40, 12, 12, 26
GAP = 0.25
STUB = 4
"""A number that may not be shown is a low outline of one height, whatever the number is."""


@dataclass(frozen=True)
class Bar:
    """One bar: where it stands, which series it is of, and whether its number may not be shown."""

    x: float
    y: float
    width: float
    height: float
    series: int
    hidden: bool


@dataclass(frozen=True)
class Label:
    """A short text below or beside the bars."""

    x: float
    y: float
    text: str


@dataclass(frozen=True)
class Chart:
    """A drawn chart.

    Attributes:
        id: Its name in the page.
        title: What it shows.
        series: What the bars stand for.
        weeks: Mondays.
        bars: The bars.
        under: Labels below.
        scale: Labels at the left, with a line each.
    """

    id: str
    title: str
    series: tuple[Series, ...]
    weeks: tuple[str, ...]
    bars: tuple[Bar, ...]
    under: tuple[Label, ...]
    scale: tuple[Label, ...]
    width: int = WIDTH
    height: int = HEIGHT
    left: int = LEFT


def chart(name: str, title: str, weeks: Sequence[date], series: Sequence[Series]) -> Chart:
    """Draws a chart.

    Args:
        name: Its id in the page.
        title: What it shows.
        weeks: Mondays.
        series: One or two rows of numbers, one number a week.

    Returns:
        The chart.
    """
    top = _top(max((v for s in series for v in s.values if v is not None), default=0))
    floor, room = HEIGHT - BOTTOM, HEIGHT - BOTTOM - TOP
    slot = (WIDTH - LEFT - RIGHT) / len(weeks)
    width = slot * (1 - GAP) / len(series)
    bars, under = [], []
    for i, week in enumerate(weeks):
        left = LEFT + i * slot + slot * GAP / 2
        for n, one in enumerate(series):
            value = one.values[i]
            height = STUB if value is None else max(2.0, room * value / top)
            bars.append(
                Bar(
                    round(left + n * width, 1),
                    round(floor - height, 1),
                    round(width - 1, 1),
                    round(height, 1),
                    n,
                    value is None,
                )
            )
        if (len(weeks) - 1 - i) % 2 == 0:
            under.append(Label(round(left + slot * (1 - GAP) / 2, 1), HEIGHT - 8, f"{week.day} {week:%b}"))
    unit = series[0].unit
    scale = tuple(Label(LEFT - 6, round(floor - room * part, 1), f"{round(top * part)}{unit}") for part in (0, 0.5, 1))
    named = tuple(f"{week.day} {week:%b %Y}" for week in weeks)
    return Chart(name, title, tuple(series), named, tuple(bars), tuple(under), scale)


def _top(most: int) -> int:
    """The scale's end: a round number that the highest bar fits under."""
    for power in range(1, 12):
        for step in (1, 2, 3, 4, 6, 8, 10):
            if most <= step * 10**power:
                return step * 10**power
    return most
