"""Where a trial runs: on the current release, with a folder of its own that is gone afterwards."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bot.release.build import Release, current
from bot.release.inputs import MODEL_INPUTS, RELEASE_INPUTS, digest
from bot.settings import ROOT, from_environment

# What a trial must not reach: the practice's stores, and whoever is told of requests.
_REAL = ("DATABASE_URL", "REDIS_URL", "ACTION_URL")
_REAL_BEGINNINGS = ("INTAKE_", "REVIEW_")


class NoRelease(RuntimeError):
    """There is nothing to try yet."""


def release() -> Release:
    """Returns the current release.

    Raises:
        NoRelease: Nothing was trained yet.
    """
    found = current(from_environment().var)
    if found is None:
        raise NoRelease("R003 There is no release yet. Remedy: make train")
    return found


def older(found: Release, root: Path = ROOT) -> str:
    """Says how the release differs from the files; empty where it is made of them.

    Args:
        found: The release.
        root: The project's folder.
    """
    import json

    if found.folder.name == digest(root, RELEASE_INPUTS):
        return ""
    try:
        model = json.loads((found.folder / "release.json").read_text(encoding="utf-8"))["model"]
    except (OSError, ValueError, KeyError):
        model = ""
    if model != digest(root, MODEL_INPUTS):
        return "The trained model is older than the files: what you changed is not in it yet. To take it in: make train"
    return "The answers are older than the files: what you changed is not in them yet. To take it in: make train"


@contextmanager
def kept_apart(found: Release) -> Iterator[None]:
    """Sets this process up to answer from a release, and to keep what is typed in a folder that goes at the end.

    Call it before anything of `bot.safety` is imported: the screen reads its files once.

    Args:
        found: The release to answer from.
    """
    folder = tempfile.mkdtemp(prefix="bot-trial-")
    before = dict(os.environ)
    for name in before:
        if name in _REAL or name.startswith(_REAL_BEGINNINGS):
            del os.environ[name]
    os.environ.update(BOT_DATA=str(found.data), BOT_SAFETY=str(found.safety), BOT_VAR=folder)
    try:
        yield
    finally:
        os.environ.clear()
        os.environ.update(before)
        shutil.rmtree(folder, ignore_errors=True)
