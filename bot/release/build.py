"""Builds releases aside: copies the content, trains where the model's inputs changed, moves the whole into place."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from io import StringIO
from pathlib import Path

from bot.place import Place, reading
from bot.release import audit, lock
from bot.release.inputs import CODE_INPUTS, MODEL_INPUTS, RELEASE_INPUTS, SAFETY_INPUTS, differing, digest, files
from bot.release.problem import ReleaseError
from bot.release.shelf import ASIDE, FACTS, Release, current, point, tidy, whole

__all__ = ["Release", "build", "candidate", "current", "snapshot"]

BUILT_FROM = "built_from"
"""Beside the danger screen's trained part: the digest of what it was trained on."""
WAIT = 900.0
Report = Callable[[str], None]


def build(root: Path, var: Path, report: Report, source: Path | None = None, action: str = "train") -> Release:
    """Builds the release of the files as they are and makes it current: the developer's way, with no questions asked.

    Args:
        root: The project's folder.
        var: The folder for everything built or stored.
        report: Called with a line for each step.
        source: The content's folder; ``data/`` where None.
        action: What the record calls it.

    Returns:
        The release; built anew only if its inputs changed.

    Raises:
        ReleaseError: Training produced no model.
    """
    with lock.held(var, wait=WAIT):
        was = current(var)
        with snapshot(source or root / "data", var) as data:
            release = candidate(root, var, data, report)
        if was is None or was.name != release.name:
            changed = differing(was.data, release.data) if was else {}
            old = was.name if was else ""
            audit.record(var, action, by=audit.person(), release=release.name, was=old, files=changed)
            point(var, release.name)
        tidy(var)
        return release


@contextmanager
def snapshot(source: Path, var: Path) -> Iterator[Path]:
    """Copies the content aside, so that what is checked is what is built, whatever is saved meanwhile.

    Args:
        source: The content's folder.
        var: The folder for everything built or stored.

    Yields:
        The copy, a folder ``data``; it goes into the release or away.
    """
    (var / "releases").mkdir(parents=True, exist_ok=True)
    aside = Path(tempfile.mkdtemp(prefix=ASIDE, dir=var / "releases"))
    try:
        for file in [*files(source), *source.rglob("*.md")]:
            target = aside / "data" / file.relative_to(source)
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(file, target)
        yield aside / "data"
    finally:
        shutil.rmtree(aside, ignore_errors=True)


def candidate(root: Path, var: Path, data: Path, report: Report) -> Release:
    """Builds the release of a snapshot; nothing goes live.

    Args:
        root: The project's folder.
        var: The folder for everything built or stored.
        data: The snapshot.
        report: Called with a line for each step.

    Returns:
        The release; the one that is there already where nothing differs.

    Raises:
        ReleaseError: Training produced no model.
    """
    started = time.monotonic()
    name = digest(root, RELEASE_INPUTS, data)
    folder = var / "releases" / name
    trained = False
    if not whole(folder):
        model_name = digest(root, MODEL_INPUTS, data)
        model = var / "models" / f"{model_name}.tar.gz"
        if not model.is_file():
            report("training: what people ask changed")
            _train(root, model, data)
            trained = True
        # Of the topics only what people ask counts: another wording of an answer trains nothing.
        safety = _safety_name(root, data)
        facts = {
            "release": name,
            "model": model_name,
            "safety": safety,
            "code": digest(root, CODE_INPUTS),
            "candidate": True,
            "built_at": time.time(),
        }
        _assemble(folder, data, model, facts, report)
    return Release(folder, trained, time.monotonic() - started)


def _train(root: Path, model: Path, data: Path | None = None) -> None:
    """Trains under another name, and gives it its own when it is whole: a killed training leaves no half model."""
    from rasa.api import train

    model.parent.mkdir(parents=True, exist_ok=True)
    aside = Path(tempfile.mkdtemp(prefix=ASIDE, dir=model.parent))
    content = data or root / "data"
    heard = StringIO()
    before = os.getcwd()
    os.chdir(root)
    try:
        # Its progress bars help nobody; what else it says matters only where it fails.
        with reading(Place(content.resolve(), root / "var" / "safety")), redirect_stdout(heard), redirect_stderr(heard):
            result = train(
                domain="domain.yml",
                config="config.yml",
                training_files=[str(content)],
                output=str(aside),
                fixed_model_name=model.name,
            )
        os.chdir(before)
        if result.code not in (0, 2) or not (aside / model.name).is_file():
            print(heard.getvalue()[-3000:], file=sys.stderr)
            raise ReleaseError(
                "R001", "Training produced no model: see the lines above.", "`python -m bot check` finds most causes."
            )
        (aside / model.name).replace(model)
    finally:
        os.chdir(before)
        shutil.rmtree(aside, ignore_errors=True)


def _assemble(folder: Path, data: Path, model: Path, facts: dict[str, object], report: Report) -> None:
    """Puts a release together aside and moves it into place whole: a reader sees all of it or nothing."""
    aside = Path(tempfile.mkdtemp(prefix=ASIDE, dir=folder.parent))
    try:
        shutil.copytree(data, aside / "data")
        try:
            os.link(model, aside / "model.tar.gz")
        except OSError:
            shutil.copy2(model, aside / "model.tar.gz")
        _safety(data, aside / "safety", str(facts["safety"]), report)
        (aside / FACTS).write_text(json.dumps(facts, indent=1), encoding="utf-8")
        if folder.exists():
            shutil.rmtree(folder)
        aside.rename(folder)
    except BaseException:
        shutil.rmtree(aside, ignore_errors=True)
        raise


def _safety_name(root: Path, data: Path) -> str:
    from bot.safety.build import own_words

    # What people ask is learnt from too, but an edit of a topic is no reason to learn again: it is one of thousands.
    phrases = hashlib.sha256("\n".join(own_words(data)).encode()).hexdigest()
    return f"{digest(root, SAFETY_INPUTS, data)}-{phrases[:16]}"


def _safety(data: Path, folder: Path, name: str, report: Report) -> None:
    """Puts in what the danger screen learns from examples; built anew only if what it learns from changed."""
    from bot.safety.indirect import ARTEFACT

    folder.mkdir(parents=True, exist_ok=True)
    for built in sorted(folder.parent.parent.glob(f"[0-9a-f]*/safety/{BUILT_FROM}")):
        if built.read_text(encoding="utf-8") == name and (built.parent / ARTEFACT).is_file():
            shutil.copy2(built.parent / ARTEFACT, folder / ARTEFACT)
            break
    else:
        from bot.safety.build import build as build_safety

        report("training: the danger screen's trained part")
        with reading(Place(data.resolve(), folder)):
            build_safety(data / "safety", folder)
    (folder / BUILT_FROM).write_text(name, encoding="utf-8")
