"""Fast on a message, linear on a long one."""

from __future__ import annotations

import time

import pytest

from bot.safety.screen import Screen
from tests.safety.cases import flat

LONG = {
    "words": "i want to feel better and not cry ",
    "letters": "a",
    "near": "i wish that i could just really i wish that i ",
    "spaced": "k i l m y s e f ",
    "dots": "i. want. to. ",
    "symbols": "*#@!",
    "quotes": "don't ",
    "greek": "θέλω να κλάψω ",
    "stars": "k*ll* ",
    "digits": "1 0 1 ",
}


def _seconds(screen: Screen, text: str) -> float:
    best = 9.0
    for _ in range(3):
        start = time.perf_counter()
        screen(text)
        best = min(best, time.perf_counter() - start)
    return best


@pytest.mark.parametrize("name", LONG)
def test_time_grows_with_length_only(rules_only: Screen, name: str) -> None:
    unit = LONG[name]
    text = (unit * (65536 // len(unit) + 1))[:65536]
    small, large = _seconds(rules_only, text[:16384]), _seconds(rules_only, text)
    assert large < 3.0
    assert large < 8 * small + 0.05


def test_an_ordinary_message_takes_under_a_millisecond(rules_only: Screen) -> None:
    phrases = [phrase for _, phrase in flat("harmless")]
    for phrase in phrases:
        rules_only(phrase)
    times = []
    for phrase in phrases:
        start = time.perf_counter()
        rules_only(phrase)
        times.append(time.perf_counter() - start)
    assert sorted(times)[len(times) // 2] < 0.001
