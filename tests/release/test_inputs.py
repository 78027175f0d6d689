"""The same inputs give the same name; a change gives another; what is no input changes nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.release.inputs import MODEL_INPUTS, RELEASE_INPUTS, digest


@pytest.fixture
def project(tmp_path: Path) -> Path:
    for name in ("config.yml", "domain.yml", "data/rules.yml", "data/texts.yml", "data/topics/a.yml", "bot/nlu/x.py", "README.md"):
        file = tmp_path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(name)
    return tmp_path


def change(project: Path, name: str) -> tuple[bool, bool]:
    """Returns whether the model's and the release's name changed."""
    before = digest(project, MODEL_INPUTS), digest(project, RELEASE_INPUTS)
    file = project / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text("changed")
    return digest(project, MODEL_INPUTS) != before[0], digest(project, RELEASE_INPUTS) != before[1]


@pytest.mark.parametrize("name", ["config.yml", "domain.yml", "data/topics/a.yml", "data/topics/new.yml", "bot/nlu/x.py"])
def test_what_the_model_learns_from_trains_it_anew(project: Path, name: str) -> None:
    assert change(project, name) == (True, True)


@pytest.mark.parametrize("name", ["data/texts.yml", "data/safety/replies.yml", "data/practice.yml"])
def test_other_content_makes_a_release_without_training(project: Path, name: str) -> None:
    assert change(project, name) == (False, True)


@pytest.mark.parametrize("name", ["README.md", "data/README.md", "tests/x.py", "bot/nlu/__pycache__/x.pyc"])
def test_what_is_no_input_changes_nothing(project: Path, name: str) -> None:
    assert change(project, name) == (False, False)


def test_a_moved_file_counts_as_a_change(project: Path) -> None:
    before = digest(project, MODEL_INPUTS)
    (project / "data/topics/a.yml").rename(project / "data/topics/b.yml")
    assert digest(project, MODEL_INPUTS) != before
