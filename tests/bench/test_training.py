from __future__ import annotations

from pathlib import Path

import pytest

from bot.bench import training
from bot.bench.bench import Plan
from bot.bench.training import MODEL, keep, recall


def project(folder: Path, name: str) -> Path:
    path = folder / name
    path.mkdir()
    (path / MODEL).write_bytes(b"x" * 1024**2)
    return path


def test_what_was_kept_is_recalled_as_cached(tmp_path: Path) -> None:
    kept = keep(project(tmp_path, "default-short-abc"), 12.5, None, short=True)
    found = recall(tmp_path / "default-short-abc")
    assert found is not None
    assert (found.seconds, found.cpu_seconds, found.at, found.short) == (12.5, None, kept.at, True)
    assert found.cached and not kept.cached


def test_other_data_of_the_same_kind_is_forgotten_and_other_kinds_stay(tmp_path: Path) -> None:
    for name in ("default-short-old", "default-full-old", "stories-short-old"):
        keep(project(tmp_path, name), 1.0, 1.0)
    keep(project(tmp_path, "default-short-new"), 1.0, 1.0)
    assert sorted(p.name for p in tmp_path.iterdir()) == ["default-full-old", "default-short-new", "stories-short-old"]


@pytest.mark.parametrize("record", ["", "{}", '{"seconds": 1}', "[1]"])
def test_a_broken_record_is_no_training(tmp_path: Path, record: str) -> None:
    (project(tmp_path, "p") / training.RECORD).write_text(record)
    assert recall(tmp_path / "p") is None


def test_a_record_without_its_model_is_no_training(tmp_path: Path) -> None:
    keep(project(tmp_path, "p"), 1.0, 1.0)
    (tmp_path / "p" / MODEL).unlink()
    assert recall(tmp_path / "p") is None


def test_the_size_of_files_and_folders(tmp_path: Path) -> None:
    one = project(tmp_path, "one")
    assert training.size_mb(one, one / MODEL) == 2
    assert training.size_mb(tmp_path / "missing") == 0


def test_what_understands_is_trained_as_a_whole() -> None:
    assert not Plan().all_epochs
    assert Plan(full=True).all_epochs
    assert Plan(only_compare=True).all_epochs
    assert not Plan(only_compare=True, quick=True).all_epochs
