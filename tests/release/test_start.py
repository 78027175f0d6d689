"""A restart never makes an unpublished edit live, and a new version of the program gets content that fits it."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from bot.release import audit, start
from bot.release.problem import ReleaseError
from bot.release.shelf import Release, current, point
from bot.settings import ROOT
from tests.release.conftest import reword


def ready(var: Path, data: Path) -> tuple[Release, str]:
    said: list[str] = []
    return start.ready(ROOT, var, data, said.append), "\n".join(said)


@pytest.fixture
def updated(var: Path, another: object) -> str:
    """A live release that another version of the program made."""
    another("aaaa", "No. It isn't weakness, it's older.", code="another")  # type: ignore[operator]
    point(var, "aaaa")
    return "aaaa"


def test_an_edit_that_was_not_published_waits(var: Path, data: Path) -> None:
    before = current(var)
    reword(data, "No. It isn't weakness, it's weather.")
    found, said = ready(var, data)
    assert before and found.name == before.name and "1 file(s)" in said and "make publish" in said
    assert not audit.read(var)


def test_without_edits_nothing_is_said(var: Path, data: Path) -> None:
    assert ready(var, data)[1] == ""


def test_a_new_program_gets_the_content_that_was_committed_with_it(
    var: Path, data: Path, updated: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(start, "committed", lambda *_: True)
    found, _ = ready(var, data)
    assert "older" not in (found.data / "topics" / "crying_weakness.yml").read_text()
    assert audit.read(var)[-1]["action"] == "update"


def test_a_new_program_beside_edits_gets_the_live_content(var: Path, data: Path, updated: str) -> None:
    found, said = ready(var, data)
    assert found.name != updated and "not published" in said
    assert "older" in (found.data / "topics" / "crying_weakness.yml").read_text(), "as it was live"


def test_live_content_that_the_new_program_cannot_use_is_not_served(var: Path, data: Path, updated: str) -> None:
    texts = var / "releases" / updated / "data" / "checks" / "common.yml"
    held = texts.read_text()
    texts.unlink()
    texts.write_text(held.replace("    lost:", "    before:"))
    with pytest.raises(ReleaseError, match="R040.*make publish"):
        ready(var, data)
    assert current(var).name == updated  # type: ignore[union-attr]


def test_git_is_asked_whether_an_edit_is_somebodys_own(tmp_path: Path) -> None:
    data = tmp_path / "data"
    data.mkdir()
    (data / "a.yml").write_text("1")
    assert not start.committed(tmp_path, data), "without git nothing is known"
    for words in (
        ["init", "-q"],
        ["add", "."],
        ["-c", "user.name=a", "-c", "user.email=a@example.org", "commit", "-qm", "a"],
    ):
        subprocess.run(["git", *words], cwd=tmp_path, check=True)
    assert start.committed(tmp_path, data)
    (data / "a.yml").write_text("2")
    assert not start.committed(tmp_path, data)
    (data / "a.yml").write_text("1")
    (data / "b.yml").write_text("new")
    assert not start.committed(tmp_path, data)
