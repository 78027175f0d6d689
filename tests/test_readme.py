"""The README tells the truth: its conversation is the bot's, its commands exist, its places and counts are real."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

from bot.cli import COMMANDS
from bot.settings import ROOT, from_environment
from tests.readme_picture import SAID, block, picture
from tests.servers import Bot, scratch

README = (ROOT / "README.md").read_text()


def test_the_conversation_in_it_is_what_the_bot_says(release: None) -> None:
    """Out of date? `python -m tests.readme_picture` draws it anew."""
    bot = Bot(scratch())
    try:
        assert picture(bot) == block(README)
    finally:
        bot.end()
    assert all(message in block(README) for message in SAID)


@pytest.mark.parametrize("target", sorted(set(re.findall(r"`?(?<=make )([a-z]+)\b(?=[`\s,:])", README)) - {"sure"}))
def test_every_make_target_it_names_exists(target: str) -> None:
    if re.search(rf"^{target}:", (ROOT / "Makefile").read_text(), re.M):
        done = subprocess.run(["make", "-n", target], cwd=ROOT, capture_output=True, text=True)
        assert done.returncode == 0, done.stderr
    else:
        pytest.fail(f"make {target} is in the README but not in the Makefile")


@pytest.mark.parametrize("name", sorted(set(re.findall(r"-m bot (\w+)", (ROOT / "Makefile").read_text()))))
def test_every_command_behind_a_make_target_exists(name: str) -> None:
    assert name in COMMANDS


@pytest.mark.parametrize("path", sorted(set(re.findall(r"`((?:data|bot|actions|tests|var)/[\w./]*)`", README))))
def test_every_path_it_names_exists(path: str) -> None:
    assert (ROOT / path).exists() or path.startswith("var/"), path


def test_the_settings_it_lists_are_the_settings(monkeypatch) -> None:
    listed = set(re.findall(r"^\| (`[A-Z_`, ]+`)", README, re.M))
    names = set(re.findall(r"[A-Z_]{4,}", " ".join(listed)))
    files = [(ROOT / "bot" / place / "settings.py").read_text() for place in ("", "intake", "review", "staff")]
    read = set(re.findall(r'env\.get\("([A-Z_]+)"\)', "".join(files)))
    assert names <= read, names - read
    assert from_environment({}).port == 5005


def test_the_count_of_what_awaits_review_is_right() -> None:
    from bot.check.run import run

    result = run(Path(ROOT / "data"))
    assert f"{result.awaiting_review} of {result.topics}" in README
