"""``python -m bot check``: prints what is wrong in data/ and how to put it right."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from bot.check import schemas, waiting
from bot.check.problem import Problem
from bot.check.run import Result
from bot.check.run import run as run_checks

DATA = Path(__file__).resolve().parents[2] / "data"
FOLDERS = ("topics", "followups", "checks", "intake", "safety", "scenarios", "privacy")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("--format", choices=("text", "json"), default="text", help="json is for programs")
    what = parser.add_mutually_exclusive_group()
    what.add_argument("--waiting", action="store_true", help="list what awaits a clinician's review or a call")
    what.add_argument("--scenarios", action="store_true", help="also play data/scenarios on the current release")
    what.add_argument("--schemas", action="store_true", help="write data/schemas, which editors read")
    parser.add_argument(
        "path",
        nargs="?",
        type=Path,
        default=DATA,
        help="the data directory, or one file in it (default: the bot's own data/)",
    )
    parser.epilog = (
        "Exit code: 0 nothing stops a release (warnings may be there), 1 an error, or a scenario that goes otherwise, "
        "2 nothing could be checked."
    )


def run_path(path: Path) -> Result:
    """Check a data directory, a directory that holds one, or one file."""
    path = path.resolve()
    if path.is_dir():
        return run_checks(path / "data" if (path / "data").is_dir() else path)
    if path.name == "domain.yml" and (path.parent / "data").is_dir():
        return run_checks(path.parent / "data", only=path.name)
    root = path.parent
    if root.name in FOLDERS:
        root = root.parent
    return run_checks(root, only=f"{root.name}/{path.relative_to(root).as_posix()}")


def run(args: argparse.Namespace) -> int:
    """Check and print; exit code 1 on errors, 2 if there is nothing to check."""
    if not args.path.exists():
        print(f"There is no file or directory {args.path}.", file=sys.stderr)
        return 2
    if args.schemas:
        return _write_schemas(args.path.resolve())
    result = run_path(args.path)
    if args.waiting:
        for item in result.waiting:
            print(f"{item.file}:{item.line}: {item.what} {item.name} awaits {item.wants}.")
        print(waiting.summary(list(result.items)) or "Nothing awaits anybody.")
        return 0
    if args.path.resolve() == DATA:
        _danger_screen()
    try:
        played = _play(result) if args.scenarios else []
    except RuntimeError as error:
        print(error, file=sys.stderr)
        return 2
    if args.format == "json":
        whole = {**result.as_dict(), "scenarios": [problem.as_dict() for problem in played]}
        print(json.dumps(whole, indent=2, ensure_ascii=False))
    else:
        for problem in (*result.problems, *played):
            print(problem)
        print(summary(result))
    return 1 if result.errors or played else 0


def _play(result: Result) -> list[Problem]:
    """Plays the scenarios where the files allow it."""
    if any(problem.code == "T120" for problem in result.problems):
        return []
    from bot.trial.scenarios import play_all

    return play_all(DATA)


def _write_schemas(root: Path) -> int:
    for name in schemas.write(root):
        print(f"Wrote {name}.")
    return 0


def _danger_screen() -> None:
    """Says beside the findings what the danger screen lacks; it stops nobody from mending the files."""
    from bot.release.build import current
    from bot.safety.indirect import ARTEFACT
    from bot.safety.readiness import announce, classifier_notices
    from bot.settings import from_environment

    release = current(from_environment().var)
    if release:
        announce(classifier_notices(release.safety / ARTEFACT))


def summary(result: Result) -> str:
    """Return the last lines: counts, and what awaits somebody."""
    counts = (
        f"{_plural(result.errors, 'error')}, {_plural(result.warnings, 'warning')} in "
        f"{_plural(result.topics, 'topic')}."
    )
    return "\n".join(filter(None, (counts, waiting.summary(list(result.items)))))


def _plural(number: int, word: str) -> str:
    return f"{number} {word}" if number == 1 else f"{number} {word}s"
