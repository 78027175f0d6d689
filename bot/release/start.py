"""What `make run` serves: the live release. It is built anew only where the program was replaced by another version.

Three cases, so that no restart makes an unfinished edit live:

- There is no release yet: the first is built from ``data/``.
- The program is the one that made the live release: that one is served, and edits in ``data/`` wait for `publish`.
- The program is another one (an update): content and program may have come together. Where git says that ``data/`` is as
  it was committed, it belongs to the new program and goes live with it. Where somebody has edits in ``data/``, or there
  is no git to ask, the live release's own content is built for the new program, if it passes the program's check.
"""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

from bot.release.build import build
from bot.release.inputs import CODE_INPUTS, differing, digest
from bot.release.problem import ReleaseError
from bot.release.shelf import Release, current

Say = Callable[[str], None]


def ready(root: Path, var: Path, source: Path, say: Say) -> Release:
    """Sees to it that there is a release that this program can serve.

    Args:
        root: The project's folder.
        var: The folder for everything stored.
        source: The content's folder.
        say: Called with a line for each step.

    Returns:
        The release to serve.

    Raises:
        ReleaseError: R040 the live content lacks what the new program needs, and ``data/`` holds edits.
    """
    live = current(var)
    if live is None:
        say("the first release: learning from data/ (minutes the first time)")
        _sound(source, say)
        return build(root, var, say, source, action="first")
    edits = sum(map(len, differing(live.data, source).values()))
    if live.facts().get("code") == digest(root, CODE_INPUTS):
        if edits:
            say(f"{edits} file(s) in data/ differ from what is live. They are not served yet. Remedy: make publish")
        return live
    if not edits or committed(root, source):
        say("the program changed: building a release of it with the content that came with it")
        _sound(source, say)
        return build(root, var, say, source, action="update")
    say(f"the program changed, and {edits} file(s) in data/ are not published: the live content is built for it")
    _fits(live, edits)
    return build(root, var, say, live.data, action="update")


def committed(root: Path, source: Path) -> bool:
    """Whether git knows every file of the content as it stands."""
    try:
        asked = subprocess.run(
            ["git", "status", "--porcelain", "--", str(source)], cwd=root, capture_output=True, text=True, timeout=20
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return asked.returncode == 0 and not asked.stdout.strip()


def _sound(source: Path, say: Say) -> None:
    """What is built from ``data/`` must pass the check."""
    from bot.check.run import run as check

    found = check(source)
    for problem in found.problems:
        if problem.level == "error":
            say(str(problem))
    if found.errors:
        raise ReleaseError(
            "R020", f"{found.errors} error(s) in data/; nothing was built.", "put right the lines above, then do it again."
        )


def _fits(live: Release, edits: int) -> None:
    """The live content must hold every text that the new program says."""
    from bot.check.run import run as check

    if check(live.data).errors:
        raise ReleaseError(
            "R040",
            f"The program was updated, the live content is too old for it, {edits} file(s) in data/ are unpublished.",
            "make publish (it checks them), then make run.",
        )
