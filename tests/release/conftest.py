from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from bot.release.shelf import Release, current
from bot.settings import ROOT
from tests.servers import scratch

ANSWER = "No. Crying isn't weakness"


@pytest.fixture
def var(release: None) -> Iterator[Path]:
    """A folder for everything stored with the trained release in it: big files are shared, nothing else is."""
    folder = scratch() / "var"
    live = current(ROOT / "var")
    assert live is not None
    copy(live.folder, folder / "releases" / live.name)
    (folder / "models").mkdir()
    os.link(live.model, folder / "models" / f"{live.facts()['model']}.tar.gz")
    (folder / "current").write_text(live.name)
    yield folder
    shutil.rmtree(folder.parent, ignore_errors=True)


@pytest.fixture
def data(var: Path) -> Path:
    """What staff edit, as it is in the live release."""
    folder = var.parent / "data"
    live = current(var)
    assert live is not None
    shutil.copytree(live.data, folder)
    return folder


@pytest.fixture
def another(var: Path) -> Callable[..., Release]:
    """Makes another release by hand: other words in one answer, and as if the model had been trained anew."""

    def make(name: str, answer: str, model: str = "", **facts: object) -> Release:
        live = current(var)
        assert live is not None
        folder = var / "releases" / name
        copy(live.folder, folder)
        reword(folder / "data", answer)
        known = json.loads((live.folder / "release.json").read_text())
        changed = {**known, "release": name, "model": model or known["model"], "candidate": False, **facts}
        (folder / "release.json").unlink()
        (folder / "release.json").write_text(json.dumps(changed))
        return Release(folder)

    return make


def reword(data: Path, answer: str) -> None:
    """Edits the answer on crying as weakness, in a file of its own: what is shared is left alone."""
    file = data / "topics" / "crying_weakness.yml"
    text = file.read_text(encoding="utf-8")
    start = text.index("    - text: |-") + len("    - text: |-\n")
    end = text.index("\n", start)
    file.unlink()
    file.write_text(f"{text[:start]}        {answer}{text[end:]}", encoding="utf-8")


def copy(source: Path, target: Path) -> None:
    shutil.copytree(source, target, copy_function=os.link)
