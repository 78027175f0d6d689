"""``python -m bot check``: prints what is wrong in data/ and how to put it right."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from bot.check.run import Result
from bot.check.run import run as run_checks

DATA = Path(__file__).resolve().parents[2] / "data"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("--format", choices=("text", "json"), default="text")
    parser.add_argument(
        "path",
        nargs="?",
        type=Path,
        default=DATA,
        help="the data directory, or one file in it (default: the bot's own data/)",
    )


def run_path(path: Path) -> Result:
    """Check a data directory, a directory that holds one, or one file."""
    path = path.resolve()
    if path.is_dir():
        return run_checks(path / "data" if (path / "data").is_dir() else path)
    root = path.parent
    if root.name in ("topics", "followups", "checks", "intake"):
        root = root.parent
    return run_checks(root, only=f"{root.name}/{path.relative_to(root).as_posix()}")


def run(args: argparse.Namespace) -> int:
    """Check and print; exit code 1 on errors, 2 if there is nothing to check."""
    if not args.path.exists():
        print(f"There is no file or directory {args.path}.", file=sys.stderr)
        return 2
    result = run_path(args.path)
    if args.path.resolve() == DATA:
        _danger_screen()
    if args.format == "json":
        print(json.dumps(result.as_dict(), indent=2, ensure_ascii=False))
    else:
        for problem in result.problems:
            print(problem)
        print(summary(result))
    return 1 if result.errors else 0


def _danger_screen() -> None:
    """Says loudly, beside the findings, what the danger screen lacks; it stops nobody from mending the files."""
    from bot.release.build import current
    from bot.safety.indirect import ARTEFACT
    from bot.safety.readiness import announce, classifier_notices, line_notices
    from bot.settings import from_environment

    release = current(from_environment().var)
    announce([*(classifier_notices(release.safety / ARTEFACT) if release else []), *line_notices()])


def summary(result: Result) -> str:
    """Return the last line: counts, and what awaits review."""
    return (
        f"{_plural(result.errors, 'error')}, {_plural(result.warnings, 'warning')} in "
        f"{_plural(result.topics, 'topic')}. "
        f"Awaiting review: {result.awaiting_review} of {_plural(result.topics, 'topic')}"
        + (f", {result.lines_awaiting} of {_plural(result.lines, 'language line')}." if result.lines else ".")
    )


def _plural(number: int, word: str) -> str:
    return f"{number} {word}" if number == 1 else f"{number} {word}s"
