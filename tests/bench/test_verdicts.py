from __future__ import annotations

import pytest

from bot.bench import verdicts
from bot.bench.verdicts import Target


@pytest.mark.parametrize(
    ("value", "word", "aim"),
    [(2.99, "MISS", False), (3.0, "PASS", False), (4.99, "PASS", False), (5.0, "PASS", True), (None, "SKIP", False)],
)
def test_more_is_better(value: float | None, word: str, aim: bool) -> None:
    verdict = verdicts.THROUGHPUT.judge(value)
    assert (verdict.word, verdict.aim_met) == (word, aim)


@pytest.mark.parametrize(
    ("value", "word", "aim"),
    [(0.41, "MISS", False), (0.4, "PASS", False), (0.2, "PASS", True), (0.0, "PASS", True), (None, "SKIP", False)],
)
def test_less_is_better(value: float | None, word: str, aim: bool) -> None:
    verdict = verdicts.LATENCY.judge(value)
    assert (verdict.word, verdict.aim_met) == (word, aim)


def test_a_target_without_an_aim() -> None:
    verdict = verdicts.GROWTH.judge(1.0)
    assert verdict.word == "PASS"
    assert not verdict.aim_met


def test_the_targets_are_those_that_were_set() -> None:
    assert [(t.needed, t.aim, t.at_least) for t in (verdicts.THROUGHPUT, verdicts.LATENCY, verdicts.GROWTH)] == [
        (3, 5, True),
        (0.4, 0.2, False),
        (1.5, None, False),
    ]


def test_the_line_says_what_was_found_and_what_was_wanted() -> None:
    target = Target("speed", 3, 5, at_least=True, unit="x")
    assert target.judge(3.456).line() == "PASS  speed: 3.46x (target >= 3x, aim 5x)"
    assert target.judge(6).line() == "PASS  speed: 6.00x (target >= 3x, aim 5x met)"
    assert target.judge(None).line() == "SKIP  speed: not measured (target >= 3x, aim 5x)"
    assert Target("cost", 1.5).judge(2).line() == "MISS  cost: 2.00 (target <= 1.5)"


def test_the_file_for_machines_has_the_verdict() -> None:
    facts = verdicts.GROWTH.judge(1.6).as_json()
    assert (facts["verdict"], facts["value"], facts["needed"]) == ("MISS", 1.6, 1.5)
