"""``python -m bot publish``: checks, builds and compares what stands in ``data/``, and makes it live."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from typing import Any

from bot.commands.train import quiet
from bot.settings import ROOT, from_environment


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declares the options."""
    parser.add_argument(
        "--by", default="", metavar="NAME", help="who publishes, for the record (default: your user name)"
    )
    parser.add_argument("--note", default="", metavar="TEXT", help="what it is about, for the record")
    parser.add_argument(
        "--accept-drop",
        default="",
        metavar="WHY",
        help="publish although answers get worse, with the reason; never possible where danger said outright is missed",
    )
    parser.add_argument("--log", action="store_true", help="only show who published what, and when")


def run(args: argparse.Namespace) -> int:
    """Publishes.

    Returns:
        Exit code: 0 live, 1 refused; then whatever was live is live.
    """
    if args.log:
        from bot.release.history import log

        print("\n".join(log(from_environment().var)))
        return 0
    from bot.release.publish import publish

    reason = args.accept_drop or args.note
    return ended(lambda: publish(job(args.by, reason, bool(args.accept_drop))))


def job(by: str, reason: str = "", accept_drop: bool = False) -> Any:
    """Makes a job of this machine's settings."""
    from bot import logs
    from bot.release.audit import person
    from bot.release.switch import Job

    quiet()
    logs.install()
    settings = from_environment()
    return Job(ROOT, settings.var, settings.data, say, person(by), reason, accept_drop)


def say(line: str) -> None:
    """Prints a step."""
    print(f"      {line}", file=sys.__stderr__, flush=True)


def ended(work: Callable[[], Any]) -> int:
    """Does the work and turns whatever stopped it into one line with a code, and an exit code."""
    from bot.release.problem import ReleaseError, of_system

    try:
        work()
        return 0
    except ReleaseError as error:
        print(error, file=sys.stderr)
    except OSError as error:
        print(of_system(error), file=sys.stderr)
    except KeyboardInterrupt:
        print("R014 Stopped. Whatever was live is live.", file=sys.stderr)
    return 1
