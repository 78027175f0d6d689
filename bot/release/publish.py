"""Publishing: check, build aside, score, compare; then `bot.release.switch` makes it live."""

from __future__ import annotations

import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

from bot.check.run import run as check
from bot.logs import describe
from bot.release import audit, lock, score
from bot.release.build import snapshot
from bot.release.inputs import differing
from bot.release.judge import Verdict, compare
from bot.release.problem import ReleaseError
from bot.release.shelf import Release, current, tidy
from bot.release.switch import Job, Say, built, go_live


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
        release = built(job, data)
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
            "R020",
            f"{result.errors} error(s) in data/; nothing went live.",
            "put right the lines above, then do it again.",
        )


def _verdict(job: Job, live: Release, release: Release) -> Verdict | None:
    before, after = score.key(live), score.key(release)
    if before == after or not score.rows():
        job.say("what people ask and what counts as danger are as before: no scoring needed")
        return None
    job.say(f"scoring {len(score.rows())} test messages and the danger sets")
    other = None
    if score.kept(job.var, before) is None:
        # On the second processor; the live release is scored once only.
        command = [sys.executable, "-m", "bot.release.score", str(job.var), live.name]
        other = subprocess.Popen(command, cwd=job.root, stderr=subprocess.DEVNULL)
    try:
        found = score.kept(job.var, after) or score.score(job.var, release)
    except Exception as error:
        raise ReleaseError(
            "R021",
            f"The candidate could not be scored ({describe(error)}). Nothing went live.",
            "make evaluate shows why.",
        ) from error
    finally:
        failed = other is not None and other.wait() != 0
    held = None if failed else score.kept(job.var, before)
    if held is None:
        job.say("the live release cannot be scored by this version of the program: the accepted figures stand for it")
        held = score.accepted(found)
    return compare(held, found, score.rows())


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
    for title, texts in (
        ("danger that is missed", verdict.outright + verdict.hinted),
        ("new false alarm", verdict.alarms),
    ):
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
