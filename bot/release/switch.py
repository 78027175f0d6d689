"""The step by which a release goes live, and the way back; both see that the workers follow."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from bot.release import audit, lock, workers
from bot.release.build import candidate, snapshot
from bot.release.inputs import CODE_INPUTS, differing, digest
from bot.release.problem import ReleaseError
from bot.release.shelf import Release, current, kept, named, point, previous, tidy

PATIENCE = 120.0
POLL = 0.2
Say = Callable[[str], None]


@dataclass(frozen=True)
class Job:
    """What is to be published, and by whom.

    Attributes:
        root: The project's folder.
        var: The folder for everything stored.
        source: The content's folder.
        say: Called with a line for each step.
        by: Who does it.
        reason: Why; needed to accept a drop.
        accept_drop: Take a drop in accuracy.
    """

    root: Path
    var: Path
    source: Path
    say: Say
    by: str
    reason: str = ""
    accept_drop: bool = False


def go_live(job: Job, release: Release, action: str, files: dict[str, list[str]]) -> None:
    """Records the step, takes it, and sees that the workers follow; if none can, the step is taken back.

    Raises:
        ReleaseError: R024, no worker could load the release.
    """
    was = current(job.var)
    old = was.name if was else ""
    audit.record(job.var, action, by=job.by, release=release.name, was=old, files=files, reason=job.reason)
    point(job.var, release.name)
    serving = workers.alive(job.var)
    if not serving:
        job.say("no server runs here; the next start serves it")
        return
    started = time.monotonic()
    followed, refused = _followed(job.var, release.name, [worker.pid for worker in serving])
    for worker in refused:
        job.say(f"  worker {worker.pid}: {worker.trouble}")
    if refused and not followed and was and not any("R031" in worker.trouble for worker in refused):
        point(job.var, was.name)
        audit.record(job.var, "failed", by=job.by, release=release.name, was=old, why="R024")
        raise ReleaseError("R024", "No worker could load it; the one before is live again.", "see the line above.")
    job.say(f"live in {len(followed)} of {len(serving)} workers, {time.monotonic() - started:.1f} s after the switch")
    if len(followed) + len(refused) < len(serving):
        job.say("the others still load it, or have ended: /health says what each one serves")


def _followed(var: Path, name: str, pids: list[int]) -> tuple[list[workers.Worker], list[workers.Worker]]:
    """Waits until each worker serves the release or refuses it; one that ends meanwhile counts as neither."""
    deadline = time.monotonic() + PATIENCE
    while True:
        now = [worker for worker in workers.alive(var) if worker.pid in pids]
        followed = [worker for worker in now if worker.release == name]
        refused = [worker for worker in now if worker.refused == name]
        if len(followed) + len(refused) >= len(now) or time.monotonic() > deadline:
            return followed, refused
        time.sleep(POLL)


def built(job: Job, data: Path) -> Release:
    """Builds the release of a snapshot.

    Raises:
        ReleaseError: R001, with what went wrong.
    """
    try:
        return candidate(job.root, job.var, data, job.say)
    except (ReleaseError, OSError):
        raise
    except Exception as error:
        raise ReleaseError(
            "R001",
            f"Building failed ({type(error).__name__}: {str(error)[:300]}). Nothing went live.",
            "make check; if it finds nothing, take back your last change.",
        ) from error


def rollback(job: Job, asked: str = "") -> Release:
    """Goes back to a release that was live before.

    Args:
        job: By whom, and why.
        asked: Its name or the beginning of it; the one before the live one where empty.

    Returns:
        The release that is live now.

    Raises:
        ReleaseError: R025 there is none to go back to, R026 no kept release is called so.
    """
    started = time.monotonic()
    with lock.held(job.var, job.by):
        live = current(job.var)
        target = _asked(job.var, asked) if asked else previous(job.var)
        if target is None:
            raise ReleaseError("R025", "There is no release to go back to.", "python -m bot rollback --list")
        if live is not None and target.name == live.name:
            raise ReleaseError("R027", f"Release {live.name} is live already.", "python -m bot rollback --list")
        if target.facts().get("code") != digest(job.root, CODE_INPUTS):
            job.say("that release is for another version of the program: it is built anew, which takes a little longer")
            with snapshot(target.data, job.var) as data:
                target = built(job, data)
        files = differing(live.data, target.data) if live else {}
        go_live(job, target, "rollback", files)
        tidy(job.var)
    job.say(f"release {target.name} is live again after {time.monotonic() - started:.1f} s")
    return target


def _asked(var: Path, asked: str) -> Release:
    found = named(var, asked)
    if found is None or found.name not in {release.name for release in kept(var)}:
        raise ReleaseError("R026", f"No kept release is called '{asked}'.", "python -m bot rollback --list")
    return found
