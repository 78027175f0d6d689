"""Which release is live, which are kept, and how one goes back: by what is on record, never by a file's date alone."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from bot.release import audit
from bot.release.shelf import KEPT, current, kept, named, point, previous, tidy


def shelve(var: Path, name: str, built_at: float = 0.0, candidate: bool = True, model: str = "") -> None:
    folder = var / "releases" / name
    folder.mkdir(parents=True)
    (folder / "release.json").write_text(
        json.dumps({"candidate": candidate, "built_at": built_at, "model": model or name})
    )
    (var / "models").mkdir(exist_ok=True)
    (var / "models" / f"{model or name}.tar.gz").touch()


def publish(var: Path, name: str, **more: object) -> None:
    if not (var / "releases" / name).exists():
        shelve(var, name)
    audit.record(var, "publish", by="anna", release=name, **more)
    point(var, name)


def test_nothing_is_live_before_the_first_and_a_pointer_to_nothing_names_nothing(tmp_path: Path) -> None:
    assert current(tmp_path) is None and previous(tmp_path) is None
    point(tmp_path, "gone")
    assert current(tmp_path) is None


def test_the_way_back_follows_the_record(tmp_path: Path) -> None:
    for name in "abc":
        publish(tmp_path, name)
    assert previous(tmp_path).name == "b"
    audit.record(tmp_path, "rollback", release="b")
    point(tmp_path, "b")
    assert previous(tmp_path).name == "a", "a second step goes further back, not forward again"
    publish(tmp_path, "a")
    assert [release.name for release in kept(tmp_path)] == ["a", "c", "b"], "what is published again is the latest"
    assert previous(tmp_path).name == "c"


def test_what_was_live_before_the_record_began_can_be_gone_back_to(tmp_path: Path) -> None:
    shelve(tmp_path, "first")
    point(tmp_path, "first")
    publish(tmp_path, "second", was="first")
    assert previous(tmp_path).name == "first"


def test_five_are_kept_with_their_models_and_the_newest_candidate(tmp_path: Path) -> None:
    for number in range(KEPT + 3):
        publish(tmp_path, f"r{number}")
    shelve(tmp_path, "old-candidate", built_at=1.0)
    shelve(tmp_path, "candidate", built_at=2.0)
    tidy(tmp_path)
    left = {folder.name for folder in (tmp_path / "releases").iterdir()}
    assert left == {"r3", "r4", "r5", "r6", "r7", "candidate"}
    assert {model.name.removesuffix(".tar.gz") for model in (tmp_path / "models").iterdir()} == left


def test_the_live_release_stays_however_old(tmp_path: Path) -> None:
    for number in range(KEPT + 3):
        publish(tmp_path, f"r{number}")
    point(tmp_path, "r0")
    tidy(tmp_path)
    assert current(tmp_path).name == "r0"


def test_what_a_killed_build_left_behind_is_no_release_and_goes(tmp_path: Path) -> None:
    publish(tmp_path, "a")
    (tmp_path / "releases" / ".building-x" / "data").mkdir(parents=True)
    (tmp_path / "releases" / "half").mkdir()
    (tmp_path / "models" / ".building-y").mkdir()
    assert named(tmp_path, "half") is None and [release.name for release in kept(tmp_path)] == ["a"]
    tidy(tmp_path)
    assert [folder.name for folder in (tmp_path / "releases").iterdir()] == ["a"]
    assert [model.name for model in (tmp_path / "models").iterdir()] == ["a.tar.gz"]


def test_a_name_may_be_short_but_never_leads_elsewhere(tmp_path: Path) -> None:
    publish(tmp_path, "abc1")
    publish(tmp_path, "abd2")
    assert named(tmp_path, "abc").name == "abc1"
    assert named(tmp_path, "ab") is None, "two are meant"
    for name in ("", "../abc1", ".", "/etc", "x"):
        assert named(tmp_path, name) is None


def test_the_pointer_is_never_half_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    publish(tmp_path, "a")
    shelve(tmp_path, "b")

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", full)
        with pytest.raises(OSError):
            point(tmp_path, "b")
    assert current(tmp_path).name == "a" and not list(tmp_path.glob(".current*"))
