"""Understanding alone: this bot's pipeline beside Rasa's, on the same data and the same held-out messages."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from bot.bench import places, projects, training
from bot.bench.processes import run_to_end
from bot.bench.progress import say
from bot.bench.scores import HeldOut, Score, read, score
from bot.bench.stats import percentile
from bot.bench.training import Trained
from bot.content.model import Content
from bot.settings import ROOT

PATIENCE = 900.0
HELD_OUT = ROOT / "tests" / "data"


@dataclass(frozen=True)
class Compared:
    """What a pipeline brought; times in milliseconds, memory in MB."""

    key: str
    name: str
    trained: Trained
    p50: float
    p95: float
    memory_mb: float
    model_mb: float
    score: Score | None

    def as_json(self) -> dict[str, Any]:
        """Returns plain data for the report file."""
        return {
            "key": self.key, "name": self.name, "train_seconds": self.trained.seconds,
            "train_cpu_seconds": self.trained.cpu_seconds, "train_cached": self.trained.cached,
            "train_short": self.trained.short,
            "parse_p50_ms": self.p50, "parse_p95_ms": self.p95, "memory_mb": self.memory_mb,
            "model_mb": self.model_mb, **(self.score.as_json() if self.score else {}),
        }  # fmt: skip


def compare(
    content: Content, data: Path, timed: Sequence[str], default: Trained, *, use_cached: bool
) -> tuple[list[Compared], int]:
    """Trains our pipeline and logistic regression, and has each model understand the messages.

    Args:
        content: The release's content.
        data: The folder it was read from.
        timed: Messages that the parse time is measured with.
        default: Rasa's default, trained.
        use_cached: Take an earlier training of logistic regression on exactly this data.

    Returns:
        One row a pipeline, ours first, and the number of held-out messages.
    """
    held_out = read(HELD_OUT)
    if not held_out:
        say("tests/data has no *.jsonl: accuracy is skipped")
    models = {
        "own": ("this bot", _own(data)),
        "default": ("Rasa default", default),
        "logistic": ("Rasa LogisticRegression", _logistic(content, data, use_cached)),
    }
    rows = []
    for key, (name, trained) in models.items():
        # How well a few epochs understand says nothing about Rasa.
        asked = [] if trained.short else held_out
        say(f"{name}: understanding messages on one core")
        found = _understand(trained, key, name, timed, asked)
        times = found["milliseconds"]
        rows.append(
            Compared(
                key,
                name,
                trained,
                percentile(times, 0.5),
                percentile(times, 0.95),
                found["memory_mb"],
                training.size_mb(trained.model),
                score(asked, found["readings"], topics(content)),
            )  # fmt: skip
        )
    return rows, len(held_out)


def topics(content: Content) -> dict[str, str]:
    """Returns the contract topic of each intent, under its retrieval name and its plain one."""
    full = {topic.intent: topic.topic for topic in content.topics.values()}
    return {**full, **{projects.flat(name): topic for name, topic in full.items()}}


def _own(data: Path) -> Trained:
    project = places.folder() / "nlu-own"
    projects.write(project, yaml.safe_load((ROOT / "config.yml").read_text()), data, ROOT / "domain.yml")
    say("this bot: training the pipeline alone")
    return training.understanding(project, "the pipeline of this bot")


def _logistic(content: Content, data: Path, use_cached: bool) -> Trained:
    config = projects.logistic_config()
    name = training.data_digest(data, ROOT / "domain.yml", json.dumps(config))
    project = places.folder() / f"logistic-{name}"
    known = training.recall(project) if use_cached else None
    if known:
        say(f"Rasa LogisticRegression: trained {known.at} on the same data, not trained again ({project.name})")
        return known
    projects.write_flat(project, config, content)
    say("Rasa LogisticRegression: training the pipeline alone")
    return training.understanding(project, "logistic regression")


def _understand(
    trained: Trained, key: str, name: str, timed: Sequence[str], held_out: Sequence[HeldOut]
) -> dict[str, Any]:
    task, result = trained.project / "task.json", trained.project / "result.json"
    task.write_text(json.dumps({"timed": list(timed), "scored": [message.text for message in held_out]}))
    run_to_end(
        [sys.executable, "-m", "bot.bench.parse", str(trained.model), str(task), str(result)],
        cwd=ROOT,
        env=places.environment(),
        log=places.folder() / "logs" / f"parse-{key}.log",
        patience=PATIENCE,
        what=f"{name}, understanding",
    )
    found: dict[str, Any] = json.loads(result.read_text())
    return found
