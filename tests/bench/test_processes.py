from __future__ import annotations

import os
import sys
import time
from pathlib import Path

import pytest

from bot.bench.errors import BenchError
from bot.bench.places import environment
from bot.bench.processes import Child, descendants, resident_mb, run_to_end

SLEEP = "import time; time.sleep(600)"
FAMILY = f"""
import subprocess, sys
child = subprocess.Popen([sys.executable, "-c", {SLEEP!r}])
print(child.pid, flush=True)
child.wait()
"""


def process(folder: Path, pid: int, parent: int, kilobytes: int, name: str = "python") -> None:
    entry = folder / str(pid)
    entry.mkdir()
    (entry / "stat").write_text(f"{pid} ({name}) S {parent} 1 1 0")
    (entry / "status").write_text(f"Name:\t{name}\nVmRSS:\t{kilobytes} kB\n")


def test_descendants_of_descendants_count() -> None:
    assert descendants(1, {2: 1, 3: 2, 4: 3, 9: 8}) == {1, 2, 3, 4}


def test_memory_is_that_of_the_whole_tree(tmp_path: Path) -> None:
    process(tmp_path, 10, 1, 1024)
    process(tmp_path, 11, 10, 2048, name="a (strange) name) S 99")
    process(tmp_path, 12, 11, 512)
    process(tmp_path, 20, 1, 4096)
    (tmp_path / "uptime").write_text("1 2")
    assert resident_mb([10], tmp_path) == 3.5
    assert resident_mb([10, 20], tmp_path) == 7.5
    # A child that is named too counts once; one that has gone counts nothing.
    assert resident_mb([10, 11, 77], tmp_path) == 3.5


def test_our_own_memory_is_read() -> None:
    assert resident_mb([os.getpid()]) > 1


def gone(pid: int) -> bool:
    for _ in range(100):
        try:
            state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
        except OSError:
            return True
        if state == "Z":
            return True
        time.sleep(0.05)
    return False


def test_a_child_ends_with_all_it_started_even_on_ctrl_c(tmp_path: Path) -> None:
    log = tmp_path / "log"
    with (
        pytest.raises(KeyboardInterrupt),
        Child([sys.executable, "-c", FAMILY], cwd=tmp_path, env=environment(), log=log) as child,
    ):
        while not log.read_text().strip():
            time.sleep(0.02)
        raise KeyboardInterrupt
    assert not child.alive
    assert gone(int(log.read_text()))


def test_a_command_that_fails_says_why(tmp_path: Path) -> None:
    with pytest.raises(BenchError, match="(?s)the job failed .exit code 3.*because"):
        run_to_end(
            [sys.executable, "-c", "print('because'); raise SystemExit(3)"],
            cwd=tmp_path,
            env=environment(),
            log=tmp_path / "log",
            patience=60,
            what="the job",
        )


def test_a_command_that_never_ends_is_ended(tmp_path: Path) -> None:
    with pytest.raises(BenchError, match="took over"):
        run_to_end(
            [sys.executable, "-c", SLEEP],
            cwd=tmp_path,
            env=environment(),
            log=tmp_path / "log",
            patience=0.2,
            what="the job",
        )


def test_children_are_quiet_and_know_no_deployment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WORKERS", "4")
    monkeypatch.setenv("LOG_LEVEL", "DEBUG")
    found = environment(PORT="1")
    assert "WORKERS" not in found
    assert "LOG_LEVEL" not in found
    assert found["PORT"] == "1"
    assert found["RASA_TELEMETRY_ENABLED"] == "false"
