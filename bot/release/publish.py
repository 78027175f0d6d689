"""Publishing: check, build aside, score, compare, then one step by which the release goes live. And the way back."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bot.check.run import run as check
from bot.release import audit, lock, score, workers
from bot.release.build import candidate, snapshot
from bot.release.inputs import CODE_INPUTS, differing, digest
from bot.release.judge import Verdict, compare
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


@dataclass(frozen=True)
class Prepared:
    """A candidate beside the live release.

    Attributes:
        live: What is live, or None before the first release.
        release: The candidate.
        files: Files of data/ that differ, by kind.
        verdict: What scoring found; None where nothing that is scored changed.
    """

    live: Release | None
    release: Release
    files: dict[str, list[str]] = field(default_factory=dict)
    verdict: Verdict | None = None


def prepare(job: Job) -> Prepared:
    """Checks, builds and scores a candidate; only for whoever holds the lock. Nothing goes live.

    Raises:
        ReleaseError: R020 the files have errors, R001 training failed.
    """
    tidy(job.var)
    live = current(job.var)
    with snapshot(job.source, job.var) as data:
        _check(data, job.say)
        files = differing(live.data, data) if live else {}
        for kind, names in files.items():
            job.say(f"{kind}: {', '.join(names[:6])}{f' and {len(names) - 6} more' if len(names) > 6 else ''}")
        release = _built(job, data)
    if release.trained:
        job.say(f"built in {release.seconds:.0f} s")
    if live is None or live.name == release.name:
        return Prepared(live, release, files)
    return Prepared(live, release, files, _verdict(job, live, release))


def _check(data: Path, say: Say) -> None:
    result = check(data)
    for problem in result.problems:
        if problem.level == "error":
            say(str(problem))
    if result.errors:
        raise ReleaseError(
            "R020", f"{result.errors} error(s) in data/; nothing went live.", "put right the lines above, then do it again."
        )


def _built(job: Job, data: Path) -> Release:
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


def _verdict(job: Job, live: Release, release: Release) -> Verdict | None:
    before, after = score.key(live), score.key(release)
    if before and before == after or not score.rows():
        job.say("what people ask and what counts as danger are as before: no scoring needed")
        return None
    job.say(f"scoring {len(score.rows())} test messages and the danger sets")
    other = None
    if score.kept(job.var, before) is None:
        # On the second processor; the live release is scored once only.
        other = subprocess.Popen([sys.executable, "-m", "bot.release.score", str(job.var), live.name], cwd=job.root)
    found = score.kept(job.var, after) or score.score(job.var, release)
    if other is not None and other.wait() != 0:
        raise ReleaseError("R021", "The live release could not be scored.", "make evaluate shows why.")
    held = score.kept(job.var, before) or (None if before else _old(job, live))
    return compare(held, found, score.rows()) if held else None


def _old(job: Job, live: Release) -> dict[str, Any]:
    """A release of before releases named their parts is scored here, and not kept."""
    return score.score(job.var, live)


def publish(job: Job) -> Release:
    """Publishes the content as it is now.

    Returns:
        The release that is live.

    Raises:
        ReleaseError: Nothing went live, or no worker could load it and the one before is live again.
    """
    started = time.monotonic()
    with lock.held(job.var, job.by):
        prepared = prepare(job)
        live, release = prepared.live, prepared.release
        if live is not None and live.name == release.name:
            job.say(f"nothing to publish: release {live.name} holds exactly this already")
            return live
        try:
            may_go_live(prepared.verdict, job)
        except ReleaseError as error:
            audit.record(job.var, "refused", by=job.by, release=release.name, files=prepared.files, why=error.code)
            raise
        go_live(job, release, "publish" if live else "first", prepared.files)
        tidy(job.var)
    job.say(f"release {release.name} is live after {time.monotonic() - started:.0f} s. Undo: make rollback")
    return release


def may_go_live(verdict: Verdict | None, job: Job) -> None:
    """Stops a release that got worse, with the cases.

    Raises:
        ReleaseError: R022 danger said outright is missed, R023 something else got worse and nobody accepted it.
    """
    if verdict is None:
        return
    for title, texts in (("danger that is missed", verdict.outright + verdict.hinted), ("new false alarm", verdict.alarms)):
        for text in texts:
            job.say(f"  {title}: {text}")
    for line in verdict.losses:
        job.say(f"  worse: {line}")
    if verdict.losses:
        for case in [case for case in verdict.cases if case.change == "worse"][:20]:
            job.say(f"  worse: {case.text[:90]}  ->  {case.after} (was {case.before})")
    if verdict.outright:
        raise ReleaseError(
            "R022",
            f"{len(verdict.outright)} message(s) that say danger outright would be missed. Nothing went live.",
            "take back what you changed in data/safety or in the phrases; this can't be accepted.",
        )
    if not verdict.stops:
        return
    if not (job.accept_drop and job.reason.strip()):
        raise ReleaseError(
            "R023",
            "Answers would get worse, see above. Nothing went live.",
            'change the phrases, or, if it is meant: python -m bot publish --accept-drop "why".',
        )
    job.say(f"accepted by {job.by}: {job.reason}")


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
                target = _built(job, data)
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
