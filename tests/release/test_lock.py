"""One person publishes at a time; the second is told who and since when; a killed one is no obstacle."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from bot.release import lock
from bot.release.problem import ReleaseError
from bot.settings import ROOT

HOLD = """
import sys
from pathlib import Path
from bot.release import lock
with lock.held(Path(sys.argv[1]), "bert"):
    print("held", flush=True)
    sys.stdin.read()
"""


@pytest.fixture
def other(tmp_path: Path) -> subprocess.Popen[str]:
    child = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(tmp_path)], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert child.stdout and child.stdout.readline() == "held\n"
    yield child
    child.kill()
    child.wait()


def test_the_second_is_told_who_holds_it(tmp_path: Path, other: subprocess.Popen[str]) -> None:
    with pytest.raises(ReleaseError) as caught, lock.held(tmp_path, "anna"):
        pass
    assert caught.value.code == "R010" and "bert" in str(caught.value) and str(other.pid) in str(caught.value)


def test_a_killed_one_lets_go(tmp_path: Path, other: subprocess.Popen[str]) -> None:
    os.kill(other.pid, signal.SIGKILL)
    other.wait()
    with lock.held(tmp_path, "anna"):
        pass


def test_it_is_free_again_after_an_error(tmp_path: Path) -> None:
    with pytest.raises(ValueError), lock.held(tmp_path, "anna"):
        raise ValueError
    with lock.held(tmp_path, "anna"):
        pass
