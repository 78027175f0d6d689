"""``python -m bot rollback``: makes a release live again that was live before."""

from __future__ import annotations

import argparse

from bot.commands.publish import ended, job
from bot.settings import from_environment


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declares the options."""
    parser.add_argument(
        "release", nargs="?", default="", help="its name, or the beginning of it (default: the one before)"
    )
    parser.add_argument("--list", action="store_true", help="only show the releases that can be gone back to")
    parser.add_argument(
        "--by", default="", metavar="NAME", help="who does it, for the record (default: your user name)"
    )
    parser.add_argument("--note", default="", metavar="TEXT", help="why, for the record")


def run(args: argparse.Namespace) -> int:
    """Goes back.

    Returns:
        Exit code: 0 live, 1 refused; then whatever was live is live.
    """
    if args.list:
        from bot.release.history import table

        print("\n".join(table(from_environment().var)))
        return 0
    from bot.release.switch import rollback

    return ended(lambda: rollback(job(args.by, args.note), args.release))
