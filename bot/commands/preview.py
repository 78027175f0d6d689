"""``python -m bot preview``: what would change if ``data/`` went live; nothing goes live."""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from bot.commands.publish import ended, job, say
from bot.settings import ROOT, from_environment

SHOWN = 20


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declares the option."""
    parser.add_argument(
        "--serve", action="store_true", help="also serve it for yourself, on the next port, until Ctrl-C"
    )


def run(args: argparse.Namespace) -> int:
    """Shows what would change.

    Returns:
        Exit code: 0, or 1 where `publish` would refuse.
    """
    held: dict[str, Any] = {}

    def work() -> None:
        from bot.release import lock
        from bot.release.publish import prepare

        task = job("")
        with lock.held(task.var, task.by):
            held["prepared"] = prepare(task)
        _show(held["prepared"], task)

    code = ended(work)
    if args.serve and "prepared" in held:
        _serve(held["prepared"].release)
    return code


def _show(prepared: Any, task: Any) -> None:
    from bot.release.publish import may_go_live
    from bot.release.sideways import changes

    live, release = prepared.live, prepared.release
    if live is None:
        say("there is no live release yet to compare with; make run builds the first")
        return
    if live.name == release.name:
        print(f"Nothing would change: release {live.name} holds exactly this.")
        return
    for line in changes(live.data, release.data, shutil.get_terminal_size((100, 24)).columns):
        print(line)
    if prepared.verdict is not None:
        _cases(prepared.verdict)
        _kept(task, live, release)
    may_go_live(prepared.verdict, task)
    print("Nothing is live yet. Next: make publish")


def _cases(verdict: Any) -> None:
    by_change = {kind: [c for c in verdict.cases if c.change == kind] for kind in ("better", "worse", "other")}
    print("Test messages that would be answered otherwise: " + ", ".join(f"{len(v)} {k}" for k, v in by_change.items()))
    for kind, cases in by_change.items():
        for case in cases[:SHOWN]:
            print(f"  {kind:7}{case.before} -> {case.after}: {case.text[:100]}")
        if len(cases) > SHOWN:
            print(f"  {kind:7}and {len(cases) - SHOWN} more")


def _kept(task: Any, live: Any, release: Any) -> None:
    """Questions that visitors let the practice keep: nobody knows the right topic, so only the change is shown."""
    questions = kept_questions()
    if not questions:
        return
    from bot.release.score import topics

    before, after = topics(task.var, live, questions), topics(task.var, release, questions)
    changed = [(q, b, a) for q, b, a in zip(questions, before, after, strict=True) if b != a]
    print(f"Kept questions that would be answered otherwise: {len(changed)} of {len(questions)}")
    for question, one, other in changed[:SHOWN]:
        print(f"  {one} -> {other}: {question[:100]}")


def kept_questions() -> list[str]:
    """Returns the questions that wait in the review inbox; none where there is no inbox."""
    try:
        from bot.review.kept import kept_questions as kept
    except ImportError:
        return []
    return list(kept(from_environment()))


def _serve(release: Any) -> None:
    """Serves the candidate with stores of its own: nothing said to it is kept after it ends."""
    settings = from_environment()
    var = Path(tempfile.mkdtemp(prefix="bot-preview-"))
    try:
        (var / "releases").mkdir()
        (var / "releases" / release.name).symlink_to(release.folder.resolve(), target_is_directory=True)
        (var / "current").write_text(release.name, encoding="utf-8")
        port = str(settings.port + 1)
        own = {
            key: value for key, value in os.environ.items() if not key.endswith("DATABASE_URL") and key != "REDIS_URL"
        }
        own |= {"BOT_VAR": str(var), "PORT": port, "HOST": "127.0.0.1", "WORKERS": "1"}
        say(
            f"the preview will be at http://localhost:{port}/ in a few seconds (Ctrl-C ends it); the live bot is untouched"
        )
        child = subprocess.Popen([sys.executable, "-m", "bot", "serve"], cwd=ROOT, env=own)
        try:
            child.wait()
        except KeyboardInterrupt:
            child.terminate()
            child.wait(10)
    finally:
        shutil.rmtree(var, ignore_errors=True)
