"""``python -m bot claims``: writes data/CLAIMS.md, or checks that it is up to date."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from bot.check import ledger
from bot.check.codes import problem
from bot.check.command import DATA
from bot.check.context import Context

FILE = "CLAIMS.md"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    what = parser.add_mutually_exclusive_group()
    what.add_argument("--write", action="store_true", help=f"write {FILE} beside claims.yml")
    what.add_argument("--check", action="store_true", help="fail if it would come out differently")
    parser.add_argument("path", nargs="?", type=Path, default=DATA, help="the data directory")


def run(args: argparse.Namespace) -> int:
    """Print, write or check the table."""
    root = args.path.resolve()
    if not (root / "claims.yml").is_file():
        print(f"There is no claims.yml in {args.path}.", file=sys.stderr)
        return 2
    context = Context.of(root)
    text = ledger.render(context)
    file = root / FILE
    if args.write:
        file.write_text(text, encoding="utf-8")
        print(f"Wrote {context.tree.name(FILE)}.")
    elif not args.check:
        print(text, end="")
    elif not file.is_file() or file.read_text(encoding="utf-8") != text:
        message = "The table is not what claims.yml and the topics say"
        remedy = "Run: python -m bot claims --write"
        print(problem("T035", context.tree.name(FILE), 1, message, remedy))
        return 1
    return 0
