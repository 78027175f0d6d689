"""What the bench says of the danger screen."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bot.bench import screening
from bot.release.build import current
from bot.settings import from_environment


def test_the_screen_of_the_release_is_timed(
    release: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With the trained part beside the rules, and what takes long among long texts named."""
    built = current(from_environment().var)
    assert built is not None
    monkeypatch.setenv("BOT_DATA", str(built.data))
    monkeypatch.setenv("BOT_SAFETY", str(built.safety))
    monkeypatch.setattr(screening, "LONG", 400)
    monkeypatch.setattr(screening.os, "sched_setaffinity", lambda *_: None)
    (tmp_path / "task.json").write_text(json.dumps({"timed": ["is crying weak?", "can I cry online"]}))
    assert screening.main(tmp_path / "task.json", tmp_path / "result.json") == 0
    found = json.loads((tmp_path / "result.json").read_text())
    assert found["complete"] and found["slowest"][0] in screening.SHAPES
    assert found["added_ms"] > 0 < found["rules_ms"]
