"""Child processes that always end, and how much memory they hold."""

from __future__ import annotations

import os
import resource
import signal
import socket
import subprocess
import time
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType

from bot.bench.errors import BenchError
from bot.bench.progress import say

GRACE = 8.0
POLL = 0.1
NEWS = 20.0
TAIL = 1500


class Child:
    """A process in a session of its own, ended with all it started when the `with` block is left."""

    def __init__(self, command: Sequence[str], *, cwd: Path, env: dict[str, str], log: Path) -> None:
        """Starts it; both outputs go to ``log``."""
        self.log = log
        log.parent.mkdir(parents=True, exist_ok=True)
        # A session of its own: Ctrl-C reaches the bench alone, which then ends its children in order.
        with log.open("wb") as out:
            self._process = subprocess.Popen(
                list(command), cwd=cwd, env=env, stdout=out, stderr=subprocess.STDOUT, start_new_session=True
            )

    @property
    def pid(self) -> int:
        """The process's id, which is its group's too."""
        return self._process.pid

    @property
    def alive(self) -> bool:
        """Whether it is still running."""
        return self._process.poll() is None

    def wait(self, patience: float, what: str) -> None:
        """Waits until it has done its work, and says now and then that it is still at it.

        Raises:
            BenchError: It failed or took longer than ``patience`` seconds.
        """
        started = said = time.monotonic()
        while self.alive:
            now = time.monotonic()
            if now - started > patience:
                raise BenchError(f"B002 {what} took over {patience:.0f} s. Log: {self.log}")
            if now - said > NEWS:
                said = now
                say(f"  {what}: {now - started:.0f} s")
            time.sleep(POLL)
        if self._process.returncode:
            code = self._process.returncode
            raise BenchError(f"B003 {what} failed (exit code {code}).\n{self.tail()}\nLog: {self.log}")

    def tail(self) -> str:
        """Returns the end of what it printed."""
        return self.log.read_text(errors="replace")[-TAIL:]

    def end(self) -> None:
        """Ends the process and whatever it started; does nothing if all have ended."""
        try:
            self._signal(signal.SIGTERM)
            with suppress(subprocess.TimeoutExpired):
                self._process.wait(GRACE)
        finally:
            # Also after a second Ctrl-C; and the group may outlive its first process.
            self._signal(signal.SIGKILL)
            self._process.wait()

    def _signal(self, number: int) -> None:
        with suppress(ProcessLookupError):
            os.killpg(self.pid, number)

    def __enter__(self) -> Child:
        """Enters the block."""
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        """Ends the process, whatever happened."""
        self.end()


@dataclass(frozen=True)
class Cost:
    """What a piece of work took: seconds by the clock, and seconds of processor time over all cores."""

    seconds: float
    cpu_seconds: float


def run_to_end(
    command: Sequence[str], *, cwd: Path, env: dict[str, str], log: Path, patience: float, what: str
) -> Cost:
    """Runs a command until it is done.

    Raises:
        BenchError: It failed or took too long.
    """
    before, started = _cpu(), time.monotonic()
    with Child(command, cwd=cwd, env=env, log=log) as child:
        child.wait(patience, what)
    return Cost(time.monotonic() - started, _cpu() - before)


def _cpu() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def free_port() -> int:
    """Returns a port on the loopback address that nothing listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def descendants(pid: int, parents: dict[int, int]) -> set[int]:
    """Returns a process and all that come from it.

    Args:
        pid: The first process.
        parents: Each process's parent.
    """
    family = {pid}
    while True:
        more = {child for child, parent in parents.items() if parent in family} - family
        if not more:
            return family
        family |= more


def resident_mb(pids: Iterable[int], proc: Path = Path("/proc")) -> float:
    """Returns the resident memory of processes and all that they started, in MB (pages in common count for each)."""
    parents = _parents(proc)
    family = set().union(*(descendants(pid, parents) for pid in pids))
    return sum(_resident_kb(proc / str(pid)) for pid in family) / 1024


def _parents(proc: Path) -> dict[int, int]:
    found: dict[int, int] = {}
    for entry in proc.iterdir():
        if not entry.name.isdigit():
            continue
        try:
            # The name in brackets may hold blanks and brackets itself: the parent is the second field after it.
            found[int(entry.name)] = int((entry / "stat").read_text().rpartition(")")[2].split()[1])
        except (OSError, IndexError, ValueError):
            continue  # it ended while we looked
    return found


def _resident_kb(entry: Path) -> int:
    try:
        for line in (entry / "status").read_text().splitlines():
            if line.startswith("VmRSS:"):
                return int(line.split()[1])
    except OSError:
        pass
    return 0
