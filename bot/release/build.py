"""Builds releases: trains where the model's inputs changed, copies the content beside it, and points to the result."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Callable

from bot.release.inputs import MODEL_INPUTS, RELEASE_INPUTS, SAFETY_INPUTS, digest

KEPT = 5
BUILT_FROM = "built_from"
"""Beside the danger screen's trained part: the digest of what it was trained on."""
Report = Callable[[str], None]


@dataclass(frozen=True)
class Release:
    """A built release.

    Attributes:
        folder: Where it stands; never changed once it is there.
        trained: Whether this call had to train.
        seconds: How long this call took, in seconds.
    """

    folder: Path
    trained: bool = False
    seconds: float = 0.0

    @property
    def model(self) -> Path:
        """The trained model archive."""
        return self.folder / "model.tar.gz"

    @property
    def data(self) -> Path:
        """The content."""
        return self.folder / "data"

    @property
    def safety(self) -> Path:
        """The danger screen's trained part."""
        return self.folder / "safety"


def current(var: Path) -> Release | None:
    """Returns the release that is served, or None before the first one is built."""
    pointer = var / "current"
    if not pointer.is_file():
        return None
    folder = var / "releases" / pointer.read_text().strip()
    return Release(folder) if (folder / "release.json").is_file() else None


def build(root: Path, var: Path, report: Report) -> Release:
    """Builds the release of the files as they are, and makes it current.

    Args:
        root: The project's folder.
        var: The folder for everything built or stored.
        report: Called with a line for each step.

    Returns:
        The release; built anew only if its inputs changed.

    Raises:
        RuntimeError: Training produced no model.
    """
    started = time.monotonic()
    name = digest(root, RELEASE_INPUTS)
    folder = var / "releases" / name
    trained = False
    if not (folder / "release.json").is_file():
        model_name = digest(root, MODEL_INPUTS)
        model = var / "models" / f"{model_name}.tar.gz"
        if not model.is_file():
            report("training: the model's inputs changed")
            _train(root, model)
            trained = True
        _assemble(root, folder, model, {"release": name, "model": model_name, "built_at": time.time()}, report)
    _point(var, name)
    _forget_old(var, name)
    return Release(folder, trained, time.monotonic() - started)


def _train(root: Path, model: Path) -> None:
    from rasa.api import train

    model.parent.mkdir(parents=True, exist_ok=True)
    before = os.getcwd()
    os.chdir(root)
    try:
        result = train(
            domain="domain.yml",
            config="config.yml",
            training_files=["data"],
            output=str(model.parent),
            fixed_model_name=model.name,
        )
    finally:
        os.chdir(before)
    if result.code not in (0, 2) or not model.is_file():
        raise RuntimeError("R001 Training produced no model: see the lines above. `python -m bot check` finds most causes.")


def _assemble(root: Path, folder: Path, model: Path, facts: dict[str, object], report: Report) -> None:
    """Puts a release together aside and moves it into place whole: a reader sees all of it or nothing."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    aside = Path(tempfile.mkdtemp(prefix=".building-", dir=folder.parent))
    try:
        shutil.copytree(root / "data", aside / "data")
        try:
            os.link(model, aside / "model.tar.gz")
        except OSError:
            shutil.copy2(model, aside / "model.tar.gz")
        _safety(root, aside / "safety", report)
        (aside / "release.json").write_text(json.dumps(facts, indent=1))
        if folder.exists():
            shutil.rmtree(folder)
        aside.rename(folder)
    except BaseException:
        shutil.rmtree(aside, ignore_errors=True)
        raise


def _safety(root: Path, folder: Path, report: Report) -> None:
    """Puts in what the danger screen learns from examples; built anew only if what it learns from changed."""
    from bot.safety.build import build as build_safety
    from bot.safety.build import own_words
    from bot.safety.indirect import ARTEFACT

    folder.mkdir(parents=True, exist_ok=True)
    # What people ask is learnt from too, but an edit of a topic is no reason to learn again: it is one of thousands.
    phrases = hashlib.sha256("\n".join(own_words(root / "data")).encode()).hexdigest()
    name = f"{digest(root, SAFETY_INPUTS)}-{phrases[:16]}"
    for built in sorted(folder.parent.parent.glob(f"[0-9a-f]*/safety/{BUILT_FROM}")):
        if built.read_text() == name and (built.parent / ARTEFACT).is_file():
            shutil.copy2(built.parent / ARTEFACT, folder / ARTEFACT)
            break
    else:
        report("training: the danger screen's trained part")
        build_safety(root / "data" / "safety", folder)
    (folder / BUILT_FROM).write_text(name)


def _point(var: Path, name: str) -> None:
    aside = var / ".current"
    aside.write_text(name)
    aside.replace(var / "current")


def _forget_old(var: Path, name: str) -> None:
    """Keeps the last few releases and the models that they use."""
    releases = sorted((var / "releases").glob("[0-9a-f]*"), key=lambda p: p.stat().st_mtime, reverse=True)
    kept = [r for r in releases if r.name == name] + [r for r in releases if r.name != name][: KEPT - 1]
    for old in set(releases) - set(kept):
        shutil.rmtree(old, ignore_errors=True)
    used = set()
    for release in kept:
        try:
            used.add(json.loads((release / "release.json").read_text())["model"])
        except (OSError, ValueError, KeyError):
            continue
    for model in (var / "models").glob("*.tar.gz"):
        if model.name.removesuffix(".tar.gz") not in used:
            model.unlink(missing_ok=True)
