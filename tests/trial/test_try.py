"""`python -m bot try`: topic and how sure, runners-up, cues, danger, the reply; and nothing that was typed stays."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from bot.release.build import Release
from bot.settings import ROOT
from bot.trial.place import kept_apart, older


def attempt(*words: str, typed: str = "", **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "bot", "try", *words],
        cwd=ROOT,
        env={**os.environ, **environment},
        input=typed,
        capture_output=True,
        text=True,
        timeout=240,
    )


@pytest.fixture(scope="module")
def chat(release: None, tmp_path_factory: pytest.TempPathFactory) -> tuple[str, str, Path]:
    """One chat with everything in it: output, errors, and the folder that temporary files went to."""
    folder = tmp_path_factory.mktemp("temporary")
    said = "nobody in my family cries\nwhy?\nI want to kill myself\nquit\nnever read\n"
    done = attempt(typed=said, TMPDIR=str(folder), LOG_LEVEL="DEBUG")
    assert done.returncode == 0, done.stderr
    return done.stdout, done.stderr, folder


def test_a_message_is_shown_with_what_was_read_in_it(chat: tuple[str, str, Path]) -> None:
    """Topic with its share, two runners-up, the cues, no danger, the reply with its buttons."""
    first = chat[0].split("you  ")[1]
    assert re.search(r"topic  culture_norms \(\d+% sure\)", first)
    assert re.search(r"then   \w+ \(\d+%\), \w+ \(\d+%\)", first)
    assert "cues   family" in first and "danger none" in first
    assert "bot    " in first and "[" in first and "rests on:" in first


def test_the_conversation_goes_on(chat: tuple[str, str, Path]) -> None:
    """A follow-up is answered under the topic before it; danger is named with its kind, and help comes first."""
    parts = chat[0].split("you  ")
    assert "topic  culture_norms; read as why" in parts[2]
    assert "danger crisis: suicide" in parts[3] and "116 123" in parts[3]


def test_quit_ends_it_and_nothing_is_kept(chat: tuple[str, str, Path]) -> None:
    """What follows quit is not read; no file is left behind, and no log line holds what was typed."""
    said, errors, folder = chat
    assert "never read" not in said + errors
    assert "kill myself" not in errors and "nobody in my family" not in errors
    assert list(folder.glob("bot-trial-*")) == []


def test_without_a_release_the_remedy_is_named(tmp_path: Path) -> None:
    """No stack trace on a fresh clone."""
    done = attempt("hello", BOT_VAR=str(tmp_path))
    assert (done.returncode, done.stdout) == (1, "")
    assert "R003" in done.stderr and "make train" in done.stderr and "Traceback" not in done.stderr


def test_a_trial_reaches_no_store_of_the_practice(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever the deployment's variables say, they are back afterwards and unused meanwhile."""
    monkeypatch.setenv("DATABASE_URL", "postgresql://the-real-one/")
    monkeypatch.setenv("INTAKE_WEBHOOK_URL", "https://the-real-one.example.org")
    monkeypatch.setenv("REVIEW_DATABASE_URL", "postgresql://the-real-one/")
    before = dict(os.environ)
    with kept_apart(Release(tmp_path)):
        folder = Path(os.environ["BOT_VAR"])
        assert folder.is_dir() and folder.is_relative_to(tempfile.gettempdir())
        assert not {"DATABASE_URL", "INTAKE_WEBHOOK_URL", "REVIEW_DATABASE_URL"} & set(os.environ)
    assert dict(os.environ) == before and not folder.exists()


def test_a_release_that_is_older_than_the_files_says_so(tmp_path: Path) -> None:
    """Otherwise staff try what they have just changed and wonder."""
    folder = tmp_path / "another"
    folder.mkdir()
    assert "trained model is older" in older(Release(folder))
