"""What every server process says of itself, one small file each below ``var/serving``: which release, what failed."""

from __future__ import annotations

import json
import logging
import os
import time
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path

from bot.logs import describe

logger = logging.getLogger(__name__)

FOLDER = "serving"
SILENT = 10.0
"""A process that has not touched its file for so many seconds is gone, or is not serving."""


@dataclass(frozen=True)
class Worker:
    """One server process.

    Attributes:
        pid: Its process id.
        release: The release that it serves.
        code: Digest of the program that it runs.
        refused: A release that it would not take.
        trouble: Why: a code, a sentence and a remedy.
    """

    pid: int
    release: str
    code: str = ""
    refused: str = ""
    trouble: str = ""


def say(var: Path, worker: Worker) -> None:
    """Writes what a worker says of itself; a full disk must not stop it from serving."""
    file = var / FOLDER / f"{worker.pid}.json"
    aside = file.with_suffix(".part")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        aside.write_text(json.dumps(asdict(worker)), encoding="utf-8")
        aside.replace(file)
    except OSError as error:
        logger.warning("release: what this worker serves could not be noted (%s)", describe(error))


def beat(var: Path, pid: int) -> None:
    """Shows that a worker lives."""
    with suppress(OSError):
        os.utime(var / FOLDER / f"{pid}.json")


def leave(var: Path, pid: int) -> None:
    """Removes what a worker said of itself."""
    (var / FOLDER / f"{pid}.json").unlink(missing_ok=True)


def alive(var: Path) -> list[Worker]:
    """Returns the workers that serve now."""
    found = []
    for file in sorted((var / FOLDER).glob("*.json")):
        try:
            if time.time() - file.stat().st_mtime < SILENT:
                found.append(Worker(**json.loads(file.read_text(encoding="utf-8"))))
            elif time.time() - file.stat().st_mtime > 100 * SILENT:
                file.unlink(missing_ok=True)
        except (OSError, ValueError, TypeError):
            continue
    return found


def state(var: Path, pid: int) -> str:
    """Says for ``/health`` which release each worker serves, the one that answers first."""
    workers = sorted(alive(var), key=lambda worker: worker.pid != pid)
    said = ", ".join(f"{worker.release} (worker {worker.pid})" for worker in workers)
    trouble = next((worker.trouble for worker in workers if worker.trouble), "")
    return (f"; release {said}" if said else "") + (f"; {trouble}" if trouble else "")
