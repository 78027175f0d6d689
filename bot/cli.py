"""Finds the subcommand that was asked for and imports only that one.

``check`` must start in well under three seconds, so nothing here imports Rasa.
To add a subcommand, add one line to ``COMMANDS``. Its module needs two
functions: ``add_arguments(parser)`` and ``run(args) -> int`` (the exit code).
"""

from __future__ import annotations

import argparse
import difflib
import importlib
import sys
from collections.abc import Sequence
from typing import NamedTuple


class Command(NamedTuple):
    """Where a subcommand lives and what it does, in one line."""

    module: str
    help: str


COMMANDS: dict[str, Command] = {
    "check": Command("bot.check.command", "Check every file in data/ for mistakes."),
    "try": Command("bot.commands.attempt", "Try a message on the current release, or chat; nothing is kept."),
    "run": Command("bot.commands.run", "Build, start, and print the page's address (what `make run` calls)."),
    "preview": Command("bot.commands.preview", "Show what would change if data/ went live; nothing goes live."),
    "publish": Command("bot.commands.publish", "Check, build and compare what stands in data/, and make it live."),
    "rollback": Command("bot.commands.rollback", "Make a release live again that was live before."),
    "train": Command("bot.commands.train", "Build the release of data/ as it is and serve it, unchecked (for developers)."),
    "serve": Command("bot.commands.serve", "Serve the current release."),
    "faq": Command("bot.commands.faq", "Print the page with all answers, to put on any web server."),
    "evaluate": Command("bot.commands.evaluate", "Score the test sets and compare with the accepted figures."),
    "intake": Command("bot.commands.intake", "List, show, export or delete the requests that people sent."),
    "review": Command("bot.commands.review", "Questions the bot could not answer, kept where their writers said yes."),
    "staff": Command("bot.commands.staff", "The staff pages, on this computer: review, counts, requests."),
    "bench": Command("bot.commands.bench", "Time this bot beside Rasa's defaults."),
    "safety": Command("bot.safety.build", "Train the danger classifier, or write the static help text."),
    "claims": Command("bot.check.claims_command", "Write or check data/CLAIMS.md."),
}


STAFF = ("check", "try", "preview", "publish", "rollback", "review", "staff", "intake", "claims", "faq", "run")
"""What people who edit data/ use, in the order in which they need it; the rest is for developers."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run one subcommand and return its exit code."""
    words = list(sys.argv[1:] if argv is None else argv)
    name = words[0] if words else ""
    if name not in COMMANDS:
        return _overview(name)
    command = COMMANDS[name]
    module = importlib.import_module(command.module)
    parser = argparse.ArgumentParser(prog=f"python -m bot {name}", description=command.help)
    module.add_arguments(parser)
    return int(module.run(parser.parse_args(words[1:])))


def _overview(asked: str) -> int:
    wanted = asked in ("", "-h", "--help")
    out = sys.stdout if wanted else sys.stderr
    if not wanted:
        near = difflib.get_close_matches(asked, COMMANDS, n=1)
        print(f"There is no command called '{asked}'." + (f" Did you mean '{near[0]}'?" if near else ""), file=out)
    print("Usage: python -m bot COMMAND [options]", file=out)
    staff = [name for name in STAFF if name in COMMANDS]
    for title, names in (("For staff", staff), ("For developers", [name for name in COMMANDS if name not in staff])):
        print(f"\n{title}", file=out)
        for name in names:
            print(f"  {name:<12}{COMMANDS[name].help}", file=out)
    print("\nWhat each one can do: python -m bot COMMAND --help", file=out)
    print("How to change what the chat says: data/README.md", file=out)
    return 0 if wanted else 2
