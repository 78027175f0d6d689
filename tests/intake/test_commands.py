"""The commands that staff use, as they run them."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from bot.intake.settings import IntakeSettings
from bot.intake.store import IntakeStore
from bot.settings import ROOT


@pytest.fixture
def folder(tmp_path) -> Path:
    return tmp_path


@pytest.fixture
def name(folder) -> str:
    """The reference of a request in the store of `folder`."""
    store = IntakeStore(IntakeSettings(url=f"sqlite:///{folder / 'intake.sqlite'}", key_file=folder / "intake.key"))
    ref = store.open_draft("c1", "1")
    store.write_draft(ref, {"name": "Zoë", "when": "\x1b[2J\u202emornings", "how": "email", "email": "z@example.org"})
    return store.submit(ref)


def intake(folder: Path, *words: str, code: int = 0) -> str:
    left = {key: value for key, value in os.environ.items() if not key.startswith("INTAKE_") and key != "DATABASE_URL"}
    done = subprocess.run(
        [sys.executable, "-m", "bot", "intake", *words],
        cwd=ROOT,
        env={**left, "BOT_VAR": str(folder)},
        capture_output=True,
        text=True,
    )
    assert done.returncode == code, done.stderr
    return done.stdout + done.stderr


def test_list_show_log_delete(folder, name) -> None:
    listed = intake(folder, "list", "--who", "kim")
    assert name in listed and "Zoë" not in listed and "nobody was told" in listed
    shown = intake(folder, "show", name.lower(), "--who", "kim")
    assert "Zoë" in shown and "Email: email" not in shown
    assert "\x1b" not in shown and "\u202e" not in shown
    assert intake(folder, "mark", name) == "" and name not in intake(folder, "list", "--undelivered")
    intake(folder, "delete", name, "--who", "kim")
    assert "I006" in intake(folder, "show", name, code=1)
    log = intake(folder, "log")
    assert [f"kim  {what}" in log for what in ("list", "show", "delete")] == [True] * 3 and "Zoë" not in log


def test_export_in_three_forms_to_a_file_for_its_owner(folder, name) -> None:
    assert json.loads(intake(folder, "export", name))["resourceType"] == "QuestionnaireResponse"
    assert json.loads(intake(folder, "export"))["resourceType"] == "Bundle"
    out = folder / "out.csv"
    out.write_text("old")
    out.chmod(0o644)
    intake(folder, "export", "--format", "csv", "--out", str(out))
    assert out.stat().st_mode & 0o777 == 0o600 and "Zoë" in out.read_text("utf-8-sig")
    assert "Zoë" in intake(folder, "export", name, "--format", "html")
    assert "I006" in intake(folder, "export", "W-2222-22", code=1)


def test_rotate_purge_deliver(folder, name) -> None:
    assert "1 encrypted anew" in intake(folder, "rotate-keys")
    assert "0 deleted" in intake(folder, "purge") and "0 sent" in intake(folder, "deliver")
    assert "Zoë" in intake(folder, "show", name)


def test_a_store_that_fails_says_code_and_remedy(folder) -> None:
    (folder / "intake.sqlite").mkdir()
    said = intake(folder, "list", code=2)
    assert said.startswith("I001") and "Remedy" in said and "Traceback" not in said
