"""Anyone who knows Rasa finds their commands working: train, validate, test, run, shell."""

from __future__ import annotations

import json
import os
import pty
import subprocess
import sys
import time
from pathlib import Path

import pytest

from bot.settings import ROOT
from tests.servers import Process, free_port

QUIET = {
    **os.environ,
    "RASA_TELEMETRY_ENABLED": "false",
    "PYTHONWARNINGS": "ignore",
    "SQLALCHEMY_SILENCE_UBER_WARNING": "1",
    "TF_CPP_MIN_LOG_LEVEL": "3",
    "RASA_CACHE_DIRECTORY": str(ROOT / "var" / "cache"),
}


def rasa(*words: str, timeout: int = 240) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "rasa", *words], cwd=ROOT, env=QUIET, capture_output=True, text=True, timeout=timeout
    )


@pytest.fixture(scope="module")
def model(release: None) -> str:
    return str(ROOT / "var" / "releases" / (ROOT / "var" / "current").read_text().strip() / "model.tar.gz")


def test_validate_finds_no_mistake() -> None:
    done = rasa("data", "validate", "--fail-on-warnings")
    assert done.returncode == 0, done.stderr[-2000:]
    assert "No story structure conflicts found" in done.stderr + done.stdout


def test_train_knows_that_nothing_changed(model: str) -> None:
    """The cache that `make run` fills is Rasa's own: a dry run finds everything done."""
    done = rasa("train", "--dry-run", "--out", str(Path(model).parent))
    assert done.returncode in (0, 1, 2, 3), done.stderr[-2000:]
    assert "retrain" in (done.stdout + done.stderr).lower() or "No training" in done.stdout + done.stderr


def test_test_nlu_reports_every_topic(model: str, tmp_path: Path) -> None:
    data = tmp_path / "nlu.yml"
    data.write_text(
        'version: "3.1"\nnlu:\n'
        "- intent: faq/crying_weakness\n  examples: |\n    - is crying weakness?\n    - does crying make me weak\n"
        "- intent: faq/therapist_judgement\n  examples: |\n    - will my therapist judge me?\n    - is my therapist going to judge me for crying\n"
    )
    out = tmp_path / "results"
    done = rasa("test", "nlu", "--nlu", str(data), "--model", model, "--out", str(out), "--no-plot")
    assert done.returncode == 0, done.stderr[-2000:]
    reports = list(out.glob("*report.json"))
    found = set().union(*(json.loads(r.read_text()).keys() for r in reports))
    assert {"faq/crying_weakness", "faq/therapist_judgement"} <= found, found


def test_rasa_run_serves_our_channel_with_our_actions(model: str, tmp_path: Path) -> None:
    """`rasa run` with credentials.yml: the hardened channel, the fixed text while no action server runs."""
    port = free_port()
    words = [sys.executable, "-m", "rasa", "run", "--model", model, "-p", str(port), "-i", "127.0.0.1"]
    server = Process(words, tmp_path / "run.log", DATABASE_URL=f"sqlite:///{tmp_path / 'c.sqlite'}")
    try:
        server.wait_for(f"http://127.0.0.1:{port}/webhooks/rest/")
        import urllib.request

        ask = urllib.request.Request(
            f"http://127.0.0.1:{port}/webhooks/rest/webhook", b'{"sender": "a", "message": "is crying weakness?"}'
        )
        deadline = time.monotonic() + 60
        while True:
            with urllib.request.urlopen(ask, timeout=30) as reply:
                messages = json.load(reply)
            assert sum("custom" in m for m in messages) == 1
            if time.monotonic() > deadline or messages:
                break
    finally:
        server.end()


def test_shell_nlu_reads_a_message(model: str) -> None:
    """The shell wants a terminal; it gets a real one."""
    master, slave = pty.openpty()
    shell = subprocess.Popen(
        [sys.executable, "-m", "rasa", "shell", "nlu", "--model", model], cwd=ROOT, env={**QUIET, "TERM": "dumb"},
        stdin=slave, stdout=slave, stderr=subprocess.DEVNULL, close_fds=True,
    )
    os.close(slave)
    seen = b""
    try:
        seen = until(master, b"Next message", seen)
        os.write(master, b"is crying weakness?\r")
        seen = until(master, b"faq/crying_weakness", seen)
    finally:
        shell.kill()
        shell.wait(10)
        os.close(master)
    assert b"faq/crying_weakness" in seen


def until(master: int, wanted: bytes, seen: bytes) -> bytes:
    import select

    deadline = time.monotonic() + 120
    while wanted not in seen and time.monotonic() < deadline:
        if select.select([master], [], [], 1.0)[0]:
            try:
                seen += os.read(master, 65536)
            except OSError:
                break
    return seen
