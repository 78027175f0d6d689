from __future__ import annotations

import json
from pathlib import Path

from bot.bench.compare import Compared
from bot.bench.load import Sample
from bot.bench.report import Side, compare_table, judge, machine, sides_table
from bot.bench.scores import Score
from bot.bench.timing import Timed
from bot.bench.training import Trained

MODEL = Trained(Path("model.tar.gz"), 20.0, 25.0, "2026-11-22 10:00")


def side(name: str, milliseconds: float, rate: int) -> Side:
    levels = {level: Sample([milliseconds] * rate, 1.0) for level in (1, 8, 32)}
    return Side(name, MODEL, 5.0, 4.0, 300.0, Timed(levels, early=10.0, late=11.0))


def compared(key: str, score: Score | None = None) -> Compared:
    return Compared(key, f"pipeline {key}", MODEL, 2.5, 4.0, 650.0, 3.0, score)


SCREEN = {"added_ms": 1.7, "slowest": ["stars", 3.5]}


def test_the_verdicts_hold_our_side_against_the_first_other() -> None:
    found = judge(
        [side("this bot", 8, 120), side("Rasa default", 40, 24), side("with stories", 80, 12)],
        [compared("own")],
        SCREEN,
    )
    assert [round(v.value or 0, 2) for v in found] == [5.0, 0.2, 1.1, 20.0, 2.5, 1.7, 3.5]
    assert [v.word for v in found] == ["PASS", "PASS", "PASS", "MISS", "PASS", "PASS", "MISS"]


def test_understanding_alone_has_its_own_verdicts() -> None:
    assert [v.target.name for v in judge([], [compared("own"), compared("default")], SCREEN)] == [
        "training the understanding",
        "understanding one message on one core, p50",
        "danger screen, added to a turn, median",
        "danger rules on 64 kB, the slowest of ten shapes",
    ]


def test_the_main_table_has_a_column_for_each_side_and_each_ratio() -> None:
    lines = sides_table([side("this bot", 8, 120), side("Rasa default", 40, 24)], {"this bot": 2.5}).splitlines()
    assert lines[0].split() == ["this", "bot", "Rasa", "default", "this", "/", "Rasa", "default"]
    assert lines[2].split()[-3:] == ["8.0", "40.0", "0.20x"]
    parse = next(line for line in lines if line.startswith("understanding one message"))
    assert parse.split()[-3:] == ["2.5", "-", "-"]


def test_a_pipeline_without_held_out_messages_has_dashes() -> None:
    lines = compare_table([compared("own", Score(0.9, 0.95, None)), compared("default")]).splitlines()
    assert lines[2].split()[2:5] == ["0.900", "0.950", "-"]
    assert lines[3].split()[2:5] == ["-", "-", "-"]


def test_everything_can_be_written_as_json() -> None:
    facts = json.dumps([side("this bot", 8, 120).as_json(), compared("own", Score(1.0, 1.0, 1.0)).as_json()])
    assert '"8": 120.0' in facts
    assert "cores" in machine()
