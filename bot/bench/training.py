"""Trains both sides from nothing and times it; keeps Rasa's default for the next run, since it takes minutes."""

from __future__ import annotations

import hashlib
import json
import re
import shutil
import sys
import tempfile
import time
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any

from bot.bench import epochs, places, projects
from bot.bench.processes import Cost, run_to_end
from bot.bench.progress import say
from bot.release.build import Release
from bot.release.inputs import digest
from bot.settings import ROOT

PATIENCE = 6 * 3600.0
SHARED = ("topics", "followups", "rules.yml", "nlu")
RECORD = "trained.json"
MODEL = "model.tar.gz"


@dataclass(frozen=True)
class Trained:
    """A trained model and what it took.

    Attributes:
        model: The archive.
        seconds: By the clock; worked out from a few epochs where the training was shortened.
        cpu_seconds: Over all cores; None for a shortened training.
        at: When, as text.
        cached: It was trained by an earlier run.
        short: It had a few epochs only: good for what a turn costs, not for how well it understands.
    """

    model: Path
    seconds: float
    cpu_seconds: float | None
    at: str
    cached: bool = False
    short: bool = False

    @property
    def project(self) -> Path:
        """The project it was trained in."""
        return self.model.parent


def data_digest(data: Path, domain: Path, what: str) -> str:
    """Names a training: the same data, domain, Rasa and kind of training give the same name."""
    rasa = version("rasa")
    parts = (digest(data, SHARED), hashlib.sha256(domain.read_bytes()).hexdigest(), rasa, what)
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:12]


def own() -> Trained:
    """Trains this bot from nothing, as `make train` does on a fresh clone, in a folder of its own."""
    var = places.folder() / "own"
    shutil.rmtree(var, ignore_errors=True)
    cost, _ = _cold([sys.executable, "-m", "bot", "train"], ROOT, "training this bot", BOT_VAR=str(var))
    model = next((var / "models").glob("*.tar.gz"))
    return Trained(model, cost.seconds, cost.cpu_seconds, _now())


def default(data: Path, *, stories: bool, full: bool, use_cached: bool) -> Trained:
    """Trains Rasa's default pipeline and policies on our data.

    A whole training of exactly this data by an earlier run is taken over, unless a whole one is asked for anew.

    Args:
        data: The release's data.
        stories: Give TED each rule as a story too.
        full: Train every epoch.
        use_cached: Take over an earlier training of any length.
    """
    kind = "stories" if stories else "default"
    config = projects.default_config()
    name = data_digest(data, ROOT / "domain.yml", json.dumps([kind, config]))
    whole, short = (places.folder() / f"{kind}-{length}-{name}" for length in ("full", "short"))
    known = recall(whole) if use_cached or not full else None
    if known is None and use_cached and not full:
        known = recall(short)
    if known:
        say(f"Rasa's default ({kind}): trained {known.at} on the same data, not trained again ({known.project.name})")
        return known
    project = whole if full else short
    length = "every epoch: this can take hours" if full else f"{epochs.SHORT} of its 100 epochs (--full trains all)"
    say(f"Rasa's default ({kind}): training {length} ({project.name})")
    projects.write(project, config if full else epochs.shortened(config), data, ROOT / "domain.yml", stories=stories)
    command = [sys.executable, "-m", "rasa", "train", "--out", ".", "--fixed-model-name", "model"]
    cost, log = _cold(command, project, f"training Rasa's default ({kind})")
    if full:
        return keep(project, cost.seconds, cost.cpu_seconds)
    return keep(project, cost.seconds + epochs.remaining(log), None, short=True)


def understanding(project: Path, label: str) -> Trained:
    """Trains a project's pipeline alone and times the training without the start of Python."""
    _cold([sys.executable, "-m", "bot.bench.train_nlu", str(project)], ROOT, f"training {label}")
    inside = json.loads((project / "train_nlu.json").read_text())
    return keep(project, inside["seconds"], inside["cpu_seconds"])


def recall(project: Path) -> Trained | None:
    """Returns what an earlier run trained there, or None."""
    try:
        facts: dict[str, Any] = json.loads((project / RECORD).read_text())
        found = Trained(project / MODEL, **facts, cached=True)
    except (OSError, ValueError, TypeError):
        return None
    return found if found.model.is_file() else None


def keep(project: Path, seconds: float, cpu_seconds: float | None, *, short: bool = False) -> Trained:
    """Records a training in its project, and forgets those of the same kind on other data."""
    facts = {"seconds": seconds, "cpu_seconds": cpu_seconds, "at": _now(), "short": short}
    (project / RECORD).write_text(json.dumps(facts))
    kind = project.name.rpartition("-")[0]
    for old in project.parent.glob(f"{kind}-*") if kind else ():
        if old != project:
            shutil.rmtree(old, ignore_errors=True)
    return Trained(project / MODEL, **facts)


def size_mb(*paths: Path) -> float:
    """Returns the size of files and folders in MB."""
    files = [f for path in paths for f in (path.rglob("*") if path.is_dir() else [path]) if f.is_file()]
    return sum(f.stat().st_size for f in files) / 1024**2


def release_mb(release: Release) -> float:
    """Returns the size of all that was trained for a release: the model and the danger screen."""
    return size_mb(release.model, release.safety)


def _cold(command: list[str], cwd: Path, what: str, **more: str) -> tuple[Cost, str]:
    """Runs a training with an empty cache (Rasa's would silently make a second one instant); returns its log too."""
    with tempfile.TemporaryDirectory(prefix="cache-", dir=places.folder()) as cache:
        env = places.environment(RASA_CACHE_DIRECTORY=cache, **more)
        log = places.folder() / "logs" / f"{re.sub(r'[^a-z]+', '-', what.lower()).strip('-')}.log"
        cost = run_to_end(command, cwd=cwd, env=env, log=log, patience=PATIENCE, what=what)
        return cost, log.read_text(errors="replace")


def _now() -> str:
    return time.strftime("%Y-%m-%d %H:%M")
