"""Understanding alone: this bot's pipeline beside Rasa's, on the same data and the same held-out messages."""

from __future__ import annotations

import hashlib
import json
import sys
from collections.abc import Callable, Sequence
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
from bot.release.inputs import digest
from bot.settings import ROOT

PATIENCE = 900.0
HELD_OUT = ROOT / "tests" / "data"


@dataclass(frozen=True)
class Pipeline:
    """A pipeline to compare.

    Attributes:
        key: Its folder's name.
        name: As printed.
        config: Its configuration.
        flat: It is trained on one plain intent a topic.
    """

    key: str
    name: str
    config: dict[str, Any]
    flat: bool = False


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
            "parse_p50_ms": self.p50, "parse_p95_ms": self.p95, "memory_mb": self.memory_mb,
            "model_mb": self.model_mb, **(self.score.as_json() if self.score else {}),
        }  # fmt: skip


def pipelines(variants: bool) -> list[Pipeline]:
    """Lists what is compared, ours first.

    Args:
        variants: Rasa's default without a response selector too: each topic an intent of its own.
    """
    default = projects.default_config()
    found = [
        Pipeline("own", "this bot", yaml.safe_load((ROOT / "config.yml").read_text())),
        Pipeline("default", "Rasa default", default),
        Pipeline("logistic", "Rasa LogisticRegression", projects.logistic_config(), flat=True),
    ]
    return found + ([Pipeline("plain", "Rasa default, plain intents", default, flat=True)] if variants else [])


def compare(
    content: Content, data: Path, timed: Sequence[str], *, use_cached: bool, variants: bool = False
) -> tuple[list[Compared], int]:
    """Trains each pipeline and has it understand the messages in a process of its own.

    Args:
        content: The release's content.
        data: The folder it was read from.
        timed: Messages that the parse time is measured with.
        use_cached: Take earlier trainings of Rasa's pipelines on exactly this data.
        variants: See `pipelines`.

    Returns:
        One row a pipeline, and the number of held-out messages.
    """
    held_out = read(HELD_OUT)
    if not held_out:
        say("tests/data has no *.jsonl: accuracy is skipped")
    names = topics(content)
    rows = []
    for pipeline in pipelines(variants):
        trained = _train(pipeline, content, data, use_cached=use_cached and pipeline.key != "own")
        say(f"{pipeline.name}: understanding {len(held_out)} held-out messages on one core")
        found = _understand(trained, pipeline, timed, held_out)
        times = found["milliseconds"]
        rows.append(
            Compared(
                pipeline.key,
                pipeline.name,
                trained,
                percentile(times, 0.5),
                percentile(times, 0.95),
                found["memory_mb"],
                training.size_mb(trained.model),
                score(held_out, found["readings"], names),
            )  # fmt: skip
        )
    return rows, len(held_out)


def topics(content: Content) -> dict[str, str]:
    """Returns the contract topic of each intent, under its retrieval name and its plain one."""
    full = {topic.intent: topic.topic for topic in content.topics.values()}
    return {**full, **{projects.flat(name): topic for name, topic in full.items()}}


def _train(pipeline: Pipeline, content: Content, data: Path, *, use_cached: bool) -> Trained:
    project = places.folder() / "nlu" / pipeline.key
    name = _key(pipeline, data)
    known = training.recall(project) if use_cached and _kept(project) == name else None
    if known:
        say(f"{pipeline.name}: pipeline trained {known.at} on the same data, not trained again")
        return known
    write: Callable[[], None] = (
        (lambda: projects.write_flat(project, pipeline.config, content))
        if pipeline.flat
        else (lambda: projects.write(project, pipeline.config, data, ROOT / "domain.yml"))
    )
    write()
    say(f"{pipeline.name}: training the pipeline alone")
    trained = training.understanding(project, f"the pipeline of {pipeline.name}")
    (project / "key").write_text(name)
    return trained


def _key(pipeline: Pipeline, data: Path) -> str:
    parts = json.dumps(pipeline.config, sort_keys=True) + digest(ROOT, ("bot/nlu", "bot/bench/projects.py"))
    return training.data_digest(data, ROOT / "domain.yml", hashlib.sha256(parts.encode()).hexdigest())


def _kept(project: Path) -> str:
    try:
        return (project / "key").read_text()
    except OSError:
        return ""


def _understand(
    trained: Trained, pipeline: Pipeline, timed: Sequence[str], held_out: Sequence[HeldOut]
) -> dict[str, Any]:
    task, result = trained.project / "task.json", trained.project / "result.json"
    task.write_text(json.dumps({"timed": list(timed), "scored": [message.text for message in held_out]}))
    run_to_end(
        [sys.executable, "-m", "bot.bench.parse", str(trained.model), str(task), str(result)],
        cwd=ROOT,
        env=places.environment(),
        log=places.folder() / "logs" / f"parse-{pipeline.key}.log",
        patience=PATIENCE,
        what=f"{pipeline.name}, understanding",
    )
    found: dict[str, Any] = json.loads(result.read_text())
    return found
