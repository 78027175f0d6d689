"""Puts a run's figures into words: the tables, the verdicts, and the file for machines."""

from __future__ import annotations

import os
import platform
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.bench import verdicts
from bot.bench.compare import Compared
from bot.bench.stats import ratio
from bot.bench.table import number, share, table
from bot.bench.timing import LEVELS, Timed
from bot.bench.training import Trained
from bot.bench.verdicts import Verdict


@dataclass(frozen=True)
class Side:
    """One column of the main table."""

    name: str
    trained: Trained
    model_mb: float
    ready_seconds: float
    memory_mb: float
    timed: Timed

    def as_json(self) -> dict[str, Any]:
        """Returns plain data for the report file."""
        timed = self.timed
        return {
            "name": self.name, "p50_ms": timed.p50, "p95_ms": timed.p95,
            "messages_per_second": {str(level): timed.levels[level].per_second for level in LEVELS},
            "messages_sent": {str(level): len(timed.levels[level].milliseconds) for level in LEVELS},
            "empty_answers": timed.empty, "turn_10_ms": timed.early, "turn_300_ms": timed.late, "growth": timed.growth,
            "train_seconds": self.trained.seconds, "train_cpu_seconds": self.trained.cpu_seconds,
            "train_cached": self.trained.cached, "train_short": self.trained.short, "ready_seconds": self.ready_seconds,
            "memory_mb": self.memory_mb, "model_mb": self.model_mb,
        }  # fmt: skip


def sides_table(sides: Sequence[Side], parse: dict[str, float]) -> str:
    """Writes the main table: a line for each figure, a column for each side, ours first.

    Args:
        sides: The sides.
        parse: Median parse time in milliseconds of each side, by its name.
    """
    lines: list[tuple[str, list[float | None], int]] = [
        ("one conversation, p50 ms", [s.timed.p50 for s in sides], 1),
        ("one conversation, p95 ms", [s.timed.p95 for s in sides], 1),
    ]
    for level in LEVELS:
        title = f"messages a second, {level} conversation{'s' if level > 1 else ''}"
        lines.append((title, [s.timed.levels[level].per_second for s in sides], 1))
    lines += [
        ("turn 10 of one conversation, ms", [s.timed.early for s in sides], 1),
        ("turn 300 of the same, ms", [s.timed.late for s in sides], 1),
        ("turn 300, times turn 10", [s.timed.growth for s in sides], 2),
        ("understanding one message, p50 ms", [parse.get(s.name) for s in sides], 1),
        ("training, s", [s.trained.seconds for s in sides], 0),
        ("training, processor s", [s.trained.cpu_seconds for s in sides], 0),
        ("launch to first answer, s", [s.ready_seconds for s in sides], 1),
        ("resident memory under load, MB", [s.memory_mb for s in sides], 0),
        ("trained model, MB", [s.model_mb for s in sides], 1),
    ]
    rows = [
        [title, *(number(v, digits) for v in values), *(number(ratio(values[0], v), 2, "x") for v in values[1:])]
        for title, values, digits in lines
    ]
    names = [side.name for side in sides]
    return table(["", *names, *(f"this / {name}" for name in names[1:])], rows)


def compare_table(rows: Sequence[Compared]) -> str:
    """Writes the table of understanding alone."""
    head = ["pipeline", "in scope", "best guess", "not ours", "train s", "cpu s", "p50 ms", "p95 ms", "MB", "model MB"]
    cells = []
    for row in rows:
        shares = [share(v) for v in (row.score.as_json().values() if row.score else (None, None, None))]
        cells.append(
            [
                row.name,
                *shares,
                number(row.trained.seconds),
                number(row.trained.cpu_seconds),
                number(row.p50),
                number(row.p95),
                number(row.memory_mb, 0),
                number(row.model_mb),
            ]  # fmt: skip
        )
    return table(head, cells)


def judge(sides: Sequence[Side], compared: Sequence[Compared], screen: dict[str, Any]) -> list[Verdict]:
    """Holds the figures against the targets: the first side is ours, the second Rasa's default.

    Args:
        sides: What was served.
        compared: Understanding alone.
        screen: What bot.bench.screening wrote.
    """
    found: list[Verdict] = []
    if len(sides) > 1:
        ours, theirs = sides[0].timed, sides[1].timed
        faster = ratio(ours.levels[8].per_second, theirs.levels[8].per_second)
        found += [
            verdicts.THROUGHPUT.judge(faster),
            verdicts.LATENCY.judge(ratio(ours.p50, theirs.p50)),
            verdicts.GROWTH.judge(ours.growth),
        ]
    own = next((row for row in compared if row.key == "own"), None)
    if own:
        found += [verdicts.NLU_TRAINING.judge(own.trained.seconds), verdicts.PARSE.judge(own.p50)]
    return [*found, verdicts.SCREEN.judge(screen["added_ms"]), verdicts.SCREEN_LONG.judge(screen["slowest"][1])]


def machine() -> str:
    """Says what the figures were measured on, in one line."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    return f"{_processor()}, {cores} cores, Python {platform.python_version()}, load {os.getloadavg()[0]:.1f}"


def _processor() -> str:
    try:
        for line in Path("/proc/cpuinfo").read_text().splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    except OSError:
        pass
    return platform.processor() or platform.machine()
